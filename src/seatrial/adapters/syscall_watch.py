"""Watches what a sandboxed server tries, through the kernel's own notifications (seccomp), in a thread of its own.

It is told of each program started, file opened, connection begun and process forked, notes what is worth telling, and
lets the call go on into the sandbox, whose walls do the stopping. Only one thing it refuses itself: processes past a
bound, in total or, for what runs for days, at a time, so that a fork bomb ends where it begins. It never sees what a
server reads or sends, only names and addresses; a server that rewrites its memory between the notice and the call can
show it a wrong name. Called by `adapters.bubblewrap`.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from seatrial.adapters.syscalls import Machine
from seatrial.mcp_audit.attempts import asked_name, beyond, bounded, foreign_socket, secret_in
from seatrial.mcp_audit.listed import Attempt, AttemptKind

_RECEIVE, _SEND, _SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082104
_GO_ON = 1
_SYNC_WAKE_UP = 1
_NOTICE = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_CLONE_THREAD = 0x10000
_AT_FDCWD = 0xFFFFFF9C
ATTEMPTS_MAX = 60
"""Different ones that are kept; a server that tries thousands has made its point."""
REFUSALS_MAX = 40
"""Forks refused before the whole sandbox is ended."""
SAMPLE_S = 0.1
# Page tables, too: a map of nothing, read page by page, costs gigabytes of them and no memory of its own.
_HELD = re.compile(rb"^(?:RssAnon|RssShmem|VmSwap|VmPTE):\s+(\d+) kB", re.MULTILINE)
GONE_WITHIN_S = 2.0
ASKING_MAX = 10_000
_FAMILIES = {17: "packets", 38: "the kernel's cryptography", 40: "vsock, the way to a virtual machine's host"}


@dataclass(frozen=True, kw_only=True)
class Watchfulness:
    """What the watch is to keep in mind.

    Attributes:
        before_inside: Programs that are started before the server's own: bwrap, where there is one.
        homes: Folders that count as a home.
        own: Folders that it is shown as its own: to list one is no attempt; what is in it may still be keys.
        contained: Whether what is tried cannot succeed.
        network: Whether connections are allowed.
        living: Whether processes and threads are bounded at a time, and not in total.
    """

    before_inside: int
    homes: tuple[str, ...]
    own: tuple[str, ...]
    contained: bool
    network: bool
    processes_max: int
    threads_max: int
    living: bool
    memory_bytes_max: int
    open_max: int


class SyscallWatch:
    """The watch over one sandbox. `start` it once its listener is there; read `attempts` after `stop`."""

    def __init__(self, machine: Machine, care: Watchfulness, *, root_pid: int, end: Callable[[str], None]) -> None:
        """Prepare.

        Args:
            machine: Its system calls.
            care: What to note and to refuse.
            root_pid: The process whose tree is measured.
            end: Ends the sandbox, with a plain sentence why; called from the watch's thread, at most once.
        """
        self._machine = machine
        self._care = care
        self._root_pid = root_pid
        self._end = end
        self._noted: dict[tuple[AttemptKind, str], tuple[int, bool]] = {}
        self._execs = 0
        self._processes = 0
        self._threads = 0
        self._refused = 0
        self._ended = False
        self._asking: set[tuple[int, int]] = set()
        self._trouble = ""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What was noted so far, in the order in which it was first seen."""
        noted = list(self._noted.items())
        return tuple(Attempt(kind=kind, what=what, times=n, stopped=stopped) for (kind, what), (n, stopped) in noted)

    @property
    def trouble(self) -> str:
        """Why the watch saw less than it should have; "" if it did not."""
        return self._trouble

    def start(self, listener: int) -> None:
        """Watch through a listener, which from now on belongs to the watch."""
        with suppress(OSError):  # quicker hand-over, where the kernel knows it (6.6)
            fcntl.ioctl(listener, _SET_FLAGS, _SYNC_WAKE_UP)
        self._thread = threading.Thread(target=self._watch, args=(listener,), daemon=True, name="syscall-watch")
        self._thread.start()

    def stop(self) -> None:
        """Wait until everything that was watched is gone, and end the watch; call it once all of it was killed.

        What is left after `GONE_WITHIN_S` (a process stuck in the kernel) can no longer fork, open or connect.
        """
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(GONE_WITHIN_S * 2)

    def _watch(self, listener: int) -> None:
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        sampled_s = time.monotonic()
        stopping_s = 0.0
        try:
            while not stopping_s or time.monotonic() - stopping_s < GONE_WITHIN_S:
                if self._stopping.is_set():
                    stopping_s = stopping_s or time.monotonic()
                ready = poll.poll(SAMPLE_S * 1000)
                if any(event & (select.POLLHUP | select.POLLERR) and not event & select.POLLIN for _, event in ready):
                    return  # nobody is left in there
                if ready:
                    self._serve(listener)
                if time.monotonic() - sampled_s > SAMPLE_S:
                    self._sample()
                    sampled_s = time.monotonic()
        finally:
            os.close(listener)

    def _serve(self, listener: int) -> None:
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, notice)
        except OSError:
            return  # whoever asked is gone
        identity, pid, _, number, _, _, *arguments = _NOTICE.unpack(notice)
        refused = 0
        try:
            refused = self._seen(self._machine.names.get(number, ""), pid, arguments)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here, the server's call must be answered
            self._trouble = f"some system calls could not be read: {type(error).__name__}"
        answer = bytearray(_ANSWER.pack(identity, 0, -refused, 0 if refused else _GO_ON))
        with suppress(OSError):
            fcntl.ioctl(listener, _SEND, answer)

    def _seen(self, call: str, pid: int, arguments: list[int]) -> int:
        """Note what a call is; return the error number with which it is to fail, 0 to let it go on."""
        inside = self._execs >= self._care.before_inside
        if call in {"execve", "execveat"}:
            self._execs += 1
            if inside:
                self._program(pid, arguments[0] if call == "execve" else arguments[1])
        elif not inside:
            return 0
        elif call in {"clone", "clone3", "fork", "vfork"}:
            return self._fork(call, pid, arguments)
        elif call in {"open", "openat", "openat2"}:
            self._open(pid, arguments if call != "open" else [_AT_FDCWD, *arguments])
        elif call == "connect":
            self._connect(pid, arguments[0], _read(pid, arguments[1], min(arguments[2], 128)))
        elif call in {"socket", "socketpair"}:
            return self._odd_socket(arguments[0] & 0xFFFFFFFF)
        else:
            self._send(call, pid, arguments)
        return 0

    def _program(self, pid: int, address: int) -> None:
        path = _text(pid, address)
        if path and os.path.exists(f"/proc/{pid}/root/{path.lstrip('/')}" if path.startswith("/") else path):
            self._note("program", bounded(path), stopped=False)

    def _fork(self, call: str, pid: int, arguments: list[int]) -> int:
        flags = arguments[0] if call == "clone" else 0
        if call == "clone3":
            flags = int.from_bytes(_read(pid, arguments[0], 8), "little")
        is_thread = bool(flags & _CLONE_THREAD)
        limit = self._care.threads_max if is_thread else self._care.processes_max
        if self._care.living and (self._threads if is_thread else self._processes) >= limit:
            self._sample()  # since the last look, many may have ended
        self._threads += is_thread
        self._processes += not is_thread
        if (self._threads if is_thread else self._processes) <= limit:
            return 0
        self._refused += 1
        what = "threads" if is_thread else "processes"
        self._note("processes", f"more than {limit} {what}", stopped=True)
        if self._refused > REFUSALS_MAX:
            self._finish(f"it kept starting {what} past the bound of {limit}")
        return errno.EAGAIN

    def _open(self, pid: int, arguments: list[int]) -> None:
        path = _text(pid, arguments[1])
        if path and not path.startswith("/"):
            folder = "cwd" if arguments[0] & 0xFFFFFFFF == _AT_FDCWD else f"fd/{arguments[0] & 0xFFFFFFFF}"
            with suppress(OSError):
                path = os.path.join(os.readlink(f"/proc/{pid}/{folder}"), path)
        path = os.path.normpath(path) if path else ""
        secret = secret_in(path, self._care.homes)
        if secret and path not in self._care.own:
            self._note("secret", secret, stopped=self._care.contained)

    def _odd_socket(self, family: int) -> int:
        """Refuse a kind of socket that walls may not hold."""
        contained = self._care.contained
        self._note(
            "socket", f"{_FAMILIES.get(family, 'a kind of socket')} (address family {family})", stopped=contained
        )
        return errno.EAFNOSUPPORT if contained else 0

    def _connect(self, pid: int, file: int, address: bytes) -> None:
        family = int.from_bytes(address[:2], "little")
        if family == socket.AF_UNIX:
            path = address[2:].split(b"\0", 1)[0] or b"@" + address[3:]
            named = foreign_socket(os.fsdecode(path)) if len(address) > 2 else ""
            if named:
                # One without a path belongs to the network, and is there wherever that is.
                within = not (self._care.network and named.startswith("@"))
                self._note("socket", named, stopped=self._care.contained and within)
            return
        place, port = _place(address)
        if port == 53:
            if len(self._asking) >= ASKING_MAX:  # most of them closed long ago
                self._asking.clear()
            self._asking.add((pid, file))
        elif goal := beyond(place, port, shared=self._care.network):
            self._note("network", goal, stopped=self._care.contained and not self._care.network)

    def _send(self, call: str, pid: int, arguments: list[int]) -> None:
        if call == "sendto":
            pieces = [(arguments[4], arguments[5], arguments[1], arguments[2])]
        else:
            count = min(arguments[2], 4) if call == "sendmmsg" else 1
            pieces = [_message(pid, arguments[1] + index * 64) for index in range(count)]
        for name, name_size, base, size in pieces:
            place, port = _place(_read(pid, name, min(name_size, 128))) if name else ("", 0)
            if port == 53 or (not name and (pid, arguments[0]) in self._asking):
                asked = asked_name(_read(pid, base, min(size, 512)))
                if asked:
                    self._note("network", asked, stopped=self._care.contained and not self._care.network)
            elif goal := beyond(place, port, shared=self._care.network):
                self._note("network", goal, stopped=self._care.contained and not self._care.network)

    def _note(self, kind: AttemptKind, what: str, *, stopped: bool) -> None:
        times = self._noted.get((kind, what), (0, stopped))[0]
        if times or len(self._noted) < ATTEMPTS_MAX:
            self._noted[kind, what] = (times + 1, stopped)

    def _sample(self) -> None:
        used, held_open, processes, threads = _used(self._root_pid)
        if self._care.living:
            # Between two looks each start is counted, so that nothing outruns this.
            self._processes, self._threads = processes, threads
            if processes < self._care.processes_max and threads < self._care.threads_max:
                self._refused = 0
        if used > self._care.memory_bytes_max:
            limit = f"more than {self._care.memory_bytes_max >> 20} MiB of memory"
        elif held_open > self._care.open_max:
            limit = f"more than {self._care.open_max:,} files and sockets at a time"
        else:
            return
        self._note("memory", limit, stopped=True)
        self._finish(f"it used {limit}")

    def _finish(self, why: str) -> None:
        if not self._ended:
            self._ended = True
            self._end(why)


