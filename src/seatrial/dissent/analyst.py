"""The one interface behind which a persona is run: by rules, by a small trained model, or by a large one.

An analyst speaks first with nobody else's words before it (`sealed`), then may answer the others (`rebut`). What it
returns is a wish: the protocol drops arguments that cite nothing, and refuses moves that nothing new explains. Holds no
state between calls, and knows the others' arguments only by number (``A1``, ``A2`` ...), never by who made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from seatrial.core.errors import SpecError
from seatrial.dissent.persona import Persona
from seatrial.dissent.records import Argument, Ballot, Case, Stance
from seatrial.runtime.task import Ctx

ARGUMENTS_MAX = 12
"""Arguments of one panellist in one round; further ones are dropped."""
CLAIM_CHARS_MAX = 500
EVIDENCE_CITED_MAX = 20


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An argument as an analyst proposes it; the protocol gives it an id if it counts.

    Attributes:
        evidence: Ids of evidence in the case it was given, at least one.
        p: How likely yes is from this argument alone, starting from even odds.
        attacks: Numbers of other people's arguments (``A3``) that it says are wrong.
    """

    stance: Stance
    claim: str
    evidence: tuple[str, ...]
    p: float
    attacks: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an analyst says in one round.

    Attributes:
        p: How likely yes is, all things considered.
        conceded: Numbers of its own arguments that it gives up, or of the attacks on them that it accepts.
        abstained: Why it has nothing to say, a plain sentence: `p` is the prior then (in a rebuttal: the ballot stays).
    """

    p: float
    arguments: tuple[Draft, ...] = ()
    conceded: tuple[str, ...] = ()
    abstained: str = ""


class Own(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an analyst's own persona stands when it answers the others.

    Attributes:
        arguments: Those of its own that counted so far, numbered like the others' so that attacks can name them.
        reads: Ids of the evidence it had before it: what is in its case besides these was cited by others.
    """

    ballot: Ballot
    arguments: tuple[Argument, ...] = ()
    reads: tuple[str, ...] = ()


class Analyst(Protocol):
    """Runs a persona. The case holds what the persona may read, and no label."""

    @property
    def requests_max(self) -> int:
        """At most so many requests to models per call; 0 for an embedded analyst."""
        ...

    async def sealed(self, ctx: Ctx, case: Case, persona: Persona) -> Statement:
        """Judge the case alone. A failure of a provider is an abstention, not an exception."""
        ...

    async def rebut(self, ctx: Ctx, case: Case, persona: Persona, own: Own, others: tuple[Argument, ...]) -> Statement:
        """Answer the others' arguments, whose authors are hidden (`panellist` is "").

        The case now also holds the evidence that the others have cited.
        """
        ...


Analysts = Mapping[str, Analyst]
"""By the name that a persona's `analyst` field gives. Passed in; there is no global registry."""


def abstention(persona: Persona, why: str) -> Statement:
    """Return the statement of somebody who could not be asked."""
    return Statement(p=persona.prior, abstained=why)


def joined(*registries: Analysts) -> Analysts:
    """Return one registry of several.

    Raises:
        SpecError: Two of them claim the same name.
    """
    found: dict[str, Analyst] = {}
    for registry in registries:
        for name, analyst in registry.items():
            if name in found:
                hint = "Register it under a name of its own, such as 'mcp.skeptic'."
                raise SpecError(f"The analyst '{name}' is registered twice.", code="panel.analyst_twice", hint=hint)
            found[name] = analyst
    return found
