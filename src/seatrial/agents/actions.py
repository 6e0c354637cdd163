"""What the agent does about each command: slots, flows, yes and no, repair. Called by `Conversation` alone.

Acts on what was understood and never reads words. Every action says whether the flow under way should go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace

from seatrial.agents import prompts
from seatrial.agents.commands import (
    Affirm,
    AskPerson,
    Cancel,
    CannotSay,
    Clarify,
    Command,
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
    Wait,
)
from seatrial.agents.dialogue import Dialogue, Filled
from seatrial.agents.flow_engine import FlowEngine
from seatrial.agents.reply import Finish, Reply

MISUNDERSTANDINGS_BEFORE_PERSON = 2


class Actions:
    """The actions of one conversation.

    Attributes:
        last: What the agent said last, to be repeated on request.
    """

    __slots__ = ("agent", "dialogue", "engine", "last")

    def __init__(self, dialogue: Dialogue, engine: FlowEngine) -> None:
        self.agent = dialogue.agent
        self.dialogue = dialogue
        self.engine = engine
        self.last = ""

    def obey(self, reply: Reply, commands: Sequence[Command]) -> None:
        """Act on what was understood, then let the flow under way go on."""
        go_on = False
        for command in commands:
            reply.note("command", type(command).__name__)
            go_on = self._HANDLERS[type(command)](self, reply, command) or go_on
            if reply.closing:
                break
        if not isinstance(commands[0], OutOfScope | NotUnderstood):
            self.dialogue.misunderstood = 0
            if self.dialogue.frame is not None:
                self.dialogue.frame.confirms = 0  # a correction or a question is no failure to answer
        if go_on and not reply.closing and not isinstance(commands[-1], Clarify):
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
        self.dialogue.answered.append(f"answered_{answer.name}")
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
                filled = dialogue.slots.get(question.about)
                if filled is not None:
                    dialogue.slots[question.about] = replace(filled, confidence=1000, confirmed=True)
                    reply.note("confirmed", question.about)
                return True
            case "confirm":
                frame = dialogue.frame
                if frame is not None:
                    self.engine.confirmed(frame)
                return True
            case "person":
                return self._ask_person(reply, AskPerson())
            case "anything_else" | "open":
                return self._invite(reply)
            case _:
                return True

    def _deny(self, reply: Reply, command: Deny) -> bool:
        del command
        dialogue = self.dialogue
        question = dialogue.question
        match question.kind:
            case "read_back":
                dialogue.slots.pop(question.about, None)
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
                return True if dialogue.stack else self._invite(reply)
            case _:
                return True

    def go_on(self, reply: Reply) -> None:
        """Take up what was under way, or put the floor to the person."""
        if self.dialogue.stack:
            self.ask_again(reply)
        else:
            self._invite(reply)

    def _invite(self, reply: Reply) -> bool:
        """Put the floor to the person."""
        prompts.ask_open(self.dialogue)
        reply.line("go_on", "anything_else")
        return False

    def _ask_person(self, reply: Reply, command: AskPerson) -> bool:
        del command
        self.engine.hand_over(reply, "asked_for_person")
        return not reply.closing

    def _cancel(self, reply: Reply, command: Cancel) -> bool:
        del command
        self.engine.cancel(reply)
        return True

    def _repeat(self, reply: Reply, command: Repeat) -> bool:
        del command
        reply.note("repair", "repeat")
        if self.last:
            reply.line("repeat_prefix", "inform", "repeat")
            reply.plain(self.last, "repeat", self.dialogue.question.about)
            reply.repeats = True
        else:
            self.ask_again(reply)
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
        if self.dialogue.question.kind == "open":
            return self._invite(reply)
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
                return not reply.closing
            if self.dialogue.misunderstood == MISUNDERSTANDINGS_BEFORE_PERSON and self.agent.escalation.to:
                prompts.ask_person(self.dialogue, reply, "offer_person")
                return False
        again = line == "not_understood" and self.dialogue.misunderstood > 1
        reply.line("not_understood_again" if again else line, "not_understood")
        if self.dialogue.stack:
            return True
        self.ask_again(reply)
        return False

    def ask_again(self, reply: Reply) -> None:
        """Ask the question on the table once more."""
        if self.dialogue.stack and not self.engine.waiting:
            self.engine.run(reply)
        elif self.dialogue.question.kind == "clarify":
            prompts.ask_clarify(self.dialogue, reply, self.dialogue.question.options)

    def _let_be(self, reply: Reply, command: Hesitation) -> bool:
        """Say nothing: the person is about to speak."""
        del reply, command
        return False

    # By class and not by instance: bound methods kept by their own object would make every session a reference cycle.
    _HANDLERS: ClassVar[Mapping[type, Callable[[Any, Reply, Any], bool]]] = {
        SetSlot: _set_slot,
        PartSlot: _part_slot,
        NameSlot: _name_slot,
        StartFlow: _start_flow,
        ShowAnswer: _show_answer,
        Clarify: _clarify,
        Affirm: _affirm,
        Deny: _deny,
        AskPerson: _ask_person,
        Cancel: _cancel,
        Repeat: _repeat,
        Wait: _wait,
        Hesitation: _let_be,
        Goodbye: _goodbye,
        Thanks: _thanks,
        CannotSay: _cannot_say,
        OutOfScope: _out_of_scope,
        NotUnderstood: _not_understood,
    }
