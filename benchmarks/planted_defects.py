"""Planted defects: mistakes put into copies of the examples, and what it takes to find each of them.

    python benchmarks/planted_defects.py [--calls 1000] [--only NAME ...] [--json]

The mistakes are in data/planted_defects.yaml, as search and replace. A defect counts as found by the first conversation
that fails a check which the unchanged agent passes in the conversation of the same id: as `seatrial simulate COPY
-n 1000` has them, without faults but for those that a card brings with it. Cards that are known to fail find nothing.
The failure is then shrunk, on the copy; what is printed is its sentence. A copy that `seatrial check` refuses would be
no planted defect, and ends the benchmark.

The unchanged agents have as many conversations: none may fail but on a card that is known to. With every kind of fault
on, most of what fails is no fault of the agent's; counted is what cannot be explained by a fault: a rule broken that
every conversation has to keep (`evaluation/always.py`).
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import yaml

from machine import Bar, finish, tell
from seatrial.agents.folder import templates_folder
from seatrial.app.run_folder import RunRequest
from seatrial.app.shrinking import Shrunk, shrink_failure
from seatrial.app.staging import Staging, stage
from seatrial.evaluation.always import PREFIX
from seatrial.evaluation.results import ConversationResult
from seatrial.simulation.suite import Item

DEFECTS = Path(__file__).resolve().parent / "data" / "planted_defects.yaml"
FOUND_MIN_SHARE = 0.9
"""The bar: 18 of 20."""
KNOWN_CARDS_MAX = 3


@dataclass(frozen=True, slots=True)
class Defect:
    """One mistake.

    Attributes:
        of: What kind of mistake it is, in words.
        patch: File -> what is searched for -> what is put there instead.
    """

    name: str
    agent: str
    of: str
    patch: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one defect.

    Attributes:
        conversations: How many it took, the finding one included.
        check: Which fails, that the unchanged agent passes; "" when none did.
        reason: Why, in the check's own words.
        shrunk: What is left of the failure.
    """

    defect: Defect
    conversations: int
    conversation: str = ""
    check: str = ""
    reason: str = ""
    shrunk: Shrunk | None = None


@dataclass(slots=True)
class Clean:
    """An unchanged agent, and which checks failed in its conversations so far."""

    staging: Staging
    failed: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def failed_in(self, item: Item) -> frozenset[str]:
        """Return the checks that fail in a conversation."""
        if item.id not in self.failed:
            self.failed[item.id] = failed_checks(self.staging.runner.run(self.staging.suite.find(item.id)).result)
        return self.failed[item.id]


def read_defects(only: Sequence[str] = ()) -> list[Defect]:
    """Return the defects of the table, or some of them."""
    entries = yaml.safe_load(DEFECTS.read_text(encoding="utf-8"))
    defects = [Defect(entry["defect"], entry["agent"], entry["of"], entry["patch"]) for entry in entries]
    unknown = set(only) - {defect.name for defect in defects}
    if unknown:
        raise SystemExit(f"no such defect: {', '.join(sorted(unknown))}")
    return [defect for defect in defects if not only or defect.name in only]


