"""The guard between an MCP client and its server: what each line becomes, as a pure state machine.

Lines in, effects out, in order; the proxy (`adapters.guard_proxy`) carries them out. Enforces the policy on lists and
calls, asks the server itself when its lists have changed, searches results for injected instructions, and answers what
the server no longer can. Never reads a clock or a stream, and never passes on what it could not read. Not safe for
threads: the proxy lets one in at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seatrial.core.events import Json
from seatrial.mcp_audit.guard_effects import REFUSED, Effect, Record, Settings, Tell, ToClient, ToServer, dropped
from seatrial.mcp_audit.guard_greeting import greeted
from seatrial.mcp_audit.guard_lists import ListChecks, Outcome, filtered, without_injected
from seatrial.mcp_audit.guard_policy import Policy, Shelf
from seatrial.mcp_audit.guard_reading import bare, error_text, own_id, rejoined, request_id
from seatrial.mcp_audit.guard_record import answered, asked, failed, noted
from seatrial.mcp_audit.injected import Injection, find_in_all
from seatrial.mcp_audit.results import ASKING, OFFERED, SEARCHED, TELLING, says, texts_in, warned, withheld
from seatrial.mcp_audit.wire import (
    INVALID_REQUEST,
    PARSE_ERROR,
    IdKey,
    Message,
    NotAMessage,
    Oversized,
    error_line,
    id_key,
    members_of,
    read_line,
    text_of,
)

PENDING_MAX = 10_000
CANCELLED_MAX = 1_000
HELD_MAX = 64
HELD_MS_MAX = 10_000


@dataclass(frozen=True, slots=True)
class _Pending:
    """A request that the server has not answered.

    Attributes:
        epochs: Of the shelves, when it was sent.
    """

    id: bytes
    method: str
    lane: int
    epochs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A call that waits until the server has been asked for its list."""

    message: Message
    shelf: Shelf
    name: str
    lane: int
    until_ms: int


