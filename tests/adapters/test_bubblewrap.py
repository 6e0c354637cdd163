"""What is started in the sandbox sees and reaches nothing of this machine, and is told of when it tries."""

import socket
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from mcp_visits import need_sandbox

from seatrial.adapters import bubblewrap
from seatrial.adapters.bubblewrap import Bounds, Held, Order, check_sandbox, hold
from seatrial.adapters.sandbox_view import view_of
from seatrial.core.errors import RunError


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    need_sandbox()


def _run(
    code: str,
    *arguments: str,
    env: dict[str, str] | None = None,
    bounds: Bounds | None = None,
    network: bool = False,
) -> tuple[str, Held]:
    """Run Python code inside; return what it printed, and what held it."""
    view = view_of([sys.executable, "-I", "-c", code, *arguments])
    assert view is not None
    held = hold(Order(view=view, env=env or {}, bounds=bounds or Bounds(), network=network))
    try:
        assert held.process.stdin is not None
        assert held.process.stdout is not None
        held.process.stdin.close()
        printed = held.process.stdout.read().decode()
        held.process.wait()
    finally:
        held.close()
    return printed, held


def _kinds(held: Held) -> list[tuple[str, str]]:
    return [(attempt.kind, attempt.what) for attempt in held.attempts]


def test_the_environment_holds_what_was_given_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEATRIAL_TEST_SECRET", "s3cret")
    printed, _ = _run("import os; print(*sorted(os.environ))", env={"GIVEN": "1"})
    assert printed == "GIVEN HOME LANG PATH PWD\n"


def test_the_home_and_the_working_folder_are_not_there(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cret", encoding="utf-8")
    printed, _ = _run("import os, sys; print([os.path.exists(p) for p in sys.argv[1:]])", str(secret))
    assert printed == "[False]\n"


def test_settings_with_keys_in_the_servers_own_folder_are_empty_for_it(tmp_path: Path):
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / ".env").write_text("KEY=secret\n", encoding="utf-8")
    (tmp_path / "server" / "config.toml").write_text("plain\n", encoding="utf-8")
    script = tmp_path / "server" / "main.py"
    script.write_text(
        "import pathlib, sys\nhere = pathlib.Path(__file__).parent\n"
        "print([(here / name).read_text() for name in ('.env', 'config.toml')])\n",
        encoding="utf-8",
    )
    for show, content in (((), ""), ((str(tmp_path / "server" / ".env"),), "KEY=secret\n")):
        view = view_of([sys.executable, str(script)], show=show)
        assert view is not None
        held = hold(Order(view=view))
        try:
            assert held.process.stdout is not None
            assert held.process.stdout.read().decode() == f"{[content, 'plain' + chr(10)]}\n"
        finally:
            held.close()


def test_nobody_inside_is_anybody_and_nothing_can_become_it():
    code = """
import os
caps = [line.split()[1] for line in open("/proc/self/status") if line.startswith(("CapEff", "CapPrm", "NoNewPrivs"))]
print(os.getuid(), caps)
"""
    printed, _ = _run(code)
    assert printed == "65534 ['0000000000000000', '0000000000000000', '1']\n"


def test_nothing_of_the_system_or_the_kernel_can_be_written():
    code = """
import os
for path in ["/x", "/usr/x", "/etc/x", "/dev/x", "/etc/passwd", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger",
             "/proc/sys/vm/drop_caches", "/proc/self/oom_score_adj", "/tmp/home/.ssh/id_rsa"]:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
        print(path)
    except OSError:
        pass
"""
    assert _run(code)[0] == ""


def test_the_private_folder_can_be_written_within_its_bounds():
    code = """
import os
from pathlib import Path
Path("/tmp/x").write_text("mine")
print(Path("/tmp/x").read_text())
try:
    for index in range(20):
        Path(f"/tmp/{index}").write_bytes(b"x" * 1_000_000)
except OSError as error:
    print(os.strerror(error.errno))
"""
    printed, _ = _run(code, bounds=Bounds(tmp_bytes=4 << 20))
    assert printed == "mine\nNo space left on device\n"


def test_a_file_can_be_no_larger_than_its_bound():
    code = """
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    open("/tmp/x", "wb").write(b"x" * 2_000_000)
except OSError as error:
    print(error.strerror)
"""
    assert _run(code, bounds=Bounds(file_bytes=1 << 20))[0] == "File too large\n"


def test_other_processes_of_this_machine_cannot_be_seen_or_ended():
    code = """
import os, sys
print(sorted(int(name) for name in os.listdir("/proc") if name.isdigit()) == [1, os.getpid()])
"""
    assert _run(code)[0] == "True\n"


