"""Which ideas the words of a sentence stand for: secrets, sending, silence, other tools ...

A word may stand for several ideas and most stand for none. Nothing here judges. Used by the rules and by the wording
model.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from seatrial.mcp_audit.data.concept_words import CONCEPTS, IRREGULAR
from seatrial.mcp_audit.tool_text import Sentence, Token, ToolText

Ideas = frozenset[str]
NONE: Ideas = frozenset()

_VOWELS = "aeiou"
_SENSITIVE_PATH = re.compile(
    r"\.(?:ssh|aws|env|netrc|npmrc|pypirc|pgpass|gnupg|kube|docker|git-credentials|gitconfig|bash_history|zsh_history"
    r"|config/gcloud|azure|password-store|mozilla|electrum|bitcoin|ethereum)\b"
    r"|id_(?:rsa|ed25519|ecdsa)|/etc/(?:passwd|shadow|sudoers|hosts)|credentials|wallet|keystore|cookies|login data"
    r"|mcp\.json|claude_desktop_config|/proc/|\.pem\b|\.key\b|\.kdbx\b|\.cursor|agents\.md|secrets?\b",
    re.I,
)


class Tagged(NamedTuple):
    """A sentence with its ideas.

    Attributes:
        at: For each token, the ideas it stands for.
        places: For each idea, the tokens that stand for it, in order.
    """

    sentence: Sentence
    at: tuple[Ideas, ...]
    places: dict[str, list[int]]


def tag(text: ToolText) -> list[Tagged]:
    """Return the sentences of a definition with their ideas."""
    own = text.name.lower()
    return [_tagged(sentence, own, text.parameters) for sentence in text.sentences]


def _tagged(sentence: Sentence, own: str, parameters: Ideas) -> Tagged:
    tokens = sentence.tokens
    singles, phrases, firsts = _tables()
    at: list[Ideas] = []
    places: dict[str, list[int]] = {}
    last = len(tokens) - 1
    for number, token in enumerate(tokens):
        word = token.text
        if token.kind == "word":
            ideas = singles.get(word)
            if ideas is None:
                ideas = _prefixed(word)
            if word in firsts and number < last:
                following = tokens[number + 1].text
                ideas |= phrases.get((word, following), NONE)
                if number + 1 < last:
                    ideas |= phrases.get((word, following, tokens[number + 2].text), NONE)
            if word in _TOOLS and number and _names(tokens[number - 1]):
                ideas |= _NAMED_TOOL
        elif token.kind == "number":
            ideas = NONE
        else:
            ideas = _of_sign(word, token.kind, own, parameters)
        at.append(ideas)
        for idea in ideas:
            places.setdefault(idea, []).append(number)
    return Tagged(sentence, tuple(at), places)


def is_sensitive_place(text: str) -> bool:
    """Tell whether a path or file name is where secrets are kept."""
    return _SENSITIVE_PATH.search(text[:500]) is not None


def _of_sign(word: str, kind: str, own: str, parameters: Ideas) -> Ideas:
    if kind == "path":
        return _SECRET_PATH if _SENSITIVE_PATH.search(word) else _PATH
    if kind == "url":
        return _URL
    if kind == "email":
        return _EMAIL
    if word == own:
        return _SELF
    if word in parameters:
        return _PARAMETER
    if _SENSITIVE_PATH.search(word):
        return _SECRET_PATH
    return _NAME


_TOOLS = frozenset({"tool", "tools", "server", "servers"})
_NO_NAMES = frozenset(
    "this the a an that these those its your our each any all no every mcp same only one of and or such".split()
)
_NAMED_TOOL: Ideas = frozenset({"named_tool"})
"""A tool that is told apart from this one: *the mail tool*, *shipping tools*."""


def _names(token: Token) -> bool:
    return token.kind == "name" or (token.kind == "word" and token.text not in _NO_NAMES)


_PATH: Ideas = frozenset({"path"})
_SECRET_PATH: Ideas = frozenset({"path", "secret_path", "secret"})
_URL: Ideas = frozenset({"url"})
_EMAIL: Ideas = frozenset({"email"})
_SELF: Ideas = frozenset({"self"})
_PARAMETER: Ideas = frozenset({"parameter"})
_NAME: Ideas = frozenset({"identifier"})


@cache
def _tables() -> tuple[dict[str, Ideas], dict[tuple[str, ...], Ideas], Ideas]:
    """Return the words, the phrases of two or three, and the words that begin one."""
    singles: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], set[str]] = {}
    for idea, line in CONCEPTS.items():
        for entry in line.split():
            if entry.endswith("*"):
                continue
            if "_" in entry:
                phrases.setdefault(tuple(entry.split("_")), set()).add(idea)
                continue
            for form in forms(entry):
                singles.setdefault(form, set()).add(idea)
    return (
        {word: frozenset(ideas) for word, ideas in singles.items()},
        {phrase: frozenset(ideas) for phrase, ideas in phrases.items()},
        frozenset(phrase[0] for phrase in phrases),
    )


def forms(entry: str) -> Iterable[str]:
    """Return the forms of an entry: of ``send~``, send, sends, sending, sent."""
    if not entry.endswith("~"):
        return (entry,)
    verb = entry[:-1]
    stem = verb[:-1] if verb.endswith("e") else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = stem + "ed"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    return (verb, third, past, stem + "ing", *IRREGULAR.get(verb, "").split())


@cache
def _prefixes() -> dict[str, Ideas]:
    found: dict[str, set[str]] = {}
    for idea, line in CONCEPTS.items():
        for entry in line.split():
            if entry.endswith("*"):
                found.setdefault(entry[:-1], set()).add(idea)
    return {prefix: frozenset(ideas) for prefix, ideas in found.items()}


@lru_cache(maxsize=65_536)
def _prefixed(word: str) -> Ideas:
    prefixes = _prefixes()
    for length in range(min(len(word), 12), 3, -1):
        ideas = prefixes.get(word[:length])
        if ideas is not None:
            return ideas
    return NONE
