"""E-mail addresses, said or typed, in lower case.

Reads "j dot smith at gmail dot com", spelled letters, "underscore", "all one word", and what recognisers make of them
("john.smith at gmail.com"). It checks the shape only; whether a mailbox exists is nobody's guess. Called through
`parsers.parse`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from seatrial.text.context import Language, ParseContext
from seatrial.text.data import email_words as data
from seatrial.text.data import spelling_alphabets
from seatrial.text.email_talk import JOINTS, Atom, is_described, is_talk
from seatrial.text.offers import Offers, is_rewritten
from seatrial.text.repair import clean, last_value
from seatrial.text.spoken import Piece, spell_out
from seatrial.text.standing import cues_in, stands
from seatrial.text.tokens import Token, fold, normalise

_LOCAL = re.compile(r"[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}")
_TYPED = re.compile(
    r"(?<![^\s:<(\[\"'=,;])[a-z0-9][a-z0-9._%+'-]*@(?:[a-z0-9-]+\.)+[a-z]{2,24}(?![a-z0-9@_-]|\.[a-z0-9])"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LEAD_INS: dict[Language, frozenset[str]] = {"en": data.LEAD_INS_EN, "es": data.LEAD_INS_ES}


def _index_phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases that stand for a sign, or for nothing, by first word, longest first."""
    lines = data.ANNOTATIONS.replace("\n", "|").split("|")
    known = {**{line: "" for line in lines if line.strip()}, **data.SIGN_PHRASES}
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in sorted(known, key=len, reverse=True):
        words = tuple(line.split())
        index.setdefault(words[0], []).append((words, known[line]))
    return {first: tuple(group) for first, group in index.items()}


_PHRASES = _index_phrases()


def parse_email(text: str, context: ParseContext) -> str | None:
    """Return the one e-mail address in `text` in lower case, or None when there is none, or more than one."""
    language = context.language
    if (typed := _plainly_typed(text, language)) is not None:
        return typed or None

    said = clean(text, language)
    slipped = any(token.text in data.SLIPS for token in said)

    def read(tokens: Sequence[Token]) -> str | None:
        return _one_address(tokens, language, slipped=slipped)

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        return _mend(earlier, later, language)

    return last_value(said, language, read, mend)


def _plainly_typed(text: str, language: Language) -> str | None:
    """The address in a text that holds just one, typed whole, and no word that could change it; "" if it is not given.

    None where it takes a closer look.
    """
    if text.count("@") != 1:
        return None
    lowered = fold(normalise(text))
    match = _TYPED.search(lowered)
    if match is None:
        return None
    local, _, domain = match[0].partition("@")
    if not _is_local(local) or not _DOMAIN.fullmatch(domain):
        return None
    said = _WORD.findall(lowered[: match.start()] + " " + lowered[match.end() :])
    if not said or (data.BLOCKERS.isdisjoint(said) and not cues_in(said, "contact")):
        return match[0]
    if not data.BLOCKERS.isdisjoint(said) or "*" in text or not text.isascii():
        return None
    tokens = clean(text, language)
    start = bisect_left(tokens, match.start(), key=_start_of)
    end = bisect_left(tokens, match.end(), key=_start_of)
    return match[0] if language != "en" or stands(tokens, start, end, kind="contact") else ""


def _start_of(token: Token) -> int:
    return token.start


def _is_local(local: str) -> bool:
    return len(local) <= 64 and ".." not in local and _LOCAL.fullmatch(local) is not None


def _one_address(tokens: Sequence[Token], language: Language, *, slipped: bool = False) -> str | None:
    atoms = _atoms(tokens, language)
    offers = Offers(tokens, "email", language)
    start = 0
    found: list[tuple[str, int, int]] = []
    for index, atom in enumerate(atoms):
        if atom.chars != "@" or (domain := _domain(atoms, index + 1)) is None:
            continue
        local = _local(atoms[start:index], tokens, language)
        if local is None:
            return None
        start = domain[1]
        end = atoms[start].position if start < len(atoms) else len(tokens)
        found.append((f"{local[0]}@{domain[0]}", local[1], end))
    for address in found[1:] if slipped and is_rewritten(found) else found:
        offers.add(*address)
    signs = sum(atom.chars == "@" for atom in atoms)
    if (signs > 1 or _ends_otherwise(atoms[start:])) and any(token.text == "or" for token in tokens):
        return None  # "bob@work or bob@home.com"
    return offers.only()


