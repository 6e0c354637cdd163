"""A command sees its own code and interpreter, and never a home or the data that it is only pointed at."""

import os
import stat
import sys
from pathlib import Path

import pytest

from seatrial.adapters.sandbox_view import View, view_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "people" / "ann"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


def _program(path: Path, text: str = "#!/bin/sh\n") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def _view(*argv: str, folder: str = "", show: tuple[str, ...] = ()) -> View:
    view = view_of(argv, folder=folder, show=show)
    assert view is not None
    return view


def test_a_programs_environment_is_shown_and_the_python_that_it_was_made_from(home: Path):
    base = home / ".pythons" / "3.12"
    _program(base / "bin" / "python3.12")
    venv = home / "notes" / ".venv"
    server = _program(venv / "bin" / "mcp-notes", f"#!{venv}/bin/python\n")
    (venv / "bin" / "python").symlink_to(base / "bin" / "python3.12")
    (venv / "pyvenv.cfg").write_text(f"home = {base}/bin\n", encoding="utf-8")
    assert set(_view(server).shown) == {str(venv), str(base)}


def test_packages_installed_in_place_are_shown_with_their_environment(home: Path):
    venv, source = home / ".venv", home / "code" / "src"
    source.mkdir(parents=True)
    server = _program(venv / "bin" / "mcp-notes")
    (venv / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    packages = venv / "lib" / "python3.12" / "site-packages"
    packages.mkdir(parents=True)
    letters = home / "letters"
    letters.mkdir()
    (source.parent / "pyproject.toml").touch()
    (packages / "notes.pth").write_text(f"{source}\n/\n{home}\n{letters}\n", encoding="utf-8")
    assert set(_view(server).shown) == {str(venv), str(source)}


def test_settings_with_keys_are_hidden_in_what_is_shown_unless_they_are_asked_for(home: Path):
    project = home / "code" / "notes"
    (project / "deep" / "node_modules").mkdir(parents=True)
    (project / "pyproject.toml").touch()
    server = _program(project / "server.py")
    for name in (".env", ".env.local", "prod.env", ".env.example", "env.py", "deep/.npmrc", "deep/node_modules/.env"):
        (project / name).write_text("KEY=1\n", encoding="utf-8")
    (project / "kept").write_text("KEY=2\n", encoding="utf-8")
    (project / "deep" / ".envrc").symlink_to(project / "kept")
    (project / "deep" / ".netrc").symlink_to(home / "away")
    hidden = {str(project / name) for name in (".env", ".env.local", "prod.env", "deep/.npmrc", "kept")}
    assert set(_view("/usr/bin/env", server).hidden) == hidden
    assert set(_view("/usr/bin/env", server, show=(str(project / ".env"),)).hidden) == hidden - {str(project / ".env")}


def test_a_program_among_a_users_own_is_shown_alone(home: Path):
    server = _program(home / ".local" / "bin" / "notes")
    other = _program(home / "bin" / "notes")
    assert _view(server).shown == (server,)
    assert _view(other).shown == (other,)


def test_a_link_is_followed_to_where_the_program_lives(home: Path):
    real = _program(home / ".nvm" / "v20" / "lib" / "node_modules" / "notes" / "index.js", "#!/usr/bin/env sh\n")
    (home / ".nvm" / "v20" / "lib" / "node_modules" / "notes" / "package.json").touch()
    link = home / ".nvm" / "v20" / "bin" / "notes"
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(real, link.parent))
    assert _view(str(link)).shown == (str(home / ".nvm" / "v20"),)


def test_a_script_is_shown_with_its_project(home: Path):
    script = home / "work" / "notes" / "src" / "server.py"
    _program(script)
    assert _view("/bin/sh", str(script)).shown == (str(script.parent),)
    (home / "work" / "notes" / "pyproject.toml").touch()
    view = _view("/bin/sh", str(script))
    assert view.shown == (str(home / "work" / "notes"),)


@pytest.mark.parametrize("folder", [".", "Documents"])
def test_a_script_among_a_persons_papers_is_shown_alone(folder: str, home: Path):
    script = _program(home / folder / "server.py")
    assert _view("/bin/sh", script).shown == (script,)


