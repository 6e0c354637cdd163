"""Scenario files: cards as people write them, read into `core.scenario.Scenario` with every mistake at once.

A file holds one card or a list of cards. Called by `suite`, `seatrial check` and whoever runs scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from seatrial.agents.agent import Agent
from seatrial.agents.mistakes import Mistake, MistakesError, did_you_mean, refuse
from seatrial.agents.regular_file import read_regular
from seatrial.agents.spec_fields import JsonValue, Name, Part, Text, Texts, problem
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import BYTES_MAX, Place, Source, parse_yaml
from seatrial.core.checks import AnyCheck
from seatrial.core.errors import TraceError
from seatrial.core.scenario import Misheard, Pin, Scenario, ScriptLine, Strike, Want
from seatrial.runtime.faults import KINDS
from seatrial.simulation.beginning import read_beginning
from seatrial.simulation.card_names import name_mistakes
from seatrial.simulation.check_lines import CHECK_KINDS, parse_check
from seatrial.simulation.latency import line_names
from seatrial.simulation.lexicon import supported
from seatrial.simulation.personas import personas
from seatrial.simulation.pinned import trait_names
from seatrial.simulation.strangers import as_stranger, is_strange

CHANNELS = ("speech", "chat", "sms")
CARDS_MAX = 2_000

# A check with ": " inside is not YAML until it is quoted; people write it bare, as it reads best.
_BARE_CHECK = re.compile(rf"^(\s*-\s+(?:{'|'.join(CHECK_KINDS)}):\s+)(?![\"'\[{{|>])(.*?:\s.*?)(\s+#.*)?$")

_CONVERSATION = re.compile(rf"([^\W\d]\w{{0,63}})/(\w[\w-]{{0,63}})/({'|'.join(CHANNELS)})/([0-9]{{1,16}})")


@dataclass(frozen=True, slots=True)
class Card:
    """A scenario and where it was written.

    Attributes:
        warnings: What is doubtful about it, without keeping it from being played.
    """

    scenario: Scenario
    file: str
    line: int
    warnings: tuple[Mistake, ...] = ()


def _listed(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, list | tuple) else [value]


def _at(text: str) -> str:
    hint = "Such as: at: 2026-08-19T09:12:00+02:00."
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise problem(f"'{text[:40]}' is not a moment", hint) from None
    if moment.tzinfo is None:
        raise problem("the moment has no offset from UTC", hint)
    return text


def _persona(name: str) -> str:
    if name not in personas():
        raise problem(f"there is no persona '{name[:40]}'", did_you_mean(name, personas(), label="Personas"))
    return name


def _beginning(value: Any) -> Any:
    return {"trace": str(value)} if isinstance(value, str) else value


def _fault(kind: str) -> str:
    if kind not in KINDS:
        raise problem(f"'{kind[:40]}' is no kind of fault", did_you_mean(kind, KINDS, label="Kinds"))
    return kind


def _locale(name: str) -> str:
    if not supported(name) and not is_strange(name):
        raise problem(f"there are no people yet who speak '{name[:20]}'", "Leave it out to use the agent's own locale.")
    return name


def _conversation(text: str) -> str:
    if _CONVERSATION.fullmatch(text) is None:
        raise problem(f"'{text[:80]}' is not the id of a conversation", "Ids look like leaking_sink/terse/speech/8814.")
    return text


def _line(name: str) -> str:
    if name not in line_names():
        raise problem(f"there is no line '{name[:40]}'", did_you_mean(name, line_names(), label="Lines"))
    return name


def _trait(name: str) -> str:
    if name not in trait_names():
        raise problem(f"there is no trait '{name[:40]}'", did_you_mean(name, trait_names(), label="Traits"))
    return name


_ManyTexts = Annotated[Texts, Field(min_length=1)]
_Row = dict[str, JsonValue]


class WantPart(Part):
    """What the caller is after."""

    say: _ManyTexts = Field(description="Ways to state the need; one is picked by the seed.")
    until: Texts = Field(default=(), description="Outcomes that meet it; the person hears when it has one.")
    also: Texts = Field(default=(), description="Questions asked on the way.")
    change: dict[Name, JsonValue] = Field(default={}, description="Facts that change once they have been given.")


class ScriptPart(Part):
    """One thing a scripted caller does."""

    say: str = Field(default="", max_length=2_000, description="Words.")
    press: str = Field(default="", pattern=r"^[0-9*#]{0,40}$", description="Keys.")
    wait_ms: int = Field(default=0, ge=0, le=600_000, description="How long to wait before doing it.")
    interrupt: bool = Field(default=False, description="Do it while the agent speaks.")
    leave: bool = Field(default=False, description="Hang up.")
    number: int = Field(
        default=0, ge=0, le=10_000, description="Its place in the script that it was taken from; 0 for its own."
    )


class BeginningPart(Part):
    """How far a conversation begins as one that was had."""

    trace: str = Field(min_length=1, max_length=400, description="Its trace, from the agent's folder.")
    lines: int = Field(default=0, ge=0, le=200, description="How many of the person's lines; all if left out.")


class StrikePart(Part):
    """One fault that strikes one thing."""

    kind: Annotated[str, AfterValidator(_fault)] = Field(description="Kind of fault.")
    target: str = Field(max_length=200, description="A tool, an act of the person, or a handoff.")
    attempt: int = Field(default=0, ge=0, le=1_000, description="How often the same was tried before.")


class MisheardPart(Part):
    """One recogniser result that is not clear."""

    act: str = Field(max_length=60, description="What the person does, such as inform.")
    about: str = Field(default="", max_length=200, description="About what, such as when/0.")
    attempt: int = Field(default=0, ge=0, le=1_000, description="How often it was done before.")
    heard: str = Field(default="", max_length=2_000, description="What is recognised.")
    confidence: int = Field(default=1_000, ge=0, le=1_000, description="Per mille.")
    alternatives: Texts = Field(default=(), description="Other readings, best first.")


class PinPart(Part):
    """Which very conversation a card is: all that is not neutral about it."""

    drawn_as: Annotated[str, AfterValidator(_conversation)] = Field(description="Id of the conversation it was.")
    traits: dict[Annotated[str, AfterValidator(_trait)], float] = Field(default={}, description="Of the person.")
    misheard: tuple[MisheardPart, ...] = Field(default=(), max_length=400, description="Results that are not clear.")
    strikes: tuple[StrikePart, ...] = Field(default=(), max_length=400, description="Every fault.")
    delays: bool = Field(default=False, description="Whether tools take as long as they happen to.")
    acts: int = Field(default=0, ge=0, le=1_000, description="After how many acts the person hangs up; 0 for never.")


class CardPart(Part):
    """A card."""

    scenario: Name = Field(description="The card's name; unique in the agent.")
    who: str = Field(default="", max_length=2_000, description="The person, in prose.")
    why: str = Field(default="", max_length=2_000, description="The reason for contact, in prose.")
    want: WantPart | None = Field(default=None, description="What the caller says and is after.")
    script: tuple[ScriptPart, ...] | None = Field(
        default=None, max_length=200, description="What a scripted caller does."
    )
    memory: dict[Name, JsonValue] = Field(default={}, description="Known to the agent before the first word.")
    begun: str = Field(default="", max_length=64, description="A flow that is under way: the opening is left out.")
    begins: Annotated[
        tuple[ScriptPart, ...] | BeginningPart,
        BeforeValidator(_beginning),
        Field(
            description="What the person says first: lines of a script, or the trace of a conversation it begins as."
        ),
    ] = ()
    knows: dict[Name, JsonValue] = Field(default={}, description="Facts by the agent's slot names.")
    cannot: Texts = Field(default=(), description="What the person is unable to do, such as spell or email.")
    accepts: Texts = Field(default=("any",), description="any, or outcomes the person settles for.")
    at: Annotated[Text, AfterValidator(_at)] = Field(description="When it begins: ISO 8601 with offset.")
    locale: Annotated[str, AfterValidator(_locale)] = Field(default="en", description="Of the person, such as en-GB.")
    line: Annotated[str, AfterValidator(_line)] = Field(
        default="", description="Telephone line with latencies of its own, such as mobile."
    )
    personas: Annotated[
        tuple[Annotated[str, AfterValidator(_persona)], ...],
        BeforeValidator(_listed),
        Field(description="All if absent."),
    ] = ()
    channels: Annotated[
        tuple[Literal["speech", "chat", "sms"], ...],
        BeforeValidator(_listed),
        Field(description="speech, chat, sms, or several."),
    ] = ()
    faults: Annotated[
        tuple[Annotated[str, AfterValidator(_fault)], ...],
        BeforeValidator(_listed),
        Field(description="Kinds of fault."),
    ] = ()
    tags: Texts = Field(default=(), description="For grouping, such as edge_case.")
    world: dict[str, dict[str, _Row | None]] = Field(default={}, description="Rows that replace or add to the world.")
    expect: tuple[Annotated[Any, PlainValidator(parse_check)], ...] = Field(default=(), description="The checklist.")
    known_failure: str | None = Field(default=None, max_length=500, description="Why it fails today.")
    pinned: PinPart | None = Field(default=None, description="The one conversation it stands for, as shrink writes it.")


def read_cards(
    paths: Iterable[Path], *, agent: Agent | None = None, tables: Collection[str] | None = None
) -> tuple[Card, ...]:
    """Read scenario files.

    Args:
        paths: Files, in order.
        agent: When given, the tools, slots, outcomes and reasons that cards name must be its own.
        tables: Names of its world's tables, for checks of the world; None when unknown.

    Raises:
        MistakesError: With everything that is wrong in any of them.
    """
    cards: list[Card] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            cards += parse_cards(_read(path), file=str(path), agent=agent, tables=tables)
        except MistakesError as error:
            mistakes += error.mistakes
    mistakes += _duplicates(cards)
    if mistakes:
        raise MistakesError([*mistakes, *(warning for card in cards for warning in card.warnings)])
    return tuple(cards)


def parse_cards(
    data: bytes, *, file: str, agent: Agent | None = None, tables: Collection[str] | None = None
) -> tuple[Card, ...]:
    """Read the cards of one document.

    Raises:
        MistakesError: With everything that is wrong.
    """
    source = parse_yaml(_quoted(data), file=file)
    data_found: Any = source.data
    single = isinstance(data_found, dict)
    entries = (
        [cast("Any", data_found)] if single else cast("list[Any]", data_found) if isinstance(data_found, list) else []
    )
    if not entries or len(entries) > CARDS_MAX:
        hint = "A card begins with 'scenario: name'; several are a list, each beginning with '- scenario: name'."
        raise refuse(file, "card.none", "expected a card or a list of cards.", line=source.line(()), hint=hint)
    cards: list[Card] = []
    mistakes = list(source.mistakes)
    for index, entry in enumerate(entries):
        place: Place = () if single else (index,)
        part = _part(source, entry, place)
        validated = validate(part, CardPart)
        mistakes += validated.mistakes
        if validated.model is not None and not validated.mistakes:
            scenario = as_stranger(_scenario(validated.model))
            try:
                scenario = msgspec.structs.replace(scenario, begins=_begins(validated.model, file))
            except TraceError as error:
                mistakes.append(_untrue_beginning(part, error))
                continue
            mistakes += _contradictions(part, scenario)
            named = name_mistakes(part, scenario, agent, tables) if agent is not None else []
            mistakes += [mistake for mistake in named if mistake.severity == "error"]
            warnings = tuple(mistake for mistake in named if mistake.severity != "error")
            cards.append(Card(scenario, file, part.line(()), warnings))
    if mistakes:
        raise MistakesError([*mistakes, *(warning for card in cards for warning in card.warnings)])
    return tuple(cards)


def _read(path: Path) -> bytes:
    try:
        return read_regular(path, BYTES_MAX)
    except OSError as error:
        message = f"cannot be read: {error.strerror}."
        hint = "Put a text file in its place that you may read, or remove it."
        raise refuse(str(path), "card.unreadable", message, hint=hint, cause=error) from error


def _quoted(data: bytes) -> bytes:
    """Quote checks written bare with a colon inside, such as ``- called: book with {when: now}``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    lines = text.split("\n")
    for index, line in enumerate(lines):
        match = _BARE_CHECK.match(line) if ": " in line else None
        if match is not None:
            value = match[2].rstrip().replace("'", "''")
            lines[index] = f"{match[1]}'{value}'{match[3] or ''}"
    return "\n".join(lines).encode()