def test_a_try_at_the_network_fails_and_is_told_with_its_goal():
    code = """
import socket
for place in [("203.0.113.9", 4444), ("exfil.example", 80)]:
    try:
        socket.create_connection(place, timeout=5)
        print("connected")
    except OSError:
        pass
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    datagrams.sendto(b"x", ("203.0.113.10", 53000))
except OSError:
    pass
try:
    datagrams.sendmsg([b"x"], [], 0, ("203.0.113.11", 53001))
except OSError:
    pass
"""
    printed, held = _run(code)
    assert printed == ""
    assert _kinds(held) == [
        ("network", "203.0.113.9:4444"),
        ("network", "exfil.example"),
        ("network", "203.0.113.10:53000"),
        ("network", "203.0.113.11:53001"),
    ]
    assert all(attempt.stopped for attempt in held.attempts)


def test_with_the_network_what_listens_on_this_machine_is_reached_and_that_is_told():
    with socket.create_server(("127.0.0.1", 0)) as mine:
        code = """
import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
try:
    socket.socket(socket.AF_UNIX).connect("\\0somebody")
except OSError:
    pass
"""
        port = mine.getsockname()[1]
        _, held = _run(code, str(port), network=True)
    assert [(one.kind, one.what, one.stopped) for one in held.attempts] == [
        ("network", f"127.0.0.1:{port}", False),
        ("socket", "@somebody", False),
    ]


def test_a_try_at_keys_finds_a_decoy_or_nothing_and_is_told():
    code = """
import os
os.chdir(os.path.expanduser("~/.ssh"))
print("Nothing is kept here" in open("id_rsa").read())
for path in ["/etc/shadow", "/proc/1/environ", os.path.expanduser("~/.electrum/wallets")]:
    try:
        open(path).read()
    except OSError:
        pass
"""
    printed, held = _run(code)
    assert printed == "True\n"
    assert _kinds(held) == [
        ("secret", "~/.ssh/id_rsa"),
        ("secret", "/etc/shadow"),
        ("secret", "/proc/1/environ"),
        ("secret", "~/.electrum/wallets"),
    ]


def test_a_try_at_another_programs_socket_is_told():
    code = """
import socket
try:
    socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock")
except OSError:
    pass
"""
    assert _kinds(_run(code)[1]) == [("socket", "/var/run/docker.sock")]


def test_a_way_to_the_host_of_a_virtual_machine_is_closed_and_told():
    code = """
import socket
try:
    socket.socket(40, socket.SOCK_STREAM)
    print("open")
except OSError as error:
    print(error.strerror)
"""
    printed, held = _run(code)
    assert printed == "Address family not supported by protocol\n"
    assert _kinds(held) == [("socket", "vsock, the way to a virtual machine's host (address family 40)")]


def test_the_sandboxs_own_first_process_cannot_be_held_or_read():
    code = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, 1, 0, 0), os.strerror(ctypes.get_errno()))
"""
    assert _run(code)[0] == "-1 Function not implemented\n"


def test_other_programs_that_it_starts_are_told_for_the_record():
    code = "import subprocess; subprocess.run(['/bin/sh', '-c', 'cat /etc/shadow 2>/dev/null; true'])"
    kinds = _kinds(_run(code)[1])
    assert kinds[0] == ("program", "/bin/sh")
    assert ("secret", "/etc/shadow") in kinds


def test_a_fork_bomb_ends_where_its_bound_is():
    code = """
import os, time
forked = 0
for _ in range(60):
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        forked += 1
    except OSError:
        break
print(forked, flush=True)
os.kill(-1, 9)
"""
    printed, held = _run(code, bounds=Bounds(processes=20))
    assert printed == "20\n"
    assert _kinds(held) == [("processes", "more than 20 processes")]


def test_where_the_living_are_counted_those_that_have_ended_count_for_nothing():
    code = """
import os, threading
for _ in range(60):
    child = os.fork()
    child or os._exit(0)
    os.waitpid(child, 0)
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
print("done")
"""
    printed, held = _run(code, bounds=Bounds(processes=20, threads=20, living=True))
    assert printed == "done\n"
    assert held.attempts == ()
    printed, held = _run(code, bounds=Bounds(processes=20, threads=20))
    assert printed == ""
    assert _kinds(held) == [("processes", "more than 20 processes")]


@pytest.mark.parametrize("living", [False, True])
def test_one_that_goes_on_forking_is_ended(living: bool):
    code = "import os\nwhile True:\n    try:\n        os.fork() or os._exit(0)\n    except OSError:\n        pass"
    _, held = _run(code, bounds=Bounds(processes=20, living=living))
    assert held.ended_for == "it kept starting processes past the bound of 20"


def test_one_that_takes_too_much_memory_is_ended_even_with_help():
    code = """
import subprocess, sys, time
code = "x = b'x' * 90_000_000; import time; time.sleep(60)"
children = [subprocess.Popen([sys.executable, "-I", "-c", code]) for _ in range(3)]
time.sleep(60)
"""
    _, held = _run(code, bounds=Bounds(memory_bytes=200 << 20))
    assert held.ended_for == "it used more than 200 MiB of memory"


def test_nothing_that_it_started_outlives_it(tmp_path: Path):
    code = """
