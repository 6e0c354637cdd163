"""The entry point: finds the command, and turns whatever goes wrong into a message and an exit code.

Commands are imported only when they are used: this is the one place in seatrial that imports inside a function, so
that `seatrial --help` starts at once.
"""

from __future__ import annotations

import difflib
import faulthandler
import importlib
import os
import sys
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from seatrial import __version__
from seatrial.adapters.interrupts import Termination
from seatrial.cli.invocation import next_command, program
from seatrial.cli.output import put_bug, put_error, tell
from seatrial.cli.streams import prepare_streams
from seatrial.core.errors import ExitCode, InvariantError, SeatrialError

INTERRUPTED = 130
TERMINATED = 143
_UsageError: Any = typer.BadParameter.__mro__[1]
"""What typer raises for everything that is mistyped; it has no public name."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command that may not be imported yet.

    Attributes:
        module: Defines ``app``, a typer application with this one command.
        summary: What `seatrial --help` says of it.
    """

    module: str
    summary: str


COMMANDS: Mapping[str, Command] = {
    "new": Command("seatrial.cli.new", "Begin an agent of your own from an example."),
    "check": Command("seatrial.cli.check", "Read an agent and its cards; say everything that is wrong at once."),
    "chat": Command("seatrial.cli.chat", "Talk to an agent in this terminal."),
    "simulate": Command("seatrial.cli.simulate", "Rehearse an agent against simulated people."),
    "show": Command("seatrial.cli.show", "Show the card and the words of one conversation, or the latest run."),
    "shrink": Command("seatrial.cli.shrink", "Make a failed conversation as simple as it can be; say what breaks it."),
    "replay": Command("seatrial.cli.replay", "Do a conversation again and say whether it comes out the same."),
    "golden": Command("seatrial.cli.golden", "Write down how conversations should go; say where they go another way."),
    "diff": Command("seatrial.cli.diff", "Compare two runs person by person; say whether the later one is worse."),
    "panel": Command("seatrial.cli.panel", "Have a panel of personas decide a case; say whether that pays."),
    "report": Command("seatrial.cli.report", "Write what came of a run for a CI job: JUnit, Markdown, annotations."),
    "audit": Command("seatrial.cli.audit", "Say of MCP servers whether to connect them, and why."),
    "guard": Command("seatrial.cli.guard", "Stand between an MCP client and its server."),
    "schema": Command("seatrial.cli.schema", "Print the JSON Schema of a file that people write."),
}

EPILOG = """
Examples:
  {program} simulate plumber -n 200       200 simulated people call the example agent
  {program} new my-agent --from blank     begin an agent of your own
  {program} check my-agent                say everything that is wrong with it
  {program} audit mcp.json                say of each MCP server in it whether to connect it

seatrial lets you write an agent in one readable file, rehearse it against simulated people, and replay any
conversation exactly. Agents are folders with an agent.yaml; 'plumber', 'bank' and 'clinica' come along.

Exit codes: 0 fine, 1 a conversation failed or differs, or a server is blocked, 2 something given is wrong, 3 not
judged or undecided, 4 a provider is down, 70 a bug in seatrial, 130 interrupted, 143 terminated. With --json an error
is an object on stdout: error.code, .message, .hint.
"""


class Commands(TyperGroup):
    """The group of all commands; imports a command when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as typer calls it
        """Return the names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as typer calls it
        """Import a command; None for an unknown one."""
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        command: Any = typer.main.get_command(importlib.import_module(found.module).app)
        command.name = cmd_name
        return command

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as typer calls it
        """Begin with examples; sentences are set to the page."""
        examples, *sentences = EPILOG.format(program=program()).strip("\n").split("\n\n")
        formatter.write(f"\n{examples}\n")
        for text in sentences:
            formatter.write("\n" + textwrap.fill(" ".join(text.split()), formatter.width) + "\n")

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as typer calls it
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say what there is."""
        if args and args[0] not in COMMANDS:
            close = _closest(args[0])
            guess = f" Did you mean '{close}'?" if close else ""
            ctx.fail(f"there is no command '{args[0][:40]}'. There are: {', '.join(COMMANDS)}.{guess}")
        return super().resolve_command(ctx, args)


def _closest(word: str) -> str:
    word = word[:40].lower()
    near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.6)
    return near[0] if near else next((name for name in COMMANDS if name.startswith(word[:3])), "")


WIDE = {"max_content_width": 110}

app = typer.Typer(
    cls=Commands, add_completion=False, rich_markup_mode=None, no_args_is_help=False, context_settings=WIDE
)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"seatrial {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Show the help when no command is given."""
    del version  # said already
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")
        tell(f"Try: {next_command('simulate', 'plumber', '-n', '200')}")


def main() -> int:
    """Run the command line; return the exit code. Never raises, never prints a traceback on its own account."""
    as_json = "--json" in sys.argv[1:]
    prepare_streams()
    if not faulthandler.is_enabled():  # a tool that crashes in native code should leave at least its name
        with suppress(OSError, ValueError):
            faulthandler.enable()
    with Termination() as termination:
        code = _main(as_json=as_json)
    stopped = code in {int(ExitCode.PASSED), INTERRUPTED}  # otherwise it has something to say that matters more
    return TERMINATED if termination.asked and stopped else code


def _main(*, as_json: bool) -> int:
    try:
        return _run()
    except KeyboardInterrupt:
        tell("\nStopped.")
        return INTERRUPTED
    except BaseException as error:  # noqa: BLE001 - the outermost frame: a bug is reported, never shown as a traceback
        try:
            return _report(error, as_json=as_json)
        except OSError:  # the place that output goes to is what failed, such as a full disk
            _discard_stdout()
            with suppress(OSError, ValueError):
                return _report(error, as_json=False)
            return int(ExitCode.BAD_INPUT)


def _report(error: BaseException, *, as_json: bool) -> int:
    """Say what went wrong; return the exit code."""
    if isinstance(error, OSError):
        error = _outside(error)
    if not isinstance(error, SeatrialError):
        put_bug(error, as_json=as_json)
        return int(ExitCode.OUR_BUG)
    put_error(error, as_json=as_json)
    if isinstance(error, InvariantError) and os.environ.get("SEATRIAL_DEBUG"):
        put_bug(error, as_json=False)
    sys.stdout.flush()
    return int(error.exit_code)


def _discard_stdout() -> None:
    """Let what is left in standard output's buffer go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _outside(error: OSError) -> SeatrialError:
    """Return what the system refused, such as a full disk, as an error that says so."""
    where = f"{error.filename}: " if error.filename else ""
    message = f"{where}{error.strerror or type(error).__name__}."
    return SeatrialError(message, code="system.refused", hint="Check that there is room, and that you may write there.")


def _run() -> int:
    command: TyperCommand | TyperGroup | Any = typer.main.get_command(app)
    try:
        code: object = command(prog_name=program(), standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except _UsageError as mistyped:
        raise _usage(mistyped) from mistyped
    return code if isinstance(code, int) else int(ExitCode.PASSED)


def _usage(mistyped: Any) -> SeatrialError:
    """Return what typer says of a mistyped command as an error of ours, so that programs get an object too."""
    context = mistyped.ctx
    message: str = mistyped.format_message()
    path = program() if context is None else context.command_path
    usage = "" if context is None else " ".join(context.get_usage().split()) + "\n"
    return SeatrialError(message[:1].lower() + message[1:], code="cli.usage", hint=f"{usage}Try: {path} --help")
