import os
from pathlib import Path

import pytest

from seatrial.adapters.scanners import source
from seatrial.adapters.scanners.source import PYTHON, Source, SourceFile, read_files, stage


def test_files_are_read_by_name_and_what_others_wrote_is_not(tmp_path: Path):
    for name in ("server.py", "lib/tools.py", "node_modules/x/index.js", ".git/config", "venv/bin/a.py", "data.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    files, left_out = read_files(tmp_path)
    assert [file.name for file in files] == ["lib/tools.py", "server.py"]
    assert left_out == ()


def test_links_and_pipes_are_left_out_and_told(tmp_path: Path):
    secret = tmp_path / "secret.py"
    secret.write_text("KEY = 1\n")
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "link.py").symlink_to(secret)
    os.mkfifo(folder / "pipe.py")
    (folder / "away").symlink_to(tmp_path)
    files, left_out = read_files(folder)
    assert files == ()
    assert left_out == ("3 files were not read: no ordinary files, or unreadable.",)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("from . import core\nimport old\n", 2),
        ("import old.thing\n", 1),
        ("import importlib\nimportlib.import_module(name)\n", 2),
        ("score = older = 1\n", 0),
    ],
)
def test_what_is_compiled_and_used_is_left_out_and_told(tmp_path: Path, code: str, count: int):
    for name in ("core.cpython-311-x86_64-linux-gnu.so", "old.pyc", "__pycache__/server.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "server.py").write_text(code)
    files, left_out = read_files(tmp_path)
    assert [file.name for file in files] == ["server.py"]
    told = f"{count} {'file was' if count == 1 else 'files were'} not read: compiled, so that nobody here reads them."
    assert left_out == ((told,) if count else ())


def test_an_addon_that_a_node_package_does_not_load_is_not_told(tmp_path: Path):
    (tmp_path / "addon.node").write_text("x")
    for code, told in (("export const x = 1;\n", False), ("require('./addon');\n", True), ("require(n)\n", True)):
        (tmp_path / "index.js").write_text(code)
        assert (read_files(tmp_path)[1] != ()) is told, code


def test_a_compiled_package_of_its_own_is_always_told(tmp_path: Path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/__init__.so").write_text("x")
    (tmp_path / "server.py").write_text("1\n")
    assert len(read_files(tmp_path)[1]) == 1


def test_a_script_of_another_language_beside_the_code_that_starts_it_is_told(tmp_path: Path):
    (tmp_path / "build.sh").write_text("make\n")
    (tmp_path / "server.py").write_text("x = 1\n")
    assert read_files(tmp_path)[1] == ()
    (tmp_path / "server.py").write_text("import os\nos.system('sh build.sh')\n")
    assert read_files(tmp_path)[1] == ("No scanner reads the language of what its code may start: 'build.sh'.",)


@pytest.mark.parametrize(
    ("code", "folder"),
    [
        ("from .venv.evil import x\n", "venv"),
        ("import pack.venv\n", "venv"),
        ("const x = require('../node_modules/x/y.js')\n", "node_modules"),
        ("// node_modules/zod/index.js\nimport z from 'zod'\n", ""),
        ("x = 'venv'\n", ""),
    ],
)
def test_a_folder_of_others_files_is_told_where_code_loads_from_it(tmp_path: Path, code: str, folder: str):
    for name in ("venv", "node_modules"):
        (tmp_path / name).mkdir()
    (tmp_path / "server.py").write_text(code)
    told = (f"Its code loads files from '{folder}', a folder that was not read.",) if folder else ()
    assert read_files(tmp_path)[1] == told


def test_a_folder_that_is_closed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def closed(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", closed)  # root may open any
    assert read_files(tmp_path) == ((), ("1 folder(s) could not be opened.",))


def test_bounds_are_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "FILES_MAX", 2)
    monkeypatch.setattr(source, "FILE_BYTES_MAX", 10)
    for name in "abc":
        (tmp_path / f"{name}.py").write_text("x\n")
    (tmp_path / "a_large.py").write_text("x" * 11)
    files, left_out = read_files(tmp_path)
    assert [file.name for file in files] == ["a.py", "b.py"]
    assert any("larger than" in said for said in left_out)
    assert any("more than 2 files" in said for said in left_out)


def test_a_folder_nested_too_deep_is_told_of(tmp_path: Path):
    deep = tmp_path.joinpath(*"abcdefghijklmnop")
    deep.mkdir(parents=True)
    (deep / "x.py").write_text("x")
    assert any("levels" in said for said in read_files(tmp_path)[1])


def test_the_digest_knows_names_contents_and_packages(tmp_path: Path):
    file = SourceFile("a.py", b"x")
    plain = Source(root=tmp_path, files=(file,))
    others = [
        Source(root=tmp_path, files=(SourceFile("b.py", b"x"),)),
        Source(root=tmp_path, files=(SourceFile("a.py", b"y"),)),
        Source(root=tmp_path, files=(file,), packages=("a==1",)),
        Source(root=tmp_path, files=(file,), unpinned=("a==1",)),
        Source(root=tmp_path, files=(file,), uses_npm=True),
    ]
    assert len({one.digest for one in [plain, *others]}) == 6
    assert plain.digest == Source(root=tmp_path / "elsewhere", files=(file,)).digest


def test_copies_bear_numbers_and_nothing_in_them_silences_a_scanner(tmp_path: Path):
    code = b"run(x)  # nosec # nosemgrep\nk = 1  # pragma: allowlist secret\n"
    names = stage([SourceFile("../../etc/x\n.py", code), SourceFile("-rf", b"#!/usr/bin/python3\n")], tmp_path)
    assert names == {"f00000.py": "../../etc/x\n.py", "f00001.py": "-rf"}
    copy = (tmp_path / "f00000.py").read_bytes()
    assert not any(word in copy for word in (b"nosec", b"nosem", b"allowlist"))
    assert len(copy) == len(code)


def test_a_script_without_an_extension_is_known_by_its_first_line():
    assert SourceFile("run", b"#!/usr/bin/env python3\nx = 1\n").suffix in PYTHON
    assert SourceFile("run", b"#!/usr/bin/env node\n").suffix == ".js"
    assert SourceFile("run", b"hello").suffix == ""
