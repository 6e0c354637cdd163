"""Shrinking a failed conversation: had again, ever simpler, as long as the same check fails for the same cause.

    shrunk = shrink(find_run(None), "leaking_sink/terse/speech/4")

The Python API of `shrink`. The search is `simplifying`; what it says in the end, `reports.breaking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from seatrial.agents.folder import LoadedAgent
from seatrial.app.conversations import simulate_again, stage_again
from seatrial.app.files import trace_name, write_whole
from seatrial.app.run_folder import RunFolder
from seatrial.app.simplifying import OTHERS, Played, Search, pin_of
from seatrial.app.simulating import read_summary
from seatrial.core.checks import HandedOver, Outcome
from seatrial.core.errors import InvariantError, RunError
from seatrial.core.scenario import Misheard, Pin, Scenario
from seatrial.core.trace import UserActed
from seatrial.evaluation.evidence import Evidence
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.breaking import Breaking, breaking_sentence
from seatrial.simulation.card_text import card_yaml
from seatrial.simulation.cards import Card, parse_cards
from seatrial.simulation.run import Runner, Simulated
from seatrial.simulation.shrinking import misheard_name
from seatrial.simulation.suite import Item

NAME_CHARS_MAX = 64
_NO_NAME = re.compile(r"\W", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A failure, and what is left of it.

    Attributes:
        before: As it was.
        after: What is left.
        yaml: The card of what is left.
        breaking: What could be left out and what could not.
        sentence: The same in one sentence.
        runs: Conversations that the search had.
        agent: Where the agent is, as the run's user named it; "" for an example.
        agent_changed: Whether that was with another version of the agent than the run's.
    """

    before: ConversationResult
    after: Played
    yaml: str
    breaking: Breaking
    sentence: str
    runs: int
    agent: str = ""
    agent_changed: bool = False

    @property
    def name(self) -> str:
        """The shrunk card's."""
        return self.after.scenario.name


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a shrunk case was put."""

    card: Path
    trace: Path


def shrink(folder: RunFolder, named: str = "") -> Shrunk:
    """Shrink a failed conversation of a run.

    Args:
        folder: The run.
        named: Its id, or a part of it that no other has; by default the run's example of its most common cause.

    Raises:
        RunError: There is no such conversation, or it did not fail.
        SpecError: The agent is not there any more, or has mistakes.
    """
    manifest = folder.read_manifest()
    named = named or _commonest(folder)
    result = folder.find(named)
    staging = stage_again(manifest)
    loaded = staging.loaded
    again = simulate_again(staging, folder, named if result is None else result.id)
    if result is not None and result.verdict == "failed" and again.result.verdict == "not_judged":
        raise RunError(
            f"{result.id}: only a judge says that it failed, and shrinking asks none.",
            code="shrink.judged",
            hint=f"Read what it says: seatrial show {result.id} --run {folder.path}",
        )
    item = again.item
    shrunk = shrink_failure(staging.runner, loaded, staging.suite.cards, item)
    changed = loaded.agent.digest != manifest.agent_digest
    return replace(shrunk, agent=manifest.request.agent if manifest.agent_path else "", agent_changed=changed)


def _commonest(folder: RunFolder) -> str:
    """Return the conversation that stands for the most common cause, of those that nobody expected if there are any.

    Raises:
        RunError: Nothing failed.
    """
    cause = read_summary(folder).commonest
    if cause is None:
        raise RunError(
            f"nothing failed in {folder.path}: there is nothing to shrink. More people, or --faults all, find more.",
            code="shrink.nothing_failed",
        )
    return cause.example


def shrink_failure(runner: Runner, loaded: LoadedAgent, cards: Sequence[Card], item: Item) -> Shrunk:
    """Shrink a failed conversation.

    Args:
        runner: Of the suite that it belongs to.
        loaded: The agent.
        cards: The suite's.
        item: Which conversation.

    Raises:
        RunError: It does not fail.
    """
    simulated, pin = runner.noted(item)
    _must_fail(simulated.result)
    search = Search(runner, loaded.agent)
    began = search.play(_pinned(loaded, cards[item.card].scenario, simulated, pin))
    if began.symptom is None or began.simulated.ran.header.digest != simulated.ran.header.digest:
        raise InvariantError(f"{item.id}: pinned, it is another conversation.", code="shrink.unfaithful")
    after, kept = search.shrink(began)
    text = card_yaml(after.scenario)
    again = search.play(_read(loaded, text))
    if again.simulated.ran.header.digest != after.simulated.ran.header.digest or again.symptom != began.symptom:
        raise InvariantError(f"{item.id}: its card does not read back.", code="shrink.unfaithful")
    telling, idle = search.values(after, cards)
    fairness = search.only_fair(after, kept)
    breaking = Breaking(
        card=after.scenario,
        kept=kept,
        gone=tuple(search.gone),
        doubted=tuple(misheard_name(one) for one in pin_of(after.scenario).misheard if _as_said(one, after.evidence)),
        spoken={slot.name: slot.title for slot in loaded.agent.slots.values() if slot.title},
        only_fair=fairness,
        telling=telling,
        idle=idle,
        others=OTHERS,
        failed=search.alike(after),
    )
    return Shrunk(
        before=simulated.result,
        after=after,
        yaml=text,
        breaking=breaking,
        sentence=breaking_sentence(breaking),
        runs=search.runs,
    )


def save(shrunk: Shrunk, folder: Path, *, cards: Path | None = None) -> Saved:
    """Keep a shrunk case, whole or not at all.

    Args:
        shrunk: The case.
        folder: Where its trace goes.
        cards: Where its card goes, if that is elsewhere.

    Raises:
        RunError: It cannot be written, or there is something else of this name already.
    """
    stem = trace_name(shrunk.name)
    files = {
        (folder if cards is None else cards) / f"{stem}.yaml": shrunk.yaml.encode(),
        folder / f"{stem}.jsonl": shrunk.after.simulated.ran.encode(),
    }
    try:
        for path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
        taken = next((path for path, data in files.items() if path.exists() and path.read_bytes() != data), None)
    except OSError as error:
        hint = "Give another folder with --out."
        raise RunError(
            f"{error.filename}: cannot be used: {error.strerror}.", code="run.unwritable", hint=hint
        ) from error
    if taken is not None:
        hint = "Remove it, or give another folder with --out."
        raise RunError(f"{taken}: is there already; nothing was overwritten.", code="shrink.exists", hint=hint)
    for path, data in files.items():
        write_whole(path, data)
    card, trace = files
    return Saved(card, trace)


def _must_fail(result: ConversationResult) -> None:
    """Complain unless a conversation failed by the agent's fault."""
    why = {
        "passed": "it passes: there is nothing to shrink.",
        "not_judged": "it was not judged, so nobody knows whether it failed.",
        "simulator_fault": "not the agent's fault: the simulated person misread a clear prompt.",
    }.get(result.verdict)
    if why is not None:
        hint = "`seatrial show` lists why others failed, each with an example."
        raise RunError(f"{result.id}: {why}", code=f"shrink.{result.verdict}", hint=hint)