def _part(source: Source, entry: Any, place: Place) -> Source:
    """Return one card of a document as a document of its own, with its lines."""
    depth = len(place)
    lines = {key[depth:]: line for key, line in source.lines.items() if key[:depth] == place}
    return replace(source, data=entry, lines=lines, mistakes=())


def _scenario(card: CardPart) -> Scenario:
    want = card.want
    return Scenario(
        name=card.scenario,
        who=card.who,
        why=card.why,
        want=Want(say=want.say, until=want.until, also=want.also, change=want.change) if want is not None else None,
        script=None if card.script is None else tuple(ScriptLine(**line.model_dump()) for line in card.script),
        memory=card.memory,
        begun=card.begun,
        knows=card.knows,
        cannot=card.cannot,
        accepts=card.accepts,
        at=card.at,
        locale=card.locale if "locale" in card.model_fields_set else "",
        line=card.line,
        personas=card.personas,
        channels=card.channels,
        faults=card.faults,
        tags=card.tags,
        world=card.world,
        expect=_unique_ids(cast("tuple[AnyCheck, ...]", card.expect)),
        known_failure=card.known_failure,
        pinned=None if card.pinned is None else _pin(card.pinned),
    )


def _begins(card: CardPart, file: str) -> tuple[ScriptLine, ...]:
    """Return what the person says first; a trace is looked for in the agent's folder, and nowhere else."""
    begins = card.begins
    if isinstance(begins, tuple):
        return tuple(ScriptLine(**line.model_dump()) for line in begins)
    folder = Path(file).resolve().parent.parent
    path = (folder / begins.trace).resolve()
    if not path.is_relative_to(folder):
        raise TraceError(f"{begins.trace}: lies outside of the agent's folder.", code="card.beginning")
    return read_beginning(path, lines_max=begins.lines)


