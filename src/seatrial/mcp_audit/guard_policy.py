"""What a guarded server may offer: as it was locked, or, without a lock, as it was first listed in this session.

Keeps what was seen of each tool and prompt, and since when: once a server says that its list has changed, nothing that
was seen before counts any more. Pure. Called by `guarding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from seatrial.core.errors import SpecError
from seatrial.core.events import Json
from seatrial.dissent.figures import probability
from seatrial.mcp_audit.canonical import (
    PROMPT_MEMBERS,
    TOOL_MEMBERS,
    canonical_info,
    canonical_prompt,
    canonical_tool,
    digest,
    instructions_digest,
    others_in,
)
from seatrial.mcp_audit.injected import Injection, find_in_all
from seatrial.mcp_audit.lock import Lock, LockDecision, LockedItem, LockedServer, LockedTool, command_digest
from seatrial.mcp_audit.lock_diff import definition_diff
from seatrial.mcp_audit.records import Prompt, Tool
from seatrial.mcp_audit.results import texts_in
from seatrial.mcp_audit.targets import tidy_name
from seatrial.mcp_audit.verdicts import worst
from seatrial.mcp_audit.wire import NotAMessage, encoded, without_repeats

NAMES_MAX = 10_000
"""A server that lists more different names than this in a session has the rest refused."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is listed under a name and then used by it.

    Attributes:
        word: ``tool``, ``prompt``.
        plural: The member of the list's result.
    """

    word: str
    plural: str
    listing: str
    use: str
    changed: str
    canonical: Callable[[dict[str, Json]], dict[str, Json]]


@dataclass(slots=True)
class Seen:
    """What was last seen under a name.

    Attributes:
        epoch: The listing is from after this many announced changes.
        refused: Why it is not let through; "" when it is.
    """

    epoch: int
    refused: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of one listed definition.

    Attributes:
        name: "" where it has none.
        refused: Why it is taken out; "" when it stays.
        diff: What is not as it was; "" where nothing is known to differ.
        found: What reads like an instruction in one that nobody has judged and that stays.
    """

    name: str
    refused: str = ""
    diff: str = ""
    found: tuple[Injection, ...] = ()


class Shelf:
    """The tools, or the prompts, of one guarded server."""

    def __init__(self, kind: Kind, locked: Sequence[LockedItem] | None, *, allow_review: bool) -> None:
        """Begin.

        Args:
            kind: Which of the two.
            locked: What the lock holds of them; None without a lock.
            allow_review: Let through what was decided to need a person's look.
        """
        self.kind = kind
        self.epoch = 0
        self.complete_in = -1
        """The epoch of the last listing of ours that was seen to its end."""
        self._enforced = locked is not None
        self._allow_review = allow_review
        self._known: dict[str, dict[str, LockedItem | None]] = {}
        self._definitions: dict[str, dict[str, Json]] = {}
        for item in locked or ():
            self._known.setdefault(item.name, {})[item.digest] = item
        self._seen: dict[str, Seen] = {}

    @property
    def must_be_seen(self) -> bool:
        """Whether something may be used only once it was listed in the current epoch."""
        return self._enforced or self.epoch > 0

    def judge(self, data: bytes, epoch: int) -> Judged:
        """Look at one listed definition, and remember what is to become of it."""
        try:
            raw = without_repeats(data)
            definition = self.kind.canonical(_checked(raw))
        except NotAMessage as error:
            return Judged("", f"its definition cannot be trusted: {error}")
        name = str(definition["name"])
        judged = self._judged(name, definition)
        before = self._seen.get(name)
        if before is None or before.epoch < epoch:
            if before is not None or len(self._seen) < NAMES_MAX:
                self._seen[name] = Seen(epoch, judged.refused)
        elif before.epoch == epoch:
            # Under a name that was listed twice, and differently, nobody knows which one a call would reach.
            before.refused = before.refused or judged.refused
        return judged

    def why_not(self, name: str) -> str:
        """Say why something may never be used, whatever the server lists now; "" when that depends on the list."""
        if self._enforced and name not in self._known:
            return f"the lock does not know this {self.kind.word}"
        return self._decided(name)

    def standing(self, name: str) -> Seen | None:
        """Return what was seen of a name in the current epoch; None for nothing."""
        seen = self._seen.get(name)
        return seen if seen is not None and seen.epoch == self.epoch else None

    def _judged(self, name: str, definition: dict[str, Json]) -> Judged:
        now = digest(definition)
        refused = self.why_not(name)
        if refused:
            return Judged(name, refused)
        known = self._known.get(name)
        if known is None:
            if len(self._known) < NAMES_MAX:
                self._known[name] = {now: None}
                self._definitions[name] = definition
            return Judged(name, found=find_in_all(texts_in(encoded(definition))))
        if now in known:
            return Judged(name)
        item = next(iter(known.values()))
        before = item.definition if item is not None else self._definitions.get(name)
        since = "it was locked" if self._enforced else "it was first listed"
        return Judged(name, f"its definition has changed since {since}", definition_diff(before, definition))

    def _decided(self, name: str) -> str:
        items = [item for item in self._known.get(name, {}).values() if isinstance(item, LockedTool)]
        return refusal_of((item.decision for item in items), allow_review=self._allow_review)


