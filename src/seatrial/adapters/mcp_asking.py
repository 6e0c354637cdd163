"""Asks an MCP server for everything that it offers, through the official SDK's session, and writes it down.

Follows every page up to its bounds, keeps definitions as the server sent them, asks again to see whether it says the
same, and grants it nothing: it calls no tool, reads no resource, and declines whatever the server asks for. Knows
nothing of processes and addresses. Called by `adapters.mcp_listing`; needs the ``mcp`` extra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import anyio
from mcp import MCPError, types
from mcp.client.session import ClientSession, IncomingMessage
from pydantic import BaseModel, ConfigDict, ValidationError

from seatrial.core.events import Json
from seatrial.mcp_audit.attempts import bounded
from seatrial.mcp_audit.canonical import (
    PROMPT_MEMBERS,
    RESOURCE_MEMBERS,
    TOOL_MEMBERS,
    listing_changes,
    listing_digest,
    others_in,
)
from seatrial.mcp_audit.records import Listing, Prompt, Resource, Tool

GRACE_S = 0.2
"""How long a server is given to say that its lists have changed, before it is asked again."""
PASSES_MAX = 4


class _AsSent(BaseModel):
    """A result with whatever it holds: definitions are kept as sent, fields that the SDK does not know included."""

    model_config = ConfigDict(extra="allow")


@dataclass(frozen=True, kw_only=True)
class Appetite:
    """How much of a listing is taken before the rest is left."""

    items_max: int = 2_000
    pages_max: int = 100


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a server said, and what it said when asked again."""

    first: Listing
    second: Listing | None
    changes: tuple[str, ...]


class NotMcp(Exception):  # noqa: N818 - read as a sentence: raise NotMcp("it answers ...")
    """The server's answers are no MCP; its text is a plain sentence without its full stop."""


