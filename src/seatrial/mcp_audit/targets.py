"""What the user wants audited: a command, a URL, a folder with source, or each server of a client's configuration.

Pure: reads texts, never files (`adapters.target_files` does) and starts nothing. Values of environment variables and
headers are kept out of every record and `repr`; `Target.shown` is what may be printed. Called by
`adapters.target_files`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from seatrial.core.errors import SpecError

Kind = Literal["stdio", "http", "folder"]
WORDS_MAX = 512
WORD_CHARS_MAX = 8_192
NAME_CHARS_MAX = 80
MASK = "***"

_RUNNERS = {"npx", "uvx", "bunx", "pipx", "python", "python3", "node", "deno", "bun", "uv", "docker", "podman", "env"}
_SECRET_NAME = re.compile(
    r"key|token|secret|passw|pwd|auth|cred|private|cookie|session|bearer|dsn|webhook|pat$|conn", re.IGNORECASE
)
_PLAIN_VALUE = re.compile(
    r"(?i:true|false|yes|no|on|off|debug|info|warn|warning|error|production|development|[a-z]{2}"
    r"([-_][a-z]{2})?(\.utf-?8)?|stdio|http|sse)|\d{1,6}"
)
_TOKEN_LIKE = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:sk|pk|rk|ghp|gho|ghs|ghu|github_pat|glpat|xox[abprs]|hf|npm|pypi|figd|lin_api|ntn|secret)[-_]"
    r"|AKIA|ASIA|AIza|eyJ)(?=[^\s/\\]*\d)[-_A-Za-z0-9.=+]{12,}"
    # A commit or a digest that pins what is started is no secret: another one is another server.
    r"|(?<![A-Za-z0-9_+=-])(?!(?:(?<=@)[0-9a-f]{40}|(?<=sha256:)[0-9a-f]{64})(?![A-Za-z0-9_+=-]))"
    r"(?=[^\s/\\]*\d)(?=[^\s/\\]*[A-Za-z])[A-Za-z0-9_+=-]{32,}"
)
_URL = re.compile(r"https?://", re.IGNORECASE)
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, kw_only=True)
class Target:
    """One server to audit.

    Attributes:
        name: As the configuration has it, else derived; bounded, printable, unique within one command line.
        command: The program of a stdio server.
        url: Of an http server, with whatever the user wrote in it.
        path: The folder with source; of a stdio server the folder it is to be started in, "" where none was named.
        cwd: The folder that its configuration names, as it stands there.
        env: The configured environment. Never printed.
        headers: The configured headers. Never printed.
        sse: Whether the configuration says that the URL speaks the older SSE transport.
        config: The configuration file it stands in; "" for what was typed.
        disabled: Whether the configuration says not to start it. It is audited all the same.
        unreadable: Why its configuration says nothing that could be audited; "" where it does.
    """

    kind: Kind
    name: str
    command: str = ""
    args: tuple[str, ...] = field(default=(), repr=False)
    url: str = field(default="", repr=False)
    path: str = ""
    env: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    sse: bool = False
    config: str = ""
    cwd: str = ""
    disabled: bool = False
    unreadable: str = ""

    @property
    def env_names(self) -> tuple[str, ...]:
        """The names of the configured environment, without values."""
        return tuple(sorted(self.env))

    @property
    def shown(self) -> str:
        """What was typed or configured, on one line, secrets masked. Still somebody's text: escape it when printing."""
        if self.kind == "stdio":
            return shlex.join([self.command, *masked_words(self.args)])
        return masked_url(self.url) if self.kind == "http" else self.path

    @property
    def file_name(self) -> str:
        """The name as a file may be called: no separators, no leading dot, never empty."""
        return safe_file_name(self.name)


def command_target(words: Sequence[str], *, name: str = "") -> Target:
    """Read a command that starts a server.

    Raises:
        SpecError: It is empty, too long, or has a character that no command can hold.
    """
    if not words or not words[0].strip():
        raise SpecError(
            "There is no command after --.",
            code="audit.no_command",
            hint="Name the program that starts the server: seatrial audit -- python server.py",
        )
    if len(words) > WORDS_MAX or any(len(word) > WORD_CHARS_MAX for word in words):
        raise SpecError(
            f"The command is too long: at most {WORDS_MAX} words of {WORD_CHARS_MAX:,} characters each.",
            code="audit.long_command",
        )
    if any("\0" in word for word in words):
        raise SpecError("The command holds a NUL character, which no command can.", code="audit.bad_command")
    return Target(kind="stdio", name=tidy_name(name or _command_name(words)), command=words[0], args=tuple(words[1:]))