def _ends_otherwise(rest: Sequence[Atom]) -> bool:
    """Whether another ending follows an address: "... dot com or maybe dot co dot uk"."""
    chars = [atom.chars for atom in rest]
    return "or" in chars and "." in chars[chars.index("or") :]


def _mend(earlier: Sequence[Token], later: Sequence[Token], language: Language) -> str | None:
    """Read "john at gmail dot com, no, hotmail dot com" and "john, no, jon at ..." (which reads alone)."""
    before = _atoms(earlier, language)
    after = _atoms(later, language)
    at = next((index for index, atom in enumerate(before) if atom.chars == "@"), None)
    if after and after[0].chars == "@":  # "... at gmail dot com, sorry, at hotmail dot com"
        after = after[1:]
    if at is None or any(atom.chars == "@" for atom in after):
        return None
    local = _local(before[:at], earlier, language)
    known = _domain(before, at + 1)
    if known is not None and after and after[0].chars == ".":  # "... dot com, no, dot org"
        after = [Atom(known[0].split(".")[0], 0, word=True), *after]
    domain = _domain(after, 0)
    if local is not None and domain is not None:
        return f"{local[0]}@{domain[0]}"
    return None


# -- atoms -----------------------------------------------------------------------------------------------------


def _atoms(tokens: Sequence[Token], language: Language) -> list[Atom]:
    """Turn tokens into characters of an address, dropping what is said about it."""
    atoms: list[Atom] = []
    position = 0
    spelled = _spelled_by_start(tokens, language)
    while position < len(tokens):
        token = tokens[position]
        word = token.text
        if position and (glue := _typed_glue(token)):
            atoms.append(Atom(glue, position, word=False))
        phrase = _phrase_at(tokens, position, _PHRASES[word]) if word in _PHRASES else None
        if phrase is not None:
            if phrase[1]:
                atoms.append(Atom(phrase[1], position, word=False))
            position += len(phrase[0])
            continue
        if word in data.AT_WORDS:
            atoms.append(Atom("@", position, word=False))
        elif word in data.SIGN_WORDS:
            atoms.append(Atom(data.SIGN_WORDS[word], position, word=False))
        elif (piece := spelled.get(position)) is not None:
            fresh = _is_fresh(token) and not (atoms and not atoms[-1].word and token.before.strip() == ",")
            atoms.append(Atom(piece.readings[0].lower(), position, word=False, fresh=fresh))
            position = piece.end
            continue
        else:
            atoms.append(Atom(word, position, word=word.isalpha(), fresh=_is_fresh(token)))
        position += 1
    return atoms


def _phrase_at(
    tokens: Sequence[Token], position: int, group: Sequence[tuple[tuple[str, ...], str]]
) -> tuple[tuple[str, ...], str] | None:
    for phrase in group:
        words = phrase[0]
        if position + len(words) <= len(tokens) and all(
            tokens[position + offset].text == word for offset, word in enumerate(words)
        ):
            return phrase
    return None


def _typed_glue(token: Token) -> str:
    """The characters that join two typed parts: the dot of "gmail.com", also spaced out: "gmail . com"."""
    before = token.before
    if not before or len(before) > 3:
        return ""
    if before == " . " or (before in {". ", " ."} and token.text in data.TOP_DOMAINS):
        return "."
    return before if all(char in "._-" for char in before) else ""


def _is_fresh(token: Token) -> bool:
    before = token.before
    return any(mark in before for mark in ':=<,;("\n') or (before[0:1] in {".", "!", "?"} and before[-1].isspace())


