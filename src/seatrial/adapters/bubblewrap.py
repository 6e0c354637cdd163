"""A sandbox for programs nobody knows: bubblewrap's walls, bounds on what they use, and a watch over what they try.

Inside there is no network unless it is allowed, no home, no environment but what is listed, a private /tmp, read-only
views of the system and of the program's own code, and no way to become anybody else. When the process that asked for
it ends, so does everything inside. Called by `adapters.mcp_listing`.
"""

from __future__ import annotations

import functools
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from seatrial.adapters.sandbox_entry import LISTENING
from seatrial.adapters.sandbox_view import SYSTEM, View
from seatrial.adapters.syscall_watch import SyscallWatch, Watchfulness
from seatrial.adapters.syscalls import Machine, machine_called
from seatrial.core.errors import RunError
from seatrial.mcp_audit.attempts import HOME_IN_SANDBOX
from seatrial.mcp_audit.listed import Attempt

NOBODY = "65534"
_ENTRY = Path(__file__).with_name("sandbox_entry.py")
_ETC = (
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/pki/tls/certs", "/etc/pki/ca-trust/extracted",
    "/etc/localtime", "/etc/mime.types", "/etc/os-release", "/etc/fonts",
)  # fmt: skip
_DECOYS = (".ssh/id_rsa", ".ssh/id_ed25519", ".ssh/config", ".aws/credentials", ".netrc", ".git-credentials",
           ".config/gcloud/credentials.db", ".kube/config", ".docker/config.json", ".bash_history")  # fmt: skip
_DECOY = b"Nothing is kept here: this is a sandbox's empty home.\n"
HANDOVER_S = 10.0
_OR_UNSAFE = "or let the server do as it likes on this machine: --unsafe"
INSTALL_HINT = (
    "Install bubblewrap (Debian, Ubuntu: sudo apt-get install bubblewrap; Fedora: sudo dnf install bubblewrap), "
    f"{_OR_UNSAFE}"
)
ALLOW_HINT = (
    "Allow programs to make namespaces (Ubuntu 24.04 and later: sudo sysctl --write "
    "kernel.apparmor_restrict_unprivileged_userns=0; in a container: its engine has to allow it), "
    f"{_OR_UNSAFE}"
)
_NOT_INSTALLED = "bubblewrap (bwrap) is not installed"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a program may use before it is ended or refused more.

    Attributes:
        memory_bytes: Of all its processes together, sampled ten times a second; a single one can never claim four times
            as much.
        processes: Ever started, or with `living` at a time.
        threads: The same.
        living: Count what lives: for what runs for days, and starts something for every call.
        cpu_s: Of one process.
        file_bytes: Of one file.
        tmp_bytes: Of all files.
        open_files: At a time, of all its processes together, sockets among them: what waits in one of those, in the
            kernel, is in nobody's books.
    """

    memory_bytes: int = 1 << 30
    processes: int = 64
    threads: int = 512
    living: bool = False
    cpu_s: int = 60
    file_bytes: int = 16 << 20
    tmp_bytes: int = 64 << 20
    open_files: int = 4_096


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be run, and how closely it is held.

    Attributes:
        env: Its whole environment, besides PATH, HOME and LANG.
        network: Whether it may use the network.
        unsafe: Whether to run it without walls.
    """

    view: View
    env: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    network: bool = False
    unsafe: bool = False
    bounds: Bounds = Bounds()


def check_sandbox(*, unsafe: bool = False) -> str:
    """Make sure that there is a sandbox; return why there is none if the user goes without.

    Raises:
        RunError: There is none that works here, and `unsafe` was not asked for.
    """
    why = _why_no_sandbox()
    if why and not unsafe:
        raise RunError(
            f"Servers nobody knows are started only in a sandbox, and there is none here: {why}.",
            code="audit.no_sandbox",
            hint=INSTALL_HINT if why == _NOT_INSTALLED else ALLOW_HINT,
        )
    return why


@functools.cache
def _why_no_sandbox() -> str:
    program = shutil.which("bwrap")
    if program is None:
        return _NOT_INSTALLED
    words = [program, *_walls(network=False), "--ro-bind", "/", "/", "--", "/bin/true"]
    try:
        tried = subprocess.run(words, capture_output=True, timeout=20, check=False, env={})
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bwrap does not start: {type(error).__name__}"
    said = tried.stderr.decode(errors="replace").strip().splitlines()
    return "" if tried.returncode == 0 else f"bwrap is here but cannot make one: {said[-1] if said else 'no reason'}"


