"""Whether an answer means yes or no, idioms included.

Finds cues (phrases that agree, refuse, hedge or stall; see `data.yes_no_phrases` for the tiers) and weighs them. What
answers nothing, both sides, or with a question gives no value. Called through `parsers.parse`.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from seatrial.text.context import Language, ParseContext
from seatrial.text.data import yes_no_phrases as phrases
from seatrial.text.exclamations import is_exclaimed
from seatrial.text.tokens import Token, fold, tokenize
from seatrial.text.yes_no_es import answers_es, in_questions, is_supposed_es, refuses_outright_es

Phrase: TypeAlias = tuple[str, ...]
Meaning = Literal["yes", "no", "doubt", "indifferent", "retort", "asking", "nothing", "change"]
Tier = Literal["plain", "permission", "strong", "closing", "weak", "other"]
_Index: TypeAlias = dict[str, tuple[tuple[int, ...], dict[Phrase, tuple[Meaning, Tier]]]]

_VOLUNTEERED_WORDS_MAX = 8
_ECHO_WORDS_MAX = 2  # "sure is", "oh no"
_UNKNOWN_AROUND_WEAK_MAX = 2  # how much else may be said around a weak cue
_UNKNOWN_BEFORE_STRONG_MAX = 5
_NEGATORS = frozenset({"not", "isn't", "isnt", "aren't", "ain't", "never", "hardly", "no"})
_SAYING_REACH = 4
_CONDITION_WORDS_MIN = 4
_NEGATION_REACH = 2  # "not very good", "not a good idea"
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_ALTERNATIVE = frozenset({"or", "o"})


class Cue(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A phrase found in an answer, over tokens [start, end)."""

    meaning: Meaning
    tier: Tier
    start: int
    end: int

    @property
    def verdict(self) -> bool:
        """What a yes or no cue says."""
        return self.meaning == "yes"


def _split(text: str) -> list[Phrase]:
    return [tuple(fold(line).split()) for line in text.replace("\n", "|").split("|") if line.strip()]


def _echoes() -> tuple[list[Phrase], list[Phrase]]:
    """Short answers that echo the question's verb: "I do", "it isn't", "we have not"."""
    subjects = [phrase[0] for phrase in _split(phrases.SUBJECTS_EN)]
    auxiliaries = [phrase[0] for phrase in _split(phrases.AUXILIARIES_EN)]
    agree: list[Phrase] = [(subject, auxiliary) for subject in subjects for auxiliary in auxiliaries]
    refuse: list[Phrase] = [(subject, auxiliary, "not") for subject, auxiliary in agree]
    for subject in subjects:
        refuse.extend(
            (subject + negated[0], *negated[1:]) if negated[0][0] == "'" else (subject, *negated)
            for negated in _split(phrases.NEGATED_EN)
        )
    return agree, refuse


def _english() -> list[tuple[Iterable[Phrase], Meaning, Tier]]:
    agree, refuse = _echoes()
    return [
        (_split(phrases.DOUBT_EN), "doubt", "other"),
        (_split(phrases.INDIFFERENT_EN), "indifferent", "other"),
        (_split(phrases.CHANGES_OF_MIND["en"]), "change", "other"),
        (_split(phrases.PLAIN_NO_EN), "no", "plain"),
        (_split(phrases.PLAIN_YES_EN), "yes", "plain"),
        (_split(phrases.PERMISSION_EN), "yes", "permission"),
        (_split(phrases.STRONG_NO_EN), "no", "strong"),
        (_split(phrases.STRONG_YES_EN), "yes", "strong"),
        (_split(phrases.RETORT_EN), "retort", "other"),
        (_split(phrases.ASKING_EN), "asking", "other"),
        (_split(phrases.CLOSING_YES_EN), "yes", "closing"),
        (_split(phrases.WEAK_NO_EN), "no", "weak"),
        (_split(phrases.WEAK_YES_EN), "yes", "weak"),
        (agree, "yes", "closing"),
        (refuse, "no", "strong"),
        (_split(phrases.NOTHING_EN), "nothing", "other"),
    ]


def _spanish() -> list[tuple[Iterable[Phrase], Meaning, Tier]]:
    return [
        (_split(phrases.DOUBT_ES), "doubt", "other"),
        (_split(phrases.INDIFFERENT_ES), "indifferent", "other"),
        (_split(phrases.CHANGES_OF_MIND["es"]), "change", "other"),
        (_split(phrases.PLAIN_NO_ES), "no", "plain"),
        (_split(phrases.PLAIN_YES_ES), "yes", "plain"),
        (_split(phrases.STRONG_NO_ES), "no", "strong"),
        (_split(phrases.STRONG_YES_ES), "yes", "strong"),
        (_split(phrases.ASKING_ES), "retort", "other"),
        (_split(phrases.CLOSING_YES_ES), "yes", "closing"),
        (_split(phrases.WEAK_NO_ES), "no", "weak"),
        (_split(phrases.WEAK_YES_ES), "yes", "weak"),
        (_split(phrases.NOTHING_ES), "nothing", "other"),
    ]


