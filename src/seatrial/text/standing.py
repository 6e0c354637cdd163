"""How a value stands in its sentence: meant by the speaker, or only mentioned. English.

Covers a value that is denied ("definitely not the 129", "don't send it to", "anything but", "... isn't right"),
disowned ("that's my ex's"), asked about ("is it still", "what's the ..."), part of an idiom ("my two cents"); in
`tellings`, one that is gone, somebody else's, of the past, put off, or on when something else is; in `undecided`, one
that is left open or set against the speaker's own; in `remarks`, one that is only remarked on. Looks only at the
words around a value that was found; never reads the value. Called by the slot parsers, each time with the tokens the
value was read from.
"""

from collections.abc import Iterable, Sequence

from seatrial.text import remarks, tellings, undecided
from seatrial.text.clauses import Clause, Kind, clause_around
from seatrial.text.data import standing_words as data
from seatrial.text.data.calendar_words import MONTHS_EN
from seatrial.text.data.numerals import ORDINALS_EN
from seatrial.text.phrase_sets import Phrase, pairs, phrases, telling_words, word_set
from seatrial.text.tokens import Token

_DENIED_REACH = 6
_SCAN_REACH = 20

_DENIERS = word_set(data.DENIERS)
_BEFORE_MEANT_NOT = word_set(data.BEFORE_MEANT_NOT)
_LIGHT = word_set(data.LIGHT)
_BUT_AFTER = word_set(data.BUT_AFTER)
_DENYING_PAIRS = pairs(data.DENYING_PAIRS)
_NEGATIONS = word_set(data.NEGATIONS)
_DENIED_VERBS = word_set(data.DENIED_VERBS)
_BETWEEN_NEGATED = word_set(data.BETWEEN_NEGATED)
_BOUNDING = word_set(data.BOUNDING)
_DENIED_THINGS = word_set(data.DENIED_THINGS)
_UNDER_DENIED = word_set(data.UNDER_DENIED)
_HATES = word_set(data.HATES)
_NOT_IT = word_set(data.NOT_IT)
_FAILS = word_set(data.FAILS)
_FAILING = word_set(data.FAILING)
_WRONG = word_set(data.WRONG)
_AFTER_IS_NOT = word_set(data.AFTER_IS_NOT)
_DISOWNING = tuple(phrases(data.DISOWNING))
_DISOWNING_FIRST = frozenset(phrase[0] for phrase in _DISOWNING)
_EXCEPTED = word_set(data.EXCEPTED)
_BEFORE_QUESTION = word_set(data.BEFORE_QUESTION)
_ASKING_PAIRS = pairs(data.ASKING_PAIRS)
_ASKING = word_set(data.ASKING)
_ASKED_WHAT = word_set(data.ASKED_WHAT)
_UNKNOWN = word_set(data.UNKNOWN)
_UNKNOWING = word_set(data.UNKNOWING)
_FREE = word_set(data.FREE)
_WISHES = word_set(data.WISHES)
_CONTACT_WISHES = word_set(data.CONTACT_WISHES)
_IT_IS = frozenset({"that's", "thats", "it's", "its", "which", "that", "this", "is", "was", "are", "he's", "she's"})


_IT = frozenset({"it", "that", "which", "this"})
_SAME_THING = _IT | {"one", "number", "which", "that's", "it's"}
_OURS = (["mine"], ["ours"], ["us"], ["me"])


def _by_word(of: Iterable[Phrase]) -> dict[str, tuple[tuple[int, Phrase], ...]]:
    """Index idioms by each of their words, with where in the idiom it stands."""
    index: dict[str, list[tuple[int, Phrase]]] = {}
    for phrase in of:
        for at, word in enumerate(phrase):
            index.setdefault(word, []).append((at, phrase))
    return {word: tuple(group) for word, group in index.items()}


