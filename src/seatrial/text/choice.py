"""Which of the declared options an answer means.

Tries, in this order: the words of an option or of its synonyms, their stems, a position ("the second one", "option
b"), a misspelling. Two different options named, or none, is no choice. Called through `parsers.parse`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

from seatrial.text.choice_talk import answer_after_question, mask_idioms
from seatrial.text.context import CHOICE_OPTIONS_MAX, Language, ParseContext
from seatrial.text.data import choice_words as data
from seatrial.text.data import numerals
from seatrial.text.misspelling import Spellings
from seatrial.text.repair import last_value, strip_fillers
from seatrial.text.tokens import Token, tokenize

Words: TypeAlias = tuple[str, ...]
_SYNONYMS_MAX = 100
_TELLING_ANSWER_WORDS_MAX = 4
_BARE_PLACE_WORDS_MAX = 4  # in a longer answer a place needs an article or "option" before it


class _Option(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    names: tuple[Words, ...]
    stems: tuple[Words, ...]
    content: tuple[frozenset[str], ...]


class _Menu(msgspec.Struct, frozen=True, kw_only=True):
    options: tuple[_Option, ...]
    has_figures: bool
    words: frozenset[str]
    spellings: Spellings


def parse_choice(text: str, context: ParseContext) -> str | None:
    """Return the key of the one option `text` means, or None when it means none of them, or several."""
    if not context.options:
        return None
    language = context.language
    menu = _menu(_freeze(context.options), language)
    tokens = strip_fillers(tokenize(text), language) or tokenize(text)

    def read(tokens: Sequence[Token]) -> str | None:
        return _choose(tokens, menu, language)

    if not tokens:
        return None
    if context.asked and language == "en":
        tokens = answer_after_question(tokens)
    words = mask_idioms(_words(tokens))
    whole, _ = _by_words(words, menu)
    if len(whole) == 1 and "or" not in words:
        return whole.pop()
    if not context.asked:
        return None
    return last_value(tokens, language, read)


def _freeze(options: Mapping[str, Sequence[str]]) -> tuple[tuple[str, Words], ...]:
    return tuple((key, tuple(names)) for key, names in options.items())


@lru_cache(maxsize=256)
def _menu(options: tuple[tuple[str, Words], ...], language: Language) -> _Menu:
    built: list[_Option] = []
    for key, synonyms in options[:CHOICE_OPTIONS_MAX]:
        spelled = [key.replace("_", " "), *synonyms[:_SYNONYMS_MAX]]
        names = tuple(dict.fromkeys(name for written in spelled for name in _names(written) if name))
        built.append(
            _Option(
                key=key,
                names=names,
                stems=tuple(tuple(map(stem, name)) for name in names),
                content=tuple(
                    frozenset(stem(word) for word in name if word not in data.STOP_WORDS[language]) for name in names
                ),
            )
        )
    every = frozenset(word for option in built for name in option.names for word in name)
    return _Menu(
        options=tuple(built),
        has_figures=any(word.isdecimal() for word in every),
        words=every,
        spellings=Spellings(("".join(name), option.key) for option in built for name in option.names),
    )


def _names(text: str) -> tuple[Words, ...]:
    """The words of an option's name; with "1" also as "one", which elsewhere is a pronoun."""
    name = _words(tokenize(text))
    return (name, tuple("one" if word == "1" else word for word in name)) if "1" in name else (name,)


def _words(tokens: Sequence[Token]) -> Words:
    """The words of an answer or an option with small numbers in figures, so that "two bed" and "2 bed" agree."""
    return tuple(_SAME_WORD.get(token.text, token.text) for token in tokens)


_SAME_WORD: dict[str, str] = {
    **{word: str(value) for word, value in numerals.UNITS_EN.items() if value > 1},
    **data.CHAT_SPELLINGS,
}


def stem(word: str) -> str:
    """Cut the common English and Spanish endings, roughly: leaking, leaks, leaked, leak -> leak."""
    if len(word) <= 3:
        return word
    for ending in ("'s", "ingly", "ings", "edly", "ing", "ies", "est", "ed", "es", "er", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]  # dripping -> drip
    return word.removesuffix("e") if len(word) > 3 else word


def _choose(tokens: Sequence[Token], menu: _Menu, language: Language) -> str | None:
    words = mask_idioms(_words(tokens))
    if not words or _is_open(words, menu):
        return None
    for found, denied in (_by_words(words, menu), _by_stems(words, menu)):
        if found or denied:
            return found.pop() if len(found) == 1 else None
    position = _by_position(words, menu, language)
    if position is not None:
        return position
    for look in (_by_content, _by_telling_word):
        if found := look(words, menu, language):
            return found.pop() if len(found) == 1 else None
    found = menu.spellings.closest([word for word in words if word and word not in data.STOP_WORDS[language]])
    return found.pop() if len(found) == 1 else None


def _is_open(words: Words, menu: _Menu) -> bool:
    """Whether an option is one of two things named: "repair or replace"."""
    return any(
        word == "or" and words[at - 1] in menu.words and words[at + 1] not in data.AFTER_NO_ALTERNATIVE
        for at, word in enumerate(words[:-1])
        if at
    )


def _by_words(words: Words, menu: _Menu) -> tuple[set[str], bool]:
    if menu.words.isdisjoint(words):
        return set(), False
    return _mentioned(words, [(option.key, option.names) for option in menu.options])


