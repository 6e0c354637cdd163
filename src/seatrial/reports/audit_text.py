"""What a server wrote, made harmless to print without hiding that it was there; and the words of an audit's reports.

Unlike `printable`, which replaces what does not show, this writes it out: that a description holds invisible characters
is what a reader of an audit must see. Called by the audit's reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size

from seatrial.dissent.records import SEVERITIES, UNCALIBRATED, Decision
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.verdicts import VERDICTS, AuditResult, LockState, ServerAudit, ToolVerdict, Verdict

TEXT_CHARS_MAX = 2_000
COMBINING_MAX = 3
"""Marks on one letter that languages use; more are there to cover the lines around."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks that leave no ink: category alone does not tell.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_SPACES = frozenset(" \t\n\r\v\f\x85\u00a0\u2028\u2029")
_NOT_LISTED = "It was not listed: "
"""How a server's failure is told once more among what is unknown."""
_PLACE = re.compile(r"(?P<file>.+?\.[A-Za-z0-9]{1,8}):(?P<line>[1-9]\d{0,6})")

FAILURES = {
    "source": "its source was read, it was not started",
    "unreadable": "its configuration cannot be read",
    "unreachable": "not reachable",
    "hostile": "ended for what it did",
    "timeout": "never answered",
    "flood": "flooded",
    "invalid": "does not speak MCP",
}
ATTEMPTS = {
    "network": "reach {what}",
    "secret": "read {what}, where keys are kept",
    "socket": "speak to another program at {what}",
    "processes": "start more programs than it may: {what}",
    "memory": "take more memory than it may: {what}",
    "time": "take more time than it may: {what}",
    "output": "write more than it may: {what}",
    "program": "start {what}",
}
LOCKS = {
    "new": "written to the lock just now",
    "unchanged": "as locked",
    "changed": "not what was locked",
    "unlocked": "not in the lock",
}


# Hostile text -------------------------------------------------------------------------------------------------------


