"""Rules over what servers list: pure functions from listings to findings, each with the words it rests on.

`findings` is what an audit calls. Some tools are bad only beside others, so it takes all servers of a configuration.
Never decides: findings are evidence for a panel.
"""

from collections.abc import Sequence

from seatrial.mcp_audit.concepts import tag
from seatrial.mcp_audit.records import Finding, Listing
from seatrial.mcp_audit.rules.characters import character_findings
from seatrial.mcp_audit.rules.flows import flow_findings
from seatrial.mcp_audit.rules.names import name_findings
from seatrial.mcp_audit.rules.parameters import parameter_findings
from seatrial.mcp_audit.rules.references import reference_findings
from seatrial.mcp_audit.rules.scope import scope_findings
from seatrial.mcp_audit.rules.subject import Subject
from seatrial.mcp_audit.rules.wording import wording_findings
from seatrial.mcp_audit.tool_text import read_server, read_tool

__all__ = ["findings", "tool_findings"]

SCANNER = "rules"


def findings(listings: Sequence[Listing]) -> tuple[Finding, ...]:
    """Return what the rules find in the servers of one configuration, server by server and tool by tool."""
    found: list[Finding] = []
    subjects: list[Subject] = []
    for listing in listings:
        whole = read_server(listing)
        found += tool_findings(Subject(listing.server, None, whole, tuple(tag(whole))))
        for tool in listing.tools:
            text = read_tool(tool)
            subject = Subject(listing.server, tool, text, tuple(tag(text)))
            subjects.append(subject)
            found += tool_findings(subject)
    found += name_findings(subjects)
    found += reference_findings(subjects)
    found += flow_findings(subjects)
    return tuple(found)


def tool_findings(subject: Subject) -> list[Finding]:
    """Return what the rules find in one definition alone."""
    return [
        *wording_findings(subject),
        *character_findings(subject),
        *parameter_findings(subject),
        *scope_findings(subject),
    ]
