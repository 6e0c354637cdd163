"""Shrinking: failed conversations made as simple as they can be and still fail the same check for the same cause.

    python benchmarks/shrinking.py [AGENT] [--calls 300] [--faults all] [--least 30] [--json]

Has that many conversations under faults, as `seatrial simulate AGENT -n 300 --faults all` does, and shrinks every one
that failed, also those on cards that are known to fail. Counted are turns: utterances of the agent that began to be
heard. Each shrunk case is written as a card, read back and played again: it counts as kept only if it then fails the
check that the original failed, for the same cause, in as many turns; and every tenth is shrunk once more, which must
change nothing. Times are CPU times of the whole search, its last tests included.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from machine import Bar, finish, tell
from seatrial.app.run_folder import RunRequest
from seatrial.app.shrinking import Shrunk, shrink_failure
from seatrial.app.simplifying import RUNS_MAX
from seatrial.app.staging import Staging, stage
from seatrial.evaluation.evidence import gather
from seatrial.evaluation.symptom import symptom_of
from seatrial.simulation.cards import Card, parse_cards
from seatrial.simulation.suite import make_suite

SHARE_MAX = 1 / 3
SECONDS_MAX = 10.0
AGAIN_EVERY = 10
SHOWN = 6


@dataclass(slots=True)
class Found:
    """What came of all failures.

    Attributes:
        shares: Turns that are left, as shares of those that there were.
        kept: Cases whose card, read back, fails the same way.
        longer: Cases with more turns than before.
        again: Cases that were shrunk twice, and of them those that stayed the same.
        sentences: What was said of how many.
    """

    shares: list[float] = field(default_factory=list[float])
    seconds: list[float] = field(default_factory=list[float])
    runs: list[int] = field(default_factory=list[int])
    kept: int = 0
    longer: int = 0
    again: int = 0
    same_again: int = 0
    sentences: Counter[str] = field(default_factory=Counter[str])
    sure: Counter[str] = field(default_factory=Counter[str])


def shrink_all(staging: Staging) -> Found:
    """Have all conversations and shrink those that fail."""
    found = Found()
    for number in range(len(staging.suite)):
        if number % 50 == 0:
            tell(f"{number} of {len(staging.suite)} conversations, {len(found.shares)} failures shrunk")
        item = staging.suite.item(number)
        if staging.runner.run(item).result.verdict != "failed":
            continue
        began = time.process_time()
        shrunk = shrink_failure(staging.runner, staging.loaded, staging.suite.cards, item)
        found.seconds.append(time.process_time() - began)
        _count(found, staging, shrunk)
    return found


def _count(found: Found, staging: Staging, shrunk: Shrunk) -> None:
    before, after = shrunk.before, shrunk.after.simulated.result
    found.shares.append(after.turns / max(1, before.turns))
    found.runs.append(shrunk.runs)
    found.longer += after.turns > before.turns
    card = parse_cards(shrunk.yaml.encode(), file=shrunk.name, agent=staging.loaded.agent)[0]
    found.kept += _fails_alike(staging, card, shrunk)
    if len(found.shares) % AGAIN_EVERY == 1:
        alone = make_suite([card])
        again = shrink_failure(staging.runner.of(alone), staging.loaded, alone.cards, alone.item(0))
        found.again += 1
        found.same_again += again.yaml == shrunk.yaml
    found.sentences[shrunk.sentence] += 1
    found.sure["all" if shrunk.breaking.failed == shrunk.breaking.others else "some"] += 1


def _fails_alike(staging: Staging, card: Card, shrunk: Shrunk) -> bool:
    """Tell whether a card fails as the original conversation did, in as many turns as it claims."""
    alone = make_suite([card])
    simulated = staging.runner.of(alone).run(alone.item(0))
    item = staging.suite.find(shrunk.before.id)
    original = staging.runner.run(item)
    scenario = staging.suite.cards[item.card].scenario
    was = symptom_of(scenario, original.result, gather(original.ran.rows))
    now = symptom_of(card.scenario, simulated.result, gather(simulated.ran.rows))
    if was is None or now is None:
        return False
    # Checks of one kind are numbered on a card; alone, there is nothing to number.
    same = (was.check.partition("#")[0], was.cause, was.how) == (now.check.partition("#")[0], now.cause, now.how)
    return same and simulated.result.turns == shrunk.after.turns


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("agent", nargs="?", default="plumber", metavar="AGENT")
    parser.add_argument("--calls", type=int, default=300, metavar="N", help="conversations, of which some fail")
    parser.add_argument("--faults", default="all", metavar="KINDS", help="as for simulate")
    parser.add_argument("--seed", type=int, default=1, metavar="SEED", help="of the first round")
    parser.add_argument("--least", type=int, default=30, metavar="N", help="failures below which nothing is measured")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    staging = stage(RunRequest(agent=options.agent, count=options.calls, seed=options.seed, faults=options.faults))
    found = shrink_all(staging)
    return _print(found, options.agent, options.least, as_json=options.json)


def _print(found: Found, agent: str, least: int, *, as_json: bool) -> int:
    count = len(found.shares)
    if not count:
        raise SystemExit(f"no conversation with '{agent}' failed: nothing to shrink")
    share, slowest = median(found.shares), max(found.seconds)
    bars = [
        Bar("failures", f"{count}", f"at least {least}", count >= least),
        Bar("turns left, median", f"{share:.3f} of the original", "at most 1/3", share <= SHARE_MAX),
        Bar("still failing the same check and cause", f"{found.kept} of {count}", "all", found.kept == count),
        Bar("longer than before", f"{found.longer}", "0", found.longer == 0),
        Bar("slowest, CPU", f"{slowest:.2f} s", f"{SECONDS_MAX:.0f} s", slowest <= SECONDS_MAX),
        Bar(
            "the same when shrunk again", f"{found.same_again} of {found.again}", "all", found.same_again == found.again
        ),
    ]
    quartiles = sorted(found.shares)
    lines = [
        f"Turns left: a quarter of the cases at most {quartiles[count // 4]:.2f}, three quarters at most "
        f"{quartiles[3 * count // 4]:.2f}; {sum(one <= SHARE_MAX for one in found.shares)} of {count} at most 1/3.",
        f"Each search had {median(found.runs):.0f} conversations and {median(found.seconds):.2f} s (medians), "
        f"at most {max(found.runs)} (bound: {RUNS_MAX}).",
        f"Of ten others all fail alike in {found.sure['all']} cases, some of them in {found.sure['some']}.",
        "",
        *_sentences(found.sentences),
    ]
    figures = {
        "failures": count,
        "median_share": share,
        "kept": found.kept,
        "slowest_s": slowest,
        "median_s": median(found.seconds),
        "median_runs": median(found.runs),
        "sentences": dict(found.sentences.most_common()),
    }
    return finish("Shrinking", bars, lines, figures, as_json=as_json)


def _sentences(sentences: Counter[str]) -> Sequence[str]:
    return [f"- {count} times: {sentence}" for sentence, count in sentences.most_common(SHOWN)]


if __name__ == "__main__":
    raise SystemExit(main())