def test_a_folder_to_serve_is_there_and_empty_and_a_file_that_is_no_code_is_not(home: Path):
    papers, database = home / "papers", home / "db.sqlite"
    papers.mkdir()
    database.touch()
    view = _view("/bin/ls", str(papers), "--db", str(database))
    assert view.shown == ()
    assert view.emptied == (str(papers),)


def test_a_folder_named_as_the_project_to_run_is_shown(home: Path):
    project = home / "work" / "notes"
    project.mkdir(parents=True)
    assert _view("/bin/ls", "--directory", str(project)).shown == (str(project),)


@pytest.mark.parametrize("option", ["--directory", "--project"])
def test_no_option_shows_a_home_or_what_holds_one(option: str, home: Path):
    for folder in (home, home.parent, Path("/")):
        assert _view("/bin/ls", option, str(folder)).shown == ()


def test_what_the_user_asks_to_show_is_shown(home: Path):
    papers = home / "papers"
    papers.mkdir()
    view = _view("/bin/ls", str(papers), show=(str(papers),))
    assert (view.shown, view.emptied) == ((str(papers),), ())


def test_a_module_is_looked_for_where_the_command_is_started(home: Path):
    project = home / "work" / "notes"
    _program(project / "notes.py")
    assert _view("/bin/sh", "-m", "notes", folder=str(project)).shown == (str(project),)
    assert _view("/bin/sh", "-m", "other", folder=str(project)).shown == ()


def test_code_on_the_command_line_makes_no_script_of_what_follows(home: Path):
    data = home / "data"
    data.touch()
    assert _view("/bin/sh", "-c", "cat $1", str(data)).shown == ()


def test_it_starts_in_its_folder_only_if_that_is_shown(home: Path):
    project = home / "work" / "notes"
    script = _program(project / "server.sh")
    assert _view("/bin/sh", script, folder=str(project)).folder == str(project)
    assert _view("/bin/ls", folder=str(project)).folder == "/tmp"


@pytest.mark.parametrize("name", ["no-such-program-here", "./nothing", ""])
def test_a_program_that_is_not_here_has_no_view(name: str):
    assert view_of([name]) is None


def test_a_package_of_node_is_shown_with_the_packages_beside_it(home: Path):
    packages = home / "work" / "node_modules"
    script = packages / "@notes" / "server" / "dist" / "index.js"
    _program(script)
    (packages / "@notes" / "server" / "package.json").touch()
    assert _view("/bin/sh", str(script)).shown == (str(packages),)


def test_a_server_starts_in_its_folder_where_only_a_part_of_that_is_shown(home: Path):
    project = home / "work"
    _program(project / "notes" / "server.py")
    view = view_of(["/bin/sh", "notes/server.py"], folder=str(project))
    assert view is not None
    assert view.folder == str(project)


@pytest.mark.parametrize("words", [[".ssh/id_rsa"], ["--directory", ".ssh"], [".ssh"]])
def test_a_configuration_cannot_have_keys_shown(words: list[str], home: Path):
    keys = home / ".ssh"
    keys.mkdir()
    (keys / "id_rsa").write_text("a key", encoding="utf-8")
    named = [str(home / word) if word.startswith(".") else word for word in words]
    view = view_of([sys.executable, *named])
    assert view is not None
    assert not any(keys == Path(place) or keys in Path(place).parents for place in view.shown)
    assert not any(Path(place) in keys.parents for place in view.shown)


def test_another_persons_home_is_a_home_too(tmp_path: Path):
    (tmp_path / "ann" / ".aws").mkdir(parents=True)
    script = tmp_path / "ann" / "server.py"
    script.write_text("", encoding="utf-8")
    view = view_of([sys.executable, str(script)])
    assert view is not None
    assert str(script) in view.shown
    assert str(tmp_path / "ann") not in view.shown


def test_what_arguments_reach_by_climbing_is_named_by_its_whole_path(home: Path):
    script = _program(home / "server.py")
    elsewhere = home / "e"
    elsewhere.mkdir()
    view = _view("/bin/sh", "../server.py", "--config=../server.py", "../nowhere", "plain", folder=str(elsewhere))
    assert view.argv == ("/bin/sh", script, f"--config={script}", "../nowhere", "plain")
    assert view.shown == (script,)
