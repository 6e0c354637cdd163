"""A live conversation made into a card: its person says again what was said, and the way it went becomes golden.

Writes the words, never what the recogniser or the keyboard was unsure about. Called by `seatrial golden promote TRACE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from seatrial.agents.agent import Agent
from seatrial.agents.folder import LoadedAgent
from seatrial.app.files import write_whole
from seatrial.app.golden import Recorded, keep, must_be_own
from seatrial.app.golden_files import Golden, golden_path, read_golden
from seatrial.app.replaying import read_trace, trace_agent
from seatrial.app.run_folder import RunRequest
from seatrial.app.staging import Staging, stage
from seatrial.core.checks import AnyCheck, Called, Outcome
from seatrial.core.errors import RunError
from seatrial.core.events import SessionStarted
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Trace
from seatrial.evaluation.evidence import Evidence, gather
from seatrial.evaluation.journeys import first_departure, journey, journey_of
from seatrial.simulation.beginning import script_of
from seatrial.simulation.card_text import card_yaml
from seatrial.simulation.cards import CHANNELS, parse_cards, read_cards
from seatrial.simulation.suite import make_suite

NAME = re.compile(r"[a-z]\w{0,63}\Z", re.ASCII)
PERSONA = "plain"
_LINES_MAX = 200
_FORCE = "To keep it all the same: --force"


@dataclass(frozen=True, slots=True)
class Promoted:
    """A live conversation that became a card with a golden journey.

    Attributes:
        card: The card's file.
    """

    card: Path
    golden: Recorded


def promote_trace(path: Path, *, agent: str = "", name: str = "", force: bool = False) -> Promoted:
    """Make a live conversation a card with a golden journey.

    Args:
        path: Its trace.
        agent: Which agent, where it is not the one that the trace names.
        name: The card's; made of the trace's own name by default.
        force: Whether files that are there already may be replaced, and a conversation that goes another way when it is
            had again may be golden.

    Raises:
        TraceError: The file is no whole and unchanged trace of a conversation.
        SpecError: The agent is not here, or has mistakes.
        RunError: It cannot become a card, goes another way when it is had again, or something would be overwritten.
    """
    trace = read_trace(path)
    started = next((row.body for row in trace.rows if isinstance(row.body, SessionStarted)), None)
    evidence = gather(trace.rows)
    if trace.header.program != "session" or started is None or evidence.end is None:
        raise RunError(
            f"{path}: not a conversation that came to its end.",
            code="golden.not_over",
            hint="Name the trace of a live conversation, such as one under runs/chats/.",
        )
    loaded = trace_agent(trace.header, agent)
    named = agent or trace.header.agent
    staging = stage(RunRequest(agent=named))
    must_be_own(named, staging)
    scenario = _card(trace, started, evidence, loaded, name or _name(trace))
    target = _card_file(staging, scenario, force=force)
    text = card_yaml(scenario)
    read = parse_cards(text.encode(), file=str(target), agent=loaded.agent, tables=loaded.world)
    suite = make_suite(read)
    simulated = staging.runner.of(suite).clearly(suite.item(0))
    golden = Golden(
        card=scenario.name,
        agent=loaded.agent.name,
        persona=PERSONA,
        channel=started.channel,
        seed=1,
        clear=True,
        turns=evidence.turns,
        steps=journey_of(evidence),
    )
    departure = first_departure(golden.steps, journey(simulated.ran.rows))
    if departure is not None and not force:
        raise RunError(
            f"{path}: had again, it goes another way: at {departure.text}",
            code="golden.differs",
            hint=f"Was the agent changed since? {_FORCE}, as what it should do.",
        )
    _must_not_replace(staging, golden, force=force)
    write_whole(target, text.encode(), hint="Is the agent's folder yours to write to?")
    return Promoted(target, keep(staging, golden, simulated.result, force=force))


def _card(trace: Trace, started: SessionStarted, evidence: Evidence, loaded: LoadedAgent, name: str) -> Scenario:
    if not NAME.match(name):
        raise RunError(
            f"'{name[:60]}' cannot be a card's name: lower-case letters, digits and _, a letter first.",
            code="golden.bad_name",
            hint="Such as: --name wants_a_person",
        )
    script = script_of(trace.rows)
    if not any(line.say or line.press for line in script) or len(script) > _LINES_MAX:
        raise RunError(
            f"{trace.header.conversation}: nobody says anything in it, or more than a card can hold.",
            code="golden.no_words",
            hint="Name a conversation in which a person talks with the agent.",
        )
    channel = started.channel if started.channel in CHANNELS else "chat"
    own = dict(loaded.agent.remembers)
    return Scenario(
        name=name,
        who="Somebody who really talked to it.",
        why=f"Taken from {trace.header.conversation}.",
        script=script,
        memory={key: value for key, value in started.memory.items() if own.get(key) != value},
        at=started.started_at,
        personas=(PERSONA,),
        channels=(channel,),
        tags=("transcript",),
        expect=_checks(evidence, loaded.agent),
    )


def _checks(evidence: Evidence, agent: Agent) -> tuple[AnyCheck, ...]:
    """Return what a conversation has shown that it should do: how it ended, and what it wrote."""
    checks: list[AnyCheck] = []
    if evidence.end is not None:
        checks.append(Outcome(id="outcome", any_of=(evidence.end.outcome,)))
    for call in evidence.calls:
        declared = agent.tools.get(call.tool)
        if declared is None or not declared.write or not call.succeeded:
            continue
        args = {
            name: value
            for name, value in call.args.items()
            if isinstance(value, str | int | bool) and value != "" and not _private(agent, declared.args.get(name, ""))
        }
        checks.append(Called(id="called", tool=call.tool, args=args))
    return tuple(checks)


def _private(agent: Agent, source: str) -> bool:
    slot = agent.slots.get(source)
    return slot is None or slot.sensitive or slot.type == "text"


def _name(trace: Trace) -> str:
    """Return a card's name: that of ``plumber/live/chat/20260819-091200-123-77`` is ``live_20260819_091200``."""
    words = re.findall(r"[0-9a-z]+", trace.header.conversation.lower())
    stamp = "_".join(words[-4:-2]) if len(words) > 4 and words[-4].isdecimal() else "_".join(words)
    return f"live_{stamp}"[:64]


def _card_file(staging: Staging, scenario: Scenario, *, force: bool) -> Path:
    """Return where the card goes; complain when that would replace a card."""
    folder = staging.loaded.folder / "scenarios"
    target = folder / f"{scenario.name}.yaml"
    taken = {card.scenario.name: card.file for card in staging.cards}
    if scenario.name in taken and Path(taken[scenario.name]).resolve() != target.resolve():
        where = taken[scenario.name]
        raise RunError(
            f"there is a card '{scenario.name}' in {where} already; nothing was written.",
            code="golden.card_exists",
            hint="Give it another name: --name NAME",
        )
    if target.exists() and not force:
        raise RunError(
            f"{target}: is there already; nothing was written.",
            code="golden.card_exists",
            hint="Give it another name with --name, or replace it with --force.",
        )
    if target.exists() and len(read_cards([target])) > 1:
        raise RunError(
            f"{target}: holds other cards too; nothing was written.",
            code="golden.card_exists",
            hint="Give it another name: --name NAME",
        )
    return target


def _must_not_replace(staging: Staging, golden: Golden, *, force: bool) -> None:
    path = golden_path(staging.loaded.folder, golden.card)
    if path.exists() and not force:
        read_golden(path, staging.loaded.agent, [golden.card])
        raise RunError(
            f"{path}: is there already; nothing was written.", code="golden.exists", hint="To replace it: --force"
        )
