"""What may be left out of a failing conversation, and the search for what may not. Pure: it never simulates.

A pinned card is a list of features: questions to be asked, faults, misheard words, traits, parts of the goal. Each can
be taken out by itself, so that the search is delta debugging over features: whole kinds first, then ever smaller parts,
until nothing that is left can go. Called by `app.shrinking`, which asks the agent whether a simpler card still fails.

Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import cast

import msgspec

from seatrial.core.checks import AnyCheck, NeverCalled, NeverSaid, Said, Within, WorldUnchanged
from seatrial.core.events import Json
from seatrial.core.scenario import Misheard, Pin, Scenario, ScriptLine, Strike, Want
from seatrial.core.trace import UserActed

KINDS = (
    "ending",
    "opening",
    "asked",
    "given",
    "delay",
    "strike",
    "misheard",
    "trait",
    "memory",
    "aside",
    "change",
    "alternative",
    "saying",
    "wording",
    "cannot",
    "accepts",
    "begin",
    "line",
    "world",
    "fact",
)
"""In the order in which they are tried: of two that would do, the later one is kept, and explains more."""

_HAPPENED = (NeverCalled, NeverSaid, Within, WorldUnchanged)
"""Checks that fail because of something that happened: no aim is too simple to make it happen."""


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about a conversation that can be taken out of it.

    Attributes:
        kind: One of `KINDS`.
        name: Which one of its kind.
    """

    kind: str
    name: str

    @property
    def key(self) -> str:
        """What tells it from all others of a card."""
        return f"{self.kind}:{self.name}"


class Askable(msgspec.Struct, frozen=True, kw_only=True):
    """A slot of the agent's, as far as it matters whether the conversation can begin with it filled.

    Attributes:
        optional: Whether it may stay empty.
        asked: Whether it was asked for.
    """

    name: str
    optional: bool = False
    asked: bool = False


