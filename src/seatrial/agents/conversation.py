"""The conversation: text in, text out. Understanding makes commands, the flow engine acts, repair keeps it going.

Pure and synchronous; knows nothing of sound, timers or requests. Called by `Session`, one method per kind of news.
"""

from __future__ import annotations

from seatrial.agents import prompts
from seatrial.agents.actions import Actions
from seatrial.agents.agent import Agent, Guardrail
from seatrial.agents.commands import (
    Affirm,
    AskPerson,
    Cancel,
    CommandGenerator,
    Deny,
    Goodbye,
    NameSlot,
    NotUnderstood,
    OutOfScope,
    SetSlot,
    ShowAnswer,
    StartFlow,
    Turn,
)
from seatrial.agents.dialogue import Dialogue, Question
from seatrial.agents.flow_engine import FlowEngine
from seatrial.agents.guardrails import InputGuard, OutputGuard, Trip
from seatrial.agents.lexicon import plain
from seatrial.agents.memory import History, briefing
from seatrial.agents.prefilled import prefill
from seatrial.agents.reply import Finish, Reply, Voice
from seatrial.agents.signals import Done, Failed, Heard, Spoken
from seatrial.agents.strangers import Strangers
from seatrial.core.effects import AskModel
from seatrial.core.events import SessionStarted

TURN_CHARS_MAX = 2_000
QUEUE_MAX = 5
"""Turns a person may add while a tool is being waited for; more are dropped with a note."""

_SAID_EARLY = (SetSlot, NameSlot, StartFlow, ShowAnswer, AskPerson, Cancel, Goodbye)
"""What still means the same when it was said while a tool was being waited for, before the next question was heard."""


