"""The system calls that the watch is told of, and the filter that tells it: numbers and instructions, nothing else.

Linux on x86-64 and on 64-bit ARM; elsewhere there is no filter, and the watch says that it is blind. Used by
`adapters.syscall_watch`.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

# From the kernel's own tables (asm/unistd_64.h, asm-generic/unistd.h).
_X86_64 = {
    "open": 2, "connect": 42, "sendto": 44, "sendmsg": 46, "clone": 56, "fork": 57, "vfork": 58, "execve": 59,
    "openat": 257, "sendmmsg": 307, "seccomp": 317, "execveat": 322, "io_uring_setup": 425, "clone3": 435,
    "openat2": 437, "shmget": 29, "semget": 64, "msgget": 68, "add_key": 248, "request_key": 249, "keyctl": 250,
    "memfd_create": 319, "memfd_secret": 447, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
    "pidfd_getfd": 438, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "socket": 41, "socketpair": 53,
    "setsockopt": 54,
}  # fmt: skip
_AARCH64 = {
    "openat": 56, "connect": 203, "sendto": 206, "sendmsg": 211, "clone": 220, "execve": 221, "sendmmsg": 269,
    "seccomp": 277, "execveat": 281, "io_uring_setup": 425, "clone3": 435, "openat2": 437,
    "shmget": 194, "semget": 190, "msgget": 186, "add_key": 217, "request_key": 218, "keyctl": 219,
    "memfd_create": 279, "memfd_secret": 447, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
    "pidfd_getfd": 438, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "socket": 198, "socketpair": 199,
    "setsockopt": 208,
}  # fmt: skip

TOLD = ("connect", "sendto", "sendmsg", "sendmmsg", "clone", "fork", "vfork", "clone3", "execve", "execveat", "open",
        "openat", "openat2")  # fmt: skip
"""What the watcher is told of and then lets happen, or not happen, within the sandbox."""
_UNKNOWN_HERE = (
    "io_uring_setup", "memfd_create", "memfd_secret", "shmget", "semget", "msgget", "add_key", "request_key", "keyctl",
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "bpf", "perf_event_open", "userfaultfd",
)  # fmt: skip
"""What is refused as if this kernel lacked it: opening and connecting unheard, memory that is in nobody's books, the
user's keys, holding other processes (the sandbox's own first one), and much of the kernel for nothing that a server
needs. Programs that use the first ones fall back."""
FAMILIES = (1, 2, 10, 16)
"""Kinds of sockets that there are: unix, IPv4, IPv6, netlink. Others are told and refused: ``vsock`` for one leads out
of a virtual machine to its host, and no network namespace keeps it in."""


_SOCKETS = ("socket", "socketpair")
_Row = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What a kind of machine calls things.

    Attributes:
        numbers: System calls by name.
        names: The other way round, of those that the watcher can be told of.
        filter: The filter's instructions: code, jump if true, jump if false, constant.
    """

    numbers: dict[str, int]
    names: dict[int, str]
    filter: tuple[_Row, ...]


# Classic BPF: load a word of seccomp_data, jump on equality or order, return.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16
_ALLOW, _NOTIFY, _ERROR = 0x7FFF0000, 0x7FC00000, 0x00050000
_X32_BIT = 0x40000000
_SOL_SOCKET, _BUFFER_SIZES = 1, (7, 8)


def machine_called(name: str) -> Machine | None:
    """Return what `os.uname().machine` names, None where this module knows no such machine."""
    if name == "x86_64":
        return _machine(_X86_64, arch=0xC000003E)
    if name in {"aarch64", "arm64"}:
        return _machine(_AARCH64, arch=0xC00000B7)
    return None


def _machine(numbers: dict[str, int], *, arch: int) -> Machine:
    rows: list[_Row] = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),  # another calling convention would go unheard
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    told = {name: numbers[name] for name in TOLD if name in numbers}
    for number in told.values():
        rows += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _NOTIFY)]
    for name in _UNKNOWN_HERE:
        rows += [(_EQUAL, 0, 1, numbers[name]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    for name in _SOCKETS:
        rows += _when(numbers[name], _families())
    rows += _when(numbers["setsockopt"], _no_larger_buffers())
    rows.append((_RETURN, 0, 0, _ALLOW))
    named = told | {name: numbers[name] for name in _SOCKETS}
    return Machine(numbers=numbers, names={number: name for name, number in named.items()}, filter=tuple(rows))


def _when(number: int, rows: list[_Row]) -> list[_Row]:
    """Do this for one system call; the rows must all end in a return."""
    return [(_EQUAL, 0, len(rows), number), *rows]


def _families() -> list[_Row]:
    rows: list[_Row] = [(_LOAD, 0, 0, _ARGUMENTS_AT)]
    for family in FAMILIES:
        rows += [(_EQUAL, 0, 1, family), (_RETURN, 0, 0, _ALLOW)]
    return [*rows, (_RETURN, 0, 0, _NOTIFY)]


def _no_larger_buffers() -> list[_Row]:
    """Say yes to larger buffers of sockets and leave them as they are: what waits in them is in nobody's books."""
    rows: list[_Row] = [(_LOAD, 0, 0, _ARGUMENTS_AT + 8), (_EQUAL, 1, 0, _SOL_SOCKET), (_RETURN, 0, 0, _ALLOW)]
    rows.append((_LOAD, 0, 0, _ARGUMENTS_AT + 16))
    for name in _BUFFER_SIZES:
        rows += [(_EQUAL, 0, 1, name), (_RETURN, 0, 0, _ERROR)]
    return [*rows, (_RETURN, 0, 0, _ALLOW)]
