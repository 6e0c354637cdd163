"""`seatrial audit`: what MCP servers nobody knows offer and do, before anything is connected to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from seatrial.app.audit_targets import configurations
from seatrial.app.audit_traces import write_traces
from seatrial.app.auditing import SECONDS, WITHOUT, AuditRequest, audit
from seatrial.app.files import write_page
from seatrial.cli.audit_progress import AuditProgress
from seatrial.cli.command import AsJson, PlainCommand, command_app
from seatrial.cli.invocation import next_command
from seatrial.cli.output import out, put, put_next, style, tell
from seatrial.mcp_audit.lock import LOCK_NAME
from seatrial.mcp_audit.targets import looks_like_url, masked_url, masked_words
from seatrial.mcp_audit.verdicts import AuditResult
from seatrial.reports.audit_junit import audit_junit
from seatrial.reports.audit_page import audit_page
from seatrial.reports.audit_terminal import audit_lines
from seatrial.reports.audit_text import dispensable
from seatrial.reports.printable import printable
from seatrial.reports.sarif import sarif

app = command_app()
_COMMAND = "seatrial.command"
NEXT_CHARS_MAX = 200
"""A longer command line is not offered word by word."""

Targets = Annotated[
    list[str],
    typer.Argument(
        metavar="TARGET",
        help="A client's configuration, a URL, a folder with source, a command in quotes; or one after --.",
        show_default=False,
    ),
]
Lock = Annotated[
    Path | None,
    typer.Option("--lock", metavar="FILE", help="Write down what is offered and decided; with --check, compare."),
]
Check = Annotated[
    bool, typer.Option("--check", help=f"Compare with the lock file ({LOCK_NAME}); exit 1 on any change.")
]
Trace = Annotated[
    Path | None, typer.Option("--trace", metavar="FOLDER", help="Also write what was seen and decided, as traces.")
]
AllowNetwork = Annotated[
    bool, typer.Option("--allow-network", help="Let servers use the network while they are listed.")
]
PassEnv = Annotated[
    list[str],
    typer.Option("--pass-env", metavar="NAME", help="Give servers this variable, secret or not; repeatable."),
]
Show = Annotated[
    list[str],
    typer.Option("--show", metavar="PATH", help="Let servers read this too, such as a hidden .env; repeatable."),
]
Without = Annotated[
    list[str],
    typer.Option("--without", metavar="NAME", help=f"Neither run nor miss it; repeatable: {', '.join(WITHOUT)}."),
]
Unsafe = Annotated[bool, typer.Option("--unsafe", help="Start servers without a sandbox: they may do what you may.")]
Seconds = Annotated[
    float, typer.Option("--timeout", min=1, max=600, metavar="S", help="Seconds for listing one server.")
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", min=0, max=64, metavar="N", show_default=False, help="Processes at a time; 0: by cores."),
]
ALWAYS_TOLD = ("server", "kind", "verdict", "p", "confidence", "why", "failure", "cached", "ms")
"""Fields of a server that programs may count on; others are left out where there is nothing to say."""

HELP = f"""
\b
Examples:
  seatrial audit -- python server.py
  seatrial audit claude_desktop_config.json --html audit.html
  seatrial audit https://example.org/mcp
  seatrial audit ./server-source "uvx mcp-server-time"
  seatrial audit .vscode/mcp.json --lock {LOCK_NAME}
  seatrial audit .vscode/mcp.json --check --sarif audit.sarif

Say of MCP servers whether to connect them: allow, review, block or unknown, per tool and server, and why. Servers are
started in a sandbox (bubblewrap: no network, no home, no secrets) and asked what they offer; their source is scanned; a
panel decides. Without a TARGET: the configurations of clients in this folder, else this user's.

