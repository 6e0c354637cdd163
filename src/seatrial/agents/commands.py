"""What a person meant, as commands: understanding makes them, the flow engine acts on them.

Source of the split: Rasa CALM, where a generator emits commands and flows execute deterministically.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from seatrial.agents.dialogue import Dialogue
from seatrial.core.effects import AskModel
from seatrial.core.events import Json


class SetSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A value for a slot: asked for, or volunteered.

    Attributes:
        confidence: Per mille.
        text: The words it was read from.
        corrects: Whether the person meant to replace an earlier value.
        pressed: Whether it was keyed in, and so needs no reading back.
    """

    slot: str
    value: Json
    confidence: int = 1000
    text: str = ""
    corrects: bool = False
    pressed: bool = False


class PartSlot(msgspec.Struct, frozen=True, kw_only=True):
    """Half of a date-time was given: the day without the time of day, or the other way round.

    Attributes:
        part: ``day`` or ``clock``.
    """

    slot: str
    part: str
    value: str


class NameSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A slot was mentioned as the thing to change, without a new value ("the time is wrong")."""

    slot: str


class StartFlow(msgspec.Struct, frozen=True, kw_only=True):
    """The person wants what this flow does."""

    flow: str
    score: int = 1000


class ShowAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The person asks something that `answers` knows: a digression."""

    answer: str
    score: int = 1000


class Clarify(msgspec.Struct, frozen=True, kw_only=True):
    """Two wishes are too close to call; labels such as ``flow:book``."""

    options: tuple[str, ...]


class Affirm(msgspec.Struct, frozen=True, kw_only=True):
    """Yes."""


class Deny(msgspec.Struct, frozen=True, kw_only=True):
    """No."""


class AskPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A human, please."""


class Cancel(msgspec.Struct, frozen=True, kw_only=True):
    """Stop what we are doing."""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """Say that again."""


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """One moment."""


class Hesitation(msgspec.Struct, frozen=True, kw_only=True):
    """Only "um": the person has not said anything yet."""


class Goodbye(msgspec.Struct, frozen=True, kw_only=True):
    """That is all."""


class Thanks(msgspec.Struct, frozen=True, kw_only=True):
    """Thank you, or a greeting: nothing to act on."""


class CannotSay(msgspec.Struct, frozen=True, kw_only=True):
    """The person doesn't have, know or want to give what was asked for."""


class OutOfScope(msgspec.Struct, frozen=True, kw_only=True):
    """Understood as language, but nothing this agent does."""


class NotUnderstood(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing could be made of it."""


Command = (
    SetSlot
    | PartSlot
    | NameSlot
    | StartFlow
    | ShowAnswer
    | Clarify
    | Affirm
    | Deny
    | AskPerson
    | Cancel
    | Repeat
    | Wait
    | Hesitation
    | Goodbye
    | Thanks
    | CannotSay
    | OutOfScope
    | NotUnderstood
)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What a generator sees: the person's words, and the state they were said in (read only).

    Attributes:
        words: Of the text, as `lexicon.plain` gives them, accents kept.
        tokens: Which words these are.
    """

    text: str
    words: str
    tokens: frozenset[str]
    confidence: int
    alternatives: tuple[str, ...]
    pressed: bool
    dialogue: Dialogue
    at_ms: int


class CommandGenerator(Protocol):
    """Turns words into commands. Rules answer at once; a model is asked through an effect."""

    def understand(self, turn: Turn) -> Sequence[Command] | AskModel:
        """Return what was meant, most important first; never empty."""
        ...
