"""The agent's side of turn-taking: one utterance on its way from wanted to heard, and the queue of those.

Plain state with no opinion about who has the floor: that is `Turns`, the only caller.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatrial.agents.signals import Spoken, Utterance
from seatrial.core.effects import Act, Say

NOT_REPORTED = -1


class Speech(msgspec.Struct, kw_only=True):
    """One utterance: wanted, then sent to the driver in one part or several, then heard.

    Attributes:
        unsent: Text that no `Say` has carried yet.
        stream: Identity of a streamed answer; "" for an utterance that is known whole.
        open: Whether more of the stream may follow.
        closed: Whether the driver was told that nothing follows.
        turn: Its number once it was sent; 0 before.
        parts: Texts sent, in order.
        heard: Characters heard of each part, `NOT_REPORTED` until the driver says.
        started: Whether any of it has been heard.
        paused: Whether its playout is held.
        drained_ms: When all that was sent of an open stream had been heard; None while something is playing.
    """

    unsent: str
    acts: tuple[Act, ...] = ()
    protected: bool = False
    patience_ms: int | None = None
    listen: bool = True
    stream: str = ""
    open: bool = False
    closed: bool = False
    turn: int = 0
    parts: list[str] = []
    heard: list[int] = []
    started: bool = False
    paused: bool = False
    drained_ms: int | None = None

    def send(self) -> Say:
        """Hand what is unsent to the driver as the next part."""
        part = len(self.parts)
        text, self.unsent = self.unsent, ""
        self.parts.append(text)
        self.heard.append(NOT_REPORTED)
        self.drained_ms = None
        self.closed = not self.open
        return Say(
            turn=self.turn,
            text=text,
            part=part,
            last=self.closed,
            protected=self.protected,
            acts=() if part else self.acts,
        )

    def report(self, part: int, heard_chars: int, at_ms: int) -> bool:
        """Take note of how much of a part was heard; return False when that was known or cannot be."""
        if not 0 <= part < len(self.parts) or self.heard[part] != NOT_REPORTED:
            return False
        for earlier in range(part):  # parts play in order: an earlier one that was never reported has passed
            if self.heard[earlier] == NOT_REPORTED:
                self.heard[earlier] = len(self.parts[earlier])
        self.heard[part] = min(max(heard_chars, 0), len(self.parts[part]))
        if part == len(self.parts) - 1:
            self.drained_ms = at_ms
        return True

    @property
    def over(self) -> bool:
        """Whether all there will ever be of it was sent and reported."""
        return self.closed and self.drained_ms is not None

    @property
    def sendable(self) -> bool:
        """Whether the driver has to be told more: text, or that nothing follows."""
        return bool(self.unsent) or self.open is self.closed

    def spoken(self) -> Spoken:
        """Tell what was said and what was heard of it, cut at the first character that was not."""
        if len(self.parts) == 1:
            said, chars = self.parts[0], max(self.heard[0], 0)
            return Spoken(turn=self.turn, said=said, heard=said[:chars], whole=self.closed and chars == len(said))
        heard: list[str] = []
        whole = self.closed
        for text, chars in zip(self.parts, self.heard, strict=True):
            heard.append(text[: max(chars, 0)])
            if chars < len(text):
                whole = False
                break
        return Spoken(turn=self.turn, said="".join(self.parts), heard="".join(heard), whole=whole)


def wanted(utterance: Utterance) -> Speech:
    """Return a speech for an utterance that is known whole."""
    return Speech(
        unsent=utterance.text,
        acts=utterance.acts,
        protected=utterance.protected,
        patience_ms=utterance.patience_ms,
        listen=utterance.listen,
    )


def merged(speeches: Sequence[Speech]) -> tuple[Speech, int]:
    """Join the first of the queue with those that can be said in the same breath; return also how many they were.

    A stream is never joined to anything, nor protected words to others: they would share one fate.
    """
    first = speeches[0]
    count = 1
    while not first.stream and count < len(speeches):
        following = speeches[count]
        if following.stream or following.protected != first.protected:
            break
        gap = "" if not first.unsent or first.unsent[-1:].isspace() else " "
        first.unsent += gap + following.unsent
        first.acts += following.acts
        first.patience_ms = following.patience_ms if following.listen else first.patience_ms
        first.listen = first.listen or following.listen
        count += 1
    return first, count
