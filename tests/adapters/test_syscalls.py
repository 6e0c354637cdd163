"""The filter tells the watcher of what it should, refuses what would go unheard, and leaves all else alone."""

import errno

import pytest

from seatrial.adapters.syscalls import FAMILIES, TOLD, Machine, machine_called

ALLOW, NOTIFY, ERROR = 0x7FFF0000, 0x7FC00000, 0x00050000
ARCHES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _machine(name: str) -> Machine:
    machine = machine_called(name)
    assert machine is not None
    return machine


def _verdict(machine: Machine, number: int, arch: int, *arguments: int) -> int:
    """Run the filter as the kernel would."""
    words = {0: number, 4: arch} | {16 + 8 * place: value for place, value in enumerate((*arguments, 0, 0, 0)[:3])}
    at = value = 0
    while True:
        code, if_true, if_false, constant = machine.filter[at]
        at += 1
        match code:
            case 0x20:
                value = words[constant]
            case 0x15:
                at += if_true if value == constant else if_false
            case 0x35:
                at += if_true if value >= constant else if_false
            case _:
                return constant


@pytest.mark.parametrize("name", ARCHES)
def test_the_watcher_is_told_of_programs_files_connections_and_forks(name: str):
    machine = _machine(name)
    told = {call for call, number in machine.numbers.items() if _verdict(machine, number, ARCHES[name]) == NOTIFY}
    assert told == set(TOLD) & set(machine.numbers) | {"socket", "socketpair"}  # of family 0, which is none
    assert {machine.names[machine.numbers[call]] for call in told} == told


@pytest.mark.parametrize("name", ARCHES)
def test_sockets_of_odd_families_are_told_and_ordinary_ones_left_alone(name: str):
    machine = _machine(name)
    for call in ("socket", "socketpair"):
        told = {one for one in range(64) if _verdict(machine, machine.numbers[call], ARCHES[name], one) == NOTIFY}
        assert told == set(range(64)) - set(FAMILIES)


@pytest.mark.parametrize("name", ARCHES)
def test_only_the_sizes_of_socket_buffers_cannot_be_set(name: str):
    machine = _machine(name)
    pretended = {
        (level, option)
        for level in range(4)
        for option in range(64)
        if _verdict(machine, machine.numbers["setsockopt"], ARCHES[name], 5, level, option) == ERROR
    }
    assert pretended == {(1, 7), (1, 8)}


@pytest.mark.parametrize("name", ARCHES)
def test_what_would_go_unheard_or_uncounted_is_not_there(name: str):
    machine = _machine(name)
    calls = "io_uring_setup memfd_create memfd_secret shmget semget msgget keyctl add_key request_key ptrace bpf"
    for call in [*calls.split(), "process_vm_readv", "process_vm_writev", "pidfd_getfd", "userfaultfd"]:
        assert _verdict(machine, machine.numbers[call], ARCHES[name]) == ERROR | errno.ENOSYS


@pytest.mark.parametrize("name", ARCHES)
def test_another_calling_convention_is_not_there(name: str):
    machine = _machine(name)
    assert _verdict(machine, machine.numbers["connect"], 0x40000003) == ERROR | errno.ENOSYS
    assert _verdict(machine, machine.numbers["connect"] | 0x40000000, ARCHES[name]) == ERROR | errno.ENOSYS


@pytest.mark.parametrize("name", ARCHES)
def test_all_else_is_left_alone(name: str):
    machine = _machine(name)
    others = set(range(500)) - set(machine.numbers.values())
    assert {_verdict(machine, number, ARCHES[name]) for number in others} == {ALLOW}


def test_an_unknown_machine_has_no_filter():
    assert machine_called("riscv64") is None