def quoted_target(text: str) -> Target:
    """Read a command given as one quoted string, the way a shell would split it; nothing in it is run by a shell.

    Raises:
        SpecError: Its quotes do not close, or as `command_target`.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise SpecError(
            f"The command cannot be split into words: {str(error).lower()}.",
            code="audit.bad_command",
            hint="Give it after two dashes instead: seatrial audit -- COMMAND ARGUMENT ...",
        ) from error
    return command_target(words)


def url_target(
    url: str, *, name: str = "", headers: Mapping[str, str] | None = None, sse: bool = False, where: str = ""
) -> Target:
    """Read the URL of a server.

    Raises:
        SpecError: It is none that can be visited. The URL itself is quoted only masked.
    """
    prefix = f"{where}: " if where else ""
    hint = "Give the address of the server itself, such as https://example.org/mcp"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SpecError(f"{prefix}the URL cannot be read: {error}.", code="audit.bad_url", hint=hint) from error
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise SpecError(f"{prefix}{masked_url(url)!r} is no http or https URL.", code="audit.bad_url", hint=hint)
    if len(url) > WORD_CHARS_MAX or any(ord(char) < 33 or ord(char) == 127 for char in url):
        raise SpecError(f"{prefix}the URL is too long or holds characters no URL has.", code="audit.bad_url", hint=hint)
    return Target(kind="http", name=tidy_name(name or host), url=url, headers=dict(headers or {}), sse=sse)


def folder_target(path: str, *, name: str = "") -> Target:
    """Name a folder with a server's source."""
    last = re.split(r"[/\\]", path.rstrip("/\\"))[-1]
    return Target(kind="folder", name=tidy_name(name or last or "folder"), path=path)


def looks_like_url(text: str) -> bool:
    """Whether a typed word is a URL."""
    return _URL.match(text) is not None


def distinct(targets: Sequence[Target]) -> list[Target]:
    """Give targets of the same name different ones: ``git``, ``git-2``, compared as file names without case."""
    taken: set[str] = set()
    result: list[Target] = []
    for target in targets:
        name, number = target.name, 1
        while safe_file_name(name).lower() in taken:
            number += 1
            name = f"{target.name}-{number}"
        taken.add(safe_file_name(name).lower())
        result.append(target if name == target.name else replace(target, name=name))
    return result


def tidy_name(name: str) -> str:
    """Bound a name and replace what does not print, so that it stands on one line; paths in it stay visible."""
    kept = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[: NAME_CHARS_MAX * 4])
    return " ".join(kept.split())[:NAME_CHARS_MAX] or "server"


def safe_file_name(name: str) -> str:
    """Make a name into one that can be a file's: ASCII, no separators, no leading dot or dash, never empty."""
    return _SAFE.sub("_", name).strip("._-")[:NAME_CHARS_MAX] or "server"


def is_secret(name: str, value: str) -> bool:
    """Whether a configured value is to be withheld and masked: all but what is plainly a switch, number or level."""
    return bool(value) and (_SECRET_NAME.search(name) is not None or _PLAIN_VALUE.fullmatch(value.strip()) is None)


def masked_words(words: Sequence[str]) -> tuple[str, ...]:
    """Mask what looks like a secret in a command's arguments: after ``--api-key``, in ``TOKEN=...``, in URLs."""
    result: list[str] = []
    expects_secret = False
    for word in words:
        option, equals, value = word.partition("=")
        if expects_secret and not word.startswith("-"):
            result.append(MASK)
        elif equals and value and _SECRET_NAME.search(option) and not looks_like_url(option):
            result.append(f"{option}={MASK}")
        elif "://" in word:
            result.append(masked_url(word))
        else:
            result.append(_TOKEN_LIKE.sub(MASK, word))
        expects_secret = (word.startswith("-") and not equals and _SECRET_NAME.search(word) is not None) or word in {
            "-H",
            "--header",
        }
    return tuple(result)


def masked_url(url: str) -> str:
    """Mask a URL's user information and the values of its query, and whatever looks like a token in its path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _TOKEN_LIKE.sub(MASK, url)
    place = parts.netloc.rpartition("@")
    netloc = f"{MASK}@{place[2]}" if place[1] else parts.netloc
    query = re.sub(r"=[^&]+", f"={MASK}", parts.query)
    path = _TOKEN_LIKE.sub(MASK, parts.path)
    return urlunsplit((parts.scheme, netloc, path, query, MASK if parts.fragment else ""))


def _command_name(words: Sequence[str]) -> str:
    """Name a server after what tells it from others: the package or script, not the runner."""
    for word in (words[0], *masked_words(words[1:])):
        if word.startswith("-") or "=" in word or MASK in word:
            continue
        last = re.split(r"[/\\]", word.rstrip("/\\"))[-1]
        base = re.sub(r"\.(?:py|js|mjs|cjs|ts|exe|cmd|sh|jar)$", "", last)
        if re.sub(r"[\d.]+$", "", base) in _RUNNERS or base in {"run", "exec", "tool", "x", "-m"}:
            continue
        return base
    return re.split(r"[/\\]", words[0])[-1]
