"""Finds out what the words after ``seatrial audit`` mean: looks at files, reads configurations, starts nothing.

Called by `app`. What a configuration says is in `mcp_audit.client_config`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from seatrial.agents.regular_file import read_regular
from seatrial.core.errors import SpecError
from seatrial.mcp_audit.client_config import BYTES_MAX, config_targets
from seatrial.mcp_audit.targets import (
    Target,
    command_target,
    distinct,
    folder_target,
    looks_like_url,
    quoted_target,
    url_target,
)

_CONFIG_SUFFIXES = {".json", ".jsonc", ".json5"}
_HINT = "A target is a command after --, a URL, a folder with source, or a client's configuration file."


def find_targets(typed: Sequence[str], command: Sequence[str] = ()) -> list[Target]:
    """Say which servers are meant.

    Args:
        typed: The words before ``--``: URLs, folders, configuration files, commands quoted as one word.
        command: The words after it, one command.

    Returns:
        At least one target; names differ from one another.

    Raises:
        SpecError: A word means nothing, a configuration cannot be read, or nothing was named.
    """
    targets = [target for word in typed for target in _meant(word)]
    if command:
        targets.append(command_target(command))
    if not targets:
        raise SpecError("There is nothing to audit: no server was named.", code="audit.no_target", hint=_HINT)
    return distinct(targets)


def _meant(word: str) -> list[Target]:
    if looks_like_url(word):
        return [url_target(word)]
    path = Path(word).expanduser() if "\0" not in word else Path()
    if word and path.is_dir():
        return [folder_target(str(path))]
    if path.suffix.lower() in _CONFIG_SUFFIXES:
        return _configured(path)
    if path.is_file() and not os.access(path, os.X_OK):
        raise SpecError(
            f"{word} is a file, and no configuration of servers.",
            code="audit.bad_target",
            hint=f"To audit the server that it holds, say how it is started: seatrial audit -- python {word}",
        )
    if any(mark in word for mark in "/\\") and not path.exists() and not any(char.isspace() for char in word):
        raise SpecError(f"{word}: there is no such file or folder.", code="audit.no_such_target", hint=_HINT)
    return [quoted_target(word) if any(char.isspace() for char in word) else command_target([word])]


def _configured(path: Path) -> list[Target]:
    try:
        content = read_regular(path, BYTES_MAX)
        home = os.path.expanduser("~")
        folder = path.absolute().parent
        # An editor keeps its configuration in a folder of the workspace: .vscode, .cursor.
        workspace = folder.parent if folder.name.startswith(".") else folder
        targets = config_targets(
            content.decode("utf-8"),
            path=str(path),
            home=home if os.path.isabs(home) else "",
            workspace=os.path.normpath(workspace),
            variables=frozenset(name for name, value in os.environ.items() if value),
        )
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SpecError(f"{path}: cannot be read: {why}.", code="audit.unreadable_config", hint=_HINT) from error
    except UnicodeDecodeError as error:
        raise SpecError(
            f"{path}: is not UTF-8 text (byte {error.start}).", code="audit.bad_config", hint=_HINT
        ) from error
    if not targets:
        raise SpecError(f"{path}: there is no server in it.", code="audit.no_target", hint=_HINT)
    return targets
