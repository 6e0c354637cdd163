"""``mcp.lock``: what each server offered when somebody decided about it, so that a later change shows.

JSON for people to review and to commit: sorted, indented, ASCII, so that an invisible character is a visible escape. It
keeps digests and the definitions behind them, within a bound, so that a change can be shown and not only told. Reads no
clock (the date comes from the caller) and no file. Made and compared by the audit; enforced by `guard_policy`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import msgspec

from seatrial.core.errors import SpecError
from seatrial.core.events import Json
from seatrial.mcp_audit.canonical import (
    canonical_info,
    canonical_json,
    canonical_prompt,
    canonical_resource,
    canonical_tool,
    digest,
    instructions_digest,
)
from seatrial.mcp_audit.lock_diff import definition_diff
from seatrial.mcp_audit.records import Listing
from seatrial.mcp_audit.targets import Target, masked_url, masked_words
from seatrial.mcp_audit.verdicts import Change, Verdict

LOCK_VERSION = 2
LOCK_NAME = "mcp.lock"
LOCK_BYTES_MAX = 64 * 1024 * 1024
DEFINITION_CHARS_MAX = 100_000
"""A longer definition is kept as its digest alone: that it changed can be told, not what."""
_AGAIN = "Lock it again with: seatrial audit TARGET --lock FILE"


class LockDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was decided, and when.

    Attributes:
        p: How likely harm was held to be.
        on: ``2026-03-31``; given by the caller.
    """

    verdict: Verdict
    p: float
    on: str


class LockedItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A prompt, or a resource, as it was.

    Attributes:
        name: Of a resource its URI.
        definition: In canonical form; None where that is longer than `DEFINITION_CHARS_MAX`.
    """

    name: str
    digest: str
    definition: Json = None


class LockedTool(LockedItem, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tool as it was, and what was decided about it."""

    decision: LockDecision


class LockedInstructions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the server asked hosts to tell their models.

    Attributes:
        text: None where it is longer than `DEFINITION_CHARS_MAX`.
    """

    digest: str
    text: str | None


class LockedStart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a configuration has a server started, besides its command; never a value of the environment.

    Attributes:
        folder: As configured, secrets masked; "" where no folder is named.
        env: Names of variables.
        headers: Names, in lower case.
    """

    folder: str = ""
    env: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


class LockedServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One server.

    Attributes:
        command: What starts it, or its URL, secrets masked.
        command_digest: Of its words, secrets masked, so that a new token is no other server.
        decision: About the server as a whole: its code, dependencies, instructions, what it tried. What was decided
            about a tool stands with the tool.
        info: Its own name, title and description; None in a lock of the first form.
        start: None in a lock of the first form.
        tools: By name; a name that was listed twice is there twice.
    """

    command: str
    command_digest: str
    decision: LockDecision
    instructions: LockedInstructions
    info: LockedItem | None = None
    start: LockedStart | None = None
    tools: tuple[LockedTool, ...] = ()
    prompts: tuple[LockedItem, ...] = ()
    resources: tuple[LockedItem, ...] = ()


class Lock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole lock file.

    Attributes:
        mcp_lock: The version of its form.
        seatrial: The version that wrote it.
        servers: By the name that the configuration gives them.
    """

    mcp_lock: int = LOCK_VERSION
    seatrial: str
    servers: dict[str, LockedServer]


T = TypeVar("T")
Item = TypeVar("Item", bound=LockedItem)


def command_digest(command: Sequence[str] = (), *, url: str = "") -> str:
    """Digest of what starts a server, or of where it is, secrets masked."""
    return digest(["url", masked_url(url)] if url else ["command", *masked_words(command)])


def start_of(target: Target) -> LockedStart:
    """Return how a server is started, as a lock keeps it."""
    return LockedStart(
        folder=masked_words((target.cwd,))[0],
        env=target.env_names,
        headers=tuple(sorted({name.lower() for name in target.headers})),
    )


