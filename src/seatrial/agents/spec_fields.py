"""The kinds of values an author writes: wordings, conditions, names, lists that may be one thing.

Each is an annotated type for the pydantic models of `agent.yaml` and `policy.yaml`, with what an editor shows for it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from seatrial.agents.expression_syntax import ExpressionError
from seatrial.agents.expressions import Expression, compile_expression
from seatrial.agents.wording import CHARS_MAX, WordingError, placeholder_names
from seatrial.agents.yaml_source import plain
from seatrial.core.events import Json

LIST_MAX = 2_000
RESERVED = frozenset({"now", "true", "false", "none", "and", "or", "not", "in", "error"})
"""Names that mean something in expressions; ``error`` is what a failed tool leaves behind."""

_NAME = re.compile(r"[^\W\d]\w{0,63}")
_AGENT_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_DOTTED = re.compile(r"[^\W\d]\w{0,63}(?:\.[^\W\d]\w{0,63}){0,4}")


class Part(BaseModel):
    """The common parent of all parts of a file an author writes: unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, arbitrary_types_allowed=True)


def problem(reason: str, hint: str = "") -> PydanticCustomError:
    """Return an error for pydantic to place, with a hint for the author."""
    return PydanticCustomError("author", "{reason}", {"reason": reason, "hint": hint})


def _listed(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, (list, tuple)) else [value]


def _wording(text: str) -> str:
    try:
        placeholder_names(text)
    except WordingError as error:
        raise problem(f"{error} (character {error.position + 1})", error.hint) from None
    return text


def _expression(value: Any) -> Expression:
    if value is None:
        value = "none"
    if isinstance(value, Expression):
        return value
    if not isinstance(value, str):
        raise problem("expected an expression", "Such as: not covered, or when < now + 2h.")
    try:
        return compile_expression(str(value))
    except ExpressionError as error:
        raise problem(f"{error} (character {error.position + 1} of: {value[:80]})", error.hint) from None


def _key(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise problem(f"'{text[:40]}' is not a name", "Names are letters, digits and underscores, at most 64.")
    return text


def _name(text: str) -> str:
    if text in RESERVED:
        raise problem(f"'{text}' has a meaning of its own in expressions", "Choose another name.")
    return _key(text)


def _title(text: str) -> str:
    if not _AGENT_NAME.fullmatch(text):
        reason = f"'{text[:40]}' is not a name for an agent"
        raise problem(reason, "It begins with a lower-case letter; then lower-case letters, digits, - and _.")
    return text


def _dotted(text: str) -> str:
    if not _DOTTED.fullmatch(text):
        raise problem(f"'{text[:40]}' is not a name", "Write the bare name of a slot, fact or memory variable.")
    return text


def _range(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise problem("the lowest value is above the highest", "Write [lowest, highest].")
    return value


def _arguments(value: Any) -> Any:
    """A list of names means that parameters are called as the slots are."""
    if isinstance(value, (list, tuple)):
        return {item if isinstance(item, str) else str(item): item for item in cast("list[Any]", value)}
    return value


Text = Annotated[str, Field(min_length=1, max_length=CHARS_MAX)]
Wording = Annotated[Text, AfterValidator(_wording)]
Key = Annotated[str, AfterValidator(_key)]
"""The name of a tool, flow, answer, wording or outcome."""

Name = Annotated[str, AfterValidator(_name)]
"""The name of a slot, fact or memory variable: one that expressions may read."""

AgentName = Annotated[str, AfterValidator(_title)]
DottedName = Annotated[str, AfterValidator(_dotted)]
JsonValue = Annotated[Json, BeforeValidator(plain)]

_TEXT_OR_LIST = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(max_length=LIST_MAX), WithJsonSchema(_TEXT_OR_LIST)]
"""One text or several."""

Wordings = Annotated[
    tuple[Wording, ...], BeforeValidator(_listed), Field(min_length=1, max_length=50), WithJsonSchema(_TEXT_OR_LIST)
]
"""One wording, or variations of it."""

Names = Annotated[
    tuple[DottedName, ...],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=100),
    WithJsonSchema(_TEXT_OR_LIST),
]
"""One name or several."""

Arguments = Annotated[
    dict[Name, DottedName],
    BeforeValidator(_arguments),
    Field(max_length=40),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
"""Parameters filled from slots, facts or memory: a list of names, or parameter -> name."""

Condition = Annotated[
    Expression, PlainValidator(_expression), WithJsonSchema({"type": ["string", "boolean", "number", "null"]})
]
"""An expression."""

Range = Annotated[tuple[int, int], AfterValidator(_range)]
