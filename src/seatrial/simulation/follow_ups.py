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
    if sentence.question or sentence.leads("yes_no") or (kind == "anything_else" and sentence.leads("wh")):
        return _question(kind, sentence, before, taken, stopwords)
    if kind == "anything_else" and sentence.has("nothing_needed"):
        return "inform"  # "There's nothing more you need to do."
    if sentence.has("stay_here") and kind in _ADDED:
        return "hold"  # "I'll pass this on; please keep the chat open."
    if kind in _ADDED and "ask" in taken and sentence.has("optional"):
        return "inform"  # "Your e-mail? You can skip that if you'd rather."
    return kind


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
    if kind not in _YES_OR_NO and kind != "read_back":
        return kind
    if sentence.words.words[0] == "or" and last in {"ask", "choose"} and not sentence.has("person"):
        return ""  # "At home or at work? Or don't you want it?"
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


_TOLD = frozenset({"inform", "done", "hold", "refusal", "unavailable", "goodbye"})


def as_told(kind: str, sentence: Sentence, *, own: bool) -> str:
    """Return what a sentence is by its form: an order asks, a plain statement does not.

    Args:
        kind: What the model takes it for.
        sentence: The sentence.
        own: Whether it states something of the listener's own.
    """
    if own:
        stated = kind == "ask" and not sentence.question and sentence.has("what_i_have")
        return "read_back" if stated else kind  # "What I have for the address is 82 High Road."
    if sentence.asking:
        return kind
    if kind in _TOLD and sentence.leads("order"):
        return "ask"  # "Please supply the word that you registered."
    if kind == "ask":
        plain = sentence.leads("stating") and not sentence.has("request")
        if plain or sentence.has("saying_back", "safety"):
            return "inform"  # "Your complaint is typed up, with your name and number."
    if kind == "not_understood" and sentence.has("need_not"):
        return "inform"  # "She has it all, so you won't need to say it again."
    return kind


def added_to_ask(topic: str, sentence: Sentence, asked: Sequence[Asked]) -> bool:
    """Tell whether a sentence only says how to answer: "Day, month and year, please.", "Name, street, city."."""
    if sentence.leads("wh") or sentence.leads("yes_no") or sentence.has("wh"):
        return False
    if sentence.words.words.count(",") >= _LISTED_MIN and not (sentence.question or sentence.has("request")):
        return True
    return not topic and not any(one.strong for one in asked)
