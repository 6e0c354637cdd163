"""The person name slot: who is speaking or who it is for, as a written name.

Reads a name out of an answer ("yeah it's siobhan o'brien speaking"), however it is introduced, spelled or corrected.
A name list only raises trust; unknown words are names where a name is expected and nothing speaks against it. Refusals,
questions and complaints are no name. Called by the slot engine through the parser table.
"""

from collections.abc import Sequence
from itertools import pairwise

from seatrial.text.context import Language, ParseContext
from seatrial.text.data.common_words import COMMON_WORDS, COURTESY_WORDS, FUNCTION_WORDS, NOT_NAMES_ALONE
from seatrial.text.data.given_names import FAMILY_NAME_WORDS, GIVEN_NAME_WORDS, GIVEN_NAMES
from seatrial.text.data.name_cues_es import CUES_ES, STOP_WORDS_ES
from seatrial.text.data.street_words import TOWNS
from seatrial.text.name_case import write_name
from seatrial.text.name_owner import hands_over, is_proverbial, is_somebody_else
from seatrial.text.name_runs import NameRun, name_run
from seatrial.text.name_spelling import (
    Remark,
    apply_remark,
    apply_spelling,
    has_spelling,
    spelled_words,
    take_remarks,
)
from seatrial.text.repair import clean, versions
from seatrial.text.standing import stands
from seatrial.text.tokens import Token

_EXPLICIT, _WEAK, _OPENING, _LOOSE = 3, 2, 1, 0
_FOR = _OPENING
_FOR_WHOM = frozenset({"it's", "its", "that's", "is", "booking's", "order's", "appointment's", "name"})
_GIVEN_LABELS = frozenset({"first", "given", "christian", "forename", "firstname", "middle"})
_FAMILY_LABELS = frozenset({"last", "second", "family", "surname", "lastname", "surname's"})
_LABEL_TAILS = frozenset({"name", "name's", "names", "is", "it's", "its", "being", "would", "be"})
_WEAK_LEADS = frozenset("i'm im here's it's its that's thats it'll put down mr mrs ms miss".split())
_AFTER_NAME = frozenset("spelled spelt that's thats with from on it's i i'm not double as at but and".split())
_WEAK_SUBJECTS = frozenset({"this", "it", "i", "that", "here", "would", "should", "will"})
_KISSES = frozenset({"x", "xx", "xxx"})
_CUE_WORDS_MAX = 6
# Endings that make an unknown word hardly a name unless something else says so.
_WORDLIKE_ENDINGS = ("ing", "tion", "sion", "ment", "ness", "able", "ible", "ed", "ously", "fully", "cally", "wise")


class _Candidate(NameRun, frozen=True, kw_only=True):
    """A run of name words and how clearly it was introduced."""

    trust: int


def parse_person_name(text: str, ctx: ParseContext) -> str | None:
    """Return the one name `text` gives, in its usual writing, or None."""
    language = ctx.language
    if "@" in text:
        return None
    tokens: Sequence[Token] = [token for token in clean(text, language) if token.text]
    while len(tokens) > 1 and tokens[-1].text in _KISSES and len(tokens[-2].text) > 1:
        tokens = tokens[:-1]
    remarks: list[Remark] = []
    if has_spelling(tokens):  # before corrections: the "no" of "sarah, no h" takes nothing back
        tokens, remarks = take_remarks(tokens)
    parts = versions(tokens, language)
    questioned = text.rstrip().endswith("?")
    found: list[str] | None = None
    for index, version in enumerate(parts):
        words = _read(version.tokens, ctx, questioned=questioned)
        if words is None:
            if version.withdraws and index > 0 and not _is_aside(version.tokens):
                found = None
            continue
        found = words if found is None else _corrected(found, words)
    for remark in remarks if found else ():
        found = apply_remark(found or [], remark)
    return write_name(found) if found else None


def _is_aside(tokens: Sequence[Token]) -> bool:
    """Whether a version without a name says something, as against breaking off."""
    return len(tokens) > 2


def _corrected(old: list[str], new: list[str]) -> list[str]:
    """Lay one corrected word over the name it mends: "john smith, no, smyth"."""
    if len(new) > 1 or len(old) < 2:
        return new
    key = new[0].lower()
    likeness = [_shared_start(word.lower(), key) for word in old]
    if max(likeness) > 0:
        index = len(likeness) - 1 - likeness[::-1].index(max(likeness))
    else:
        index = 0 if key in GIVEN_NAMES else len(old) - 1
    return [*old[:index], new[0], *old[index + 1 :]]


def _shared_start(first: str, second: str) -> int:
    shared = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        shared += 1
    return shared


# -- one version of the answer ----------------------------------------------------------------------------------------


