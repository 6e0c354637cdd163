"""Descriptions that speak of tools of another server: what shadowing looks like from outside."""

from collections.abc import Sequence

from seatrial.mcp_audit.concepts import Tagged
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import words_of_name

_ORDERS = ("must", "before", "redirect", "attach", "send", "dont", "covert", "obey", "every_call")
_WORDS_MIN = 2
"""Names of one word (``search``) are words like any other: only compound names are references."""


def reference_findings(subjects: Sequence[Subject]) -> list[Finding]:
    """Return mentions of other servers' tools, one per definition."""
    owners: dict[str, set[str]] = {}
    for subject in subjects:
        if subject.name and len(words_of_name(subject.name)) >= _WORDS_MIN:
            owners.setdefault(subject.name.lower(), set()).add(subject.server)
    found: list[Finding] = []
    for subject in subjects:
        for tagged in subject.tagged:
            named = _foreign(tagged, subject.server, owners)
            if named:
                orders = any(idea in tagged.places for idea in _ORDERS)
                says = (
                    "It gives orders about a tool of another server."
                    if orders
                    else "It speaks of a tool of another server."
                )
                found.append(
                    finding(
                        subject,
                        "orders_other_server" if orders else "names_other_server",
                        says,
                        "high" if orders else "low",
                        locator=tagged.sentence.segment.locator,
                        span=tagged.sentence.span,
                        owasp="MCP03",
                    )
                )
                break
    return found


def _foreign(tagged: Tagged, server: str, owners: dict[str, set[str]]) -> str:
    if tagged.sentence.segment.kind in ("name", "parameter"):
        return ""
    for token in tagged.sentence.tokens:
        if token.kind == "name":
            servers = owners.get(token.text.rsplit(".", 1)[-1])
            if servers and server not in servers:
                return token.text
    return ""
