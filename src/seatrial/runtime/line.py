"""The person's end of a live conversation: what carries the agent's words out, and brings the person's in.

A line posts events and never calls the session; the live driver owns it. Voice and web lines live in upper layers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from seatrial.core.effects import End, HandOff, Say
from seatrial.core.events import AnyEvent, HandoffAccepted, PlayoutEnded, PlayoutStarted

Post = Callable[[AnyEvent], None]


class Line(Protocol):
    """What the live driver asks of a channel. Every `play` is answered by exactly one `PlayoutEnded`."""

    def connect(self, post: Post) -> None:
        """Take the function that events are posted with, on the event loop's thread."""
        ...

    def play(self, say: Say) -> None:
        """Queue a part of an utterance."""
        ...

    def stop(self, turn: int) -> None:
        """Throw away what was not played of a turn."""
        ...

    def pause(self, turn: int) -> None:
        """Hold a turn where it is."""
        ...

    def resume(self, turn: int) -> None:
        """Go on with a turn."""
        ...

    def hand_off(self, handoff: HandOff) -> None:
        """Ask a person to take over; post the answer."""
        ...

    def ended(self, end: End) -> None:
        """The session is over."""
        ...


class TextLine:
    """A text channel: what is shown is heard at once, whole. Handoffs are accepted on the spot, by nobody real."""

    def __init__(self, show: Callable[[str], None]) -> None:
        """Prepare.

        Args:
            show: Called with each thing the agent says.
        """
        self._show = show
        self._post: Post = _nowhere

    def connect(self, post: Post) -> None:
        """Take the function that events are posted with."""
        self._post = post

    def play(self, say: Say) -> None:
        """Show the text."""
        self._show(say.text)
        self._post(PlayoutStarted(turn=say.turn, part=say.part))
        self._post(PlayoutEnded(turn=say.turn, part=say.part, heard_chars=len(say.text)))

    def stop(self, turn: int) -> None:
        """Do nothing: it has been read."""

    def pause(self, turn: int) -> None:
        """Do nothing: it has been read."""

    def resume(self, turn: int) -> None:
        """Do nothing: it has been read."""

    def hand_off(self, handoff: HandOff) -> None:
        """Accept."""
        self._post(HandoffAccepted(handoff=handoff.handoff, by=handoff.to))

    def ended(self, end: End) -> None:
        """Do nothing: whoever runs the driver gets the end."""


def _nowhere(_event: AnyEvent) -> None:
    """Events before `connect` have nowhere to go."""
