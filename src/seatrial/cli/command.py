"""What all commands have in common: plain help with the examples first, and as they are typed here."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from seatrial.cli.invocation import as_typed
from seatrial.cli.output import holding_stdout

WIDE = {"max_content_width": 110}

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class PlainCommand(TyperCommand):
    """A command whose help begins with its examples, and whose standard output is for data only."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with holding_stdout():
            try:
                return super().invoke(ctx)
            except KeyboardInterrupt as stopped:  # typer would turn it into an exit code without a word
                raise typer.Abort from stopped

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they are typed here."""
        written, self.help = self.help, as_typed(self.help or "")
        super().format_help_text(ctx, formatter)
        self.help = written


class PlainGroup(TyperGroup):
    """Several commands under one name; their common help is shown as it is typed here."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they are typed here."""
        written, self.help = self.help, as_typed(self.help or "")
        super().format_help_text(ctx, formatter)
        self.help = written


class _App(typer.Typer):
    """A typer application with one command of our kind."""

    def command(self, *args: Any, **options: Any) -> Any:
        """Register the command."""
        options.setdefault("cls", PlainCommand)
        options.setdefault("context_settings", WIDE)
        return super().command(*args, **options)


def command_app() -> typer.Typer:
    """Return an application for one command."""
    return _App(add_completion=False, rich_markup_mode=None)


def group_app(text: str) -> typer.Typer:
    """Return an application for several commands, `text` being their common help."""
    return _App(cls=PlainGroup, help=text, add_completion=False, rich_markup_mode=None, context_settings=WIDE)
