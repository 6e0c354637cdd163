"""What the rules look at: one tool, or what a server says outside its tools, taken apart once for all rules."""

from typing import NamedTuple

from seatrial.dissent.records import Severity
from seatrial.mcp_audit.concepts import Tagged
from seatrial.mcp_audit.records import Finding, Tool
from seatrial.mcp_audit.tool_text import ToolText

SPAN_CHARS_MAX = 300


class Subject(NamedTuple):
    """A definition.

    Attributes:
        tool: None for a server's instructions, prompts and resources.
    """

    server: str
    tool: Tool | None
    text: ToolText
    tagged: tuple[Tagged, ...]

    @property
    def name(self) -> str:
        """The tool's name, "" for a server as a whole."""
        return self.tool.name if self.tool is not None else ""


def finding(
    subject: Subject,
    rule: str,
    says: str,
    severity: Severity,
    *,
    locator: str,
    span: str,
    owasp: str = "",
    cwe: str = "",
) -> Finding:
    """Return a finding of our rules, its span bounded and with invisible characters made visible."""
    return Finding(
        scanner="rules",
        rule=rule,
        server=subject.server,
        tool=subject.name,
        locator=locator,
        span=visible(span),
        says=says,
        severity=severity,
        owasp=owasp,
        cwe=cwe,
    )


def visible(text: str) -> str:
    """Return `text` on one line, bounded, with whatever does not print written as its code point."""
    shown = [
        char if char.isprintable() else " " if char in "\n\t\r" else f"<U+{ord(char):04X}>"
        for char in text[:SPAN_CHARS_MAX]
    ]
    written = " ".join("".join(shown).split())
    return written if len(written) <= SPAN_CHARS_MAX else written[: SPAN_CHARS_MAX - 1] + "\u2026"
