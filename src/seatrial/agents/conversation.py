"""The conversation: text in, text out. Understanding makes commands, the flow engine acts, repair keeps it going.

Pure and synchronous; knows nothing of sound, timers or requests. Called by `Session`, one method per kind of news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from seatrial.agents import prompts
from seatrial.agents.agent import Agent
from seatrial.agents.commands import (
    Affirm,
    AskPerson,
    Cancel,
    CannotSay,
    Clarify,
    Command,
    CommandGenerator,
    Deny,
    Goodbye,
    Hesitation,
    NameSlot,
    NotUnderstood,
    OutOfScope,
    PartSlot,
    Repeat,
    SetSlot,
    ShowAnswer,
    StartFlow,
    Thanks,
    Turn,
    Wait,
)
from seatrial.agents.dialogue import Dialogue, Filled
from seatrial.agents.flow_engine import FlowEngine
from seatrial.agents.guardrails import InputGuard, OutputGuard, Trip
from seatrial.agents.memory import History, briefing
from seatrial.agents.reply import Finish, Reply, Voice
from seatrial.agents.signals import Done, Failed, Heard, Spoken
from seatrial.core.effects import AskModel
from seatrial.core.events import SessionStarted

TURN_CHARS_MAX = 2_000
QUEUE_MAX = 5
"""Turns a person may add while a tool is being waited for; more are dropped with a note."""

MISUNDERSTANDINGS_BEFORE_PERSON = 2


class Conversation:
    """One conversation, from the opening to the last word."""

    __slots__ = (
        "_guard",
        "_handlers",
        "_last",
        "_queue",
        "_trips",
        "_voice",
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
        self.engine = FlowEngine(self.dialogue)
        self.history = History(agent.memory)
        self._voice = Voice(self.dialogue, guard)
        self._guard = InputGuard(agent.input_rules, self.dialogue.locale[:2])
        self._queue: list[Heard] = []
        self._last = ""
        self._trips: dict[str, int] = {}
        self._handlers: dict[type, Callable[[Reply, Any], bool]] = {
            SetSlot: self._set_slot,
            PartSlot: self._part_slot,
            NameSlot: self._name_slot,
            StartFlow: self._start_flow,
            ShowAnswer: self._show_answer,
            Clarify: self._clarify,
            Affirm: self._affirm,
            Deny: self._deny,
            AskPerson: self._ask_person,
            Cancel: self._cancel,
            Repeat: self._repeat,
            Wait: self._wait,
            Hesitation: _let_be,
            Goodbye: self._goodbye,
            Thanks: self._thanks,
            CannotSay: self._cannot_say,
            OutOfScope: self._out_of_scope,
            NotUnderstood: self._not_understood,
        }

    # News from outside --------------------------------------------------------------------------------------------

    def start(self, at_ms: int) -> Reply:
        """Speak the opening: heard whole, because it says that an assistant is speaking."""
        reply = Reply(self._voice, at_ms)
        reply.authored("opening", (self.agent.speech.opening,), "open")
        reply.protected = True
        return self._sealed(reply)

    def hear(self, at_ms: int, heard: Heard) -> Reply:
        """Act on a person's whole turn."""
        reply = Reply(self._voice, at_ms)
        if self.engine.waiting:
            if len(self._queue) < QUEUE_MAX:
                self._queue.append(heard)
            reply.note("queued" if len(self._queue) < QUEUE_MAX else "dropped")
            return reply
        self._act_on(reply, heard)
        return self._sealed(reply)

    def _act_on(self, reply: Reply, heard: Heard) -> None:
        text = heard.text[:TURN_CHARS_MAX]
        trip = None if heard.pressed else self._guard.check(text)
        if trip is not None and self._tripped(reply, trip):
            return
        turn = Turn(
            text=text,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
            pressed=heard.pressed,
            dialogue=self.dialogue,
            at_ms=reply.at_ms,
        )
        commands = self.generator.understand(turn)
        if isinstance(commands, AskModel):  # a model's answer comes back as an event; rules never take this way
            commands = (NotUnderstood(),)
        self.history.add("person", text, sum(isinstance(command, SetSlot | StartFlow) for command in commands))
        self._obey(reply, commands)

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
            self._act_on(reply, self._queue.pop(0))
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
            self._ask_again(reply)
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

    def not_transferred(self, at_ms: int, reason: str) -> Reply:
        """Nobody could take over: say so, and end without pretending."""
        reply = Reply(self._voice, at_ms)
        reply.note("handoff_failed", reason)
        reply.line("handoff_declined", "goodbye")
        reply.finish = Finish(outcome=self.dialogue.best_outcome("handoff_failed"), reason=reason)
        return self._sealed(reply)

    def resumed(self, at_ms: int) -> Reply:
        """Come back after a crash: say so, and repeat what was said last."""
        reply = Reply(self._voice, at_ms)
        if reply.line("welcome_back", "inform", "resumed") and self._last and not self.engine.waiting:
            reply.plain(self._last, "repeat", self.dialogue.question.about)
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

    # Acting on commands -------------------------------------------------------------------------------------------

    def _obey(self, reply: Reply, commands: Sequence[Command]) -> None:
        go_on = False
        for command in commands:
            reply.note("command", type(command).__name__)
            go_on = self._handlers[type(command)](reply, command) or go_on
            if reply.closing:
                break
        if not isinstance(commands[0], OutOfScope | NotUnderstood):
            self.dialogue.misunderstood = 0
        if reply.finish is None and reply.transfer is None and go_on:
            self.engine.run(reply)

    def _set_slot(self, reply: Reply, command: SetSlot) -> bool:
        slot = self.agent.slots[command.slot]
        filled = Filled(
            value=command.value,
            text=command.text,
            confidence=command.confidence,
            confirmed=command.pressed,
            turn=self.dialogue.turn,
        )
        changed = self.dialogue.slots.get(slot.name)
        self.engine.set_slot(reply, slot.name, filled)
        if command.corrects and changed is not None and not prompts.needs_read_back(slot, filled):
            reply.line("corrected", "inform", slot.name, value=reply.shown(slot))
        return True

    def _part_slot(self, reply: Reply, command: PartSlot) -> bool:
        """Keep the half that was given and ask for the other one; the same half twice is a miss."""
        before = self.dialogue.parts.get(command.slot)
        self.dialogue.parts[command.slot] = (command.part, command.value)
        reply.note("slot_part", command.slot, part=command.part, value=command.value)
        if before is not None and before[0] == command.part:
            self.engine.missed(reply, command.slot)
            if reply.closing:
                return False
        if reply.line(f"ask_{'clock' if command.part == 'day' else 'day'}", "ask", command.slot):
            reply.patience_ms = prompts.PATIENCE_MS["datetime"]
            return False
        return True

    def _name_slot(self, reply: Reply, command: NameSlot) -> bool:
        reply.note("correction", command.slot)
        self.engine.drop_slot(command.slot)
        return True

    def _start_flow(self, reply: Reply, command: StartFlow) -> bool:
        self.engine.start(reply, command.flow)
        return True

    def _show_answer(self, reply: Reply, command: ShowAnswer) -> bool:
        answer = self.agent.answers[command.answer]
        reply.note("answer", answer.name)
        self.dialogue.outcomes.append(f"answered_{answer.name}")
        reply.authored(f"answer:{answer.name}", answer.say, "answer", answer.name)
        return True

    def _clarify(self, reply: Reply, command: Clarify) -> bool:
        reply.note("repair", "clarify", options=list(command.options))
        prompts.ask_clarify(self.dialogue, reply, command.options)
        return False

    def _affirm(self, reply: Reply, command: Affirm) -> bool:
        del command
        dialogue = self.dialogue
        question = dialogue.question
        match question.kind:
            case "read_back":
                filled = dialogue.slots[question.about]
                dialogue.slots[question.about] = Filled(
                    value=filled.value, text=filled.text, confidence=1000, confirmed=True, turn=filled.turn
                )
                reply.note("confirmed", question.about)
                return True
            case "confirm":
                frame = dialogue.frame
                if frame is not None:
                    self.engine.confirmed(frame)
                return True
            case "person":
                self.engine.hand_over(reply, "asked_for_person")
                return False
            case "anything_else":
                prompts.ask_open(dialogue)
                reply.line("go_on", "anything_else")
                return False
            case _:
                return True

    def _deny(self, reply: Reply, command: Deny) -> bool:
        del command
        dialogue = self.dialogue
        question = dialogue.question
        match question.kind:
            case "read_back":
                del dialogue.slots[question.about]
                reply.note("repair", question.about, reason="denied")
                self.engine.missed(reply, question.about)
                return not reply.closing
            case "confirm":
                frame = dialogue.frame
                if frame is not None:
                    self.engine.refused(reply, frame)
                return False
            case "change":
                if dialogue.stack:
                    self.engine.cancel(reply)
                return True
            case "anything_else":
                return self._goodbye(reply, Goodbye())
            case "clarify":
                return self._not_understood(reply, NotUnderstood())
            case _:
                return True

    def _ask_person(self, reply: Reply, command: AskPerson) -> bool:
        del command
        self.engine.hand_over(reply, "asked_for_person")
        return False

    def _cancel(self, reply: Reply, command: Cancel) -> bool:
        del command
        self.engine.cancel(reply)
        return True

    def _repeat(self, reply: Reply, command: Repeat) -> bool:
        del command
        reply.note("repair", "repeat")
        if self._last:
            reply.line("repeat_prefix", "inform", "repeat")
            reply.plain(self._last, "repeat", self.dialogue.question.about)
            reply.repeats = True
        else:
            self._ask_again(reply)
        return False

    def _wait(self, reply: Reply, command: Wait) -> bool:
        del command
        reply.patience_ms = prompts.THINKING_MS
        reply.line("hold_on", "inform", "wait")
        return False

    def _goodbye(self, reply: Reply, command: Goodbye) -> bool:
        del command
        reply.line("goodbye", "goodbye")
        reply.finish = Finish(outcome=self.dialogue.best_outcome("ended_by_person"), reason="goodbye")
        return False

    def _thanks(self, reply: Reply, command: Thanks) -> bool:
        del command
        if self.dialogue.stack:
            return True
        reply.line("thanks_reply", "inform", "thanks")
        return True

    def _cannot_say(self, reply: Reply, command: CannotSay) -> bool:
        del command
        question = self.dialogue.question
        if question.kind != "slot":
            return self._not_understood(reply, NotUnderstood())
        slot = self.agent.slots[question.about]
        if slot.optional:
            self.dialogue.declined[slot.name] = True
            reply.note("declined", slot.name)
            return True
        reply.note("repair", slot.name, reason="cannot_say")
        reply.line("needed", "inform", slot.name, what=prompts.spoken_name(slot))
        self.engine.missed(reply, slot.name)
        return not reply.closing

    def _out_of_scope(self, reply: Reply, command: OutOfScope) -> bool:
        del command
        reply.note("out_of_scope")
        return self._misunderstood(reply, "cannot_do")

    def _not_understood(self, reply: Reply, command: NotUnderstood) -> bool:
        del command
        question = self.dialogue.question
        if question.kind not in {"slot", "read_back"}:
            return self._misunderstood(reply, "not_understood")
        slot = self.agent.slots[question.about]
        reply.note("repair", slot.name, reason="not_understood")
        reply.line("not_understood_slot", "inform", slot.name, what=prompts.spoken_name(slot))
        self.engine.missed(reply, slot.name)
        return not reply.closing

    def _misunderstood(self, reply: Reply, line: str) -> bool:
        """Count a misunderstanding; two running lead to a person where the author wants that, else to its offer."""
        self.dialogue.misunderstood += 1
        reply.note("repair", line, running=self.dialogue.misunderstood)
        if self.dialogue.misunderstood >= MISUNDERSTANDINGS_BEFORE_PERSON:
            if "two_misunderstandings_running" in self.agent.escalation.when:
                self.engine.hand_over(reply, "two_misunderstandings_running")
                return False
            if self.dialogue.misunderstood == MISUNDERSTANDINGS_BEFORE_PERSON and self.agent.escalation.to:
                prompts.ask_person(self.dialogue, reply, "offer_person")
                return False
        again = line == "not_understood" and self.dialogue.misunderstood > 1
        reply.line("not_understood_again" if again else line, "not_understood")
        if self.dialogue.stack:
            return True
        self._ask_again(reply)
        return False

    # Small things -------------------------------------------------------------------------------------------------

    def _ask_again(self, reply: Reply) -> None:
        if self.dialogue.stack and not self.engine.waiting:
            self.engine.run(reply)
        elif self.dialogue.question.kind == "clarify":
            prompts.ask_clarify(self.dialogue, reply, self.dialogue.question.options)

    def _tripped(self, reply: Reply, trip: Trip) -> bool:
        """Act on an input guardrail; return False when the turn may still be worked on."""
        rule = trip.rule
        reply.note("guardrail", rule.rule, side="input", found=trip.found, action=rule.action, source=rule.source)
        if rule.say:
            reply.authored(f"guardrail:{rule.rule}", (rule.say,), "refuse", rule.rule)
        trips = self._trips[rule.rule] = self._trips.get(rule.rule, 0) + 1
        if rule.action in {"escalate", "handoff"} or (trips > 1 and rule.rule in self.agent.escalation.when):
            if not rule.say:
                reply.line(f"{rule.rule}_offer", "inform", rule.rule)
            self.engine.hand_over(reply, rule.rule)
            return True
        if rule.action == "end":
            reply.finish = Finish(outcome=self.dialogue.best_outcome(rule.rule), reason=rule.rule)
            return True
        if rule.action in {"refuse", "block"}:
            if not rule.say:
                reply.line(f"{rule.rule}_refused", "refuse", rule.rule)
            self._ask_again(reply)
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
            self._last = self._last if reply.repeats else reply.text
            self.dialogue.turn += 1
        return reply


def _let_be(reply: Reply, command: Hesitation) -> bool:
    """Say nothing: the person is about to speak."""
    del reply, command
    return False
