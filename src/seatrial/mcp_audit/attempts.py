"""What of a server's doings is worth telling: files that hold keys, sockets of other programs, addresses beyond itself.

Pure: paths and addresses in, words out. Called by `adapters.syscall_watch`.
"""

from __future__ import annotations

import ipaddress
import re

WHAT_CHARS_MAX = 300

# Where programs keep what opens other doors. Each is matched against the end of a path or a folder within it.
_SECRETS = re.compile(
    r"""(?:^|/)(?:
        \.ssh(?:/.*)?  | \.aws(?:/.*)? | \.gnupg(?:/.*)? | \.kube(?:/.*)? | \.azure(?:/.*)? | \.docker/config\.json
      | \.config/(?:gcloud|gh|op|hub|rclone|git/credentials|google-chrome|chromium|BraveSoftware|solana)(?:/.*)?
      | \.netrc | _netrc | \.pypirc | \.git-credentials | \.pgpass | \.my\.cnf | \.vault-token | \.terraform\.d/.*
      | \.password-store(?:/.*)? | \.local/share/keyrings(?:/.*)? | \.mozilla(?:/.*)? | \.thunderbird(?:/.*)?
      | \.(?:bash|zsh|sh|python|psql|mysql|node_repl)_history | \.(?:bitcoin|ethereum|electrum)(?:/.*)?
      | claude_desktop_config\.json | \.claude(?:\.json|/.*) | \.cursor/mcp\.json | \.vscode/mcp\.json | \.codeium/.*
      | id_(?:rsa|dsa|ecdsa|ed25519)
    )$ | ^/etc/(?:shadow|gshadow|sudoers(?:\.d/.*)?|ssh/ssh_host_.*)$ | ^/proc/(?:\d+|self)/environ$
       | ^/var/run/secrets(?:/.*)?$ | ^/run/secrets(?:/.*)?$""",
    re.VERBOSE,
)
_ENVIRON = re.compile(r"^/proc/(?:self|thread-self)/environ$")
_ORDINARY_SOCKETS = re.compile(
    r"^(?:/var)?/run/(?:nscd|systemd/(?:userdb|resolve|journal|notify|machine)|sssd|avahi-daemon)\b|^/dev/log$|^/tmp/|^$"
)
HOME_IN_SANDBOX = "/tmp/home"
"""A place within the sandbox, private to it."""


def secret_in(path: str, homes: tuple[str, ...] = ()) -> str:
    """Return how to name a path if keys are kept there, with ``~`` for a home, else "".

    Its own environment is no secret of a process; another one's is. A home folder itself is none: Python lists the
    folder of its script, which may be one, and whoever looks for keys there has yet to open them.
    """
    if _ENVIRON.match(path) or _SECRETS.search(path) is None:
        return ""
    for home in homes:
        if path.startswith(f"{home}/"):
            return bounded(f"~{path[len(home) :]}")
    return bounded(path)


def foreign_socket(path: str) -> str:
    """Return how to name a socket that belongs to some other program, else ""."""
    return "" if _ORDINARY_SOCKETS.match(path) else bounded(path)


def beyond(address: str, port: int, *, shared: bool = False) -> str:
    """Return how to name an address outside of the process's own machine, else "". Port 53 is no goal of its own.

    Args:
        address: As text.
        port: Of it.
        shared: The machine is not its own: what listens on it belongs to others.
    """
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        return ""
    mapped = place.ipv4_mapped if isinstance(place, ipaddress.IPv6Address) else None
    own = (mapped or place).is_loopback or (mapped or place).is_unspecified
    if port == 0 or (own and not shared):
        return ""  # port 0: the resolver asks for its own address
    return f"[{place}]:{port}" if place.version == 6 else f"{place}:{port}"


def asked_name(packet: bytes) -> str:
    """Return the first name that a DNS query asks for, "" if the bytes are none."""
    if len(packet) < 17 or packet[2] & 0x80 or packet[4:6] == b"\0\0":
        return ""
    labels: list[str] = []
    at = 12
    while at < len(packet) and packet[at]:
        size = packet[at]
        label = packet[at + 1 : at + 1 + size]
        if size > 63 or len(label) < size or len(labels) > 40:
            return ""
        labels.append("".join(chr(byte) if 33 <= byte < 127 else "?" for byte in label))
        at += size + 1
    return bounded(".".join(labels)) if at < len(packet) else ""


def bounded(text: str) -> str:
    """Cut a text to what is worth keeping."""
    return text if len(text) <= WHAT_CHARS_MAX else text[: WHAT_CHARS_MAX - 1] + "…"
