"""Who calls, why, and what should come of it: the card of a scenario, and the traits of a persona, as records."""

from __future__ import annotations

import msgspec

from seatrial.core.checks import AnyCheck
from seatrial.core.events import Json


class ScriptLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a scripted caller does.

    Attributes:
        say: Words; empty for a silence or a press.
        press: Keys.
        wait_ms: How long to wait before doing it, after the agent fell silent.
        interrupt: Do it while the agent speaks.
        leave: Hang up.
        number: Its place, from 1, in the script that it was taken from, by which chance knows it; 0 for its own.
    """

    say: str = ""
    press: str = ""
    wait_ms: int = 0
    interrupt: bool = False
    leave: bool = False
    number: int = 0


class Want(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an agenda caller is after.

    Attributes:
        say: Ways to state the need; one is picked by the seed.
        until: Outcomes that meet it, by the agent's names. The person recognises them by what it hears.
        also: Questions asked on the way, in order: a digression each.
        change: Facts that change once they have been given: name -> new value.
    """

    say: tuple[str, ...]
    until: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    change: dict[str, Json] = {}


class Strike(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fault that strikes one thing.

    Attributes:
        kind: As in `runtime.faults`; the kind says at which port.
        target: What is struck: a tool (``is_free``; ``is_free#2`` is its second request), an act of the person
            (``inform:when``), a recogniser result of one (``inform:when/0``), or a handoff (``dispatcher:emergency``).
        attempt: How often the same thing was tried before.
    """

    kind: str
    target: str
    attempt: int = 0


class Misheard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One recogniser result that is not clear: other words than were said, doubt about them, or second guesses.

    Attributes:
        act: With `about` and `attempt` the identity of what was said; pieces of one utterance have abouts of their own.
        about: As above, such as ``when/0``.
        attempt: As above.
        heard: What is recognised; "" for nothing.
        confidence: Per mille.
        alternatives: Other readings, best first.
    """

    act: str
    about: str
    attempt: int = 0
    heard: str = ""
    confidence: int = 1000
    alternatives: tuple[str, ...] = ()


class Pin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which very conversation a card is. What is not listed here is neutral, heard as it was said, and works.

    Attributes:
        scenario: The card whose draws are used: with persona, channel and seed the id of a conversation.
        persona: As above; a name only, since `traits` say what counts.
        channel: As above.
        seed: As above; further rounds take the seeds that follow.
        traits: Those of the person that are not neutral, by the names of `Persona`.
        misheard: Every recogniser result that is not clear.
        strikes: Every fault.
        delays: Whether tools take as long as they happen to; else they take the least that they ever do.
        acts: How much the person does before it hangs up; 0 for as much as it likes.
    """

    scenario: str
    persona: str
    channel: str
    seed: int
    traits: dict[str, float] = {}
    misheard: tuple[Misheard, ...] = ()
    strikes: tuple[Strike, ...] = ()
    delays: bool = False
    acts: int = 0

    @property
    def conversation(self) -> str:
        """The id of the conversation whose draws are used."""
        return f"{self.scenario}/{self.persona}/{self.channel}/{self.seed}"


class Scenario(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card.

    Attributes:
        who: The person, in prose.
        why: The reason for contact, in prose.
        want: What an agenda caller says and is after; None when `script` drives it.
        script: What a scripted caller does; None when `want` drives it.
        memory: Known to the agent before the first word; what is named like a slot fills it.
        begun: The flow that is under way when the conversation is taken up; "" when it begins at its beginning.
        begins: What the person says first, whatever it hears, as in a conversation that was had before.
        knows: Facts by slot name (values as people would state them, or canonical).
        cannot: Things the person is unable to do, such as ``receive_sms`` or ``spell``.
        accepts: ``any`` or outcomes the person settles for.
        at: ISO 8601 with offset: when the conversation begins.
        line: Which telephone line it comes over, by the names in the latency data; "" for the ordinary one.
        world: Rows that replace or add to the agent's world: table -> key -> row (None deletes).
        known_failure: Why this fails today; such a card never fails the run, and an unexpected pass is reported.
        pinned: The one conversation it stands for; None for a card that everybody plays.
    """

    name: str
    who: str = ""
    why: str = ""
    want: Want | None = None
    script: tuple[ScriptLine, ...] | None = None
    memory: dict[str, Json] = {}
    begun: str = ""
    begins: tuple[ScriptLine, ...] = ()
    knows: dict[str, Json] = {}
    cannot: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ("any",)
    at: str
    locale: str = ""
    line: str = ""
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    world: dict[str, dict[str, dict[str, Json] | None]] = {}
    expect: tuple[AnyCheck, ...] = ()
    known_failure: str | None = None
    pinned: Pin | None = None


class Persona(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A way of being on the phone. Traits run from 0 to 1 unless their name says otherwise.

    Attributes:
        patience: Agent turns that got nowhere (a question asked again, a misunderstanding) before giving up. Turns that
            bring the person further cost nothing, so one more harmless prompt changes nothing.
        disclosure: How readily facts are volunteered in the first breath.
        disfluency: Fillers and false starts.
        correction: Tendency to misspeak and correct oneself.
        digression: Tendency to talk about something else instead of answering. Questions asked on the way are the
            card's: `Want.also`.
        accent: How English is pronounced, by the names in the mishearing data; "" for as recognisers are used to.
        noise: 0 a quiet room, 1 a building site: drives mishearing.
        barge_in: Tendency to start talking over the agent.
        backchannel: "mhm" while the agent talks.
        repeat: Tendency to ask the agent to say it again.
        silence: Tendency not to answer at all.
        speech_rate_wpm: Words per minute.
        unavailable: Tendency to ask for what nobody offers.
        incomplete: Tendency to trail off in the middle of a value.
        goal_change: Tendency to name another day or time first, and change to the card's.
        memory_error: Tendency to give a wrong value first, and the right one later.
        false_compliance: Tendency to say yes to what is wrong, or that something is done which is not.
        low_tech: Tendency to be at a loss with keys, spelling, e-mail addresses and menus.
        code_switch: Tendency to mix in words of another language.
        temper: How strongly it is stirred by being asked again, misunderstood, talked at. 0 for not at all.
        anger: How angry it is when it calls.
        injection: Tendency to tell the agent to forget its rules.
        fishing: Tendency to ask for what is known of other people.
        pretext: Tendency to claim a right that it has not: to be somebody, to be in need, to have been promised.
        abuse: Tendency to insult.
    """

    name: str
    about: str = ""
    accent: str = ""
    patience: int = 6
    verbosity: float = 0.3
    disclosure: float = 0.2
    disfluency: float = 0.1
    correction: float = 0.0
    digression: float = 0.0
    politeness: float = 0.5
    noise: float = 0.1
    barge_in: float = 0.0
    backchannel: float = 0.0
    repeat: float = 0.0
    silence: float = 0.0
    hang_up: float = 0.0
    speech_rate_wpm: int = 150
    typing_cpm: int = 200
    unavailable: float = 0.0
    incomplete: float = 0.0
    goal_change: float = 0.0
    memory_error: float = 0.0
    false_compliance: float = 0.0
    low_tech: float = 0.0
    code_switch: float = 0.0
    temper: float = 0.0
    anger: float = 0.0
    injection: float = 0.0
    fishing: float = 0.0
    pretext: float = 0.0
    abuse: float = 0.0
