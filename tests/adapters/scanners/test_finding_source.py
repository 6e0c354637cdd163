import os
from dataclasses import replace
from pathlib import Path

import pytest

from seatrial.adapters.scanners.finding_source import NotFound, find_source
from seatrial.adapters.scanners.source import Source
from seatrial.mcp_audit.targets import Target, command_target, folder_target, url_target


def found(target: Target) -> Source:
    source = find_source(target)
    assert isinstance(source, Source), source
    return source


def names(source: Source) -> list[str]:
    return [file.name for file in source.files]


def bun(folder: Path) -> Path:
    """A program of that name."""
    program = folder / "bun"
    program.write_text("")
    return program


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A virtual environment with one installed server, which needs one package, which needs another."""
    site = tmp_path / "env/lib/python3.11/site-packages"
    (tmp_path / "env/bin").mkdir(parents=True)
    (tmp_path / "env/pyvenv.cfg").write_text("home = /nowhere\n")
    program = tmp_path / "env/bin/python"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, version, module, needs in (
        ("Git-Server", "1.2", "git_server", ["Helper >=1; python_version > '3'", "extra-thing ; extra == 'x'"]),
        ("helper", "3.0", "helper", ["deep.thing[x]==2"]),
        ("deep-thing", "2", "deep_thing", []),
        ("unrelated", "9", "unrelated", []),
    ):
        info = site / f"{module}-{version}.dist-info"
        info.mkdir(parents=True)
        lines = [f"Requires-Dist: {need}" for need in needs]
        (info / "METADATA").write_text(
            "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines])
        )
        (info / "top_level.txt").write_text(module)
        (site / module).mkdir()
        (site / module / "__init__.py").write_text("")
    (site / "git_server/server.py").write_text("import helper\n")
    return program


def test_a_folder_is_its_own_source(tmp_path: Path):
    (tmp_path / "server.py").write_text("x = 1\n")
    (tmp_path / "requirements.txt").write_text(
        "a==1.0 \\\n    --hash=sha256:00\nb>=2\n# c==3\n-r more.txt\nD[x]==4 ; x\n"
    )
    source = found(folder_target(str(tmp_path)))
    assert names(source) == ["requirements.txt", "server.py"]
    assert source.packages == ("a==1.0", "d==4")
    assert source.unpinned == ("-r more.txt", "b")


def test_locks_pin_packages(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\ndependencies = ["a>=1", "b"]\n')
    (tmp_path / "uv.lock").write_text('[[package]]\nname = "a"\nversion = "1.1"\n[[package]]\nname = 5\n')
    source = found(folder_target(str(tmp_path)))
    assert source.packages == ("a==1.1",)
    assert source.unpinned == ("b",)


def test_hostile_project_files_are_no_crash(tmp_path: Path):
    (tmp_path / "uv.lock").write_text("[" * 5_000)
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\x00")
    (tmp_path / "requirements.txt").write_bytes(b"\xff==1\n;;;\n==\n")
    assert found(folder_target(str(tmp_path))).packages == ()


def test_a_script_comes_with_what_it_imports_from_beside_it_and_nothing_else(tmp_path: Path, python: Path):
    (tmp_path / "app/pack").mkdir(parents=True)
    (tmp_path / "app/server.py").write_text("import near, helper, json\nfrom pack import thing\n")
    (tmp_path / "app/near.py").write_text("import server\n")
    (tmp_path / "app/pack/__init__.py").write_text("from . import thing\n")
    (tmp_path / "app/pack/thing.py").write_text("from ..secret import x\n")
    (tmp_path / "app/diary.py").write_text("private = 1\n")
    source = found(command_target([str(python), "-u", "-X", "dev", str(tmp_path / "app/server.py")]))
    assert names(source) == ["near.py", "pack/__init__.py", "pack/thing.py", "server.py"]
    assert source.packages == ("deep-thing==2", "helper==3.0")


def test_all_that_runs_when_a_module_is_imported_is_read(tmp_path: Path, python: Path):
    for name, code in (
        ("server.py", "import pack.sub.leaf\n"),
        ("pack/__init__.py", ""),
        ("pack/near.py", ""),
        ("pack/sub/__init__.py", ""),
        ("pack/sub/leaf.py", "from ..near import x\nfrom .... import away\n"),
        ("away.py", ""),
    ):
        (tmp_path / "app" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "app" / name).write_text(code)
    source = found(command_target([str(python), str(tmp_path / "app/server.py")]))
    assert names(source) == [
        "pack/__init__.py", "pack/near.py", "pack/sub/__init__.py", "pack/sub/leaf.py", "server.py",
    ]  # fmt: skip


def test_a_compiled_module_beside_the_script_is_told(tmp_path: Path, python: Path):
    (tmp_path / "server.py").write_text("import core\n")
    (tmp_path / "core.abi3.so").write_bytes(b"\x7fELF")
    source = found(command_target([str(python), str(tmp_path / "server.py")]))
    assert names(source) == ["server.py"]
    assert source.left_out == ("1 file was not read: compiled, so that nobody here reads them.",)


def test_what_a_folder_imports_and_nothing_pins_is_unknown(tmp_path: Path):
    (tmp_path / "src/mine").mkdir(parents=True)
    (tmp_path / "server.py").write_text("import json, requests, mine.tools\nfrom yaml import safe_load\n")
    (tmp_path / "src/mine/tools.py").write_text("import server\n")
    assert found(folder_target(str(tmp_path))).unpinned == ("requests", "yaml")
    (tmp_path / "requirements.txt").write_text("requests==2.0\npyyaml==6.0\n")
    assert found(folder_target(str(tmp_path))).unpinned == ()


@pytest.mark.parametrize(
    ("code", "npm", "told"),
    [
        ("import fs from 'fs';\nconst path = require('node:path');\n", False, False),
        ("import express from 'express';\n", True, False),
        ("import './lib/evil.js'\n", False, True),
        ("const x = require('./evil')", False, True),
        ("await import(name)", False, True),
        ("require('./' + name)", False, True),
    ],
)
def test_what_a_lone_node_script_loads_is_unknown(tmp_path: Path, code: str, npm: bool, told: bool):
    (tmp_path / "server.js").write_text(code)
    source = found(command_target([str(bun(tmp_path)), "run", str(tmp_path / "server.js")]))
    assert source.uses_npm is npm
    assert (source.left_out != ()) is told


def test_code_that_is_loaded_besides_the_servers_own_is_told(tmp_path: Path, python: Path):
    script = tmp_path / "server.py"
    script.write_text("x = 1\n")
    target = command_target([str(python), str(script)])
    assert found(replace(target, env={"KEY": "1"})).left_out == ()
    assert found(replace(target, env={"KEY": "1", "LD_PRELOAD": "/x.so"})).left_out == (
        "It is started with LD_PRELOAD, which may load other code: that was not read.",
    )
    (tmp_path / "server.js").write_text("1\n")
    node = command_target([str(bun(tmp_path)), "--require=./evil.js", str(tmp_path / "server.js")])
    assert found(node).left_out == ("It is started with --require, which may load other code: that was not read.",)


def test_what_is_imported_and_not_installed_is_said(tmp_path: Path, python: Path):
    (tmp_path / "server.py").write_text("import nowhere\n")
    assert found(command_target([str(python), str(tmp_path / "server.py")])).unpinned == ("nowhere",)


def test_an_installed_module_is_found_with_all_it_runs_on(python: Path):
    source = found(command_target([str(python), "-m", "git_server"]))
    assert source.root.name == "git_server"
    assert names(source) == ["__init__.py", "server.py"]
    assert source.packages == ("deep-thing==2", "git-server==1.2", "helper==3.0")


def test_what_is_installed_later_is_seen(python: Path):
    def packages() -> tuple[str, ...]:
        return found(command_target([str(python), "-m", "git_server"])).packages

    assert packages() == ("deep-thing==2", "git-server==1.2", "helper==3.0")
    assert packages() == ("deep-thing==2", "git-server==1.2", "helper==3.0")
    site = python.parents[1] / "lib/python3.11/site-packages"
    old = site / "helper-3.0.dist-info"
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: helper\nVersion: 3.1\n")
    old.rename(site / "helper-3.1.dist-info")
    os.utime(site, ns=(1, 1))
    assert packages() == ("git-server==1.2", "helper==3.1")


def test_a_console_script_leads_to_its_package(python: Path):
    script = python.parent / "git-server"
    script.write_text(f"#!{python}\nimport sys\nfrom git_server import main\nsys.exit(main())\n")
    script.chmod(0o755)
    assert found(command_target([str(script)])).root.name == "git_server"
    assert found(command_target(["env", "A=1", str(script)])).root.name == "git_server"


@pytest.mark.parametrize(
    "code",
    [
        "import helper\nfrom evil import main\nmain()\n",
        "import os\nfrom git_server import main\nos.system('x')\nmain()\n",
        "from git_server import main\nmain(print(1))\n",
        "import sys\nsys.path[0] = '/away'\nfrom git_server import main\nmain()\n",
        "from git_server import main\nopen('/tmp/x', 'w')\nmain()\n",
        "from git_server import main\nclass X:\n    pass\nmain()\n",
    ],
)
def test_a_script_that_does_more_than_start_a_package_is_read_itself(python: Path, code: str):
    script = python.parent / "git-server"
    script.write_text(f"#!{python}\n{code}")
    script.chmod(0o755)
    source = found(command_target([str(script)]))
    assert (source.root, names(source)) == (python.parent, ["git-server"])


@pytest.mark.parametrize("code", ["import importlib\nimportlib.import_module('ne' + 'ar')\n", "__import__(x)\n"])
def test_what_a_script_loads_by_name_is_told(tmp_path: Path, python: Path, code: str):
    (tmp_path / "server.py").write_text(code)
    (left_out,) = found(command_target([str(python), str(tmp_path / "server.py")])).left_out
    assert left_out == "It loads modules by names that do not stand in its code: those were not read."


UNSEEN = "It runs code that does not stand in its files, or starts an interpreter: that was not read."


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import subprocess, sys\nsubprocess.run([sys.executable, 'near.py'])\n", True),
        ("from sys import executable as me\n", True),
        ("exec(open('near.py').read())\n", True),
        ("eval(compile(open('near.py').read(), 'x', 'exec'))\n", True),
        ("import os\nos.system(f'python3 {name}')\n", True),
        ("import subprocess\nsubprocess.Popen(['/bin/bash', place])\n", True),
        ("import subprocess\nsubprocess.run(['git', 'log'])\n", False),
        ("import subprocess\nsubprocess.run(['bash', '-c', command])\n", False),
        ("print(eval('1 + 1'), cursor.exec(statement))\n", False),
        ("LANGUAGES = ['python', 'bash']\nrun(LANGUAGES)\n", False),
    ],
)
def test_a_script_that_runs_other_code_is_told(tmp_path: Path, python: Path, code: str, told: bool):
    (tmp_path / "server.py").write_text(code)
    assert found(command_target([str(python), str(tmp_path / "server.py")])).left_out == ((UNSEEN,) if told else ())
    assert found(command_target([str(python), "-c", code])).left_out == ((UNSEEN,) if told else ())


def test_files_of_code_that_a_script_names_are_read_with_it(tmp_path: Path, python: Path):
    (tmp_path / "app/sub").mkdir(parents=True)
    (tmp_path / "app/server.py").write_text(
        '"""Not diary.py."""\nX = ["sub/near.py", "gone.py", "../away.py", "./tool", "run sub/x.sh now", "data.csv"]\n'
    )
    (tmp_path / "app/sub/near.py").write_text("import helper\nNEXT = 'last.py'\n")
    for name in ("app/sub/last.py", "app/sub/x.sh", "app/diary.py", "app/data.csv", "away.py"):
        (tmp_path / name).write_text("x = 1\n")
    (tmp_path / "app/tool").write_text("#!/bin/sh\n")
    source = found(command_target([str(python), str(tmp_path / "app/server.py")]))
    assert names(source) == ["server.py", "sub/last.py", "sub/near.py", "sub/x.sh", "tool"]
    assert source.packages == ("deep-thing==2", "helper==3.0")
    assert source.left_out == ("No scanner reads the language of what its code may start: 'sub/x.sh', 'tool'.",)


def test_a_node_script_in_a_folder_that_is_passed_over_is_told(tmp_path: Path):
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "venv").mkdir()
    for name, told in (("index.js", False), ("venv/index.js", True)):
        (tmp_path / name).write_text("1\n")
        source = found(command_target([str(bun(tmp_path)), str(tmp_path / name)]))
        assert any("The file that it starts with" in why for why in source.left_out) is told


def test_a_configured_path_is_told_only_where_it_finds_another_program(
    tmp_path: Path, python: Path, monkeypatch: pytest.MonkeyPatch
):
    script = tmp_path / "server.py"
    script.write_text("x = 1\n")
    other = tmp_path / "other"
    other.mkdir()
    (other / "python").write_text("#!/bin/sh\n")
    (other / "python").chmod(0o755)
    monkeypatch.setenv("PATH", str(python.parent))
    bare, whole = command_target(["python", str(script)]), command_target([str(python), str(script)])
    told = ("It is started with PATH, which may load other code: that was not read.",)
    for target, path, expected in (
        (bare, f"/nowhere:{python.parent}", ()),
        (bare, "/nowhere:withheld", ()),
        (bare, f"{other}:withheld", told),
        (whole, f"{other}:withheld", ()),
    ):
        assert found(replace(target, env={"PATH": path})).left_out == expected, path
    script.write_text("#!/usr/bin/env python\n")
    script.chmod(0o755)
    assert found(replace(command_target([str(script)]), env={"PATH": f"{other}:withheld"})).left_out == told


def test_the_scripts_of_installers_lead_to_their_packages(python: Path):
    script = python.parent / "git-server"
    for tidied in (
        "sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])",
        "sys.argv[0] = sys.argv[0].removesuffix('.exe')",
        "if sys.argv[0].endswith('-script.pyw'):\n        sys.argv[0] = sys.argv[0][:-11]",
    ):
        script.write_text(
            f"#!{python}\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom git_server.server import main\n"
            f"if __name__ == '__main__':\n    {tidied}\n    sys.exit(main())\n"
        )
        script.chmod(0o755)
        assert found(command_target([str(script)])).root.name == "git_server"


def test_a_module_beside_the_server_is_found(tmp_path: Path, python: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/__main__.py").write_text("import helper, mine.other\n")
    target = Target(kind="stdio", name="x", command=str(python), args=("-m", "mine"), path=str(tmp_path))
    assert found(target).packages == ("deep-thing==2", "helper==3.0")


def test_code_on_the_command_line_is_source(python: Path):
    source = found(command_target([str(python), "-c", "import helper"]))
    assert source.files[0].data == b"import helper"
    assert source.packages == ("deep-thing==2", "helper==3.0")


def test_a_node_script_is_found_with_its_package_through_its_link(tmp_path: Path):
    package = tmp_path / "node_modules/@x/server"
    (package / "dist").mkdir(parents=True)
    (package / "package.json").write_text("{}")
    (package / "dist/index.js").write_text("#!/usr/bin/env node\n")
    (package / "dist/index.js").chmod(0o755)
    (tmp_path / "node_modules/other").mkdir()
    (tmp_path / "node_modules/other/index.js").write_text("x")
    link = tmp_path / "node_modules/.bin"
    link.mkdir()
    (link / "server").symlink_to("../@x/server/dist/index.js")
    source = found(command_target([str(link / "server")]))
    assert names(source) == ["dist/index.js", "package.json"]
    assert source.uses_npm


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["npx", "-y", "x"], "fetches it"),
        (["uvx", "x"], "fetches it"),
        (["no-such-program-anywhere"], "no such program"),
        (["/bin/sh"], "compiled"),
        (["python3", "-m", "no_such_module_anywhere"], "not installed"),
        (["python3", "-m", "../../etc"], "no name"),
        (["python3"], "without a script"),
        (["python3", "/no/such/script.py"], "not here"),
    ],
)
def test_no_source_is_said_and_why(words: list[str], said: str):
    source = find_source(command_target(words))
    assert isinstance(source, NotFound)
    assert said in source.why


def test_a_server_elsewhere_has_no_source_here():
    assert isinstance(find_source(url_target("https://example.org/mcp")), NotFound)


def test_hostile_code_is_no_crash(tmp_path: Path, python: Path):
    for name, code in (("deep.py", "(" * 5_000), ("nul.py", "\0"), ("self.py", "import self")):
        (tmp_path / name).write_text(code)
        assert names(found(command_target([str(python), str(tmp_path / name)]))) == [name]
