"""Reading `panel.yaml`: what a panel's outcomes are called, and how it works. Every field may be left out.

Pure: takes bytes. Called by whoever opens a panel's folder.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from seatrial.agents.mistakes import MistakesError
from seatrial.agents.spec_fields import Part, problem
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import parse_yaml, plain
from seatrial.dissent.comparators import TRIES_MAX
from seatrial.dissent.settings import ROUNDS_MAX, Outcomes, Settings


def read_settings(data: bytes, *, file: str) -> Settings:
    """Read a panel's settings.

    Raises:
        MistakesError: With everything that is wrong, by line.
    """
    source = parse_yaml(data, file=file)
    if source.data is None and not source.mistakes:  # nothing in it, or comments alone
        return Settings()
    checked = validate(source, _Panel)
    if checked.model is None or checked.mistakes:
        raise MistakesError(checked.mistakes)
    return checked.model.settings()


def _number(value: Any) -> Any:
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise problem(f"expected a number, found '{str(value)[:40]}'", "Such as 0.7, or 2.")
    return number


_Share = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1)]
_Count = Annotated[int, BeforeValidator(_number), Field(ge=0, le=1_000_000_000)]
_Outcome = Annotated[str, Field(min_length=1, max_length=40)]


class _Outcomes(Part):
    yes: _Outcome = "yes"
    no: _Outcome = "no"
    unsure: _Outcome = "unsure"
    unknown: _Outcome = "unknown"

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if len({self.yes, self.no, self.unsure, self.unknown}) < 4:
            raise problem("two outcomes have one name", "Name yes, no, unsure and unknown each in its own way.")
        return self


class _Panel(Part):
    outcomes: _Outcomes = Field(_Outcomes(), description="What yes, no, unsure and unknown are called here.")
    yes_from: _Share = Field(0.7, description="From this probability on the outcome is yes.")
    no_to: _Share = Field(0.3, description="Up to this probability it is no; between the two people decide.")
    band: tuple[_Share, _Share] = Field((0.15, 0.85), description="Debate only while the probability is within.")
    rounds: Annotated[int, BeforeValidator(_number), Field(ge=0, le=ROUNDS_MAX)] = Field(
        2, description="Of rebuttal; 0 turns debate off."
    )
    requests_max: _Count = Field(100, description="To models.")
    characters_max: _Count = Field(2_000_000, description="Sent to models and received.")
    self_consistency: Annotated[int, BeforeValidator(_number), Field(ge=0, le=TRIES_MAX)] = Field(
        5, description="How often the neutral persona is asked for that comparator."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.no_to > self.yes_from:
            raise problem(f"no_to ({self.no_to}) is above yes_from ({self.yes_from})", "Between the two people decide.")
        if self.band[0] > self.band[1]:
            raise problem("the band's lower end is above its upper", "Such as band: [0.15, 0.85].")
        return self

    def settings(self) -> Settings:
        names = self.outcomes
        return Settings(
            outcomes=Outcomes(yes=names.yes, no=names.no, unsure=names.unsure, unknown=names.unknown),
            yes_from=self.yes_from,
            no_to=self.no_to,
            band=self.band,
            rounds=self.rounds,
            requests_max=self.requests_max,
            characters_max=self.characters_max,
            self_consistency=self.self_consistency,
        )
