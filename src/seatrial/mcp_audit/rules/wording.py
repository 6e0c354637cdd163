"""Rules over sentences: orders to the model, secrecy, other tools redirected, data handed over. See `wording_rules`.

One finding per rule and definition, at the first sentence that has its shape.
"""

from collections.abc import Sequence
from functools import cache

from seatrial.dissent.records import Severity
from seatrial.mcp_audit.concepts import Tagged
from seatrial.mcp_audit.data.wording_rules import RULES, WordingRule
from seatrial.mcp_audit.patterns import Shape, compile_shape, matches
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding


def wording_findings(subject: Subject) -> list[Finding]:
    """Return what sentences of a definition say that they should not."""
    found: dict[str, Finding] = {}
    guarding = guards(subject.tagged)
    for tagged in subject.tagged:
        for rule in rules_met(tagged):
            if rule.id not in found and not (guarding and rule.id in SPOKEN_OF):
                sentence = tagged.sentence
                found[rule.id] = finding(
                    subject,
                    rule.id,
                    rule.says,
                    rule.severity,
                    locator=sentence.segment.locator,
                    span=sentence.span,
                    owasp=rule.owasp,
                )
    return list(found.values())


SPOKEN_OF = frozenset({
    "malware_words", "attack_preparation", "guard_removed", "output_is_an_order", "conceal_from_user",
    "asks_for_host_secret", "hands_over_secret",
})  # fmt: skip
"""What tools that look for attacks speak of without meaning it."""

_OPENING = 4


def guards(tagged: Sequence[Tagged]) -> bool:
    """Return whether a tool says first of all that it looks for attacks: its name, or how its description begins.

    It must name what it looks for there, too: to check something is no excuse for what comes later.
    """
    for one in tagged:
        where = one.sentence.segment.locator
        if where not in ("name", "description"):
            continue
        looks = any(at < _OPENING for at in one.places.get("detector", ()))
        if looks and any(idea in one.places for idea in _THREATS):
            return True
        if where == "description":
            return False
    return False


_THREATS = ("malware", "injection", "secret", "recon", "steal", "wipe", "send")


def rules_met(tagged: Tagged) -> list[WordingRule]:
    """Return the rules whose shapes a sentence has."""
    if not tagged.places or tagged.sentence.segment.kind == "parameter":
        return []
    met: set[int] = set()
    index = _by_first_idea()
    for idea in tagged.places:
        for number, shape in index.get(idea, ()):
            if number not in met and matches(shape, tagged) is not None:
                met.add(number)
    return [RULES[number] for number in sorted(met)]


@cache
def _by_first_idea() -> dict[str, tuple[tuple[int, Shape], ...]]:
    """Return which shapes are worth a try where an idea occurs: most sentences lack most shapes' first idea."""
    found: dict[str, list[tuple[int, Shape]]] = {}
    for number, rule in enumerate(RULES):
        for written in rule.shapes:
            shape = compile_shape(written)
            for idea in shape.chain[0][0] if shape.chain else shape.also[0]:
                found.setdefault(idea, []).append((number, shape))
    return {idea: tuple(shapes) for idea, shapes in found.items()}


def severity_of(rule: str) -> Severity:
    """Return how severe a rule's findings are."""
    return next(one.severity for one in RULES if one.id == rule)