class Policy:
    """What a session of the guard holds a server to."""

    def __init__(self, locked: LockedServer | None, *, allow_review: bool = False) -> None:
        """Begin; without a lock what is first listed is what everything later must equal."""
        self._locked = locked
        tools = locked.tools if locked is not None else None
        prompts = locked.prompts if locked is not None else None
        self.tools = Shelf(TOOLS, tools, allow_review=allow_review)
        self.prompts = Shelf(PROMPTS, prompts, allow_review=allow_review)
        self.shelves = (self.tools, self.prompts)
        self.refused_as_a_whole = "" if locked is None else refusal_of([locked.decision], allow_review=allow_review)

    @property
    def unlocked(self) -> bool:
        """Whether there is no lock: nobody has judged what the server says."""
        return self._locked is None

    def info_diff(self, name: str, title: str, description: str) -> str:
        """Say what is not as it was locked in what the server says of itself; "" when it may pass."""
        info = self._locked.info if self._locked is not None else None
        now = canonical_info(name, title, description)
        return "" if info is None or digest(now) == info.digest else definition_diff(info.definition, now)

    def instructions_diff(self, instructions: str) -> str:
        """Say what is not as it was locked in the instructions; "" when they may pass."""
        if self._locked is None or instructions_digest(instructions) == self._locked.instructions.digest:
            return ""
        return definition_diff(self._locked.instructions.text, instructions)


def refusal_of(decisions: Iterable[LockDecision], *, allow_review: bool) -> str:
    """Say why something decided so is not let through; "" when it is."""
    found = list(decisions)
    verdict = worst(decision.verdict for decision in found)
    if verdict == "allow":
        return ""
    decision = next(one for one in found if one.verdict == verdict)
    if verdict == "block":
        return f"the audit of {decision.on} blocked it (p {probability(decision.p)})"
    if allow_review:
        return ""
    asked = "asks for a person's look at it" if verdict == "review" else "could not tell whether it is safe"
    return f"the audit of {decision.on} {asked}"


def choose_server(lock: Lock, command: Sequence[str], *, name: str = "", source: str) -> tuple[str, LockedServer]:
    """Return the server in a lock that a command starts, with its name.

    Raises:
        SpecError: There is none, several could be meant, or the one of that name was locked with another command.
    """
    hint = "Lock it first: seatrial audit --lock FILE -- COMMAND"
    wanted = command_digest(command)
    if name:
        found = lock.servers.get(name)
        if found is None:
            there = ", ".join(sorted(tidy_name(one) for one in lock.servers)[:20]) or "none"
            raise SpecError(
                f"{source}: no server {tidy_name(name)!r} in it. There: {there}.", code="guard.unknown", hint=hint
            )
        if found.command_digest != wanted:
            raise SpecError(
                f"{source}: server {tidy_name(name)!r} was locked with another command: {tidy_name(found.command)}",
                code="guard.other_command",
                hint="Give the command exactly as it was audited, or audit and lock it as it is now.",
            )
        return name, found
    matching = [(key, server) for key, server in lock.servers.items() if server.command_digest == wanted]
    if len(matching) != 1:
        what = "no server in it is" if not matching else f"{len(matching)} servers in it are"
        raise SpecError(
            f"{source}: {what} started by this command.",
            code="guard.unknown",
            hint=hint if not matching else "Say which one: --server NAME",
        )
    return matching[0]


def _canonical_tool(raw: dict[str, Json]) -> dict[str, Json]:
    return canonical_tool(
        Tool(
            name=_text(raw, "name"),
            title=_text(raw, "title"),
            description=_text(raw, "description"),
            schema=raw.get("inputSchema"),
            output_schema=raw.get("outputSchema"),
            annotations=raw.get("annotations"),
            others=others_in(raw, TOOL_MEMBERS),
        )
    )


def _canonical_prompt(raw: dict[str, Json]) -> dict[str, Json]:
    return canonical_prompt(
        Prompt(
            name=_text(raw, "name"),
            title=_text(raw, "title"),
            description=_text(raw, "description"),
            arguments=raw.get("arguments"),
            others=others_in(raw, PROMPT_MEMBERS),
        )
    )


def _text(raw: dict[str, Json], key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""


_READ = ("name", "title", "description", "inputSchema", "outputSchema", "annotations", "arguments")
_READ_LOWER = {key.lower() for key in _READ}


def _checked(raw: Any) -> dict[str, Json]:
    """Refuse what a reader that is lenient where we are strict could take for another definition."""
    if not isinstance(raw, dict):
        raise NotAMessage("it is no object")
    members = cast("dict[str, Json]", raw)
    if not isinstance(members.get("name"), str) or not members["name"]:
        raise NotAMessage("it has no name")
    for key in ("title", "description"):
        if not isinstance(members.get(key), str | None):
            raise NotAMessage(f"its {key} is no text")
    if any(key not in _READ and key.lower() in _READ_LOWER for key in members):
        raise NotAMessage("it has a member in two spellings")
    return members


TOOLS = Kind("tool", "tools", "tools/list", "tools/call", "notifications/tools/list_changed", _canonical_tool)
PROMPTS = Kind(
    "prompt", "prompts", "prompts/list", "prompts/get", "notifications/prompts/list_changed", _canonical_prompt
)