Exits with the first that applies: 2 nothing to audit, 1 something to block (with --check: a change since it was
locked), 4 no server could be reached, 3 something to review or unknown, 0 all allowed.
"""


class _Command(PlainCommand):
    """Takes what stands behind -- as a command, word by word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Set the command aside before anything in it is taken for an option."""
        if "--" in args:
            at = args.index("--")
            ctx.meta[_COMMAND] = tuple(args[at + 1 :])
            args = args[:at]
        return super().parse_args(ctx, args)


@app.command(help=HELP, cls=_Command)
def main(
    context: typer.Context,
    target: Targets = [],  # noqa: B006 - typer copies it
    as_json: AsJson = False,
    sarif_file: Annotated[Path | None, typer.Option("--sarif", metavar="FILE", help="Also write SARIF 2.1.0.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Also write a page.")] = None,
    lock: Lock = None,
    check: Check = False,
    trace: Trace = None,
    allow_network: AllowNetwork = False,
    pass_env: PassEnv = [],  # noqa: B006 - as above
    show: Show = [],  # noqa: B006 - as above
    without: Without = [],  # noqa: B006 - as above
    unsafe: Unsafe = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Find everything out anew.")] = False,
    timeout: Seconds = SECONDS,
    jobs: Jobs = 0,
) -> None:
    """Run the command."""
    command: tuple[str, ...] = context.meta.get(_COMMAND, ())
    named = tuple(target) if target or command else tuple(str(path) for path in configurations())
    if named and not target and not command:
        tell(f"Auditing {', '.join(named)}")
    request = AuditRequest(
        targets=named,
        command=command,
        allow_network=allow_network,
        unsafe=unsafe,
        pass_env=tuple(pass_env),
        show=tuple(show),
        without=tuple(without),
        cached=not no_cache,
        seconds=timeout,
        jobs=jobs,
        lock=lock,
        check=check,
        traced=trace is not None,
    )
    with AuditProgress(kept=not no_cache) as progress:
        audited = audit(request, tell=progress)
    result = audited.result
    if trace is not None:
        write_traces(trace, audited.traces, result.rules)
    for path, write in ((sarif_file, sarif), (junit, audit_junit), (html, audit_page)):
        if path is not None:
            write_page(path, write(result))
    if lock is not None and not result.lock:
        tell(f"{lock} was not written: no server was listed.")
    if as_json:
        # In ASCII: what servers wrote may move a terminal's cursor, or turn a line around.
        put(json.dumps(as_object(result), ensure_ascii=True, indent=2, default=str))
    else:
        for line in audit_lines(result, style(out())):
            put(line)
        steps = _next_steps(request, result, html)
        if steps:
            put_next(*steps)
    raise typer.Exit(result.exit_code)


def as_object(result: AuditResult) -> dict[str, Any]:
    """Return the object that --json prints: the result, with what it comes to."""
    found: dict[str, Any] = msgspec.to_builtins(result)
    told = [msgspec.structs.asdict(server) for server in result.servers]
    servers = [
        {**{name: every[name] for name in ALWAYS_TOLD}, **server}
        for every, server in zip(told, found.get("servers", ()), strict=True)
    ]
    return {"verdict": result.verdict, "exit_code": int(result.exit_code), **found, "servers": servers}


def _next_steps(request: AuditRequest, result: AuditResult, html: Path | None) -> list[tuple[str, str]]:
    steps: list[tuple[str, str]] = []
    missed = dispensable(result)
    if missed:
        words = [word for scanner in missed for word in ("--without", scanner)]
        steps.append((f"if you can do without {' and '.join(missed)}", _again(request, *words)))
    if html is not None:
        steps.append(("page", str(html)))
    elif any(server.verdict == "block" for server in result.servers):
        steps.append(("read the debate", _again(request, "--html", "audit.html")))
    if request.lock is not None and result.lock and not result.checked:
        steps.append(("has anything changed", _again(request, "--check", "--lock", str(request.lock))))
    elif not result.checked and result.verdict == "allow":
        steps.append(("remember what they offer", _again(request, "--lock", LOCK_NAME)))
    return steps


def _again(request: AuditRequest, *more: str) -> str:
    """Return the command line of this audit with more options, secrets masked."""
    words = ["audit", *(masked_url(word) if looks_like_url(word) else word for word in request.targets)]
    words += ["--allow-network"] if request.allow_network else []
    words += ["--unsafe"] if request.unsafe else []
    for option, values in (
        ("--pass-env", request.pass_env),
        ("--show", request.show),
        ("--without", request.without),
    ):
        words += [word for value in values for word in (option, value)]
    words += more
    words += ["--", *masked_words(request.command)] if request.command else []
    line = next_command(*words)
    return printable(line if len(line) <= NEXT_CHARS_MAX else next_command("audit", "TARGET", *more), 400)
