"""Which names an agent's files define, and the mistakes of using others. Shared by the compiler's parts.

Knows slots, facts (what tools fill and `set` assigns), memory variables, tools, flows, answers and wordings, including
those of parts that are left out because of other mistakes in them, so that one mistake never looks like two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from seatrial.agents.locales import LocaleData
from seatrial.agents.mistakes import Mistake, Severity, did_you_mean
from seatrial.agents.spec import AgentSpec
from seatrial.agents.wording import placeholder_names
from seatrial.agents.yaml_source import Place, Source

FAILURE = "error"
"""The fact that a failed tool call leaves behind: what it refused with, or how it failed."""

SLOT_FIELDS: Mapping[str, frozenset[str]] = {
    "money": frozenset({"amount", "currency"}),
    "address": frozenset({"line1", "city", "state", "postcode"}),
}
"""Slot types whose values have fields."""

_KEY = re.compile(r"[a-z_][a-z0-9_]*")


class Scope:
    """The names of one agent, and what was found wrong so far.

    Attributes:
        standard: Slots used without being declared, because the locale knows them: name -> type.
    """

    def __init__(self, source: Source, spec: AgentSpec, data: LocaleData) -> None:
        raw = cast("dict[str, Any]", source.data)
        self.source = source
        self.spec = spec
        self.data = data
        self.mistakes: list[Mistake] = []
        self.standard: dict[str, str] = {}
        self.memory = _keys(raw, "memory")
        self.slots = _keys(raw, "slots")
        self.tools = _keys(raw, "tools")
        self.flows = _keys(raw, "flows")
        self.says = _keys(raw, "says")
        self.answers = _keys(raw, "answers")
        self.facts = {**_filled(raw), **dict.fromkeys(_assigned(raw.get("flows"), self.slots)), FAILURE: None}

    def note(self, place: Place, code: str, message: str, hint: str = "", *, severity: Severity = "error") -> None:
        """Add a mistake."""
        line = self.source.line(place)
        self.mistakes.append(
            Mistake(file=self.source.file, line=line, code=code, message=message, hint=hint, severity=severity)
        )

    def slot_type(self, name: str) -> str | None:
        """Return a slot's type, taking in a standard one; None when there is no such slot or its type is unknown."""
        spec = self.spec.slots.get(name)
        if spec is not None:
            return spec.type
        if name in self.slots or name in self.facts or name in self.memory:
            return None
        kind = self.data.slots.get(name)
        if kind is not None:
            self.standard[name] = kind
        return kind

    def is_slot(self, name: str) -> bool:
        """Tell whether there is such a slot, taking in a standard one."""
        return name in self.slots or self.slot_type(name) is not None

    def need_slot(self, name: str, place: Place) -> None:
        """Complain unless there is such a slot."""
        if not self.is_slot(name):
            hint = did_you_mean(name, [*self.slots, *self.data.slots])
            if name in self.facts or name in self.memory:
                hint = f"'{name}' is a fact or memory variable; people can only be asked for slots."
            self.note(place, "spec.unknown_slot", f"slot '{name}' is not defined.", hint)

    def need(self, kind: str, name: str, known: Iterable[str], place: Place) -> bool:
        """Complain, and return False, unless the name is among the known ones of its kind."""
        names = list(known)
        if name in names:
            return True
        self.note(place, f"spec.unknown_{kind}", f"{kind} '{name}' is not defined.", did_you_mean(name, names))
        return False

    def need_value(self, name: str, place: Place) -> None:
        """Complain unless the (dotted) name is a slot, fact or memory variable."""
        root, dot, field = name.partition(".")
        if root in self.facts or root in self.memory:
            return
        if not self.is_slot(root):
            known = [*self.slots, *self.facts, *self.memory]
            self.note(
                place,
                "spec.unknown_name",
                f"'{root}' is neither a slot, nor a fact, nor a memory variable.",
                did_you_mean(root, known),
            )
        elif dot:
            fields = SLOT_FIELDS.get(self.slot_type(root) or "", frozenset())
            if field not in fields and root in self.spec.slots:
                hint = did_you_mean(field, sorted(fields), label="Its fields") if fields else "Write the bare name."
                self.note(place, "spec.unknown_field", f"slot '{root}' has no field '{field}'.", hint)

    def need_placeholders(self, wordings: Iterable[str], place: Place) -> None:
        """Complain about every placeholder that nothing will fill."""
        for wording in wordings:
            for name in placeholder_names(wording):
                self.need_value(name, place)

    def wordings(self, written: tuple[str, ...], place: Place) -> tuple[str, tuple[str, ...]]:
        """Return the key of `says` (or "") and the wordings that a step names or spells out."""
        found: list[str] = []
        key = ""
        for text in written:
            if text in self.spec.says:
                key = text
                found += self.spec.says[text]
            elif _KEY.fullmatch(text) and text not in self.says:
                hint = did_you_mean(text, self.says) + " If these are the words to say, end them with a full stop."
                self.note(place, "spec.unknown_says", f"'{text}' is not under `says`.", hint)
            else:
                found.append(text)
                self.need_placeholders([text], place)
        return key if len(written) == 1 else "", tuple(found)


def _keys(raw: Mapping[str, Any], section: str) -> dict[str, None]:
    content = raw.get(section)
    return dict.fromkeys(str(key) for key in cast("dict[Any, Any]", content)) if isinstance(content, dict) else {}


def _filled(raw: Mapping[str, Any]) -> dict[str, None]:
    """Return the facts that tools fill."""
    tools = raw.get("tools")
    facts: dict[str, None] = {}
    for tool in cast("dict[Any, Any]", tools).values() if isinstance(tools, dict) else ():
        fills: Any = cast("dict[str, Any]", tool).get("fills") if isinstance(tool, dict) else None
        if isinstance(fills, str):
            facts[str(fills)] = None
    return facts


def _assigned(part: Any, slots: Mapping[str, None]) -> Iterator[str]:
    """Yield the facts that `set` steps assign, wherever they are nested."""
    if isinstance(part, dict):
        for key, value in cast("dict[str, Any]", part).items():
            if key == "set" and isinstance(value, dict):
                yield from (str(name) for name in cast("dict[Any, Any]", value) if name not in slots)
            yield from _assigned(value, slots)
    elif isinstance(part, list):
        for item in cast("list[Any]", part):
            yield from _assigned(item, slots)
