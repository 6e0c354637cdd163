import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_shell import Shell
from desk_agent import AGENT, CARD, SAID, TOOLS, make_desk


@pytest.fixture
def run(shell: Shell) -> dict[str, object]:
    return shell("simulate", "plumber", "-n", "36", "--jobs", "1", "--json").json


def test_one_object_tells_everything(run: dict[str, object]):
    assert {
        "conversations",
        "passed",
        "failed",
        "not_judged",
        "simulator_faults",
        "baseline",
        "digest",
        "wall_s",
        "cpu_s",
        "virtual_s",
        "conversations_per_s",
        "scenarios",
        "failures",
        "interval",
        "groups",
        "versions",
    } <= run.keys()
    assert run["conversations"] == 36
    assert run["passed"] + run["failed"] + run["not_judged"] + run["simulator_faults"] == 36
    assert len(run["failures"]) == run["failed"]
    assert sum(card["conversations"] for card in run["scenarios"]) == 36
    assert sum(group["count"] for group in run["groups"]) == run["failed"]
    assert run["baseline"]["conversations"] == 36
    assert run["baseline"]["passed"] < run["passed"]


def test_each_failure_says_what_why_and_how_to_do_it_again(shell: Shell):
    make_desk(shell, expected="message_taken")
    said = shell("simulate", "desk", "-n", "2", "--json")
    (first, _) = said.json["failures"]
    assert first["id"] == "asks_for_a_person/plain/chat/1"
    assert first["check"] == "outcome:message_taken"
    assert "expected the outcome message taken" in first["reason"]
    assert first["replay"] == "seatrial replay asks_for_a_person/plain/chat/1 --run runs/desk-0001"


def test_two_processes_find_the_same_as_one(shell: Shell):
    alone = shell.run("simulate", "plumber", "-n", "30", "--jobs", "1", "--faults", "all", "--json").json
    together = shell.run(
        "simulate", "plumber", "-n", "30", "--jobs", "2", "--faults", "all", "--json", env={"PYTHONHASHSEED": "7"}
    ).json
    assert alone["digest"] == together["digest"]
    assert [each["id"] for each in alone["failures"]] == [each["id"] for each in together["failures"]]
    assert alone["baseline"] == together["baseline"]


def test_another_seed_is_another_run(shell: Shell):
    first = shell("simulate", "plumber", "-n", "12", "--json").json["digest"]
    assert shell("simulate", "plumber", "-n", "12", "--json").json["digest"] == first
    assert shell("simulate", "plumber", "-n", "12", "--seed", "2", "--json").json["digest"] != first


def test_the_run_can_be_narrowed(shell: Shell):
    said = shell(
        "simulate", "plumber", "--scenario", "cold_house,out_of_area", "--persona", "plain", "--persona", "terse",
        "--channel", "chat", "--json",
    )  # fmt: skip
    assert said.json["conversations"] == 4
    assert {card["name"] for card in said.json["scenarios"]} == {"cold_house", "out_of_area"}
    assert said.json["channels"] == ["chat"]


def test_all_passed_is_exit_0(shell: Shell):
    make_desk(shell)
    said = shell("simulate", "desk", "-n", "3")
    assert said.code == 0
    assert "3 wrote; 3 (" in said.out


def test_a_failure_is_exit_1_and_is_shown_with_what_to_do(shell: Shell):
    make_desk(shell, expected="message_taken")
    said = shell("simulate", "desk", "-n", "3")
    assert said.code == 1
    assert "the most common cause was:" in said.out
    assert "see it:    seatrial show asks_for_a_person/plain/chat/1\n" in said.out
    assert "replay it: seatrial replay asks_for_a_person/plain/chat/1\n" in said.out
    assert said.last == "report:    runs/desk-0001/report.html"


def test_a_known_failure_is_exit_0(shell: Shell):
    make_desk(shell, expected="message_taken", more="known_failure: It never listens.\n")
    said = shell("simulate", "desk", "-n", "3", "--json")
    assert said.code == 0
    assert said.json["failed"] == said.json["known_failures"] == 3


def test_an_unexpected_pass_is_reported(shell: Shell):
    make_desk(shell, more="known_failure: It never listens.\n")
    said = shell("simulate", "desk", "-n", "3")
    assert said.code == 0
    assert "unexpected passes" in said.out
    assert shell("simulate", "desk", "-n", "3", "--json").json["scenarios"][0]["unexpected_passes"] == 3


def test_what_nobody_judged_is_exit_3(shell: Shell):
    make_desk(shell, more="  - judged: It is kind.\n")
    said = shell("simulate", "desk", "-n", "3", "--json")
    assert said.code == 3
    assert said.json["not_judged"] == 3
    assert said.json["passed"] == 0


