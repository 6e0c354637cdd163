"""The embedded analyst: a persona's own rules over the evidence, and nothing else. Deterministic; no key, no network.

Each rule that is about some of the evidence makes one argument of it. Several pieces of evidence for one rule count
less and less (1, 1/2, 1/4 ...): twenty findings of one kind are not twenty reasons. Evidence that no rule is about
counts by its severity. Called by the protocol, and by whoever composes an analyst of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from seatrial.dissent.analyst import ARGUMENTS_MAX, CLAIM_CHARS_MAX, EVIDENCE_CITED_MAX, Draft, Own, Statement
from seatrial.dissent.persona import Persona, Rule, When, worded
from seatrial.dissent.pooling import clip, expit, logit
from seatrial.dissent.records import SEVERITIES, Argument, Case, Evidence, Severity, Stance
from seatrial.runtime.task import Ctx

LOG_ODDS_MIN = 0.05
"""What moves a ballot by less is not worth an argument."""

_OPPOSITES: tuple[tuple[Stance, Stance], ...] = (("yes", "no"), ("no", "yes"))
_READ_CHARS_MAX = 2_000
_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}

# The same evidence is read by every persona, and again for each comparator. Bounded, and pure in its argument.
_words = lru_cache(maxsize=2_048)(worded)


class RulesAnalyst:
    """Runs personas whose `analyst` is ``rules``."""

    requests_max = 0

    async def sealed(self, ctx: Ctx, case: Case, persona: Persona) -> Statement:
        """Weigh the evidence by the persona's rules, starting from its prior."""
        del ctx
        reasons = weigh(case.evidence, persona)
        log_odds = logit(persona.prior) + sum(reason.log_odds for reason in reasons)
        return Statement(p=clip(expit(log_odds)), arguments=_drafts(reasons))

    async def rebut(self, ctx: Ctx, case: Case, persona: Persona, own: Own, others: tuple[Argument, ...]) -> Statement:
        """Take up new evidence as far as the persona is open to it, give up what was undercut, undercut in turn."""
        del ctx
        # What was said before the last round has had its answer.
        latest = [argument for argument in others if argument.round == own.ballot.round]
        gain, conceded = _concessions(own, latest, persona.openness)
        taken = _taken_up(case, persona, own, latest)
        log_odds = logit(own.ballot.p) + gain + sum(reason.log_odds for reason in taken)
        moved = bool(conceded or taken)
        return Statement(
            p=clip(expit(log_odds)) if moved else own.ballot.p,
            arguments=(*_drafts(taken), *_attacks(case.evidence, persona, latest)),
            conceded=conceded,
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """What a persona makes of some evidence.

    Attributes:
        log_odds: What it adds; positive speaks for yes.
    """

    claim: str
    evidence: tuple[str, ...]
    log_odds: float


def meets(evidence: Evidence, when: When) -> bool:
    """Tell whether a piece of evidence is meant."""
    if _RANK[evidence.severity] < _RANK[when.severity]:
        return False
    if when.sources and evidence.source.lower() not in when.sources:
        return False
    if when.rules and evidence.rule.lower() not in when.rules:
        return False
    if not when.says:
        return True
    says, span = _words(evidence.says[:_READ_CHARS_MAX]), _words(evidence.span[:_READ_CHARS_MAX])
    return any(phrase in says or phrase in span for phrase in when.says)


def weigh(evidence: Sequence[Evidence], persona: Persona) -> list[Reason]:
    """Return what a persona makes of evidence, in the order of its rules; undercut evidence counts for nothing."""
    met = [[piece for piece in evidence if meets(piece, rule.when)] for rule in persona.rules]
    undercut: dict[str, None] = {}
    reasons: list[Reason] = []
    for rule, found in zip(persona.rules, met, strict=True):
        wrong = _undercut_by(rule, found, evidence)
        undercut.update(dict.fromkeys(wrong))
        if wrong and not rule.weight:
            reasons.append(Reason(rule.claim, _ids(found), 0.0))
    for rule, found in zip(persona.rules, met, strict=True):
        standing = [piece for piece in found if piece.id not in undercut]
        if standing and rule.weight:
            reasons.append(Reason(rule.claim, _ids(standing), rule.weight * diminishing(len(standing))))
    if persona.severity:
        about = {piece.id for found in met for piece in found}
        rest = [piece for piece in evidence if piece.id not in about and piece.id not in undercut]
        reasons += _by_severity(rest, persona)
    return reasons


def diminishing(count: int) -> float:
    """Return what `count` reasons of one kind weigh together, against one: 1, 1.5, 1.75 ... 2."""
    return 2.0 - 2.0 ** (1 - count)


def _ids(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple([piece.id for piece in evidence[:EVIDENCE_CITED_MAX]])


def _undercut_by(rule: Rule, found: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[str]:
    if rule.undercuts is None or not found:
        return []
    return [piece.id for piece in evidence if meets(piece, rule.undercuts)]


def _by_severity(evidence: Sequence[Evidence], persona: Persona) -> list[Reason]:
    """One reason for each finder and severity."""
    groups: dict[tuple[str, Severity], list[Evidence]] = {}
    for piece in evidence:
        if persona.severity.get(piece.severity):
            groups.setdefault((piece.source, piece.severity), []).append(piece)
    reasons: list[Reason] = []
    for (source, severity), found in groups.items():
        what = found[0].says or found[0].rule or "something"
        more = f" (and {len(found) - 1} more of severity {severity})" if len(found) > 1 else f" (severity {severity})"
        claim = f"{source} found: {what[: CLAIM_CHARS_MAX // 2]}{more}"[:CLAIM_CHARS_MAX]
        reasons.append(Reason(claim, _ids(found), persona.severity[severity] * diminishing(len(found))))
    return reasons


def _drafts(reasons: Sequence[Reason]) -> tuple[Draft, ...]:
    strongest = sorted(reasons, key=lambda reason: -abs(reason.log_odds))[:ARGUMENTS_MAX]
    return tuple([_draft(reason) for reason in strongest])


def _draft(reason: Reason) -> Draft:
    log_odds = reason.log_odds
    return Draft(stance=_stance(log_odds), claim=reason.claim, evidence=reason.evidence, p=clip(expit(log_odds)))


def _stance(log_odds: float) -> Stance:
    return "yes" if log_odds > 0 else "no" if log_odds < 0 else "neutral"


def _concessions(own: Own, latest: Sequence[Argument], openness: float) -> tuple[float, tuple[str, ...]]:
    """Return what giving up undercut arguments adds to the log-odds, and which these are."""
    mine = {argument.id: argument for argument in own.arguments}
    gain = 0.0
    given_up: dict[str, None] = {}
    for attack in latest:
        earlier = [argument for argument in own.arguments if argument.round < attack.round]
        cited = {piece for argument in earlier for piece in argument.evidence}
        if cited.issuperset(attack.evidence):
            continue
        for target in attack.attacks:
            lost = openness * logit(mine[target].p) if target in mine else 0.0
            if target not in given_up and abs(lost) >= LOG_ODDS_MIN:
                given_up[target] = None
                gain -= lost
    return gain, tuple(given_up)


def _taken_up(case: Case, persona: Persona, own: Own, latest: Sequence[Argument]) -> list[Reason]:
    """Return what the persona makes of evidence that others brought: by its own rules, else as they see it."""
    known = {*own.reads, *(piece for argument in own.arguments for piece in argument.evidence)}
    new = [piece for piece in case.evidence if piece.id not in known]
    if not new or not persona.openness:
        return []
    reasons = [reason for reason in weigh(new, persona) if reason.log_odds]
    settled = {piece for reason in reasons for piece in reason.evidence}
    for argument in sorted(latest, key=lambda argument: -abs(logit(argument.p))):
        fresh = tuple([piece for piece in argument.evidence if piece not in known and piece not in settled])
        if fresh:
            settled.update(fresh)
            log_odds = logit(argument.p) * len(fresh) / len(argument.evidence)
            reasons.append(Reason(f"New to me: {argument.claim}"[:CLAIM_CHARS_MAX], fresh, log_odds))
    scaled = [Reason(reason.claim, reason.evidence, persona.openness * reason.log_odds) for reason in reasons]
    return [reason for reason in scaled if abs(reason.log_odds) >= LOG_ODDS_MIN]


def _attacks(evidence: Sequence[Evidence], persona: Persona, latest: Sequence[Argument]) -> list[Draft]:
    """Return an attack for each rule that undercuts all that somebody's argument rests on."""
    by_id = {piece.id: piece for piece in evidence}
    drafts: list[Draft] = []
    for rule in persona.rules:
        if rule.undercuts is None:
            continue
        found = [piece for piece in evidence if meets(piece, rule.when)]
        for stance, against in _OPPOSITES:
            wrong = [argument for argument in latest if argument.stance == stance]
            wrong = [argument for argument in wrong if _rests_on(argument, rule.undercuts, by_id)]
            cited = {piece for argument in wrong for piece in argument.evidence}
            if wrong and any(piece.id not in cited for piece in found):
                numbers = tuple(argument.id for argument in wrong)
                draft = Draft(stance=against, claim=rule.claim, evidence=_ids(found), p=0.5, attacks=numbers)
                drafts.append(draft)
    return drafts


def _rests_on(argument: Argument, when: When, by_id: dict[str, Evidence]) -> bool:
    return all(piece in by_id and meets(by_id[piece], when) for piece in argument.evidence)
