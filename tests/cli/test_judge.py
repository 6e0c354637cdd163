"""Claims about `simulate --judge`, against a real HTTP server: what counts, what is told, and how it ends."""

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chat_server import ChatServer
from cli_shell import LIMIT_S, Shell
from desk_agent import make_desk

KIND = "  - judged: It is kind.\n"


def said(holds: bool | None, why: str = "It hurries.", quotes: tuple[int, ...] = (1,)) -> str:
    return json.dumps({"holds": holds, "why": why, "quotes": quotes})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    server = ChatServer(lambda _: said(True))
    monkeypatch.setenv("SEATRIAL_MODEL_URL", server.url)
    monkeypatch.setenv("SEATRIAL_MODEL", "small")
    monkeypatch.delenv("SEATRIAL_MODEL_KEY", raising=False)
    yield server
    server.close()


def test_without_a_configured_model_nothing_is_run_and_the_next_step_is_named(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SEATRIAL_MODEL_URL", raising=False)
    monkeypatch.delenv("SEATRIAL_MODEL", raising=False)
    make_desk(shell, more=KIND)
    found = shell("simulate", "desk", "--judge")
    assert found.code == 4
    assert "No model is configured" in found.err
    assert "Set SEATRIAL_MODEL_URL" in found.err
    assert not Path("runs").exists()


def test_without_judge_no_model_is_asked(shell: Shell, server: ChatServer):
    make_desk(shell, more=KIND)
    assert shell("simulate", "desk", "-n", "3").code == 3
    assert server.asked == []


def test_what_holds_passes_and_a_second_run_asks_nothing(shell: Shell, server: ChatServer):
    make_desk(shell, more=KIND)
    found = shell("simulate", "desk", "-n", "3", "--judge")
    assert found.code == 0
    assert len(server.asked) == 3
    assert "badge: model" in found.out
    assert "Judged by small (badge: model)" in found.out
    assert "holds in 3 of 3" in found.out
    assert "Judged: 3 of 3 sentences." in found.err
    again = shell("simulate", "desk", "-n", "3", "--judge", "--twice")
    assert again.code == 0
    assert len(server.asked) == 3
    assert "3 of them known from before" in again.err
    assert "All 3 came out the same" in again.err


def test_what_does_not_hold_fails_everywhere_with_why_and_whose_judgement_it_is(shell: Shell, server: ChatServer):
    server.answer = lambda _: said(False, "It <b>hurries</b>\x1b[2J.", (1, 2))
    make_desk(shell, more=KIND)
    found = shell("simulate", "desk", "-n", "2", "--judge", "--json")
    assert found.code == 1
    (sentence,) = found.json["judged"]
    assert (sentence["by"], sentence["badge"], sentence["failed"]) == ("small", "model", 2)
    assert sentence["examples"][0]["why"] == "It <b>hurries</b>\x1b[2J."
    assert found.json["failures"][0]["check"] == "judged:It is kind."
    shown = shell("show", "asks_for_a_person/plain/chat/1")
    assert "✗ It is kind.\n  It <b>hurries</b>" in shown.out
    assert 'person: "can I talk to a person please"' in " ".join(shown.out.split())
    assert "Judged by small (badge: model)" in " ".join(shown.out.split())
    assert "\x1b" not in shown.out
    shell("report", "--junit", "junit.xml")
    case = ET.parse("junit.xml").getroot().find("testsuite/testcase")
    assert case is not None
    failure = case.find("failure")
    assert failure is not None
    assert "judged by small (badge: model): It is kind. holds in 0 of 2" in (failure.text or "")
    assert "does not hold in asks_for_a_person/plain/chat/1: It <b>hurries</b>" in (failure.text or "")
    page = Path("runs/desk-0001/report.html").read_text(encoding="utf-8")
    assert "It &lt;b&gt;hurries&lt;/b&gt;" in page
    assert "<b>hurries" not in page
    assert '<span class="badge">model</span> small' in page
    shrunk = shell("shrink")
    assert shrunk.code == 2
    assert "only a judge says that it failed" in shrunk.err


def test_what_is_not_judged_says_why_on_the_terminal_and_on_the_page(shell: Shell, server: ChatServer):
    server.answer = lambda _: said(None, "It is too short.", ())
    make_desk(shell, more=KIND)
    assert shell("simulate", "desk", "-n", "1", "--judge").code == 3
    shown = " ".join(shell("show", "asks_for_a_person/plain/chat/1").out.split())
    assert "It is kind. (not judged: the judge could not tell) It is too short." in shown
    page = Path("runs/desk-0001/report.html").read_text(encoding="utf-8")
    assert '<span class="why">the judge could not tell</span>' in page


def test_a_provider_that_never_answers_is_exit_4_and_the_run_is_kept(shell: Shell, server: ChatServer):
    server.answer = lambda _: 503
    make_desk(shell, more=KIND)
    found = shell("simulate", "desk", "-n", "2", "--judge", "--json")
    assert found.code == 4
    assert found.json["not_judged"] == 2
    assert "HTTP 503" in found.err
    assert "HTTP 503" in shell("show", "asks_for_a_person/plain/chat/1").out


def test_a_provider_that_answers_once_is_exit_3(shell: Shell, server: ChatServer):
    server.answer = lambda _: said(True) if len(server.asked) == 1 else 503
    make_desk(shell, more=KIND)
    assert shell("simulate", "desk", "-n", "2", "--judge").code == 3


def test_what_code_finds_is_exit_1_whoever_does_not_answer(shell: Shell, server: ChatServer):
    server.answer = lambda _: 503
    make_desk(shell, expected="message_taken", more=KIND)
    assert shell("simulate", "desk", "-n", "2", "--judge").code == 1


def test_cards_without_sentences_are_said_to_have_none(shell: Shell, server: ChatServer):
    make_desk(shell)
    found = shell("simulate", "desk", "-n", "2", "--judge")
    assert (found.code, server.asked) == (0, [])
    assert "no card has a 'judged' sentence" in found.err


def test_ctrl_c_keeps_what_is_judged(shell: Shell, server: ChatServer):
    come, go = threading.Event(), threading.Event()

    def answer(_: Any) -> str:
        if len(server.asked) > 8:
            come.set()
            go.wait(LIMIT_S)
        return said(True)

    server.answer = answer
    make_desk(shell, more=KIND)
    process = shell.start("simulate", "desk", "-n", "60", "--judge", "--out", "run", "--jobs", "1")
    try:
        assert come.wait(LIMIT_S)
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.3)  # it is told of the signal before it is told of the answers
        go.set()
        _, err = process.communicate(timeout=LIMIT_S)
    finally:
        go.set()
        process.kill()
        process.communicate()
    assert process.returncode == 130, err
    assert b"Interrupted while judging" in err
    assert b"Traceback" not in err
    passed = Path("run/results.jsonl").read_text(encoding="utf-8").count('"verdict":"passed"')
    assert 8 <= passed < 60
    assert shell("show", "--run", "run", "--json").json["passed"] == passed
    asked = len(server.asked)
    assert shell("simulate", "desk", "-n", "60", "--judge", "--jobs", "1").code == 0
    assert len(server.asked) - asked == 60 - passed
