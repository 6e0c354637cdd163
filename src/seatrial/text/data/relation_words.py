"""The words that say how one date or time stands to another, English and Spanish: data only.

Read by `mentions`.
"""

from typing import Final

import msgspec

STANDS: Final = 0
DENIED: Final = 1
BOUND: Final = 2
OPEN: Final = 3

# "Monday, no problem": not a correction.
AFTER_HARMLESS_NO = frozenset(
    "problem problems worries rush matter hurry preference bother need hay hace tengo".split()
)
# "Morning, can I ..." greets; "morning at ten" does not.
AFTER_OPENING_DAY_PART = frozenset(
    "at around about please of on tomorrow today or and would is works if thanks ideally after before say like for "
    "works suits no wait sorry slot time "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)

# The same for "evening", which is said on its own more often than it greets.
AFTER_OPENING_EVENING = AFTER_OPENING_DAY_PART | frozenset(
    "one two three four five six seven eight nine ten eleven twelve half quarter".split()
)

# What happened: a time after these is not the one asked for, unless a new clause begins in between.
PAST_VERBS = frozenset(
    "was were called rang phoned came started happened woke arrived left went began broke burst turned texted emailed "
    "spoke missed finished ended expired ran visited answered stopped waited delivered collapsed flooded slept "
    "moved bought signed paid "
    "cancelled canceled failed married died fell saw met rolled showed waited had".split()
)
# "I was hoping for friday", "it was friday i wanted", "i had to go" tell of no past day.
AFTER_WISHED_WAS = frozenset(
    "hoping thinking wondering looking after going gonna planning trying aiming wanting asking saying told born "
    "supposed meant to better rather hoped wanted thought planned".split()
)
NEW_CLAUSES = frozenset(
    "can could want wanted need please so but let's lets make would will i'll prefer maybe how what like to for is are "
    "it's its now then move change put book how's free".split()
)


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """Word sets of one language.

    Attributes:
        corrections: Between two mentions: the later replaces the earlier.
        wishes: The same after a "but".
        alternatives: Between two mentions: either may be meant.
        stretches: Right before the later mention: it ends a stretch of time.
        light: Words that may stand between a mention and what governs it.
        light_verbs: May stand between a mention and an afterthought.
        afterthoughts: Right after a mention: it replaces what came before ("tuesday instead").
        deniers: Right before a mention: it is not meant.
        deniers_with_verb: The same, after a negation ("can't do monday").
        negations: What makes them so.
        bounds: Right before a mention: it only bounds the time ("after four").
        bounds_after: Right after a mention: the same ("four onwards").
        openers: Right before a mention: a stretch begins ("between two and four").
        moves: Earlier in the utterance: "from X to Y" is a change.
        unfit: Right after a mention: it is not meant ("monday's out", "nine's too early").
        refusals: Right after a mention, with `refused` following: it is not meant ("monday won't work").
        refused: See `refusals`.
        loose_ends: After "or": it opens no alternative ("four or so").
        withdrawals: At the end: the value is taken back and none put in its place.
    """

    corrections: frozenset[str]
    wishes: frozenset[str]
    alternatives: frozenset[str]
    stretches: frozenset[str]
    light: frozenset[str]
    light_verbs: frozenset[str]
    afterthoughts: frozenset[str]
    deniers: frozenset[str]
    deniers_with_verb: frozenset[str]
    negations: frozenset[str]
    bounds: frozenset[str]
    bounds_after: frozenset[str]
    openers: frozenset[str]
    moves: frozenset[str]
    unfit: frozenset[str]
    refusals: frozenset[str]
    refused: frozenset[str]
    loose_ends: frozenset[str]
    withdrawals: frozenset[tuple[str, str]]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EN = Relations(
    corrections=_set(
        "no nope nah wait sorry actually rather mean meant scratch strike correction instead oops whoops make better "
        "change switch forget ignore thoughts let's lets so"
    ),
    wishes=_set("want prefer need"),
    alternatives=_set("or either otherwise alternatively failing"),
    stretches=_set("to till til until through thru and"),
    light=_set("the on at a around about um uh say any like in this of for o'clock time it"),
    light_verbs=_set("is would be works it's that's might"),
    afterthoughts=_set("instead rather actually better"),
    deniers=_set("not except isn't excluding besides never every busy away unavailable"),
    deniers_with_verb=_set("do make manage come be have work available free want fancy"),
    negations=_set("can't cannot cant couldn't don't won't not wouldn't never aren't"),
    bounds=_set("after before until till til through thru by since past beyond every most was were"),
    bounds_after=_set("onwards onward latest earliest till til until"),
    openers=_set("between from starting either"),
    moves=_set("move change changing moving reschedule switch swap push bring moved shift rebook"),
    unfit=_set("out bad too impossible full"),
    refusals=_set("doesn't doesnt won't wont isn't isnt no not i i'm im"),
    refused=_set(
        "work good suit do possible great ideal any going use can't cannot cant couldn't busy away working unavailable"
    ),
    loose_ends=_set("not so thereabouts something whatever is are should would can not what am if do does could"),
    withdrawals=frozenset(
        {("no", "wait"), ("wait", "no"), ("scratch", "that"), ("forget", "that"), ("forget", "it"), ("strike", "that")}
        | {("actually", "no"), ("no", "sorry"), ("sorry", "no"), ("ignore", "that"), ("no", "actually")}
    ),
)
_ES = Relations(
    corrections=_set(
        "no espera espere perdon perdona perdone mejor digo decir dicho rectifico corrijo disculpa quise queria "
        "entonces"
    ),
    wishes=_set("quiero prefiero"),
    alternatives=_set("o u"),
    stretches=_set("a hasta y"),
    light=_set("el la los las a de del en por sobre como este esta al hacia eso dia"),
    light_verbs=_set("es seria"),
    afterthoughts=_set("mejor"),
    deniers=_set("no excepto salvo ni cada todos"),
    deniers_with_verb=_set("puedo puede viene"),
    negations=_set("no"),
    bounds=_set("despues antes hasta desde partir"),
    bounds_after=_set("adelante"),
    openers=_set("entre desde"),
    moves=_set("cambiar mover cambio pasar cambie mueva"),
    unfit=_set("imposible"),
    refusals=_set("no"),
    refused=_set("puedo puede me"),
    loose_ends=_set("asi algo es por menos"),
    withdrawals=frozenset({("no", "espera"), ("no", "espere"), ("mejor", "no"), ("no", "perdon"), ("espera", "no")}),
)
RELATIONS: dict[bool, Relations] = {True: _EN, False: _ES}  # keyed by whether the language is English
