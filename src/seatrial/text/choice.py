"""Which of the declared options an answer means.

Tries, in this order: the words of an option or of its synonyms, their stems, a position ("the second one", "option
b"), a misspelling. Two different options named, or none, is no choice. Called through `parsers.parse`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

from seatrial.text.choice_clauses import Talk
from seatrial.text.choice_stance import ASIDE, NAMED, OPEN, is_content, stances
from seatrial.text.choice_talk import Idioms, idioms_with, mask_idioms
from seatrial.text.context import CHOICE_OPTIONS_MAX, Language, ParseContext
from seatrial.text.data import choice_words as data
from seatrial.text.data import numerals
from seatrial.text.data.choice_stance_words import COMPLAINTS
from seatrial.text.misspelling import Spellings
from seatrial.text.repair import clean, last_value
from seatrial.text.tokens import Token, tokenize

Words: TypeAlias = tuple[str, ...]
_SYNONYMS_MAX = 100
_STEM_CHARS_MIN = 3
_TELLING_ANSWER_WORDS_MAX = 4
_MISSPELT_ANSWER_WORDS_MAX = 8  # in a longer story, what looks like a slip is another word
_BARE_PLACE_WORDS_MAX = 4  # in a longer answer a place needs an article or "option" before it


class _Option(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    content: tuple[frozenset[str], ...]


_Index: TypeAlias = dict[str, tuple[tuple[Words, str], ...]]  # first word -> (name, key)
_Mention: TypeAlias = tuple[int, int, str]  # start, end, key of the option


class _Menu(msgspec.Struct, frozen=True, kw_only=True):
    options: tuple[_Option, ...]
    names: _Index
    stems: _Index
    beginnings: frozenset[str]  # of stems
    content: frozenset[str]
    idioms: Idioms
    things: frozenset[str]
    has_figures: bool
    tells: bool
    spellings: Spellings


def parse_choice(text: str, context: ParseContext) -> str | None:
    """Return the key of the one option `text` means, or None when it means none of them, or several."""
    if not context.options:
        return None
    language = context.language
    menu = _menu(_freeze(context.options), language)
    tokens = clean(text, language) or tokenize(text)
    if not tokens:
        return None

    words = mask_idioms(_words(tokens), menu.idioms, menu.things)
    mentions = _mentions(words, menu)

    def read(version: Sequence[Token]) -> str | None:
        if version is not tokens:
            return _choose(version, menu, language)
        return _settle(standing) if mentions else _without_names(words, tokens, menu, language)

    standing: list[tuple[str, int]] = []
    if mentions:
        standing = _standing(mentions, Talk(tokens, words), menu, language)
        affirmed = {key for key, level in standing if level > ASIDE}
        if len(affirmed) == 1 and not any(level == OPEN for _, level in standing):
            named = {key for key, _ in standing}
            corrected = last_value(tokens, language, read) if len(named) > 1 and context.asked else None
            return corrected or affirmed.pop()
        if not affirmed:
            return None
    if not context.asked:
        return None
    return last_value(tokens, language, read)


def _freeze(options: Mapping[str, Sequence[str]]) -> tuple[tuple[str, Words], ...]:
    return tuple((key, tuple(names)) for key, names in options.items())


@lru_cache(maxsize=256)
def _menu(options: tuple[tuple[str, Words], ...], language: Language) -> _Menu:
    built: list[_Option] = []
    named: list[tuple[Words, str]] = []
    for key, synonyms in options[:CHOICE_OPTIONS_MAX]:
        spelled = [key.replace("_", " "), *synonyms[:_SYNONYMS_MAX]]
        names = tuple(dict.fromkeys(name for written in spelled for name in _names(written) if name))
        named.extend((name, key) for name in names)
        content = tuple(
            frozenset(stem(word) for word in name if word not in data.STOP_WORDS[language]) for name in names
        )
        built.append(_Option(key=key, content=content))
    stems = frozenset(stem(word) for name, _ in named for word in name)
    every = frozenset(word for name, _ in named for word in name)
    return _Menu(
        options=tuple(built),
        names=_by_first(named),
        stems=_by_first([(tuple(map(stem, name)), key) for name, key in named if len(name[0]) > 1]),
        beginnings=frozenset(stem(name[0])[:_STEM_CHARS_MIN] for name, _ in named if len(name[0]) > 1),
        content=frozenset(word for option in built for words in option.content for word in words),
        idioms=idioms_with(lambda word: word in every or stem(word) in stems),
        things=frozenset(word for name, _ in named for word in name[1:]),
        has_figures=any(word.isdecimal() for word in every),
        tells=not COMPLAINTS.isdisjoint(every),
        spellings=Spellings(("".join(name), key) for name, key in named),
    )


def _by_first(named: Sequence[tuple[Words, str]]) -> _Index:
    index: dict[str, list[tuple[Words, str]]] = {}
    for name, key in dict.fromkeys(named):
        index.setdefault(name[0], []).append((name, key))
    return {first: tuple(group) for first, group in index.items()}


def _names(text: str) -> tuple[Words, ...]:
    """The words of an option's name; with "1" also as "one", which elsewhere is a pronoun."""
    name = _words(tokenize(text))
    return (name, tuple("one" if word == "1" else word for word in name)) if "1" in name else (name,)


