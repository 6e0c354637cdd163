"""Rules over sentences: shapes of ideas, and what they mean: data only, read by `seatrial.mcp_audit.rules.wording`.

Weights are log odds in tenths, set by hand: how much likelier such a sentence is in a definition that means harm.
Shapes were written from how such attacks work, not from lists of them. Persona documents take their weights from here.
"""

from typing import NamedTuple

from seatrial.dissent.records import Severity


class WordingRule(NamedTuple):
    """A rule.

    Attributes:
        weight: Log odds that a definition with it is malicious, in tenths.
    """

    id: str
    says: str
    severity: Severity
    weight: int
    owasp: str
    shapes: tuple[str, ...]


RULES: tuple[WordingRule, ...] = (
    WordingRule(
        "conceal_from_user",
        "It asks that the user not be told.",
        "critical",
        45,
        "MCP03",
        (
            "dont 4 disclose 6 user",
            "user 3 dont 4 disclose|know",
            "user 8 dont 2 disclose",
            "dont 3 know 4 user",
            "dont 3 disclose & model & !secpurpose",
            "covert 6 user",
            "dont 3 user 2 know|disclose",
            "dont 3 visible 3 user & !person_data",
            "dont 1 disclose & collect|attach|send & !money",
            "user 2 unaware",
            "user 4 know 1 nothing",
        ),
    ),
    WordingRule(
        "done_in_secret",
        "It does something unseen.",
        "high",
        32,
        "MCP03",
        (
            "covert 4 send|attach|collect|change|call|redirect|steal|persist",
            "send|attach|collect|change|steal|redirect 8 covert",
            "covert & external|url|email|host_secret|persist",
        ),
    ),
    WordingRule("without_asking", "It acts without asking.", "high", 26, "MCP02", ("unasked & !forbid",)),
    WordingRule(
        "guard_removed",
        "It weakens a protection.",
        "high",
        24,
        "MCP02",
        (
            "remove_guard 4 guard & !secpurpose",
            "guard 3 remove_guard & !secpurpose",
            "guard 4 not 1 needed",
        ),
    ),
    WordingRule(
        "asks_for_conversation",
        "It asks for what was said in the conversation.",
        "high",
        34,
        "MCP10",
        (
            "attach|send|collect 7 talk & !not",
            "talk 8 attach|send",
            "talk & all",
            "talk & parameter & attach|must",
        ),
    ),
    WordingRule(
        "asks_for_host_secret",
        "It asks for secrets that it has no business with.",
        "critical",
        36,
        "MCP01",
        (
            "attach|send|collect|steal 7 host_secret|secret_path & !not",
            "host_secret|secret_path 8 attach|send & !not",
            "host_secret|secret_path & must & before",
            "host_secret & parameter & attach|send",
            "host_secret & external",
            "secret_path & parameter",
        ),
    ),
    WordingRule(
        "hands_over_secret",
        "It hands over credentials.",
        "high",
        18,
        "MCP01",
        (
            "send|attach 5 secret & url|email|external|all|covert|must|identifier & !not",
            "secret 6 send & url|email|external|all|covert & !not",
            "steal|collect 4 secret & url|email|external|all|covert|attach|send & !not",
        ),
    ),
    WordingRule(
        "hands_over_private",
        "It hands private data to somebody outside.",
        "high",
        20,
        "MCP10",
        (
            "send 8 private|person_data|talk & url|email|external|ownership & !not",
            "private|person_data 8 send & url|email|external|ownership & !not",
            "attach 6 private & url|email|all & !not",
            "steal 6 private|person_data",
        ),
    ),
    WordingRule(
        "sends_outside",
        "It sends something to an address of its own.",
        "medium",
        11,
        "MCP10",
        (
            "send 10 url|email",
            "send 5 external & !not",
            "url|email 6 send",
            "send 6 ownership",
        ),
    ),
    WordingRule(
        "changes_other_tools",
        "It changes what other tools do.",
        "critical",
        30,
        "MCP03",
        (
            "redirect 8 transaction & other",
            "identifier 6 redirect 8 transaction & !parameter",
            "transaction 5 redirect & identifier",
            "redirect 6 email",
            "redirect 4 transaction & covert",
            "sneak_change 8 identifier",
            "sneak_change 6 transaction|money",
            "identifier 8 sneak_change",
            "definition 6 identifier 6 change",
            "transaction 5 redirect 8 regardless",
            "redirect 6 transaction 8 regardless",
            "whenever 8 transaction 4 must 2 redirect",
        ),
    ),
    WordingRule(
        "before_other_tools",
        "It wants to run before other tools.",
        "high",
        26,
        "MCP03",
        (
            "before 3 other|all 3 tool & send|attach|collect|must|secret|private",
            "before 3 all 4 tool",
            "before 1 call 2 other|all 2 tool",
            "before 3 all 4 operation & must|collect|attach|redirect|send",
            "before 3 other 3 tool",
            "before 4 identifier & secret|private|talk|host_secret|url|email",
            "whenever 3 other|all 2 tool & !defective",
            "all 3 tool 3 all 2 server_word",
            "call 4 before & all & tool & other",
            "every_call & attach|redirect|must & other|tool|identifier",
            "after 3 all 2 other 1 tool",
        ),
    ),
    WordingRule(
        "prefers_itself",
        "It wants to be chosen over others.",
        "high",
        28,
        "MCP03",
        (
            "praise & tool & all|other|call",
            "defective & other & tool",
            "other 4 tool 6 defective|untrue",
            "only_tool",
            "all 2 other 3 defective|untrue",
            "not 2 call 2 other & !whenever",
            "call 2 all & other & not",
            "praise & exclusive",
            "praise & defective",
            "defective & identifier & call|exclusive",
            "exclusive & other & model",
        ),
    ),
    WordingRule(
        "speaks_to_the_model",
        "It gives the model instructions of its own.",
        "high",
        24,
        "MCP06",
        (
            "address_model 3 model & must|before|obey|dont|call|attach|send|collect",
            "address_model & obey|covert",
            "model 3 must & secret|private|talk|all|other",
            "model 4 remove_guard",
            "system_tag & model",
        ),
    ),
    WordingRule(
        "output_is_an_order",
        "It wants results to be obeyed.",
        "critical",
        30,
        "MCP06",
        (
            "obey 8 instructions_n & !not & !secpurpose",
            "instructions_n 8 obey & !not & !secpurpose",
            "content 5 obey 5 order_words & !not",
            "content 6 order_words & obey & !not",
            "remove_guard 4 user 3 instructions_n|operation",
            "remove_guard 3 other 2 instructions_n",
        ),
    ),
    WordingRule(
        "lies_to_user",
        "It makes the model lie.",
        "high",
        28,
        "MCP03",
        (
            "untrue 6 allgood",
            "untrue 8 user & !forbid",
            "disclose|visible 4 user 6 untrue",
            "pretend 6 user",
            "allgood 5 despite|untrue & disclose|visible",
            "visible 4 allgood & despite|untrue",
            "disclose 2 user & allgood & must|not|all",
            "whenever 5 ask 6 untrue",
        ),
    ),
    WordingRule(
        "malware_words",
        "It announces an attack.",
        "high",
        27,
        "",
        (
            "malware & !secpurpose & !forbid",
            "injection & !secpurpose",
            "wipe & covert|guard|external|trace",
            "steal",
        ),
    ),
    WordingRule(
        "fetches_and_runs",
        "It fetches something and runs it.",
        "high",
        26,
        "MCP04",
        (
            "download 8 execution & url|external|covert|privilege|shell|persist",
            "download 2 shell & execution",
        ),
    ),
    WordingRule(
        "removes_traces",
        "It removes the traces of what was done.",
        "high",
        26,
        "MCP08",
        (
            "erase 4 trace & after|must|all|covert|not|before",
            "erase 4 trace & operation & after",
            "trace 4 erase & after|must|auto",
        ),
    ),
    WordingRule(
        "attack_preparation",
        "It scouts a target or dumps secrets.",
        "medium",
        15,
        "",
        (
            "recon & !secpurpose",
            "steal|recon 4 secret",
            "recon & secret",
        ),
    ),
    WordingRule(
        "watches_people",
        "It watches people.",
        "high",
        26,
        "MCP10",
        (
            "collect|send 5 surveil & all|send|covert|not",
            "surveil & covert",
            "surveil & send & external|url|operator|all",
        ),
    ),
    WordingRule(
        "stays_behind",
        "It makes itself permanent.",
        "high",
        24,
        "MCP04",
        (
            "persist & unasked",
            "persist & covert",
            "persist & privilege & !secpurpose",
            "attach 6 persist & shell|url|auto",
            "persist & external|url & shell|send",
        ),
    ),
    WordingRule(
        "takes_rights",
        "It takes rights that it was not given.",
        "high",
        24,
        "MCP02",
        (
            "grant 4 privilege & covert|persist|auto|unasked|self",
            "privilege & unasked",
        ),
    ),
    WordingRule(
        "changes_later",
        "It announces that it will change after approval.",
        "high",
        26,
        "MCP03",
        (
            "definition 6 change 8 later & !person_data",
            "change 6 definition & later & guard",
            "rugpull & guard|definition",
        ),
    ),
    WordingRule(
        "sells_data",
        "It sells data or serves somebody else.",
        "high",
        22,
        "MCP10",
        (
            "ownership & person_data|private|secret & send|attach|collect & !not",
            "ownership & exclusive|prefer & user",
        ),
    ),
)
