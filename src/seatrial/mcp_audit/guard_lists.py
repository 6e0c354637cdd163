"""Lists of tools and prompts on their way through the guard, and those that it asks the server for itself.

Takes out what the policy does not let through. Asks with ids of its own, one listing at a time for each kind, page by
page, and again when the list changed meanwhile. Pure. Called by `guarding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from seatrial.mcp_audit.guard_effects import Effect, Record, Tell, ToServer, dropped
from seatrial.mcp_audit.guard_policy import Shelf
from seatrial.mcp_audit.guard_record import noted
from seatrial.mcp_audit.injected import find_in_all
from seatrial.mcp_audit.results import says, texts_in
from seatrial.mcp_audit.wire import IdKey, Message, elements_of, encoded, members_of, request_line, text_of

PAGES_MAX = 100
CHECKS_MAX = 60
CHECKS_WITHIN_MS = 60_000
"""At most `CHECKS_MAX` listings of our own in this time: a server that changes all the time stays quarantined."""

Outcome = Literal["under_way", "complete", "failed"]


def filtered(shelf: Shelf, message: Message, epoch: int, at_ms: int) -> tuple[bytes, list[Effect]]:
    """Judge each listed definition; return the answer without those that are not let through."""
    result = members_of(message.member("result"))
    plural = shelf.kind.plural
    listed = elements_of(bytes(result[plural])) if plural in result else None
    if listed is None or any(name != plural and name.lower() == plural for name in result):
        empty = message.with_member("result", encoded({plural: []}))
        return empty, dropped(at_ms, f"a list of {plural} that is none")
    kept: list[object] = []
    effects: list[Effect] = []
    for item in listed:
        judged = shelf.judge(bytes(item), epoch)
        if not judged.refused:
            kept.append(item)
            if judged.found:
                about = f"{shelf.kind.word} {judged.name[:200]!r}, which nobody has judged, {says(judged.found)}"
                effects.append(Record(noted(at_ms, "injected", about, rules=[one.rule for one in judged.found])))
                effects.append(Tell(about))
            continue
        about = f"{shelf.kind.word} {judged.name[:200]!r} was taken out of the list: {judged.refused}"
        effects.append(Record(noted(at_ms, "removed", about, diff=judged.diff)))
        effects.append(Tell(f"{about}\n{judged.diff}" if judged.diff else about))
    if len(kept) == len(listed) and not message.repeats:
        return message.line, effects
    # Written anew where a member stands twice, too: what is passed on is what was judged.
    return message.with_member("result", encoded({**result, plural: kept})), effects


def without_injected(message: Message, plural: str, at_ms: int) -> tuple[bytes, list[Effect]]:
    """Take out what is offered with instructions for the model in its words: there is no place for a warning."""
    result = members_of(message.member("result"))
    listed = elements_of(bytes(result[plural])) if plural in result else None
    if listed is None:
        return message.line, []
    kept: list[object] = []
    effects: list[Effect] = []
    for item in listed:
        found = find_in_all(texts_in(bytes(item)))
        if not found:
            kept.append(item)
            continue
        members = members_of(item)
        name = text_of(members.get("uri", b"")) or text_of(members.get("uriTemplate", b""))
        about = f"{name[:200]!r} was taken out of the list of {plural}: it {says(found)}"
        effects += [Record(noted(at_ms, "removed", about, rules=[one.rule for one in found])), Tell(about)]
    if not effects:
        return message.line, []
    return message.with_member("result", encoded({**result, plural: kept})), effects


@dataclass(slots=True)
class _Check:
    """A listing of our own under way.

    Attributes:
        again: The list was announced to have changed meanwhile.
    """

    id: IdKey
    epoch: int
    pages: int = 1
    again: bool = False
    cursors: set[str] = field(default_factory=set[str])


class ListChecks:
    """The guard's own listings.

    Attributes:
        client_meta: The ``_meta`` of the client's last request: newer servers want the version told in every one.
    """

    def __init__(self, shelves: Sequence[Shelf], nonce: str) -> None:
        self.client_meta = b""
        self._shelves = shelves
        self._nonce = nonce
        self._asked = 0
        self._asked_at_ms: list[int] = []
        self._under_way: dict[str, _Check] = {}

    def shelf_of(self, key: IdKey | None) -> Shelf | None:
        """Return the shelf whose listing has this id; None for all other ids."""
        for shelf in self._shelves:
            check = self._under_way.get(shelf.kind.word)
            if check is not None and check.id == key:
                return shelf
        return None

    def ask(self, shelf: Shelf, at_ms: int) -> list[Effect]:
        """Ask the server for its list, unless that is under way, or was done too often."""
        check = self._under_way.get(shelf.kind.word)
        if check is not None:
            check.again = check.again or check.epoch != shelf.epoch
            return []
        self._asked_at_ms = [then for then in self._asked_at_ms if at_ms - then < CHECKS_WITHIN_MS]
        if len(self._asked_at_ms) >= CHECKS_MAX:
            return [Record(noted(at_ms, "quarantined", f"its {shelf.kind.plural} change too often to be checked"))]
        self._asked_at_ms.append(at_ms)
        line, key = self._request(shelf, None)
        self._under_way[shelf.kind.word] = _Check(key, shelf.epoch)
        return [ToServer(line)]

    def answered(self, shelf: Shelf, message: Message, at_ms: int) -> tuple[list[Effect], Outcome]:
        """Take the server's answer; it never reaches the client."""
        if message.kind == "error":
            return self.failed(shelf, at_ms)
        check = self._under_way[shelf.kind.word]
        _, effects = filtered(shelf, message, check.epoch, at_ms)
        cursor = text_of(members_of(message.member("result")).get("nextCursor", b""))
        if cursor and not check.again and check.pages < PAGES_MAX and cursor not in check.cursors:
            check.cursors.add(cursor)
            check.pages += 1
            line, check.id = self._request(shelf, cursor)
            return [*effects, ToServer(line)], "under_way"
        del self._under_way[shelf.kind.word]
        if check.again:
            return [*effects, *self.ask(shelf, at_ms)], "under_way"
        shelf.complete_in = check.epoch
        return effects, "complete"

    def failed(self, shelf: Shelf, at_ms: int) -> tuple[list[Effect], Outcome]:
        """Take it that the server does not answer this one."""
        check = self._under_way.pop(shelf.kind.word)
        if check.again:
            return self.ask(shelf, at_ms), "under_way"
        return [Record(noted(at_ms, "not_listed", shelf.kind.plural))], "failed"

    def _request(self, shelf: Shelf, cursor: str | None) -> tuple[bytes, IdKey]:
        self._asked += 1
        id_ = f"seatrial-guard-{self._nonce}-{self._asked}"
        params: dict[str, object] = {} if cursor is None else {"cursor": cursor}
        meta = {name: value for name, value in members_of(self.client_meta).items() if name != "progressToken"}
        if meta:
            params["_meta"] = meta
        return request_line(id_, shelf.kind.listing, params), ("text", id_)
