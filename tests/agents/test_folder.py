"""An agent's folder is loaded whole, or refused with everything that is wrong in any of its files."""

import os
from pathlib import Path

import pytest
from authoring import FLOW, HEAD, SAMPLES, checked, write

from seatrial.agents.folder import check_agent, load_agent, load_world, resolve_agent, template_names, templates_folder
from seatrial.agents.mistakes import MistakesError
from seatrial.core.errors import ExitCode, SpecError
from seatrial.core.world import world_digest

AGENT = f"{HEAD}{FLOW}      - end: sold\n"


@pytest.mark.parametrize("name", ["clinic", "plumber"])
def test_the_samples_load(name: str):
    loaded = load_agent(SAMPLES / name)
    assert loaded.agent.name == name
    assert loaded.folder == SAMPLES / name
    assert len(loaded.agent.digest) == 32
    assert set(loaded.agent.tools) <= set(loaded.tools.functions)


def test_an_agent_may_be_named_by_its_file():
    assert load_agent(SAMPLES / "clinic" / "agent.yaml").agent == load_agent(SAMPLES / "clinic").agent


@pytest.mark.parametrize("target", ["nowhere", "world.yaml"])
def test_a_world_that_leads_nowhere_is_a_mistake_and_no_empty_world(tmp_path: Path, target: str):
    (tmp_path / "world.yaml").symlink_to(target)
    with pytest.raises(MistakesError, match=r"world\.yaml: "):
        load_world(tmp_path / "world.yaml")


@pytest.mark.parametrize("name", ["agent.yaml", "tools.py", "world.yaml"])
def test_a_pipe_in_a_files_place_is_a_mistake_of_that_file(tmp_path: Path, name: str):
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT})
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    (mistake,) = check_agent(folder).errors
    assert Path(mistake.file).name == name
    assert "it is a named pipe, not a file" in mistake.message
    assert mistake.hint


def test_files_that_are_not_read_because_of_their_ending_are_named(tmp_path: Path):
    files = {"agent.yaml": AGENT, "policy.yml": "", "scenarios/a.yml": "", "notes.yml": ""}
    result = check_agent(write(tmp_path / "shop", files))
    misnamed = [mistake for mistake in result.mistakes if mistake.code == "agent.misnamed"]
    assert [(Path(each.file).name, each.severity, each.hint) for each in misnamed] == [
        ("policy.yml", "warning", "Rename it policy.yaml."),
        ("a.yml", "warning", "Rename it a.yaml."),
    ]
    assert result.loaded is not None


def test_a_world_is_tables_of_keyed_rows_without_surprises():
    loaded = load_agent(SAMPLES / "clinic")
    assert loaded.world == {
        "codes": {"AB1234": {"name": "Ann", "day": "2026-08-24", "paid": "no", "price": 12.5}},
        "full": {},
        "empty": {},
    }
    assert loaded.world_digest == world_digest(loaded.world)


def test_an_absent_world_is_empty(tmp_path: Path):
    assert load_world(tmp_path / "world.yaml") == {}


@pytest.mark.parametrize(
    ("world", "line", "message"),
    [
        ("- a\n", 1, "expected tables"),
        ("a: {b: {}}\nt: [1]\n", 2, "expected keyed rows in table 't'"),
        ("t:\n  k: 5\n", 2, "expected fields in row 'k' of table 't'"),
        ("t: {}\nt: {}\n", 2, "'t' is here twice"),
    ],
)
def test_a_world_of_another_shape_is_a_mistake(tmp_path: Path, world: str, line: int, message: str):
    result = checked(tmp_path, AGENT, world=world)
    (mistake,) = result.errors
    assert (Path(mistake.file).name, mistake.line) == ("world.yaml", line)
    assert message in mistake.message
    assert result.loaded is None


def test_mistakes_in_all_files_are_found_together(tmp_path: Path):
    result = checked(
        tmp_path, AGENT + "wrong: 1\n", tools="def x(:\n", world="t: [1]\n", policy="policy: x\nalso_wrong: 1\n"
    )
    assert sorted(Path(mistake.file).name for mistake in result.errors) == [
        "agent.yaml",
        "policy.yaml",
        "tools.py",
        "world.yaml",
    ]