_IDIOMS = _by_word(phrases(data.IDIOMS))
# What must be said somewhere for each question below to be worth asking; where none is, every value stands.
_IDIOM_CUES = telling_words(phrases(data.IDIOMS))
_DENIAL_CUES = frozenset({*_DENIERS, *_NEGATIONS, *_HATES, *telling_words(_DENYING_PAIRS), "but", "take"})
_OPENS_QUESTION = frozenset(
    {"is", "are", "was", "do", "have", "has", "am", "would", "will", "who", "isn't", "aren't", "hasn't"}
)
_ASKING_CUES = (
    frozenset({*_ASKING, *(pair[0] for pair in _ASKING_PAIRS), "give", "still", "why", "why's", "whys"})
    | (_UNKNOWN - {"if"})
) - _OPENS_QUESTION
_REFUSAL_CUES = frozenset(
    {
        *_NOT_IT,
        *_FAILS,
        *_WRONG,
        *_NEGATIONS,
        *telling_words(_DISOWNING),
        "not",
        "belongs",
        "when",
        "what's",
        "what",
        "would",
        "will",
        "no",
    }
)
_NEVER = frozenset({"not", "never"})
_UNFIT = word_set(data.UNFIT)
_QUESTION = frozenset({"what"})  # as if an asking word had been said
_SHARED_CUES = (_DENIAL_CUES | _ASKING_CUES | _REFUSAL_CUES | undecided.CUES) - {"no"}
_CUES: dict[Kind, frozenset[str]] = {
    "answer": _SHARED_CUES | _IDIOM_CUES | tellings.CUES["answer"] | remarks.CUES,
    "contact": _SHARED_CUES | {"no"} | tellings.CUES["contact"] | remarks.CONTACT_CUES,
    "record": _SHARED_CUES | tellings.CUES["record"],
}


def stands(tokens: Sequence[Token], start: int, end: int, *, kind: Kind = "answer") -> bool:
    """Return whether the value over [start, end) is meant as the speaker's own, now.

    Args:
        tokens: The words it was read from.
        start: Its first token.
        end: After its last token.
        kind: "answer" for what people want or count (an amount, a number, a day, a choice); "contact" for what stays
            theirs through what they tell of the past; "record" for what also stays when it is cancelled or lost.
    """
    if end - start >= len(tokens):
        return True
    words = [token.text for token in tokens]
    cues = cues_in(words, kind)
    return not cues or stands_among(tokens, words, cues, start, end, kind)


def cues_in(words: Sequence[str], kind: Kind = "answer") -> frozenset[str]:
    """Return the words that may tell how a value stands; where there are none, every value stands."""
    cues = _CUES[kind].intersection(words)
    if words[0] in _OPENS_QUESTION or (len(words) > 1 and words[0] in _BEFORE_QUESTION and words[1] in _OPENS_QUESTION):
        return cues | _QUESTION
    return cues


def stands_among(
    tokens: Sequence[Token], words: Sequence[str], cues: frozenset[str], start: int, end: int, kind: Kind = "answer"
) -> bool:
    """Return what `stands` does, for one value of several in the same `words` with the same `cues`."""
    if kind == "answer" and not _IDIOM_CUES.isdisjoint(cues) and _is_idiom(words, start, end):
        return False
    clause = clause_around(tokens, words, start, end, kind)
    return not (
        (not _DENIAL_CUES.isdisjoint(cues) and (_is_denied(clause) or _is_denied_later(clause)))
        or (not _ASKING_CUES.isdisjoint(cues) and _is_asked(clause))
        or (not _REFUSAL_CUES.isdisjoint(cues) and _is_refused(clause))
        or (not tellings.CUES[kind].isdisjoint(cues) and tellings.is_told(clause, cues))
        or (not undecided.CUES.isdisjoint(cues) and undecided.is_undecided(clause, cues))
        or remarks.is_remark(clause, cues)
    )


# -- denied ------------------------------------------------------------------------------------------------------------


def _is_denied(clause: Clause) -> bool:
    """Whether the words right before a value deny it: "not the", "don't send it to", "anything but"."""
    words = clause.words
    at = clause.start - 1
    first = max(clause.left, clause.start - _DENIED_REACH)
    while at >= first:
        word = words[at]
        lead = words[at - 1] if at > clause.left else ""
        if word in _DENIERS:
            return lead not in _BEFORE_MEANT_NOT
        if word in _HATES or (lead, word) in _DENYING_PAIRS:
            return True
        if word == "but":
            return lead in _BUT_AFTER
        if word == "take" and clause.after() == "off":
            return True
        if word in _DENIED_VERBS and _is_negated(words, clause.left, at):
            return (word != "want" or clause.kind != "record") and clause.after() not in _BOUNDING
        if word == "mine" and at < clause.start - 1:
            return words[clause.start - 1] == "was" and (lead in _DENIERS)
        if word not in _LIGHT and word != "was":
            return False
        at -= 1
    return False


