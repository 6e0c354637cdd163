"""Values letter by letter and digit by digit, for reading back what must be right: postcodes, e-mails, numbers.

For ears only: on a screen the value itself is clearer. Called by `rendering`.
"""

from __future__ import annotations

_ALPHABET = {
    word[0]: word
    for word in (
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec "
        "Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
    ).split()
}
_SIGNS_EN = {".": "dot", "-": "dash", "_": "underscore", "+": "plus", "@": "at", "/": "slash", "'": "apostrophe"}
_SIGNS_ES = {".": "punto", "-": "guion", "_": "guion bajo", "+": "más", "@": "arroba", "/": "barra"}
_ENDINGS = frozenset("com co uk org net es gov edu eu me info biz".split())
_VOWELS = frozenset("aeiouy")
_WORD_CHARS_MIN = 4


def nato(text: str, *, locale: str) -> str:
    """Return ``S for Sierra, W for Whiskey, 1, A for Alfa``."""
    joint = "de" if _spanish(locale) else "for"
    signs = _signs(locale)
    named: list[str] = []
    for char in text.upper():
        word = _ALPHABET.get(char)
        if word is not None:
            named.append(f"{char} {joint} {word}")
        elif not char.isspace():
            named.append(signs.get(char, char))
    return ", ".join(named)


def spelled(text: str, *, locale: str) -> str:
    """Return ``A, N, N, A``; words are kept apart by a semicolon."""
    signs = _signs(locale)
    return "; ".join(", ".join(signs.get(char, char) for char in word) for word in text.upper().split())


def spelled_email(address: str, *, locale: str) -> str:
    """Return ``j, dot, s, m, i, t, h at gmail dot com``: before the at letter by letter, after it as people say it."""
    signs = _signs(locale)
    local, _, domain = address.rpartition("@")
    letters = ", ".join(signs.get(char, char) for char in local)
    dot = f" {signs['.']} "
    return f"{letters} {signs['@']} " + dot.join(_domain_label(label, signs) for label in domain.split("."))


def _domain_label(label: str, signs: dict[str, str]) -> str:
    """Return a word as a word ("gmail", "uk"), and what nobody can pronounce in letters."""
    parts = label.split("-")
    if all(len(part) >= _WORD_CHARS_MIN and not _VOWELS.isdisjoint(part) for part in parts) or label in _ENDINGS:
        return f" {signs['-']} ".join(parts)
    return ", ".join(signs.get(char, char) for char in label)


def digit_by_digit(text: str, *, locale: str) -> str:
    """Return ``0 7 7 0 0, 9 0 0, 1 2 3``: groups stay groups."""
    signs = _signs(locale)
    return ", ".join(" ".join(signs.get(char, char) for char in group) for group in text.split())


def _spanish(locale: str) -> bool:
    return locale[:2].lower() == "es"


def _signs(locale: str) -> dict[str, str]:
    return _SIGNS_ES if _spanish(locale) else _SIGNS_EN