def _index(tables: Sequence[tuple[Iterable[Phrase], Meaning, Tier]]) -> _Index:
    """Index phrases by first word: lengths, longest first, and phrases; earlier tables win.

    A recogniser may drop or split apostrophes.
    """
    known: dict[Phrase, tuple[Meaning, Tier]] = {}
    spoken: list[tuple[Phrase, Meaning, Tier]] = []
    for group, meaning, tier in tables:
        for phrase in group:
            known.setdefault(phrase, (meaning, tier))
            if any("'" in word for word in phrase):
                spoken.append((phrase, meaning, tier))
    for phrase, meaning, tier in spoken:
        known.setdefault(tuple(word.replace("'", "") for word in phrase), (meaning, tier))
        known.setdefault(tuple(part for word in phrase for part in word.split("'") if part), (meaning, tier))
    index: dict[str, dict[Phrase, tuple[Meaning, Tier]]] = {}
    for phrase, entry in known.items():
        index.setdefault(phrase[0], {})[phrase] = entry
    return {
        first: (tuple(sorted({len(phrase) for phrase in group}, reverse=True)), group) for first, group in index.items()
    }


_NOTHING_STARTS: tuple[tuple[int, ...], dict[Phrase, tuple[Meaning, Tier]]] = ((), {})
_CUES: dict[Language, _Index] = {"en": _index(_english()), "es": _index(_spanish())}


def parse_yes_no(text: str, context: ParseContext) -> bool | None:
    """Return True for yes, False for no, None when the answer is neither, both, unsure or a question."""
    tokens = tokenize(text)
    if not context.asked and len(tokens) > _VOLUNTEERED_WORDS_MAX:
        return None
    if context.language == "en" and len(tokens) > _ECHO_WORDS_MAX:
        words = [token.text for token in tokens]
        if is_exclaimed(words, asks="?" in text):
            return None
    cues = find_cues(tokens, context.language)
    changes = [
        cue
        for cue in cues
        if cue.meaning == "change" and not (context.language == "es" and is_supposed_es(tokens, cue.start))
    ]
    if changes:  # what is said last counts, and nothing else
        tokens = tokens[changes[-1].end :]
        cues = find_cues(tokens, context.language)
    if context.language == "es":
        if refuses_outright_es([token.text for token in tokens]) and not any(cue.tier == "plain" for cue in cues):
            return False if context.asked and all(cue.meaning != "doubt" for cue in cues) else None
        cues = _answering_es(tokens, cues, text)
    if text.rstrip().endswith("?") and _asks_which(cues):
        return None
    return _judge(tokens, cues, asked=context.asked)


def _answering_es(tokens: Sequence[Token], cues: Sequence[Cue], text: str) -> list[Cue]:
    """Leave out what says yes or no to nothing: in a question, of others, in "no cuelgue"."""
    asked = in_questions(tokens, text) if "?" in text else frozenset[int]()
    answering = [
        cue
        for cue in cues
        if cue.meaning not in {"yes", "no"}
        or (cue.start not in asked and answers_es(tokens, cue.start, cue.end) and not _is_tag(tokens, cue, cues))
    ]
    if len(answering) < len(cues) and all(cue.tier in {"weak", "closing", "other"} for cue in answering):
        return []  # "no cuelgue por favor"
    return answering


