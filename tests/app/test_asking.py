"""Claims about asking a model: answers are read whole but not without end, and a loop may be running already."""

import asyncio
from collections.abc import AsyncIterator

from seatrial.app.asking import outside_loop, whole_answer
from seatrial.core.events import Json
from seatrial.core.ports import ModelUsage


class Endless:
    """A model that says one word without end; counts how often."""

    def __init__(self, until: int = 10**9) -> None:
        self.said = 0
        self._until = until

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        assert (role, payload) == ("judge", {"a": 1})
        yield ModelUsage(tokens_in=1)
        while self.said < self._until:
            self.said += 1
            yield "word "


def test_an_answer_is_put_together_and_what_it_took_is_no_part_of_it():
    answer = asyncio.run(whole_answer(Endless(until=3), "judge", {"a": 1}, chars_max=100))
    assert answer == "word word word "


def test_an_answer_without_end_is_read_just_so_far_that_it_is_seen_to_be_too_long():
    model = Endless()
    assert len(asyncio.run(whole_answer(model, "judge", {"a": 1}, chars_max=22))) == 25
    assert model.said == 5


def test_a_loop_of_its_own_runs_beside_one_that_runs_already():
    async def inner() -> str:
        return "done"

    async def cell() -> str:
        return outside_loop(lambda: asyncio.run(inner()))

    assert outside_loop(lambda: asyncio.run(inner())) == "done"
    assert asyncio.run(cell()) == "done"