def _words(tokens: Sequence[Token]) -> Words:
    """The words of an answer or an option with small numbers in figures, so that "two bed" and "2 bed" agree."""
    return tuple([_SAME_WORD.get(token.text, token.text) for token in tokens])


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
    words = mask_idioms(_words(tokens), menu.idioms, menu.things)
    if mentions := _mentions(words, menu):
        return _settle(_standing(mentions, Talk(tokens, words), menu, language))
    return _without_names(words, tokens, menu, language)


def _without_names(words: Words, tokens: Sequence[Token], menu: _Menu, language: Language) -> str | None:
    """Read an answer that names no option as declared: by its place, by telling words, misspelled."""
    if positions := _positions(words, menu, language):
        return _settle(_standing(positions, Talk(tokens, words), menu, language))
    content = [word for word in words if word and word not in data.STOP_WORDS[language]]
    stems = {stem(word) for word in content}
    found = set[str]()
    if not menu.content.isdisjoint(stems):
        found = _by_content(stems, menu) or _by_telling_word(stems, words, menu)
    if not found and len(content) <= _MISSPELT_ANSWER_WORDS_MAX:
        found = menu.spellings.closest(content) or menu.spellings.abbreviated(content)
    return found.pop() if len(found) == 1 else None


def _mentions(words: Words, menu: _Menu) -> list[_Mention]:
    """Where options are named, as declared or in another form; a name inside a longer one doesn't count."""
    spans: list[_Mention] = []
    for start, word in enumerate(words):
        bare = word if word in menu.names or not word.endswith("'s") else word[:-2]
        for name, key in menu.names.get(bare, ()):
            length = len(name)
            if words[start + 1 : start + length] == name[1:] and (
                length > 1 or len(bare) > 1 or _stands_out(words, start)
            ):
                spans.append((start, start + length, key))
        if word[:_STEM_CHARS_MIN] in menu.beginnings:
            spans.extend(_by_stems(words, start, menu, at_least=2 if word in menu.names else 1))
    if len(spans) < 2:
        return spans
    return [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0] for other in spans
        )
    ]


def _by_stems(words: Words, start: int, menu: _Menu, *, at_least: int) -> list[_Mention]:
    """The options named at `start` in another form than declared: "fixing" for "fix"."""
    first = stem(words[start])
    return [
        (start, start + len(name), key)
        for name, key in menu.stems.get(first, ())
        if len(name) >= at_least and tuple(map(stem, words[start + 1 : start + len(name)])) == name[1:]
    ]


def _standing(mentions: Sequence[_Mention], talk: Talk, menu: _Menu, language: Language) -> list[tuple[str, int]]:
    """How firmly each option that was named is chosen."""
    if talk.size == mentions[0][1] - mentions[0][0]:
        return [(key, NAMED) for _, _, key in mentions]
    spans = [(start, end) for start, end, _ in mentions]
    levels = stances(talk, spans, tells=menu.tells, language=language)
    return [(key, level) for (_, _, key), level in zip(mentions, levels, strict=True)]


def _settle(standing: Sequence[tuple[str, int]]) -> str | None:
    """The one option that stands most firmly."""
    top = max(level for _, level in standing)
    if top <= OPEN:
        return None
    best = {key for key, level in standing if level == top}
    return best.pop() if len(best) == 1 else None


def _stands_out(words: Words, start: int) -> bool:
    """Whether a one-letter option is meant as such: alone, or after "option"; "a" is otherwise an article."""
    if words[start].isdecimal():
        return True
    alone = all(word in data.PLACE_NOUNS for index, word in enumerate(words) if index != start)
    return alone or (start > 0 and words[start - 1] in data.LISTING) or (words[start] not in {"a", "i"})


# -- positions -------------------------------------------------------------------------------------------------


def _positions(words: Words, menu: _Menu, language: Language) -> list[_Mention]:
    """The options named by where they stood: "the second one", "number two", "option b", "the last"."""
    count = len(menu.options)
    found: list[_Mention] = []
    for index, word in enumerate(words):
        if words[index : index + 3] in data.BEFORE_LAST:
            return [(index, index + 3, menu.options[-2].key)] if count > 1 else []
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        place = _place(word, before, after, words, menu, language)
        if place is None:
            continue
        if len(words) > _BARE_PLACE_WORDS_MAX and (before not in data.BEFORE_PLACE or is_content(after)):
            continue  # "how much is it first", "the last lady was rude"
        place = place if place >= 0 else count + place
        if 0 <= place < count:
            found.append((index, index + 1, menu.options[place].key))
    return found


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


def _by_content(stems: set[str], menu: _Menu) -> set[str]:
    """Options all of whose telling words occur, in any order; a longer match hides a shorter one."""
    best = 0
    found: set[str] = set()
    for option in menu.options:
        size = max((len(content) for content in option.content if content and content <= stems), default=0)
        if size and size >= best:
            found = {option.key} if size > best else found | {option.key}
            best = size
    return found


_GENERAL_STEMS = frozenset(map(stem, data.GENERAL))


def _by_telling_word(stems: set[str], words: Words, menu: _Menu) -> set[str]:
    """Options of which a word occurs that no other has: "transfer" for a bank transfer; only in short answers."""
    stems = stems - _GENERAL_STEMS
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
