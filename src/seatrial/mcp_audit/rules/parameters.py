"""Parameters that carry more than the tool needs: the conversation, secrets, fixed addresses, sensitive places."""

import re

from seatrial.mcp_audit.concepts import is_sensitive_place
from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import words_of_name

_CONVERSATION = (
    ("conversation",), ("chat", "history"), ("conversation", "history"), ("message", "history"),
    ("full", "conversation"),
    ("system", "prompt"), ("user", "messages"), ("previous", "messages"), ("tool", "outputs"),
    ("chain", "of", "thought"),
    ("hidden", "instructions"), ("full", "context"), ("chat", "log"), ("tool", "results"), ("session", "context"),
    ("user", "prompt"), ("raw", "prompt"),
)  # fmt: skip
_SECRET = (
    ("ssh", "key"), ("private", "key"), ("master", "password"), ("sudo", "password"), ("seed", "phrase"), ("mnemonic",),
    ("session", "cookie"), ("cookie", "jar"), ("env", "file"), ("login", "password"), ("root", "password"),
    ("wallet", "file"), ("id", "rsa"), ("otp", "code"), ("environment", "dump"), ("foreign", "token"),
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?|wss?|ftp)://\S+", re.I)
_WHOLE = frozenset({"~", "/", "*", "**", "~/", "/*", "c:\\", "$home", "%userprofile%"})
_OUTBOUND = frozenset(
    {"callback", "upload", "webhook", "report", "send", "deliver", "forward", "mirror", "telemetry", "stream"}
)


def parameter_findings(subject: Subject) -> list[Finding]:
    """Return what a definition's parameters ask for; one finding per kind."""
    found: dict[str, Finding] = {}
    for segment in subject.text.segments:
        if segment.kind == "parameter":
            one = _by_name(subject, segment.text, segment.locator)
        elif segment.kind == "value":
            one = _by_value(subject, segment.text, segment.locator)
        else:
            continue
        if one is not None:
            found.setdefault(one.rule, one)
    return list(found.values())


def _by_name(subject: Subject, name: str, at: str) -> Finding | None:
    words = tuple(words_of_name(name))
    if _holds(words, _CONVERSATION):
        says = "A parameter takes in what was said in the conversation."
        return finding(subject, "conversation_parameter", says, "low", locator=at, span=name, owasp="MCP10")
    if _holds(words, _SECRET):
        says = "A parameter takes in a secret that opens more than this tool."
        return finding(subject, "secret_parameter", says, "low", locator=at, span=name, owasp="MCP01")
    return None


def _by_value(subject: Subject, value: str, at: str) -> Finding | None:
    if is_sensitive_place(value):
        says = "A preset value points to where secrets are kept."
        return finding(subject, "sensitive_preset", says, "high", locator=at, span=value, owasp="MCP01")
    if value.lower() in _WHOLE:
        says = "A preset value reaches for everything."
        return finding(subject, "boundless_preset", says, "medium", locator=at, span=value, owasp="MCP02")
    names = frozenset(word for part in at.split("/")[-3:] for word in words_of_name(part))
    if _ADDRESS.match(value) and (at.endswith("/const") or names & _OUTBOUND):
        says = "What the tool is given goes to an address that its author has set."
        return finding(subject, "preset_address", says, "medium", locator=at, span=value, owasp="MCP10")
    return None


def _holds(words: tuple[str, ...], wanted: tuple[tuple[str, ...], ...]) -> bool:
    return any(words[start : start + len(one)] == one for one in wanted for start in range(len(words) - len(one) + 1))
