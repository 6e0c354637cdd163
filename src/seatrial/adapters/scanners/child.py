"""Runs a scanner as a child process, bounded in time, output, memory and reach: strangers wrote what it reads.

With bubblewrap it sees the system read-only, no home, a private copy of the files to scan, and no network unless it
needs one. Without, it runs under the same bounds: a scanner reads code, it does not run it. Never raises for what the
child does. Called by the scanners beside it.
"""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.adapters.given_up import ended_with
from seatrial.adapters.sandbox_view import view_of

try:
    import resource
except ImportError:  # not there on Windows, nor are its bounds
    resource = None

OUTPUT_BYTES_MAX = 32 * 1024 * 1024
ERROR_CHARS_MAX = 2_000
MEMORY_BYTES_MAX = 4 * 1024**3
CPU_S_MAX = 300
_HIDDEN = ("/home", "/root", "/tmp", "/run", "/var/tmp")
_PASSED = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
_PASSED_FOR_NETWORK = (
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "ALL_PROXY",
    "PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a child.

    Attributes:
        why: Why its output is not to be trusted, as the end of a sentence; "" when it ended by itself.
    """

    code: int = 0
    output: bytes = b""
    errors: str = ""
    why: str = ""


class Workplace:
    """An empty folder for one scan, removed afterwards. Use as a context."""

    def __init__(self) -> None:
        self._made = tempfile.TemporaryDirectory(prefix="seatrial-scan-", ignore_cleanup_errors=True)
        self.folder = Path(self._made.name).resolve()
        self.files = self.folder / "files"
        (self.folder / "home").mkdir()
        self.files.mkdir()

    def __enter__(self) -> Workplace:
        return self

    def __exit__(self, *_: object) -> None:
        self._made.cleanup()

    def run(
        self,
        command: Sequence[str],
        *,
        seconds: float,
        network: bool = False,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run a program with the files as its working folder."""
        wanted = (*_PASSED, *(_PASSED_FOR_NETWORK if network else ()))
        environment = {name: os.environ[name] for name in wanted if name in os.environ}
        environment |= {"HOME": str(self.folder / "home"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        environment |= dict(env or {})
        words = [*self._confined(command[0], network=network), *command]
        try:
            child = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.files,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            return Ran(code=127, why=f"could not be started: {error.strerror or type(error).__name__}")
        with child:
            _bound(child.pid)
            try:
                with ended_with(lambda: _kill(child.pid)):
                    return _read(child, seconds)
            finally:
                _kill(child.pid)

    def _confined(self, command: str, *, network: bool) -> list[str]:
        """Return the words before a command that keep it in; none where bubblewrap cannot make a sandbox."""
        program = shutil.which("bwrap")
        if program is None or check_sandbox(unsafe=True):
            return []
        view = view_of([command])
        kept = {sys.prefix, sys.base_prefix, *(view.shown if view is not None else ())}
        homes = [place for place in (*_HIDDEN, *_home()) if Path(place).is_dir()]
        words = [program, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        for place in homes:
            words += ["--tmpfs", place]
        if network and Path("/run/systemd/resolve").is_dir():  # where /etc/resolv.conf may lead
            words += ["--ro-bind", "/run/systemd/resolve", "/run/systemd/resolve"]
        for place in sorted(kept):
            words += ["--ro-bind", place, place]
        words += ["--bind", str(self.folder), str(self.folder), "--chdir", str(self.files)]
        words += ["--unshare-all", *(["--share-net"] if network else []), "--new-session", "--die-with-parent", "--"]
        return words


def _home() -> list[str]:
    """Return the user's home, where it is not hidden anyway."""
    home = os.path.realpath(os.path.expanduser("~"))
    is_hidden = home == "/" or any(home == place or home.startswith(f"{place}/") for place in _HIDDEN)
    return [] if is_hidden or not os.path.isabs(home) else [home]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _bound(pid: int) -> None:
    """Bound a child's memory, processor time and files; it has only just begun."""
    if resource is None or not hasattr(resource, "prlimit"):
        return
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES_MAX,
        resource.RLIMIT_CPU: CPU_S_MAX,
        resource.RLIMIT_FSIZE: OUTPUT_BYTES_MAX,
        resource.RLIMIT_CORE: 0,
    }
    for kind, amount in limits.items():
        with suppress(OSError, ValueError):
            hard = resource.prlimit(pid, kind)[1]
            allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
            resource.prlimit(pid, kind, (allowed, allowed))


def _read(child: subprocess.Popen[bytes], seconds: float) -> Ran:
    until_s = time.monotonic() + seconds
    output, errors = bytearray(), bytearray()
    assert child.stdout is not None
    assert child.stderr is not None
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ, output)
        waiting.register(child.stderr, selectors.EVENT_READ, errors)
        while waiting.get_map():
            ready = waiting.select(max(0.0, until_s - time.monotonic()))
            if not ready and time.monotonic() >= until_s:
                return Ran(why=f"had not finished after {seconds:.0f} s")
            for key, _ in ready:
                piece = os.read(key.fd, 65_536)
                if not piece:
                    waiting.unregister(key.fileobj)
                elif key.data is output:
                    output += piece
                else:
                    errors[:] = (errors + piece)[-ERROR_CHARS_MAX:]
            if len(output) > OUTPUT_BYTES_MAX:
                return Ran(why=f"wrote more than {OUTPUT_BYTES_MAX // 1024**2} MiB")
    try:
        code = child.wait(max(0.1, until_s - time.monotonic()))
    except subprocess.TimeoutExpired:
        return Ran(why=f"had not finished after {seconds:.0f} s")
    text = errors.decode("utf-8", "replace").strip()
    why = f"was ended by signal {-code}" if code < 0 else ""
    return Ran(code=code, output=bytes(output), errors=text, why=why)
