"""What counts of what a panellist says: arguments whose citations resolve, and moves that something new explains.

Pure; holds the state of one seat during one decision. Called by the protocol alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from seatrial.dissent.analyst import (
    ARGUMENTS_MAX,
    CLAIM_CHARS_MAX,
    EVIDENCE_CITED_MAX,
    Analyst,
    Draft,
    Own,
    Statement,
)
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import clip, expit, is_probability, logit
from seatrial.dissent.records import Argument, Ballot, Case

STAYED = 1e-9
"""A ballot that changes by no more has not moved."""

SLACK = 1e-6
"""Log-odds that a ballot may ask for beyond what its reasons weigh: sums that were made in another order."""

CLAIM_QUOTED_MAX = 80
_DROPPED_MAX = 20
"""Sentences on one statement."""

_ATTACKS_MAX = 20


@dataclass(slots=True)
class Seat:
    """One panellist during one decision.

    Attributes:
        case: What it may read, without the label.
        ballot: Its latest.
        voted: Whether it has given an opinion of its own in any round.
        arguments: Its own that counted.
        cited: Evidence -> the round it first cited it in.
    """

    persona: Persona
    analyst: Analyst
    case: Case
    ballot: Ballot
    voted: bool = False
    arguments: list[Argument] = field(default_factory=list[Argument])
    cited: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def name(self) -> str:
        """The persona's name."""
        return self.persona.name

    @property
    def reads(self) -> tuple[str, ...]:
        """Ids of the evidence it had before it from the beginning."""
        return tuple([piece.id for piece in self.case.evidence])


@dataclass(slots=True)
class Floor:
    """All that has been put forward, and the numbers under which its authors are hidden.

    Attributes:
        evidence: Ids of all evidence of the case.
        arguments: In the order made.
        numbers: Argument id -> ``A1``, ``A2`` ...
    """

    evidence: frozenset[str]
    arguments: list[Argument] = field(default_factory=list[Argument])
    numbers: dict[str, str] = field(default_factory=dict[str, str])

    def hidden(self, argument: Argument) -> Argument:
        """Return an argument as others see it: by number, without its author."""
        attacks = tuple([self.numbers[target] for target in argument.attacks])
        return msgspec.structs.replace(argument, id=self.numbers[argument.id], panellist="", attacks=attacks)

    def own(self, seat: Seat) -> Own:
        """Return where a panellist stands, as its analyst is told."""
        arguments = tuple([self.hidden(argument) for argument in seat.arguments])
        return Own(ballot=seat.ballot, arguments=arguments, reads=seat.reads)

    def others(self, seat: Seat) -> tuple[Argument, ...]:
        """Return the others' arguments, in the order of their numbers, which tells nothing of their authors."""
        others = [argument for argument in self.arguments if argument.panellist != seat.name]
        others.sort(key=lambda argument: int(self.numbers[argument.id][1:]))
        return tuple([self.hidden(argument) for argument in others])

    def numbered(self) -> dict[str, Argument]:
        """Return the arguments by number."""
        return {self.numbers[argument.id]: argument for argument in self.arguments if argument.id in self.numbers}


@dataclass(frozen=True, slots=True)
class Admitted:
    """What counts of one statement.

    Attributes:
        dropped: Why the rest does not, a sentence each.
        miscited: How much of the rest cites or attacks what is not there or was not shown.
    """

    arguments: tuple[Argument, ...]
    dropped: tuple[str, ...]
    miscited: int


def admit(
    statement: Statement, seat: Seat, floor: Floor, round_: int, numbered: Mapping[str, Argument], seen: frozenset[str]
) -> Admitted:
    """Return the arguments that count: each cites evidence that is there and that its author has seen.

    Args:
        statement: As the analyst gave it.
        seat: Whose it is; not changed.
        floor: Of the debate so far.
        round_: 0 for the sealed one.
        numbered: What may be attacked: the arguments shown to it.
        seen: Evidence that was shown to it.
    """
    earlier = {_key(argument) for argument in seat.arguments}
    kept: list[Argument] = []
    dropped: list[str] = []
    miscited = 0
    for draft in statement.arguments:
        attacks = tuple([numbered[number].id for number in draft.attacks if number in numbered])
        evidence = tuple(dict.fromkeys(draft.evidence))
        unresolved = _unresolved(draft, seat, floor, numbered, seen)
        miscited += bool(unresolved)
        why = unresolved or _objection(draft)
        argument = Argument(
            id=f"{round_}.{seat.name}.{len(kept) + 1}",
            panellist=seat.name,
            round=round_,
            stance=draft.stance,
            claim=draft.claim.strip(),
            evidence=evidence,
            p=draft.p,
            attacks=tuple(dict.fromkeys(attacks)),
        )
        if not why and (_key(argument) in earlier or any(_same(argument, other) for other in kept)):
            why = "repeats an earlier one"
        if not why and len(kept) == ARGUMENTS_MAX:
            why = f"is one more than {ARGUMENTS_MAX}"
        if why:
            dropped.append(f"{seat.name}, round {round_}: {why}: {draft.claim[:CLAIM_QUOTED_MAX]}")
        else:
            kept.append(argument)
    if len(dropped) > _DROPPED_MAX:
        more = len(dropped) - _DROPPED_MAX + 1
        dropped = [*dropped[: _DROPPED_MAX - 1], f"{seat.name}, round {round_}: {more} more arguments do not count"]
    return Admitted(arguments=tuple(kept), dropped=tuple(dropped), miscited=miscited)


