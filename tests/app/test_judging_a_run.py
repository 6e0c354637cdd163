"""Claims about judging a run: asked once, kept, in order, bounded; and a judge that fails is no judge."""

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seatrial.adapters.interrupts import Interrupts
from seatrial.app import judging
from seatrial.app.conversations import show
from seatrial.app.judging import AT_ONCE, FAILURES_MAX, Judge
from seatrial.app.repeating import repeat
from seatrial.app.run_folder import RunFolder, RunRequest
from seatrial.app.shrinking import shrink
from seatrial.app.simulating import Run, read_summary, simulate
from seatrial.app.steps import Step
from seatrial.core.errors import ProviderError, RunError
from seatrial.evaluation.results import ConversationResult
from seatrial.testing.models import ScriptedModel

AGENT = """\
agent: desk
goal: Take a message.
success: [handed_to_person]
speech: {opening: "Hello, this is an automated assistant; you can ask for a person. How can I help?"}
escalation: {to: colleague, when: [asked_for_person]}
answers:
  hours: {like: ["when are you open", "what are your opening hours"], say: "We are open all day."}
"""
CARD = """\
scenario: asks_for_a_person
why: Wants a human.
script:
  - say: "can I talk to a person please"
at: 2026-08-19T10:00:00+01:00
channels: [chat]
personas: [plain, terse]
tags: [edge]
expect:
  - outcome: handed_to_person
"""
SENTENCES = "  - judged: It is kind.\n  - judged: It greets.\n"
BUSY = ProviderError("The model 'small' is busy.", code="model.busy", retryable=True)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    (tmp_path / "desk" / "scenarios").mkdir(parents=True)
    (tmp_path / "desk" / "agent.yaml").write_text(AGENT, encoding="utf-8")
    write_card(CARD + SENTENCES)
    return tmp_path


def write_card(text: str) -> None:
    Path("desk/scenarios/card.yaml").write_text(text, encoding="utf-8")


def said(holds: bool | None = True, why: str = "It greets.", quotes: tuple[int, ...] = (1,)) -> str:
    return json.dumps({"holds": holds, "why": why, "quotes": quotes})


def run(model: ScriptedModel, *, name: str = "small", judged: Any = None, **request: Any) -> Run:
    wanted = RunRequest(**{"agent": "desk", "count": 4, "jobs": 1, **request})
    return simulate(wanted, judge=Judge(model, name), judged=judged)


def by_sentence(answers: dict[str, Any]) -> Callable[[Any], Any]:
    def answer(payload: Any) -> Any:
        sentence = json.loads(payload["messages"][0]["content"].splitlines()[1])["sentence"]
        return answers[sentence]

    return answer


async def turns(count: int) -> None:
    """Let others go first, so many times."""
    for _ in range(count):
        await asyncio.to_thread(int)


def results(folder: RunFolder) -> list[ConversationResult]:
    return list(folder.results())


def statuses(folder: RunFolder) -> list[str]:
    return [check.status for result in folder.results() for check in result.checks if check.id.startswith("judged:")]


def test_without_a_judge_nobody_is_asked_and_nothing_is_passed():
    found = simulate(RunRequest(agent="desk", count=4, jobs=1))
    assert (found.summary.not_judged, found.summary.passed, found.judging) == (4, 0, None)
    assert (found.summary.badge, found.summary.judged) == ("rules", ())


def test_each_sentence_of_each_conversation_is_put_to_the_judge_once_under_its_role():
    model = ScriptedModel([said()] * 8)
    found = run(model)
    model.finish()
    assert {role for role, _ in model.asked} == {"judge"}
    assert len({str(payload) for _, payload in model.asked}) == 8
    assert (found.summary.passed, found.summary.exit_code) == (4, 0)


def test_verdicts_count_and_figures_in_which_a_model_had_a_part_say_so():
    found = run(ScriptedModel(by_sentence({"It is kind.": said(False, "It is curt."), "It greets.": said()})))
    summary = found.summary
    assert (summary.failed, summary.exit_code, summary.badge) == (4, 1, "model")
    assert summary.scenarios[0].badge == summary.scores["edge_cases"].badge == "model"
    assert summary.scores["goal_completion"].badge == "rules"
    (kind, greets) = summary.judged
    assert (kind.sentence, kind.by, kind.badge) == ("It is kind.", "small", "model")
    assert (kind.held, kind.failed, kind.not_judged, greets.held) == (0, 4, 0, 4)
    assert kind.interval.text.startswith("0 of 4")
    assert [(one.status, one.why) for one in kind.examples] == [("failed", "It is curt.")] * 3
    (cause,) = summary.groups
    assert (cause.count, cause.check) == (4, "judged:It is kind.")
    assert "the judge found that it does not" in cause.cause


