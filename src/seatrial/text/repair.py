"""What people do to their own sentences: fillers, false starts, corrections of themselves, denials.

`clean` drops what means nothing; `last_value` reads the newest version of a value after "no wait", "sorry I mean",
"not Monday, Tuesday". Never decides what a value is: that is the caller's `read`. Used by the slot parsers.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from seatrial.text.context import Language
from seatrial.text.contractions import part_verbs
from seatrial.text.data import numerals
from seatrial.text.data import repair_phrases as data
from seatrial.text.foreign_words import without_foreign
from seatrial.text.phrase_sets import Phrase, phrases, telling_words
from seatrial.text.remarks import is_persons
from seatrial.text.tokens import TEXT_CHARS_MAX, Token, UserText, tokenize

T = TypeVar("T")

_STARRED = re.compile(r"(?<=[^\s*])\s+\*(?=\w)")
_VERSIONS_MAX = 6  # nobody corrects themselves more often and is still understood
_CUTS_MAX = 12  # how far into "not five six" the end of the denied value is sought


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of what the person said.

    Attributes:
        tokens: Its words.
        start: Where they begin among all tokens.
        withdraws: Whether the words that introduced it take back everything before ("scratch that", "no wait"),
            so that nothing said earlier may be used; a mere "sorry" or "actually" may also be an aside.
    """

    tokens: Sequence[Token]
    start: int
    withdraws: bool


def _words(text: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases(text))


