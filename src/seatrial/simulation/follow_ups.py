"""What a sentence is in the light of those before it: "Would you type it here?" asks for what was just spoken of.

Called by `reading`, after each sentence was looked at by itself. Knows cues, not words: words are the language's data.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from seatrial.simulation.readings import DEMANDS
from seatrial.simulation.sentences import Sentence
from seatrial.simulation.topics import Asked

_ANSWERABLE = frozenset(
    {"confirm", "yes_no", "ask", "not_understood", "offer_person", "anything_else", "read_back",
     "choose"}
)  # fmt: skip
_YES_OR_NO = frozenset({"confirm", "yes_no"})
_BARE_MAX = 2
_SMALL_MAX = 3
"""Meaningful words of a question that hangs on what stands before it: "or is there?", "bring one in?"."""
_LISTED_MIN = 2
"""Commas in a list of parts."""
_ADDED = frozenset({"offer_person", "ask", "confirm", "yes_no", "anything_else", "not_understood"})


def in_context(
    kind: str, sentence: Sentence, before: Sequence[Sentence], taken: Sequence[str], stopwords: Set[str]
) -> str:
    """Return what a sentence is, given what stands before it; "" for what only goes on about it.

    Args:
        kind: What it is by itself.
        sentence: The sentence.
        before: Those before it.
        taken: Kinds of what was taken from those so far.
        stopwords: Words without meaning.
    """
    if kind == "need" and sentence.has("to_use"):
        return "ask"  # "We need an e-mail address. What would you like us to use?"
    if sentence.has("like_that") and sentence.asking and kind in _ANSWERABLE:
        return "ask"  # "Some houses have a dog. Anything like that at yours?"
    if sentence.question or sentence.leads("yes_no") or (kind == "anything_else" and sentence.leads("wh")):
        return _question(kind, sentence, before, taken, stopwords)
    if kind == "anything_else" and sentence.has("nothing_needed"):
        return "inform"  # "There's nothing more you need to do."
    if kind in DEMANDS and "handoff" in taken and not sentence.leads("wh"):
        return "inform"  # "I'm getting you somebody. You'll hear a bit of music."
    if sentence.has("stay_here") and kind in _ADDED:
        return "hold"  # "I'll pass this on; please keep the chat open."
    if kind in _ADDED and "ask" in taken and sentence.has("optional"):
        return "inform"  # "Your e-mail? You can skip that if you'd rather."
    return kind


def _only_goes_on(kind: str, sentence: Sentence, last: str, stopwords: Set[str]) -> bool:
    """Tell whether a question only goes on about the last thing demanded."""
    words = sentence.words.words
    if kind == "anything_else":
        return last == "ask" and not sentence.has("besides")  # "What sort of job is it? Is something dripping?"
    if kind not in _YES_OR_NO and kind != "read_back":
        return False
    if words[0] == "or" and last in {"ask", "choose"} and not sentence.has("person"):
        return True  # "At home or at work? Or don't you want it?"
    small = len(words) <= _SMALL_MAX and sentence.leads("yes_no") and all(word in stopwords for word in words)
    # "Happy to help with something else if there is anything. Is there?"
    return small and kind != "read_back" and last in {"anything_else", "offer_person"}


def _question(
    kind: str, sentence: Sentence, before: Sequence[Sentence], taken: Sequence[str], stopwords: Set[str]
) -> str:
    if kind not in _ANSWERABLE:
        return kind
    if kind == "anything_else" and "unavailable" in taken and sentence.has("you_could"):
        return "ask:when"  # "That slot has gone. What else could you manage?"
    if kind == "choose" and taken[-1:] == ["mention"] and sentence.has("mistaken"):
        return "confirm"  # "I heard BS7 8NR. Is that it, or did I mishear a letter?"
    few = sum(word.isalnum() and word not in stopwords for word in sentence.words.words) <= _BARE_MAX
    demands = [one for one in taken if one in DEMANDS]
    last = demands[-1] if demands else ""
    if few and sentence.has("left_over") and any(one.has("nothing_left") for one in (*before, sentence)):
        return "anything_else"  # "If that's everything, we're done; or is there more?"
    if _only_goes_on(kind, sentence, last, stopwords):
        return ""
    if kind not in _YES_OR_NO and kind != "read_back":
        return kind
    if sentence.has("bring_one") and any(one.has("person") for one in before):
        return "offer_person"  # "My colleagues do that. Would you like me to bring one in?"
    if (
        few
        and sentence.has("offer_lead", "offer_if")
        and before[-1].has("person")
        and before[-1].has("takeover", "ease")
    ):
        return "offer_person"  # "It may be easier with somebody from the bank. Would you like that?"
    return kind


_CHECKED = frozenset({"ask", "inform", "not_understood", "need", "yes_no", "choose"})
_TOLD = frozenset({"inform", "done", "hold", "refusal", "unavailable", "goodbye"})


def as_told(kind: str, sentence: Sentence, *, own: bool, value: bool) -> str:
    """Return what a sentence is by its form: an order asks, a plain statement does not.

    Args:
        kind: What the model takes it for.
        sentence: The sentence.
        own: Whether it states something of the listener's own.
        value: Whether it states a number, a code, an address or a moment.
    """
    if own:
        stated = kind in {"ask", "done"} and not sentence.question and sentence.has("what_i_have")
        if not stated and value and _tells(kind, sentence):
            return "mention"  # "I'll change your address to 82 High Road."
        return "read_back" if stated else kind  # "What I have for the address is 82 High Road."
    if sentence.question and kind in _TOLD and sentence.closes("tag"):
        return "confirm"  # "I'll pop a new one in the post then, that okay?"
    if kind in _CHECKED and sentence.has("check_if"):
        return "confirm"  # "Can you tell me if any of that is wrong?"
    if sentence.asking:
        return kind
    if value and _tells(kind, sentence):
        return "inform"  # "New address 31 Station Road, and everything comes there from today."
    if kind in _TOLD and sentence.leads("order"):
        return "ask"  # "Please supply the word that you registered."
    if kind == "ask":
        plain = sentence.leads("stating") and not sentence.has("request")
        if plain or (sentence.has("saying_back", "safety") and not sentence.leads("order")):
            return "inform"  # "Your complaint is typed up, with your name and number."
    if kind == "not_understood" and sentence.has("need_not"):
        return "inform"  # "She has it all, so you won't need to say it again."
    return kind


def _tells(kind: str, sentence: Sentence) -> bool:
    """Tell whether what was taken for a question has nothing of one."""
    return kind == "ask" and not (sentence.asking or sentence.has("request") or sentence.leads("order"))


def added_to_ask(topic: str, sentence: Sentence, asked: Sequence[Asked]) -> bool:
    """Tell whether a sentence only says how to answer: "Day, month and year, please.", "Name, street, city."."""
    if sentence.leads("wh") or sentence.leads("yes_no") or sentence.has("wh"):
        return False
    commas = sentence.words.words.count(",")
    if not (sentence.question or sentence.has("request") or sentence.leads("stating")):
        joined = sum(found.cue in {"either_or", "and_then"} for found in sentence.found)
        if commas >= _LISTED_MIN or (commas and joined):
            return True  # "Name, road and town."
    return not topic and not any(one.strong for one in asked)