import os, signal, sys, time
heard, told = os.pipe()
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("started", flush=True)
    os.close(1)
    os.write(told, b"x")
    time.sleep(60)
os.read(heard, 1)
"""
    printed, _ = _run(code, f"marked-{tmp_path.name}")
    assert printed == "started\n"
    assert not any(f"marked-{tmp_path.name}".encode() in line for line in _command_lines())


def test_memory_that_is_nobodys_own_is_counted_or_not_to_be_had():
    shared = "import mmap, time; m = mmap.mmap(-1, 300_000_000); m[:] = b'x' * len(m); time.sleep(60)"
    _, held = _run(shared, bounds=Bounds(memory_bytes=200 << 20))
    assert held.ended_for == "it used more than 200 MiB of memory"
    nameless = "import os\ntry:\n    os.memfd_create('x')\nexcept OSError as error:\n    print(error.strerror)"
    assert _run(nameless)[0] == "Function not implemented\n"


def test_page_tables_of_nothing_are_memory_too():
    code = """
import ctypes, mmap
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
size, step = 1 << 40, 2 << 20
place = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, -1, 0)
libc.madvise(place, size, 15)
for offset in range(0, size, step):
    ctypes.c_char.from_address(place + offset).value
"""
    _, held = _run(code, bounds=Bounds(memory_bytes=200 << 20))
    assert held.ended_for == "it used more than 200 MiB of memory"


def test_what_waits_in_sockets_is_bounded_by_their_number_and_their_buffers():
    code = """
import socket, time
near, far = socket.socketpair()
near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
print(near.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) == far.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF))
try:
    kept = [socket.socketpair() for _ in range(3_000)]
except OSError as error:
    print(error.strerror, flush=True)
"""
    assert _run(code)[0] == "True\nToo many open files\n"
    many = """
import os, time
for _ in range(5):
    if os.fork() == 0:
        kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(200)]
        time.sleep(60)
time.sleep(60)
"""
    _, held = _run(many, bounds=Bounds(open_files=500))
    assert held.ended_for == "it used more than 500 files and sockets at a time"


def test_where_nothing_can_be_watched_that_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bubblewrap, "machine_called", lambda name: None)
    printed, held = _run("import os; print(os.path.exists('/etc/shadow'))")
    assert printed == "False\n"
    assert held.attempts == ()
    assert held.blind == ("what it tries was not watched, nor its processes and memory bounded: not on this machine",)


def test_without_bubblewrap_nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    bubblewrap._why_no_sandbox.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    try:
        with pytest.raises(RunError) as raised:
            check_sandbox()
        assert raised.value.code == "audit.no_sandbox"
        assert "apt-get install bubblewrap" in raised.value.hint
        assert "--unsafe" in raised.value.hint
        assert "not installed" in check_sandbox(unsafe=True)
    finally:
        bubblewrap._why_no_sandbox.cache_clear()


def test_where_bubblewrap_cannot_make_a_sandbox_its_own_reason_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    bubblewrap._why_no_sandbox.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    try:
        with pytest.raises(RunError, match="No permissions to create new namespace") as raised:
            check_sandbox()
        assert "apparmor_restrict_unprivileged_userns=0" in raised.value.hint
        assert "Install" not in raised.value.hint
    finally:
        bubblewrap._why_no_sandbox.cache_clear()


def test_the_options_and_what_is_in_them_are_on_no_command_line():
    view = view_of([sys.executable, "-I", "-c", "print('here', flush=True); input()"])
    assert view is not None
    held = hold(Order(view=view, env={"API_KEY": "s3cret"}))
    try:
        assert held.process.stdout is not None
        assert held.process.stdout.readline() == b"here\n"
        lines = _command_lines()
    finally:
        held.close()
    assert any(b"bwrap" in line for line in lines)
    assert not any(b"s3cret" in line for line in lines)


def _command_lines() -> list[bytes]:
    found: list[bytes] = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_bytes())
    return found


def test_to_list_the_home_folder_is_no_attempt_and_to_open_keys_in_it_is():
    code = "import os, pathlib; os.listdir(pathlib.Path.home()); print('in')"
    printed, held = _run(code)
    assert (printed, _kinds(held)) == ("in\n", [])
    _, held = _run("import pathlib; (pathlib.Path.home() / '.ssh/id_rsa').open()")
    assert ("secret", "~/.ssh/id_rsa") in _kinds(held)


def test_to_list_a_folder_that_is_shown_as_its_own_is_no_attempt_and_what_is_in_it_may_be(tmp_path: Path):
    own = tmp_path / ".claude" / "notes"
    own.mkdir(parents=True)
    (own / "key").touch()
    code = f"import os; os.listdir({str(own)!r}); open({str(own / 'key')!r})"
    view = view_of([sys.executable, "-I", "-c", code], show=[str(own)])
    assert view is not None
    held = hold(Order(view=view))
    try:
        held.process.wait()
    finally:
        held.close()
    assert _kinds(held) == [("secret", str(own / "key"))]