def _by_first_word(of: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Index phrases by first word, longest first, so that the longest wins."""
    index: dict[str, list[Phrase]] = {}
    for phrase in of:
        index.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in index.items()}


_FILLERS: dict[Language, dict[str, tuple[Phrase, ...]]] = {
    "en": _by_first_word(phrases(data.FILLERS_EN)),
    "es": _by_first_word(phrases(data.FILLERS_ES)),
}
_HESITATIONS = {language: frozenset({*index, "like", "well"}) for language, index in _FILLERS.items()}
_OPENERS: dict[Language, frozenset[str]] = {"en": _words(data.OPENERS_EN), "es": _words(data.OPENERS_ES)}
_MEANT_AFTER: dict[str, frozenset[str]] = {
    "like": _words(data.LIKE_IS_MEANT_AFTER),
    "well": _words(data.WELL_IS_MEANT_AFTER),
    "you": _words(data.YOU_KNOW_IS_MEANT_AFTER),
}


def _corrections(withdrawals: str, asides: str) -> dict[str, tuple[tuple[Phrase, bool], ...]]:
    """Index correction phrases by first word, each with whether it withdraws."""
    strong = frozenset(phrases(withdrawals))
    index = _by_first_word([*strong, *phrases(asides)])
    return {first: tuple((phrase, phrase in strong) for phrase in group) for first, group in index.items()}


_CORRECTIONS: dict[Language, dict[str, tuple[tuple[Phrase, bool], ...]]] = {
    "en": _corrections(f"{data.WITHDRAWALS_EN}|{data.SUPERSEDING}", data.ASIDES_EN),
    "es": _corrections(data.WITHDRAWALS_ES, data.ASIDES_ES),
}
_AFTER_SECOND = _words(data.AFTER_SECOND)
_SUPERSEDED = _words(data.SUPERSEDED)
_NO_IS_MEANT_BEFORE = _words(data.NO_IS_MEANT_BEFORE)
_DENIALS = _by_first_word(phrases(data.DENIALS))
# Where none of these words is said, nothing was corrected or denied.
_TELLING: dict[Language, frozenset[str]] = {
    language: telling_words(phrase for group in table.values() for phrase, _ in group)
    | telling_words(phrase for group in _DENIALS.values() for phrase in group)
    for language, table in _CORRECTIONS.items()
}
_DENIES_NO_VALUE_BEFORE = _words(data.DENIES_NO_VALUE_BEFORE)
_AUXILIARIES = frozenset({"do", "does", "did", "can", "could", "would", "will", "should", "must"})
_DENY_BACK = frozenset({"isn't", "isnt", "wasn't", "wasnt"})
_COPULAS = frozenset({"is", "was", "it's", "its", "that's", "thats"})
_REPLACEMENTS = _words(data.REPLACEMENTS)
_STUTTERED = _words(data.STUTTERED)
_NEVER_STUTTERED = frozenset(
    {*numerals.UNITS_EN, *numerals.TENS_EN, *numerals.UNITS_ES, *numerals.TENS_ES, "double", "doble"}
)
# After these, an opening "oh" is the digit nought.
_DIGITS_FOLLOW_OH = frozenset({*numerals.UNITS_EN, *numerals.TENS_EN, "double", "triple", "treble", "oh", "o"})
_NUMBER_GOES_ON = frozenset({*numerals.SCALES_EN, *_words(data.AFTER_NUMBER)})
_ARTICLES = frozenset("the a an on at in for my it's its el la".split())


# -- fillers and false starts ----------------------------------------------------------------------------------


def clean(text: str, language: Language) -> tuple[Token, ...]:
    """Tokenise `text` and drop fillers and false starts; empty when nothing else was said."""
    known = text.cleaned if isinstance(text, UserText) else None
    if known is not None and known[0] == language:
        return known[1]
    tokens = tokenize(_unstarred(text, language) if "*" in text else text)
    if language == "en" and ("'" in text or not text.isascii()):
        tokens = part_verbs(tokens)
    cleaned = tuple(strip_fillers(without_foreign(tokens, language), language))
    if isinstance(text, UserText):
        text.cleaned = language, cleaned
    return cleaned


def _unstarred(text: str, language: Language) -> str:
    """Write out the correction that a star is in a chat: "tuesday *wednesday"."""
    return _STARRED.sub(" i meant " if language == "en" else " digo ", text[:TEXT_CHARS_MAX])


def strip_fillers(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Drop hesitation, opening words, stutters ("my my name") and cut words ("thir- thirteen").

    An opening word that is all that was said ("right", "okay") stays: it may be the answer.
    """
    texts = [token.text for token in tokens]
    repeats = len(set(texts)) < len(texts)
    if (
        not repeats
        and _HESITATIONS[language].isdisjoint(texts)
        and not any(token.before[:1] == "-" for token in tokens)
    ):
        return _strip_openers(list(tokens), _OPENERS[language])
    fillers = _FILLERS[language]
    kept: list[Token] = []
    seen: set[str] = set()
    position = 0
    count = len(tokens)
    while position < count:
        token, word = tokens[position], texts[position]
        if word in _HESITATIONS[language]:
            length = _filling(tokens, position, fillers.get(word, ()), kept)
            if length:
                position += length
                continue
        position += 1
        if kept and token.before[:1] == "-" and _is_false_start(kept[-1], token):
            kept.pop()
        kept.append(token)
        if word in seen:
            _drop_stutter(kept)
        seen.add(word)
    return _strip_openers(kept, _OPENERS[language])


def _filling(tokens: Sequence[Token], position: int, group: Iterable[Phrase], kept: list[Token]) -> int:
    """The length of what fills a pause at `position`; 0 where it means something."""
    token = tokens[position]
    word = token.text
    if group and not token.glued:  # "M1 1AH" ends in no sigh
        length = _match(tokens, position, group)
        end = position + length
        if length and not (word == "you" and _is_meant(word, kept)):
            following = tokens[end] if end < len(tokens) else None
            if following is None or not _goes_on(token, following, length):
                return length
    fills = (word == "like" and not _is_meant(word, kept)) or (word == "well" and kept and not _is_meant(word, kept))
    return 1 if fills else 0


def _goes_on(token: Token, following: Token, length: int) -> bool:
    """Whether what looks like a filler belongs to what follows: "EH1 1AA", "ER 0042", "one second avenue"."""
    if following.glued:
        return True
    if token.text == "you":
        return following.text == "what"
    if length == 1:
        return len(token.surface) == 2 and token.surface.isupper() and following.text[0].isdecimal()
    return token.text == "one" and following.text in _AFTER_SECOND


def _is_meant(word: str, before: list[Token]) -> bool:
    """Whether "like", "well" or "you know" means something here."""
    return bool(before) and before[-1].text in _MEANT_AFTER[word]


def _match(tokens: Sequence[Token], position: int, group: Iterable[Phrase]) -> int:
    """The length of the first phrase of `group` that stands at `position`, its first word known to match; else 0."""
    for phrase in group:
        length = len(phrase)
        if length == 1:
            return 1
        if position + length > len(tokens) or tokens[position + 1].text != phrase[1]:
            continue
        if length == 2 or [token.text for token in tokens[position + 2 : position + length]] == list(phrase[2:]):
            return length
    return 0


def _strip_openers(tokens: list[Token], openers: frozenset[str]) -> list[Token]:
    start = 0
    while start < len(tokens) - 1 and tokens[start].text in openers:
        following = tokens[start + 1].text
        if tokens[start].text == "oh" and (
            following in _DIGITS_FOLLOW_OH or following[0].isdecimal() or len(following) == 1
        ):
            break
        start += 1
    return tokens[start:] if start else tokens


def _is_false_start(cut: Token, following: Token) -> bool:
    """Whether `cut`, broken off with a dash, is begun again: "thir- thirteen"."""
    return (
        following.before[-1] in " ."
        and cut.surface.isalpha()
        and following.text.startswith(cut.text)
        and following.text != cut.text
    )


def _drop_stutter(kept: list[Token]) -> None:
    """Drop the second of two equal runs of one to three tokens: "it's on it's on"."""
    last = kept[-1].text
    for length in (3, 2, 1):
        if len(kept) < 2 * length or kept[-1 - length].text != last:
            continue
        run = [token.text for token in kept[-length:]]
        if (
            run == [token.text for token in kept[-2 * length : -length]]
            and (run[0] in _STUTTERED or last in _STUTTERED)
            and not any(len(word) == 1 or word in _NEVER_STUTTERED for word in run)
        ):
            del kept[-length:]
            return


# -- corrections -----------------------------------------------------------------------------------------------


def versions(tokens: Sequence[Token], language: Language) -> list[Version]:
    """Split cleaned tokens where the person corrected themselves, oldest first; always at least one version."""
    table = _CORRECTIONS[language]
    found: list[Version] = []
    start = 0
    withdraws = False
    position = 0
    count = len(tokens)
    while position < count:
        word = tokens[position].text
        length, strong = _correction_at(tokens, position, table[word]) if word in table else (0, False)
        if not length:
            position += 1
            continue
        if position > start:
            found.append(Version(tokens=tokens[start:position], start=start, withdraws=withdraws))
            withdraws = strong
        elif found:
            withdraws = withdraws or strong
        position += length
        start = position
    if not found or start < count or withdraws:
        found.append(Version(tokens=tokens[start:count], start=start, withdraws=withdraws))
    return found


def _correction_at(tokens: Sequence[Token], position: int, group: Sequence[tuple[Phrase, bool]]) -> tuple[int, bool]:
    """How many tokens correct something at `position`, and whether they take back everything before."""
    for phrase, strong in group:
        if not _match(tokens, position, (phrase,)):
            continue
        end = position + len(phrase)
        if phrase == ("no",) and end < len(tokens) and _is_no_meant(tokens[end], position, len(tokens)):
            return 0, False
        if "now" in phrase and not _is_superseded(tokens, position, end):
            return 0, False
        return len(phrase), strong
    return 0, False


def _is_superseded(tokens: Sequence[Token], position: int, end: int) -> bool:
    """Whether "now" puts something new in place of what is said to be old."""
    earlier = (token.text in _SUPERSEDED and token.before[-1:] not in {"@", "."} for token in tokens[:position])
    return end < len(tokens) and any(earlier)


def _is_no_meant(token: Token, position: int, count: int) -> bool:
    """Whether a "no" belongs to what follows: "no more than five", "no one told me", "no son veinte euros"."""
    if position or "," in token.before or token.text in _NO_IS_MEANT_BEFORE:
        return token.text in _NO_IS_MEANT_BEFORE
    return token.text in {"one", "son", "es"} or (token.text == "two" and count > 2)


def last_value(
    tokens: Sequence[Token],
    language: Language,
    read: Callable[[Sequence[Token]], T | None],
    mend: Callable[[Sequence[Token], Sequence[Token]], T | None] | None = None,
) -> T | None:
    """Return what `read` makes of the newest version of a value.

    Args:
        tokens: Cleaned tokens.
        language: Which correction phrases apply.
        read: Reads one value from tokens, or None.
        mend: Reads a partial correction from (earlier, later), such as "07700 900 124, no, 123"; tried when the
            later version alone gives nothing.

    Returns:
        The value of the last version; where that has none and was only an aside ("Tuesday, sorry about the noise"),
        the value of what came before; None where an earlier value was withdrawn and nothing put in its place.
    """
    if _TELLING[language].isdisjoint([token.text for token in tokens]):
        return read(tokens)
    parts = versions(tokens, language)
    later = parts[-1]
    value = _affirmed(later.tokens, language, read)
    if value is not None or len(parts) == 1:
        return value
    withdrawn = later.withdraws or (later.tokens and _disowns(later.tokens))
    tail = later.tokens
    for earlier in reversed(parts[-1 - _VERSIONS_MAX : -1]):
        head = earlier.tokens
        if mend is not None and tail and (value := mend(head, tail)) is not None:
            return value
        if withdrawn:
            return None
        if (value := _affirmed(head, language, read)) is not None:
            return value
        tail = tokens[earlier.start :]
        if (value := _affirmed(tail, language, read)) is not None:
            return value
        withdrawn = earlier.withdraws
    return None


def _disowns(tokens: Sequence[Token]) -> bool:
    """Whether what was said before is somebody else's: "no that's sue's"."""
    return tokens[0].text in {"that's", "thats"} and is_persons([token.text for token in tokens[1:3]])


# -- denials ---------------------------------------------------------------------------------------------------


def _affirmed(tokens: Sequence[Token], language: Language, read: Callable[[Sequence[Token]], T | None]) -> T | None:
    """Read the value that was meant where another was denied: "94607, not 94608", "not VEX-1000, VEX-1001"."""
    value = read(tokens)
    denial = _denial(tokens)
    if denial is None:
        return value
    head, rest = tokens[: denial[0]], tokens[denial[1] :]
    if not rest or rest[0].text in _DENIES_NO_VALUE_BEFORE:
        return value
    if value is not None:  # English readers ask how a value stands, and have not read a denied one
        return None if language != "en" and _begins_with_value(rest, value, read) else value
    denies_back = tokens[denial[0]].text in _DENY_BACK or (head and head[-1].text in _COPULAS)
    if not denies_back and (value := read(head)) is not None:  # "X isn't mine" denies what came before
        return value
    for index, token in enumerate(rest):
        bounded = _is_pause(token.before) or token.text in _REPLACEMENTS
        if index and bounded and (value := read(rest[index:])) is not None:
            return value
    for cut in range(1, min(len(rest), _CUTS_MAX)):
        if read(rest[:cut]) is not None and not _continues(rest[cut - 1].text, rest[cut].text):
            return read(rest[cut:]) if rest[cut].text not in {"or", "and", "to"} else None
    return None


def _continues(last: str, following: str) -> bool:
    """Whether a number goes on: "five hundred", "twenty five", "fifty pounds"."""
    return following in _NUMBER_GOES_ON or (last in numerals.TENS_EN and 0 < numerals.UNITS_EN.get(following, 0) < 10)


def _is_pause(before: str) -> bool:
    """Punctuation between words, not inside one: ", " but not the dot of "gmail.com"."""
    return "," in before or (len(before) > 1 and any(mark in before for mark in ";.-()!"))


def _denial(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The span of the first word that denies what follows it."""
    for index, token in enumerate(tokens):
        if token.text == "not" and index and tokens[index - 1].text in _AUXILIARIES:
            continue  # "do not send it there" denies nothing that comes after
        if token.text in _DENIALS and (length := _match(tokens, index, _DENIALS[token.text])):
            return index, index + length
    return None


def _begins_with_value(rest: Sequence[Token], value: T, read: Callable[[Sequence[Token]], T | None]) -> bool:
    """Whether `value` is read from the very start of `rest`, articles aside: then it is what was denied."""
    start = 0
    while start < len(rest) and rest[start].text in _ARTICLES:
        start += 1
    return read(rest[start:]) == value and read(rest[start + 1 :]) != value
