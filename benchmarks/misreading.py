"""Misreading: whether simulated people understand prompts that they have never met.

    python benchmarks/misreading.py [FILE.jsonl] [--show] [--json]

The prompts (`data/prompts_paraphrased_2.jsonl`) are another author's wording of what the two examples say: JSON Lines
{agent, text, means: {kind, about}, value}. That author saw the examples' `agent.yaml` and nothing of how people read.
`data/prompts_paraphrased_1.jsonl`, by somebody else, is open: how people read was mended on it.
Each is read by the person of the first card that knows what the prompt is about, with the value that is read back for
its own. Misread is what `evaluation.attribution` calls a misreading; a statement is misread when it is taken for
something to answer. The baseline takes everything for a question.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from machine import Bar, finish
from people_calling import callers
from seatrial.core.effects import Act
from seatrial.core.events import Json
from seatrial.core.scenario import Scenario, Want
from seatrial.evaluation.attribution import fits
from seatrial.evaluation.statistics import wilson
from seatrial.simulation.readings import DEMANDS, main_reading
from seatrial.simulation.role import make_role

PROMPTS = Path(__file__).resolve().parent / "data" / "prompts_paraphrased_2.jsonl"
SHARE_MAX = 0.05
AT = "2026-11-03T11:25:00+00:00"
DEMANDING = frozenset(
    {"ask", "read_back", "confirm", "anything_else", "offer_person", "goodbye", "handoff", "not_understood"}
)


@lru_cache(maxsize=8)
def cards(agent: str) -> tuple[Scenario, ...]:
    """Return the example's cards."""
    return tuple(card.scenario for card in callers(agent).suite.cards)


def known(prompt: dict[str, Any]) -> dict[str, Json]:
    """Return the facts of the first card that knows what a prompt is about, else of the first card."""
    about = prompt["means"]["about"]
    knowing = (card for card in cards(prompt["agent"]) if card.knows.get(about) is not None)
    facts = dict(next(knowing, cards(prompt["agent"])[0]).knows)
    if prompt["value"] and about:
        facts[about] = prompt["value"]
    return facts


def read(prompt: dict[str, Any]) -> tuple[str, str]:
    """Return what somebody takes a prompt for: its kind, and what it is about."""
    card = Scenario(name="prompt", at=AT, knows=known(prompt), want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    reading = main_reading(role.reader(role.facts).read(prompt["text"]))
    return reading.kind, reading.about


def is_misread(prompt: dict[str, Any], kind: str, about: str) -> bool:
    """Tell whether a prompt was taken for something that it is not."""
    means = prompt["means"]
    if means["kind"] not in DEMANDING:
        return kind in DEMANDS
    return kind != "wrong" and not fits(Act(kind=means["kind"], about=means["about"]), kind, about, known(prompt))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=PROMPTS)
    parser.add_argument("--show", action="store_true", help="show each prompt that was misread")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    prompts = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    taken = [read(prompt) for prompt in prompts]
    wrong = [
        (prompt, kind, about)
        for prompt, (kind, about) in zip(prompts, taken, strict=True)
        if is_misread(prompt, kind, about)
    ]
    commonest = sum(prompt["means"]["kind"] != "ask" for prompt in prompts)
    measured = str(wilson(len(wrong), len(prompts)))
    bar = Bar("prompts misread", measured, f"<= {SHARE_MAX:.0%}", len(wrong) <= SHARE_MAX * len(prompts))
    lines = [
        f"Everything taken for a question: {commonest} of {len(prompts)} misread.",
        "",
        "| kind | prompts | misread |",
        "|---|---|---|",
        *_by_kind(prompts, wrong),
    ]
    if options.show:
        lines += [
            "",
            *(f"- {prompt['means']} taken for {kind}:{about}: {prompt['text']}" for prompt, kind, about in wrong),
        ]
    return finish("Misreading", [bar], lines, {"misread": len(wrong), "prompts": len(prompts)}, as_json=options.json)


def _by_kind(prompts: Sequence[dict[str, Any]], wrong: Sequence[tuple[dict[str, Any], str, str]]) -> list[str]:
    of = Counter(prompt["means"]["kind"] for prompt in prompts)
    missed = Counter(prompt["means"]["kind"] for prompt, _, _ in wrong)
    return [f"| {kind} | {count} | {missed[kind]} |" for kind, count in of.most_common()]


if __name__ == "__main__":
    raise SystemExit(main())
