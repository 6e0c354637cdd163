"""Which conversations a run consists of: scenarios x personas x channels x seeds, in one fixed order.

The n-th conversation is known without listing those before it, so that workers share a run by ranges of numbers.
Called by `run` and by whoever wires a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from seatrial.agents.mistakes import did_you_mean
from seatrial.core.errors import RunError, SpecError
from seatrial.core.scenario import Scenario
from seatrial.simulation.cards import CHANNELS, Card
from seatrial.simulation.personas import default_personas, expanded, persona_named

SEED_MAX = 2**53
PLAINEST = "plain"


@dataclass(frozen=True, slots=True)
class Item:
    """One conversation to be had.

    Attributes:
        card: Index of its card in the suite.
        drawn_as: The card whose draws a pinned card uses; "" for its own.
    """

    card: int
    scenario: str
    persona: str
    channel: str
    seed: int
    drawn_as: str = ""

    @property
    def id(self) -> str:
        """The conversation's id."""
        return f"{self.scenario}/{self.persona}/{self.channel}/{self.seed}"

    @property
    def person_seed(self) -> int:
        """The seed of the person's own draws: people on different cards, or of different ways, are different people."""
        drawn_as = self.drawn_as or self.scenario
        digest = blake2b(f"{drawn_as}/{self.persona}/{self.seed}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 11

    @property
    def namespace(self) -> str:
        """The id of the conversation that this one is, or that it was drawn as."""
        return f"{self.drawn_as or self.scenario}/{self.persona}/{self.channel}/{self.seed}"


@dataclass(frozen=True, slots=True)
class Suite:
    """A run's conversations. Rounds go through all cells (card, persona, channel), each round with the next seed.

    Attributes:
        cells: In such an order that the first n are spread evenly over cards, personas and channels.
        count: How many conversations.
        seed: Of the first round.
    """

    cards: tuple[Card, ...]
    cells: tuple[tuple[int, str, str], ...]
    count: int
    seed: int

    def __len__(self) -> int:
        return self.count

    def item(self, index: int) -> Item:
        """Return the conversation of a number, from 0."""
        card, persona, channel = self.cells[index % len(self.cells)]
        scenario = self.cards[card].scenario
        first, drawn_as = (
            (self.seed, "") if scenario.pinned is None else (scenario.pinned.seed, scenario.pinned.scenario)
        )
        return Item(card, scenario.name, persona, channel, first + index // len(self.cells), drawn_as)

    def find(self, conversation: str) -> Item:
        """Return the conversation of an id, whether or not the run got that far.

        Raises:
            RunError: It is none of this suite's.
        """
        scenario, persona, channel, seed = _split(conversation)
        names = [card.scenario.name for card in self.cards]
        if scenario not in names:
            hint = did_you_mean(scenario, names, label="Scenarios")
            raise RunError(f"there is no scenario '{scenario[:60]}' here.", code="suite.unknown_scenario", hint=hint)
        index = names.index(scenario)
        pin = self.cards[index].scenario.pinned
        if pin is None or persona != pin.persona:
            persona_named(persona)
        if channel not in CHANNELS:
            hint = did_you_mean(channel, CHANNELS, label="Channels")
            raise RunError(f"there is no channel '{channel[:60]}'.", code="suite.unknown_channel", hint=hint)
        return Item(index, scenario, persona, channel, seed, "" if pin is None else pin.scenario)


def make_suite(
    cards: Sequence[Card],
    *,
    count: int = 0,
    seed: int = 1,
    only_scenarios: Sequence[str] = (),
    only_personas: Sequence[str] = (),
    only_channels: Sequence[str] = (),
) -> Suite:
    """Return a run's suite.

    Args:
        cards: All there are.
        count: How many conversations; 0 for one round.
        seed: Of the first round.
        only_scenarios: Names; all when empty.
        only_personas: Names, also of sets (``all``, ``adversarial`` ...); those of each card, or the default six, when
            empty. What a card says of its people narrows this: see `docs/how-to/people.md`.
        only_channels: ``speech``, ``chat`` or ``sms``; those of each card, or speech, when empty.

    Raises:
        RunError: A name is unknown, or nothing is left to run.
    """
    chosen = _chosen(cards, only_scenarios)
    people = _known_personas(only_personas)
    for name in only_channels:
        if name not in CHANNELS:
            hint = did_you_mean(name, CHANNELS, label="Channels")
            raise RunError(f"there is no channel '{name[:60]}'.", code="suite.unknown_channel", hint=hint)
    if not 0 <= seed < SEED_MAX or count < 0:
        raise RunError("seeds and counts are whole numbers from 0.", code="suite.bad_number")
    per_card = [_of_card(card, people, only_channels) for card in chosen]
    cells = _interleaved(per_card)
    if not cells:
        raise RunError(
            "no scenario is left to run.",
            code="suite.empty",
            hint="Write a card in scenarios/, or ask for fewer personas and channels less strictly.",
        )
    return Suite(cards=tuple(chosen), cells=tuple(cells), count=count or len(cells), seed=seed)


def _chosen(cards: Sequence[Card], only: Sequence[str]) -> list[Card]:
    names = [card.scenario.name for card in cards]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names, label="Scenarios")
            raise RunError(f"there is no scenario '{name[:60]}'.", code="suite.unknown_scenario", hint=hint)
    return [card for card in cards if not only or card.scenario.name in only]


def _known_personas(names: Sequence[str]) -> tuple[str, ...]:
    try:
        return expanded(names)
    except SpecError as error:
        raise RunError(str(error), code="suite.unknown_persona", hint=error.hint) from error


def _of_card(card: Card, only_personas: Sequence[str], only_channels: Sequence[str]) -> list[tuple[str, str]]:
    """Return the personas and channels of one card; a filter narrows what the card allows."""
    pin = card.scenario.pinned
    if pin is not None:
        asked = not only_personas or pin.persona in only_personas
        return [(pin.persona, pin.channel)] if asked and (not only_channels or pin.channel in only_channels) else []
    if only_personas:
        people = [name for name in only_personas if _plays(name, card.scenario)]
    else:
        people = list(card.scenario.personas or default_personas())
    channels = card.scenario.channels
    if only_channels:
        # A card for people who write is also one for people who text, when that is asked for.
        allowed = (*channels, "sms") if "chat" in channels else channels
        kept = [name for name in only_channels if not channels or name in allowed]
    else:
        kept = list(channels or CHANNELS[:1])
    return [(person, channel) for person in people for channel in kept]


def _plays(name: str, scenario: Scenario) -> bool:
    """Tell whether somebody who was asked for plays a card.

    A card's list narrows the everyday people. Others play what the plainest person plays too: a list without it says
    that the card is about its people, and a script has no room for anybody else.
    """
    named = scenario.personas
    if not named or name in named:
        return True
    return PLAINEST in named and scenario.script is None and name not in default_personas()


def _interleaved(per_card: Sequence[Sequence[tuple[str, str]]]) -> list[tuple[int, str, str]]:
    """Take one cell of each card in turn, each card beginning elsewhere: any first part of it is a fair sample."""
    cells: list[tuple[int, str, str]] = []
    for step in range(max((len(pairs) for pairs in per_card), default=0)):
        for index, pairs in enumerate(per_card):
            if step < len(pairs):
                person, channel = pairs[(step + index) % len(pairs)]
                cells.append((index, person, channel))
    return cells


def _split(conversation: str) -> tuple[str, str, str, int]:
    parts = conversation.split("/")
    if len(parts) != 4 or not parts[3].isdecimal() or len(parts[3]) > 16:
        raise RunError(
            f"'{conversation[:80]}' is not the id of a conversation.",
            code="suite.bad_id",
            hint="Ids look like leaking_sink/terse/speech/8814.",
        )
    return parts[0], parts[1], parts[2], int(parts[3])
