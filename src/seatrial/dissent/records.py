"""What a panel is asked, what its members say, and what comes of it.

Pure records, the same for any kind of decision. A panel answers one yes-or-no question about a case; `p` is always the
probability that the answer is yes, whoever says it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["info", "low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high", "critical")
Stance = Literal["yes", "no", "neutral"]

UNCALIBRATED = "uncalibrated"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is known about a case, and where it stands. Its text is hostile: quoted, never followed.

    Attributes:
        id: Unique within its case.
        source: Who found it: ``orders``, ``bandit``, ``rules`` ...
        locator: Where in the source: ``README.md:12``, ``send_mail/description``.
        span: The words or figures themselves, as found.
        rule: The finder's name for what it found: ``B602``, ``hidden_instruction``.
        says: One plain sentence on what it means.
        cwe: ``CWE-78``; "" where that is not sure.
    """

    id: str
    source: str
    locator: str = ""
    span: str = ""
    rule: str = ""
    says: str = ""
    severity: Severity = "info"
    cwe: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question and what is known about it.

    Attributes:
        question: Answered by yes or no.
        evidence: In the order found.
        unknown: What could not be looked into, a plain sentence each. With any, "no" is never more than "unknown".
        label: What turned out to be right, where that is known: True for yes.
        group: Cases of one group are never split between fitting and testing; "" is a group of its own.
    """

    id: str
    question: str
    evidence: tuple[Evidence, ...] = ()
    unknown: tuple[str, ...] = ()
    label: bool | None = None
    group: str = ""


class Argument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody on the panel puts forward. It cites evidence, or it does not count.

    Attributes:
        id: ``ROUND.PANELLIST.NUMBER``, given by the panel.
        claim: One sentence.
        evidence: Ids of the case's evidence, at least one.
        p: How likely yes is, from this argument alone.
        attacks: Ids of arguments that it says are wrong.
    """

    id: str
    panellist: str
    round: int
    stance: Stance
    claim: str
    evidence: tuple[str, ...]
    p: float
    attacks: tuple[str, ...] = ()


class Ballot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a panellist stands after a round.

    Attributes:
        round: 0 is the sealed one.
        moved_by: Ids of the evidence and arguments that moved it; empty where it stayed.
        refused: The `p` it asked for and was not given: nothing new was cited for it, or (where it moved nevertheless)
            what was cited weighs less.
        abstained: It had nothing to say (its model failed, the budget was spent): `p` is its prior, or where it stood.
    """

    panellist: str
    round: int
    p: float
    moved_by: tuple[str, ...] = ()
    refused: float | None = None
    abstained: bool = False


class Pooled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The panel's probability at one point.

    Attributes:
        raw: The log-opinion pool of the ballots.
        p: The same, calibrated; equal to `raw` when uncalibrated.
        interval: 95 % for `p`, from the calibration's sample; ``(0, 1)`` when uncalibrated.
    """

    raw: float
    p: float
    interval: tuple[float, float] = (0.0, 1.0)


class Cost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a decision took.

    Attributes:
        requests: To models.
        characters: Sent to and received from them.
        ms: On the driver's clock, 0 for embedded analysts on a virtual one.
    """

    requests: int = 0
    characters: int = 0
    ms: int = 0


class Minority(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who saw it otherwise, and why.

    Attributes:
        arguments: Ids, the strongest first.
        would_change: What would have to be found for the minority to be right, a plain sentence; "" for nobody.
        alike: Nobody would decide otherwise: the one who is named is only the furthest from the panel.
    """

    panellists: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    says: str = ""
    would_change: str = ""
    alike: bool = False


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of a panel.

    Attributes:
        outcome: One of the question's outcomes: for an audit ``allow``, ``review``, ``block``, ``unknown``.
        p: Of the final pool, calibrated where a calibration was given.
        calibration: Its id, or ``uncalibrated``.
        sealed: The pool of round 0.
        final: The pool after the last round; equal to `sealed` without a debate.
        arguments: All that counted, in the order made.
        dropped: Why arguments did not count and who abstained, a sentence each; many of one statement are summed up.
        miscited: How many of the arguments that did not count cite or attack what is not there or was not shown.
        comparators: What simpler ways would have said, by name: ``best_single``, ``majority``, ``self_consistency``,
            ``most_confident``.
        stopped: Why the debate ended: ``certain``, ``nothing_new``, ``rounds``, ``budget``, ``off``.
    """

    case: str
    outcome: str
    p: float
    interval: tuple[float, float]
    calibration: str = UNCALIBRATED
    sealed: Pooled
    final: Pooled
    arguments: tuple[Argument, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    dropped: tuple[str, ...] = ()
    miscited: int = 0
    minority: Minority = Minority()
    comparators: dict[str, float] = {}
    stopped: str = "off"
    unknown: tuple[str, ...] = ()
    cost: Cost = Cost()