def _read(tokens: Sequence[Token], ctx: ParseContext, *, questioned: bool) -> list[str] | None:
    if not tokens:
        return None
    language = ctx.language
    spelled = spelled_words(tokens, language)
    taken = {index for run in spelled for index in range(run.start, run.end)}
    labelled = _labelled(tokens, language, taken) if _has_label(tokens) else None
    if labelled is not None:
        words = labelled
    else:
        best = _best(tokens, ctx, taken, questioned=questioned)
        if best is None and not (spelled and _only_spelled(tokens, spelled[0].start, language)):
            return None
        words = _tidy(best.words if best is not None else [])
    for run in spelled:
        words = apply_spelling(words, run.letters)
    return words or None


def _only_spelled(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """Whether nothing but cues and courtesies stands before a spelled word."""
    lead = STOP_WORDS_ES if language == "es" else FUNCTION_WORDS
    return all(token.text in lead or token.text in COURTESY_WORDS for token in tokens[:start])


def _tidy(words: list[str]) -> list[str]:
    """Drop repetitions: "john john smith", "o'neill, siobhan o'neill"."""
    kept: list[str] = []
    for word in words:
        if not kept or kept[-1].lower() != word.lower():
            kept.append(word)
    if len(kept) >= 3 and kept[0].lower() == kept[-1].lower():
        kept = kept[1:]
    half = len(kept) // 2
    if len(kept) >= 4 and [word.lower() for word in kept[:half]] == [word.lower() for word in kept[half:]]:
        kept = kept[:half]
    if len(kept) >= 3 and _shared_start(kept[0].lower(), kept[1].lower()) >= 3 and kept[0].lower() in GIVEN_NAMES:
        kept = kept[1:]  # "dave ... david smith"
    return kept


def _best(tokens: Sequence[Token], ctx: ParseContext, spelled: set[int], *, questioned: bool) -> _Candidate | None:
    candidates = _candidates(tokens, ctx.language, spelled)
    believed = [
        candidate for candidate in candidates if _believed(tokens, candidate, asked=ctx.asked, questioned=questioned)
    ]
    if not believed or is_proverbial(tokens):
        return None
    top = max(candidate.trust for candidate in believed)
    if any(_either(tokens, one, other) for one, other in pairwise(candidates) if one in believed):
        return None
    rivals = [candidate for candidate in believed if candidate.trust == top]
    best = rivals[-1] if top == _EXPLICIT else max(rivals, key=_word_count)
    for other in rivals:
        different = other is not best and not set(other.keys) <= set(best.keys)
        if different and top < _EXPLICIT and len(other.keys) >= len(best.keys):
            return None  # two people
    if ctx.language == "en" and not stands(tokens, best.start, best.end, kind="record"):
        return None
    fuller = [other for other in believed if set(best.keys) < set(other.keys) or _is_short_for(best, other)]
    return max(fuller, key=_word_count) if fuller else best


def _is_short_for(one: _Candidate, other: _Candidate) -> bool:
    """Whether one is a short form of the other's given name: "kath, katherine rowe"."""
    return len(one.keys) == 1 < len(other.keys) and one.keys[0][:3] == other.keys[0][:3]


def _either(tokens: Sequence[Token], one: _Candidate, other: _Candidate) -> bool:
    """Read "John or Jane", "John and Jane"."""
    return other.start == one.end + 1 and tokens[one.end].text in {"or", "and", "o", "y"}


def _word_count(candidate: _Candidate) -> int:
    return len(candidate.words)


def _candidates(tokens: Sequence[Token], language: Language, spelled: set[int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    position = 0
    while position < len(tokens):
        run = None if position in spelled else name_run(tokens, position, language, spelled)
        if run is None:
            position += 1
            continue
        trust = _trust(tokens, position, language)
        found.append(_Candidate(words=run.words, keys=run.keys, start=run.start, end=run.end, trust=trust))
        position = run.end
    return found


# -- how clearly was it introduced? -----------------------------------------------------------------------------------


def _trust(tokens: Sequence[Token], start: int, language: Language) -> int:
    if start == 0:
        return _OPENING
    before = [token.text for token in tokens[max(0, start - _CUE_WORDS_MAX) : start]]
    if language == "es":
        return _trust_es(tokens, start, before)
    if before[-1] in {"just", "only"} and len(before) > 1:
        before = before[:-1]
    last = before[-1]
    lead = before[-2] if len(before) > 1 else ""
    if _is_explicit(last, lead, before):
        return _EXPLICIT
    if last == "for" and lead in _FOR_WHOM:
        return _FOR
    if (
        hands_over(before)
        or last in _WEAK_LEADS
        or (last == "me" and lead == "call")
        or (last in {"is", "am", "be", "s"} and lead in _WEAK_SUBJECTS)
    ):
        return _WEAK
    nickname = last == "me" and lead == "calls"
    opening = nickname or all(token.text in COURTESY_WORDS or token.text == "you" for token in tokens[:start])
    return _OPENING if opening else _LOOSE


def _is_explicit(last: str, lead: str, before: Sequence[str]) -> bool:
    """Read "name is", "called", "under", "speaking to"."""
    if last in {"name", "name's", "names", "called", "under", "namely"}:
        return True
    if last in {"is", "it's", "its", "that's", "as", "be", "being", "of"}:
        return "name" in before or "names" in before or "name's" in before
    return last in {"to", "with"} and lead in {"speaking", "talking", "spoke"}


def _trust_es(tokens: Sequence[Token], start: int, before: list[str]) -> int:
    for cue, trust in CUES_ES:
        if tuple(before[-len(cue) :]) == cue:
            return trust
    opening = all(token.text in STOP_WORDS_ES or token.text in COURTESY_WORDS for token in tokens[:start])
    return _OPENING if opening else _LOOSE


def _believed(tokens: Sequence[Token], candidate: _Candidate, *, asked: bool, questioned: bool) -> bool:
    """Whether these words are somebody's name, given how they were introduced."""
    keys = candidate.keys
    if not keys or (len(keys) == 1 and keys[0] in NOT_NAMES_ALONE):
        return False
    known = keys[0] in GIVEN_NAMES
    before = tokens[candidate.start - 1].text if candidate.start else ""
    if before in {"not", "isn't", "isnt"} or is_somebody_else(tokens, candidate.start, candidate.end):
        return False
    wordish = keys[0] in GIVEN_NAME_WORDS or keys[0] in FAMILY_NAME_WORDS
    if candidate.trust == _EXPLICIT:
        return True
    closes = _closes(tokens, candidate.end)
    if not asked:
        says_who = candidate.end < len(tokens) and tokens[candidate.end].text in {"speaking", "here", "calling"}
        return candidate.trust == _WEAK and len(keys) > 1 and (known or says_who)
    if keys[0] in COMMON_WORDS and keys[0] not in GIVEN_NAME_WORDS and len(keys) == 1:
        return False  # "i'm fine"
    if (known and (candidate.trust > _LOOSE or len(keys) > 1)) or _comes_last(tokens, candidate, known=wordish):
        return True
    if wordish:
        return (closes or len(keys) > 1) and candidate.trust > _LOOSE
    if candidate.trust == _LOOSE:
        return known and closes
    whole = len(keys) > 1 and candidate.end == len(tokens) and candidate.trust == _OPENING
    if (keys[0].endswith(_WORDLIKE_ENDINGS) and not (whole and keys[0].endswith("ing"))) or (
        len(keys) == 1 and keys[0] in TOWNS
    ):
        return False
    return closes and not (questioned and candidate.trust < _EXPLICIT)


def _comes_last(tokens: Sequence[Token], candidate: _Candidate, *, known: bool) -> bool:
    """Whether a whole name ends the answer: "i've given it twice already frank dunmore"."""
    keys = candidate.keys
    if candidate.trust > _LOOSE or len(keys) not in {2, 3} or candidate.end != len(tokens):
        return False
    if any(key in COMMON_WORDS for key in keys[1:]) or keys[-1].endswith(_WORDLIKE_ENDINGS):
        return False
    return known or bool(tokens[candidate.start].before.strip())


def _closes(tokens: Sequence[Token], end: int) -> bool:
    """Whether the answer ends there, or goes on with what follows a name."""
    if end >= len(tokens):
        return True
    following = tokens[end].text
    courteous = following in COURTESY_WORDS or following in _AFTER_NAME or len(following) == 1
    return courteous or bool(tokens[end].before.strip())


# -- labelled parts ---------------------------------------------------------------------------------------------------


def _has_label(tokens: Sequence[Token]) -> bool:
    return any(token.text in _FAMILY_LABELS or token.text in _GIVEN_LABELS for token in tokens)


def _is_field(tokens: Sequence[Token], position: int) -> bool:
    """Whether a label is typed as on a form: "last: Drummond first: Keisha"."""
    return position + 1 < len(tokens) and tokens[position + 1].before.strip() in {":", "-", "="}


def _labelled(tokens: Sequence[Token], language: Language, spelled: set[int]) -> list[str] | None:
    """Read "First name olu last name adeyemi", "surname's whitmore first name helen", "john, surname smith"."""
    given: list[str] = []
    family: list[str] = []
    first_label = len(tokens)
    for position, token in enumerate(tokens):
        word = token.text
        single = word in {"surname", "surname's", "forename", "firstname", "lastname"}
        if word not in _FAMILY_LABELS and word not in _GIVEN_LABELS:
            continue
        named = position + 1 < len(tokens) and tokens[position + 1].text in {"name", "name's"}
        if not single and not named and not _is_field(tokens, position):
            continue
        first_label = min(first_label, position)
        start = position + 1
        while start < len(tokens) and tokens[start].text in _LABEL_TAILS:
            start += 1
        candidate = name_run(tokens, start, language, spelled) if start < len(tokens) else None
        if candidate is not None:
            target = family if word in _FAMILY_LABELS else given
            target.extend(candidate.words)
    if not given and family and first_label:
        lead = _candidates(tokens[:first_label], language, spelled)
        given = lead[-1].words if lead else []
    if given and family and given[-1].lower() == family[0].lower():
        family = family[1:]
    return [*given, *family] or None