def _objection(draft: Draft) -> str:
    """Return what is wrong with a draft besides its citations; "" if nothing is."""
    if not draft.claim.strip():
        return "claims nothing"
    if len(draft.claim) > CLAIM_CHARS_MAX:
        return f"its claim is longer than {CLAIM_CHARS_MAX} characters"
    if not is_probability(draft.p):
        return "its p is no probability"
    if len(draft.evidence) > EVIDENCE_CITED_MAX or len(draft.attacks) > _ATTACKS_MAX:
        return "cites too much"
    return ""


def _unresolved(draft: Draft, seat: Seat, floor: Floor, numbered: Mapping[str, Argument], seen: frozenset[str]) -> str:
    """Return which citation does not lead to anything that may be cited; "" if all do."""
    if not draft.evidence:
        return "cites no evidence"
    for piece in draft.evidence:
        if piece not in floor.evidence:
            return f"cites evidence that is not there ({piece[:40]})"
        if piece not in seen:
            return f"cites evidence that it has not seen ({piece[:40]})"
    for number in draft.attacks:
        if number not in numbered:
            return f"attacks an argument that is not there ({number[:40]})"
        if numbered[number].panellist == seat.name:
            return f"attacks an argument of its own ({number[:40]})"
    return ""


def _key(argument: Argument) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What is said again in other words in a later round is nothing new."""
    return argument.stance, tuple(sorted(argument.evidence)), tuple(sorted(argument.attacks))


def _same(argument: Argument, other: Argument) -> bool:
    return _key(argument) == _key(other) and argument.claim == other.claim


def settle(
    statement: Statement, admitted: Sequence[Argument], seat: Seat, numbered: Mapping[str, Argument], round_: int
) -> Ballot:
    """Return a panellist's ballot after a round of rebuttal.

    It gets the p it asks for if something new explains the direction: evidence it had neither read nor cited, in an
    argument that counts; or an argument of its own given up to an attack with evidence that it had not cited. It goes
    no further than these weigh together, in log-odds. Otherwise it stays. The wish is on record. Who has abstained so
    far makes no move: it casts its first ballot, asked without the others' words.
    """
    before = seat.ballot.p
    if statement.abstained or not is_probability(statement.p):
        return Ballot(panellist=seat.name, round=round_, p=before, abstained=True)
    wanted = clip(statement.p)
    if not seat.voted or abs(wanted - before) <= STAYED:
        return Ballot(panellist=seat.name, round=round_, p=wanted if not seat.voted else before)
    sign = 1 if wanted > before else -1
    reasons = _news(admitted, seat, sign) | _given_up(statement, seat, numbered, sign)
    reach = math.fsum(reasons.values())
    if not reasons:
        return Ballot(panellist=seat.name, round=round_, p=before, refused=wanted)
    if abs(logit(wanted) - logit(before)) <= reach + SLACK:
        return Ballot(panellist=seat.name, round=round_, p=wanted, moved_by=tuple(reasons))
    p = clip(expit(logit(before) + sign * reach))
    return Ballot(panellist=seat.name, round=round_, p=p, moved_by=tuple(reasons), refused=wanted)


def _news(admitted: Sequence[Argument], seat: Seat, sign: int) -> dict[str, float]:
    """Return the evidence that is new to a panellist and speaks for a move, and what each piece weighs in log-odds.

    An argument's weight is its own p, shared out among all that it cites. A piece counts once, as the argument has it
    that makes most of it: to say the same of it twenty times is not twenty reasons.
    """
    stance = "yes" if sign > 0 else "no"
    known = {*seat.reads, *seat.cited}
    weights: dict[str, float] = {}
    for argument in admitted:
        share = sign * logit(argument.p) / len(argument.evidence)
        if argument.stance in {stance, "neutral"} and share > STAYED:
            for piece in argument.evidence:
                if piece not in known:
                    weights[piece] = max(share, weights.get(piece, 0.0))
    return weights


def _given_up(statement: Statement, seat: Seat, numbered: Mapping[str, Argument], sign: int) -> dict[str, float]:
    """Return the attacks that a panellist gives arguments up to, and what it gives up, in log-odds towards a move."""
    weights: dict[str, float] = {}
    for target, attack in _conceded(statement, seat, numbered):
        lost = -sign * logit(target.p)
        if lost > STAYED:
            weights[attack.id] = weights.get(attack.id, 0.0) + lost
    return weights


def _conceded(statement: Statement, seat: Seat, numbered: Mapping[str, Argument]) -> list[tuple[Argument, Argument]]:
    """Return own arguments that are given up, each with the attack that succeeded."""
    own = {argument.id: argument for argument in seat.arguments}
    named = {numbered[number].id for number in statement.conceded if number in numbered}
    found: dict[str, tuple[Argument, Argument]] = {}
    for attack in numbered.values():
        if attack.panellist == seat.name or not _brings_new(attack, seat):
            continue
        for target in attack.attacks:
            if target in own and target not in found and (target in named or attack.id in named):
                found[target] = (own[target], attack)
    return list(found.values())


def _brings_new(attack: Argument, seat: Seat) -> bool:
    """Tell whether an attack cites evidence that the attacked had not cited when it was made."""
    return any(seat.cited.get(piece, attack.round) >= attack.round for piece in attack.evidence)
