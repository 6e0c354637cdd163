"""A card made ready to be played: facts, aims, and the ear that goes with them. One per scenario, shared by all seeds.

Called by `suite`; read by `agenda`. Immutable apart from what readers remember by text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from seatrial.core.scenario import Scenario, Want
from seatrial.simulation.facts import Fact, content_words, make_fact
from seatrial.simulation.lexicon import Lexicon, lexicon_for
from seatrial.simulation.reading import Reader, reader_for


@dataclass(frozen=True, slots=True)
class Role:
    """What a person of this card brings to the phone.

    Attributes:
        now: Local naive time at which the conversation begins.
        needs: Kinds of need, of the lexicon's: what it has to hear to be content; empty for anything.
        changed: What the facts become that change on the way.
        flexible: Whether any resolution will do.
    """

    scenario: Scenario
    locale: str
    lexicon: Lexicon
    now: datetime
    facts: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    want: Want
    needs: frozenset[str]
    own_words: frozenset[str]
    flexible: bool

    def reader(self, facts: tuple[Fact, ...]) -> Reader:
        """Return the ear of somebody who holds these facts."""
        return reader_for(self.locale, facts, self.now, self.own_words)


def make_role(scenario: Scenario, locale: str) -> Role:
    """Return a scenario's role.

    Args:
        scenario: The card.
        locale: The agent's; the card's own goes before it.

    Raises:
        SpecError: Nobody speaks that language here.
    """
    spoken = scenario.locale or locale
    lexicon = lexicon_for(spoken)
    now = datetime.fromisoformat(scenario.at).replace(tzinfo=None)
    want = scenario.want or Want(say=())
    facts = tuple(make_fact(name, value, now, lexicon) for name, value in scenario.knows.items() if value is not None)
    changed = tuple(make_fact(name, value, now, lexicon) for name, value in want.change.items())
    aims = " ".join((*want.say, *want.also, *(outcome.replace("_", " ") for outcome in want.until)))
    return Role(
        scenario=scenario,
        locale=spoken,
        lexicon=lexicon,
        now=now,
        facts=facts,
        changed=changed,
        want=want,
        needs=_needs((*want.until, *(outcome for outcome in scenario.accepts if outcome != "any")), lexicon),
        own_words=content_words(aims, lexicon),
        flexible="any" in scenario.accepts,
    )


def _needs(outcomes: tuple[str, ...], lexicon: Lexicon) -> frozenset[str]:
    """Return the kinds of need that outcome names stand for: ``visit_booked`` is something booked."""
    words = {word for outcome in outcomes for word in outcome.lower().split("_")}
    return frozenset(need for need, names in lexicon.needs.items() if names & words)
