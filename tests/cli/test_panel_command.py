"""Claims about `seatrial panel` as it is typed: what it prints, what it writes, and how it ends."""

import json
import shlex
from pathlib import Path

import pytest
from cli_shell import Shell

PERSONA = """---
name: {name}
role: {role}
rules:
  - when: {{rule: late}}
    weight: {weight}
    claim: It came late.
---
You are {name}.
"""


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SEATRIAL_MODEL", "SEATRIAL_MODEL_URL", "SEATRIAL_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)


def _own(shell: Shell, weight: float = 3.0) -> None:
    shell.write("personas/a.md", PERSONA.format(name="a", role="believer", weight=weight))
    shell.write("personas/b.md", PERSONA.format(name="b", role="skeptic", weight=weight))
    evidence = [{"source": "orders", "rule": "late", "says": "Four days late."}]
    shell.write("case.json", json.dumps({"id": "c1", "question": "Is it late?", "evidence": evidence}))


def test_an_example_is_decided_and_shown_as_a_debate(shell: Shell):
    said = shell("panel", "decide", "claim")
    assert said.code == 0
    assert said.out.startswith("Is it true: The dam was inspected last year (Halden)?\n")
    for part in ("refuted", "uncalibrated", "Round 0", "Minority report", "What would change the decision", "moved by"):
        assert part in said.out
    assert said.last == "does it pay: seatrial panel evaluate claim"


def test_what_to_type_next_is_for_the_same_panel_whatever_its_names(shell: Shell):
    for name in ("a", "b"):
        shell.write(f"my panel/{name}.md", PERSONA.format(name=name, role="skeptic", weight=1.0))
    evidence = [{"source": "orders", "rule": "late"}]
    lines = [{"id": f"c {n}", "question": "?", "label": n % 3 == 0, "evidence": evidence[n % 2 :]} for n in range(30)]
    shell.write("cases.jsonl", "\n".join(map(json.dumps, lines)))
    given = ("cases.jsonl", "--personas", "my panel", "--rounds", "1")
    said = shell("panel", "evaluate", *given, "--calibrate", "my fit/cal.json")
    (line,) = [line for line in said.out.splitlines() if line.startswith("with it: ")]
    words = shlex.split(line.removeprefix("with it: seatrial "))
    assert words == [
        *("panel", "decide", "cases.jsonl", "--case", "c 0", "--personas", "my panel", "--rounds", "1"),
        *("--calibration", "my fit/cal.json"),
    ]
    assert "calibrated by cal-" in shell(*words).out
    again = shell("panel", "evaluate", *given)
    assert "--personas 'my panel' --rounds 1 --calibrate calibration.json" in again.out


def test_a_case_without_a_label_is_not_sent_to_where_labels_are_needed(shell: Shell):
    _own(shell)
    said = shell("panel", "decide", "case.json")
    assert "does it pay" not in said.out
    assert said.last == "as a page: seatrial panel decide case.json --html debate.html"
    case = json.loads((shell.folder / "case.json").read_text())
    shell.write("labelled.json", json.dumps({**case, "label": True}))
    assert shell("panel", "decide", "labelled.json").last == "does it pay: seatrial panel evaluate labelled.json"


def test_ids_made_to_upset_a_terminal_do_not_reach_it(shell: Shell):
    _own(shell)
    evil = "\x1b[2J\u202e\n"
    lines = [{"id": f"{evil}{n}", "question": evil, "label": n % 2 == 0, "unknown": [evil]} for n in range(3)]
    shell.write("cases.jsonl", "\n".join(map(json.dumps, lines)))
    said = [shell("panel", "evaluate", "cases.jsonl", "--out", "kept"), shell("panel", "decide", "cases.jsonl")]
    said += [shell("panel", "monitor", "kept"), shell("panel", "decide", "cases.jsonl", "--case", f"{evil}1")]
    said += [shell("show", str(next((shell.folder / "kept/traces").iterdir())))]
    for one in said:
        assert "\x1b" not in one.out + one.err
        assert "\u202e" not in one.out + one.err
    assert "--case ID" in said[0].out


def test_what_is_left_to_people_exits_3(shell: Shell):
    said = shell("panel", "decide", "refund")
    assert said.code == 3
    assert "ask_a_person" in said.out


def test_ones_own_case_and_personas_are_taken_from_the_folder(shell: Shell):
    _own(shell)
    said = shell("panel", "decide", "case.json", "--json")
    assert said.code == 0
    assert said.json["outcome"] == "yes"
    assert said.json["calibration"] == "uncalibrated"
    assert said.json["personas"] == {"a": "believer", "b": "skeptic"}
    assert said.json["arguments"][0]["evidence"] == ["e1"]
    _own(shell, weight=-3.0)
    assert shell("panel", "decide", ".", "--json").json["outcome"] == "no"


def test_what_was_not_looked_into_is_never_no(shell: Shell):
    _own(shell, weight=-3.0)
    case = json.loads((shell.folder / "case.json").read_text())
    shell.write("case.json", json.dumps({**case, "unknown": ["Nobody asked the carrier."]}))
    said = shell("panel", "decide", "case.json")
    assert said.code == 3
    assert "unknown" in said.out
    assert "Nobody asked the carrier." in said.out


def test_the_page_and_the_trace_are_written_and_the_trace_can_be_watched(shell: Shell):
    said = shell("panel", "decide", "claim", "--html", "out/debate.html", "--trace", "out/claim.jsonl")
    assert said.code == 0
    assert "<svg" in (shell.folder / "out/debate.html").read_text()
    assert "seatrial panel monitor out/claim.jsonl" in said.out
    watched = shell("panel", "monitor", "out/claim.jsonl")
    assert watched.code == 0
    assert watched.out.startswith("1 decisions   refuted 1")
    assert shell("panel", "monitor", "out", "--json").json["decisions"] == 1


