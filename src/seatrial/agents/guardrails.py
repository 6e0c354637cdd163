"""Guardrails: what must not come in unnoticed, and what must not go out.

Input rules look at what a person said before anything acts on it; output rules at each sentence before it is spoken.
Heuristics and word lists, cheap enough for every turn; each trip is noted in the trace with the rule's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from seatrial.agents.agent import Agent, Guardrail
from seatrial.agents.chunking import sentences
from seatrial.core.effects import Note
from seatrial.core.events import Json
from seatrial.text.languages import may_be, other_language

_INJECTION = re.compile(
    r"(?:ignore|forget|disregard|override|bypass) (?:\w+ ){0,3}"
    r"(?:instructions|rules|guidelines|prompts?|policy|policies|training|restrictions)"
    r"|system prompt|developer mode|new instructions|jailbreak|do anything now|end of (?:system|prompt)"
    r"|(?:you are|act as|pretend (?:to be|you are)|you re) (?:now )?(?:a |an |my )?"
    r"(?:dan\b|unrestricted|jailbroken|different (?:ai|assistant)|(?:ai )?without (?:rules|restrictions)|root|admin\b)"
    r"|(?:reveal|print|show|repeat|tell me) (?:\w+ ){0,2}"
    r"(?:system|hidden|initial|original|secret) (?:prompt|instructions|rules|message)"
    r"|(?:enable|enter) (?:admin|debug|god|root) (?:mode|access)"
)
_MARKUP = re.compile(
    r"<\|?(?:system|im_start|im_end|assistant|/?s)\|?>|\[/?(?:inst|system)\]|^\s*(?:system|assistant)\s*:",
    re.IGNORECASE,
)
_ABUSE = re.compile(
    r"\bfuck(?:ing|er|ers)?(?: (?:you|off|idiot|moron))|\bpiss off\b|\bscrew you\b|\bshut up\b"
    r"|\byou (?:stupid|useless|bloody|fucking|dumb) (?:\w+ )?(?:machine|robot|bot|idiot|cow|bitch|thing|piece)\b"
    r"|\b(?:idiot|moron|bitch|bastard|cunt|wanker|twat|arsehole|asshole|dickhead)\b"
)
_INJECTION_TRIGGERS = frozenset(
    "ignore forget disregard override bypass system developer instructions jailbreak anything end act pretend you "
    "reveal print show repeat tell enable enter".split()
)
_ABUSE_TRIGGERS = frozenset(
    "fuck fucking fucker fuckers piss screw shut stupid useless bloody dumb idiot moron bitch bastard cunt wanker twat "
    "arsehole asshole dickhead".split()
)
"""Words one of which must be there, so that ordinary turns cost no search."""

_CARD = re.compile(r"(?:\d[ -]?){13,19}")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Trip(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that tripped, and on what."""

    rule: Guardrail
    found: str


class InputGuard:
    """The input rules of one agent, for one language."""

    __slots__ = ("_language", "_rules")

    def __init__(self, rules: tuple[Guardrail, ...], language: str) -> None:
        self._rules = rules
        self._language = language

    def check(self, text: str, words: str, tokens: frozenset[str]) -> Trip | None:
        """Return the first rule that trips on a person's words, or None.

        Args:
            text: As it was said.
            words: The same, plain: see `lexicon.plain`.
            tokens: Which words these are.
        """
        for rule in self._rules:
            found = self._find(rule, text, words, tokens)
            if found:
                return Trip(rule=rule, found=found)
        return None

    def _find(self, rule: Guardrail, text: str, words: str, tokens: frozenset[str]) -> str:
        match rule.rule:
            case "injection":
                match = None if tokens.isdisjoint(_INJECTION_TRIGGERS) else _INJECTION.search(words)
                marked = "<" in text or "[" in text or ":" in text
                match = match or (_MARKUP.search(text) if marked else None)
                return match.group(0) if match else ""
            case "language":
                return "" if may_be(words, tokens, self._language) else foreign_language(words, self._language)
            case "abuse":
                match = None if tokens.isdisjoint(_ABUSE_TRIGGERS) else _ABUSE.search(words)
                return match.group(0) if match else ""
            case "personal_data":
                match = _CARD.search(text)
                return "card number" if match and _luhn(match.group(0)) else ""
            case "words":
                padded = f" {words} "
                return next((word for word in rule.words if f" {word} " in padded), "")
            case _:
                return ""


def foreign_language(words: str, own: str) -> str:
    """Return the language that plain words are clearly in when it is not the agent's own, else empty."""
    guess = other_language(words, own)
    return guess.language if guess is not None and guess.sure else ""


