"""Names that pass for others: letters from another alphabet, one letter's difference, one name on two servers."""

import unicodedata
from collections.abc import Sequence

from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import words_of_name

COMPARED_MAX = 400
"""Names compared letter by letter; of more, only exact and look-alike ones are found."""
SHORT = 5

# What looks the same on screen. Left: what stands there; right: what it is taken for.
_LOOKS = str.maketrans(
    {
        "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0445": "x", "\u0443": "y",
        "\u0456": "i", "\u0458": "j", "\u0455": "s", "\u0501": "d", "\u051b": "q", "\u04bb": "h", "\u051d": "w",
        "\u03bf": "o", "\u03b1": "a", "\u03c1": "p", "\u03bd": "v", "\u03b9": "i", "\u03ba": "k", "\u0131": "i",
        "\u0261": "g", "\u2113": "l", "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "$": "s",
    }
)  # fmt: skip


def name_findings(subjects: Sequence[Subject]) -> list[Finding]:
    """Return names that are mistaken for others among the tools of one configuration."""
    tools = [subject for subject in subjects if subject.name]
    found = [one for subject in tools if (one := _foreign_letters(subject)) is not None]
    exact: dict[str, list[Subject]] = {}
    looks: dict[str, list[Subject]] = {}
    for subject in tools:
        exact.setdefault(subject.name, []).append(subject)
        looks.setdefault(skeleton(subject.name), []).append(subject)
    for name, same in exact.items():
        servers = list(dict.fromkeys(subject.server for subject in same))
        if len(servers) > 1:
            says = "Two servers offer a tool of this name: a model cannot tell which one is meant."
            span = f"{name}: {', '.join(servers)}"
            found += [finding(one, "same_name", says, "low", locator="name", span=span, owasp="MCP09") for one in same]
    for alike in looks.values():
        names = list(dict.fromkeys(subject.name for subject in alike))
        if len(names) > 1:
            says = "Its name looks like another tool's and is not the same."
            span = ", ".join(names)
            found += [
                finding(one, "look_alike_name", says, "high", locator="name", span=span, owasp="MCP09") for one in alike
            ]
    found += _near(tools[:COMPARED_MAX])
    return found


def skeleton(name: str) -> str:
    """Return a name as it looks: capitals, look-alike letters and separators made the same."""
    plain = unicodedata.normalize("NFKC", name[:200])
    # A capital I looks like a small l before it is made small.
    return plain.replace("I", "l").lower().translate(_LOOKS).replace("-", "_").replace(".", "_")


def _foreign_letters(subject: Subject) -> Finding | None:
    name = subject.name
    if name.isascii():
        return None
    latin = [char for char in name if char.isascii() and char.isalpha()]
    foreign = [
        char for char in name if not char.isascii() and char.isalpha() and "LATIN" not in unicodedata.name(char, "")
    ]
    if not latin or not foreign:
        return None
    span = f"{name} ({', '.join(unicodedata.name(char, '?') for char in foreign[:5])})"
    return finding(
        subject, "mixed_letters", "Its name mixes letters of two alphabets.", "critical", locator="name", span=span,
        owasp="MCP09", cwe="CWE-1007",
    )  # fmt: skip


def _near(tools: Sequence[Subject]) -> list[Finding]:
    """Return names one letter apart, neither a plural nor a number apart."""
    by_length: dict[int, list[Subject]] = {}
    for subject in tools:
        if len(subject.name) > SHORT:
            by_length.setdefault(len(subject.name), []).append(subject)
    found: list[Finding] = []
    for length, group in by_length.items():
        for at, one in enumerate(group):
            for other in (*group[at + 1 :], *by_length.get(length + 1, ())):
                if one.server != other.server and _one_apart(one.name.lower(), other.name.lower()):
                    says = "Its name is one letter away from a tool's of another server."
                    for subject, beside in ((one, other), (other, one)):
                        span = f"{subject.name} / {beside.name} ({beside.server})"
                        found.append(
                            finding(subject, "near_name", says, "medium", locator="name", span=span, owasp="MCP09")
                        )
    return found


def _one_apart(first: str, second: str) -> bool:
    if first == second or skeleton(first) == skeleton(second):
        return False
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    if len(first) == len(second):
        same = first[start + 1 :] == second[start + 1 :]
        changed = first[start] + second[start]
    else:
        same = first[start:] == second[start + 1 :]
        changed = second[start]
    if not same or changed.isdigit() or any(not char.isalnum() for char in changed):
        return False
    # get_user and get_users, list and last: whole words differ, as honest names do.
    ours, theirs = words_of_name(first), words_of_name(second)
    return not any(one + "s" == other or other + "s" == one for one, other in zip(ours, theirs, strict=False))
