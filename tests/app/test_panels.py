"""Claims about panels at work: examples, folders, traces that replay, models that fail, calibrations that fit."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from operator import ne
from pathlib import Path
from typing import Any

import msgspec
import pytest

from seatrial.agents.mistakes import MistakesError
from seatrial.app.panel_files import (
    Panel,
    open_calibration,
    open_cases,
    open_panel,
    panel_names,
    pick,
    read_watched,
    recorded_in,
    write_calibration,
)
from seatrial.app.panels import (
    calibrate_panel,
    decide_case,
    evaluate_panel,
    open_model,
    watch,
    write_trace,
    write_traces,
)
from seatrial.app.replaying import read_trace
from seatrial.core.errors import ProviderError, RunError, SpecError, TraceError
from seatrial.core.events import Json
from seatrial.core.ports import ModelUsage
from seatrial.core.trace import TaskAsked
from seatrial.dissent.calibration import LABELS_MIN
from seatrial.dissent.persona import Persona
from seatrial.dissent.protocol import panel, standard_analysts
from seatrial.dissent.records import UNCALIBRATED, Case, Decision, Evidence
from seatrial.dissent.settings import Settings
from seatrial.runtime.task import replay_task

CASE = Case(
    id="c1",
    question="Is it so?",
    evidence=(Evidence(id="e1", source="orders", says="It came late."), Evidence(id="e2", source="photos")),
)
BY_MODEL = Panel(
    "two",
    (
        Persona(name="a", analyst="model", prose="You believe."),
        Persona(name="b", analyst="model", prose="You doubt.", prior=0.4),
    ),
    Settings(self_consistency=0),
)


class Scripted:
    """A model that answers by a function of what it is asked."""

    def __init__(self, answers: Callable[[Any], str]) -> None:
        self.asked: list[Any] = []
        self._answers = answers

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        assert role == "panellist"
        self.asked.append(payload)
        text = self._answers(payload)
        yield text[:5]
        yield text[5:]
        yield ModelUsage(tokens_in=1)


def argued(p: float, evidence: str = "e1") -> str:
    return json.dumps({"p": p, "arguments": [{"stance": "yes", "claim": "So.", "evidence": [evidence], "p": 0.7}]})


def folder(at: Path, cases: str = "", *, personas: bool = True) -> Path:
    if personas:
        (at / "personas").mkdir(parents=True)
        for name in ("a", "b"):
            rule = "{when: {source: orders}, weight: 1, claim: Late.}"
            text = f"---\nname: {name}\nrules: [{rule}]\n---\nYou are {name}.\n"
            (at / "personas" / f"{name}.md").write_text(text)
    path = at / "cases.jsonl"
    path.write_text(cases or '{"id": "x", "question": "?", "label": true}\n')
    return path


# Folders and examples ------------------------------------------------------------------------------------------------


def test_the_examples_are_found_by_name_and_by_folder(tmp_path: Path):
    assert panel_names() == ("claim", "pull_request", "refund")
    path, cases = open_cases("refund", several=True)
    assert len(cases) >= 24
    assert open_cases(str(path.parent), several=True)[1] == cases
    assert open_cases(str(path), several=True)[1] == cases
    assert len(open_cases("refund", several=False)[1]) == 1
    named = open_panel(tmp_path / "anything.json", "refund")
    assert named.personas == open_panel(path).personas == open_panel(path, str(path.parent / "personas")).personas
    assert named.settings.outcomes.yes == "pay"


def test_a_panel_lies_beside_its_cases_and_its_settings_may_lie_in_either_folder(tmp_path: Path):
    cases = folder(tmp_path)
    assert open_panel(cases).settings == Settings()
    (tmp_path / "panel.yaml").write_text("rounds: 1")
    assert open_panel(cases).settings.rounds == 1
    (tmp_path / "personas" / "panel.yaml").write_text("rounds: 0")
    assert open_panel(cases).settings.rounds == 0
    assert open_panel(cases, rounds=2).settings.rounds == 2
    assert [one.analyst for one in open_panel(cases, by_model=True).personas] == ["model", "model"]


@pytest.mark.parametrize(
    ("act", "code", "said"),
    [
        (lambda at: open_cases("refnd", several=True), "panel.missing", "refund"),
        (lambda at: open_cases(str(at / "no.json"), several=True), "panel.missing", "Shipped examples"),
        (lambda at: open_cases(str(at), several=True), "panel.unreadable", "cases.jsonl"),
        (lambda at: open_panel(at / "case.json"), "panel.no_personas", "--personas"),
        (lambda at: open_panel(at / "case.json", "nobody"), "panel.missing", "refund"),
        (lambda at: open_calibration(at / "none.json"), "panel.unreadable", "--calibrate"),
    ],
)
def test_what_is_not_there_is_said_with_the_next_step(tmp_path: Path, act: Callable[[Path], Any], code: str, said: str):
    with pytest.raises(SpecError) as raised:
        act(tmp_path)
    assert raised.value.code == code
    assert said in f"{raised.value}\n{raised.value.hint}"


def test_mistakes_in_documents_come_with_file_and_line(tmp_path: Path):
    cases = folder(tmp_path, '{"id": "x"}\n{"id": "y", "question": 3}\n')
    (tmp_path / "personas" / "a.md").write_text("---\nname: a\npriro: 0.3\n---\n")
    with pytest.raises(MistakesError) as raised:
        open_cases(str(cases), several=True)
    assert [mistake.line for mistake in raised.value.mistakes] == [1, 2]
    with pytest.raises(MistakesError, match=r"a\.md:3"):
        open_panel(cases)


def test_one_case_of_several_is_named_by_its_id(tmp_path: Path):
    cases = (CASE, msgspec.structs.replace(CASE, id="c2"))
    assert pick(cases[:1], "", tmp_path) == CASE
    assert pick(cases, "c2", tmp_path).id == "c2"
    for wanted, code in (("", "panel.which_case"), ("c3", "panel.no_case")):
        with pytest.raises(SpecError) as raised:
            pick(cases, wanted, tmp_path)
        assert raised.value.code == code


# Deciding ------------------------------------------------------------------------------------------------------------


def test_an_embedded_panel_decides_the_same_every_time_on_a_clock_that_stands_still():
    path, cases = open_cases("refund", several=False)
    one, other = (decide_case(cases[0], open_panel(path), seed=4) for _ in range(2))
    assert one.trace == other.trace
    assert one.decision.cost.ms == 0
    assert one.decision.calibration == UNCALIBRATED


def test_a_panel_decides_in_a_notebook_too_where_a_loop_is_running_already():
    path, cases = open_cases("refund", several=False)

    async def cell() -> bytes:
        return decide_case(cases[0], open_panel(path)).trace

    assert asyncio.run(cell()) == decide_case(cases[0], open_panel(path)).trace


def test_a_label_is_shown_to_nobody():
    path, cases = open_cases("refund", several=True)
    who = open_panel(path)
    known, unknown = cases[0], msgspec.structs.replace(cases[0], label=None, group="")
    assert decide_case(known, who).trace == decide_case(unknown, who).trace
    assert b'"label"' not in decide_case(known, who).trace


def test_the_trace_of_a_decision_replays_and_tells_the_decision(tmp_path: Path):
    path, cases = open_cases("claim", several=False)
    decided = decide_case(cases[0], open_panel(path))
    write_trace(tmp_path / "deep" / "one.jsonl", decided)
    trace = read_trace(tmp_path / "deep" / "one.jsonl")
    assert replay_task(panel(standard_analysts()), trace.rows).identical
    recorded = recorded_in(trace, source="one.jsonl")
    assert recorded.header.conversation == "panel/dam-inspected"
    assert recorded.decision == decided.decision
    assert recorded.case == cases[0]
    assert recorded.roles == {"archivist": "neutral", "doubter": "skeptic", "reporter": "believer"}


def test_a_panel_played_by_a_model_asks_everybody_and_its_trace_replays(tmp_path: Path):
    model = Scripted(lambda payload: argued(0.9) if "You believe" in payload["system"] else argued(0.8))
    decided = decide_case(CASE, BY_MODEL, model=model)
    assert len(model.asked) >= 2
    assert {ballot.p for ballot in decided.decision.ballots if ballot.round == 0} == {0.9, 0.8}
    assert decided.decision.cost.requests == len(model.asked)
    write_trace(tmp_path / "t.jsonl", decided)
    trace = read_trace(tmp_path / "t.jsonl")
    assert recorded_in(trace, source="t").decision == decided.decision  # the cost in milliseconds as well
    rows = trace.rows
    assert sum(isinstance(row.body, TaskAsked) for row in rows) == len(model.asked)
    assert replay_task(panel(standard_analysts()), rows).identical


def test_somebody_who_cannot_be_asked_abstains_and_the_rest_decide():
    def answers(payload: Any) -> str:
        if "You doubt" in payload["system"]:
            raise ProviderError("It is down.", code="model.busy")
        return argued(0.9)

    decided = decide_case(CASE, BY_MODEL, model=Scripted(answers)).decision
    assert [ballot.panellist for ballot in decided.ballots if ballot.round == 0 and ballot.abstained] == ["b"]


def test_a_model_that_answers_nobody_is_an_unavailable_provider_and_no_decision():
    def answers(payload: Any) -> str:
        raise ProviderError("It is down.", code="model.busy", hint="Wait.", retryable=True)

    with pytest.raises(ProviderError, match="It is down") as raised:
        decide_case(CASE, BY_MODEL, model=Scripted(answers))
    assert raised.value.code == "model.busy"
    assert raised.value.hint == "Wait."


def test_a_model_that_answers_without_end_is_cut_off():
    with pytest.raises(ProviderError) as raised:
        decide_case(CASE, BY_MODEL, model=Scripted(lambda _: "x" * 300_000))
    assert raised.value.code == "model.too_large"


def test_without_a_configured_model_nothing_is_asked(monkeypatch: pytest.MonkeyPatch):
    for name in ("SEATRIAL_MODEL", "SEATRIAL_MODEL_URL", "SEATRIAL_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)
    for act in (open_model, lambda: decide_case(CASE, BY_MODEL)):
        with pytest.raises(ProviderError) as raised:
            act()
        assert raised.value.code == "model.none"
        assert "SEATRIAL_MODEL_URL" in raised.value.hint


# Evaluating and calibrating ------------------------------------------------------------------------------------------


def test_a_calibration_is_fitted_written_read_and_named_in_the_decision(tmp_path: Path):
    path, cases = open_cases("refund", several=True)
    who = open_panel(path)
    told: list[tuple[str, int, int]] = []
    found, decided = evaluate_panel(cases, who, resamples=50, told=lambda *step: told.append(step))
    assert found.cases == len(decided) == len(cases)
    assert ("deciding", len(cases), len(cases)) in told
    assert told[-1][0] == "measuring"
    assert told[-1][1] == told[-1][2]
    fitted = calibrate_panel(cases, who, decided)
    write_calibration(tmp_path / "new" / "calibration.json", fitted)
    assert open_calibration(tmp_path / "new" / "calibration.json") == fitted
    again = decide_case(cases[0], who, calibration=fitted).decision
    assert again.calibration == fitted.id
    assert 0 < again.interval[0] <= again.p <= again.interval[1] < 1
    assert "best_single" in again.comparators
    other = open_panel(path, rounds=2)
    changed = Panel("x", (*other.personas[:-1],), other.settings)
    with pytest.raises(SpecError) as raised:
        decide_case(cases[0], changed, calibration=fitted)
    assert raised.value.code == "calibration.other_panel"


def test_cases_without_labels_cannot_be_evaluated_and_few_cannot_be_calibrated_on(tmp_path: Path):
    cases = folder(tmp_path, '{"id": "x", "question": "?"}\n')
    who = open_panel(cases)
    with pytest.raises(SpecError) as raised:
        evaluate_panel(open_cases(str(cases), several=True)[1], who)
    assert raised.value.code == "panel.no_labels"
    few = [msgspec.structs.replace(CASE, id=f"c{n}", label=n % 2 == 0) for n in range(LABELS_MIN - 1)]
    found, decided = evaluate_panel(few, who, resamples=20)
    assert found.verdict == "too_few"
    with pytest.raises(SpecError) as raised:
        calibrate_panel(few, who, decided)
    assert raised.value.code == "calibration.too_few"


def test_what_a_model_says_is_evaluated_too():
    labelled = [msgspec.structs.replace(CASE, id=f"c{n}", label=n % 2 == 0) for n in range(24)]
    model = Scripted(lambda payload: argued(0.8))
    found, _ = evaluate_panel(labelled, BY_MODEL, model=model, resamples=20)
    assert found.spent.requests == len(model.asked) >= 48


def test_an_evaluated_panel_debates_the_cases_that_it_will_debate_once_it_is_calibrated():
    path, cases = open_cases("refund", several=True)
    who = open_panel(path)
    _, decided = evaluate_panel(cases, who, resamples=10)
    fitted = calibrate_panel(cases, who, decided)

    def debated(decision: Decision) -> bool:
        return any(ballot.round for ballot in decision.ballots)

    evaluated = [debated(decided[case.id].decision) for case in cases]
    later = [debated(decide_case(case, who, calibration=fitted).decision) for case in cases]
    raw = [debated(decide_case(case, who).decision) for case in cases]
    assert sum(map(ne, evaluated, later)) <= 4 < sum(map(ne, raw, later))
    assert {decided[case.id].decision.calibration for case in cases}.isdisjoint({UNCALIBRATED, fitted.id})


def test_nobody_is_asked_for_a_sealed_ballot_twice_and_what_it_took_is_counted():
    model = Scripted(lambda payload: argued(0.8))
    found, decided = evaluate_panel(_asking(24), BY_MODEL, model=model, resamples=10)
    keys = [msgspec.json.encode(payload) for payload in model.asked]
    assert len(keys) == len(dict.fromkeys(keys)) == found.spent.requests
    assert all(one.decision.cost.requests >= 2 for one in decided.values())


def _down_for(names: set[str], *, retryable: bool = True) -> Scripted:
    def answers(payload: Any) -> str:
        if any(f"Is it {name}?" in payload["messages"][0]["content"] for name in names):
            raise ProviderError("It is down.", code="model.busy", retryable=retryable)
        return argued(0.8)

    return Scripted(answers)


def _asking(count: int) -> list[Case]:
    return [
        msgspec.structs.replace(CASE, id=f"c{n}", question=f"Is it c{n}?", label=n % 2 == 0, group="")
        for n in range(count)
    ]


def test_a_case_that_nobody_was_answered_on_is_left_out_and_the_rest_is_kept():
    found, decided = evaluate_panel(_asking(30), BY_MODEL, model=_down_for({"c9", "c29"}), resamples=20)
    assert (found.cases, found.left_out, len(decided)) == (28, 2, 28)
    assert any("2 cases without a label, or that nobody answered, were left out" in said for said in found.remarks)


def test_a_model_that_goes_away_is_not_asked_about_every_case():
    model = _down_for({f"c{n}" for n in range(8, 400)})
    with pytest.raises(ProviderError, match="It is down"):
        evaluate_panel(_asking(400), BY_MODEL, model=model, resamples=20)
    assert len(model.asked) < 100


def test_a_model_that_refuses_from_the_start_is_given_up_at_once():
    model = _down_for({f"c{n}" for n in range(400)}, retryable=False)
    with pytest.raises(ProviderError, match="It is down"):
        evaluate_panel(_asking(400), BY_MODEL, model=model, resamples=20)
    assert len(model.asked) <= 8


# Watching ------------------------------------------------------------------------------------------------------------


def test_traces_of_a_folder_are_watched_in_the_order_in_which_they_were_made(tmp_path: Path):
    path, cases = open_cases("claim", several=True)
    _, decided = evaluate_panel(cases[:25], open_panel(path), resamples=10)
    write_traces(tmp_path / "traces", decided)
    (tmp_path / "traces" / "evaluation.jsonl").write_text("{}\n")
    watched = read_watched([tmp_path / "traces"])
    assert [one.case for one in watched.decisions] == [case.id for case in cases[:25]]
    assert (watched.panels, watched.passed_over) == (1, 1)
    found = watch([tmp_path / "traces"])
    assert (found.decisions, found.passed_over) == (25, 1)


def test_traces_of_two_panels_are_said_to_be_of_two(tmp_path: Path):
    for name in ("claim", "refund"):
        path, cases = open_cases(name, several=False)
        write_trace(tmp_path / f"{name}.jsonl", decide_case(cases[0], open_panel(path)))
    assert any("of 2 different panels" in remark for remark in watch([tmp_path]).remarks)


def test_names_that_cannot_be_files_become_files_inside_the_folder(tmp_path: Path):
    path, cases = open_cases("claim", several=False)
    decided = decide_case(msgspec.structs.replace(cases[0], id="../../up/\x00" + "x" * 300), open_panel(path))
    write_traces(tmp_path / "traces", {"../../up/\x00" + "x" * 300: decided})
    (written,) = (tmp_path / "traces").iterdir()
    assert written.parent == tmp_path / "traces"


def test_what_is_no_trace_of_a_panel_is_refused_by_name_and_passed_over_in_a_folder(tmp_path: Path):
    (tmp_path / "other.jsonl").write_text("not a trace\n")
    with pytest.raises(TraceError):
        read_watched([tmp_path / "other.jsonl"])
    with pytest.raises(RunError) as raised:
        read_watched([tmp_path])
    assert raised.value.code == "panel.no_traces"
    with pytest.raises(TraceError):
        read_watched([tmp_path / "nothing.jsonl"])