class Guard:
    """One session between one client and one server."""

    def __init__(self, policy: Policy, settings: Settings) -> None:
        self._policy = policy
        self._settings = settings
        self._pending: dict[IdKey, _Pending] = {}
        self._cancelled: OrderedDict[IdKey, _Pending] = OrderedDict()
        self._held: list[_Held] = []
        self._checks = ListChecks(policy.shelves, settings.nonce)
        self._requests = 0

    @property
    def due_ms(self) -> int | None:
        """When `tick` wants to be called; None for never."""
        return min((held.until_ms for held in self._held), default=None)

    @property
    def waiting(self) -> int:
        """How many requests of the client have no answer yet."""
        return len(self._pending) + len(self._held)

    # ------------------------------------------------------------------ from the client

    def from_client(self, line: bytes | Oversized, at_ms: int) -> list[Effect]:
        """Take a line of the client's. What cannot be read is answered with an error and not passed on."""
        if isinstance(line, Oversized):
            why = f"a message of {line.size:,} bytes is larger than the guard passes on"
            note = Record(noted(at_ms, "client_line_refused", why))
            return [note, ToClient(error_line(line.id, INVALID_REQUEST, f"seatrial guard: {why}"))]
        if not line.strip():
            return []
        try:
            read = read_line(line)
        except NotAMessage as error:
            why = f"seatrial guard: this line is no message: {error}"
            id_ = own_id(error, asks=True)
            return [
                Record(noted(at_ms, "client_line_refused", str(error))),
                ToClient(error_line(id_, INVALID_REQUEST if id_ else PARSE_ERROR, why)),
            ]
        if isinstance(read, Message):
            return self._client_message(read, at_ms)
        return rejoined([self._client_message(one, at_ms) for one in read.messages], (ToServer, ToClient))

    def _client_message(self, message: Message, at_ms: int) -> list[Effect]:
        if message.repeats:
            why = "an object names a member twice, and nobody knows which one the server would take"
            note = Record(noted(at_ms, "client_line_refused", why))
            if message.kind != "request":
                return [note, Tell(f"refused: {why}")]
            return [note, ToClient(error_line(message.id, INVALID_REQUEST, f"seatrial guard: {why}"))]
        if message.kind == "request":
            return self._client_request(message, at_ms)
        if message.kind == "notification" and message.method == "notifications/cancelled":
            return self._client_cancels(message, at_ms)
        if message.kind == "notification" and self._uses(message.method):
            # Some servers do what a request without an id asks for, and it would have passed every check.
            why = f"{message.method[:200]!r} without an id"
            return [Record(noted(at_ms, "client_line_refused", why)), Tell(f"refused: {why}")]
        return [ToServer(message.line)]

    def _uses(self, method: str) -> bool:
        """Whether a method is one that uses what is listed, to a reader that is not strict about its spelling."""
        return bare(method) in {bare(shelf.kind.use) for shelf in self._policy.shelves}

    def _client_request(self, message: Message, at_ms: int) -> list[Effect]:
        self._requests += 1
        lane, key = self._requests, message.key
        params = message.member("params")
        row = Record(asked(at_ms, lane, self._settings.server, message.method, params))
        members = members_of(params)
        if "_meta" in members:
            self._checks.client_meta = bytes(members["_meta"])
        in_use = key in self._pending or any(held.message.key == key for held in self._held)
        in_use = in_use or self._checks.shelf_of(key) is not None
        if in_use or self.waiting >= PENDING_MAX:
            why = "this id is in use" if in_use else "too many requests are waiting for an answer"
            return [row, *self._refuse(message, lane, why, "invalid", at_ms, code=INVALID_REQUEST)]
        for shelf in self._policy.shelves:
            if message.method == shelf.kind.use:
                return [row, *self._use(message, shelf, text_of(members.get("name", b"")), lane, at_ms)]
        if self._uses(message.method):
            why = "this method is written otherwise than it should be"
            return [row, *self._refuse(message, lane, why, "invalid", at_ms, code=INVALID_REQUEST)]
        return [row, self._pass(message, lane)]

    def _use(self, message: Message, shelf: Shelf, name: str, lane: int, at_ms: int) -> list[Effect]:
        """Let a call through, refuse it, or hold it until the server has said what it offers now."""
        what = f"{shelf.kind.word} {name[:200]!r}"
        if not name:
            return self._refuse(message, lane, f"the {shelf.kind.word} has no name", "invalid", at_ms)
        why = shelf.why_not(name)
        seen = shelf.standing(name)
        if not why and seen is not None:
            why = seen.refused
        if why:
            return self._refuse(message, lane, f"{what} is not let through: {why}", "refused", at_ms)
        if seen is not None or not shelf.must_be_seen:
            return [self._pass(message, lane)]
        if shelf.complete_in == shelf.epoch:
            return self._refuse(message, lane, f"{what}: the server no longer lists it", "refused", at_ms)
        if len(self._held) >= HELD_MAX:
            return self._refuse(message, lane, f"{what}: too many calls wait for the server's list", "busy", at_ms)
        self._held.append(_Held(message, shelf, name, lane, at_ms + HELD_MS_MAX))
        return self._checks.ask(shelf, at_ms)

    def _pass(self, message: Message, lane: int) -> Effect:
        if message.key is not None:
            epochs = tuple(shelf.epoch for shelf in self._policy.shelves)
            self._pending[message.key] = _Pending(message.id, message.method, lane, epochs)
        return ToServer(message.line)

    def _refuse(
        self, message: Message, lane: int, why: str, kind: str, at_ms: int, *, code: int = REFUSED
    ) -> list[Effect]:
        answer = error_line(message.id, code, f"seatrial guard: {why}", {"guard": kind})
        return [Record(failed(at_ms, lane, why, f"guard.{kind}")), ToClient(answer), Tell(f"refused: {why}")]

    def _client_cancels(self, message: Message, at_ms: int) -> list[Effect]:
        key = request_id(message)
        held = next((one for one in self._held if key is not None and one.message.key == key), None)
        if held is not None:  # the server never heard of it
            self._held.remove(held)
            return [Record(failed(at_ms, held.lane, "cancelled before it was passed on", "guard.cancelled"))]
        if key is not None and key in self._pending:
            self._cancelled[key] = self._pending.pop(key)
            if len(self._cancelled) > CANCELLED_MAX:
                self._cancelled.popitem(last=False)
        return [Record(noted(at_ms, "cancelled")), ToServer(message.line)]

    # ------------------------------------------------------------------ from the server

    def from_server(self, line: bytes | Oversized, at_ms: int) -> list[Effect]:
        """Take a line of the server's. What cannot be read is dropped, and said."""
        if isinstance(line, Oversized):
            return self._server_oversized(line, at_ms)
        if not line.strip():
            return []
        try:
            read = read_line(line)
        except NotAMessage as error:
            effects = dropped(at_ms, f"a line of {len(line):,} bytes that is no message: {error}")
            why = f"the answer could not be read: {error}"
            return [*effects, *self._unanswered(own_id(error, asks=False), why, "unreadable", at_ms)]
        if isinstance(read, Message):
            return self._server_message(read, at_ms)
        return rejoined([self._server_message(one, at_ms) for one in read.messages], (ToClient,))

    def _server_oversized(self, line: Oversized, at_ms: int) -> list[Effect]:
        why = f"an answer of {line.size:,} bytes is larger than the guard passes on"
        effects = dropped(at_ms, f"a line of {line.size:,} bytes, larger than the guard passes on")
        return [*effects, *self._unanswered(line.id, why, "too_large", at_ms)]

    def _unanswered(self, id_: bytes, why: str, kind: str, at_ms: int) -> list[Effect]:
        """Tell whoever waits for an answer that was dropped."""
        try:
            key = id_key(id_)
        except NotAMessage:
            return []
        shelf = self._checks.shelf_of(key)
        if shelf is not None:
            return self._checked(shelf, self._checks.failed(shelf, at_ms), at_ms)
        pending = self._take_pending(key)
        if pending is None:
            return []
        answer = error_line(pending.id, REFUSED, f"seatrial guard: {why}", {"guard": kind})
        return [Record(failed(at_ms, pending.lane, why, f"guard.{kind}")), ToClient(answer)]

    def _server_message(self, message: Message, at_ms: int) -> list[Effect]:
        if message.repeats and message.kind in {"notification", "request"}:
            return dropped(at_ms, f"a {message.kind} in which an object names a member twice")
        if message.kind == "notification":
            return self._server_notification(message, at_ms)
        if message.kind == "request":
            return self._server_request(message, at_ms)
        shelf = self._checks.shelf_of(message.key)
        if shelf is not None:
            return self._checked(shelf, self._checks.answered(shelf, message, at_ms), at_ms)
        if message.repeats and not self._is_list(message.key):
            why = "an object names a member twice, and nobody knows which one the client would take"
            return [
                *dropped(at_ms, f"an answer in which {why}"),
                *self._unanswered(message.id, why, "unreadable", at_ms),
            ]
        if message.key is None:
            return [Record(noted(at_ms, "server_error", error_text(message))), ToClient(message.line)]
        pending = self._take_pending(message.key)
        if pending is None:
            return dropped(at_ms, "an answer to nothing that was asked")
        if message.kind == "error":
            return self._server_error(message, pending, at_ms)
        return self._server_result(message, pending, at_ms)

    def _is_list(self, key: IdKey | None) -> bool:
        """Whether an answer is to a list of ours to judge, which is done definition by definition."""
        pending = None if key is None else self._pending.get(key) or self._cancelled.get(key)
        return pending is not None and any(pending.method == shelf.kind.listing for shelf in self._policy.shelves)

    def _server_notification(self, message: Message, at_ms: int) -> list[Effect]:
        if message.method == "notifications/cancelled" and self._checks.shelf_of(request_id(message)):
            return []
        for shelf in self._policy.shelves:
            if message.method == shelf.kind.changed:
                shelf.epoch += 1
                note = Record(noted(at_ms, "list_changed", shelf.kind.plural))
                return [note, *self._checks.ask(shelf, at_ms), ToClient(message.line)]
        found = find_in_all(texts_in(message.member("params"))) if message.method in TELLING else ()
        if found:
            return self._found(at_ms, f"the server's {message.method}, which was dropped,", found)
        return [ToClient(message.line)]

    def _server_request(self, message: Message, at_ms: int) -> list[Effect]:
        if message.method not in ASKING:
            return [ToClient(message.line)]
        found = find_in_all(texts_in(message.member("params")))
        if not found:
            return [ToClient(message.line)]
        effects = self._found(at_ms, f"the server's {message.method}", found)
        if not self._settings.block_injected:
            return [*effects, ToClient(message.line)]
        why = f"seatrial guard: not passed on, because it {says(found)}"
        return [*effects, ToServer(error_line(message.id, REFUSED, why))]

    def _server_error(self, message: Message, pending: _Pending, at_ms: int) -> list[Effect]:
        row = Record(failed(at_ms, pending.lane, error_text(message), "server.error"))
        if pending.method not in SEARCHED:
            return [row, ToClient(message.line)]
        found = find_in_all(texts_in(message.member("error")))
        if not found:
            return [row, ToClient(message.line)]
        why = f"seatrial guard: the server's error message was withheld: it {says(found)}"
        effects = self._found(at_ms, f"an error of {pending.method}", found)
        return [row, *effects, ToClient(error_line(message.id, REFUSED, why, {"guard": "injected"}))]

    def _server_result(self, message: Message, pending: _Pending, at_ms: int) -> list[Effect]:
        for shelf, epoch in zip(self._policy.shelves, pending.epochs, strict=True):
            if pending.method == shelf.kind.listing:
                line, effects = filtered(shelf, message, epoch, at_ms)
                return [Record(answered(at_ms, pending.lane, message.member("result"))), *effects, ToClient(line)]
        if pending.method in {"initialize", "server/discover"}:
            return self._greeted(message, pending, at_ms)
        if pending.method in SEARCHED:
            return self._searched(message, pending, at_ms)
        if pending.method in OFFERED:
            line, effects = without_injected(message, OFFERED[pending.method], at_ms)
            return [Record(answered(at_ms, pending.lane, message.member("result"))), *effects, ToClient(line)]
        return [Record(answered(at_ms, pending.lane, message.member("result"))), ToClient(message.line)]

    def _searched(self, message: Message, pending: _Pending, at_ms: int) -> list[Effect]:
        """Search what goes to a model; warn of what is found, or withhold it."""
        result = message.member("result")
        texts = texts_in(result)
        text = "\n".join(texts) if self._settings.record_results else None
        found = find_in_all(texts)
        if not found:
            return [Record(answered(at_ms, pending.lane, result, text=text)), ToClient(message.line)]
        record: Json = [{"rule": one.rule, "span": one.span} for one in found]
        effects = self._found(at_ms, f"the result of {pending.method}", found)
        line = None if self._settings.block_injected else warned(message, pending.method, found)
        done = "withheld" if line is None else "warned"
        if line is None:
            line = withheld(message, pending.method, found)
        if line is None:
            why = f"seatrial guard: the result was withheld: part of it {says(found)}"
            line = error_line(message.id, REFUSED, why, {"guard": "injected"})
        row = answered(at_ms, pending.lane, result, found={"done": done, "found": record}, text=text)
        return [Record(row), *effects, ToClient(line)]

    def _greeted(self, message: Message, pending: _Pending, at_ms: int) -> list[Effect]:
        """Take out what is not the locked greeting: it goes to the model."""
        row = Record(answered(at_ms, pending.lane, message.member("result")))
        line, effects = greeted(self._policy, message, at_ms, block_injected=self._settings.block_injected)
        return [row, *effects, ToClient(line)]

    # ------------------------------------------------------------------ lists

    def _checked(self, shelf: Shelf, came: tuple[list[Effect], Outcome], at_ms: int) -> list[Effect]:
        """Go on after a step of our own listing: decide about the calls that waited for it."""
        effects, outcome = came
        if outcome == "complete":
            return [*effects, *self._release(shelf, at_ms)]
        if outcome == "failed":
            why = f"the server does not say which {shelf.kind.plural} it has"
            return [*effects, *self._refuse_held(lambda one: one.shelf is shelf, why, at_ms)]
        return effects

    def _release(self, shelf: Shelf, at_ms: int) -> list[Effect]:
        """Decide about the calls that waited for this list."""
        mine = [one for one in self._held if one.shelf is shelf]
        self._held = [one for one in self._held if one.shelf is not shelf]
        effects: list[Effect] = []
        for one in mine:
            effects += self._use(one.message, shelf, one.name, one.lane, at_ms)
        return effects

    def _refuse_held(self, which: Callable[[_Held], bool], why: str, at_ms: int) -> list[Effect]:
        refused = [one for one in self._held if which(one)]
        self._held = [one for one in self._held if not which(one)]
        effects: list[Effect] = []
        for one in refused:
            effects += self._refuse(
                one.message, one.lane, f"{one.shelf.kind.word} {one.name[:200]!r}: {why}", "quarantined", at_ms
            )
        return effects

    # ------------------------------------------------------------------ time and ends

    def tick(self, at_ms: int) -> list[Effect]:
        """Refuse the calls that have waited for the server's list for too long."""
        why = f"the server did not list what it has within {HELD_MS_MAX // 1_000} s"
        return self._refuse_held(lambda one: one.until_ms <= at_ms, why, at_ms)

    def server_ended(self, at_ms: int, how: str) -> list[Effect]:
        """Answer whatever the server left unanswered."""
        effects: list[Effect] = [Record(noted(at_ms, "server_ended", how))]
        effects += self._refuse_held(lambda _: True, how, at_ms)
        for pending in self._pending.values():
            answer = error_line(pending.id, REFUSED, f"seatrial guard: {how}", {"guard": "server_ended"})
            effects += [Record(failed(at_ms, pending.lane, how, "guard.server_ended")), ToClient(answer)]
        self._pending.clear()
        return effects

    def _found(self, at_ms: int, where: str, found: Sequence[Injection]) -> list[Effect]:
        spans = " / ".join(one.span for one in found)
        return [
            Record(noted(at_ms, "injected", where, rules=[one.rule for one in found])),
            Tell(f"{where} {says(found)}: {spans}"),
        ]

    def _take_pending(self, key: IdKey | None) -> _Pending | None:
        return None if key is None else self._pending.pop(key, None) or self._cancelled.pop(key, None)
