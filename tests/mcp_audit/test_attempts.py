"""Of what a server does, only that is told which it has no business doing, and in words that name it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.attempts import asked_name, beyond, bounded, foreign_socket, secret_in

HOME = "/people/ann"


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"{HOME}/.ssh/id_rsa", "~/.ssh/id_rsa"),
        (f"{HOME}/.ssh", "~/.ssh"),
        (f"{HOME}/.aws/credentials", "~/.aws/credentials"),
        (f"{HOME}/.config/gcloud/credentials.db", "~/.config/gcloud/credentials.db"),
        (f"{HOME}/Library/Application Support/Claude/claude_desktop_config.json",
         "~/Library/Application Support/Claude/claude_desktop_config.json"),
        (f"{HOME}/.bash_history", "~/.bash_history"),
        ("/people/bob/.ssh/id_ed25519", "/people/bob/.ssh/id_ed25519"),
        ("/etc/shadow", "/etc/shadow"),
        ("/proc/1/environ", "/proc/1/environ"),
    ],
)  # fmt: skip
def test_places_where_keys_are_kept_are_told(path: str, named: str):
    assert secret_in(path, (HOME,)) == named


@pytest.mark.parametrize(
    "path",
    ["/etc/ssl/certs/ca.pem", "/usr/lib/python3/site.py", HOME, "/tmp/x", f"{HOME}/.local/lib/python3.11/site-packages",
     f"{HOME}/.gitconfig", "/etc/passwd", "/proc/self/environ", "/proc/self/maps", "/srv/app/.env", "/srv/sshd.py", ""],
)  # fmt: skip
def test_ordinary_files_are_not(path: str):
    assert secret_in(path, (HOME,)) == ""


@pytest.mark.parametrize(
    ("address", "port", "named"),
    [
        ("203.0.113.7", 443, "203.0.113.7:443"),
        ("2001:db8::1", 80, "[2001:db8::1]:80"),
        ("10.0.0.1", 22, "10.0.0.1:22"),
        ("169.254.169.254", 80, "169.254.169.254:80"),
        ("127.0.0.1", 5000, ""),
        ("::1", 5000, ""),
        ("::ffff:127.0.0.1", 5000, ""),
        ("0.0.0.0", 5000, ""),
        ("203.0.113.7", 0, ""),
        ("", 0, ""),
    ],
)
def test_only_addresses_beyond_the_machine_itself_are_told(address: str, port: int, named: str):
    assert beyond(address, port) == named


def test_sockets_of_other_programs_are_told_and_those_of_the_system_are_not():
    assert foreign_socket("/var/run/docker.sock") == "/var/run/docker.sock"
    assert foreign_socket("/var/run/nscd/socket") == ""
    assert foreign_socket("/tmp/mine.sock") == ""


def test_the_name_in_a_query_is_read_and_what_does_not_print_in_it_is_not():
    query = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + b"\x04e\x1bil\x07example\x00" + b"\x00\x01\x00\x01"
    assert asked_name(query) == "e?il.example"


@given(st.binary(max_size=600))
def test_no_bytes_at_all_make_reading_a_query_fail(packet: bytes):
    assert len(asked_name(packet)) <= 300


def test_what_is_told_is_bounded():
    assert len(bounded("x" * 10_000)) == 300
    assert bounded("short") == "short"