def _pinned(loaded: LoadedAgent, scenario: Scenario, simulated: Simulated, pin: Pin) -> Scenario:
    """Return a card for one conversation only, with no more checks than its failure needs."""
    failed = simulated.result.failed_check
    pinned = msgspec.structs.replace(
        scenario,
        name=_name(scenario, simulated.item),
        personas=(),
        channels=(),
        faults=(),
        # Without any check of how it ends a card has one that it does not name; so those stay.
        expect=tuple(
            check for check in scenario.expect if check.id == failed or isinstance(check, Outcome | HandedOver)
        ),
        pinned=pin,
    )
    return _read(loaded, card_yaml(pinned))


def _read(loaded: LoadedAgent, text: str) -> Scenario:
    return parse_cards(text.encode(), file="shrunk", agent=loaded.agent, tables=loaded.world)[0].scenario


def _name(scenario: Scenario, item: Item) -> str:
    if scenario.pinned is not None and scenario.pinned.seed == item.seed:
        return scenario.name
    tail = f"_{item.persona}_{item.seed}" + ("" if item.channel == "speech" else f"_{item.channel}")
    return _NO_NAME.sub("_", f"{scenario.name[: NAME_CHARS_MAX - len(tail)]}{tail}")[:NAME_CHARS_MAX]


def _as_said(one: Misheard, evidence: Evidence) -> bool:
    """Tell whether a result has the words that were said, and only little confidence in them."""
    about, _, _ = one.about.rpartition("/")
    identity = (one.act, about or one.about, one.attempt)
    for acted in evidence.acted:
        if _identity(acted.act) == identity:
            return bool(one.heard) and f" {one.heard} " in f" {acted.act.text} "
    return False


def _identity(act: UserActed) -> tuple[str, str, int]:
    return act.act, act.about, act.attempt
