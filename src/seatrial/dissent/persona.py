"""Persona documents: who sits on a panel, as people write it. Markdown, with a small front matter in YAML.

The front matter holds what an embedded analyst goes by; the prose below it is the instruction for a model, and the
explanation for people. Nothing in a document is run, formatted or taken for a pattern: rules match whole words. Pure:
takes bytes; used by the panel and by everybody who brings personas.

    ---
    name: skeptic
    role: skeptic
    prior: 0.3
    openness: 0.5
    severity: {high: 0.8, critical: 1.5}     # log-odds for evidence that no rule below is about
    rules:
      - when: {source: rules, rule: hidden_instruction}
        weight: 2.5                          # log-odds: positive speaks for yes
        claim: It tells the model to hide something from its user.
      - when: {says: [test file, example]}
        undercuts: {source: bandit}          # with the first at hand, arguments from the second are wrong
        claim: What the scanner found is in test code, which never runs.
    ---
    You are hard to convince ...
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self, cast

import msgspec
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from seatrial.agents.mistakes import Mistake, MistakesError, refuse
from seatrial.agents.spec_fields import Part, problem
from seatrial.agents.validation import validate
from seatrial.agents.yaml_source import Source, parse_yaml, plain
from seatrial.dissent.pooling import P_MIN
from seatrial.dissent.records import Severity
from seatrial.text.tokens import fold, normalise

BYTES_MAX = 64 * 1024
RULES_MAX = 200
PERSONAS_MAX = 25
PHRASES_MAX = 100
LOG_ODDS_MAX = 10.0

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_ANALYST = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
_FENCE = "---"


def worded(text: str) -> str:
    """Return a text as its words alone, lower case without accents, with a space before, between and after.

    So that ``worded(phrase) in worded(text)`` is true of whole words only. Reads at most 2,000 characters.
    """
    return f" {' '.join(_WORD.findall(fold(normalise(text))))} "


class When(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which evidence is meant: all that is given must hold. Texts are lower-case words, padded by spaces.

    Attributes:
        sources: Any of these finders; empty for all.
        rules: Any of the finder's names for what it found.
        says: Any of these phrases, in what it says or in its span.
        severity: At least this.
    """

    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    severity: Severity = "info"


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a persona makes of some evidence.

    Attributes:
        weight: Log-odds; positive speaks for yes. 0 for a rule that only undercuts.
        undercuts: With evidence for `when` at hand, arguments that rest on this evidence are wrong.
    """

    when: When
    claim: str
    weight: float = 0.0
    undercuts: When | None = None


class Persona(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member of a panel.

    Attributes:
        name: Unique on its panel.
        role: ``believer``, ``skeptic``, ``neutral`` or any other word.
        analyst: ``rules``, ``model``, or the name of a registered one.
        prior: Probability of yes before any evidence.
        weight: In the pool.
        reads: Sources of evidence it is shown; empty for all.
        openness: 0 to 1: how much of the others' new evidence it takes.
        severity: Log-odds that a piece of evidence adds where none of its rules is about it.
        prose: The document's body.
    """

    name: str
    role: str = "neutral"
    analyst: str = "rules"
    prior: float = 0.5
    weight: float = 1.0
    reads: tuple[str, ...] = ()
    openness: float = 0.5
    severity: dict[Severity, float] = {}
    rules: tuple[Rule, ...] = ()
    prose: str = ""


def read_personas(files: Mapping[str, bytes]) -> tuple[Persona, ...]:
    """Read a panel: file name -> content, in the order given.

    Raises:
        MistakesError: With everything that is wrong in any of them; also for none at all, or a name given twice.
    """
    if not files:
        hint = "Put at least one persona document (NAME.md) there."
        raise refuse("personas", "persona.none", "there are no persona documents.", hint=hint)
    if len(files) > PERSONAS_MAX:
        message = f"too many personas: a panel has at most {PERSONAS_MAX}."
        raise refuse("personas", "persona.too_many", message, hint="Move some documents to another folder.")
    found: dict[str, Persona] = {}
    first: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for file, data in files.items():
        try:
            persona, wrong = _read(data, file)
        except MistakesError as error:
            persona, wrong = None, list(error.mistakes)
        mistakes += wrong
        if persona is None:
            continue
        if persona.name in found:
            message = f"the name '{persona.name}' is taken by {first[persona.name]}."
            mistakes.append(Mistake(file=file, code="persona.twice", message=message, hint="Rename one of them."))
            continue
        found[persona.name] = persona
        first[persona.name] = file
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(found.values())


def _read(data: bytes, file: str) -> tuple[Persona | None, list[Mistake]]:
    front, prose, prose_line = _parts(data, file)
    source = parse_yaml(front, file=file)
    checked = validate(source, _Front)
    mistakes = list(checked.mistakes)
    if "\0" in prose:
        message = "the text below the front matter holds characters that are no text."
        hint = "Save the file as UTF-8 text."
        mistakes.append(Mistake(file=file, line=prose_line, code="persona.not_text", message=message, hint=hint))
    front_matter = checked.model
    if front_matter is None or mistakes:
        return None, mistakes or [_nothing(source)]
    if front_matter.analyst == "model" and not prose:
        message = "a persona that a model plays needs a text below the front matter."
        hint = "Say there who it is, what it looks for, and what convinces it."
        mistakes.append(Mistake(file=file, line=prose_line, code="persona.no_prose", message=message, hint=hint))
        return None, mistakes
    return front_matter.persona(prose), []


