"""What every conversation has to keep to, whatever its card expects: nothing has to be written down for it.

Nothing is written without a yes, after a no, or with what was told since; once, and as it was told; nobody is told that
it is done when nothing was; no secret is said aloud; the agent speaks its own language, gets somewhere, and puts
through whoever asks for a person. Each rule holds or gives one plain sentence; a rule that cannot tell says nothing.
Knows the agent as its author declared it, and judges a trace afterwards. Called by `verdict`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from seatrial.agents.agent import Agent, Confirm, Flow, RunFlow
from seatrial.agents.guardrails import foreign_language
from seatrial.agents.lexicon import lexicon, plain
from seatrial.core.checks import CheckResult
from seatrial.core.effects import CallTool, Note
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Row
from seatrial.core.world import World
from seatrial.evaluation.evidence import Acted, Evidence
from seatrial.evaluation.evidence import Call as Called
from seatrial.evaluation.told import Told
from seatrial.runtime.writes import audit_writes
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

PREFIX = "always:"
"""Begins the id of every check in here."""

SAME_WORDS_MAX = 6
"""More often than this nobody has to hear the same words: it is a loop."""
SECRET_CHARS_MIN = 4
_NO = frozenset({"deny", "decline", "change", "correct"})
_CONFIRM_REQUIRED = "confirm_before_write"
_WANTS_PERSON = frozenset({"ask_person", "say"})
_TURNS_TO_A_PERSON = 3

_PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)")

Broken = tuple[str, int]
"""What was broken, in one sentence, and the row that shows it (or -1)."""


class Conversation:
    """One conversation, as the rules look at it."""

    __slots__ = ("evidence", "rows", "user_met", "world")

    def __init__(self, evidence: Evidence, rows: Sequence[Row], world: World | None, user_met: str) -> None:
        self.evidence = evidence
        self.rows = rows
        self.world = world
        self.user_met = user_met


class Always:
    """The rules, for one agent and the people of one card.

    Args:
        agent: The agent.
        scenario: The card.
        required: What the organisation's policy requires of the agent.
    """

    __slots__ = ("_agent", "_confirmed_in", "_language", "_must_confirm", "_named_in", "_secrets", "_told", "_writes")

    def __init__(self, agent: Agent, scenario: Scenario, required: Iterable[str] = ()) -> None:
        self._agent = agent
        self._language = agent.locale[:2].lower()
        self._writes = {name: tool for name, tool in agent.tools.items() if tool.write}
        self._confirmed_in = _confirming(agent)
        self._named_in = {name: _named(flow) for name, flow in agent.flows.items()}
        required_of = set(self._writes) - _checking(agent) if _CONFIRM_REQUIRED in set(required) else set[str]()
        self._must_confirm = frozenset(required_of)
        self._told = Told(agent, scenario)
        self._secrets = tuple(_secrets(agent, scenario))

    def broken(
        self, evidence: Evidence, rows: Sequence[Row], world: World | None, *, user_met: str = ""
    ) -> list[CheckResult]:
        """Return a failed check for each rule that a conversation broke."""
        conversation = Conversation(evidence, rows, world, user_met)
        found: list[CheckResult] = []
        for name, rule in _RULES.items():
            broken = rule(self, conversation)
            if broken is not None:
                found.append(CheckResult(id=f"{PREFIX}{name}", status="failed", reason=broken[0], row=broken[1]))
        return found

    def confirmed(self, conversation: Conversation) -> Broken | None:
        """Nothing is written before the person was asked, after it said no, or with what it told since."""
        evidence = conversation.evidence
        for call in evidence.calls:
            if call.tool not in self._writes:
                continue
            flow = _flow_of(evidence, call)
            asked = _last_confirm(evidence, self._confirmed_in.get(flow, frozenset({flow})), call.row)
            if asked < 0:
                if call.tool in self._must_confirm:
                    return f"{_words(call.tool)} was done before the person had been asked whether to", call.row
                continue
            answer = next((acted for acted in evidence.acted if asked < acted.row < call.row), None)
            if answer is not None and self._refused(answer):
                return f'{_words(call.tool)} was done although the person had said: "{answer.act.text}"', call.row
            since = self._told_since(evidence, call, flow, asked)
            if since:
                return f"{_words(call.tool)} was done with another {_words(since)} than had been confirmed", call.row
        return None

    def _refused(self, answer: Acted) -> bool:
        if answer.act.act in _NO:
            return True
        if answer.act.act != "say" or not answer.act.text:
            return False
        context = ParseContext(locale=self._agent.locale, now=self._told.now)
        return parse("yes_no", answer.act.text, context) is False

    def _told_since(self, evidence: Evidence, call: Called, flow: str, asked: int) -> str:
        """Return a slot that a write used, that the question named, and whose value came after the question."""
        sources = self._named_in.get(flow, frozenset[str]()) & set(self._writes[call.tool].args.values())
        for row, note in evidence.notes:
            if asked < row < call.row and note.kind in {"slot", "correction"} and note.about in sources:
                return note.about
        return ""

    def once(self, conversation: Conversation) -> Broken | None:
        """No write is lost or done twice."""
        world = conversation.world
        writes = [call for call in conversation.evidence.calls if call.tool in self._writes]
        if world is None or not writes:
            return None
        # One write, made at once and kept, is neither lost nor doubled: no need for a long look.
        plain_sailing = len(writes) == 1 and writes[0].attempts == 1 and writes[0].succeeded and len(world.writes) == 1
        if plain_sailing and world.writes[0].idempotency_key == _key(conversation, writes[0]):
            return None
        for problem in audit_writes(conversation.rows, world, self._agent.tools):
            return problem.reason.rstrip("."), problem.row
        return None

    def reads_only(self, conversation: Conversation) -> Broken | None:
        """A tool that is declared to read changes nothing."""
        for write in conversation.world.writes if conversation.world is not None else ():
            if write.tool and write.tool in self._agent.tools and write.tool not in self._writes:
                return f"{_words(write.tool)} is declared to read, and wrote {write.key} in {write.table}", -1
        return None

    def as_told(self, conversation: Conversation) -> Broken | None:
        """What is written is what the person told."""
        evidence = conversation.evidence
        for call in evidence.calls:
            tool = self._writes.get(call.tool)
            if tool is None or not call.succeeded:
                continue
            for parameter, source in tool.args.items():
                wrong = self._told.contradicts(source, call.args.get(parameter), evidence, call.row)
                if wrong:
                    return f"{_words(call.tool)} was given {_words(source)} {wrong}", call.row
        return None

    def as_called(self, conversation: Conversation) -> Broken | None:
        """A row holds what the tool was given."""
        if conversation.world is None:
            return None
        calls = {_key(conversation, call): call for call in conversation.evidence.calls if call.tool in self._writes}
        for write in conversation.world.writes:
            call = calls.get(write.idempotency_key)
            if call is None or write.row is None or write.tool != call.tool:
                continue
            for parameter, source in self._agent.tools[call.tool].args.items():
                if parameter not in write.row:
                    continue
                wrong = self._told.differs(source, call.args.get(parameter), write.row[parameter])
                if wrong:
                    return f"{_words(call.tool)} wrote {_words(parameter)} {wrong}", call.row
        return None

    def done(self, conversation: Conversation) -> Broken | None:
        """Nobody is told that it is done when nothing was."""
        if conversation.user_met != "booked" or not self._writes:
            return None
        if any(call.tool in self._writes and call.succeeded for call in conversation.evidence.calls):
            return None
        told = next((one for one in reversed(conversation.evidence.utterances) if one.heard), None)
        return "the person was told that it is done; nothing was done", -1 if told is None else told.row

    def secret(self, conversation: Conversation) -> Broken | None:
        """The agent never says a sensitive value aloud."""
        if not self._secrets:
            return None
        for utterance in conversation.evidence.utterances:
            said = f" {plain(utterance.heard, self._language)} "
            for name, value in self._secrets:
                if value in said:
                    return f"the agent said the {_words(name)} aloud", utterance.row
        return None

    def language(self, conversation: Conversation) -> Broken | None:
        """The agent speaks its own language."""
        evidence = conversation.evidence
        if any(note.kind == "guardrail" and note.about == "language" for _, note in evidence.notes):
            return None
        for utterance in evidence.utterances:
            other = _foreign(utterance.heard, self._language)
            if other:
                return f'the agent spoke another language than its own: "{other}"', utterance.row
        return None

    def moves_on(self, conversation: Conversation) -> Broken | None:
        """The agent does not say the same thing over and over."""
        utterances = conversation.evidence.utterances
        if len(utterances) - len({utterance.heard for utterance in utterances}) < SAME_WORDS_MAX:
            return None
        # Whoever comes with one thing after another may well hear the same about each.
        begun = sum(1 for _, note in conversation.evidence.notes if note.kind == "flow")
        said = Counter(utterance.heard for utterance in utterances if utterance.heard)
        text, times = said.most_common(1)[0] if said else ("", 0)
        if times - begun <= SAME_WORDS_MAX:
            return None
        row = [utterance.row for utterance in utterances if utterance.heard == text][SAME_WORDS_MAX]
        return f'the agent said the same words {times} times: "{_short(text)}"', row

    def person(self, conversation: Conversation) -> Broken | None:
        """Whoever asks for a person is put through, or at least offered one."""
        evidence = conversation.evidence
        if not self._agent.escalation.to or evidence.handoffs or evidence.declined:
            return None
        for acted in evidence.acted:
            if acted.act.act not in _WANTS_PERSON or not self._wants_person(acted.act.text):
                continue
            after = [one for one in evidence.utterances if one.row > acted.row and one.started]
            offered = any(act.kind in {"offer_person", "handoff"} for one in after for act in one.acts)
            if len(after) >= _TURNS_TO_A_PERSON and not offered and self._heard_so(conversation, acted.row):
                return f'the person asked for somebody and got nobody: "{acted.act.text}"', acted.row
        return None

    def _wants_person(self, text: str) -> bool:
        return lexicon(self._language).matches("person", plain(text, self._language))

    def _heard_so(self, conversation: Conversation, row: int) -> bool:
        """Tell whether the agent got these words: what it was given next asks for a person too."""
        for entry in conversation.rows[row + 1 :]:
            if entry.lane == "user":
                return False
            text = getattr(entry.body, "text", "")
            if entry.lane == "in" and text:
                return self._wants_person(text)
        return False


_RULES: Mapping[str, Callable[[Always, Conversation], Broken | None]] = {
    "confirmed": Always.confirmed,
    "once": Always.once,
    "reads_only": Always.reads_only,
    "as_told": Always.as_told,
    "as_called": Always.as_called,
    "done": Always.done,
    "secret": Always.secret,
    "language": Always.language,
    "moves_on": Always.moves_on,
    "person": Always.person,
}


def _confirming(agent: Agent) -> Mapping[str, frozenset[str]]:
    """Return for each flow whose question, answered by a yes, covers what the flow writes.

    That is its own, those of flows that run it, and those it runs, where they read something back: to be asked whether
    one may be checked is no yes to a payment.
    """
    runs = {name: _runs(flow) for name, flow in agent.flows.items()}
    above: dict[str, set[str]] = {name: {name} for name in runs}
    for _ in runs:
        for name, children in runs.items():
            for child in children:
                above.setdefault(child, {child}).update(above[name])
    reading_back = {name for name, flow in agent.flows.items() if _named(flow)}
    return {
        name: frozenset(above[name] | {child for child in reading_back if name in above.get(child, ())})
        for name in agent.flows
    }


def _runs(flow: Flow) -> frozenset[str]:
    return frozenset(step.flow for step in flow.steps if isinstance(step, RunFlow))


def _named(flow: Flow) -> frozenset[str]:
    """Return the names whose values a flow reads back when it asks for a yes."""
    texts = [text for step in flow.steps if isinstance(step, Confirm) for text in step.wordings]
    return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))


def _checking(agent: Agent) -> set[str]:
    """Return the tools that check who somebody is: they are given what is sensitive, in answer to their questions."""
    sensitive = {name for name, slot in agent.slots.items() if slot.sensitive}
    return {name for name, tool in agent.tools.items() if sensitive & set(tool.args.values())}


def _secrets(agent: Agent, scenario: Scenario) -> Iterable[tuple[str, str]]:
    """Yield what must not be said aloud, as plain words between spaces."""
    language = agent.locale[:2].lower()
    for name, slot in agent.slots.items():
        value = scenario.knows.get(name)
        if not slot.sensitive or not isinstance(value, str):
            continue
        words = plain(value, language)
        if len(words) >= SECRET_CHARS_MIN:
            yield name, f" {words} "
            if words.isdecimal():
                yield name, f" {' '.join(words)} "


def _key(conversation: Conversation, call: Called) -> str:
    """Return the key under which a call writes."""
    body = conversation.rows[call.row].body
    return body.idempotency_key if isinstance(body, CallTool) else ""


def _flow_of(evidence: Evidence, call: Called) -> str:
    """Return the flow that made a call: that of the last step before it."""
    step = _last_note(evidence, "step", call.row)
    return "" if step is None else step.about.partition(".")[0]


def _last_note(evidence: Evidence, kind: str, before: int) -> Note | None:
    return next((note for row, note in reversed(evidence.notes) if row < before and note.kind == kind), None)


def _last_confirm(evidence: Evidence, flows: frozenset[str], before: int) -> int:
    """Return the row of the last question whether to do it that was heard, or -1."""
    for utterance in reversed(evidence.utterances):
        asks = any(act.kind == "confirm" and act.about in flows for act in utterance.acts)
        if asks and utterance.started and utterance.row < before:
            return utterance.row
    return -1


@lru_cache(maxsize=512)
def _foreign(text: str, own: str) -> str:
    """Return a sentence that is clearly in another language, or ""; texts that vary little come up often."""
    sentences = text.replace("?", ".").replace("!", ".").split(".")
    return next((one.strip() for one in sentences if foreign_language(plain(one, own), own)), "")


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "..."


def _words(name: str) -> str:
    return name.replace("_", " ")