def _spelled_by_start(tokens: Sequence[Token], language: Language) -> dict[int, Piece]:
    """The tokens that spell characters: digits, letters, "b for bravo"; a lone code word ("mike") is a name."""
    pieces = spell_out(tokens, language)
    spelled: dict[int, Piece] = {}
    for index, piece in enumerate(pieces):
        first = tokens[piece.start]
        if piece.kind == "digits" and first.text not in {"o", "a"}:
            if not first.text[0].isdecimal() or piece.end > piece.start + 1:
                spelled[piece.start] = piece
        elif piece.kind == "letters":
            is_code_word = first.text in spelling_alphabets.NATO or first.text in spelling_alphabets.LETTER_NAMES_EN
            if not is_code_word or _neighbour_is_spelled(pieces, index, tokens):
                spelled[piece.start] = piece
        if first.text == "o":
            end = piece.end if piece.end > piece.start + 2 else piece.start + 1  # "o for oscar" is one letter
            spelled[piece.start] = Piece(readings=("O",), start=piece.start, end=end, kind="letters")
    return spelled


def _neighbour_is_spelled(pieces: Sequence[Piece], index: int, tokens: Sequence[Token]) -> bool:
    neighbours = [pieces[i] for i in (index - 1, index + 1) if 0 <= i < len(pieces)]
    return any(piece.kind == "letters" and tokens[piece.start].text not in data.AT_WORDS for piece in neighbours)


# -- the two halves --------------------------------------------------------------------------------------------


def _domain(atoms: Sequence[Atom], start: int) -> tuple[str, int] | None:
    """Read a domain from `start`: labels joined by dots; the last is one word or spelled letters."""
    labels = [""]
    position = start
    while position < len(atoms):
        chars = atoms[position].chars
        if chars == ".":
            if not labels[-1]:
                return None
            labels.append("")
        elif chars == "@":
            break
        elif len(labels) > 1 and labels[-1] and not _continues_label(atoms, position, labels):
            if labels[-1] == "co" and chars in {"uk", "za", "nz", "in"}:
                labels.append(chars)
                position += 1
            break
        else:
            labels[-1] += chars.replace("'", "")
        position += 1
    domain = ".".join(label for label in labels if label)
    if not data.DOMAIN_PLACEHOLDERS.isdisjoint(labels):
        return None
    return (domain, position) if _DOMAIN.fullmatch(domain) else None


def _continues_label(atoms: Sequence[Atom], position: int, labels: Sequence[str]) -> bool:
    """Whether the label after a dot goes on: spelled ("u" "k"), or more labels follow ("mail dot my firm dot com")."""
    atom = atoms[position]
    if len(atom.chars) == 1 and atom.chars.isalpha() and len(labels[-1]) < 3:
        return labels[-1] not in {"com", "net", "org", "uk"}
    if labels[-1] in data.SECOND_LEVEL:
        return False
    rest = [following.chars for following in atoms[position + 1 : position + 4]]
    return "." in rest and "@" not in rest[: rest.index(".")]


def _local(atoms: Sequence[Atom], tokens: Sequence[Token], language: Language) -> tuple[str, int] | None:
    """Read the part before the @, leaving out the words that lead up to it: (characters, first token)."""
    if not atoms:
        return None
    at = atoms[-1].position + 1
    typed = at < len(tokens) and tokens[at].text == "@"
    explained = _with_clauses_met(_spelled_again(atoms))
    if explained is None:
        return None
    atoms = explained
    start = 0
    for index, atom in enumerate(atoms):
        if atom.fresh:
            start = index
        if _leads_in(atoms, index, language) and index + 1 < len(atoms):
            start = index + 1
        elif (
            typed
            and index
            and atom.chars not in JOINTS
            and tokens[atom.position].before[:1].isspace()
            and atoms[index - 1].word
        ):
            start = index
    if start == len(atoms):
        return None
    if (
        start == len(atoms) - 1
        and atoms[start].chars == "me"
        and start
        and atoms[start - 1].chars in data.CONTACT_WORDS
    ):
        return None  # "you can email me at ..."
    if all(atom.chars in data.PLACEHOLDERS or not atom.word for atom in atoms[start:]) and atoms[-1].word:
        return None  # "my first name dot my last name"
    if not typed and (is_talk(atoms, start) or is_described(atoms)):
        return None
    local = "".join(atom.chars for atom in atoms[start:])
    if not typed:
        local = local.replace("'", "")
    return (local, atoms[start].position) if _is_local(local) else None