def _by_stems(words: Words, menu: _Menu) -> tuple[set[str], bool]:
    return _mentioned(tuple(map(stem, words)), [(option.key, option.stems) for option in menu.options])


def _mentioned(words: Words, options: Sequence[tuple[str, Sequence[Words]]]) -> tuple[set[str], bool]:
    """The options whose names occur, and whether one was denied; a name inside a longer one doesn't count."""
    spans: list[tuple[int, int, str]] = []
    said = frozenset(words)
    for key, names in options:
        for name in names:
            if name[0] not in said:
                continue
            length = len(name)
            spans.extend(
                (start, start + length, key)
                for start in range(len(words) - length + 1)
                if words[start : start + length] == name
                and (length > 1 or len(name[0]) > 1 or _stands_out(words, start))
            )
    kept = {
        (start, end, key)
        for start, end, key in spans
        if not any(other[0] <= start and end <= other[1] and other[1] - other[0] > end - start for other in spans)
    }
    affirmed = {key for start, _, key in kept if not _is_denied(words, start)}
    return affirmed, len(affirmed) < len({key for _, _, key in kept})


def _stands_out(words: Words, start: int) -> bool:
    """Whether a one-letter option is meant as such: alone, or after "option"; "a" is otherwise an article."""
    if words[start].isdecimal():
        return True
    alone = all(word in data.PLACE_NOUNS for index, word in enumerate(words) if index != start)
    return alone or (start > 0 and words[start - 1] in data.LISTING) or (words[start] not in {"a", "i"})


def _is_denied(words: Words, start: int) -> bool:
    """Whether a denial stands before: "not the boiler", "i don't have a card", "anything but gas"."""
    for at in range(start - 1, max(-1, start - 5), -1):
        word = words[at]
        before = words[at - 1] if at else ""
        if word in data.DENIALS or (word == "no" and at == 0):  # a later "no" corrects what was said before it
            return True
        if (word in {"than", "of"} and before in {"rather", "instead"}) or (
            word == "but" and before in data.EVERYTHING
        ):
            return True
        if word not in data.WITHIN_DENIAL:
            return False
    return False


# -- positions -------------------------------------------------------------------------------------------------


def _by_position(words: Words, menu: _Menu, language: Language) -> str | None:
    """The option named by where it stood: "the second one", "number two", "option b", "the last"."""
    count = len(menu.options)
    found: set[int] = set()
    if any(words[index : index + 3] in data.BEFORE_LAST for index in range(len(words) - 2)):
        return menu.options[-2].key if count > 1 else None
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        place = _place(word, before, after, words, menu, language)
        if place is not None and len(words) > _BARE_PLACE_WORDS_MAX and before not in data.BEFORE_PLACE:
            place = None  # "how much is it first"
        if place is not None and not _is_denied(words, index):
            found.add(place if place >= 0 else count + place)
    if len(found) != 1:
        return None
    place = found.pop()
    return menu.options[place].key if 0 <= place < count else None


def _place(word: str, before: str, after: str, words: Words, menu: _Menu, language: Language) -> int | None:
    count = len(menu.options)
    ordinals = numerals.ORDINALS_EN if language == "en" else numerals.ORDINALS_ES
    if after not in data.NOT_A_PLACE_BEFORE:
        if word in data.LAST:
            return -1
        if word in ordinals:
            return ordinals[word] - 1
    if word in data.PENULTIMATE:
        return -2
    if word in data.FIRST:
        return 0
    if word == "latter" and count == 2:
        return 1
    if word == "middle" and count == 3:
        return 1
    if menu.has_figures:
        return None
    return _listed_place(word, before, words)


def _listed_place(word: str, before: str, words: Words) -> int | None:
    """Read "number two", "option b", or a bare "2"."""
    alone = all(other in data.PLACE_NOUNS or other == word for other in words)
    if not (before in data.LISTING or alone):
        return None
    if word.isdecimal() and len(word) <= 3:
        return int(word) - 1 if int(word) else None
    if word in {"one", "uno", "dos", "tres"}:
        return {"one": 0, "uno": 0, "dos": 1, "tres": 2}[word] if word != "one" or before in data.LISTING else None
    if len(word) == 1 and word in "abcdef":
        return ord(word) - ord("a")
    return None


# -- looser readings -------------------------------------------------------------------------------------------


def _by_content(words: Words, menu: _Menu, language: Language) -> set[str]:
    """Options all of whose telling words occur, in any order; a longer match hides a shorter one."""
    stems = {stem(word) for word in words if word not in data.STOP_WORDS[language]}
    best = 0
    found: set[str] = set()
    for option in menu.options:
        size = max((len(content) for content in option.content if content and content <= stems), default=0)
        if size and size >= best:
            found = {option.key} if size > best else found | {option.key}
            best = size
    return found


_GENERAL_STEMS = frozenset(map(stem, data.GENERAL))


def _by_telling_word(words: Words, menu: _Menu, language: Language) -> set[str]:
    """Options of which a word occurs that no other has: "transfer" for a bank transfer; only in short answers."""
    stems = {stem(word) for word in words if word not in data.STOP_WORDS[language]} - _GENERAL_STEMS
    if len(stems) > _TELLING_ANSWER_WORDS_MAX or not data.UNDECIDED.isdisjoint(words):
        return set()
    best = 1
    found: set[str] = set()
    for option in menu.options:
        shared = max((len(stems & content) for content in option.content), default=0)
        if shared >= best:
            found = {option.key} if shared > best else found | {option.key}
            best = shared
    return found
