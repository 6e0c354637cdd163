"""Two versions of an agent meet the same people: what is added to one changes only the answer to what was added."""

import pytest
from callers import BOOKING, LineAgent, acts, caller, talk

from seatrial.core.trace import UserActed
from seatrial.simulation.personas import personas

SEEDS = 500
HARMLESS = ("How did you hear about us?", "Is that at your home?", "Would you like to hear about our service plan?")
PLACES = (2, 4, 7)
CARRIED = ("temper", "anger", "memory_error", "goal_change", "false_compliance")
"""Traits by which people carry something from one prompt to the next: a mood, or a value to be put right."""


def identity(act: UserActed) -> tuple[str, str, str, int]:
    return act.act, act.about, act.text, act.attempt


def conversation(lines: list[str], person: str, seed: int, channel: str) -> list[UserActed]:
    machine = LineAgent(lines, patience_ms=4_000, silence_ms=120_000)
    return acts(talk(machine, caller(personas()[person], seed, channel=channel), channel=channel, seed=seed))


@pytest.mark.parametrize("channel", ["speech", "chat"])
def test_one_more_harmless_prompt_changes_no_act_but_the_answer_to_it(channel):
    people = [name for name, person in personas().items() if not any(getattr(person, trait) for trait in CARRIED)]
    assert len(people) > 18
    for seed in range(SEEDS):
        prompt, place = HARMLESS[seed % len(HARMLESS)], PLACES[seed % len(PLACES)]
        person = people[seed % len(people)]
        before = conversation(list(BOOKING), person, seed, channel)
        after = conversation([*BOOKING[:place], prompt, *BOOKING[place:]], person, seed, channel)
        slug = after_slug(after, before)
        kept = [identity(act) for act in after if act.about not in slug]
        assert kept == [identity(act) for act in before], (seed, person, prompt)


def after_slug(after: list[UserActed], before: list[UserActed]) -> set[str]:
    """Return what the acts about the added prompt are about: what nobody spoke of without it."""
    spoken_of = {act.about for act in before}
    return {act.about for act in after if act.about not in spoken_of}


def test_the_added_prompt_is_answered():
    lines = [*BOOKING[:2], HARMLESS[0], *BOOKING[2:]]
    assert any(act.act == "dont_know" for act in conversation(lines, "plain", 1, "speech"))
