"""Claims about the watchdog: a tool that never returns ends the run, and says which one it was."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from seatrial.adapters.alarm import AlarmWatchdog, Beacon, overdue_error, time_limit
from seatrial.core.effects import CallTool
from seatrial.core.errors import RunError
from seatrial.core.events import ToolFailed, ToolReturned
from seatrial.core.ports import ToolContext
from seatrial.runtime.rehearsal import Rehearsal
from seatrial.testing.clerk import run_clerk_tool
from seatrial.testing.rehearsals import clerk_rehearsal, rehearse_clerk


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def watched(run_tool, watchdog: AlarmWatchdog) -> Rehearsal:
    rehearsal = clerk_rehearsal(8814, run_tool=run_tool)
    fields = {name: getattr(rehearsal, name) for name in Rehearsal.__dataclass_fields__}
    return Rehearsal(**(fields | {"watchdog": watchdog}))


def spinning(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
    while True:
        pass


def blocking(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
    threading.Event().wait()
    return run_clerk_tool(call, context)


def catching(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
    with suppress(Exception):  # what a careless tool does
        threading.Event().wait()
    return run_clerk_tool(call, context)


@pytest.mark.parametrize("tool", [spinning, blocking, catching])
def test_a_tool_that_never_returns_ends_the_run_and_is_named(tool):
    with pytest.raises(RunError) as caught:
        rehearse_clerk(watched(tool, AlarmWatchdog(0.02)))
    error = caught.value
    assert str(error) == (
        "Tool 'look_up' did not return within 0.02 s of real time, in conversation booking/plain/speech/8814."
    )
    assert (error.code, error.exit_code) == ("tool.never_returned", 2)
    assert "tools.py" in error.hint


def test_a_tool_that_returns_is_left_alone_and_the_alarm_is_off_afterwards():
    ran = rehearse_clerk(watched(run_clerk_tool, AlarmWatchdog(30)))
    assert ran.end.outcome == "booked"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_tool_that_swallows_the_alarm_for_good_meets_the_last_resort():
    class Over(BaseException):
        pass

    told: list[RunError] = []

    def last_resort(error: RunError) -> None:
        told.append(error)
        raise Over

    def swallowing(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        while not told:
            with suppress(BaseException):  # what a malicious tool does
                threading.Event().wait()
        return run_clerk_tool(call, context)

    rehearse_clerk(watched(swallowing, AlarmWatchdog(0.02, last_resort=last_resort)))
    assert told[0].code == "tool.never_returned"


STUCK = """
import threading
from seatrial.adapters.alarm import AlarmWatchdog
watchdog = AlarmWatchdog(0.02)
watchdog.enter("endless", "sink/8814")
while True:
    try:
        threading.Event().wait()
    except BaseException:
        pass
"""


def test_by_default_the_last_resort_says_why_and_exits_with_2():
    done = subprocess.run([sys.executable, "-c", STUCK], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("Tool 'endless' did not return within 0.02 s")


def test_outside_the_main_thread_only_the_beacon_is_lit():
    beacon = Beacon()

    def run() -> None:
        watchdog = AlarmWatchdog(5, beacon=beacon)
        watchdog.enter("slow", "c")
        seen.append((beacon.overdue(float("inf")), signal.getitimer(signal.ITIMER_REAL)))
        watchdog.leave()

    seen: list[tuple[str, tuple[float, float]]] = []
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [("slow\nc\n5", (0.0, 0.0))]


def test_a_tool_that_would_end_the_process_fails_in_its_conversation_only():
    def ending(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        with pytest.raises(SystemExit):
            os._exit(9)
        return run_clerk_tool(call, context)

    ran = rehearse_clerk(watched(ending, AlarmWatchdog(30)))
    assert ran.end.outcome == "booked"


def test_a_tool_that_goes_elsewhere_leaves_everybody_else_where_they_were(tmp_path: Path):
    def going(call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        os.chdir(tmp_path)
        return run_clerk_tool(call, context)

    before = Path.cwd()
    rehearse_clerk(watched(going, AlarmWatchdog(30)))
    assert Path.cwd() == before


def test_a_beacon_is_overdue_only_after_its_deadline_and_until_it_is_cleared():
    beacon = Beacon()
    assert beacon.overdue(10.0) == ""
    beacon.light(5.0, "tool\nconversation\n3")
    assert beacon.overdue(4.0) == ""
    assert str(overdue_error(beacon.overdue(6.0))).startswith("Tool 'tool' did not return within 3 s")
    beacon.clear()
    assert beacon.overdue(6.0) == ""


def test_a_beacon_holds_a_long_name_in_part():
    beacon = Beacon()
    beacon.light(1.0, "é" * 1000)
    assert set(beacon.overdue(2.0)) <= {"é", "\ufffd"}


def _loop_for_ever() -> None:
    with time_limit("loading", 0.01):
        while True:
            pass


def test_code_that_does_not_end_is_stopped_and_the_alarm_is_put_back():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(RunError, match=r"loading did not end within 0\.01 s"):
        _loop_for_ever()
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