def _is_negated(words: Sequence[str], left: int, verb: int) -> bool:
    at = verb - 1
    while at >= left and words[at] in _BETWEEN_NEGATED:
        at -= 1
    return at >= left and words[at] in _NEGATIONS and not (at > left and words[at - 1] in _BEFORE_MEANT_NOT)


def _is_denied_later(clause: Clause) -> bool:
    """Whether a later clause denies it: "so not then"; a contact: "... don't call me on that", "... so not that"."""
    words = clause.words
    if clause.kind == "answer":
        if len(words) - 2 > clause.end and words[-1] == "then" and words[-2] == "not":
            return True
        return words[clause.right : clause.right + 3] in (["so", "not", "then"], ["but", "not", "then"])
    for at in range(clause.end + 1, min(len(words), clause.end + _SCAN_REACH)):
        if words[at] not in _DENIED_THINGS and not (words[at] == "it" and words[at - 1] == "use"):
            continue
        verb = at - 1
        while verb > clause.end and words[verb] in _UNDER_DENIED:
            verb -= 1
        if words[verb] == "not" and words[verb - 1] in {"so", "but", "just"}:
            return True
        if words[verb] in _DENIED_VERBS and _is_negated(words, clause.end, verb):
            return True
    return False


def _is_refused(clause: Clause) -> bool:
    """Whether the words after a value deny or disown it: "... isn't right", "... that's my ex's"."""
    words = clause.words
    word, following = clause.after(), clause.after(1)
    if not word:
        return False
    if not clause.paused:
        if word in _NOT_IT:
            return following != "it" or clause.end + 2 < clause.right
        if word in _FAILS and clause.kind != "record" and (following in _FAILING or clause.end + 1 == clause.right):
            return True
        if word == "belongs" and clause.after(2) not in {"me", "us"}:
            return True
        if word in {"is", "are", "was", "were"} and following in {"not", "no"}:
            return clause.after(2) in _AFTER_IS_NOT
        if word in {"will", "would"} and (following in _NEVER or (following == "be" and clause.after(2) in _UNFIT)):
            return True  # "ten would be too early"
        if word in {"is", "was"} and following in {"what", "what's"}:
            return "but" in words[clause.end :]  # "... is what's on file but we moved"
        if (word == "is" and following == "when") or (word == "when" and words[clause.end - 1].endswith("'s")):
            return not _is_named_day(clause) and _FREE.isdisjoint(words[clause.end + 1 : clause.right])
    return _is_exception(clause) or _is_disowned(clause)


def _is_named_day(clause: Clause) -> bool:
    """Whether a day of the month is said to be when something happens: "the first of may is when the lease starts"."""
    words = clause.words
    if _MONTH_DAYS.isdisjoint(words[clause.start : clause.end]):
        return False
    rest = words[clause.end + 2 : clause.end + 5]
    return (
        rest[:1] not in (["i'm"], ["i've"], ["we're"], ["we've"])
        and "have" not in rest
        and "no" not in words[clause.end :]
    )


_MONTH_DAYS = frozenset({*MONTHS_EN, *ORDINALS_EN, "st", "nd", "rd", "th"})


def _is_disowned(clause: Clause) -> bool:
    """Whether it is told to be wrong or another's, right after the value or as a clause of its own."""
    words = clause.words
    for at in range(clause.end, min(len(words), clause.end + _SCAN_REACH)):
        if words[at] in _NOT_IT and words[at - 1] in _IT and words[at + 1 : at + 2] in _OURS:
            return True
        if words[at] not in _IT_IS or (at > clause.right + 2 and words[at] in {"is", "was", "are", "this"}):
            continue
        if at > clause.end and words[at] in {"is", "was", "are"} and words[at - 1] not in _SAME_THING:
            continue  # "97214 my office is the other one"
        near = at <= clause.right + 1
        if words[at - 1] == "no" and at > clause.end and remarks.is_persons(words[at + 1 : at + 3]):
            return True  # "no that's sue's"
        then = at + 1
        while then < len(words) and words[then] in {"is", "was", "got", "it"}:
            then += 1
        if then < len(words) and words[then] in _WRONG:
            return near or words[at] in {"that's", "thats", "which"}
        if (
            (near or clause.kind != "answer")
            and then < len(words)
            and words[then] in _DISOWNING_FIRST
            and any(tuple(words[then : then + len(phrase)]) == phrase for phrase in _DISOWNING)
        ):
            return True
    return False


