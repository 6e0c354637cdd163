"""Ctrl-C and the request to terminate: one wish, whoever takes it at the moment."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from seatrial.adapters.interrupts import Interrupts, Termination, ignoring_interrupts


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    after = [(number, signal.getsignal(number)) for number, _ in before]
    for number, handler in before:
        signal.signal(number, handler)
    assert after == before


def test_a_request_to_terminate_is_taken_by_whoever_takes_ctrl_c():
    with Termination() as termination, Interrupts() as interrupts:
        assert not interrupts.asked
        os.kill(os.getpid(), signal.SIGTERM)
        assert interrupts.asked
        assert termination.asked


def test_where_nobody_takes_ctrl_c_it_interrupts():
    with Termination() as termination:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        assert termination.asked


def test_it_interrupts_even_where_ctrl_c_is_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it starts in the background
    with Termination(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_alone_is_no_request_to_terminate():
    with Termination() as termination:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert not termination.asked


def test_a_signal_that_was_ignored_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with Termination() as termination:
        os.kill(os.getpid(), signal.SIGTERM)
    assert not termination.asked
    assert signal.signal(signal.SIGTERM, before) is signal.SIG_IGN


def test_outside_the_main_thread_it_is_somebody_elses():
    seen: list[bool] = []

    def run() -> None:
        with Termination() as termination, ignoring_interrupts():
            seen.append(termination.asked)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [False]


def test_for_a_moment_both_can_be_ignored():
    with ignoring_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
