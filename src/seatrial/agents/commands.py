"""What a person meant, as commands: understanding makes them, the flow engine acts on them.

Source of the split: Rasa CALM, where a generator emits commands and flows execute deterministically.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from seatrial.agents.dialogue import Dialogue
from seatrial.core.effects import AskModel
from seatrial.core.events import Json


@dataclass(frozen=True, slots=True)
class SetSlot:
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


@dataclass(frozen=True, slots=True)
class PartSlot:
    """Half of a date-time was given: the day without the time of day, or the other way round.

    Attributes:
        part: ``day`` or ``clock``.
    """

    slot: str
    part: str
    value: str


@dataclass(frozen=True, slots=True)
class NameSlot:
    """A slot was mentioned as the thing to change, without a new value ("the time is wrong")."""

    slot: str


@dataclass(frozen=True, slots=True)
class StartFlow:
    """The person wants what this flow does."""

    flow: str
    score: int = 1000


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """The person asks something that `answers` knows: a digression."""

    answer: str
    score: int = 1000


@dataclass(frozen=True, slots=True)
class Clarify:
    """Two wishes are too close to call; labels such as ``flow:book``."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affirm:
    """Yes."""


@dataclass(frozen=True, slots=True)
class Deny:
    """No."""


@dataclass(frozen=True, slots=True)
class AskPerson:
    """A human, please."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop what we are doing."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say that again."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One moment."""


@dataclass(frozen=True, slots=True)
class Hesitation:
    """Only "um": the person has not said anything yet."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """That is all."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thank you, or a greeting: nothing to act on."""


@dataclass(frozen=True, slots=True)
class CannotSay:
    """The person doesn't have, know or want to give what was asked for."""


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Understood as language, but nothing this agent does."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
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


@dataclass(frozen=True, slots=True)
class Turn:
    """What a generator sees: the person's words, and the state they were said in (read only).

    Attributes:
        words: Of the text, as `lexicon.plain` gives them, accents kept.
    """

    text: str
    words: str
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