class Held:
    """A program that runs, held in its sandbox. Its pipes belong to whoever started it."""

    def __init__(
        self, process: subprocess.Popen[bytes], order: Order, blind: tuple[str, ...], *, scratch: str = ""
    ) -> None:
        self._process = process
        self._order = order
        self._blind = list(blind)
        self._scratch = scratch
        self._watch: SyscallWatch | None = None
        self._started_s = time.monotonic()
        self._ended_for = ""
        self._lock = threading.Lock()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """Its outermost process: bwrap, where there is one."""
        return self._process

    @property
    def ended_for(self) -> str:
        """What the watch ended it for, a plain sentence without its full stop; "" if it did not."""
        return self._ended_for

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What it tried so far."""
        return self._watch.attempts if self._watch is not None else ()

    @property
    def blind(self) -> tuple[str, ...]:
        """What could not be watched or bounded, a plain sentence each."""
        trouble = self._watch.trouble if self._watch is not None else ""
        return (*self._blind, trouble) if trouble else tuple(self._blind)

    def end(self, why: str = "") -> None:
        """Kill it and everything that it started."""
        with self._lock:
            self._ended_for = self._ended_for or why
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def close(self) -> None:
        """Kill it, wait until it is gone, and end the watch."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()
        if self._watch is not None:
            self._watch.stop()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def watch_with(self, machine: Machine | None, report: socket.socket) -> None:
        """Take over the listener that the entry hands out, and begin to watch."""
        report.settimeout(HANDOVER_S)
        try:
            told, files, _, _ = socket.recv_fds(report, 64, 1)
        except OSError:
            told, files = b"", []
        if machine is None or not told.startswith(LISTENING) or not files:
            why = os.strerror(int(told[1:])) if told[1:].isdigit() and told[1:] != b"0" else "not on this machine"
            self._blind.append(f"what it tries was not watched, nor its processes and memory bounded: {why}")
            return
        children_are_named = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
        if not children_are_named:
            self._blind.append("the memory of its processes was not added up: this kernel does not name children")
        order = self._order
        self._watch = SyscallWatch(
            machine,
            Watchfulness(
                before_inside=2 if not order.unsafe else 1,
                homes=tuple(dict.fromkeys([self._scratch or HOME_IN_SANDBOX, str(Path.home())])),
                own=tuple(place for place in order.view.shown if os.path.isdir(place)),
                contained=not order.unsafe,
                network=order.network,
                processes_max=order.bounds.processes,
                threads_max=order.bounds.threads,
                living=order.bounds.living and children_are_named,
                memory_bytes_max=order.bounds.memory_bytes,
                open_max=order.bounds.open_files,
            ),
            root_pid=self._process.pid,
            end=self.end,
        )
        self._watch.start(files[0])


def hold(order: Order) -> Held:
    """Start a program in a sandbox, watched.

    Its standard input, output and error are pipes.

    Raises:
        RunError: There is no sandbox here, and `unsafe` was not asked for.
        OSError: This machine cannot start another process.
    """
    why_unwalled = check_sandbox(unsafe=order.unsafe)
    machine = machine_called(os.uname().machine)
    files: list[int] = []
    scratch = ""
    try:
        if order.unsafe:
            scratch = tempfile.mkdtemp(prefix="seatrial-home-")
            argv, env = list(order.view.argv), _environment(order, scratch)
        else:
            files += _data_files(order)
            files.append(_options_file(_options(order, files)))
            argv, env = [shutil.which("bwrap") or "bwrap", "--args", str(files[-1]), "--", *order.view.argv], {}
        plan = {
            "argv": argv,
            "env": env,
            "limits": _limits(order.bounds),
            "filter": machine.filter if machine else [],
            "seccomp": machine.numbers["seccomp"] if machine else 0,
        }
        files.append(_memory_file(json.dumps(plan).encode()))
        ours, theirs = socket.socketpair()
        with ours, theirs:
            process = _start(files, theirs, order.view.folder if order.unsafe else "/")
            theirs.close()
            blind = (f"it ran without a sandbox: {why_unwalled or 'as asked'}",) if order.unsafe else ()
            held = Held(process, order, blind, scratch=scratch)
            held.watch_with(machine, ours)
            return held
    except BaseException:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        raise
    finally:
        for file in files:
            os.close(file)