def test_a_summary_of_a_judged_run_that_was_killed_adds_up_the_same():
    found = run(ScriptedModel(by_sentence({"It is kind.": said(False), "It greets.": said(None)})))
    manifest = json.loads((found.folder.path / "manifest.json").read_text(encoding="utf-8"))
    del manifest["totals"]
    (found.folder.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    again = read_summary(found.folder)
    assert (again.judged, again.badge, again.digest) == (found.summary.judged, "model", found.summary.digest)


def test_a_second_run_asks_nothing_and_comes_out_the_same():
    first = run(ScriptedModel(by_sentence({"It is kind.": said(False), "It greets.": said(None)})))
    second = run(ScriptedModel([]))
    assert results(second.folder) == results(first.folder)
    assert second.judging is not None
    assert (second.judging.kept, second.judging.asked) == (8, 0)


def test_another_model_another_sentence_and_another_conversation_are_asked_about():
    run(ScriptedModel([said()] * 8))
    other = ScriptedModel([said()] * 8)
    run(other, name="large")
    other.finish()
    write_card(CARD + SENTENCES.replace("kind", "calm"))
    calm = ScriptedModel([said()] * 4)
    run(calm)
    calm.finish()
    Path("desk/agent.yaml").write_text(AGENT.replace("Hello", "Hi"), encoding="utf-8")
    changed = ScriptedModel([said()] * 8)
    run(changed)
    changed.finish()


def test_a_damaged_or_foreign_answer_in_the_cache_is_asked_for_again(monkeypatch: pytest.MonkeyPatch):
    run(ScriptedModel([said()] * 8))
    monkeypatch.setattr(judging, "read_cached", lambda *_, **__: b'{"holds": true, "why": "x", "quotes": [99]}')
    again = ScriptedModel([said()] * 8)
    run(again)
    again.finish()


def test_results_keep_their_order_whoever_answers_first():
    class Late(ScriptedModel):
        async def answer(self, role: str, payload: Any) -> Any:
            await turns(20 - len(self.asked) % 7)
            async for piece in super().answer(role, payload):
                yield piece

    quick = run(ScriptedModel(lambda _: said()), count=20, name="quick")
    late = run(Late(lambda _: said()), count=20, name="late")
    assert [one.id for one in results(late.folder)] == [one.id for one in results(quick.folder)]
    assert late.summary.digest == quick.summary.digest


def test_only_so_many_are_asked_side_by_side():
    class Counting(ScriptedModel):
        now = most = 0

        async def answer(self, role: str, payload: Any) -> Any:
            self.now += 1
            self.most = max(self.most, self.now)
            await turns(5)
            self.now -= 1
            async for piece in super().answer(role, payload):
                yield piece

    model = Counting(lambda _: said())
    run(model, count=30)
    assert model.most == AT_ONCE


def test_an_answer_that_does_not_count_may_be_mended_once():
    write_card(CARD + "  - judged: It is kind.\n")
    model = ScriptedModel([said(quotes=(9,)), said()])
    found = run(model, count=1)
    model.finish()
    assert found.summary.passed == 1
    assert "it quotes turn 9, and there are" in str(model.asked[1][1])


def test_after_that_it_is_not_judged_and_says_why_and_is_asked_again_next_time():
    write_card(CARD + "  - judged: It is kind.\n")
    for _ in range(2):
        model = ScriptedModel(["I think so.", said(quotes=())])
        found = run(model, count=1)
        model.finish()
        assert (found.summary.not_judged, found.summary.exit_code, found.summary.badge) == (1, 3, "rules")
        assert found.summary.judged[0].examples[0].why == "the judge's answer does not count: it quotes no turn"
        assert found.judging is not None
        assert not found.judging.nobody_answered


def test_what_the_judge_cannot_tell_is_not_judged_with_its_words():
    write_card(CARD + "  - judged: It is kind.\n")
    found = run(ScriptedModel([said(None, "Too short to tell.", ())]), count=1)
    assert (found.summary.exit_code, found.summary.judged[0].examples[0].why) == (3, "Too short to tell.")


def test_where_the_provider_fails_it_is_not_judged_with_the_reason():
    model = ScriptedModel([BUSY, *[said()] * 7])
    found = run(model)
    model.finish()
    assert (found.summary.not_judged, found.summary.passed, found.summary.exit_code) == (1, 3, 3)
    (reason,) = [check.reason for result in results(found.folder) for check in result.checks if check.reason]
    assert reason == "the judge could not be asked: The model 'small' is busy."
    assert found.judging is not None
    assert not found.judging.nobody_answered
    assert str(found.judging.error) == str(BUSY)


def test_a_provider_that_only_fails_is_given_up_soon():
    model = ScriptedModel(lambda _: BUSY)
    found = run(model, count=60)
    assert FAILURES_MAX <= len(model.asked) < FAILURES_MAX + AT_ONCE
    assert found.judging is not None
    assert found.judging.nobody_answered
    assert found.summary.not_judged == 60
    assert results(found.folder)[-1].checks[-1].reason.startswith("the judge was given up after 16 failures")


def test_progress_is_told_sentence_by_sentence_up_to_the_end():
    steps: list[Step] = []
    run(ScriptedModel(by_sentence({"It is kind.": said(False), "It greets.": said()})), judged=steps.append)
    assert [step.done for step in steps] == list(range(9))
    assert steps[-1] == Step(done=8, planned=8, passed=4, failed=4)


def test_a_script_that_is_over_or_not_used_up_is_an_error():
    with pytest.raises(AssertionError, match="the script is over"):
        run(ScriptedModel([said()]))
    with pytest.raises(AssertionError, match="1 lines of the script were not asked for"):
        ScriptedModel([said()]).finish()


def test_a_run_without_sentences_asks_nobody():
    write_card(CARD)
    found = run(ScriptedModel([]))
    assert found.judging is not None
    assert (found.judging.sentences, found.summary.passed) == (0, 4)


def test_of_what_passes_by_a_judge_one_trace_of_each_card_is_kept_and_any_can_be_shown():
    found = run(ScriptedModel(lambda _: said()))
    assert len(list((found.folder.path / "traces").iterdir())) == 1
    for result in results(found.folder):
        shown = show(found.folder, result.id)
        assert shown.card.verdict == "passed"
        assert [tick.judgement.by for tick in shown.card.ticks if tick.judgement] == ["small"] * 2
    kept = run(ScriptedModel([]), keep="all")
    assert len(list((kept.folder.path / "traces").iterdir())) == 4


def test_stopping_keeps_what_is_judged(monkeypatch: pytest.MonkeyPatch):
    stopping = Interrupts()
    monkeypatch.setattr(judging, "Interrupts", lambda: stopping)
    write_card(CARD + "  - judged: It is kind.\n")

    def answer(_: Any) -> str:
        stopping.asked = len(model.asked) >= 5
        return said()

    model = ScriptedModel(answer)
    found = run(model, count=40)
    assert found.interrupted
    assert 5 <= len(model.asked) < 40
    assert statuses(found.folder).count("passed") == found.summary.passed == len(model.asked)
    assert found.summary.not_judged == 40 - len(model.asked)
    monkeypatch.undo()


def test_a_loop_that_runs_already_is_no_hindrance():
    async def notebook() -> Run:
        return run(ScriptedModel(lambda _: said()))

    before = threading.active_count()
    assert asyncio.run(notebook()).summary.passed == 4
    assert threading.active_count() == before


def test_having_it_all_twice_compares_what_code_repeats():
    found = run(ScriptedModel(by_sentence({"It is kind.": said(False), "It greets.": said()})))
    assert repeat(found.folder) == 4


def test_what_only_a_judge_fails_is_not_shrunk_and_that_is_said():
    found = run(ScriptedModel(lambda _: said(False)))
    with pytest.raises(RunError, match="only a judge says that it failed") as raised:
        shrink(found.folder)
    assert raised.value.code == "shrink.judged"
