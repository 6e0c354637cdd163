"""Runs by itself, outside the sandbox: sets bounds, has itself watched by system call, becomes bwrap.

Started as ``python -I -S sandbox_entry.py``. It stands between `adapters.bubblewrap`, which starts it, and the
sandbox, so that what it sets holds for everything that is ever started within. It imports nothing of seatrial. A JSON
document comes on a pipe: the program to become, its environment, its bounds, and the filter's instructions. The
filter only reports system calls to the watcher; what keeps a server in is the sandbox.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import sys
import threading

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_NEW_LISTENER = 8
LISTENING, BLIND = b"l", b"b"


class _Filter(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("len", ctypes.c_uint16), ("filter", ctypes.POINTER(_Filter)))


def _listener(instructions: list[list[int]], seccomp_number: int) -> int:
    """Put the filter on this thread; return the listener's file descriptor, or minus the error number."""
    libc = ctypes.CDLL(None, use_errno=True)
    filters = (_Filter * len(instructions))(*(_Filter(*row) for row in instructions))
    program = _Program(len(instructions), filters)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return -ctypes.get_errno()
    made = libc.syscall(
        ctypes.c_long(seccomp_number),
        ctypes.c_long(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_long(_SECCOMP_FILTER_FLAG_NEW_LISTENER),
        ctypes.byref(program),
    )
    return made if made >= 0 else -ctypes.get_errno()


def main() -> None:
    """Read the document from the descriptor named first, report to the socket named second, and become the program."""
    plan_fd, report_fd = int(sys.argv[1]), int(sys.argv[2])
    with os.fdopen(plan_fd, "rb") as file:
        plan = json.load(file)
    for name, amount in plan["limits"].items():
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, allowed))
    report = socket.socket(fileno=report_fd)
    made: list[int] = []
    is_made, is_told = threading.Event(), threading.Event()

    def become() -> None:
        # The filter is on this thread alone, so that the other one can still hand the listener out unheard.
        if plan["filter"]:
            made.append(_listener(plan["filter"], plan["seccomp"]))
        is_made.set()
        is_told.wait()
        try:
            os.execve(plan["argv"][0], plan["argv"], plan["env"])
        finally:
            os._exit(127)

    threading.Thread(target=become).start()
    is_made.wait()
    if made and made[0] >= 0:
        socket.send_fds(report, [LISTENING], [made[0]])
        os.close(made[0])
    else:
        report.send(BLIND + str(-made[0] if made else 0).encode())
    report.close()
    is_told.set()
    threading.Event().wait()


if __name__ == "__main__":
    main()