def visible(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """Return text on one line, cut to length, with whatever does not show written as its code point.

    Runs of it are counted: ``<U+200B and 30 more that do not show>``.
    """
    cut = text[: chars_max + 1]
    shown = cut
    if not (cut.isascii() and cut.isprintable()):
        runs = groupby(zip(unseen_in(cut), cut, strict=True), key=lambda pair: pair[0])
        shown = "".join(_shown("".join(char for _, char in run), unseen=unseen) for unseen, run in runs)
    if "  " in shown:
        shown = re.sub(" {2,}", " ", shown)
    return shown if len(shown) <= chars_max else shown[: chars_max - 1] + "…"


def unseen_in(text: str) -> list[bool]:
    """Return, for each character, whether it leaves nothing on the page, hides what is around it, or moves a cursor."""
    if text.isascii():
        return [not (" " <= char <= "~" or char in _SPACES) for char in text]
    found: list[bool] = []
    marks, before = 0, ""
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        blank = _BLANK.match(char) is not None and not (char == "\ufe0f" and before == "So")  # as emoji are written
        found.append(char not in _SPACES and (category in _UNSEEN or blank or marks > COMBINING_MAX))
        before = category
    return found


def _shown(run: str, *, unseen: bool) -> str:
    if not unseen:
        return "".join(" " if char in _SPACES else char for char in run)
    first = f"U+{ord(run[0]):04X}"
    return f"<{first}>" if len(run) == 1 else f"<{first} and {len(run) - 1:,} more that do not show>"


def name(text: str) -> str:
    """Return a name as it may stand in a sentence: bounded and never empty."""
    return visible(text, 80).strip() or "(no name)"


def wrapped(text: str, width: int) -> list[str]:
    """Return a line broken at spaces, by the columns that it takes: some letters take two, some none."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        rest = word
        while cell_len(rest) > width:
            head = set_cell_size(rest, width).rstrip(" ") or rest[:1]
            lines.append(head)
            rest = rest[len(head) :]
        line = rest
    return [*lines, line] if line or not lines else lines


# What an audit says -------------------------------------------------------------------------------------------------


def counted(verdicts: Iterable[Verdict]) -> str:
    """Return how many of each, the worst first: ``1 block, 2 allow``."""
    found = Counter(verdicts)
    return ", ".join(f"{found[verdict]:,} {verdict}" for verdict in reversed(VERDICTS) if found[verdict])


def percent(share: float) -> str:
    """Return a share as per cent, and never as a certainty that nobody has."""
    return "> 99 %" if share > 0.995 else "< 1 %" if share < 0.005 else f"{100 * share:.0f} %"


def calibration(result: AuditResult) -> str:
    """Return what `p` is, and how far it may be relied upon: of tools, and of servers as a whole."""
    whole = {one.whole.decision.calibration for one in result.servers if one.whole and one.whole.decision}
    opinion = "uncalibrated, an opinion and not a frequency"
    if result.calibration == UNCALIBRATED:
        return f"p is how likely harm is: {opinion}."
    words = f"p is how likely harm is, calibrated by {visible(result.calibration, 60)}"
    return f"{words}; of servers as a whole it is {opinion}." if UNCALIBRATED in whole else f"{words}."


def strongest(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the most severe first; equal ones in the order found."""
    return sorted(findings, key=lambda finding: -SEVERITIES.index(finding.severity))


def is_attempt(finding: Finding) -> bool:
    """Whether a finding tells again what the sandbox saw a server try."""
    return finding.scanner == "sandbox" and finding.rule.endswith("_attempt")


def who_found(finding: Finding) -> str:
    """Return who found it and under which names it is known: ``rules/hidden_instruction, MCP03, CWE-77``."""
    named = "/".join(part for part in (finding.scanner, finding.rule) if part)
    return visible(", ".join(part for part in (named, finding.owasp, finding.cwe) if part), 160)


def minority(decision: Decision | None) -> str:
    """Return who saw it otherwise, in one sentence; "" for nobody."""
    if decision is None or not decision.minority.panellists or decision.minority.alike:
        return ""
    return visible(decision.minority.says or f"{', '.join(decision.minority.panellists)} saw it otherwise.", 600)


def not_looked_at(server: ServerAudit) -> list[str]:
    """Return what was not looked at and what could not be watched, a sentence each, nothing twice."""
    incomplete = server.listing.incomplete if server.listing else ()
    skipped = [f"{one.scanner}: {one.why}" for one in server.skipped]
    told = [one.why for one in server.skipped] + ([_NOT_LISTED] if server.failure else [])
    said = [text for text in (*server.unknown, *incomplete) if not any(why in text for why in told)]
    return list(dict.fromkeys([*skipped, *said, *server.watched.blind]))


def dispensable(result: AuditResult) -> tuple[str, ...]:
    """Return the scanners for want of which alone servers are unknown: who can do without them gets a verdict."""
    names = [
        one.scanner
        for server in result.servers
        if server.verdict == "unknown"
        and not server.failure.replace("source", "")
        and len(server.skipped) == len(not_looked_at(server))
        for one in server.skipped
    ]
    return tuple(dict.fromkeys(names))


def held(server: ServerAudit) -> str:
    """Return how a server was held while it was listed."""
    if server.kind == "folder":
        return "not started: a folder with source"
    if server.kind == "http":
        return "runs elsewhere: what it does there cannot be watched"
    if not server.watched.sandboxed:
        return "not sandboxed" if server.failure != "unreadable" else "not started"
    return "held in the sandbox, " + ("with the network" if server.watched.network else "without a network")


def attempted(kind: str, what: str, times: int, *, stopped: bool) -> str:
    """Return one thing that a server tried, and whether it was stopped."""
    tried = ATTEMPTS.get(kind, "{what}").replace("{what}", visible(what, 200))
    often = f", {times:,} times" if times > 1 else ""
    return f"{tried}{often}: {'stopped' if stopped else 'not stopped'}"


def lock_words(lock: LockState) -> str:
    """Return how a server stands to the lock; "" where none was asked for."""
    if lock.status == "none":
        return ""
    changes = f": {len(lock.changes):,} differences" if len(lock.changes) > 1 else ""
    return LOCKS[lock.status] + changes


def shown_name(decided: ToolVerdict) -> str:
    """Return what was decided on: a tool's name, or that it is the server as a whole."""
    return f"tool {name(decided.tool)}" if decided.tool else "the server as a whole"


def one_sentence(result: AuditResult) -> str:
    """Return an audit in one sentence."""
    if not result.servers:
        return "Nothing was audited."
    tools = [tool for server in result.servers for tool in server.tools]
    servers = "1 server" if len(result.servers) == 1 else f"{len(result.servers):,} servers"
    parts = [f"{servers}: {counted(server.verdict for server in result.servers)}"]
    if tools:
        many = "1 tool" if len(tools) == 1 else f"{len(tools):,} tools"
        parts.append(f"{many}: {counted(tool.verdict for tool in tools)}")
    changed = sum(server.lock.status == "changed" for server in result.servers)
    if result.checked:
        unknown = sum(server.lock.status == "unlocked" for server in result.servers)
        uncompared = sum(server.lock.status == "none" for server in result.servers)
        said = [f"{changed:,} changed since locked"] if changed else []
        said += [f"{unknown:,} not in the lock"] if unknown else []
        said += [f"{uncompared:,} not compared with the lock"] if uncompared else []
        parts.append(", ".join(said) or "nothing changed since locked")
    return "; ".join(parts) + "."


def place(locator: str) -> tuple[str, int]:
    """Return the file and line that a locator names; ``("", 0)`` where it is a place in a listing."""
    found = _PLACE.fullmatch(locator)
    return (found["file"], int(found["line"])) if found else ("", 0)


def cut(texts: Sequence[str], most: int) -> tuple[Sequence[str], int]:
    """Return so many of some texts, and how many are left."""
    return texts[:most], max(0, len(texts) - most)