def locked_server(
    listing: Listing,
    *,
    command: Sequence[str] = (),
    url: str = "",
    start: LockedStart | None = None,
    decision: LockDecision,
    tools: Mapping[str, LockDecision],
) -> LockedServer:
    """Write down what a server offers.

    Args:
        listing: What it said of itself.
        command: What starts it, program first; or give `url`.
        url: Where it is.
        start: How it is started besides.
        decision: About the server as a whole, its tools left aside.
        tools: The decision about each tool, by name. A tool that is not in here is locked as ``unknown``.
    """
    undecided = LockDecision(verdict="unknown", p=0.5, on=decision.on)
    return LockedServer(
        command=masked_url(url) if url else listing.target,
        command_digest=command_digest(command, url=url),
        decision=decision,
        instructions=LockedInstructions(
            digest=instructions_digest(listing.instructions),
            text=listing.instructions if len(listing.instructions) <= DEFINITION_CHARS_MAX else None,
        ),
        info=LockedItem(**_locked(listing.own_name, _info(listing))),
        start=start or LockedStart(),
        tools=_by_name(
            LockedTool(decision=tools.get(tool.name, undecided), **_locked(tool.name, canonical_tool(tool)))
            for tool in listing.tools
        ),
        prompts=_by_name(LockedItem(**_locked(one.name, canonical_prompt(one))) for one in listing.prompts),
        resources=_by_name(LockedItem(**_locked(one.uri, canonical_resource(one))) for one in listing.resources),
    )


def make_lock(servers: Mapping[str, LockedServer], *, seatrial: str, onto: Lock | None = None) -> Lock:
    """Return a lock of these servers; those of `onto` that are not among them stay as they are."""
    kept = dict(onto.servers) if onto is not None else {}
    return Lock(seatrial=seatrial, servers={**kept, **servers})


def encode_lock(lock: Lock) -> bytes:
    """Return the file's bytes; the same lock gives the same ones."""
    text = json.dumps(msgspec.to_builtins(lock), indent=2, sort_keys=True, ensure_ascii=True)
    return text.encode("ascii") + b"\n"


def decode_lock(data: bytes, *, source: str) -> Lock:
    """Read a lock file.

    Args:
        data: The file's bytes; hostile, as far as anybody can edit it.
        source: Named in errors, usually the path.

    Raises:
        SpecError: It is none, too large, from a newer seatrial, or a definition in it is not the one of its digest.
    """
    if len(data) > LOCK_BYTES_MAX:
        raise SpecError(f"{source}: larger than {LOCK_BYTES_MAX:,} bytes; no lock of ours.", code="lock.too_large")
    try:
        raw: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SpecError(f"{source}: not JSON: {error}.", code="lock.not_json", hint=_AGAIN) from error
    version = cast("dict[str, object]", raw).get("mcp_lock") if isinstance(raw, dict) else None
    if not isinstance(version, int):
        raise SpecError(f"{source}: not an mcp.lock: 'mcp_lock' is missing.", code="lock.foreign", hint=_AGAIN)
    if version > LOCK_VERSION:
        raise SpecError(
            f"{source}: written by a newer seatrial (form {version}; this one reads up to {LOCK_VERSION}).",
            code="lock.newer",
            hint="Upgrade seatrial to read it.",
        )
    try:
        lock = msgspec.convert(raw, Lock)
    except msgspec.ValidationError as error:
        raise SpecError(f"{source}: not as a lock is written: {error}.", code="lock.malformed", hint=_AGAIN) from error
    for name, server in lock.servers.items():
        _check_digests(server, f"{source}: server {name[:80]!r}")
    return lock


