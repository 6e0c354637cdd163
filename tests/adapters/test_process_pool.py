"""Claims about executors, made with real processes that are really killed."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatrial.adapters import process_pool
from seatrial.adapters.alarm import AlarmWatchdog
from seatrial.adapters.inline_executor import InlineExecutor
from seatrial.adapters.interrupts import Interrupts, should_stop
from seatrial.adapters.process_pool import AHEAD, WINDOW, ProcessPool, worker_beacon
from seatrial.agents.mistakes import refuse
from seatrial.core.errors import InvariantError, RunError, SpecError
from seatrial.core.trace import Header
from seatrial.testing.rehearsals import clerk_rehearsal, rehearse_clerk


def square(number: int) -> int:
    return number * number


def slowest_first(number: int) -> int:
    threading.Event().wait(0.2 if number == 0 else 0)
    return number


def killed_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def exits_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def wrong_at_three(number: int) -> int:
    if number == 3:
        raise SpecError("agent.yaml:1: wrong", code="spec.wrong", hint="mend it")
    return number


def broken_at_three(number: int) -> object:
    if number == 3:
        raise ZeroDivisionError("oops")
    return number


def cannot_be_sent(number: int) -> object:
    return lambda: number


def digests(seeds: range) -> list[str]:
    return [rehearse_clerk(clerk_rehearsal(seed)).header.digest for seed in seeds]


def stuck_in_native_code(number: int) -> int:
    if number == 1:
        watchdog = AlarmWatchdog(0.05, beacon=worker_beacon())
        watchdog.enter("endless", "sink/terse/speech/8814")
        sum(range(10**15))
    return number


@pytest.fixture(params=["spawn", "fork"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {request.param} here")
    monkeypatch.setattr(process_pool, "quickest_start", lambda: request.param)
    return request.param


def test_beside_another_thread_processes_are_started_afresh() -> None:
    started = threading.Event()
    over = threading.Event()

    def wait() -> None:
        started.set()
        over.wait()

    thread = threading.Thread(target=wait)
    thread.start()
    started.wait()
    assert process_pool.quickest_start() == "spawn"
    over.set()
    thread.join()


@pytest.mark.parametrize("executor", [InlineExecutor(), ProcessPool(2, start="spawn"), ProcessPool(2, start="fork")])
def test_results_come_in_the_order_of_the_units(executor: InlineExecutor | ProcessPool):
    assert list(executor.map(square, range(25))) == [number * number for number in range(25)]
    assert list(executor.map(square, [])) == []


@pytest.mark.usefixtures("start")
def test_a_slow_first_unit_does_not_change_the_order():
    assert list(ProcessPool(2).map(slowest_first, range(6))) == list(range(6))


@pytest.mark.usefixtures("start")
def test_one_process_and_two_and_none_simulate_the_same_conversations():
    units = [range(10), range(10, 20), range(20, 30)]
    inline = list(InlineExecutor().map(digests, units))
    assert list(ProcessPool(2).map(digests, units)) == inline
    assert list(ProcessPool(1).map(digests, units)) == inline


def test_units_are_taken_as_they_are_needed_so_memory_stays_flat():
    taken: list[int] = []

    def units() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    results = ProcessPool(2).map(square, units())
    next(results)
    assert len(taken) <= 2 * WINDOW + 2 * AHEAD
    results.close()


def collected(work: object, name: str) -> tuple[list[object], BaseException]:
    results: list[object] = []
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - each test looks at what it was
        results.extend(ProcessPool(2).map(work, range(8), name=lambda unit: f"{name} {unit}"))  # type: ignore[arg-type]
    return results, caught.value


@pytest.mark.usefixtures("start")
def test_a_killed_worker_is_named_with_its_unit_and_finished_units_are_kept():
    results, error = collected(killed_at_three, "seeds")
    assert isinstance(error, RunError)
    assert str(error) == "A worker process was killed (SIGKILL) while it did seeds 3."
    assert error.code == "pool.worker_died"
    assert 1 in results
    assert results == sorted(results)  # type: ignore[type-var]


@pytest.mark.usefixtures("start")
def test_a_worker_that_exits_is_named_too():
    _, error = collected(exits_at_three, "seeds")
    assert str(error) == "A worker process exited with 9 while it did seeds 3."


@pytest.mark.usefixtures("start")
def test_an_error_of_the_work_arrives_as_it_was_raised():
    results, error = collected(wrong_at_three, "seeds")
    assert isinstance(error, SpecError)
    assert (str(error), error.code, error.hint) == ("agent.yaml:1: wrong", "spec.wrong", "mend it")
    assert 1 in results


@pytest.mark.usefixtures("start")
def test_anything_else_that_is_raised_is_our_bug_and_keeps_its_traceback():
    _, error = collected(broken_at_three, "seeds")
    assert isinstance(error, InvariantError)
    assert str(error) == "ZeroDivisionError: oops"
    assert "broken_at_three" in error.__notes__[0]


@pytest.mark.usefixtures("start")
def test_a_result_that_cannot_be_sent_is_an_error_not_a_hang():
    _, error = collected(cannot_be_sent, "seeds")
    assert isinstance(error, InvariantError)


@pytest.mark.usefixtures("start")
def test_a_tool_stuck_in_native_code_is_seen_from_outside_and_named():
    results, error = collected(stuck_in_native_code, "seeds")
    assert isinstance(error, RunError)
    assert str(error).startswith("Tool 'endless' did not return within 0.05 s of real time")
    assert "conversation sink/terse/speech/8814" in str(error)
    assert error.code == "tool.never_returned"
    assert 0 in results


@pytest.mark.usefixtures("start")
def test_leaving_early_leaves_no_process_behind():
    results = ProcessPool(2).map(square, range(100))
    next(results)
    results.close()
    assert multiprocessing.active_children() == []


# -- Ctrl-C ------------------------------------------------------------------------------------------------------------


def test_ctrl_c_asks_inline_work_to_stop_and_keeps_what_it_returns():
    def work(number: int) -> list[int]:
        os.kill(os.getpid(), signal.SIGINT)
        return [n for n in range(number) if not should_stop()]

    results: list[list[int]] = []
    with pytest.raises(KeyboardInterrupt):
        results.extend(InlineExecutor().map(work, [5, 6, 7]))
    assert results == [[]]
    assert not should_stop()


def test_a_second_ctrl_c_stops_at_once():
    def work(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("not reached")

    with pytest.raises(KeyboardInterrupt):
        next(InlineExecutor().map(work, [1]))


def test_outside_the_main_thread_ctrl_c_is_somebody_elses():
    seen: list[bool] = []

    def run() -> None:
        with Interrupts() as interrupts:
            seen.append(interrupts.asked)

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [False]
    assert signal.getsignal(signal.SIGINT) is before


INTERRUPTED = """
import os, signal, sys, threading, time
sys.path.insert(0, sys.argv[1])
from seatrial.adapters.interrupts import Termination
from seatrial.adapters.process_pool import ProcessPool
from pool_work import until_stopped

