import importlib
import subprocess
import sys

import pytest
from cli_shell import Shell

from seatrial import __version__
from seatrial.cli.main import COMMANDS

HEAVY = ("numpy", "scipy", "pydantic", "sqlalchemy", "jinja2", "yaml", "rich", "phonenumbers", "msgspec")


def test_help_imports_nothing_heavy():
    script = (
        "import sys; sys.argv = ['seatrial', '--help']\n"
        "from seatrial.cli.main import main\n"
        "main()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_needs_neither_training_nor_statistics():
    script = (
        "import sys; sys.argv = ['seatrial', 'check', 'plumber']\n"
        "from seatrial.cli.main import main\n"
        "main()\n"
        "print([name for name in ('scipy', 'sqlalchemy', 'jinja2') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_begins_with_examples_and_lists_every_command(shell: Shell):
    said = shell("--help")
    assert said.code == 0
    assert said.out.index("Examples:") < said.out.index("Options:") < said.out.index("Commands:")
    assert all(f"  {name}" in said.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_with_examples_first(name: str, shell: Shell):
    said = shell(name, "--help")
    assert said.code == 0
    assert said.out.index("Examples:") < said.out.index("Options:")
    assert f"seatrial {name}" in said.out
    assert "--json" in said.out or name in {"schema", "guard"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_does(name: str):
    module = importlib.import_module(COMMANDS[name].module)
    first = (module.__doc__ or "").splitlines()[0]
    assert first.startswith(f"`seatrial {name}`: ")


def test_without_a_command_the_help_is_shown(shell: Shell):
    said = shell()
    assert said.code == 0
    assert "Commands:" in said.out
    assert "seatrial simulate plumber" in said.err


def test_the_version_is_said(shell: Shell):
    assert shell("--version").out == f"seatrial {__version__}\n"


def test_an_unknown_command_is_answered_with_what_there_is(shell: Shell):
    said = shell("simulatte")
    assert said.code == 2
    assert "no command 'simulatte'" in said.err
    assert "Did you mean 'simulate'?" in said.err


def test_the_help_fits_a_narrow_page_but_for_what_is_to_be_typed(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    examples, *rest = shell("--help").out.split("\n\nseatrial lets you")
    assert "seatrial audit mcp.json" in examples
    assert max(len(line) for line in "".join(rest).splitlines()) < 80


def test_letters_that_changed_places_are_put_right(shell: Shell):
    assert "Did you mean 'replay'?" in shell("relpay").err
    assert "Did you mean" not in shell("zzz").err


def test_an_unknown_option_is_bad_input(shell: Shell):
    said = shell("check", "plumber", "--quick")
    assert said.code == 2
    assert "--quick" in said.err


def test_started_by_path_it_shows_commands_by_path(shell: Shell):
    said = shell.run("new", "a")
    assert " -m seatrial check a" in said.out
