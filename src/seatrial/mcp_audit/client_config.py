"""Client configurations: the servers that a host such as an editor or a desktop app would start.

Reads ``mcpServers`` (``claude_desktop_config.json``, ``mcp.json`` ...), ``servers`` (``.vscode/mcp.json``) and
``mcp.servers`` (an editor's settings), with comments, trailing commas and variables such as ``${userHome}``. Pure:
takes a file's text. Errors name the file and the place and never quote a value, which may be a secret. Called by
`adapters.target_files`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any, cast

from seatrial.core.errors import SpecError
from seatrial.mcp_audit.targets import WORD_CHARS_MAX, Target, command_target, tidy_name, url_target

BYTES_MAX = 1_000_000
SERVERS_MAX = 200
WITHHELD = "withheld"
"""What stands for a value that a configuration takes from elsewhere: the environment, or the person who is asked."""
_SHAPE = 'A configuration looks like this: {"mcpServers": {"git": {"command": "mcp-server-git", "args": []}}}'
_COMMENT_OR_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_VARIABLE = re.compile(
    r"\$\{(?:(?P<place>userHome|workspaceFolder(?:Basename)?|pathSeparator|/)|input:[^{}]*"
    r"|(?:env:)?(?P<name>[A-Za-z_]\w*)(?::-(?P<default>[^{}]*))?)\}",
    re.ASCII,
)
_TEXT_OR_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')


def config_targets(
    text: str, *, path: str, home: str = "", workspace: str = "", variables: Collection[str] = ()
) -> list[Target]:
    """Return every server of a client's configuration, in its order, disabled and unreadable ones too.

    Args:
        text: Of the file.
        path: Of the file, for messages.
        home: What ``${userHome}`` means; "" to leave it as it stands.
        workspace: What ``${workspaceFolder}`` means, and where servers are started that name no folder of their own;
            "" to leave both open.
        variables: Names of those that are set, in whose place no default stands.

    Raises:
        SpecError: The file is no such configuration, or none of its servers is one; names the place.
    """
    servers, place = _servers(_parsed(text, path), path)
    if len(servers) > SERVERS_MAX:
        raise _wrong(path, f"{place} holds {len(servers)} servers; at most {SERVERS_MAX} are read")
    places = {"userHome": home, "workspaceFolder": workspace, "workspaceFolderBasename": posixpath.basename(workspace)}
    places |= {"pathSeparator": "/", "/": "/"}
    targets: list[Target] = []
    first_error: SpecError | None = None
    for name, entry in servers.items():
        where = f"{path}: {place}.{tidy_name(name)}"
        try:
            target = _started_in(workspace, home, _target(name, _resolved(entry, places, variables), where))
            target = replace(target, cwd=_cwd_as_written(entry))
        except SpecError as error:  # the others are audited all the same
            first_error = first_error or error
            target = Target(kind="stdio", name=tidy_name(name), unreadable=str(error))
        targets.append(replace(target, config=path))
    if first_error is not None and all(target.unreadable for target in targets):
        raise first_error
    return targets


def without_comments(text: str) -> str:
    """Blank out comments and trailing commas, leaving every other character where it stands, line by line."""
    bare = _COMMENT_OR_TEXT.sub(lambda m: m[0] if m[0].startswith('"') else re.sub(r"[^\n]", " ", m[0]), text)
    return _TEXT_OR_COMMA.sub(lambda m: m[1] or " ", bare)


def _parsed(text: str, path: str) -> Any:
    if len(text) > BYTES_MAX:
        raise _wrong(path, f"it is larger than {BYTES_MAX:,} characters, too large for a configuration")
    bare = without_comments(text.removeprefix("\ufeff"))
    try:
        return json.loads(bare)
    except json.JSONDecodeError as error:
        raise SpecError(
            f"{path}:{error.lineno}:{error.colno}: this is not JSON: {error.msg.lower()}.",
            code="audit.bad_config",
            hint="Mend that place, or name the server itself: seatrial audit -- COMMAND",
        ) from error
    except (RecursionError, ValueError) as error:
        raise _wrong(path, "it is nested too deep, or holds a number too long, to be a configuration") from error


def _servers(root: Any, path: str) -> tuple[dict[str, Any], str]:
    if not isinstance(root, dict):
        raise _wrong(path, "it holds no object")
    top = cast("dict[str, Any]", root)
    inner = top.get("mcp")
    nested = cast("dict[str, Any]", inner) if isinstance(inner, dict) else {}
    candidates = [
        (top, "mcpServers", "mcpServers"),
        (top, "servers", "servers"),
        (nested, "servers", "mcp.servers"),
        (nested, "mcpServers", "mcp.mcpServers"),
    ]
    for holder, key, place in candidates:
        if key in holder:
            servers = holder[key]
            if not isinstance(servers, dict):
                raise _wrong(path, f"{place} is no object of servers by name")
            return cast("dict[str, Any]", servers), place
    raise _wrong(path, "it has neither mcpServers nor servers")


def _resolved(entry: Any, places: dict[str, str], variables: Collection[str]) -> Any:
    """Put places where an entry's texts name them, and `WITHHELD` where they name what is not known here.

    A default stands only for a variable that is not set: a client would take the other value.
    """
    if not isinstance(entry, dict):
        return entry
    server = cast("dict[str, Any]", entry)
    named: dict[str, str] = {}

    def value_of(match: re.Match[str]) -> str:
        place, variable, default = match["place"], match["name"], match["default"]
        if place or variable == "HOME":
            return places[place or "userHome"] or match[0]
        if default is not None and variable not in variables:
            return default
        if variable:
            named[variable] = WITHHELD
        return WITHHELD

    def texts(value: Any) -> Any:
        if isinstance(value, str) and len(value) <= WORD_CHARS_MAX:
            return _VARIABLE.sub(value_of, value)
        if isinstance(value, list):
            return [texts(item) if isinstance(item, str) else item for item in cast("list[Any]", value)]
        return value

    resolved = {key: texts(value) for key, value in server.items()}
    for key in ("env", "headers"):
        held = server.get(key)
        if isinstance(held, dict):
            by_name = cast("dict[str, Any]", held)
            resolved[key] = {name: texts(value) if isinstance(value, str) else value for name, value in by_name.items()}
    if named and isinstance(resolved.get("env") or {}, dict):
        resolved["env"] = named | (resolved.get("env") or {})
    return resolved


def _target(name: str, entry: Any, where: str) -> Target:
    if not isinstance(entry, dict):
        raise _wrong(where, "it is no object")
    server = cast("dict[str, Any]", entry)
    kind = _text(server, "type", where) or _text(server, "transport", where)
    url = _text(server, "url", where) or _text(server, "serverUrl", where) or _text(server, "httpUrl", where)
    disabled = server.get("disabled") is True or server.get("enabled") is False
    if url:
        headers = _texts_by_name(server, "headers", where)
        return replace(
            url_target(url, name=name, headers=headers, sse=kind.lower() == "sse", where=where), disabled=disabled
        )
    command = _text(server, "command", where)
    if not command:
        raise _wrong(where, "it has neither a command nor a url")
    args: Any = server.get("args") or []
    words = [word for word in cast("list[Any]", args) if isinstance(word, str)] if isinstance(args, list) else None
    if words is None or len(words) < len(cast("list[Any]", args)):
        raise _wrong(f"{where}.args", "it must be a list of texts")
    try:
        target = command_target([command, *words], name=name)
    except SpecError as error:
        raise SpecError(f"{where}: {error}", code=error.code, hint=error.hint) from error
    env = _texts_by_name(server, "env", where)
    return replace(target, env=env, path=_text(server, "cwd", where), disabled=disabled)


def _cwd_as_written(entry: Any) -> str:
    """Return the folder that an entry names, variables unread: the same on every machine."""
    written = cast("dict[str, Any]", entry).get("cwd") if isinstance(entry, dict) else None
    return written[:WORD_CHARS_MAX] if isinstance(written, str) else ""


def _started_in(workspace: str, home: str, target: Target) -> Target:
    """Say where a server is started: in the workspace, or where its configuration says, seen from there."""
    if target.kind != "stdio" or not workspace:
        return target
    named = target.path
    if home and (named == "~" or named.startswith("~/")):
        named = home + named[1:]
    return replace(target, path=posixpath.normpath(posixpath.join(workspace, named)))


def _text(server: dict[str, Any], key: str, where: str) -> str:
    value = server.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > WORD_CHARS_MAX or "\0" in value:
        raise _wrong(f"{where}.{key}", f"it must be a text of at most {WORD_CHARS_MAX:,} characters")
    return value


def _texts_by_name(server: dict[str, Any], key: str, where: str) -> dict[str, str]:
    """Read an object of texts; numbers and switches, which people write there too, become texts."""
    value: Any = server.get(key) or {}
    if not isinstance(value, dict):
        raise _wrong(f"{where}.{key}", "it must be an object of texts")
    result: dict[str, str] = {}
    for name, held in cast("dict[str, Any]", value).items():
        if held is None:
            continue
        if isinstance(held, dict | list):
            raise _wrong(f"{where}.{key}.{tidy_name(name)}", "it must be a text")
        text = str(held).lower() if isinstance(held, bool) else str(held)
        bad_name = not name or "=" in name or any(ord(char) < 33 for char in name)
        if bad_name or "\0" in text or len(text) > WORD_CHARS_MAX * 4:
            raise _wrong(f"{where}.{key}.{tidy_name(name)}", "no variable or header can be called or hold that")
        result[name] = text
    return result


def _wrong(where: str, what: str) -> SpecError:
    return SpecError(f"{where}: {what}.", code="audit.bad_config", hint=_SHAPE)