def features(
    scenario: Scenario,
    slots: Sequence[Askable],
    flow: str = "",
    acts: int = 0,
    given: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> tuple[Feature, ...]:
    """Return what can be taken out of a pinned card, in the order in which to try.

    Args:
        scenario: The card.
        slots: The agent's.
        flow: The flow that it came to first; "" for none.
        acts: How much the person had done when it had failed for good; 0 where it fails only by how it ends.
        given: Which slots were filled with what a line of the script says, by the line's index.
    """
    pin = _pin(scenario)
    want = scenario.want or Want(say=())
    known = {slot.name for slot in slots}
    names: Mapping[str, Collection[str]] = {
        "ending": [str(acts)] if acts and (not pin.acts or acts < pin.acts) else [],
        "opening": [flow] if flow and not scenario.begun else [],
        "delay": ["tools"] if pin.delays else [],
        "asked": [slot.name for slot in slots if _fillable(slot, scenario)],
        "given": [f"{index}:{'+'.join(filled)}" for index, filled in given.items() if filled],
        "strike": [strike_name(strike) for strike in pin.strikes],
        "misheard": [misheard_name(one) for one in pin.misheard],
        "trait": list(pin.traits),
        "memory": [name for name in scenario.memory if name not in known],
        "aside": list(dict.fromkeys(want.also)),
        "change": list(want.change),
        "alternative": [name for name, value in scenario.knows.items() if isinstance(value, list | tuple)],
        "saying": [name for name, value in scenario.knows.items() if plain_value(value) != _plainly(value)],
        "wording": ["say"] if len(want.say) > 1 else [],
        "cannot": list(dict.fromkeys(scenario.cannot)),
        "accepts": [] if "any" in scenario.accepts else ["any"],
        "begin": [str(index) for index in range(len(scenario.begins))],
        "line": [str(index) for index in range(len(scenario.script or ()))],
        "world": [f"{table}/{row}" for table, rows in scenario.world.items() for row in rows],
        "fact": list(scenario.knows),
    }
    return tuple(Feature(kind=kind, name=name) for kind in KINDS for name in names[kind])


def fair(found: Sequence[Feature], scenario: Scenario, check: AnyCheck | None) -> tuple[Feature, ...]:
    """Return what may be taken out where even a neutral person on a clear line fails.

    Then nothing tells a simpler aim from an impossible one: what the check may rest on has to stay.

    Args:
        found: What could be taken out.
        scenario: The card.
        check: Which fails; None for the one that cards do not name.
    """
    if isinstance(check, _HAPPENED):
        return tuple(found)
    resting = {"alternative", "world", "memory", "cannot", "accepts", "begin", "line", "given"}
    resting.update(("aside",) if _asks(check) else (), ("change",) if _changes(scenario, check) else ())
    return tuple(one for one in found if one.kind not in resting)


def owed(acts: Iterable[UserActed], scenario: Scenario, check: AnyCheck | None) -> frozenset[str]:
    """Return what people did that the check may rest on, and so has to happen again, under the same condition."""
    if isinstance(check, _HAPPENED):
        return frozenset()
    asks, changes = _asks(check), _changes(scenario, check)
    return frozenset(
        f"{one.act}:{one.about}"
        for one in acts
        if (one.act == "ask" and asks)
        or (one.act == "change" and changes)
        or (one.act == "inform" and "=" in one.about)
    )


def _asks(check: AnyCheck | None) -> bool:
    """Tell whether a check may rest on a question of the person's own."""
    return isinstance(check, Said) or "answered_" in str(check)


def _changes(scenario: Scenario, check: AnyCheck | None) -> bool:
    """Tell whether a check rests on the person's changing its mind: it names what that comes to."""
    changed = scenario.want.change if scenario.want is not None else {}
    return any(str(plain_value(value)) in str(check) for value in changed.values())


def without(scenario: Scenario, gone: Collection[Feature], *, said: int = 0) -> Scenario:
    """Return a pinned card without some of its features.

    Args:
        scenario: The card.
        gone: What is taken out; all at once, so that their order says nothing.
        said: Which of the ways to state the need is kept, when only one is.
    """
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for feature in gone:
        names[feature.kind].add(feature.name)
    pin = _pin(scenario)
    begins, script = _lines(scenario, names)
    return msgspec.structs.replace(
        scenario,
        want=None if scenario.want is None else _want(scenario.want, names, said),
        begins=begins,
        script=script,
        begun=next(iter(names["opening"]), scenario.begun),
        memory=_memory(scenario, names),
        knows={
            name: _fact(value, alone=name in names["alternative"], plain=name in names["saying"])
            for name, value in scenario.knows.items()
            if name not in names["fact"]
        },
        cannot=tuple(one for one in scenario.cannot if one not in names["cannot"]),
        accepts=("any",) if names["accepts"] else scenario.accepts,
        world=_world(scenario, names["world"]),
        pinned=msgspec.structs.replace(
            pin,
            traits={name: value for name, value in pin.traits.items() if name not in names["trait"]},
            misheard=tuple(one for one in pin.misheard if misheard_name(one) not in names["misheard"]),
            strikes=tuple(one for one in pin.strikes if strike_name(one) not in names["strike"]),
            delays=pin.delays and not names["delay"],
            acts=int(next(iter(names["ending"]), pin.acts)),
        ),
    )


def smallest(found: Sequence[Feature], still_fails: Callable[[Sequence[Feature]], bool]) -> tuple[Feature, ...]:
    """Return features without any one of which it would not fail any more.

    Args:
        found: All there are; with all of them it fails.
        still_fails: Whether it fails with only these. Asked for the same ones it must answer the same; it answers no
            when it has had enough, and the search ends with what it has.
    """
    kept = tuple(found)
    if not kept or still_fails(()):
        return ()
    for kind in KINDS:
        rest = tuple(one for one in kept if one.kind != kind)
        if len(rest) < len(kept) and still_fails(rest):
            kept = rest
    parts = 2
    while len(kept) >= 2:
        kept, parts, done = _cut(kept, min(parts, len(kept)), still_fails)
        if done:
            break
    return kept


def _cut(
    kept: tuple[Feature, ...], parts: int, still_fails: Callable[[Sequence[Feature]], bool]
) -> tuple[tuple[Feature, ...], int, bool]:
    """Try to do without each part in turn; return what is kept, how many parts come next, and if all is done."""
    size = -(-len(kept) // parts)
    chunks = [kept[start : start + size] for start in range(0, len(kept), size)]
    shrunk = False
    for chunk in chunks:
        rest = tuple(one for one in kept if one not in chunk)
        if rest and still_fails(rest):
            kept, shrunk = rest, True
    if size == 1:
        # One by one: a last round without success says that nothing can go.
        return kept, len(kept), not shrunk
    return kept, max(2, parts - 1) if shrunk else parts * 2, False


def strike_name(strike: Strike) -> str:
    """Return what tells a strike from others."""
    return f"{strike.kind} {strike.target} {strike.attempt}"


def misheard_name(one: Misheard) -> str:
    """Return what tells a result from others."""
    return f"{one.act} {one.about} {one.attempt}"


def _pin(scenario: Scenario) -> Pin:
    if scenario.pinned is None:
        message = "only a pinned card can be simplified"
        raise ValueError(message)
    return scenario.pinned


def _fillable(slot: Askable, scenario: Scenario) -> bool:
    """Tell whether the conversation may as well begin with a slot filled, or with nothing to fill it with."""
    if slot.name in scenario.memory or scenario.want is None:
        return False
    return slot.name in scenario.knows or (slot.optional and slot.asked)


def _want(want: Want, names: Mapping[str, Set[str]], said: int) -> Want:
    return msgspec.structs.replace(
        want,
        say=want.say[said : said + 1] if names["wording"] else want.say,
        also=tuple(one for one in want.also if one not in names["aside"]),
        change={
            name: value
            for name, value in want.change.items()
            # Nobody changes what they do not know.
            if name not in names["change"] and name not in names["fact"]
        },
    )


def _lines(
    scenario: Scenario, names: Mapping[str, Set[str]]
) -> tuple[tuple[ScriptLine, ...], tuple[ScriptLine, ...] | None]:
    """Return the lines left to begin with, and those of the script; each keeps the number that chance knows it by."""
    gone = {*names["line"], *(name.partition(":")[0] for name in names["given"])}
    kept = [
        [(place, line) for place, line in enumerate(scenario.begins) if str(place) not in names["begin"]],
        [(place, line) for place, line in enumerate(scenario.script or ()) if str(place) not in gone],
    ]
    if not gone and not names["begin"]:
        return scenario.begins, scenario.script
    numbered: list[tuple[ScriptLine, ...]] = []
    before = came_before = 0
    for lines, there in zip(kept, (len(scenario.begins), len(scenario.script or ())), strict=True):
        numbered.append(
            tuple(
                _numbered(line, came_before + place + 1, before + index + 1)
                for index, (place, line) in enumerate(lines)
            )
        )
        before, came_before = before + len(lines), came_before + there
    return numbered[0], None if scenario.script is None else numbered[1]


def _numbered(line: ScriptLine, was: int, now: int) -> ScriptLine:
    number = line.number or was
    return msgspec.structs.replace(line, number=0 if number == now else number)


def _memory(scenario: Scenario, names: Mapping[str, Set[str]]) -> dict[str, Json]:
    kept = {name: value for name, value in scenario.memory.items() if name not in names["memory"]}
    filled = {name: plain_value(scenario.knows.get(name)) for name in (*scenario.knows, *sorted(names["asked"]))}
    told = {slot: (scenario.script or ())[index].say for index, slots in map(_given, names["given"]) for slot in slots}
    return {**kept, **{name: value for name, value in filled.items() if name in names["asked"]}, **told}


def _given(name: str) -> tuple[int, list[str]]:
    """Return which line of a script fills which slots, by a feature's name."""
    index, _, slots = name.partition(":")
    return int(index), slots.split("+")


def _world(scenario: Scenario, gone: Set[str]) -> dict[str, dict[str, dict[str, Json] | None]]:
    kept = {
        table: {row: value for row, value in rows.items() if f"{table}/{row}" not in gone}
        for table, rows in scenario.world.items()
    }
    return {table: rows for table, rows in kept.items() if rows}


def _fact(value: Json, *, alone: bool, plain: bool) -> Json:
    if isinstance(value, list | tuple) and not alone:
        return [_fact(one, alone=False, plain=plain) for one in cast("Sequence[Json]", value)]
    return plain_value(value) if plain else _plainly(value)


def _plainly(value: Json) -> Json:
    """Return the first of several values, with the ways of saying it that the card gives."""
    if isinstance(value, list | tuple):
        several = cast("Sequence[Json]", value)
        return several[0] if several else None
    return value


def plain_value(value: Json) -> Json:
    """Return a fact's value as written on a card: the first of several, without the ways of saying it."""
    one = _plainly(value)
    if isinstance(one, Mapping):
        body = cast("Mapping[str, Json]", one)
        return body.get("is", body)
    return one
