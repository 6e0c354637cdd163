"""The model port in a simulation: asks the real model, then charges its answer a seeded latency.

The conversation's own clock stands still while the model is awaited. Provider failures become events.
"""

from __future__ import annotations

from seatrial.core.draws import between, log_normal_ms
from seatrial.core.effects import AskModel
from seatrial.core.errors import ProviderError
from seatrial.core.events import ModelAnswered, ModelDelta, ModelFailed
from seatrial.core.ports import Model, ModelUsage
from seatrial.runtime.intake import clean_text
from seatrial.runtime.tool_port import Delivery, call_identity

FIRST_PIECE_MEDIAN_MS = 600
"""Time to first token: the middle of published figures for hosted models, 200 to 700 ms plus network."""
PIECE_MS = (15, 45)
ANSWER_CHARS_MAX = 200_000
"""A longer answer is cut off and counts as failed."""


def answered(effect: AskModel, text: str, usage: ModelUsage) -> ModelAnswered:
    """Return the event of a whole answer."""
    return ModelAnswered(
        request=effect.request,
        attempt=effect.attempt,
        text=text,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        cost_microusd=usage.cost_microusd,
    )


async def ask_model(model: Model | None, effect: AskModel, seed: int, count: int) -> list[Delivery]:
    """Ask, and return what reaches the session, each with its delay.

    Args:
        model: None when no model is configured.
        effect: What the session asked for.
        seed: Of the conversation.
        count: How often this conversation has asked exactly this before.
    """
    request, attempt = effect.request, effect.attempt
    if model is None:
        return [Delivery(0, ModelFailed(request=request, attempt=attempt, error="no model is configured"))]
    identity = call_identity(effect.role, {"payload": effect.payload})
    after_ms = log_normal_ms(FIRST_PIECE_MEDIAN_MS, 0.4, seed, "model.first", identity, "", count)
    deliveries: list[Delivery] = []
    pieces: list[str] = []
    chars = 0
    usage = ModelUsage()
    try:
        async for raw in model.answer(effect.role, effect.payload):
            if isinstance(raw, ModelUsage):
                usage = raw
                continue
            piece = clean_text(raw, ANSWER_CHARS_MAX + 1)
            chars += len(piece)
            if chars > ANSWER_CHARS_MAX:
                failed = ModelFailed(request=request, attempt=attempt, error="the answer is too long")
                return [*deliveries, Delivery(after_ms, failed)]
            if effect.stream:
                deliveries.append(Delivery(after_ms, ModelDelta(request=request, attempt=attempt, text=piece)))
            after_ms += between(*PIECE_MS, seed, "model.piece", identity, str(len(pieces)), count)
            pieces.append(piece)
    except ProviderError as error:
        failed = ModelFailed(request=request, attempt=attempt, error=error.code, retryable=error.retryable)
        return [*deliveries, Delivery(after_ms, failed)]
    return [*deliveries, Delivery(after_ms, answered(effect, "".join(pieces), usage))]