def _is_exception(clause: Clause) -> bool:
    """Whether it is the one that can't be: "... that's the one time i can't do"."""
    words = clause.words
    for at in range(clause.end + 1, min(len(words), clause.end + _SCAN_REACH) - 2):
        if words[at] in _EXCEPTED and words[at - 1] in {"one", "only"}:
            return not _NEGATIONS.isdisjoint(words[at + 1 : at + 3])
    return False


# -- asked, said as an idiom -------------------------------------------------------------------------------------------


def _is_asked(clause: Clause) -> bool:
    """Whether the clause asks about a value instead of giving it; a request in the form of a question gives it."""
    words = clause.words
    at = clause.left
    while at < clause.start and words[at] in _BEFORE_QUESTION:
        at += 1
    if at >= clause.start or _is_answered(words, at, clause.start):
        return False
    wishes = _WISHES if clause.kind == "answer" else _CONTACT_WISHES
    word = words[at]
    if word in _OPENS_ASKING and clause.kind == "answer" and not clause.paused and _is_of_fact(clause, at):
        return True
    if word in {"is", "are", "was"}:
        if at + 1 == clause.start:
            return clause.after() in _ASKED_WHAT
        if "still" in words[at : clause.start]:
            return wishes.isdisjoint(words[at + 1 : clause.right])
    if clause.kind == "contact" and words[at : at + 3] == ["if", "i", "give"]:
        return True
    if word in _ASKING:
        if clause.kind == "record":
            return word in _WHOSE  # "where's my order"
        return word[0:4] in {"what", "does"} or word in _WHOSE or wishes.isdisjoint(words[at + 1 : clause.right])
    if word == "did" and (word, words[at + 1]) in _ASKING_PAIRS:
        return True
    if (word, words[at + 1]) in _ASKING_PAIRS:
        return wishes.isdisjoint(words[at + 2 : clause.right]) and (
            "yes" not in words[clause.right : clause.right + 3] and clause.after() != "yes"
        )
    return any(
        words[then] in _UNKNOWN and words[then - 1] in _UNKNOWING and not _NEGATED_KNOWING.isdisjoint(words[at:then])
        for then in range(at + 1, clause.start)
    )


def _is_of_fact(clause: Clause, at: int) -> bool:
    """Whether a question is how things are, not for the value: "is four on wednesday taken", "are you open at six"."""
    words = clause.words
    if words[at] in {"would", "will"} and (at + 1 != clause.start or clause.after() != "be"):
        return False
    if words[at + 1] == "there" and clause.after() in _FEES:
        return True  # "is there a five pound fee"
    if words[at + 1] == "there" or not _ASKED_FOR.isdisjoint(words[at + 1 : clause.right]):
        return False
    if words[clause.end : clause.right]:
        return words[clause.start - 1] != "the"
    return clause.start > at + 2 and words[at + 1] not in _IT_OR_THERE


_WHOSE = frozenset({"who's", "whos", "whose"})
_OPENS_ASKING = frozenset({"would", "will", "is", "are", "has", "does", "isn't", "aren't", "why's", "whys", "hasn't"})
_FEES = frozenset({"fee", "charge", "deposit", "cost", "surcharge", "penalty", "limit", "discount"})
_IT_OR_THERE = frozenset({"it", "that", "there", "this", "the"})
_ASKED_FOR = _WISHES | word_set(data.ASKED_FOR)


def _is_answered(words: Sequence[str], at: int, start: int) -> bool:
    """Whether the question is over before the value: "have you got a pen it's 07700", not "do you think it's"."""
    if not _READINESS.isdisjoint(words[at:start]):
        return True
    return any(
        words[then] in _BEGINS_ANSWER and words[then - 1] not in _BEFORE_ASKED_IT for then in range(at + 3, start)
    )


_READINESS = frozenset({"pen", "pencil", "paper", "ready", "write"})
_BEGINS_ANSWER = frozenset({"it's", "i'm", "mine's", "its"})
_BEFORE_ASKED_IT = frozenset(
    {"know", "think", "say", "said", "if", "that", "sure", "true", "whether", "reckon", "because", "when", "is", "on"}
)
_NEGATED_KNOWING = _NEGATIONS | {"no", "dunno"}


def _is_idiom(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a word of the value is part of an idiom: "my two cents", "one in a million"."""
    for at in range(start, end):
        for offset, phrase in _IDIOMS.get(words[at], ()):
            first = at - offset
            if first >= 0 and tuple(words[first : first + len(phrase)]) == phrase:
                return True
    return False