class Asking:
    """One conversation with one server, over a session's streams."""

    def __init__(self, server: str, target: str, appetite: Appetite, *, again: Callable[[], None]) -> None:
        """Prepare.

        Args:
            server: The listing's name for it.
            target: What the user typed, masked.
            appetite: Its bounds.
            again: Called before each listing but the first.
        """
        self._server = server
        self._target = target
        self._appetite = appetite
        self._again = again
        self._announced = anyio.Event()
        self.first: Listing | None = None
        """The first listing, as soon as it is complete: what is kept if the server fails later."""

    async def heard(self, message: IncomingMessage) -> None:
        """Take notice of what the server says unasked."""
        if isinstance(
            message,
            types.ToolListChangedNotification
            | types.PromptListChangedNotification
            | types.ResourceListChangedNotification,
        ):
            self._announced.set()

    async def ask(self, session: ClientSession) -> Answers:
        """Have everything listed, at least twice.

        Raises:
            NotMcp: An answer was none.
            MCPError: The server refused, or the connection ended.
        """
        info, instructions, capabilities, version = await self._greet(session)
        self.first = await self._listing(session, info, instructions, capabilities, version)
        second: Listing | None = None
        for _ in range(PASSES_MAX - 1):
            with anyio.move_on_after(GRACE_S):
                await self._announced.wait()
            self._announced = anyio.Event()
            self._again()
            again = await self._listing(session, info, instructions, capabilities, version)
            if listing_digest(again) != listing_digest(self.first):
                second = again  # kept though it may change back: it has been shown
            if not self._announced.is_set():
                break
        changes = () if second is None else listing_changes(self.first, second)
        return Answers(first=self.first, second=second, changes=changes)

    async def _greet(self, session: ClientSession) -> tuple[types.Implementation | None, str, Any, str]:
        """Say hello the way that most hosts do today; newer servers that refuse it are discovered instead."""
        try:
            hello = await session.initialize()
        except MCPError as refused:
            if refused.code not in {types.METHOD_NOT_FOUND, types.UNSUPPORTED_PROTOCOL_VERSION}:
                raise
            await session.discover()
        except (ValidationError, RuntimeError) as error:
            raise NotMcp(_no_answer("initialize", error)) from error
        else:
            return hello.server_info, hello.instructions or "", hello.capabilities, hello.protocol_version
        return (
            session.server_info,
            session.instructions or "",
            session.server_capabilities,
            session.protocol_version or "",
        )

    async def _listing(
        self,
        session: ClientSession,
        info: types.Implementation | None,
        instructions: str,
        capabilities: types.ServerCapabilities | None,
        version: str,
    ) -> Listing:
        incomplete: list[str] = []
        tools = await self._tools(session, capabilities, incomplete)
        prompts: list[Json] = []
        resources: list[Json] = []
        templates: list[Json] = []
        if capabilities is not None and capabilities.prompts is not None:
            prompts = await self._optional(session, types.ListPromptsRequest, "prompts", incomplete)
        if capabilities is not None and capabilities.resources is not None:
            resources = await self._optional(session, types.ListResourcesRequest, "resources", incomplete)
            templates = await self._optional(
                session, types.ListResourceTemplatesRequest, "resourceTemplates", incomplete
            )
        return Listing(
            server=self._server,
            target=self._target,
            version=bounded(info.version) if info is not None else "",
            protocol=bounded(version),
            own_name=info.name if info is not None else "",
            title=(info.title or "") if info is not None else "",
            description=(info.description or "") if info is not None else "",
            instructions=instructions,
            tools=tuple(_tool(item) for item in tools),
            prompts=tuple(_prompt(item) for item in prompts),
            resources=tuple(_resource(item) for item in [*resources, *templates]),
            incomplete=tuple(incomplete),
        )

    async def _tools(
        self, session: ClientSession, capabilities: types.ServerCapabilities | None, incomplete: list[str]
    ) -> list[Json]:
        """List tools whether or not the server says that it has any: what it leaves unsaid may still be called."""
        try:
            return await self._pages(session, types.ListToolsRequest, "tools", incomplete)
        except MCPError as error:
            if is_closed(error) or capabilities is None or capabilities.tools is not None:
                raise
            self._refused("tools", error, incomplete)
            return []

    async def _optional(self, session: ClientSession, request: Any, key: str, incomplete: list[str]) -> list[Json]:
        """List what a server may well have promised by mistake."""
        try:
            return await self._pages(session, request, key, incomplete)
        except MCPError as error:
            if is_closed(error):
                raise
            self._refused(key, error, incomplete)
            return []

    def _refused(self, key: str, error: MCPError, incomplete: list[str]) -> None:
        """Say that a list was refused, unless for want of one."""
        if error.code != types.METHOD_NOT_FOUND:
            incomplete.append(f"It refused to list its {_words(key)}: {bounded(error.error.message)!r}.")

    async def _pages(self, session: ClientSession, request: Any, key: str, incomplete: list[str]) -> list[Json]:
        items: list[Json] = []
        seen: set[str] = set()
        cursor: str | None = None
        for _ in range(self._appetite.pages_max):
            asked = request(params=types.PaginatedRequestParams(cursor=cursor) if cursor is not None else None)
            try:
                page = await session.send_request(asked, _AsSent)
            except (ValidationError, RuntimeError, ValueError) as error:
                raise NotMcp(_no_answer(f"a list of its {_words(key)}", error)) from error
            found = page.model_extra or {}
            items += cast("list[Json]", found.get(key) or [])
            if len(items) > self._appetite.items_max:
                incomplete.append(f"It lists more than {self._appetite.items_max:,} {_words(key)}; the rest is unread.")
                return items[: self._appetite.items_max]
            cursor = found.get("nextCursor")
            if cursor is None:
                return items
            if cursor in seen:
                incomplete.append(f"The pages of its {_words(key)} lead in a circle.")
                return items
            seen.add(cursor)
        incomplete.append(f"Its {_words(key)} go on past {self._appetite.pages_max} pages; the rest is unread.")
        return items


def is_closed(error: MCPError) -> bool:
    """Whether an error is the SDK's own for a connection that ended; servers use its number for other things."""
    return error.code == types.CONNECTION_CLOSED and error.error.message == "Connection closed"


def _tool(item: Json) -> Tool:
    return Tool(
        name=_text(item, "name"),
        title=_text(item, "title"),
        description=_text(item, "description"),
        schema=item.get("inputSchema"),
        output_schema=item.get("outputSchema"),
        annotations=item.get("annotations"),
        others=others_in(item, TOOL_MEMBERS),
    )


def _prompt(item: Json) -> Prompt:
    return Prompt(
        name=_text(item, "name"),
        title=_text(item, "title"),
        description=_text(item, "description"),
        arguments=item.get("arguments"),
        others=others_in(item, PROMPT_MEMBERS),
    )


def _resource(item: Json) -> Resource:
    return Resource(
        uri=_text(item, "uri") or _text(item, "uriTemplate"),
        name=_text(item, "name"),
        title=_text(item, "title"),
        description=_text(item, "description"),
        mime_type=_text(item, "mimeType"),
        others=others_in(item, RESOURCE_MEMBERS),
    )


def _text(item: Json, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _words(key: str) -> str:
    return "resource templates" if key == "resourceTemplates" else key


def _no_answer(what: str, error: Exception) -> str:
    """Say what was wrong with an answer: the first place, and never the validator's own page-long text."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"][-4:])
        return f"its answer to {what} is not MCP: {bounded(place)!r}: {bounded(first['msg']).lower()}"
    return f"its answer to {what} is not MCP: {bounded(str(error))!r}"
