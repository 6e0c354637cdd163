"""What came of all conversations of each card, as a CI job wants to know it: one card is one test.

The record that JUnit, the Markdown summary and annotations share; put together by `app.reporting`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from seatrial.reports.summary import CommonCause, JudgedSentence, Rate, RunSummary

Status = Literal["failed", "known", "not_judged", "not_played", "passed"]

FAILED_IDS_MAX = 20


class CardResults(msgspec.Struct, frozen=True, kw_only=True):
    """One card of a run.

    Attributes:
        file: Of the card, relative to the repository; "" when it is not there any more, or lies outside.
        line: Where the card begins in it, from 1.
        known_failure: Its author's reason why it fails today; "" when it should pass.
        simulator_faults: Conversations in which the person misread a clear prompt; they say nothing of the agent.
        interval: Of the share that passed.
        rows: Of all its traces: how much of the run's work it was.
        seeds: The first and the last; (0, 0) when it was not played.
        causes: Why its conversations failed, the commonest first.
        failed_ids: Of the first that failed.
        judged: What a judge said of its sentences; empty where none was asked.
    """

    name: str
    why: str = ""
    file: str = ""
    line: int = 0
    known_failure: str = ""
    conversations: int = 0
    passed: int = 0
    failed: int = 0
    not_judged: int = 0
    simulator_faults: int = 0
    interval: Rate
    rows: int = 0
    seeds: tuple[int, int] = (0, 0)
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    causes: tuple[CommonCause, ...] = ()
    failed_ids: tuple[str, ...] = ()
    judged: tuple[JudgedSentence, ...] = ()

    @property
    def status(self) -> Status:
        """The card as one test: it counts as `simulate` counts it, and is never passed by nobody."""
        if self.failed:
            return "known" if self.known_failure else "failed"
        if self.not_judged:
            return "not_judged"
        return "passed" if self.passed else "not_played"

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence."""
        people = "1 person" if self.conversations == 1 else f"{self.conversations:,} people"
        match self.status:
            case "failed":
                told = f"{self.failed:,} of {people} did not get through"
                return (
                    f"{told}: {self.causes[0].reason}: {self.causes[0].cause}" if self._told else f"{told}: {self._why}"
                )
            case "known":
                return f"known to fail: {self.known_failure} ({self.failed:,} of {people} failed)"
            case "not_judged":
                return f"not judged: {self.not_judged:,} of {people} met a check that nobody could judge"
            case "not_played":
                if not self.conversations:
                    return "not played: the run did not come to this card"
                return f"not the agent's fault: {people} misread a clear prompt"
            case _:
                remark = "; it is known to fail: has somebody mended it?" if self.known_failure else ""
                return f"{self.passed:,} of {people} got through{remark}"

    @property
    def _told(self) -> bool:
        return bool(self.causes) and self.causes[0].reason != self.causes[0].cause

    @property
    def _why(self) -> str:
        return self.causes[0].cause if self.causes else "nobody knows why"


class RunReport(msgspec.Struct, frozen=True, kw_only=True):
    """A run, card by card.

    Attributes:
        cards: In the order of the suite, those that were not played among them.
    """

    summary: RunSummary
    cards: tuple[CardResults, ...]

    def of(self, *statuses: Status) -> tuple[CardResults, ...]:
        """Return the cards of which this came."""
        return tuple(card for card in self.cards if card.status in statuses)


@dataclass(frozen=True, slots=True)
class Retry:
    """How to see a conversation again, as it is typed here.

    Attributes:
        replay: Returns the command for a conversation id, where the run's folder is at hand.
        again: Returns the command that needs no folder, only the agent.
    """

    replay: Callable[[str], str]
    again: Callable[[str], str]
