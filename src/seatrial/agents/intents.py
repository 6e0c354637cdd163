"""What an agent can be wanted for, and the linear model that recognises it: trained on the agent's own `like` lines."""

from __future__ import annotations

import msgspec

from seatrial.agents.agent import Agent
from seatrial.text.linear import SCALE, LinearModel, Spelled
from seatrial.text.linear_training import train


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """What a text may be about.

    Attributes:
        labels: (label such as ``flow:book``, probability per mille), best first.
        out_of_scope: Per mille: how little the text has to do with anything the agent was taught.
    """

    labels: tuple[tuple[str, int], ...]
    out_of_scope: int


NOTHING = Ranking(labels=(), out_of_scope=1000)
PER_MILLE = SCALE // 1000


def examples(agent: Agent) -> list[tuple[str, str]]:
    """Return (text, label) for everything the agent's author wrote in `like` and `when`."""
    pairs: list[tuple[str, str]] = []
    for flow in agent.flows.values():
        pairs += [(text, f"flow:{flow.name}") for text in (*flow.like, flow.title) if text]
    for answer in agent.answers.values():
        pairs += [(text, f"answer:{answer.name}") for text in (*answer.like, answer.title) if text]
    return pairs


class Intents:
    """The recogniser of one agent. Immutable once trained; shared by all its sessions."""

    __slots__ = ("_model",)

    def __init__(self, model: LinearModel | None) -> None:
        self._model = model

    @classmethod
    def trained(cls, agent: Agent) -> Intents:
        """Train on the agent's lines; an agent without any has nothing to recognise."""
        pairs = examples(agent)
        return cls(train(pairs) if pairs else None)

    def rank(self, text: str, spelled: Spelled | None = None) -> Ranking:
        """Rank everything the agent can be wanted for; `spelled` is kept between the parts of one turn."""
        if self._model is None:
            return NOTHING
        scores = self._model.scores(text, spelled)
        return Ranking(
            labels=tuple([(label, share // PER_MILLE) for label, share in scores.ranked]),
            out_of_scope=scores.out_of_scope // PER_MILLE,
        )

    def encode(self) -> bytes:
        """Return the trained model for the cache."""
        return b"" if self._model is None else self._model.encode()

    @classmethod
    def decode(cls, data: bytes) -> Intents:
        """Read a cached model back."""
        return cls(LinearModel.decode(data) if data else None)