def _nothing(source: Source) -> Mistake:
    return Mistake(file=source.file, line=1, code="spec.type", message="is empty.", hint="Begin with 'name:'.")


def _parts(data: bytes, file: str) -> tuple[bytes, str, int]:
    """Return the front matter with its lines where they were, the prose, and the prose's first line."""
    if len(data) > BYTES_MAX:
        hint = "A persona is a page of text: is it the right file?"
        raise refuse(file, "persona.too_large", f"is larger than {BYTES_MAX // 1024} KiB.", hint=hint)
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(
            file, "persona.not_text", "is not UTF-8 text.", line=line, hint="Save the file as UTF-8 text.", cause=error
        ) from error
    if not lines or lines[0].rstrip() != _FENCE:
        hint = "Begin with a line '---', then 'name: ...', and a second line '---' before the text."
        raise refuse(file, "persona.no_front_matter", "has no front matter.", line=1, hint=hint)
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    if not end:
        hint = "Put a line '---' between the fields and the text."
        raise refuse(file, "persona.no_front_matter", "its front matter does not end.", line=1, hint=hint)
    front = "\n".join(["", *lines[1:end]])
    return front.encode(), "\n".join(lines[end + 1 :]).strip(), end + 2


def _number(value: Any) -> Any:
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise problem(f"expected a number, found '{str(value)[:40]}'", "Such as 0.5, or -2.")
    return number


def _listed(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, list | tuple) else [value]


def _term(text: str) -> str:
    return text.lower()


def _phrase(text: str) -> str:
    phrase = worded(text)
    if not phrase.strip():
        raise problem(f"'{text[:40]}' has no words in it", "Phrases are matched by whole words.")
    return phrase


def _named(text: str) -> str:
    if not _NAME.fullmatch(text):
        hint = "Lower-case letters, digits, - and _, at most 40, beginning with a letter or digit."
        raise problem(f"'{text[:40]}' is not a name", hint)
    return text


def _analyst(text: str) -> str:
    if not _ANALYST.fullmatch(text):
        raise problem(f"'{text[:40]}' is not the name of an analyst", "rules, model, or a registered one.")
    return text


_LogOdds = Annotated[
    float, BeforeValidator(_number), Field(ge=-LOG_ODDS_MAX, le=LOG_ODDS_MAX, description="Log-odds: 2.2 is 9 to 1.")
]
_Terms = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_term)], ...],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=PHRASES_MAX),
]
_Phrases = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_phrase)], ...],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=PHRASES_MAX),
]


class _When(Part):
    source: _Terms | None = Field(None, description="Who found it, one or a list.")
    rule: _Terms | None = Field(None, description="The finder's name for what it found, one or a list.")
    says: _Phrases | None = Field(None, description="Phrases, any of which it says; whole words.")
    severity: Severity | None = Field(None, description="At least this.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.source is self.rule is self.says is self.severity is None:
            raise problem("this would mean all evidence", "Give at least one of source, rule, says, severity.")
        return self

    def when(self) -> When:
        return When(
            sources=self.source or (), rules=self.rule or (), says=self.says or (), severity=self.severity or "info"
        )


class _Rule(Part):
    when: _When = Field(description="Which evidence the rule is about.")
    claim: str = Field(min_length=1, max_length=300, description="What the persona says then, one sentence.")
    weight: _LogOdds = Field(0.0, description="Log-odds: positive speaks for yes.")
    undercuts: _When | None = Field(None, description="Arguments that rest on this evidence are wrong then.")

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.weight == 0 and self.undercuts is None:
            raise problem("the rule does nothing", "Give it a weight, or say what it undercuts.")
        return self

    def rule(self) -> Rule:
        undercuts = None if self.undercuts is None else self.undercuts.when()
        return Rule(when=self.when.when(), claim=self.claim, weight=self.weight, undercuts=undercuts)


class _Front(Part):
    name: Annotated[str, AfterValidator(_named)] = Field(description="Unique on its panel.")
    role: Annotated[str, AfterValidator(_named)] = Field("neutral", description="believer, skeptic, neutral or any.")
    analyst: Annotated[str, AfterValidator(_analyst)] = Field(
        "rules", description="rules, model, or a registered embedded one."
    )
    prior: Annotated[float, BeforeValidator(_number)] = Field(
        0.5, ge=P_MIN, le=1 - P_MIN, description="Probability of yes before any evidence."
    )
    weight: Annotated[float, BeforeValidator(_number)] = Field(1.0, ge=0, le=100, description="In the pool.")
    reads: Annotated[
        tuple[Annotated[str, Field(max_length=80), AfterValidator(_term)], ...], BeforeValidator(_listed)
    ] = Field((), max_length=PHRASES_MAX, description="Sources it is shown.")
    openness: Annotated[float, BeforeValidator(_number)] = Field(
        0.5, ge=0, le=1, description="How much of the others' new evidence it takes."
    )
    severity: dict[Severity, _LogOdds] = Field({}, description="Log-odds by severity, where no rule is about it.")
    rules: tuple[_Rule, ...] = Field((), max_length=RULES_MAX, description="What it makes of which evidence.")

    def persona(self, prose: str) -> Persona:
        return Persona(
            name=self.name,
            role=self.role,
            analyst=self.analyst,
            prior=self.prior,
            weight=self.weight,
            reads=self.reads,
            openness=self.openness,
            severity=self.severity,
            rules=tuple(rule.rule() for rule in self.rules),
            prose=prose,
        )
