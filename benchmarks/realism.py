"""Realism: how simulated people write, beside how the model-played people of recorded benchmark conversations wrote.

    python benchmarks/realism.py [--data DIR] [--calls 400] [--plot FILE.svg] [--json]

Recorded are the trajectories in DIR/tau2/trajectories (tau-bench and tau2-bench; people played by gpt-4o, gpt-4.1 and
gpt-oss-120b, typing to airline and telecom agents); simulated are typed chats with both examples. Both are read by
the same patterns (`turn_acts.py`). Neither is a person: the recorded ones are long and polite, as models are. So
distances say how far two kinds of simulator are apart, and those among the recorded models themselves are the scale.
A bare user, who types only the value asked for, is the baseline.

Distances: Kolmogorov-Smirnov for words per turn, total variation for acts per turn; 0 the same, 1 nothing in common.
"""

import argparse
import json
import lzma
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machine import finish, tell
from people_calling import callers
from realism_plot import Series, plot
from seatrial.core.events import UserSaid
from seatrial.core.trace import UserActed
from seatrial.evaluation.statistics import wilson
from turn_acts import CORRECTS, REPAIRS, acts_of, plain

AGENTS = ("plumber", "bank")
ACTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class People:
    """What one kind of people typed: a list of turns for each conversation, plain."""

    name: str
    conversations: tuple[tuple[str, ...], ...]

    @property
    def turns(self) -> list[str]:
        """All turns."""
        return [turn for turns in self.conversations for turn in turns]

    def lengths(self) -> list[int]:
        """Words per turn, sorted."""
        return sorted(len(turn.split()) for turn in self.turns)

    def acts(self) -> list[float]:
        """The share of turns with one act, two, ... and `ACTS_SHOWN` or more."""
        counts = Counter(min(ACTS_SHOWN, len(acts_of(turn))) for turn in self.turns)
        return [counts[number] / len(self.turns) for number in range(1, ACTS_SHOWN + 1)]

    def share(self, pattern: Any) -> tuple[int, int]:
        """How many turns match, of how many."""
        return sum(pattern.search(turn) is not None for turn in self.turns), len(self.turns)


def recorded(folder: Path) -> list[People]:
    """Read the trajectories, people played by one model together."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for path in sorted(folder.glob("*.json.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            content: Any = json.load(file)
        if isinstance(content, list):
            model, talks = "gpt-4o", [talk["traj"] for talk in content]
        else:
            model = content["info"]["user_info"]["llm"].rpartition("/")[2]
            talks = [talk["messages"] for talk in content["simulations"]]
        groups.setdefault(model, []).extend(_typed(messages) for messages in talks)
    return [People(f"recorded, {model}", tuple(filter(None, talks))) for model, talks in sorted(groups.items())]


def _typed(messages: list[dict[str, Any]]) -> tuple[str, ...]:
    said = (message.get("content") for message in messages if message["role"] == "user")
    return tuple(text for raw in said if isinstance(raw, str) and (text := plain(raw)))


def simulated(agent: str, calls: int) -> tuple[People, People]:
    """Have typed chats; return the people, and the same people with nothing but the value that each turn told."""
    people = callers(agent, channels=("chat",))
    typed: list[tuple[str, ...]] = []
    bare: list[tuple[str, ...]] = []
    for number in range(calls):
        rows = people.runner.run(people.item(number)).ran.rows
        typed.append(tuple(plain(row.body.text) for row in rows if isinstance(row.body, UserSaid) and row.body.text))
        bare.append(tuple(_bare(row.body) for row in rows if isinstance(row.body, UserActed) and row.body.text))
    return People(f"simulated, {agent}", tuple(filter(None, typed))), People("bare values", tuple(filter(None, bare)))


def _bare(acted: UserActed) -> str:
    """Return the least that an act can be typed as: its last words."""
    return " ".join(plain(acted.text).split()[-2:])


def ks(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the Kolmogorov-Smirnov distance of two sorted samples."""
    return max((abs(_at_most(one, value) - _at_most(other, value)) for value in {*one, *other}), default=0.0)


def _at_most(ordered: Sequence[int], value: int) -> float:
    return sum(item <= value for item in ordered) / len(ordered)


def variation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the total variation distance of two distributions."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2


def rows_of(kinds: Sequence[People], scale: People) -> Iterator[str]:
    """Say in a table row what each kind of people is like."""
    for people in kinds:
        lengths = people.lengths()
        quartiles = " / ".join(str(lengths[len(lengths) * part // 4]) for part in (1, 2, 3))
        mean = sum(number * share for number, share in enumerate(people.acts(), 1))
        rates = [_rate(*people.share(pattern)) for pattern in (CORRECTS, REPAIRS)]
        distances = (ks(lengths, scale.lengths()), variation(people.acts(), scale.acts()))
        yield (
            f"| {people.name} | {len(people.conversations):,} | {len(lengths):,} | {quartiles} | {mean:.2f} | "
            f"{rates[0]} | {rates[1]} | {distances[0]:.2f} | {distances[1]:.2f} |"
        )


def _rate(count: int, of: int) -> str:
    interval = wilson(count, of)
    return f"{interval.share:.1%} ({interval.low:.1%} to {interval.high:.1%})"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SEATRIAL_DATA", "../shared/data")))
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder = options.data / "tau2" / "trajectories"
    models = recorded(folder) if folder.is_dir() else []
    if not models:
        tell(f"No trajectories in {folder}: name the folder that holds tau2/ with --data.")
        return 2
    everybody = People("recorded, all", tuple(talk for people in models for talk in people.conversations))
    kinds = [everybody, *models]
    for agent in AGENTS:
        tell(f"{options.calls} chats with {agent}")
        people, bare = simulated(agent, options.calls)
        kinds.append(people)
        if agent == AGENTS[0]:
            baseline = bare
    kinds.append(baseline)
    if options.plot is not None:
        series = [
            Series(people.name, tuple(people.lengths()), tuple(people.acts()))
            for people in kinds
            if people not in models
        ]
        options.plot.write_text(plot(series), encoding="utf-8")
    lines = [
        "| people | conversations | turns | words a turn: quarter, half, three quarters | acts a turn | "
        "correct themselves | repair | distance: words | distance: acts |",
        "|---|---|---|---|---|---|---|---|---|",
        *rows_of(kinds, everybody),
        "",
        "Distances are to all recorded people. 95 % intervals take turns as independent, which those of one "
        "conversation are not.",
    ]
    figures = {people.name: _figures(people, everybody) for people in kinds}
    return finish("Realism", [], lines, figures, as_json=options.json)


def _figures(people: People, scale: People) -> dict[str, Any]:
    return {
        "turns": len(people.turns),
        "words_ks": ks(people.lengths(), scale.lengths()),
        "acts_tv": variation(people.acts(), scale.acts()),
        "corrects": people.share(CORRECTS),
        "repairs": people.share(REPAIRS),
    }


if __name__ == "__main__":
    raise SystemExit(main())