def compare(
    locked: LockedServer,
    listing: Listing,
    *,
    command: Sequence[str] = (),
    url: str = "",
    start: LockedStart | None = None,
) -> tuple[Change, ...]:
    """Say what is not as it was locked: nothing, when all is; each change with a diff.

    Args:
        locked: What was.
        listing: What is now.
        command: What starts it now; with neither this nor `url` that is not compared.
        url: Where it is now.
        start: How it is started besides; None to compare no such thing.
    """
    changes: list[Change] = []
    if (command or url) and command_digest(command, url=url) != locked.command_digest:
        now = masked_url(url) if url else " ".join(masked_words(command))
        changes.append(Change(kind="changed", what="command", diff=definition_diff(locked.command, now)))
    if start is not None and locked.start is not None:
        for what, before, now in (
            ("folder", locked.start.folder, start.folder),
            ("environment", "\n".join(locked.start.env), "\n".join(start.env)),
            ("headers", "\n".join(locked.start.headers), "\n".join(start.headers)),
        ):
            if before != now:
                changes.append(Change(kind="changed", what=what, diff=definition_diff(before, now)))
    if locked.info is not None and digest(_info(listing)) != locked.info.digest:
        diff = definition_diff(locked.info.definition, _info(listing))
        changes.append(Change(kind="changed", what="server info", diff=diff))
    if instructions_digest(listing.instructions) != locked.instructions.digest:
        diff = definition_diff(locked.instructions.text, listing.instructions)
        changes.append(Change(kind="changed", what="instructions", diff=diff))
    changes += _changed("tool", locked.tools, [(one.name, canonical_tool(one)) for one in listing.tools])
    changes += _changed("prompt", locked.prompts, [(one.name, canonical_prompt(one)) for one in listing.prompts])
    changes += _changed("resource", locked.resources, [(one.uri, canonical_resource(one)) for one in listing.resources])
    return tuple(changes)


def _changed(what: str, before: Sequence[LockedItem], after: Sequence[tuple[str, dict[str, Json]]]) -> Iterable[Change]:
    old = _grouped(before, lambda item: item.name, lambda item: item)
    new = _grouped(after, lambda pair: pair[0], lambda pair: pair[1])
    for name in sorted(old.keys() | new.keys()):
        was = {item.digest: item.definition for item in old.get(name, ())}
        now = {digest(definition): definition for definition in new.get(name, ())}
        count = (len(old.get(name, ())), len(new.get(name, ())))
        if was.keys() == now.keys() and count[0] == count[1]:
            continue
        kind = "added" if not was else "removed" if not now else "changed"
        gone = next((was[key] for key in was if key not in now), None if was.keys() - now.keys() else _first(was))
        came = next((now[key] for key in now if key not in was), _first(now))
        diff = definition_diff(gone if was else {}, came if now else {})
        if count[0] != count[1] and was and now:
            diff = f"listed {count[1]} times, before {count[0]}\n{diff}"
        yield Change(kind=kind, what=f"{what} {name}", diff=diff)


def _info(listing: Listing) -> dict[str, Json]:
    return canonical_info(listing.own_name, listing.title, listing.description)


def _first(definitions: Mapping[str, Json]) -> Json:
    return next(iter(definitions.values()), None)


def _grouped(items: Iterable[Any], key: Callable[[Any], str], value: Callable[[Any], T]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(value(item))
    return groups


def _locked(name: str, definition: dict[str, Json]) -> dict[str, Any]:
    written = canonical_json(definition)
    kept = json.loads(written) if len(written) <= DEFINITION_CHARS_MAX else None
    return {"name": name, "digest": digest(definition), "definition": kept}


def _by_name(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.name, item.digest)))


def _check_digests(server: LockedServer, where: str) -> None:
    kept: list[tuple[str, str, Json]] = [
        (f"{what} {item.name[:80]!r}", item.digest, item.definition)
        for what, items in (("tool", server.tools), ("prompt", server.prompts), ("resource", server.resources))
        for item in items
    ]
    if server.info is not None:
        kept.append(("the server's own name", server.info.digest, server.info.definition))
    kept.append(("the instructions", server.instructions.digest, server.instructions.text))
    for what, expected, definition in kept:
        if definition is not None and digest(definition) != expected:
            raise SpecError(
                f"{where}: {what}: the definition in the lock is not the one that its digest was taken of; "
                "somebody edited one of them.",
                code="lock.edited",
                hint="Take the file from version control, or lock the server again.",
            )
