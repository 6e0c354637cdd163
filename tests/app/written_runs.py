"""Runs as they lie on disk, written by hand."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from seatrial.app.run_folder import Manifest, RunFolder, RunRequest
from seatrial.core.checks import Outcome
from seatrial.core.scenario import Scenario
from seatrial.evaluation.causes import Cause
from seatrial.evaluation.results import ConversationResult, Verdict


def card(name: str, **changes: Any) -> Scenario:
    fields: dict[str, Any] = {"name": name, "at": "2026-08-19T09:12:00+01:00", "why": "The sink leaks."}
    fields["expect"] = (Outcome(id="outcome:booked", any_of=("booked",)),)
    return Scenario(**{**fields, **changes})


def result(identity: str, verdict: Verdict = "passed", **changes: Any) -> ConversationResult:
    scenario, persona, channel, seed = identity.split("/")
    fields: dict[str, Any] = {"scenario": scenario, "persona": persona, "channel": channel, "seed": int(seed)}
    if verdict == "failed":
        fields["failed_check"] = "outcome:booked"
        fields["reason"] = "expected the outcome booked; it ended as abandoned: the caller hung up"
        fields["cause"] = Cause(key="hung_up", text="the caller hung up")
    return ConversationResult(**{"id": identity, "verdict": verdict, "turns": 9, "rows": 100, **fields, **changes})


def write_run(
    path: Path,
    results: Iterable[ConversationResult],
    *,
    cards: Iterable[Scenario] = (card("sink"), card("tap")),
    request: Mapping[str, Any] | None = None,
    **changes: Any,
) -> RunFolder:
    """Write a run that is not over: nothing has been added up."""
    listed = list(results)
    (path / "traces").mkdir(parents=True)
    folder = RunFolder(path)
    fields: dict[str, Any] = {"agent_name": "plumber", "agent_digest": "a" * 32, "world_digest": "w"}
    fields |= {"planned": len(listed), "scenarios": tuple(cards), "request": RunRequest(agent="ag", **(request or {}))}
    folder.write_manifest(Manifest(**{**fields, **changes}))
    folder.append(listed)
    return folder
