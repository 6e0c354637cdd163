"""How people spell a name aloud: "smyth that's s m y t h", "scott double t", "catherine with a k", "sara no h".

Pulls the spelled letters and the remarks about letters out of the words, and applies them to the name they explain.
Never decides which words are the name. Used by the person name parser.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

import msgspec

from seatrial.text.context import Language
from seatrial.text.data.given_names import GIVEN_NAMES
from seatrial.text.data.spelling_alphabets import NATO
from seatrial.text.spoken import Piece, spell_out
from seatrial.text.tokens import Token

Operation: TypeAlias = Literal["have", "lack", "double", "single"]

_COUNTS: dict[str, Operation] = {"double": "double", "two": "double", "one": "single", "single": "single", "no": "lack"}
_ARTICLES = frozenset({"a", "an", "the", "just"})
_VOWELS = frozenset("aeiouy")
_SAME_NAME_MIN = 0.95  # likeness, initial included, from which a spelled word is the lone given name just said
_SPELLED_LIKE_MIN = 0.5  # below this likeness a spelled word is another name, not the one just said
# Letters people choose between when they say "with a ...".
_RIVALS: dict[str, tuple[str, ...]] = {
    "y": ("i", "ie", "ey"), "i": ("y",), "k": ("ch", "c"), "c": ("k",), "ck": ("k",), "v": ("ph",), "ph": ("v", "f"),
    "f": ("ph",), "g": ("j",), "j": ("g",), "s": ("z",), "z": ("s",), "ie": ("y",), "ey": ("y", "ie"), "ea": ("ee",),
    "ee": ("ea",), "ei": ("ie",), "x": ("cks", "ks"),
}  # fmt: skip


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A remark about the letters of a name.

    Attributes:
        operation: What the name does with the letters.
        letters: Lower case.
        about: The word said again before the remark, folded; "" where none was.
    """

    operation: Operation
    letters: str
    about: str = ""


class Spelled(msgspec.Struct, frozen=True, kw_only=True):
    """A word spelled letter by letter over tokens [start, end)."""

    letters: str
    start: int
    end: int


def has_spelling(tokens: Sequence[Token]) -> bool:
    """Whether anything may be spelled at all: saves the work for most names."""
    return any(len(token.text) == 1 or token.text in {"double", "with", "without", "no"} for token in tokens)


def take_remarks(tokens: Sequence[Token]) -> tuple[list[Token], list[Remark]]:
    """Split remarks about letters ("with a y", "double t", "no h") from the other words."""
    kept: list[Token] = []
    remarks: list[Remark] = []
    position = 0
    while position < len(tokens):
        found = _remark(tokens, position) if position else None
        if found is None:
            kept.append(tokens[position])
            position += 1
        else:
            about = kept[-1].text if kept else ""
            if any(token.text == about for token in kept[:-1]):  # "fraser ballantyne, fraser with an s"
                kept.pop()
                remarks.append(Remark(operation=found[0].operation, letters=found[0].letters, about=about))
            else:
                remarks.append(found[0])
            position = found[1]
    return kept, remarks


