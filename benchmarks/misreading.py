"""Misreading: whether simulated people understand prompts that they have never met.

    python benchmarks/misreading.py [FILE.jsonl] [--open] [--left-out] [--show] [--json]

The prompts are other authors' wordings of what the two examples say: JSON Lines {agent, text, means: {kind, about},
value}. Those authors saw the examples' `agent.yaml` and nothing of how people read. The tables
`data/prompts_paraphrased_1.jsonl` to `_7.jsonl` are open: how people read was mended on them and learns from them. So a
figure for one of them alone says little; `--left-out` reads each with a model trained without its author's sentences,
and even that flatters, since the rules were mended with all of them in sight. The honest figure is of the **sealed**
tables, `data/sealed/prompts_*.jsonl`, which are read if nothing else is asked for: they are scored, never read.
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
from seatrial.simulation.reading import Reader
from seatrial.simulation.reading_model import ReadingModel, model_of
from seatrial.simulation.reading_training import examples, train
from seatrial.simulation.readings import DEMANDS, main_reading
from seatrial.simulation.role import make_role

DATA = Path(__file__).resolve().parent / "data"
AUTHORS = ("1", "2", "3", "4", "5", "6", "7")
Wrong = tuple[dict[str, Any], str, str]
"""A prompt, and the kind and subject it was taken for."""
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


def read(prompt: dict[str, Any], model: ReadingModel | None = None) -> tuple[str, str]:
    """Return what somebody takes a prompt for, as a model or as the language's own has it: its kind, and about what."""
    card = Scenario(name="prompt", at=AT, knows=known(prompt), want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    reader = Reader(role.lexicon, role.facts, role.now, role.own_words, model)
    reading = main_reading(reader.read(prompt["text"]))
    return reading.kind, reading.about


def is_misread(prompt: dict[str, Any], kind: str, about: str) -> bool:
    """Tell whether a prompt was taken for something that it is not."""
    means = prompt["means"]
    if means["kind"] not in DEMANDING:
        return kind in DEMANDS
    return kind != "wrong" and not fits(Act(kind=means["kind"], about=means["about"]), kind, about, known(prompt))


def misread_of(author: Path, model: ReadingModel | None = None) -> tuple[list[dict[str, Any]], list[Wrong]]:
    """Return an author's prompts, and those misread with what they were taken for."""
    prompts = [json.loads(line) for line in author.read_text(encoding="utf-8").splitlines() if line.strip()]
    taken = [read(prompt, model) for prompt in prompts]
    return prompts, [
        (prompt, kind, about)
        for prompt, (kind, about) in zip(prompts, taken, strict=True)
        if is_misread(prompt, kind, about)
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="one author's prompts; all the sealed ones if none is given")
    parser.add_argument("--open", action="store_true", help="read the open ones, which were learnt from")
    parser.add_argument("--left-out", action="store_true", help="train without each author's own sentences")
    parser.add_argument("--show", action="store_true", help="show each prompt that was misread")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    learnt = options.open or options.left_out
    files = [DATA / f"prompts_paraphrased_{author}.jsonl" for author in AUTHORS]
    files = [options.file] if options.file else files if learnt else sorted((DATA / "sealed").glob("prompts_*.jsonl"))
    prompts: list[dict[str, Any]] = []
    wrong: list[Wrong] = []
    by_author: list[str] = []
    for path in files:
        author = path.stem.rpartition("_")[2]
        model = model_of(train(examples("en", without=author), "en")) if options.left_out else None
        theirs, missed = misread_of(path, model)
        by_author.append(f"| {author} | {len(theirs)} | {len(missed)} | {wilson(len(missed), len(theirs))} |")
        prompts += theirs
        wrong += missed
    commonest = sum(prompt["means"]["kind"] != "ask" for prompt in prompts)
    measured = str(wilson(len(wrong), len(prompts)))
    bar = Bar("prompts misread", measured, f"<= {SHARE_MAX:.0%}", len(wrong) <= SHARE_MAX * len(prompts))
    lines = [
        f"Everything taken for a question: {commonest} of {len(prompts)} misread.",
        "",
        "| author | prompts | misread | |",
        "|---|---|---|---|",
        *by_author,
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


def _by_kind(prompts: Sequence[dict[str, Any]], wrong: Sequence[Wrong]) -> list[str]:
    of = Counter(prompt["means"]["kind"] for prompt in prompts)
    missed = Counter(prompt["means"]["kind"] for prompt, _, _ in wrong)
    return [f"| {kind} | {count} | {missed[kind]} |" for kind, count in of.most_common()]


if __name__ == "__main__":
    raise SystemExit(main())
