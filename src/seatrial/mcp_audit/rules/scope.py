"""What a tool may do: run commands, reach everything, destroy; and whether its own hints say otherwise."""

from typing import cast

from seatrial.core.events import Json
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import words_of_name

_RUNS = frozenset({"exec", "execute", "eval", "run", "shell", "bash", "terminal", "powershell", "subprocess", "spawn"})
_COMMANDS = frozenset({"command", "cmd", "shell", "code", "script", "bash", "expression", "javascript", "python"})
_WRITES = frozenset(
    "delete remove drop truncate write create update insert overwrite send post publish move rename kill terminate "
    "destroy purge wipe erase install uninstall deploy push merge transfer pay refund charge cancel reset "
    "revoke".split()
)


def scope_findings(subject: Subject) -> list[Finding]:
    """Return what one tool may do that its user should know of."""
    tool = subject.tool
    if tool is None:
        return []
    found: list[Finding] = []
    words = words_of_name(tool.name)
    parameters = {word for name in subject.text.parameters for word in words_of_name(name)}
    if set(words) & _RUNS and parameters & _COMMANDS:
        span = f"{tool.name}({', '.join(sorted(subject.text.parameters))[:100]})"
        says = "It runs what it is given: whoever can make the model call it can run anything."
        found.append(
            finding(subject, "runs_commands", says, "medium", locator="name", span=span, owasp="MCP05", cwe="CWE-78")
        )
    given = tool.annotations
    hints = cast("dict[str, Json]", given) if isinstance(given, dict) else {}
    verb = next((word for word in words[:2] if word in _WRITES), "")
    if not verb:
        first = next((one.sentence for one in subject.tagged if one.sentence.segment.locator == "description"), None)
        opening = first.tokens[0].text if first is not None else ""
        verb = next((word for word in (opening, opening.removesuffix("s")) if word in _WRITES), "")
    if verb and hints.get("readOnlyHint") is True:
        says = "Its hints say that it only reads; its name or description says otherwise."
        found.append(_contradiction(subject, says, f"readOnlyHint: true, but: {verb}"))
    elif (
        verb in ("delete", "destroy", "wipe", "erase", "purge", "drop", "truncate")
        and hints.get("destructiveHint") is False
    ):
        says = "Its hints say that it destroys nothing; its name or description says otherwise."
        found.append(_contradiction(subject, says, f"destructiveHint: false, but: {verb}"))
    return found


def _contradiction(subject: Subject, says: str, span: str) -> Finding:
    return finding(subject, "hints_contradicted", says, "medium", locator="annotations", span=span, owasp="MCP02")