def test_a_run_is_never_overwritten(shell: Shell):
    make_desk(shell)
    assert shell("simulate", "desk", "-n", "1", "--out", "kept").code == 0
    said = shell("simulate", "desk", "-n", "1", "--out", "kept")
    assert said.code == 2
    assert "holds a run already" in said.err


def test_runs_are_numbered(shell: Shell):
    make_desk(shell)
    shell("simulate", "desk", "-n", "1")
    shell("simulate", "desk", "-n", "1")
    assert sorted(path.name for path in Path("runs").iterdir()) == ["desk-0001", "desk-0002"]


def test_a_folder_that_cannot_be_written_is_said_before_anybody_calls(shell: Shell):
    make_desk(shell)
    shell.write("file", "in the way")
    said = shell("simulate", "desk", "-n", "1", "--out", "file/run")
    assert said.code == 2
    assert "file/run: cannot be made" in said.err


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--persona", "tersee", "suite.unknown_persona"),
        ("--scenario", "x", "suite.unknown_scenario"),
        ("--channel", "fax", "suite.unknown_channel"),
        ("--faults", "slwo", "faults.unknown"),
        ("--keep", "some", "run.keep"),
    ],
)
def test_what_does_not_exist_is_bad_input(option: str, value: str, code: str, shell: Shell):
    said = shell("simulate", "plumber", option, value, "--json")
    assert said.code == 2
    assert said.json["error"]["code"] == code


def test_an_agent_with_mistakes_is_not_rehearsed(shell: Shell):
    make_desk(shell)
    shell.write("desk/agent.yaml", AGENT.replace("collect: message", "collect: massage"))
    said = shell("simulate", "desk")
    assert said.code == 2
    assert "desk/agent.yaml:" in said.err
    assert not Path("runs").exists()


def test_an_agent_without_cards_is_told_to_write_one(shell: Shell):
    shell.write("desk/agent.yaml", AGENT)
    shell.write("desk/tools.py", TOOLS)
    said = shell("simulate", "desk")
    assert said.code == 2
    assert "has no cards" in said.err


def test_failures_and_one_pass_of_each_card_are_kept(shell: Shell):
    make_desk(shell, more="\n")
    shell("simulate", "desk", "-n", "4")
    assert [path.name for path in Path("runs/desk-0001/traces").iterdir()] == [
        "asks_for_a_person--plain--chat--1.jsonl"
    ]
    shell("simulate", "desk", "-n", "4", "--keep", "all")
    assert len(list(Path("runs/desk-0002/traces").iterdir())) == 4


