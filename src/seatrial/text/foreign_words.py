"""Words of another language around what somebody says: "alors Gordon Pike", "with a code in our app bitte".

Only looks at both ends, and never takes everything. Called by `repair`, before fillers are dropped.
"""

from collections.abc import Iterable, Sequence

from seatrial.text.context import Language
from seatrial.text.data import repair_phrases as data
from seatrial.text.phrase_sets import Phrase, phrases
from seatrial.text.tokens import Token

_Index = dict[str, tuple[Phrase, ...]]


def _by_word(of: Iterable[Phrase], place: int) -> _Index:
    """Index phrases by one of their words, longest first."""
    index: dict[str, list[Phrase]] = {}
    for phrase in of:
        index.setdefault(phrase[place], []).append(phrase)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in index.items()}


_BEFORE: dict[Language, _Index] = {
    "en": _by_word(phrases(data.FOREIGN_BEFORE_EN), 0),
    "es": _by_word(phrases(data.FOREIGN_BEFORE_ES), 0),
}
_AFTER: dict[Language, _Index] = {
    "en": _by_word(phrases(data.FOREIGN_AFTER_EN), -1),
    "es": _by_word(phrases(data.FOREIGN_AFTER_ES), -1),
}
_OR_NAMES = frozenset(phrase[0] for phrase in phrases(data.FOREIGN_OR_NAMES))


def without_foreign(tokens: Sequence[Token], language: Language) -> Sequence[Token]:
    """Drop words of another language before and after what is said in this one."""
    before, after = _BEFORE[language], _AFTER[language]
    start, end = 0, len(tokens)
    while end - start > 1 and (group := after.get(tokens[end - 1].text)) is not None:
        length = next((len(one) for one in group if _stands(tokens, end - len(one), one)), 0)
        if not length or end - length <= start:
            break
        end -= length
    while end - start > 1 and (group := before.get(tokens[start].text)) is not None:
        length = next((len(one) for one in group if _stands(tokens, start, one)), 0)
        least = 2 if tokens[start].text in _OR_NAMES else 1
        if not length or end - start - length < least:
            break
        start += length
    return tokens if end - start == len(tokens) else tokens[start:end]


def _stands(tokens: Sequence[Token], at: int, phrase: Phrase) -> bool:
    words = tokens[max(0, at) : at + len(phrase)]
    return len(words) == len(phrase) and all(token.text == word for token, word in zip(words, phrase, strict=True))