def _read(pid: int, address: int, size: int) -> bytes:
    if not address or size <= 0:
        return b""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        return os.pread(memory.fileno(), size, address)


def _text(pid: int, address: int) -> str:
    """Read a path; most end within the first bytes, and none is longer than a page."""
    start = _read(pid, address, 4096 - address % 4096)
    if b"\0" not in start:
        start += _read(pid, address + len(start), 4096)
    return os.fsdecode(start.split(b"\0", 1)[0])


def _place(address: bytes) -> tuple[str, int]:
    family = int.from_bytes(address[:2], "little")
    with suppress(ValueError, OSError):
        if family == socket.AF_INET and len(address) >= 8:
            return socket.inet_ntop(socket.AF_INET, address[4:8]), int.from_bytes(address[2:4], "big")
        if family == socket.AF_INET6 and len(address) >= 24:
            return socket.inet_ntop(socket.AF_INET6, address[8:24]), int.from_bytes(address[2:4], "big")
    return "", 0


def _message(pid: int, address: int) -> tuple[int, int, int, int]:
    """Read a `msghdr`: where it goes, and its first piece."""
    header = _read(pid, address, 32)
    if len(header) < 32:
        return 0, 0, 0, 0
    name, name_size, pieces, _ = struct.unpack("=QI4xQQ", header)
    piece = _read(pid, pieces, 16)
    base, size = struct.unpack("=QQ", piece) if len(piece) == 16 else (0, 0)
    return name, name_size, base, size


def _used(root_pid: int) -> tuple[int, int, int, int]:
    """Add up what a process and its descendants hold: memory in bytes, less what is only files; and open files.

    Returns:
        These, and how many processes there are, and how many threads beside the first of each.
    """
    total, held_open, processes, threads, waiting = 0, 0, 0, 0, [root_pid]
    while waiting:
        pid = waiting.pop()
        with suppress(OSError, ValueError, IndexError):
            with open(f"/proc/{pid}/status", "rb") as file:
                total += sum(int(amount) << 10 for amount in _HELD.findall(file.read()))
            tasks = os.listdir(f"/proc/{pid}/task")
            processes += 1
            threads += len(tasks) - 1
            for thread in tasks:
                with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                    waiting += [int(child) for child in file.read().split()]
            held_open += os.stat(f"/proc/{pid}/fd").st_size or len(os.listdir(f"/proc/{pid}/fd"))
    return total, held_open, processes, threads