def _untrue_beginning(part: Source, error: TraceError) -> Mistake:
    hint = "Name a trace in the agent's folder, such as begins: transcripts/monday.jsonl, or write the lines down."
    line = part.line(("begins",))
    return Mistake(file=part.file, line=line, code="card.beginning", message=f"begins: {error}", hint=hint)


def _pin(part: PinPart) -> Pin:
    scenario, persona, channel, seed = part.drawn_as.split("/")
    return Pin(
        scenario=scenario,
        persona=persona,
        channel=channel,
        seed=int(seed),
        traits=part.traits,
        misheard=tuple(Misheard(**one.model_dump()) for one in part.misheard),
        strikes=tuple(Strike(**one.model_dump()) for one in part.strikes),
        delays=part.delays,
        acts=part.acts,
    )


def _unique_ids(checks: Sequence[AnyCheck]) -> tuple[AnyCheck, ...]:
    """Number checks that would have the same id."""
    seen: dict[str, int] = {}
    unique: list[AnyCheck] = []
    for check in checks:
        count = seen[check.id] = seen.get(check.id, 0) + 1
        unique.append(check if count == 1 else msgspec.structs.replace(check, id=f"{check.id}#{count}"))
    return tuple(unique)


def _contradictions(part: Source, scenario: Scenario) -> list[Mistake]:
    """Return what is wrong with a card as a whole."""
    mistakes: list[Mistake] = []
    if (scenario.want is None) == (scenario.script is None):
        message = "a card needs either `want` or `script`."
        hint = "Say what the person wants, or script what it says and does."
        place: Place = ("script",) if scenario.script is not None else ("scenario",)
        mistakes.append(Mistake(file=part.file, line=part.line(place), code="card.driver", message=message, hint=hint))
    for name in scenario.want.change if scenario.want is not None else ():
        if name not in scenario.knows:
            message = f"`change` names '{name}', which the card does not know."
            hint = did_you_mean(name, scenario.knows, label="The card knows")
            line = part.line(("want", "change", name))
            mistakes.append(Mistake(file=part.file, line=line, code="card.change", message=message, hint=hint))
    return mistakes


def _duplicates(cards: Sequence[Card]) -> list[Mistake]:
    first: dict[str, Card] = {}
    mistakes: list[Mistake] = []
    for card in cards:
        earlier = first.setdefault(card.scenario.name, card)
        if earlier is not card:
            message = f"scenario '{card.scenario.name}' is already defined in {earlier.file}:{earlier.line}."
            hint = "Rename one of them."
            mistakes.append(Mistake(file=card.file, line=card.line, code="card.duplicate", message=message, hint=hint))
    return mistakes