def test_an_example_is_evaluated_calibrated_and_decided_with_the_calibration(shell: Shell):
    said = shell("panel", "evaluate", "refund", "--calibrate", "fitted/cal.json", "--out", "kept")
    assert said.code == 0
    assert "labelled cases in" in said.out
    assert any(
        start in said.out for start in ("The panel helps here", "The panel does not help here", "Too few cases to tell")
    )
    assert "--calibration fitted/cal.json" in said.out
    kept = json.loads((shell.folder / "kept/evaluation.json").read_text())
    fitted = kept["calibration"]["id"]
    assert kept["sentence"]
    assert len(list((shell.folder / "kept/traces").iterdir())) == kept["cases"]
    decided = shell("panel", "decide", "refund", "--calibration", "fitted/cal.json", "--json").json
    assert decided["calibration"] == fitted
    assert "best_single" in decided["comparators"]
    assert shell("panel", "monitor", "kept/traces", "--json").json["decisions"] == kept["cases"]


def test_an_evaluation_is_one_object_and_the_same_every_time(shell: Shell):
    one, other = (shell("panel", "evaluate", "claim", "--json", "--rounds", "0") for _ in range(2))
    assert one.code == 0
    assert one.out == other.out
    assert one.json["debate"]["verdict"] == "none"
    assert list(one.json)[:2] == ["verdict", "sentence"]


def test_one_case_of_many_is_decided_by_its_id(shell: Shell):
    said = shell("panel", "evaluate", "claim")
    assert "seatrial panel decide claim --case claim-001" in said.out
    assert shell("panel", "decide", "claim", "--case", "claim-001").code in {0, 3}
    wrong = shell("panel", "decide", "claim", "--case", "claim-0001")
    assert wrong.code == 2
    assert "claim-001" in wrong.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decide", "nothing.json"), "there are no cases at 'nothing.json'"),
        (("decide", "claim", "--personas", "nobody"), "there is no panel at 'nobody'"),
        (("decide", "claim", "--calibration", "none.json"), "none.json: cannot be read"),
        (("decide", "claim", "--rounds", "3"), "less than or equal to 2"),
        (("decide", "bad.json"), "bad.json:1"),
        (("evaluate", "bad.json"), "bad.json:1"),
        (("evaluate", "unlabelled.jsonl", "--personas", "claim"), "None of the cases has a label."),
        (("monitor", "bad.json"), "bad.json"),
        (("monitor", "."), "There are no traces of panels there."),
        (("decide", "claim", "--html", "bad.json/x.html"), "cannot be written"),
    ],
)
def test_bad_input_exits_2_and_says_what(shell: Shell, words: tuple[str, ...], said: str):
    shell.write("bad.json", '{"id": 3')
    shell.write("unlabelled.jsonl", '{"id": "x", "question": "?"}\n')
    found = shell("panel", *words)
    assert found.code == 2
    assert said in found.err
    assert "Traceback" not in found.err
    as_json = shell("panel", *words, "--json")
    assert as_json.json["error"]["code"]


def test_a_calibration_of_too_few_labels_is_refused(shell: Shell):
    _own(shell)
    lines = [json.dumps({"id": f"c{n}", "question": "?", "label": n % 2 == 0}) for n in range(8)]
    shell.write("cases.jsonl", "\n".join(lines))
    said = shell("panel", "evaluate", "cases.jsonl")
    assert said.code == 0
    assert "Too few cases to tell: 8 labelled" in said.out
    refused = shell("panel", "evaluate", "cases.jsonl", "--calibrate", "c.json")
    assert refused.code == 2
    assert not (shell.folder / "c.json").exists()


def test_without_a_model_a_panel_that_needs_one_exits_4_and_says_what_to_set(shell: Shell):
    for words in (("decide", "claim", "--by-model"), ("evaluate", "claim", "--by-model", "--model", "x")):
        said = shell("panel", *words)
        assert said.code == 4
        assert "SEATRIAL_MODEL_URL" in said.err


def test_a_model_that_is_down_exits_4_and_its_key_is_not_printed(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEATRIAL_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SEATRIAL_MODEL", "small")
    monkeypatch.setenv("SEATRIAL_MODEL_KEY", "sk-very-secret")
    said = shell("panel", "decide", "claim", "--by-model", "--trace", "t.jsonl")
    assert said.code == 4
    assert "could not be asked" in said.err
    assert "sk-very-secret" not in said.out + said.err
    assert not (Path(shell.folder) / "t.jsonl").exists()


def test_help_begins_with_examples(shell: Shell):
    for words in ((), ("decide",), ("evaluate",), ("monitor",)):
        said = shell("panel", *words, "--help")
        assert said.code == 0
        assert "seatrial panel" in said.out.split("Usage")[-1]
        assert "Examples:" in said.out


def test_the_trace_of_a_decision_replays(shell: Shell):
    shell("panel", "decide", "claim", "--trace", "claim.jsonl")
    said = shell("replay", "claim.jsonl")
    assert (said.code, "Identical" in said.out) == (0, True), said


def test_a_panel_s_trace_is_shown_as_the_debate_that_was_decided(shell: Shell):
    decided = shell("panel", "decide", "claim", "--trace", "claim.jsonl")
    shown = shell("show", "claim.jsonl")
    assert shown.code == 0
    debate = decided.out[: decided.out.index("how it reasons: ")]
    assert shown.out.startswith(debate)
    assert shown.last == "replay it: seatrial replay claim.jsonl"
    assert shell("show", "claim.jsonl", "--json").json == shell("panel", "decide", "claim", "--json").json
