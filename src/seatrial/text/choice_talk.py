"""Where the words of an option are said without choosing it: idioms, questions about it, descriptions of things.

"It came out of the blue", "how much is a repair", "my blue van". Knows no options. Called by `choice`.
"""

from collections.abc import Sequence

from seatrial.text.data import choice_idioms as data
from seatrial.text.data.choice_words import PLACE_NOUNS
from seatrial.text.data.common_words import COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.tokens import Token

_MASK = ""
_DESCRIPTION_WORDS_MIN = 4  # "a large pizza" is an order


def answer_after_question(tokens: Sequence[Token]) -> Sequence[Token]:
    """Drop a question about the options from the start, together with everything when nothing follows it."""
    if tokens[0].text not in data.QUESTION_STARTS or not _is_question(tokens):
        return tokens
    for index, token in enumerate(tokens[1:], start=1):
        if token.text in data.ANSWER_STARTS or any(mark in token.before for mark in ",?.!;"):
            return tokens[index:]
    return ()


def _is_question(tokens: Sequence[Token]) -> bool:
    words = tuple(token.text for token in tokens)
    if not data.AGREEABLE.isdisjoint(words):
        return False  # "is standard okay"
    return words[0] in data.QUESTIONS or words[:2] in data.QUESTION_PAIRS


def mask_idioms(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` with those that are part of an idiom, or only describe another thing, blanked out."""
    if data.IDIOM_WORDS.isdisjoint(words):
        return words
    masked = list(words)
    for at, word in enumerate(words):
        for idiom in data.IDIOMS.get(word, ()):
            if words[at : at + len(idiom)] == idiom:
                masked[at : at + len(idiom)] = [_MASK] * len(idiom)
        if word in data.DESCRIBING and _describes(words, at):
            masked[at] = _MASK
    return tuple(masked)


def _describes(words: tuple[str, ...], at: int) -> bool:
    """Whether an adjective belongs to a thing nobody can choose: "my blue van", "there's a small crack"."""
    if not at or len(words) < max(_DESCRIPTION_WORDS_MIN, at + 2) or not data.WANTING.isdisjoint(words):
        return False
    noun = words[at + 1]
    if not noun[:1].isalpha() or noun in FUNCTION_WORDS or noun in COURTESY_WORDS or noun in PLACE_NOUNS:
        return False
    owner = words[at - 1]
    return owner in data.OWNERS or (owner in {"a", "an"} and at > 1 and words[at - 2] in data.THERE_IS)
