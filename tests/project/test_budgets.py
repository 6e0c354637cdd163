"""A room is one thing: no file and no function grows past what can be read in one go."""

import ast

from tree import own_modules, own_texts

FILE_LINES_MAX = 450
FUNCTION_LINES_MAX = 65

LARGE: dict[str, str] = {"src/seatrial/mcp_audit/data/concept_words.py": "one table of words, and nothing else"}
"""Exceptions: path, or path::function -> why it is one thing all the same."""


def _large_files() -> dict[str, int]:
    counts = {name: text.count("\n") for name, text in own_texts("src", suffix=".py")}
    return {name: lines for name, lines in counts.items() if lines > FILE_LINES_MAX}


def _large_functions() -> dict[str, int]:
    counts = {
        f"{name}::{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, module in own_modules("src")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    return {name: lines for name, lines in counts.items() if lines > FUNCTION_LINES_MAX}


def test_no_file_is_larger_than_its_budget():
    assert {name: lines for name, lines in _large_files().items() if name not in LARGE} == {}


def test_no_function_is_longer_than_its_budget():
    assert {name: lines for name, lines in _large_functions().items() if name not in LARGE} == {}


def test_every_exception_is_still_needed():
    assert set(LARGE) <= {*_large_files(), *_large_functions()}


def test_folders_are_at_most_two_deep_and_named_by_domain():
    places = [name.split("/")[2:-1] for name, _ in own_texts("src", suffix=".py")]
    modules = {name.rsplit("/", 1)[-1] for name, _ in own_texts("src", suffix=".py")}
    assert [place for place in places if len(place) > 2 and place[0] != "templates"] == []
    assert modules & {"utils.py", "util.py", "helpers.py", "common.py", "manager.py", "misc.py"} == set()