def test_the_run_folder_holds_what_is_promised(shell: Shell):
    make_desk(shell)
    shell("simulate", "desk", "-n", "2")
    folder = Path("runs/desk-0001")
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "report.html", "results.jsonl", "traces"]
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["totals"]["conversations"] == 2
    assert len((folder / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_no_colour_is_used_when_it_is_declined_or_there_is_no_terminal(shell: Shell):
    make_desk(shell)
    assert "\x1b" not in shell("simulate", "desk", "-n", "1").out
    assert "\x1b" not in shell.run("simulate", "desk", "-n", "1", env={"NO_COLOR": "1"}).out


def test_an_unwritable_cache_is_no_obstacle(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    make_desk(shell)
    monkeypatch.setenv("SEATRIAL_CACHE", os.devnull)
    assert shell("simulate", "desk", "-n", "1").code == 0


def test_a_tool_that_raises_is_a_failure_in_the_conversation_and_no_traceback(shell: Shell):
    make_desk(shell)
    shell.write("desk/tools.py", TOOLS.replace('    return "1"', '    raise OSError("disk full")'))
    shell.write(
        "desk/scenarios/card.yaml",
        CARD.replace("EXPECTED", "message_taken").replace(
            '  - say: "can I talk to a person please"',
            '  - say: "can I leave a message"\n  - say: "please call me back"\n  - say: "yes"\n  - say: "bye"',
        ),
    )
    said = shell("simulate", "desk", "-n", "1")
    assert said.code == 1
    assert "Traceback" not in said.out + said.err
    assert "take_message" in shell("show", "asks_for_a_person/plain/chat/1").out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_tools_print_stays_out_of_the_data(shell: Shell, jobs: str):
    make_desk(shell)
    tools = shell.folder / "desk" / "tools.py"
    tools.write_text('print("NOISE")\n' + tools.read_text())
    said = shell.run("simulate", "desk", "-n", "2", "--jobs", jobs, "--json")
    assert said.json["conversations"] == 2
    assert "NOISE" in said.err


MESSAGE = "".join(f'  - say: "{line}"\n' for line in ("can I leave a message", "please call me back", "yes", "bye"))


def _desk_whose_tool(shell: Shell, does: str) -> None:
    make_desk(shell)
    shell.write("desk/scenarios/card.yaml", CARD.replace("EXPECTED", "message_taken").replace(SAID, MESSAGE))
    shell.write("desk/tools.py", TOOLS.replace('    return "1"', f'    import os\n    {does}\n    return "1"'))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tool_that_would_end_everything_is_a_failure_in_the_conversation(shell: Shell, jobs: str):
    _desk_whose_tool(shell, "os._exit(0)")
    said = shell.run("simulate", "desk", "-n", "6", "--jobs", jobs, "--json")
    assert said.code == 1
    assert said.json["conversations"] == said.json["failed"] == 6
    assert "os._exit(0) was called" in shell("show", said.json["failures"][0]["id"]).out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tool_that_goes_to_another_folder_takes_nobody_along(shell: Shell, jobs: str):
    _desk_whose_tool(shell, 'os.chdir("/")')
    said = shell.run("simulate", "desk", "-n", "6", "--jobs", jobs, "--out", "run", "--json")
    assert said.code == 0
    assert said.json["passed"] == 6
    assert shell("show", "--run", "run").code == 0


def test_tools_that_end_everything_when_imported_are_a_mistake(shell: Shell):
    make_desk(shell)
    shell.write("desk/tools.py", "import os\nos._exit(0)\n" + TOOLS)
    said = shell.run("simulate", "desk")
    assert said.code == 2
    assert "desk/tools.py:2: cannot be imported: SystemExit: os._exit(0) was called." in said.err


def test_tools_that_go_elsewhere_when_imported_do_not_move_the_run(shell: Shell, tmp_path: Path):
    make_desk(shell)
    shell.write("desk/tools.py", f"import os\nos.chdir({str(tmp_path)!r})\n" + TOOLS)
    assert shell.run("simulate", "desk", "-n", "1").code == 0
    assert Path("runs/desk-0001/report.html").exists()
    assert not (tmp_path / "runs").exists()


SMALL_DISK = """
import resource, sys
from seatrial.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot bound the size of a file")
def test_a_disk_that_fills_up_keeps_what_was_finished(shell: Shell):
    make_desk(shell, expected="message_taken")
    words = ["simulate", "desk", "-n", "2000", "--jobs", "1", "--out", "run"]
    done = subprocess.run([sys.executable, "-c", SMALL_DISK, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    shown = shell("show", "--run", "run", "--json")
    assert shown.code == 0
    assert 0 < shown.json["conversations"] < 2000
    assert f"Kept: {shown.json['conversations']:,} in run" in done.stderr


def test_a_folder_with_anything_in_it_is_left_alone(shell: Shell):
    make_desk(shell)
    shell.write("mine/notes.txt", "precious")
    said = shell("simulate", "desk", "-n", "1", "--out", "mine")
    assert said.code == 2
    assert "mine: is not empty; nothing was written." in said.err
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_a_file_cannot_be_a_run(shell: Shell):
    make_desk(shell)
    shell.write("mine", "precious")
    said = shell("simulate", "desk", "-n", "1", "--out", "mine")
    assert said.code == 2
    assert "there is a file of this name" in said.err
    assert Path("mine").read_text(encoding="utf-8") == "precious"


def test_people_drawn_pairwise_are_counted_and_so_are_the_pairs(shell: Shell):
    said = shell("simulate", "plumber", "--scenario", "leaking_sink", "--people", "pairwise", "--jobs", "1")
    assert "People drawn pairwise: 25; all" in said.err
    assert "pairs of trait levels are covered." in said.err
    few = shell("simulate", "plumber", "--people", "pairwise", "-n", "3", "--jobs", "1", "--json")
    assert "a longer run (-n) covers all" in few.err
    assert few.json["personas"] == ["pairwise-01", "pairwise-02", "pairwise-03"]


@pytest.mark.parametrize("options", [("--people", "random"), ("--people", "pairwise", "--persona", "plain")])
def test_people_are_chosen_in_one_way_that_there_is(options: tuple[str, ...], shell: Shell):
    said = shell("simulate", "plumber", *options)
    assert said.code == 2
    assert "--people" in said.err


def test_everybody_can_be_asked_to_call(shell: Shell):
    said = shell("simulate", "plumber", "--scenario", "leaking_sink", "--persona", "all", "--jobs", "1", "--json")
    assert len(said.json["personas"]) >= 24
    assert {"plain", "injector", "furious"} <= set(said.json["personas"])


@pytest.mark.parametrize("count", ["0", "-1", "1000001"])
def test_a_number_of_people_that_nobody_can_mean_is_refused(shell: Shell, count: str):
    said = shell("simulate", "plumber", "-n", count)
    assert said.code == 2
    assert "'--count'" in said.err