def _luhn(digits: str) -> bool:
    numbers = [int(char) for char in reversed(digits) if char.isdigit()]
    doubled = [(2 * n - 9 if n > 4 else 2 * n) if index % 2 else n for index, n in enumerate(numbers)]
    return len(numbers) >= 13 and sum(doubled) % 10 == 0


class OutputGuard:
    """The output rules of one agent: one per agent, shared by its sessions."""

    __slots__ = ("_author_numbers", "_cards", "_clean", "_forbidden", "_locale", "_numbers")

    def __init__(self, agent: Agent) -> None:
        self._locale = agent.locale
        rules = {rule.rule: rule for rule in agent.output_rules if rule.rule != "words"}
        brand = rules.get("never_say", Guardrail(rule="never_say", action="block", source="speech"))
        words = [rule for rule in agent.output_rules if rule.rule == "words"]
        self._forbidden = [
            *((pattern, brand) for pattern in _patterns(agent.speech.never_say)),
            *((pattern, rule) for rule in words for pattern in _patterns(rule.words)),
        ]
        self._numbers = rules.get("unsupported_numbers")
        self._cards = rules.get("personal_data")
        self._clean: set[str] = set()
        """Wordings without values that pass: as many as the author wrote, and the same in every session."""
        self._author_numbers = frozenset(_numbers_of(_author_texts(agent))) if self._numbers else frozenset[str]()

    def pass_wording(self, text: str) -> tuple[str, list[Note]]:
        """Do as `pass_through` with an author's wording that has no values in it; what passed once always does."""
        if text in self._clean:
            return text, []
        passed, notes = self.pass_through(text, ())
        if not notes:
            self._clean.add(text)
        return passed, notes

    def pass_through(self, text: str, values: Iterable[str], quoted: tuple[str, ...] = ()) -> tuple[str, list[Note]]:
        """Return the sentences that may be spoken, joined, and a note for each rule that tripped.

        Args:
            text: What is to be said.
            values: The values filled into it; numbers in them are supported.
            quoted: Those of them that the person gave: reading back an address in Guarantee Street promises nothing.
        """
        numbers = self._unsupported(text, values) if self._numbers is not None else ()
        if not numbers and self._trip(text, (), quoted) is None:
            return text, []
        kept: list[str] = []
        notes: list[Note] = []
        for sentence in sentences(text, self._locale):
            found = self._trip(sentence, numbers, quoted)
            if found is None:
                kept.append(sentence.strip())
                continue
            rule, what = found
            notes.append(Note(kind="guardrail", about=rule.rule, data=_data(rule, what)))
            if rule.action == "warn":
                kept.append(sentence.strip())
            elif rule.say and rule.say not in kept:
                kept.append(rule.say)
        return " ".join(kept), notes

    def _trip(self, text: str, numbers: tuple[str, ...], quoted: tuple[str, ...]) -> tuple[Guardrail, str] | None:
        if self._forbidden:
            lower = text.lower()
            for value in quoted:
                lower = lower.replace(value.lower(), " ")
            for pattern, rule in self._forbidden:
                match = pattern.search(lower)
                if match is not None:
                    return rule, match.group(0)
        if self._cards is not None and (card := _CARD.search(text)) is not None and _luhn(card.group(0)):
            return self._cards, "card number"
        found = next((number for number in _NUMBER.findall(text) if number in numbers), None) if numbers else None
        return None if found is None or self._numbers is None else (self._numbers, found)

    def _unsupported(self, text: str, values: Iterable[str]) -> tuple[str, ...]:
        if _DIGIT.search(text) is None:
            return ()
        found = _NUMBER.findall(text)
        supported: set[str] = set(_numbers_of(values))
        return tuple(number for number in found if number not in self._author_numbers and number not in supported)


def _patterns(words: Iterable[str]) -> list[re.Pattern[str]]:
    """Return one pattern for all words, as a list of one, or of none when there are none."""
    lower = sorted({word.lower() for word in words if word})
    return [re.compile(r"\b(?:" + "|".join(re.escape(word) for word in lower) + r")\b")] if lower else []


def _data(rule: Guardrail, found: str) -> dict[str, Json]:
    return {"side": "output", "found": found, "action": rule.action, "source": rule.source}


def _numbers_of(texts: Iterable[str]) -> list[str]:
    return [number for text in texts for number in _NUMBER.findall(text)]


def _author_texts(agent: Agent) -> list[str]:
    texts = [agent.speech.opening]
    for wordings in agent.speech.lines.values():
        texts += wordings
    for slot in agent.slots.values():
        texts += [*slot.ask, *slot.reask, *slot.labels.values()]
    for answer in agent.answers.values():
        texts += answer.say
    for flow in agent.flows.values():
        for step in flow.steps:
            texts += getattr(step, "wordings", ())
    return texts
