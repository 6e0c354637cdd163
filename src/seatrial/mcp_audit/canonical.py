"""One way of writing down what a server offers, so that equal things have equal digests and nothing else does.

Canonical JSON: keys sorted by code point, no spaces, ASCII with escapes, whole numbers without a point. Text is never
normalised: an invisible character more is another text. Never resolves a reference in a schema. Pure; called by the
lock, the guard, the cache and the second listing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

from seatrial.core.events import Json
from seatrial.mcp_audit.records import Listing, Prompt, Resource, Tool

TOOL_MEMBERS = frozenset({"name", "title", "description", "inputSchema", "outputSchema", "annotations"})
PROMPT_MEMBERS = frozenset({"name", "title", "description", "arguments"})
RESOURCE_MEMBERS = frozenset({"uri", "uriTemplate", "name", "title", "description", "mimeType"})
"""What of a definition has a place of its own in its record; all else goes into ``others``."""
DEPTH_MAX = 256
"""Deeper than any parser that feeds us lets through; beyond it the depth itself is what is written down."""
_OF_CONTENT = frozenset({"size", "annotations"})
"""What is listed of a resource and changes with its content: how long it is, and when it was last written."""
_WHOLE_MAX = 2**53


def canonical_json(value: Json) -> str:
    """Write a value down in the one way; two values that a JSON reader takes for the same give the same text.

    Whatever is nested deeper than `DEPTH_MAX` becomes ``"<too deep>"``.
    """
    return json.dumps(_plain(value, 0), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(value: Json) -> str:
    """Return ``sha256:`` and the hexadecimal digest of a value's canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical_json(value).encode("ascii")).hexdigest()


def canonical_tool(tool: Tool) -> dict[str, Json]:
    """Everything of a tool that reaches a model or decides how a host treats it."""
    return {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "schema": tool.schema,
        "output_schema": tool.output_schema,
        "annotations": tool.annotations,
        **_others(tool.others),
    }


def canonical_prompt(prompt: Prompt) -> dict[str, Json]:
    """Everything of a prompt that reaches a person or a model."""
    return {
        "name": prompt.name,
        "title": prompt.title,
        "description": prompt.description,
        "arguments": prompt.arguments,
        **_others(prompt.others),
    }


def canonical_resource(resource: Resource) -> dict[str, Json]:
    """Everything of a resource that reaches a person or a model and does not change with its content."""
    others = resource.others
    if isinstance(others, dict):
        others = others_in(cast("dict[str, Json]", others), _OF_CONTENT)
    return {
        "uri": resource.uri,
        "name": resource.name,
        "description": resource.description,
        "mime_type": resource.mime_type,
        **({"title": resource.title} if resource.title else {}),
        **_others(others),
    }


def canonical_info(name: str, title: str, description: str) -> dict[str, Json]:
    """What a server says of itself when it is greeted, its version aside, which changes with every release."""
    return {"name": name, "title": title, "description": description}


def others_in(definition: Mapping[str, Json], known: frozenset[str]) -> Json:
    """Return the members of a definition that its record has no place for; None where there are none."""
    return {name: member for name, member in definition.items() if name not in known} or None


def tool_digest(tool: Tool) -> str:
    """Digest of `canonical_tool`."""
    return digest(canonical_tool(tool))


def prompt_digest(prompt: Prompt) -> str:
    """Digest of `canonical_prompt`."""
    return digest(canonical_prompt(prompt))


def resource_digest(resource: Resource) -> str:
    """Digest of `canonical_resource`."""
    return digest(canonical_resource(resource))


def instructions_digest(instructions: str) -> str:
    """Digest of what a server asks hosts to tell their models."""
    return digest(instructions)


def listing_digest(listing: Listing) -> str:
    """Digest of all that a server offers, whatever the order it lists it in; not of its name, version or target."""
    return digest(
        {
            "instructions": listing.instructions,
            "tools": sorted(tool_digest(tool) for tool in listing.tools),
            "prompts": sorted(prompt_digest(prompt) for prompt in listing.prompts),
            "resources": sorted(resource_digest(resource) for resource in listing.resources),
        }
    )


def listing_changes(before: Listing, after: Listing) -> tuple[str, ...]:
    """Say in plain sentences what differs between two listings of one server, names quoted by `repr`."""
    changes = _changed("tool", _by_name(before.tools, canonical_tool), _by_name(after.tools, canonical_tool))
    changes += _changed("prompt", _by_name(before.prompts, canonical_prompt), _by_name(after.prompts, canonical_prompt))
    changes += _changed(
        "resource", _by_name(before.resources, canonical_resource), _by_name(after.resources, canonical_resource)
    )
    if before.instructions != after.instructions:
        changes.append("the instructions changed")
    return tuple(changes)


def _others(others: Json) -> dict[str, Json]:
    """Not there where there is nothing, so that what has none keeps its digest."""
    return {} if others is None else {"others": others}


def _by_name(items: Any, canonical: Any) -> dict[str, list[dict[str, Json]]]:
    """Group by name or URI; a name listed twice has two definitions, kept in their canonical order."""
    groups: dict[str, list[dict[str, Json]]] = {}
    for item in items:
        fields = cast("dict[str, Json]", canonical(item))
        groups.setdefault(str(fields.get("uri", fields["name"])), []).append(fields)
    return {name: sorted(group, key=canonical_json) for name, group in groups.items()}


def _changed(what: str, before: dict[str, list[dict[str, Json]]], after: dict[str, list[dict[str, Json]]]) -> list[str]:
    changes: list[str] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None:
            changes.append(f"{what} {name!r} appeared")
        elif new is None:
            changes.append(f"{what} {name!r} disappeared")
        elif len(old) != len(new):
            changes.append(f"{what} {name!r} is listed {len(new)} times, before {len(old)}")
        else:
            fields = sorted(
                {
                    key
                    for a, b in zip(old, new, strict=True)
                    for key in a.keys() | b.keys()
                    if digest(a.get(key)) != digest(b.get(key))
                }
            )
            changes += [f"{what} {name!r}: {field.replace('_', ' ')} changed" for field in fields]
    return changes


def _plain(value: Json, depth: int) -> Json:
    if depth > DEPTH_MAX:
        return "<too deep>"
    if isinstance(value, dict):
        members = cast("dict[Any, Json]", value)
        return {str(key): _plain(member, depth + 1) for key, member in members.items()}
    if isinstance(value, list | tuple):
        return [_plain(member, depth + 1) for member in cast("list[Json]", value)]
    if isinstance(value, float) and value.is_integer() and abs(value) <= _WHOLE_MAX:
        return int(value)
    return value
