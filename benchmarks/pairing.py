"""Pairing: one more harmless question in the agent changes nothing that people do, except the answer to it.

    python benchmarks/pairing.py [--seeds 500] [--channel speech] [--channel chat]
                                 [--after area] [--json]

Two versions of an agent can be compared only if they meet the same people. The plumber's copy asks "Is that at your
home?", a yes-or-no slot that nothing else uses, after the problem, the area check or the time. Each seed is one
conversation with each version; seeds in which the question is not heard are compared too, but do not count towards
`--seeds`.

Compared are the `UserActed` rows, in order, all of them: act, about, text and attempt; not when they happen, and not
`read`, which says what the person reacted to. Left out on the copy's side are only the acts between the moment the
question begins to be heard and the next utterance of the agent.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from machine import Bar, finish, tell
from people_calling import Callers, callers, changed_copy
from seatrial.core.effects import Say
from seatrial.core.events import PlayoutStarted
from seatrial.core.trace import Row, UserActed

QUESTION = "Is that at your home?"
# The slot's name is spoken: "Sorry, I didn't catch your answer."
_SLOT = (
    "agent.yaml",
    "  postcode:\n    type: uk_postcode\n",
    f"  answer:\n    type: yes_no\n    ask: [{QUESTION!r}]\n    reask: [{QUESTION!r}]\n"
    "    optional: true\n    on_fail: skip\n"
    "  postcode:\n    type: uk_postcode\n",
)
PLACES = {
    "problem": (
        "{handoff: emergency}]\n      - collect: postcode\n",
        "{handoff: emergency}]\n      - collect: [answer, postcode]\n",
    ),
    "area": ("collect: [address, name, phone, email]\n", "collect: [answer, address, name, phone, email]\n"),
    "time": ("      - collect: access\n", "      - collect: [answer, access]\n"),
}
"""After what the question comes -> the steps there, without it and with it."""
CHANNELS = ("speech", "chat")
TRIES_MAX = 20
"""Conversations per seed wanted: if the question is heard more rarely, something else is wrong."""
SHOWN = 3

Act = tuple[str, str, str, int]


@dataclass(slots=True)
class Compared:
    """What came of one channel.

    Attributes:
        heard: Conversations in which the question was heard.
        equal: Of those, in which nothing else changed.
        unheard: Conversations in which it was not.
        unheard_equal: Of those, in which nothing at all changed.
        answers: What people did about the question.
        examples: First differences, in words.
        first_acts: What kind of act differed first, counted.
    """

    channel: str
    after: str
    heard: int = 0
    equal: int = 0
    unheard: int = 0
    unheard_equal: int = 0
    acts: int = 0
    answers: Counter[str] = field(default_factory=Counter[str])
    examples: list[str] = field(default_factory=list[str])
    first_acts: Counter[str] = field(default_factory=Counter[str])


def acts_of(rows: Sequence[Row]) -> tuple[list[Act], list[Act]]:
    """Return what a person did, and apart from it what it did about the extra question."""
    texts = {(row.body.turn, row.body.part): row.body.text for row in rows if isinstance(row.body, Say)}
    asked = False
    acts: list[Act] = []
    answers: list[Act] = []
    for row in rows:
        body = row.body
        if isinstance(body, PlayoutStarted):
            asked = QUESTION in texts.get((body.turn, body.part), "")
        elif isinstance(body, UserActed):
            (answers if asked else acts).append((body.act, body.about, body.text, body.attempt))
    return acts, answers


def _heard(rows: Sequence[Row]) -> bool:
    turns = {row.body.turn for row in rows if isinstance(row.body, PlayoutStarted)}
    return any(isinstance(row.body, Say) and row.body.turn in turns and QUESTION in row.body.text for row in rows)


def compare(before: Callers, after: Callers, seeds: int, *, channel: str, after_what: str) -> Compared:
    """Have everybody talk to both versions."""
    compared = Compared(channel, after_what)
    number = 0
    while compared.heard < seeds and number < seeds * TRIES_MAX:
        if number % 100 == 0:
            tell(f"{channel}, after {after_what}: {compared.heard} of {seeds} heard the question")
        item = before.item(number)
        number += 1
        old, _ = acts_of(before.runner.run(item).ran.rows)
        rows = after.runner.run(item).ran.rows
        new, answers = acts_of(rows)
        compared.acts += len(old)
        if _heard(rows):
            compared.heard += 1
            compared.equal += old == new
            compared.answers.update(act for act, *_ in answers)
        else:
            compared.unheard += 1
            compared.unheard_equal += old == new
        if old != new:
            _explain(compared, item.id, old, new)
    return compared


def _explain(compared: Compared, conversation: str, old: Sequence[Act], new: Sequence[Act]) -> None:
    for index, (was, now) in enumerate(zip_longest(old, new)):
        if was == now:
            continue
        names = [
            name
            for name, one, other in zip(("act", "about", "text", "attempt"), was or (), now or (), strict=False)
            if one != other
        ]
        compared.first_acts[f"{(was or now or ('?',))[0]}: {', '.join(names) or 'missing or extra'}"] += 1
        if len(compared.examples) < SHOWN:
            compared.examples.append(f"{conversation}, act {index}: was {was}, is {now}")
        return


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--seeds", type=int, default=500, metavar="N", help="per channel, in which the question is heard"
    )
    parser.add_argument("--channel", action="append", choices=CHANNELS, help="one or both; both by default")
    parser.add_argument(
        "--after", action="append", choices=PLACES, help="where the question comes; everywhere by default"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    results: list[Compared] = []
    with tempfile.TemporaryDirectory() as folder:
        for place in options.after or PLACES:
            copy = changed_copy(Path(folder) / place, (_SLOT, ("agent.yaml", *PLACES[place])))
            for channel in options.channel or CHANNELS:
                before = callers(channels=(channel,), listening=True)
                after = callers(copy, channels=(channel,), listening=True)
                results.append(compare(before, after, options.seeds, channel=channel, after_what=place))
    return _print(results, options.seeds, as_json=options.json)


def _print(results: Sequence[Compared], seeds: int, *, as_json: bool) -> int:
    bars: list[Bar] = []
    lines: list[str] = []
    for one in results:
        name = f"{one.channel}, after the {one.after}"
        met = one.equal == one.heard == seeds
        bars.append(Bar(f"{name}: only the answer differs", f"{one.equal} of {one.heard} seeds", "all", met))
        unheard = f"{one.unheard_equal} of {one.unheard} seeds"
        bars.append(Bar(f"{name}: question not heard", unheard, "all", one.unheard_equal == one.unheard))
        answers = ", ".join(f"{act} {count}" for act, count in one.answers.most_common())
        lines.append(f"- {name}: {one.acts:,} acts compared; done about the question: {answers}.")
        if one.first_acts:
            firsts = ", ".join(f"{what} ({count})" for what, count in one.first_acts.most_common())
            lines.append(f"  First differences: {firsts}.")
        lines += [f"  - {example}" for example in one.examples]
    figures = {
        f"{one.channel}_after_{one.after}": {
            "heard": one.heard,
            "equal": one.equal,
            "unheard": one.unheard,
            "unheard_equal": one.unheard_equal,
            "examples": one.examples,
        }
        for one in results
    }
    return finish("Pairing", bars, lines, figures, as_json=as_json)


if __name__ == "__main__":
    raise SystemExit(main())