def _is_tag(tokens: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a "no" at the end only asks for agreement: "según lo que cueste, no"."""
    return (
        cue.tier == "plain"
        and not cue.verdict
        and cue.end == len(tokens)
        and any(other.meaning == "doubt" and other.end < cue.start for other in cues)
        and all(other.end != cue.start for other in cues)
    )


def find_cues(tokens: Sequence[Token], language: Language) -> list[Cue]:
    """Return the cues in `tokens`, left to right, longest first, not overlapping."""
    table = _CUES[language]
    texts = [_shortened(token.text) for token in tokens]
    found: list[Cue] = []
    position = 0
    while position < len(texts):
        lengths, entries = table.get(texts[position], _NOTHING_STARTS)
        for length in lengths:
            entry = entries.get(tuple(texts[position : position + length]))
            if entry is not None and position + length <= len(texts):
                found.append(Cue(meaning=entry[0], tier=entry[1], start=position, end=position + length))
                position += length
                break
        else:
            position += 1
    return _negated(tokens, found)


def _shortened(word: str) -> str:
    """Undo emphasis: "nooooo", "yesss"."""
    return _DRAWN_OUT.sub(r"\1", word) if len(word) > 3 else word


def _negated(tokens: Sequence[Token], cues: list[Cue]) -> list[Cue]:
    """Turn agreement after "not" round: "not great", "it isn't very good"."""
    result: list[Cue] = []
    covered = 0
    for cue in cues:
        flips = False
        if cue.meaning == "yes" and cue.tier in {"weak", "strong"}:
            before = [token.text for token in tokens[max(covered, cue.start - _NEGATION_REACH) : cue.start]]
            flips = any(word in _NEGATORS - {"no"} or word.endswith("n't") for word in before)
            after = cue.end < len(tokens) and tokens[cue.end].text == "not"
            flips = flips or (after and not any(other.start == cue.end for other in cues))
        result.append(Cue(meaning="no", tier="strong", start=cue.start, end=cue.end) if flips else cue)
        covered = cue.end
    return result


def _judge(tokens: Sequence[Token], cues: Sequence[Cue], *, asked: bool) -> bool | None:
    said = _without_or_else(tokens, cues)
    cues = [cue for cue in said if _counts(cue, tokens, said)]
    telling = [cue for cue in cues if cue.meaning != "nothing"]
    answers = [cue for cue in telling if cue.meaning in {"yes", "no"}]
    if not answers or _names_both_sides(tokens, answers) or _is_conditional(tokens, answers):
        return None
    unknown = _unknown_before(tokens, cues)
    if not asked and (unknown[answers[0].start] or answers[0].tier == "weak"):
        return None
    if telling[0].meaning == "asking" and telling[0].start <= 1:
        return None
    if (plain := _plain(tokens, answers, unknown)) is not None:
        return None if _is_doubted(plain, telling) else plain.verdict or _is_outweighed(plain, answers)
    reported = any(cue.tier == "plain" and cue not in cues for cue in said)  # "my son said yes but it's not his"
    if reported or telling[0].meaning in {"asking", "retort"} or any(cue.meaning == "doubt" for cue in telling):
        return None
    firm = [cue for cue in answers if cue.tier in {"strong", "closing", "permission"}]
    firm = [cue for cue in firm if unknown[cue.start] <= _UNKNOWN_BEFORE_STRONG_MAX]
    if firm:
        return _conclusion(tokens, firm)
    weak = [cue for cue in answers if cue.tier == "weak"]
    if (
        not weak
        or unknown[-1] > _UNKNOWN_AROUND_WEAK_MAX
        or any(cue.meaning in {"asking", "retort"} for cue in telling)
    ):
        return None
    return weak[0].verdict if len({cue.meaning for cue in weak}) == 1 else None


def _without_or_else(tokens: Sequence[Token], cues: Sequence[Cue]) -> Sequence[Cue]:
    """Drop what only gives the reason: "yes or i wouldn't be ringing"."""
    for cue in cues:
        end = cue.end
        if cue.meaning in {"yes", "no"} and end + 1 < len(tokens) and tokens[end].text == "or":
            reason = tokens[end + 1].text in phrases.AFTER_OR_ELSE
            doubted = any(later.meaning == "doubt" and later.start == end + 1 for later in cues)
            return [kept for kept in cues if kept.start < end] if reason and not doubted else cues
    return cues


def _counts(cue: Cue, tokens: Sequence[Token], cues: Sequence[Cue]) -> bool:
    """Whether a cue speaks for the speaker now, and a closing one really closes: only politeness follows it."""
    if cue.tier == "plain" and cue.start and tokens[cue.start - 1].text in {"for", "towards"}:
        return False  # "one for yes two for no"
    if cue.tier == "plain" and cue.start and tokens[cue.start - 1].text in phrases.REPORTING:
        return _is_own_word(tokens, cue.start - 1)
    if cue.tier == "plain" and cue.start > 1 and tokens[cue.start - 1].text in {"me", "us"}:
        return tokens[cue.start - 2].text not in phrases.TELLING
    if cue.tier != "closing" or cue.end == len(tokens):
        return True
    end = cue.end
    for later in cues:
        if later.start != end:
            continue
        if later.meaning != "nothing":
            return end > cue.end or later.meaning != "no" or later.tier == "plain"
        if tokens[end].text in {"a", "the", "that"}:
            return False
        end = later.end
    return end == len(tokens) or (end == cue.end and bool(tokens[end].before.strip()))


def _is_own_word(tokens: Sequence[Token], verb: int) -> bool:
    """Whether who says yes or no is the speaker, now: "i'd say yes", not "she said yes", "i'm not saying no"."""
    before = [token.text for token in tokens[max(0, verb - _SAYING_REACH) : verb]]
    if not phrases.NOT_SAYING.isdisjoint(before):
        return False
    return any(word in phrases.SPEAKING for word in before[-_SAYING_REACH:]) or not before


def _unknown_before(tokens: Sequence[Token], cues: Sequence[Cue]) -> list[int]:
    """For each position, how many tokens before it belong to no cue; one more entry for the end."""
    covered = [False] * len(tokens)
    for cue in cues:
        for index in range(cue.start, cue.end):
            covered[index] = True
    counts = [0]
    for known in covered:
        counts.append(counts[-1] + (not known))
    return counts


def _names_both_sides(tokens: Sequence[Token], answers: Sequence[Cue]) -> bool:
    """Whether both are named and neither is meant: "yes or no", "maybe yes maybe no"."""
    return any(
        left.meaning != right.meaning
        and (
            (1 <= right.start - left.end <= 2 and tokens[left.end].text in _ALTERNATIVE)
            or (left.end == right.start and tokens[right.start].before == "/")
        )
        for left, right in pairwise(answers)
    )


def _asks_which(cues: Sequence[Cue]) -> bool:
    """Whether a question ends in both sides: "yes? no?"."""
    last = cues[-2:]
    return len(last) == 2 and last[0].end == last[1].start and {cue.meaning for cue in last} == {"yes", "no"}


def _is_conditional(tokens: Sequence[Token], answers: Sequence[Cue]) -> bool:
    """Whether all hangs on something: "if yes then", "yes if it's free", "si es gratis vale"."""
    first = answers[0]
    before = tokens[first.start - 1].text if first.start else ""
    if before in {"if", "unless", "whether", "does"}:
        return True
    if first.tier == "weak" and tokens[0].text == "if":
        return True
    if first.tier != "plain" or first.end + 1 >= len(tokens) or any(cue.start == first.end for cue in answers):
        return False
    if tokens[first.start].surface.lower() == "si" and first.end - first.start == 1:
        return tokens[first.end].text in phrases.AFTER_IF_ES and len(tokens) >= _CONDITION_WORDS_MIN
    return first.verdict and (tokens[first.end].text, tokens[first.end + 1].text) in phrases.CONDITIONS


def _plain(tokens: Sequence[Token], answers: Sequence[Cue], unknown: Sequence[int]) -> Cue | None:
    """The plain yes or no that counts: of several in a row the last ("yeah no"), else the first; or a final one."""
    plains = [cue for cue in answers if cue.tier == "plain"]
    if not plains:
        return None
    closes = unknown[-1] == unknown[plains[-1].end] and plains[-1] is answers[-1]
    if closes and unknown[plains[-1].start] <= _UNKNOWN_BEFORE_STRONG_MAX and not _is_exception(tokens, plains[-1]):
        return plains[-1]  # nothing but politeness follows
    chosen: Cue | None = None
    for cue in plains:
        if unknown[cue.start] > (1 if chosen is None else unknown[chosen.end]) or _is_exception(tokens, cue):
            break
        chosen = cue
    return chosen


def _is_exception(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether the cue restricts what was said instead of answering: "yes but not today", "si pero no hoy"."""
    return cue.start > 0 and cue.end < len(tokens) and tokens[cue.start - 1].text in {"but", "pero"}


def _is_doubted(plain: Cue, telling: Sequence[Cue]) -> bool:
    """Whether a hedge stands right before the plain word or anywhere after it: "maybe yes", "yes, I'm not sure"."""
    return any(
        cue.meaning == "doubt" and (cue.start >= plain.end or (cue.end == plain.start and cue.end - cue.start == 1))
        for cue in telling
    )


def _is_outweighed(plain: Cue, answers: Sequence[Cue]) -> bool:
    """Whether a "no" is no refusal: leave follows ("no no, go ahead"), or, after a yes, agreement ("yeah no, fine")."""
    later = [cue for cue in answers if cue.start >= plain.end]
    if any(cue.tier == "permission" for cue in later):
        return True
    earlier_yes = any(cue.tier == "plain" and cue.verdict and cue.start < plain.start for cue in answers)
    return earlier_yes and any(cue.tier == "strong" and cue.verdict for cue in later)


def _conclusion(tokens: Sequence[Token], firm: Sequence[Cue]) -> bool | None:
    """What firm cues say together: where they differ, the last one if it is set against the others."""
    if len({cue.meaning for cue in firm}) == 1:
        return firm[0].verdict
    last, before = firm[-1], firm[-2]
    if last.start == before.end and not last.verdict:
        return False  # "absolutely no way"
    if last.meaning == before.meaning:
        return None
    between = {token.text for token in tokens[before.end : last.start]}
    return last.verdict if between & {"but", "actually", "although", "though", "so", "pero"} else None