def plant(defect: Defect, into: Path) -> Path:
    """Return a copy of the defect's agent with the mistake in it.

    Raises:
        SystemExit: What is to be replaced does not occur exactly once.
    """
    folder = into / defect.name / defect.agent
    shutil.copytree(templates_folder() / defect.agent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for change in defect.patch:
        path = folder / change["file"]
        text = path.read_text(encoding="utf-8")
        if text.count(change["find"]) != 1:
            raise SystemExit(f"{defect.name}: occurs {text.count(change['find'])} times: {change['find']!r}")
        path.write_text(text.replace(change["find"], change["put"]), encoding="utf-8")
    return folder


def find(defect: Defect, clean: Clean, calls: int, into: Path) -> Finding:
    """Have conversations with a defective copy until one fails that must not."""
    staging = stage(RunRequest(agent=str(plant(defect, into)), count=calls))
    for number in range(calls):
        item = staging.suite.item(number)
        result = staging.runner.run(item).result
        if not result.unexpected:
            continue
        known = clean.failed_in(item)
        check = next((one for one in result.checks if one.status == "failed" and one.id not in known), None)
        if check is not None:
            shrunk = shrink_failure(staging.runner, staging.loaded, staging.suite.cards, item)
            return Finding(defect, number + 1, item.id, check.id, check.reason, shrunk)
    return Finding(defect, calls)


def failed_checks(result: ConversationResult) -> frozenset[str]:
    """Return the ids of the checks that failed."""
    return frozenset(check.id for check in result.checks if check.status == "failed")


@dataclass(slots=True)
class Alarms:
    """What failed with an unchanged agent.

    Attributes:
        known: Cards that are known to fail.
        unexpected: Conversations that failed on other cards.
        faulted: The same with faults on.
        broken: Rules that were broken, with faults on or off, on whatever card.
    """

    known: int = 0
    unexpected: list[str] = field(default_factory=list[str])
    faulted: int = 0
    broken: list[str] = field(default_factory=list[str])


def alarms(agent: str, calls: int) -> Alarms:
    """Have conversations with an unchanged agent, without faults and with all of them."""
    found = Alarms()
    for faults in ("", "all"):
        staging = stage(RunRequest(agent=agent, count=calls, faults=faults))
        found.known = sum(card.scenario.known_failure is not None for card in staging.cards)
        for number in range(calls):
            result = staging.runner.run(staging.suite.item(number)).result
            found.broken += [f"{result.id} {one}" for one in failed_checks(result) if one.startswith(PREFIX)]
            if result.unexpected and faults:
                found.faulted += 1
            elif result.unexpected:
                found.unexpected.append(result.id)
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=1_000, metavar="N", help="conversations per defect, at most")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="some of the defects")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    defects = read_defects(options.only)
    agents = list(dict.fromkeys(defect.agent for defect in defects))
    cleans = {agent: Clean(stage(RunRequest(agent=agent, count=options.calls))) for agent in agents}
    findings: list[Finding] = []
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for defect in defects:
            findings.append(find(defect, cleans[defect.agent], options.calls, Path(folder)))
            tell(f"{defect.name}: {findings[-1].check or 'not found'} after {findings[-1].conversations}")
    spent_s = time.process_time() - began
    clean = {agent: alarms(agent, options.calls) for agent in agents}
    return _print(findings, clean, options.calls, spent_s, as_json=options.json)


def _print(
    findings: Sequence[Finding], clean: Mapping[str, Alarms], calls: int, spent_s: float, *, as_json: bool
) -> int:
    found = [one for one in findings if one.check]
    shares = [one.shrunk.after.turns / max(1, one.shrunk.before.turns) for one in found if one.shrunk is not None]
    unexpected = [one for alarm in clean.values() for one in alarm.unexpected]
    broken = [one for alarm in clean.values() for one in alarm.broken]
    known = max((alarm.known for alarm in clean.values()), default=0)
    enough = len(found) >= FOUND_MIN_SHARE * len(findings)
    bars = [
        Bar("defects found", f"{len(found)} of {len(findings)}", "at least 18 of 20", enough),
        Bar("failures of the unchanged agents", f"{len(unexpected)} of {calls * len(clean):,}", "0", not unexpected),
        Bar("rules they broke, also with faults", f"{len(broken)} of {2 * calls * len(clean):,}", "0", not broken),
        Bar("cards known to fail", f"{known} per example", f"at most {KNOWN_CARDS_MAX}", known <= KNOWN_CARDS_MAX),
    ]
    counts = sorted(one.conversations for one in found)
    lines = [
        f"Half of them took at most {counts[len(counts) // 2]} conversations, the slowest {counts[-1]}."
        if counts
        else "None was found.",
        f"Shrunk, they have {median(shares):.2f} of their turns left (median); a script keeps the lines it rests on."
        if shares
        else "None was shrunk.",
        f"With every kind of fault on, {sum(alarm.faulted for alarm in clean.values()):,} of {calls * len(clean):,} "
        f"conversations of the unchanged agents fail. All defects together: {spent_s:.0f} s of CPU.",
        "",
        "| planted | found after | by | shrunk: what it takes |",
        "|---|---|---|---|",
        *(_row(one) for one in findings),
    ]
    figures = {
        "found": len(found),
        "defects": len(findings),
        "unexpected": unexpected,
        "broken": broken,
        "findings": [
            {
                "defect": one.defect.name,
                "agent": one.defect.agent,
                "conversations": one.conversations,
                "conversation": one.conversation,
                "check": one.check,
                "reason": one.reason,
                "sentence": "" if one.shrunk is None else one.shrunk.sentence,
            }
            for one in findings
        ],
    }
    return finish("Planted defects", bars, lines, figures, as_json=as_json)


def _row(finding: Finding) -> str:
    if finding.shrunk is None:
        return f"| {finding.defect.of} ({finding.defect.agent}) | **not found** | | |"
    cells = (
        f"{finding.defect.of} ({finding.defect.agent})",
        f"{finding.conversations}",
        finding.reason,
        finding.shrunk.sentence,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
