"""Tools that are harmless alone: one reads private data, one takes in strangers' text, one sends out.

Together, across the servers of one configuration, text written by a stranger can have private data sent away. What a
tool can do is read off its name and the first sentence of its description, generously: a finding is a reason to look.
"""

from collections.abc import Sequence

from seatrial.mcp_audit.records import Finding
from seatrial.mcp_audit.rules.subject import Subject, finding
from seatrial.mcp_audit.tool_text import words_of_name

_READS = frozenset(
    "read get list search query fetch retrieve find download export open load show view browse dump".split()
)
_PRIVATE = frozenset(
    "file files directory document documents mail mails email emails inbox message messages chat chats "
    "contact contacts calendar event events note notes database table tables sql secret secrets password "
    "passwords vault customer customers employee employees payroll invoice invoices photo photos memory "
    "memories history drive repository repositories repo clipboard cookie cookies transaction "
    "transactions account accounts patient health".split()
)
_STRANGERS = frozenset(
    "web url page pages website browser browse fetch crawl scrape rss feed feeds email emails mail mails "
    "inbox issue issues comment comments ticket tickets review reviews tweet tweets post posts search "
    "message messages pdf".split()
)
_SENDS = frozenset(
    "send post publish upload push forward share submit create comment reply tweet email write notify".split()
)
_OUTSIDE = frozenset(
    "mail email message messages http request url webhook slack tweet post posts issue issues comment "
    "comments gist pull channel sms bucket paste page link whatsapp telegram discord".split()
)
_FETCHES = frozenset({"fetch", "http", "request", "curl", "navigate", "webhook"})
_NAMED_MAX = 3
_TOOLS_MIN = 2


def flow_findings(subjects: Sequence[Subject]) -> list[Finding]:
    """Return the way out for private data that the tools of one configuration make together; at most one finding."""
    private: list[Subject] = []
    strangers: list[Subject] = []
    out: list[Subject] = []
    for subject in subjects:
        if not subject.name:
            continue
        words = _words(subject)
        if words & _READS and words & _PRIVATE:
            private.append(subject)
        if (words & _READS and words & _STRANGERS) or words & _FETCHES:
            strangers.append(subject)
        if (words & _SENDS and words & _OUTSIDE) or (words & _FETCHES and "url" in subject.text.parameters):
            out.append(subject)
    if not private or not strangers or not out or len({one.name for one in (*private, *strangers, *out)}) < _TOOLS_MIN:
        return []
    span = "; ".join(
        f"{role}: {', '.join(f'{one.server}/{one.name}' for one in chosen[:_NAMED_MAX])}"
        for role, chosen in (("private data", private), ("strangers' text", strangers), ("way out", out))
    )
    across = len({one.server for one in (private[0], strangers[0], out[0])}) > 1
    says = "Together, these tools let a stranger's text have private data sent away" + (
        ", across servers." if across else "."
    )
    whole = out[0]._replace(tool=None)
    return [
        finding(whole, "private_data_way_out", says, "medium", locator="tools", span=span, owasp="MCP10", cwe="CWE-200")
    ]


def _words(subject: Subject) -> frozenset[str]:
    words = set(words_of_name(subject.name))
    for tagged in subject.tagged:
        if tagged.sentence.segment.locator == "description":
            words.update(token.text for token in tagged.sentence.tokens[:12])
            break
    return frozenset(words)
