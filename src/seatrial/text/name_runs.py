"""Runs of words that may be a person's name: which words can stand in one, and how they join.

"O connor" is O'Connor, "smith hyphen jones" Smith-Jones; titles are dropped, initials and particles kept. Never decides
whether a run is the name asked for. Used by the person name parser.
"""

from collections.abc import Sequence

import msgspec

from seatrial.text.context import Language
from seatrial.text.data import numerals
from seatrial.text.data.common_words import COMMON_WORDS, COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.data.given_names import FAMILY_NAME_WORDS, GIVEN_NAME_WORDS, GIVEN_NAMES
from seatrial.text.data.name_cues_es import STOP_WORDS_ES
from seatrial.text.data.name_talk_words import DOES, PLAIN_VOCATIVES, VOCATIVES
from seatrial.text.name_case import PARTICLES
from seatrial.text.tokens import Token

_NAME_WORDS_MAX = 6
_TITLES = frozenset(
    "mr mrs ms miss mister missus dr doctor professor prof sir madam lady lord reverend rev sra sr".split()
)
_SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
_VERBS = frozenset({"will", "may", "hope", "love", "mark", "drew", "trust", "read", "short"})
_HYPHENS = frozenset({"hyphen", "dash"})
_OWNED = frozenset({"name", "account", "booking", "the"})
_SPELLING_LEADS = frozenset({"that's", "thats", "spelled", "spelt", "spelling", "it's", "its"})


class NameRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words that may be a name, over tokens [start, end).

    Attributes:
        words: The words as written so far.
        keys: The same, folded.
        start: Index of its first token.
        end: Index after its last.
    """

    words: list[str]
    keys: list[str]
    start: int
    end: int


def name_run(tokens: Sequence[Token], start: int, language: Language, spelled: set[int]) -> NameRun | None:
    """The run of name words that begins at `start`."""
    words: list[str] = []
    keys: list[str] = []
    position = start
    while position < len(tokens) and len(words) < _NAME_WORDS_MAX:
        if position in spelled:
            ends = _run_end(position, spelled)
            if not (words and ends < len(tokens) and _fits(tokens, ends, language, begun=True)):
                break
            position = ends
            continue
        if words and tokens[position].text in _SPELLING_LEADS and position + 1 in spelled:
            position += 1
            continue
        if not _fits(tokens, position, language, begun=bool(words)) or (words and _ends_before(tokens, position, keys)):
            break
        position = _append(tokens, position, words, keys)
    _drop_vocative(words, keys)
    if len(words) == 2 and "," in tokens[start + 1].before and keys[1] in GIVEN_NAMES and keys[0] not in GIVEN_NAMES:
        words.reverse()  # "Smith, John"
        keys.reverse()
    joined = any("_" in token.before for token in tokens[start : position + 1])
    if joined or all(len(key) < 2 for key in keys):  # "omar_rossi_1241" is an account, not a name
        return None
    return NameRun(words=words, keys=keys, start=start, end=position)


def _ends_before(tokens: Sequence[Token], position: int, keys: Sequence[str]) -> bool:
    """Whether punctuation ends the name: "Marie Cole, Anna", not "Cole, John" or "J. Cole"."""
    before = tokens[position].before
    if before in {" ", ""}:
        return False
    if (
        "(" in before
        or "?" in before
        or "!" in before
        or ";" in before
        or "\n" in before
        or ("." in before and len(keys[-1]) > 2)
    ):
        return True
    key = tokens[position].text
    if "," not in before or key in _SUFFIXES:
        return False
    if len(keys) > 1:
        return keys[0] in GIVEN_NAMES
    return key in GIVEN_NAMES and (keys[0] in GIVEN_NAMES or key[:3] == keys[0][:3])


def _drop_vocative(words: list[str], keys: list[str]) -> None:
    """Drop what the caller calls the agent: "doreen hathaway love"."""
    while len(words) > 1 and words[-1].islower() and keys[-1] in (VOCATIVES if len(words) > 2 else PLAIN_VOCATIVES):
        words.pop()
        keys.pop()


def _run_end(position: int, spelled: set[int]) -> int:
    while position in spelled:
        position += 1
    return position


def _append(tokens: Sequence[Token], position: int, words: list[str], keys: list[str]) -> int:
    """Add the token at `position`, joined to its neighbours as a name joins; return the position after."""
    token = tokens[position]
    surface, key = token.surface, token.text
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if key in _HYPHENS and following is not None:
        words[-1] += "-" + following.surface
        keys[-1] += "-" + following.text
        return position + 2
    if key in {"o", "mc", "mac"} and following is not None and len(following.text) > 1:
        glue = "'" if key == "o" else ""
        surface, key = surface + glue + following.surface, key + glue + following.text
        position += 1
    elif len(key) == 1 and following is not None and following.before.startswith("."):
        surface += "."
    possessive = key.endswith("'s") and following is not None and following.text in _OWNED
    if possessive:
        surface, key = surface[:-2], key[:-2]
    hyphened = words and "-" in token.before and " " not in token.before.strip("- ")
    if hyphened and token.before.strip() == "-":
        words[-1] += "-" + surface
        keys[-1] += "-" + key
    elif not (not words and key in _TITLES):
        words.append(surface)
        keys.append(key)
    return position + 1


def _fits(tokens: Sequence[Token], position: int, language: Language, *, begun: bool) -> bool:
    """Whether the word may be part of a name here."""
    key = tokens[position].text
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    if begun and key in DOES and key not in FAMILY_NAME_WORDS:
        return False
    if not key[0].isalpha() or _is_used_as_verb(key, following) or (len(key) <= 2 and _begins_code(tokens, position)):
        return False
    if key in _TITLES and not begun:
        return bool(following) and _is_name_word(following, language)
    if len(key) == 1:
        return _initial_fits(tokens, position, begun=begun)
    leads = following in PARTICLES or (bool(following) and _is_name_word(following, language))
    if begun and key in _HYPHENS:
        return leads
    if leads and key in PARTICLES and (begun or key not in (STOP_WORDS_ES if language == "es" else FUNCTION_WORDS)):
        return True
    if key.endswith("'s") and following in _OWNED:
        return _is_name_word(key[:-2], language)
    return (begun and (key in _SUFFIXES or key in FAMILY_NAME_WORDS)) or _is_name_word(key, language)


def _is_used_as_verb(key: str, following: str) -> bool:
    """Read "bob will do", "may i ask", "good morning" as no names."""
    if key == "good":
        return following in {"morning", "afternoon", "evening", "day", "night"}
    return key in _VERBS and following in FUNCTION_WORDS and following not in COURTESY_WORDS - {"you"}


def _begins_code(tokens: Sequence[Token], position: int) -> bool:
    """Whether letters open a postcode: "bs6 5ab", "b s one ..."."""
    for token in tokens[position + 1 : position + 3]:
        if token.text[0].isdecimal() or token.text in numerals.UNITS_EN or token.text in numerals.TENS_EN:
            return True
        if len(token.text) > 1:
            return False
    return False


def _initial_fits(tokens: Sequence[Token], position: int, *, begun: bool) -> bool:
    """Whether a single letter is an initial, or the O of a family name."""
    token = tokens[position]
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    if token.text == "o":
        return len(following) > 2 and following[0].isalpha() and following not in FUNCTION_WORDS
    if token.text in {"a", "i", "y"} or token.before.strip() or (begun and following in {"for", "as"}):
        return False
    return following[0].isalpha() if following else begun


def _is_name_word(key: str, language: Language) -> bool:
    if key in FUNCTION_WORDS or (language == "es" and key in STOP_WORDS_ES):
        return False
    if key in GIVEN_NAMES or key in GIVEN_NAME_WORDS or key in FAMILY_NAME_WORDS:
        return True
    return key not in COMMON_WORDS and not key.endswith(("'s", "n't", "'ll", "'d", "'re", "'ve", "'m"))