def test_loading_raises_all_errors_with_the_exit_code_for_bad_input(tmp_path: Path):
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT + "wrong: 1\nslots: {a: {type: b}}\n"})
    with pytest.raises(MistakesError) as caught:
        load_agent(folder)
    assert len(caught.value.mistakes) == 2
    assert str(caught.value).startswith(f"{folder}/agent.yaml:11: unknown field 'wrong'.\n")
    assert caught.value.exit_code == ExitCode.BAD_INPUT


def test_warnings_do_not_keep_an_agent_from_running(tmp_path: Path):
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT.replace("I'm an automated assistant", "Ann")})
    assert [mistake.code for mistake in load_agent(folder).warnings] == ["lint.undisclosed"]


def test_a_folder_without_an_agent_says_so(tmp_path: Path):
    assert [mistake.code for mistake in check_agent(tmp_path).mistakes] == ["yaml.missing"]


def test_scenarios_are_listed_by_name(tmp_path: Path):
    folder = write(
        tmp_path / "shop",
        {"agent.yaml": AGENT, "scenarios/b.yaml": "", "scenarios/a.yaml": "", "scenarios/readme.txt": ""},
    )
    assert [path.name for path in load_agent(folder).scenarios] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (("goal: Sell things.", "goal:   Sell things.  # a remark"), True),
        (("goal: Sell things.", 'goal: "Sell things."'), True),
        (("goal: Sell things.", "goal: Sell everything."), False),
        (("a third thing, the fourth thing", "the fourth thing, a third thing"), False),
    ],
)
def test_the_digest_follows_what_is_said_and_not_how(tmp_path: Path, change: tuple[str, str], same: bool):
    before = load_agent(write(tmp_path / "a", {"agent.yaml": AGENT})).agent.digest
    after = load_agent(write(tmp_path / "b", {"agent.yaml": AGENT.replace(*change)})).agent.digest
    assert (before == after) is same


def test_the_digest_covers_tools_and_locale(tmp_path: Path):
    variants = {
        "a": {"agent.yaml": AGENT},
        "b": {"agent.yaml": AGENT, "tools.py": "x = 1\n"},
        "c": {"agent.yaml": AGENT, "tools.py": "x = 2\n"},
        "d": {"agent.yaml": AGENT + "locale: en-US\n"},
    }
    assert len({load_agent(write(tmp_path / name, files)).agent.digest for name, files in variants.items()}) == 4


def test_loading_twice_gives_the_same_agent():
    assert load_agent(SAMPLES / "clinic").agent == load_agent(SAMPLES / "clinic").agent


def test_an_unknown_agent_is_refused_with_the_examples_there_are():
    with pytest.raises(SpecError) as caught:
        resolve_agent("no_such_agent_anywhere")
    assert caught.value.code == "agent.missing"
    assert caught.value.hint.startswith("Shipped examples")


@pytest.mark.parametrize("name", template_names())
def test_every_shipped_example_is_found_by_name_and_has_no_errors(name: str):
    assert resolve_agent(name) == templates_folder() / name
    assert check_agent(name).errors == ()


@pytest.mark.parametrize("name", ["x" * 5_000, "a/" * 5_000, "\0"])
def test_what_cannot_be_a_path_is_no_agent(name: str):
    with pytest.raises(SpecError) as caught:
        resolve_agent(name)
    assert caught.value.code == "agent.missing"
    assert len(str(caught.value)) < 300


def test_a_name_never_leads_out_of_the_examples():
    with pytest.raises(SpecError):
        resolve_agent("../templates/no_such_example")


def test_a_binary_agent_file_is_one_mistake(tmp_path: Path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "agent.yaml").write_bytes(bytes(range(256)))
    assert [mistake.code for mistake in check_agent(folder).mistakes] == ["yaml.not_text"]