def _spelled_again(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Put a spelling in place of what it explains: "j dot smyth that's s m y t h", "twenty two with two two"."""
    for index, atom in enumerate(atoms):
        if index and atom.chars in data.RESTATING and (end := _end_of_same(atoms, index)):
            return [*atoms[:index], *_spelled_again(atoms[end:])]
        if not index or atom.chars not in data.EXPLAINERS or not atoms[index - 1].word:
            continue
        end = index + 1
        while end < len(atoms) and len(atoms[end].chars) <= 2 and atoms[end].chars.isalpha() and not atoms[end].word:
            end += 1
        spelling = "".join(letter.chars for letter in atoms[index + 1 : end])
        if len(spelling) > 2 and spelling[0] == atoms[index - 1].chars[0]:
            spelled = Atom(spelling, atoms[index - 1].position, word=True)
            return [*atoms[: index - 1], spelled, *_spelled_again(atoms[end:])]
    return atoms


def _end_of_same(atoms: Sequence[Atom], index: int) -> int:
    """After the same figures said again: "twenty two that's two two"; 0 where others follow."""
    figures, again = atoms[index - 1].chars, ""
    for at in range(index + 1, len(atoms)):
        if not figures.isdecimal() or not atoms[at].chars.isdecimal():
            return 0
        again += atoms[at].chars
        if again == figures:
            return at + 1
    return 0


def _with_clauses_met(atoms: Sequence[Atom]) -> Sequence[Atom] | None:
    """Leave out "with a c" or "with two ts" where the word before is spelled that way; None where it is not."""
    for index, atom in enumerate(atoms):
        if atom.chars not in {"with", "without"} or not index or index + 2 >= len(atoms):
            continue
        if [later.chars for later in atoms[index + 3 : index + 6]] == ["on", "the", "end"]:
            return _with_clauses_met([*atoms[:index], atoms[index + 2], *atoms[index + 6 :]])
        count, letter = atoms[index + 1].chars, atoms[index + 2].chars.replace("'s", "").removesuffix("s")
        if count not in {"a", "an", "one", "1", "the", "two", "2", "no"} or len(letter) != 1:
            continue
        wanted = letter * 2 if count in {"two", "2"} else letter
        absent = atom.chars == "without" or count == "no"
        if (wanted in atoms[index - 1].chars) == absent:
            return None
        return _with_clauses_met([*atoms[:index], *atoms[index + 3 :]])
    return atoms


def _leads_in(atoms: Sequence[Atom], index: int, language: Language) -> bool:
    chars = atoms[index].chars
    if chars == "@":
        return True
    if index and atoms[index - 1].chars in JOINTS:
        return False  # "mays dot the third"
    if index + 1 < len(atoms) and atoms[index + 1].chars in JOINTS:
        return False  # "will dot smith"
    if chars == "i" and index + 1 < len(atoms):
        return atoms[index + 1].chars in data.I_VERBS
    if len(chars) == 1 and not (index + 1 < len(atoms) and atoms[index + 1].word):
        return False  # an initial
    leads = _LEAD_INS[language]
    return (
        chars in leads
        or chars.removesuffix("'s") in leads
        or chars in data.WHOSE
        or (chars == "one" and atoms[index].word)  # "the shared one", no digit
        or (chars in data.I_VERBS and index > 0 and atoms[index - 1].chars == "i")
    )