if __name__ == "__main__":
    def press():
        while len(os.listdir(sys.argv[2])) < 2:
            time.sleep(0.01)
        os.killpg(os.getpgrp(), getattr(signal, sys.argv[3]))
    threading.Thread(target=press, daemon=True).start()
    try:
        with Termination():
            marks = [sys.argv[2] + f"/{i}" for i in range(50)]
            for result in ProcessPool(2, start=sys.argv[4]).map(until_stopped, marks):
                print("kept", result, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""

POOL_WORK = """
import threading
from pathlib import Path
from seatrial.adapters.interrupts import should_stop

def until_stopped(path):
    Path(path).touch()
    while not should_stop():
        threading.Event().wait(0.01)
    return "what it had"
"""


@pytest.mark.parametrize("signal_name", ["SIGINT", "SIGTERM"])
def test_what_a_whole_group_is_told_makes_every_worker_hand_out_what_it_had(
    tmp_path: Path, signal_name: str, start: str
):
    (tmp_path / "pool_work.py").write_text(POOL_WORK)
    (tmp_path / "program.py").write_text(INTERRUPTED)
    marks = tmp_path / "marks"
    marks.mkdir()
    done = subprocess.run(
        [sys.executable, str(tmp_path / "program.py"), str(tmp_path), str(marks), signal_name, start],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
    )
    assert done.stdout.splitlines() == ["kept what it had", "kept what it had", "interrupted"]
    assert done.stderr == ""


ORPHANED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from seatrial.adapters.process_pool import ProcessPool
from orphan_work import pid

if __name__ == "__main__":
    results = ProcessPool(2, start=sys.argv[2]).map(pid, range(100_000))
    workers = set()
    while len(workers) < 2:
        workers.add(next(results))
    print(*workers, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path, start: str):
    (tmp_path / "orphan_work.py").write_text("import os\n\ndef pid(number):\n    return os.getpid()\n")
    (tmp_path / "program.py").write_text(ORPHANED)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "program.py"), str(tmp_path), start],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    workers = [int(pid) for pid in done.stdout.split()]
    assert len(workers) == 2
    for _ in range(600):
        workers = [worker for worker in workers if runs(worker)]
        if not workers:
            break
        threading.Event().wait(0.05)
    assert not workers


def runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return re.search(r"^State:\s+Z", status, re.MULTILINE) is None


def test_headers_travel_between_processes():
    assert list(ProcessPool(1).map(header_of, [7])) == [Header(conversation="c", seed=7)]


def header_of(seed: int) -> Header:
    return Header(conversation="c", seed=seed)


def mistaken_at_three(number: int) -> int:
    if number == 3:
        raise refuse("agent.yaml", "spec.wrong", "is wrong", line=1)
    return number


def test_an_error_that_is_made_in_its_own_way_arrives_as_the_kind_above_it():
    _, error = collected(mistaken_at_three, "seeds")
    assert isinstance(error, SpecError)
    assert (error.code, "agent.yaml:1: is wrong" in str(error)) == ("spec.wrong", True)


def exits_in_a_tool(number: int) -> int:
    if number == 3:
        AlarmWatchdog(beacon=worker_beacon()).enter("is_free", "card/plain/chat/3")
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.usefixtures("start")
def test_a_tool_that_ends_its_process_is_named():
    _, error = collected(exits_in_a_tool, "seeds")
    assert str(error) == (
        "A worker process was killed (SIGKILL) while it did seeds 3: "
        "it was calling the tool 'is_free' in conversation card/plain/chat/3."
    )
    assert isinstance(error, RunError)
    assert "'is_free'" in error.hint


def talks(number: int) -> int:
    print("NOISE")
    return number


@pytest.mark.usefixtures("start")
def test_what_the_work_prints_stays_out_of_standard_output(capfd: pytest.CaptureFixture[str]):
    assert list(ProcessPool(1).map(talks, range(2))) == [0, 1]
    said = capfd.readouterr()
    assert (said.out, said.err.count("NOISE")) == ("", 2)


def starts_a_process(number: int) -> int:
    process = multiprocessing.get_context("fork").Process(target=square, args=(number,))
    process.start()
    process.join()
    return process.exitcode or 0


@pytest.mark.usefixtures("start")
def test_work_may_start_processes_of_its_own_as_it_may_without_a_pool():
    assert list(ProcessPool(1).map(starts_a_process, range(2))) == [0, 0]
