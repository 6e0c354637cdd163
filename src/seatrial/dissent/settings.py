"""How a panel works: its outcomes and from which probability, how long it may debate and at what price. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec

from seatrial.agents.mistakes import did_you_mean
from seatrial.core.errors import SpecError
from seatrial.dissent.analyst import Analysts
from seatrial.dissent.calibration import Calibration, panel_digest
from seatrial.dissent.comparators import TRIES_MAX
from seatrial.dissent.persona import PERSONAS_MAX, Persona
from seatrial.dissent.records import Case

ROUNDS_MAX = 2

_Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Outcomes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a question's outcomes are called: for an audit ``block``, ``allow``, ``review``, ``unknown``."""

    yes: str = "yes"
    no: str = "no"
    unsure: str = "unsure"
    unknown: str = "unknown"


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a panel works. All probabilities are calibrated ones where a calibration is given.

    Attributes:
        yes_from: From this p on the outcome is yes.
        no_to: Up to this p it is no; between the two it is unsure.
        band: Debate only while p is within; outside the panel is certain.
        rounds: Of rebuttal, 0 to 2; 0 turns debate off.
        requests_max: To models, comparators included; whoever cannot be asked any more abstains.
        characters_max: Sent and received. Shared out among first ballots, and what is left among the tries of that
            comparator: whose share does not reach for a request abstains. No round begins that would likely exceed it.
        self_consistency: How often the neutral persona is asked for that comparator; 0 leaves it out.
    """

    outcomes: Outcomes = Outcomes()
    yes_from: _Probability = 0.7
    no_to: _Probability = 0.3
    band: tuple[_Probability, _Probability] = (0.15, 0.85)
    rounds: Annotated[int, msgspec.Meta(ge=0, le=ROUNDS_MAX)] = 2
    requests_max: _Count = 100
    characters_max: _Count = 2_000_000
    self_consistency: Annotated[int, msgspec.Meta(ge=0, le=TRIES_MAX)] = 5

    def outcome(self, p: float) -> str:
        """Return what a probability comes to; what was not looked into is the protocol's business."""
        if p >= self.yes_from:
            return self.outcomes.yes
        return self.outcomes.no if p <= self.no_to else self.outcomes.unsure


def check_panel(
    case: Case,
    personas: Sequence[Persona],
    analysts: Analysts,
    settings: Settings,
    calibration: Calibration | None,
) -> None:
    """Make sure that a panel can decide a case.

    Raises:
        SpecError: It cannot.
    """
    _check_settings(settings)
    if not 1 <= len(personas) <= PERSONAS_MAX:
        message = f"A panel of {len(personas)}: it takes 1 to {PERSONAS_MAX}."
        raise SpecError(message, code="panel.size", hint="Bring persona documents.")
    names = [persona.name for persona in personas]
    if len(dict.fromkeys(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        message = f"Two on this panel are called '{twice}'."
        raise SpecError(message, code="panel.name_twice", hint="Rename one of them.")
    for persona in personas:
        if persona.analyst not in analysts:
            message = f"Persona '{persona.name}': there is no analyst '{persona.analyst}'."
            hint = did_you_mean(persona.analyst, analysts, label="Registered here")
            raise SpecError(message, code="panel.unknown_analyst", hint=hint)
    ids = [piece.id for piece in case.evidence]
    if len(dict.fromkeys(ids)) < len(ids):
        message = f"Case '{case.id[:80]}': two pieces of evidence have one id."
        raise SpecError(
            message, code="case.evidence_twice", hint="Arguments cite evidence by its id: make each unique."
        )
    if calibration is not None and calibration.panel not in {"", panel_digest(personas)}:
        message = f"The calibration {calibration.id} was fitted on another panel than this one."
        hint = "Fit it again: seatrial panel evaluate CASES --calibrate FILE; or decide without it."
        raise SpecError(message, code="calibration.other_panel", hint=hint)


def _check_settings(settings: Settings) -> None:
    """Settings built in Python are not validated as those from files are."""
    try:
        msgspec.convert(msgspec.to_builtins(settings), Settings)
    except msgspec.ValidationError as error:
        raise SpecError(f"The panel's settings: {error}.", code="panel.settings") from error
    names = settings.outcomes
    if len({names.yes, names.no, names.unsure, names.unknown}) < 4 or not all([names.yes, names.no, names.unsure]):
        raise SpecError("The panel's settings: the four outcomes need four names.", code="panel.settings")
    if settings.no_to > settings.yes_from:
        message = f"The panel's settings: no_to ({settings.no_to}) is above yes_from ({settings.yes_from})."
        raise SpecError(message, code="panel.settings", hint="Between the two a decision is left to people.")
    if settings.band[0] > settings.band[1]:
        raise SpecError("The panel's settings: the band's lower end is above its upper.", code="panel.settings")
