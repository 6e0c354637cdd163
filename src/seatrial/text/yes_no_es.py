"""A Spanish yes or no that answers nothing: the "no" of "no cuelgue", the "sí" of "sí que hace frío", what others said.

Looks only at the words around a cue that was found; never finds cues. Called by `yes_no`.
"""

import re
from collections.abc import Sequence

from seatrial.text.clauses import is_pause
from seatrial.text.data import yes_no_words_es as data
from seatrial.text.phrase_sets import word_set
from seatrial.text.tokens import Token

_REACH = 8
_AFTER_ANSWER = word_set(data.AFTER_ANSWER)
_ECHOED = re.compile(data.ECHOED)
_NOT_ECHOED = re.compile(data.NOT_ECHOED)
_OPINIONS = word_set(data.OPINIONS)
_WITHHELD = re.compile(data.WITHHELD)
_OTHERS_SAY = word_set(data.OTHERS_SAY)
_SPEAKER_SAID = word_set(data.SPEAKER_SAID)
_SPEAKER_SAYS = word_set(data.SPEAKER_SAYS)
_THEN = word_set(data.THEN)
_SUPPOSED = word_set(data.SUPPOSED)
_PARTLY = word_set(data.PARTLY)
_OWN_AFTER_QUE = word_set(data.OWN_AFTER_QUE)
_EXCLAIMED = re.compile(data.EXCLAIMED)
_IF_ONLY = word_set(data.IF_ONLY)
_NI_OTHERWISE = word_set(data.NI_OTHERWISE)
_NI_LO = word_set(data.NI_LO)
_BEFORE_NI = word_set(data.BEFORE_NI)
_NEGATIONS = frozenset({"no", "nop", "noo"})
_YES = frozenset({"si", "sip"})
_PAUSES = frozenset(".;,!\n")


def answers_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a cue for yes or no over [start, end) answers, as far as the words around it tell."""
    words = [token.text for token in tokens]
    last = words[end - 1]
    lead = words[start - 1] if start else ""
    if lead.startswith("pregunt") or (start and _is_reported(words, start)):
        return False
    if lead == "ver" and words[start] == "si" and "í" not in tokens[start].surface:
        return False  # "a ver si lo hacemos"
    if (
        lead in _PARTLY
        and words[start] != "que"
        and (last in _NEGATIONS or last in _YES)
        and not is_pause(tokens[start].before)
    ):
        return False
    if "no" in words[start:end]:
        return _denies(tokens, words, start, end)
    return not (last in _YES and end < len(words) and _only_exclaims(tokens, words, end))


def in_questions(tokens: Sequence[Token], text: str) -> frozenset[int]:
    """Return which of `tokens` stand in a marked question: "¿no es caro?", "vale mucho?"."""
    found: set[int] = set()
    opened = 0
    marked = False
    for at, token in enumerate(tokens):
        if "?" in token.before:
            found.update(range(opened, at))
            opened, marked = at, False
        elif not marked and not _PAUSES.isdisjoint(token.before):
            opened = at
        if token.text == "¿":
            opened, marked = at, True
    if marked or text.rstrip(" !\n.)").endswith("?"):
        found.update(range(opened, len(tokens)))
    return frozenset(found)


def refuses_outright_es(words: Sequence[str]) -> bool:
    """Return whether the utterance is a refusal that begins with "ni": "ni a tiros", "ni por todo el oro del mundo"."""
    at = 0
    while at < len(words) and words[at] in _BEFORE_NI:
        at += 1
    if at + 1 >= len(words) or words[at] != "ni" or words.count("ni") > 1:
        return False
    after, then = words[at + 1], words[at + 2] if at + 2 < len(words) else ""
    if after in _NI_OTHERWISE or (after == "lo" and then in _NI_LO):
        return False
    return after != "se" or then in {"le", "te", "os", "lo"}


def is_supposed_es(tokens: Sequence[Token], start: int) -> bool:
    """Return whether saying so is only supposed or denied: "si le digo que no", "no digo que sí"."""
    return tokens[start].text == "digo" and not _SUPPOSED.isdisjoint(
        [token.text for token in tokens[max(0, start - 2) : start]]
    )


def _is_reported(words: Sequence[str], start: int) -> bool:
    """Whether who says yes or no is somebody else, or the speaker at another time, or nobody: "si digo que sí"."""
    at = start - 1 if words[start] in {"que", "q"} else start - 2
    if at < 0 or (words[start] not in {"que", "q"} and words[start - 1] not in {"que", "q"}):
        return words[start - 1] in _OTHERS_SAY
    verb = words[at]
    if verb in _OTHERS_SAY:
        return True
    before = words[max(0, at - 3) : at]
    if verb in _SPEAKER_SAYS or verb in _SPEAKER_SAID:
        return not _SUPPOSED.isdisjoint(before) or (verb in _SPEAKER_SAID and not _THEN.isdisjoint(words[:at]))
    return verb in {"ni", "tampoco", "pasa"} or (verb == "es" and not _SUPPOSED.isdisjoint(before))


def _denies(tokens: Sequence[Token], words: Sequence[str], start: int, end: int) -> bool:
    """Whether a "no" says no, instead of turning round the verb that follows: "no encuentro las gafas"."""
    at = max(place for place in range(start, end) if words[place] == "no") + 1
    rest = f" {' '.join(words[at : at + _REACH])} "
    if words[start].startswith("prefer") and _WITHHELD.search(rest):
        return False
    if at < len(words) and is_pause(tokens[at].before):
        return True
    if _NOT_ECHOED.search(rest):
        return False
    if at < end or at == len(words) or words[start] in _OPINIONS or words[start].startswith("prefer"):
        return True
    return words[at] in _AFTER_ANSWER or words[at] in _NEGATIONS or _ECHOED.search(rest) is not None


def _only_exclaims(tokens: Sequence[Token], words: Sequence[str], end: int) -> bool:
    """Whether "sí" only stresses what follows, or hangs on it: "sí que hace frío", "sí si es gratis"."""
    if is_pause(tokens[end].before) or end + 1 >= len(words):
        return False
    if words[end] == "que" and end < 3:
        rest = f" {' '.join(words[end : end + 4])} "
        return words[end + 1] not in _OWN_AFTER_QUE or _EXCLAIMED.search(rest) is not None
    if (
        words[end : end + 2] != ["es", "tan"]
        and tokens[end - 1].surface.lower() == "si"
        and end > 1
        and "í" in tokens[end - 2].surface.lower()
    ):
        return words[end] in _IF_ONLY  # "sí si es gratis", the "si si" being one cue
    return False
