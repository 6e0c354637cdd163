"""Lint rules about what the agent says and what people say to it: too long, forbidden, ambiguous, undisclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seatrial.agents.agent import Confirm, SayStep
from seatrial.agents.lint_case import LintCase, run_by
from seatrial.agents.locales import locale_data
from seatrial.agents.mistakes import Mistake
from seatrial.agents.wording import word_count
from seatrial.agents.yaml_source import Place

LIKE_MIN = 4
"""Fewer example lines than this and a flow is hardly recognised: accuracy falls steeply below about five."""

_WORD = re.compile(r"[^\W_]+")


def lint_wording(case: LintCase) -> Iterator[Mistake]:
    """Yield everything doubtful about wording, in both directions."""
    for place, wordings in _wordings(case):
        for wording in wordings:
            yield from _too_long(case, place, wording)
            yield from _forbidden(case, place, wording)
    yield from _undisclosed(case)
    yield from _likes(case)
    yield from _options(case)


def _wordings(case: LintCase) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield everything that the author lets the agent say, with its place."""
    spec = case.spec
    if spec.speech.opening is not None:
        yield ("speech", "opening"), (spec.speech.opening,)
    for name, slot in spec.slots.items():
        yield ("slots", name, "ask"), slot.ask or ()
        yield ("slots", name, "reask"), slot.reask or ()
        yield ("slots", name, "labels"), tuple(slot.labels.values())
    for key, wordings in spec.says.items():
        yield ("says", key), wordings
    for name, answer in spec.answers.items():
        yield ("answers", name, "say"), answer.say
    for side, rules in (("input", spec.guardrails.input), ("output", spec.guardrails.output)):
        for index, rule in enumerate(rules):
            yield ("guardrails", side, index, "say"), (rule.say,) if rule.say else ()
    kept_apart = {wording for wordings in spec.says.values() for wording in wordings}
    for flow in case.agent.flows.values():
        for step in flow.steps:
            if isinstance(step, (SayStep, Confirm)):
                yield case.step_place(step), tuple(text for text in step.wordings if text not in kept_apart)


def _too_long(case: LintCase, place: Place, wording: str) -> Iterator[Mistake]:
    most = case.agent.speech.max_words
    count = word_count(wording)
    if most and count > most:
        message = f"{count} words, and speech.max_words is {most}: '{wording[:50]}...'."
        yield case.mistake(place, "too_long", message, "Say it shorter, or in two steps.")


def _forbidden(case: LintCase, place: Place, wording: str) -> Iterator[Mistake]:
    for phrase in case.agent.speech.never_say:
        if re.search(rf"\b{re.escape(phrase)}\b", wording.lower()):
            where = case.policy.never_say.get(phrase, "")
            source = f"the organisation's policy ({where})" if where else "speech.never_say"
            message = f"'{phrase}' is said here, and {source} forbids it."
            hint = "The sentence would be blocked: put it another way."
            yield case.mistake(place, "forbidden_wording", message, hint, severity="error")


def _undisclosed(case: LintCase) -> Iterator[Mistake]:
    words = {word.lower() for word in _WORD.findall(case.agent.speech.opening)}
    if not words & set(locale_data(case.agent.locale).disclosure):
        message = "the opening does not say that an automated assistant is speaking."
        hint = 'Such as: "Hello, I\'m an automated assistant; you can ask for a person at any time."'
        yield case.mistake(("speech", "opening"), "undisclosed", message, hint, need="disclose_assistant")


def _likes(case: LintCase) -> Iterator[Mistake]:
    run_by_others = {name for names in run_by(case.agent).values() for name in names}
    for name, flow in case.agent.flows.items():
        if not flow.like and name not in run_by_others:
            message = f"flow '{name}' has no `like` lines and no other flow runs it, so it never starts."
            yield case.mistake(("flows", name), "never_starts", message, "Add things people say when they want it.")
        elif 0 < len(flow.like) < LIKE_MIN:
            message = f"flow '{name}' has only {len(flow.like)} `like` lines."
            hint = "Write at least four, better ten, the way people really say it."
            yield case.mistake(("flows", name, "like"), "few_likes", message, hint)
    for name, answer in case.agent.answers.items():
        if not answer.like:
            message = f"answer '{name}' has no `like` lines, so nobody can ask for it."
            yield case.mistake(
                ("answers", name), "never_starts", message, "Add ways people ask for it.", severity="info"
            )
    yield from _shared_likes(case)


def _shared_likes(case: LintCase) -> Iterator[Mistake]:
    """The same words cannot mean two things."""
    seen: dict[str, tuple[str, str]] = {}
    intents = [("flows", name, flow.like) for name, flow in case.agent.flows.items()]
    intents += [("answers", name, answer.like) for name, answer in case.agent.answers.items()]
    for section, name, lines in intents:
        for index, line in enumerate(lines):
            key = " ".join(_WORD.findall(line.lower()))
            first = seen.setdefault(key, (section, name))
            if first != (section, name):
                message = f"'{line[:60]}' is also under {first[0]}.{first[1]}."
                hint = "The same words cannot mean two things: keep it in one place."
                yield case.mistake((section, name, "like", index), "shared_like", message, hint)


def _options(case: LintCase) -> Iterator[Mistake]:
    """The same words cannot choose two options."""
    for name, slot in case.spec.slots.items():
        seen: dict[str, str] = {}
        for option, words in (slot.of or {}).items():
            for word in (option.replace("_", " "), *words):
                key = " ".join(_WORD.findall(word.lower()))
                if seen.setdefault(key, option) != option:
                    message = f"'{word[:60]}' chooses both '{seen[key]}' and '{option}'."
                    hint = "Keep it under one of them."
                    yield case.mistake(("slots", name, "of", option), "shared_option", message, hint)
