"""What a sentence is in the light of those before it: "Would you type it here?" asks for what was just spoken of.

Called by `reading`, after each sentence was looked at by itself. Knows cues, not words: words are the language's data.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from seatrial.simulation.sentences import Sentence
from seatrial.simulation.topics import Asked

_ANSWERABLE = frozenset(
    {"confirm", "yes_no", "ask", "not_understood", "offer_person", "anything_else", "read_back",
     "choose"}
)  # fmt: skip
_YES_OR_NO = frozenset({"confirm", "yes_no"})
_BARE_MAX = 2
"""Meaningful words of a question that hangs on what stands before it: "or is there?", "bring one in?"."""
_ADDED = frozenset({"offer_person", "ask", "confirm", "yes_no", "anything_else", "not_understood"})


def in_context(
    kind: str, sentence: Sentence, before: Sequence[Sentence], demands: Sequence[str], stopwords: Set[str]
) -> str:
    """Return what a sentence is, given what stands before it; "" for what only goes on about it.

    Args:
        kind: What it is by itself.
        sentence: The sentence.
        before: Those before it.
        demands: Kinds of what was taken from those so far.
        stopwords: Words without meaning.
    """
    if sentence.question or sentence.leads("yes_no"):
        return _question(kind, sentence, before, demands, stopwords)
    if sentence.has("stay_here") and kind in _ADDED:
        return "hold"  # "I'll pass this on; please keep the chat open."
    if kind in _ADDED and "ask" in demands and sentence.has("optional"):
        return "inform"  # "Your e-mail? You can skip that if you'd rather."
    return kind


def _question(
    kind: str, sentence: Sentence, before: Sequence[Sentence], demands: Sequence[str], stopwords: Set[str]
) -> str:
    if kind not in _ANSWERABLE:
        return kind
    few = sum(word.isalnum() and word not in stopwords for word in sentence.words.words) <= _BARE_MAX
    last = demands[-1] if demands else ""
    if few and sentence.has("left_over") and any(one.has("nothing_left") for one in (*before, sentence)):
        return "anything_else"  # "If that's everything, we're done; or is there more?"
    if kind not in _YES_OR_NO and kind != "read_back":
        return kind
    if sentence.words.words[0] == "or" and last in {"ask", "choose"} and not sentence.has("person"):
        return ""  # "At home or at work? Or don't you want it?"
    if sentence.has("bring_one") and any(one.has("person") for one in before):
        return "offer_person"  # "My colleagues do that. Would you like me to bring one in?"
    return kind


def added_to_ask(sentence: Sentence, asked: Sequence[Asked]) -> bool:
    """Tell whether a sentence has neither a topic of its own nor a question word: "Day, month and year, please."."""
    return not any(one.strong for one in asked) and not (
        sentence.leads("wh") or sentence.leads("yes_no") or sentence.has("wh")
    )