def _start(files: list[int], report: socket.socket, folder: str) -> subprocess.Popen[bytes]:
    """Start the entry, the plan being the last of the files. It leads a session, so that all of it can be killed."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_ENTRY), str(files[-1]), str(report.fileno())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={},
        cwd=folder,
        pass_fds=[*files, report.fileno()],
        start_new_session=True,
    )


def _walls(*, network: bool) -> list[str]:
    words = ["--unshare-user", "--uid", NOBODY, "--gid", NOBODY, "--unshare-ipc", "--unshare-pid", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--hostname", "sandbox", "--new-session", "--die-with-parent", "--clearenv"]
    if _version() >= (0, 8):
        words.append("--disable-userns")
    return words if network else [*words, "--unshare-net"]


@functools.cache
def _version() -> tuple[int, ...]:
    said = subprocess.run([shutil.which("bwrap") or "bwrap", "--version"], capture_output=True, check=False, timeout=20)
    match = re.search(rb"(\d+)\.(\d+)", said.stdout)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _options(order: Order, data: list[int]) -> list[str]:
    """All of bwrap's options. Later ones cover earlier ones: what is shown may stand within /tmp."""
    view, size = order.view, str(order.bounds.tmp_bytes)
    words = _walls(network=order.network)
    for root in SYSTEM:
        if os.path.islink(root):
            words += ["--symlink", os.readlink(root), root]
        elif os.path.isdir(root):
            words += ["--ro-bind", root, root]
    for file in _ETC:
        words += ["--ro-bind-try", file, file]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--size", size]
    words += ["--tmpfs", "/tmp", "--dir", HOME_IN_SANDBOX]
    for name, file in zip(_data_names(), data, strict=False):
        words += ["--ro-bind-data", str(file), name]
    for place in view.emptied:
        words += ["--dir", place]
    for place in view.shown:
        words += ["--ro-bind", place, place]
    for place, file in zip(view.hidden, data[len(_data_names()) :], strict=True):
        words += ["--ro-bind-data", str(file), place]
    for name, value in _environment(order, HOME_IN_SANDBOX).items():
        words += ["--setenv", name, value]
    return [*words, "--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", view.folder]


def _environment(order: Order, home: str) -> dict[str, str]:
    return {**order.env, "PATH": order.view.path, "HOME": home, "LANG": "C.UTF-8"}


def _data_names() -> list[str]:
    etc = ["/etc/passwd", "/etc/group", "/etc/hosts", "/etc/nsswitch.conf", "/etc/resolv.conf"]
    return etc + [f"{HOME_IN_SANDBOX}/{decoy}" for decoy in _DECOYS]


def _data_files(order: Order) -> list[int]:
    """One file for each of `_data_names`, and an empty one for each that is hidden.

    Name lookups go to nobody, at once, and so that the watch hears the name.
    """
    resolver = b"nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"
    if order.network:
        with suppress(OSError):
            resolver = Path("/etc/resolv.conf").read_bytes()[:65_536]
    etc = [
        f"nobody:x:{NOBODY}:{NOBODY}:nobody:{HOME_IN_SANDBOX}:/bin/sh\n".encode(),
        f"nogroup:x:{NOBODY}:\n".encode(),
        b"127.0.0.1 localhost sandbox\n::1 localhost\n",
        b"passwd: files\ngroup: files\nhosts: files dns\n",
        resolver,
    ]
    contents = etc + [_DECOY] * len(_DECOYS) + [b""] * len(order.view.hidden)
    return [_memory_file(content) for content in contents]


def _options_file(words: list[str]) -> int:
    """Options go through a file: what is on a command line, any user of this machine can read."""
    return _memory_file(b"\0".join(os.fsencode(word) for word in words) + b"\0")


def _memory_file(content: bytes) -> int:
    file = os.memfd_create("seatrial")
    os.write(file, content)
    os.lseek(file, 0, os.SEEK_SET)
    return file


def _limits(bounds: Bounds) -> dict[str, int]:
    """Bounds that the kernel keeps. Not on address space: some runtimes reserve it by the terabyte, unused."""
    limits = {
        "RLIMIT_DATA": bounds.memory_bytes * 4,
        "RLIMIT_CPU": bounds.cpu_s,
        "RLIMIT_FSIZE": bounds.file_bytes,
        "RLIMIT_NOFILE": min(1_024, bounds.open_files),
        "RLIMIT_CORE": 0,
    }
    return {name: amount for name, amount in limits.items() if hasattr(resource, name)}