class Conversation:
    """One conversation, from the opening to the last word."""

    __slots__ = (
        "_declined",
        "_guard",
        "_queue",
        "_started",
        "_strangers",
        "_trips",
        "_voice",
        "actions",
        "agent",
        "dialogue",
        "engine",
        "generator",
        "history",
    )

    def __init__(self, agent: Agent, generator: CommandGenerator, guard: OutputGuard, started: SessionStarted) -> None:
        self.agent = agent
        self.generator = generator
        self.dialogue = Dialogue(agent, started)
        self._started = started
        self.engine = FlowEngine(self.dialogue)
        self.actions = Actions(self.dialogue, self.engine)
        self.history = History(agent.memory)
        self._voice = Voice(self.dialogue, guard)
        self._guard = InputGuard(agent.input_rules, self.dialogue.locale[:2])
        self._strangers = Strangers(self.dialogue.locale[:2])
        self._queue: list[Heard] = []
        self._declined = 0  # handoffs that nobody took
        self._trips: dict[str, int] = {}

    # News from outside --------------------------------------------------------------------------------------------

    def start(self, at_ms: int) -> Reply:
        """Speak the opening: heard whole, because it says that an assistant is speaking; or go on where a flow is."""
        reply = Reply(self._voice, at_ms)
        prefill(self.dialogue, reply, self._started.memory)
        if self._started.begun in self.agent.flows:
            self.engine.start(reply, self._started.begun)
            self.engine.run(reply)
            return self._sealed(reply)
        reply.authored("opening", (self.agent.speech.opening,), "open")
        reply.protected = True
        return self._sealed(reply)

    def hear(self, at_ms: int, heard: Heard) -> Reply:
        """Act on a person's whole turn."""
        reply = Reply(self._voice, at_ms)
        if self.engine.waiting:
            room = len(self._queue) < QUEUE_MAX
            if room:
                self._queue.append(heard)
            reply.note("queued" if room else "dropped")
            return reply
        self._act_on(reply, heard)
        return self._sealed(reply)

    def _act_on(self, reply: Reply, heard: Heard, *, early: bool = False) -> None:
        """Work on a turn; an `early` one was said before the question now asked, so it is no yes or no to it."""
        text = heard.text[:TURN_CHARS_MAX]
        words = plain(text, "")
        tokens = frozenset(words.split())
        trip = None if heard.pressed else self._guard.check(text, words, tokens)
        if trip is not None and self._tripped(reply, trip):
            return
        turn = Turn(
            text=text,
            words=words,
            tokens=tokens,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
            pressed=heard.pressed,
            dialogue=self.dialogue,
            at_ms=reply.at_ms,
        )
        commands = self.generator.understand(turn)
        if isinstance(commands, AskModel):  # a model's answer comes back as an event; rules never take this way
            commands = (NotUnderstood(),)
        if (
            isinstance(commands[0], NotUnderstood | OutOfScope)
            and not heard.pressed
            and self._met_stranger(reply, words)
        ):
            return
        if early:
            commands = [command for command in commands if isinstance(command, _SAID_EARLY)]
            if not commands:
                reply.note("dropped", "early")
                return
            reply.retract_question()
        self.history.add("person", text, sum(isinstance(command, SetSlot | StartFlow) for command in commands))
        self.actions.obey(reply, commands)

    def done(self, at_ms: int, done: Done) -> Reply:
        """Act on a tool's result."""
        reply = Reply(self._voice, at_ms)
        self.history.keep_result(done.tool, done.result)
        self.engine.call_done(done.tool, done.result)
        return self._go_on(reply)

    def failed(self, at_ms: int, failed: Failed) -> Reply:
        """Act on a tool's failure."""
        reply = Reply(self._voice, at_ms)
        self.engine.call_failed(reply, failed.tool, failed.kind, failed.message)
        return self._go_on(reply)

    def _go_on(self, reply: Reply) -> Reply:
        if not reply.closing:
            self.engine.run(reply)
        while self._queue and not self.engine.waiting and not reply.closing:
            self._act_on(reply, self._queue.pop(0), early=True)
        return self._sealed(reply)

    def spoken(self, spoken: Spoken) -> None:
        """Take note of what was really heard of an utterance."""
        self.history.add("agent", spoken.heard)

    def silence(self, at_ms: int, rung: int) -> Reply:
        """Nobody answers: re-prompt, then offer a person, then say goodbye."""
        reply = Reply(self._voice, at_ms)
        reply.note("silence", str(rung))
        if rung == 1:
            reply.line("still_there", "reprompt")
            self.actions.ask_again(reply)
        elif rung == 2 and self.agent.escalation.to:
            prompts.ask_person(self.dialogue, reply, "silence_offer")
        else:
            reply.line("silence_goodbye", "goodbye")
            reply.finish = Finish(outcome=self.dialogue.best_outcome("silent"), reason="silence")
        return self._sealed(reply)

    def slow(self, at_ms: int, number: int) -> Reply:
        """A tool is slow: say so."""
        reply = Reply(self._voice, at_ms)
        reply.line("filler" if number == 1 else "filler_again", "filler", str(number))
        return reply

    def overrun(self, at_ms: int, bound: str) -> Reply:
        """A bound on the conversation is reached: hand over, or end."""
        reply = Reply(self._voice, at_ms)
        reply.note("guardrail", bound, action="handoff" if self.agent.escalation.to else "end")
        reply.line("max_reached", "inform", bound)
        if self.agent.escalation.to:
            self.engine.hand_over(reply, bound)
        else:
            reply.finish = Finish(outcome=self.dialogue.best_outcome(bound), reason=bound)
        return self._sealed(reply)

    def transferred(self, at_ms: int) -> Reply:
        """A person has taken over: nothing more to do."""
        reply = Reply(self._voice, at_ms)
        self.dialogue.outcomes.append("handed_to_person")
        reply.note("outcome", "handed_to_person")
        reply.finish = Finish(outcome="handed_to_person", reason="accepted")
        return reply

    def not_transferred(self, at_ms: int, reason: str, *, wanted_for: str) -> Reply:
        """Nobody could take over: say so without pretending.

        Who only asked for a person is helped as far as the agent can, once; what needs a person ends here.
        """
        reply = Reply(self._voice, at_ms)
        reply.note("handoff_failed", reason)
        self._declined += 1
        if wanted_for == "asked_for_person" and self._declined == 1:
            reply.line("handoff_declined", "inform", reason)
            self.actions.go_on(reply)
            return self._sealed(reply)
        reply.line("handoff_declined", "goodbye")
        reply.finish = Finish(outcome=self.dialogue.best_outcome("handoff_failed"), reason=reason)
        return self._sealed(reply)

    def resumed(self, at_ms: int) -> Reply:
        """Come back after a crash: say so, and repeat what was said last."""
        reply = Reply(self._voice, at_ms)
        if reply.line("welcome_back", "inform", "resumed") and self.actions.last and not self.engine.waiting:
            reply.plain(self.actions.last, "repeat", self.dialogue.question.about)
            reply.repeats = True
        return self._sealed(reply)

    def operator(self, at_ms: int, text: str) -> Reply:
        """Speak an operator's words."""
        reply = Reply(self._voice, at_ms)
        reply.plain(text[:TURN_CHARS_MAX], "inform", "operator")
        return self._sealed(reply)

    def briefing(self) -> dict[str, str]:
        """Return what a person who takes over is told."""
        return briefing(self.dialogue, self.history, self.agent.escalation.summary)

    # Small things -------------------------------------------------------------------------------------------------

    def _met_stranger(self, reply: Reply, words: str) -> bool:
        """Act on a turn in another language, of which nothing was understood; return False when it is none."""
        strangers = self._strangers
        verdict = strangers.verdict(words)
        if verdict is not None:
            strangers.offered = ""
            self.actions.obey(reply, (Affirm() if verdict else Deny(),))
            return True
        language = strangers.notice(words)
        if not language:
            return False
        declared = [rule for rule in self.agent.input_rules if rule.rule == "language"]
        if declared and declared[0].action in {"off", "warn"}:
            return False
        action = "refuse" if not self.agent.escalation.to else "handoff" if strangers.offered else "offer"
        rule = declared[0] if declared else Guardrail(rule="language", action=action)
        return self._tripped(reply, Trip(rule=rule, found=language))

    def _say_usual(self, reply: Reply, trip: Trip, way: str) -> None:
        """Say the usual line about a trip (`way` as in `Strangers.line`); about languages in the person's own."""
        rule = trip.rule
        if rule.say:
            return
        own_words = self._strangers.line(trip.found, way) if rule.rule == "language" else ""
        if own_words:
            reply.plain(own_words, "offer_person" if way == "offer" else "inform", rule.rule)
        elif way == "refused":
            reply.line(f"{rule.rule}_refused", "refuse", rule.rule)
        else:
            reply.line(f"{rule.rule}_offer", "inform", rule.rule)

    def _tripped(self, reply: Reply, trip: Trip) -> bool:
        """Act on an input guardrail; return False when the turn may still be worked on."""
        rule = trip.rule
        reply.note("guardrail", rule.rule, side="input", found=trip.found, action=rule.action, source=rule.source)
        if rule.say:
            reply.authored(f"guardrail:{rule.rule}", (rule.say,), "refuse", rule.rule)
        trips = self._trips[rule.rule] = self._trips.get(rule.rule, 0) + 1
        if rule.action in {"escalate", "handoff"} or (trips > 1 and rule.rule in self.agent.escalation.when):
            self._say_usual(reply, trip, "handing")
            self.engine.hand_over(reply, rule.rule)
            if not reply.closing:
                self.engine.run(reply)
            return True
        if rule.action == "end":
            reply.finish = Finish(outcome=self.dialogue.best_outcome(rule.rule), reason=rule.rule)
            return True
        if rule.action == "offer":
            self._strangers.offered = trip.found
            self._say_usual(reply, trip, "offer")
            self.dialogue.question = Question(kind="person")
            return True
        if rule.action in {"refuse", "block"}:
            self._say_usual(reply, trip, "refused")
            self.actions.ask_again(reply)
            return True
        if rule.rule == "personal_data" and not rule.say:
            reply.line("personal_data", "inform", rule.rule)
        if rule.rule == "abuse" and not rule.say and trips == 1:
            reply.line("abuse_warning", "refuse", rule.rule)
        return False

    def _sealed(self, reply: Reply) -> Reply:
        """Finish a reply: a handoff is announced, and what was said last can be repeated."""
        if reply.transfer is not None:
            reply.line("handoff", "handoff", reply.transfer.reason)
        if reply.text:
            self.actions.last = self.actions.last if reply.repeats else reply.text
            self.dialogue.turn += 1
        return reply
