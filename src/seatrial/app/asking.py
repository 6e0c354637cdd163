"""Asking a model on behalf of a command: its whole answer, and a loop to wait in wherever the caller stands.

Knows nothing of what is asked. Called by `panels` and `judging`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from seatrial.core.events import Json
from seatrial.core.ports import Model, ModelUsage

T = TypeVar("T")


async def whole_answer(model: Model, role: str, payload: Json, *, chars_max: int) -> str:
    """Return the text of an answer, read no further than just beyond `chars_max`: whoever reads more has too much.

    Raises:
        ProviderError: There is none.
    """
    pieces: list[str] = []
    chars = 0
    async for piece in model.answer(role, payload):
        if isinstance(piece, ModelUsage):
            continue
        pieces.append(piece)
        chars += len(piece)
        if chars > chars_max:
            break
    return "".join(pieces)


def outside_loop(run: Callable[[], T]) -> T:
    """Run something that starts a loop of its own: where one is running already, as in a notebook, in a thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return run()
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run).result()
