"""Text that people do not see and models read: invisible letters, direction marks, terminal codes, comments, blobs."""

import base64
import binascii
import re
from collections.abc import Iterator

from seatrial.dissent.records import Severity
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import Segment

_SMUGGLED = re.compile("[\U000e0020-\U000e007f]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Joiners belong to emoji and to some scripts: only between Latin letters, or in a row, do they hide something.
_ZERO_WIDTH = re.compile(
    "(?<=[A-Za-z ])[\u200b-\u200d\u2060\ufeff](?=[A-Za-z ])|[\u200b-\u200f\u2060-\u2064\ufeff]{2,}"
)
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
_TERMINAL = re.compile("[\u001b\u009b\u0007\u0008]")
_COMMENT = re.compile(r"<!--(.{12,600}?)-->", re.S)
_BLOB = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{64,}={0,2}(?![A-Za-z0-9+/=_-])")
_HEX = re.compile(
    r"(?:\\x[0-9a-fA-F]{2}){8,}|(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2}){48,}(?![0-9A-Za-z])|(?:\\u[0-9a-fA-F]{4}){8,}"
)
_FAR = re.compile(r"(?<![ \t])[ \t]{200,}+\S|(?:\r?\n[ \t]*+){25,60}+\S")
_UNSEEN: tuple[tuple[str, re.Pattern[str], Severity, str], ...] = (
    ("smuggled_text", _SMUGGLED, "critical", "It holds letters that models read and no screen shows."),
    ("direction_marks", _DIRECTION, "high", "It holds marks that make text look other than it is."),
    ("zero_width", _ZERO_WIDTH, "high", "It holds characters without width, which hide words or split them."),
    (
        "smuggled_bytes",
        _VARIATION,
        "critical",
        "It holds rows of variation selectors, which carry hidden data.",
    ),
)
_READABLE_SHARE = 0.9
_CONTEXT = 60


def character_findings(subject: Subject) -> list[Finding]:
    """Return what is hidden in the characters of a definition; one finding per kind."""
    found: dict[str, Finding] = {}
    for segment in subject.text.segments:
        for one in _of_segment(subject, segment):
            found.setdefault(one.rule, one)
    if subject.text.cut:
        found["too_long_to_read"] = finding(
            subject,
            "too_long_to_read",
            "The definition is so long that it was read in part; few tools need that much to be described.",
            "medium",
            locator="description",
            span=f"{sum(len(segment.text) for segment in subject.text.segments):,} characters were read",
        )
    return list(found.values())


def _of_segment(subject: Subject, segment: Segment) -> Iterator[Finding]:
    text, at = segment.text, segment.locator
    if not text.isascii():
        for rule, pattern, severity, says in _UNSEEN:
            hit = pattern.search(text)
            if hit:
                span = (
                    "".join(chr(ord(char) - 0xE0000) for char in hit[0]) if pattern is _SMUGGLED else _around(text, hit)
                )
                yield finding(subject, rule, says, severity, locator=at, span=span, owasp="MCP03")
    hit = _TERMINAL.search(text)
    if hit:
        says = "It holds codes that steer a terminal, which can hide or rewrite what people see."
        yield finding(
            subject, "terminal_codes", says, "high", locator=at, span=_around(text, hit), owasp="MCP03", cwe="CWE-150"
        )
    hit = _COMMENT.search(text) if "<!--" in text else None
    if hit:
        says = "It holds a comment, which a page would hide and a model reads."
        yield finding(subject, "hidden_comment", says, "high", locator=at, span=hit[1], owasp="MCP03")
    if len(text) >= 16:
        yield from _blobs(subject, segment)
    hit = _FAR.search(text)
    if hit:
        says = "After a long gap that pushes it out of sight, its text goes on."
        span = text[hit.end() - 1 : hit.end() + 200]
        yield finding(subject, "out_of_sight", says, "high", locator=at, span=span, owasp="MCP03")


def _blobs(subject: Subject, segment: Segment) -> Iterator[Finding]:
    hit = _BLOB.search(segment.text)
    if hit and _mixed(hit[0]):
        decoded = _decoded(hit[0])
        says = "It holds encoded text; decoded, it reads as shown." if decoded else "It holds a long encoded value."
        span, severity = (decoded, "high") if decoded else (hit[0], "low")
        yield finding(
            subject, "encoded_text" if decoded else "encoded_value", says, severity, locator=segment.locator, span=span
        )
    hit = _HEX.search(segment.text)
    if hit:
        says = "It holds text written in codes."
        yield finding(subject, "encoded_codes", says, "medium", locator=segment.locator, span=hit[0])


def _mixed(blob: str) -> bool:
    return any(c.isdigit() for c in blob) and any(c.islower() for c in blob) and any(c.isupper() for c in blob)


def _decoded(blob: str) -> str:
    """Return what a blob says in plain letters, "" for anything else."""
    body = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
        text = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    readable = sum(char.isprintable() or char in "\n\t" for char in text)
    return text if text and " " in text and readable >= _READABLE_SHARE * len(text) else ""


def _around(text: str, hit: re.Match[str]) -> str:
    return text[max(0, hit.start() - _CONTEXT) : hit.end() + _CONTEXT]