def _text(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""


def _remark(tokens: Sequence[Token], start: int) -> tuple[Remark, int] | None:
    position = start
    lead = _text(tokens, position)
    operation: Operation = "have"
    if lead in {"with", "without"}:
        operation = "lack" if lead == "without" else "have"
        position += 1
        if _text(tokens, position) in _ARTICLES:
            position += 1
    if _text(tokens, position) in _COUNTS:
        operation = _COUNTS[_text(tokens, position)]
        position += 1
    if position == start or (lead == "one" and operation == "single"):
        return None
    letters, end = _letters(tokens, position)
    if not letters or (operation == "double" and lead == "double" and len(letters) > 1):
        return None
    if len(_text(tokens, end)) == 1 and lead == "double":
        return None  # a letter of a longer spelling: "b a double r e"
    if lead == "double" and len(_text(tokens, start - 1)) == 1:
        return None
    if _text(tokens, end) in {"not", "instead", "rather"}:
        end = _skip_contrast(tokens, end)
    return Remark(operation=operation, letters=letters), end


def _letters(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    """One or two single letters, or a plural such as "ts" or "t's"."""
    word = _text(tokens, position)
    if len(word) == 2 and (word in _RIVALS or word[1] == "s"):
        return word if word in _RIVALS else word[0], position + 1
    if len(word) == 3 and word[1:] == "'s":
        return word[0], position + 1
    letters = ""
    while len(_text(tokens, position)) == 1 and _text(tokens, position).isalpha() and len(letters) < 2:
        letters += _text(tokens, position)
        position += 1
    if len(_text(tokens, position)) == 1 and _text(tokens, position).isalpha():
        return "", position  # three letters or more spell a word
    if _text(tokens, position) in {"as", "for"} and len(letters) == 1:
        position += 3 if _text(tokens, position) == "as" else 2
    return letters, position


def _skip_contrast(tokens: Sequence[Token], position: int) -> int:
    """Skip "not a c", "instead of an i"."""
    end = position + 1
    while _text(tokens, end) in {"of", "than", "with", "a", "an"}:
        end += 1
    letters, after = _letters(tokens, end)
    return after if letters else position


def spelled_words(tokens: Sequence[Token], language: Language) -> list[Spelled]:
    """Find words spelled letter by letter; initials ("j r r tolkien") are not."""
    if not any(len(token.text) == 1 for token in tokens) and not _code_words(tokens):
        return []
    found: list[Spelled] = []
    run: list[Piece] = []
    pieces = spell_out(tokens, language)
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if _as_letter(piece, tokens, bool(run) or _begins_code(tokens, piece.start), following):
            run.append(piece)
            continue
        _close(run, tokens, found)
        run = []
    _close(run, tokens, found)
    return found


def _code_words(tokens: Sequence[Token]) -> bool:
    return any(_begins_code(tokens, position) for position in range(len(tokens) - 2))


def _begins_code(tokens: Sequence[Token], position: int) -> bool:
    """Whether three code words in a row begin here ("kilo alpha tango"): one or two may be names."""
    return all(_text(tokens, position + offset) in NATO for offset in range(3))


def _as_letter(piece: Piece, tokens: Sequence[Token], running: bool, following: Piece | None) -> str:
    """The letters a piece spells, or "" when it ends a spelling."""
    text = tokens[piece.start].text
    if piece.kind == "letters":
        one_word = piece.end == piece.start + 1
        return piece.readings[0].lower() if not one_word or len(text) == 1 or running else ""
    if text in {"o", "oh"} and piece.kind == "digits":
        return "o"
    homophone = piece.kind == "word" and len(piece.readings) == 2 and len(piece.readings[1]) == 1
    if homophone and running and following is not None and following.kind == "letters":
        return piece.readings[1].lower()
    return ""


def _next_word(run: Sequence[Piece], tokens: Sequence[Token]) -> int:
    """Where a second word begins in letters joined by dashes, "W-i-l-l D-a-y", or 0."""
    if len(run) < 2 or tokens[run[1].start].before != "-":
        return 0
    return next((at for at in range(2, len(run)) if tokens[run[at].start].before != "-"), 0)


def _close(run: list[Piece], tokens: Sequence[Token], found: list[Spelled]) -> None:
    if not run:
        return
    if (cut := _next_word(run, tokens)) > 1:
        _close(run[:cut], tokens, found)
        _close(run[cut:], tokens, found)
        return
    letters = "".join(_as_letter(piece, tokens, True, piece) for piece in run)
    start, end = run[0].start, run[-1].end
    if len(letters) == 2:
        before = _text(tokens, start - 1) if start else ""
        is_word = before == letters
    else:
        is_word = len(letters) > 2 and (not _VOWELS.isdisjoint(letters) or end == len(tokens))
    if is_word:
        found.append(Spelled(letters=letters, start=start, end=end))


def apply_spelling(words: list[str], letters: str) -> list[str]:
    """Put a spelled word where it belongs: over the said word it is most like, else after them as one more name."""
    scores = [_likeness(word.lower(), letters) for word in words]
    best = max(scores, default=0.0)
    if len(words) == 2 and (both := _both_spelled(words, letters)):
        return both
    alone = len(words) == 1 and words[0].lower() in GIVEN_NAMES and letters not in GIVEN_NAMES
    if alone and best < _SAME_NAME_MIN:
        return [*words, letters]  # "sam s m i t h": the family name
    initials = [position for position, word in enumerate(words) if word[:1].lower() == letters[:1]]
    if best < _SPELLED_LIKE_MIN and len(words) > 1 and len(initials) == 1:
        return [*words[: initials[0]], letters, *words[initials[0] + 1 :]]  # "neve kelly n i a m h"
    if best >= _SPELLED_LIKE_MIN:
        index = max(position for position, score in enumerate(scores) if score == best)
        return [*words[:index], letters, *words[index + 1 :]]
    return [*words, letters]


def _both_spelled(words: list[str], letters: str) -> list[str]:
    """Both words spelled in one go, "will day w i l l d a y"; empty where they are not."""
    first, last = (word.lower() for word in words)
    if letters[:1] != first[:1] or abs(len(letters) - len(first) - len(last)) > 1:
        return []
    for cut in (len(first), len(first) + 1, len(first) - 1):
        if letters[cut : cut + 1] == last[:1] and letters[-1] == last[-1]:
            return [letters[:cut], letters[cut:]]
    return []


def _likeness(said: str, spelled: str) -> float:
    plain = "".join(char for char in said if char.isalpha())
    bonus = 0.2 if plain[:1] == spelled[:1] else 0.0
    return SequenceMatcher(None, plain, spelled, autojunk=False).ratio() + bonus


def apply_remark(words: list[str], remark: Remark) -> list[str]:
    """Change the last word the remark fits, leaving all words alone when it fits none or holds already."""
    for index in range(len(words) - 1, -1, -1):
        if remark.about and words[index].lower() != remark.about:
            continue
        changed = _respelled(words[index].lower(), remark)
        if changed is not None:
            return words if changed == words[index].lower() else [*words[:index], changed, *words[index + 1 :]]
    if remark.operation == "have" and remark.letters == "e" and words and remark.about in {"", words[-1].lower()}:
        return [*words[:-1], words[-1] + "e"]  # "browne with an e"
    return words


def _respelled(word: str, remark: Remark) -> str | None:
    """The word as the remark wants it, or None where the remark is not about this word."""
    letters = remark.letters
    if remark.operation == "lack":
        return word.replace(letters, "", 1) if letters in word else None
    if remark.operation == "double":
        if letters * 2 in word:
            return word
        at = word.rfind(letters)
        return word[:at] + letters + word[at:] if at >= 0 else None
    if remark.operation == "single":
        return word.replace(letters * 2, letters) if letters in word else None
    if letters in word and letters != "e":
        return word
    if letters == "e" and word.endswith("e"):
        return word
    if letters == "h":
        return _with_h(word)
    for rival in _RIVALS.get(letters, ()):
        if word.startswith(rival):
            return letters + word[len(rival) :]
        at = word.rfind(rival)
        if at >= 0:
            return word[:at] + letters + word[at + len(rival) :]
    return None


def _with_h(word: str) -> str | None:
    """Put in the h people mention: sarah, john, theresa."""
    if word.endswith("a"):
        return word + "h"
    if word.endswith("on"):
        return word[:-1] + "hn"
    return word.replace("t", "th", 1) if "t" in word else None
