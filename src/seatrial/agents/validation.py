"""From data to pydantic models, with every mistake in the author's words: the line, what was expected, a guess.

Knows pydantic's error types so that nobody else has to. After a mistake in one slot, tool, flow or section, the rest is
still validated, so that mistakes in meaning can be shown together with mistakes in form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from seatrial.agents.mistakes import Mistake, did_you_mean
from seatrial.agents.spec_fields import Part
from seatrial.agents.spec_steps import STEP_MODELS, TAG
from seatrial.agents.yaml_source import Place, Source

M = TypeVar("M", bound=Part)

FOUND_CHARS_MAX = 40
MISTAKES_MAX = 200

_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "fields ('name: value' lines)",
    "model_type": "fields ('name: value' lines)",
    "model_attributes_type": "fields ('name: value' lines)",
    "tuple_type": "a list",
    "list_type": "a list",
}
_STEP_HINT = "A step is one of: " + ", ".join(STEP_MODELS) + '. Such as: - say: "Hello."'


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """What came of a document.

    Attributes:
        model: None when too much is wrong with it.
        mistakes: In form only.
        left_out: Parts left out of the model because of mistakes in them, such as ``("slots", "when")``.
    """

    model: M | None
    mistakes: tuple[Mistake, ...]
    left_out: tuple[Place, ...] = ()


def validate(source: Source, model: type[M], *, stand_in: Mapping[str, Any] | None = None) -> Validated[M]:
    """Validate a document, going on without the parts that are wrong where that is possible.

    Args:
        source: The document.
        model: What it should be.
        stand_in: Values for required fields that are missing or wrong, so that the rest can be checked.
    """
    data = source.data
    if not isinstance(data, dict):
        message = "is empty." if data is None else f"expected fields ('name: value' lines), found {_found(data)}."
        first = next(iter(_fields(model)), "")
        return Validated(
            None, (*source.mistakes, _mistake(source, (), "spec.type", message, f"Begin with '{first}:'."))
        )
    content = cast("dict[str, Any]", data)
    try:
        return Validated(model.model_validate(content), source.mistakes)
    except ValidationError as error:
        errors = _independent(error.errors(include_url=False))[:MISTAKES_MAX]
    mistakes = (*source.mistakes, *(_explain(source, model, found) for found in errors))
    if not all(found["loc"] for found in errors):  # one concerns the whole: nothing of it can be relied upon
        return Validated(None, mistakes)
    rest, left_out = _without(content, [found["loc"] for found in errors])
    try:
        return Validated(model.model_validate({**(stand_in or {}), **rest}), mistakes, left_out)
    except ValidationError:
        return Validated(None, mistakes, left_out)


def _independent(errors: Sequence[Any]) -> list[Any]:
    """Return errors without those that only follow from others: a list is not too short because an item is wrong."""
    locs = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(len(loc) > len(error["loc"]) and loc[: len(error["loc"])] == error["loc"] for loc in locs)
    ]


def _without(content: Mapping[str, Any], locs: Sequence[Place]) -> tuple[dict[str, Any], tuple[Place, ...]]:
    """Return the content without the entries that the errors are in: one of a named kind, else the whole section."""
    rest = dict(content)
    left_out: list[Place] = []
    for loc in locs:
        section = loc[0]
        inside = rest.get(str(section))
        named = section in {"slots", "tools", "flows", "answers", "says", "memory"} and isinstance(inside, dict)
        if named and len(loc) > 1:
            rest[str(section)] = {name: part for name, part in cast("dict[Any, Any]", inside).items() if name != loc[1]}
            left_out.append((section, loc[1]))
        else:
            rest.pop(str(section), None)
            left_out.append((section,))
    return rest, tuple(dict.fromkeys(left_out))


def _explain(source: Source, model: type[Part], error: Mapping[str, Any]) -> Mistake:
    """Put one of pydantic's errors into the author's words."""
    loc = cast("Place", error["loc"])
    place = place_of(source, loc)
    label = _label(loc)
    explain = _EXPLAIN.get(error["type"])
    if explain is not None:
        return explain(source, model, loc, error)
    if error["type"] in _EXPECTED:
        message = f"{label}: expected {_EXPECTED[error['type']]}, found {_found(error['input'])}."
        return _mistake(source, place, "spec.type", message, _describe(model, loc))
    return _mistake(source, place, "spec.value", f"{label}: {_lower(error['msg'])}.", _describe(model, loc))


def _explain_extra(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    del error
    word = _last(loc)
    known = _fields(_model_at(model, loc[:-1]))
    inside = f" in {_label(loc[:-1])}" if len(loc) > 1 else ""
    hint = did_you_mean(word, known, label="Fields here")
    if " " in word:
        hint = "Between { and } a text with a comma in it needs quotes."
    elif _last(loc[:-1]).startswith(TAG) and word in STEP_MODELS:
        hint = f"One step does one thing: begin another with '- {word}:'."
    return _mistake(source, place_of(source, loc), "spec.unknown_field", f"unknown field '{word[:60]}'{inside}.", hint)


def _explain_missing(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    del error
    inside = f" in {_label(loc[:-1])}" if len(loc) > 1 else ""
    message = f"'{_last(loc)}' is missing{inside}."
    return _mistake(source, place_of(source, loc[:-1]), "spec.missing", message, _describe(model, loc))


def _explain_choice(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    del model
    expected = str(error["ctx"]["expected"]).replace(" or ", ", ")
    known = [word.strip(" '") for word in expected.split(",")]
    found = error["input"]
    message = f"{_label(loc)}: {_found(found)} is not known."
    hint = did_you_mean(found if isinstance(found, str) else "", known, label="One of")
    return _mistake(source, place_of(source, loc), "spec.choice", message, hint)


def _explain_author(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    del model
    reason, hint = error["ctx"]["reason"], error["ctx"]["hint"]
    return _mistake(source, place_of(source, loc), "spec.value", f"{_label(loc)}: {reason}.", hint)


def _explain_step(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    del model
    found = error["input"]
    hint = _STEP_HINT
    if isinstance(found, dict) and found:
        word = str(next(iter(cast("dict[Any, Any]", found))))
        hint = did_you_mean(word, STEP_MODELS, label="A step is one of")
        message = f"{_label(loc)}: '{word[:FOUND_CHARS_MAX]}' is not a step."
    else:
        message = f"{_label(loc)}: {_found(found)} is not a step."
    return _mistake(source, place_of(source, loc), "spec.step", message, hint)


def _explain_bound(source: Source, model: type[Part], loc: Place, error: Mapping[str, Any]) -> Mistake:
    context: Mapping[str, Any] = error.get("ctx", {})
    if "ge" in context:
        wanted = f"at least {context['ge']}"
    elif "le" in context:
        wanted = f"at most {context['le']}"
    elif "min_length" in context:
        wanted = "something; it is empty" if context["min_length"] == 1 else f"at least {context['min_length']} of them"
    else:
        what = "characters" if error["type"].startswith("string") else "of them"
        wanted = f"at most {context.get('max_length')} {what}"
    found = "" if wanted.endswith("it is empty") else f", found {_found(error['input'])}"
    message = f"{_label(loc)}: expected {wanted}{found}."
    return _mistake(source, place_of(source, loc), "spec.bound", message, _describe(model, loc))


_EXPLAIN: Mapping[str, Callable[[Source, type[Part], Place, Mapping[str, Any]], Mistake]] = {
    "extra_forbidden": _explain_extra,
    "missing": _explain_missing,
    "literal_error": _explain_choice,
    "author": _explain_author,
    "union_tag_not_found": _explain_step,
    "union_tag_invalid": _explain_step,
    "greater_than_equal": _explain_bound,
    "less_than_equal": _explain_bound,
    "too_short": _explain_bound,
    "too_long": _explain_bound,
    "string_too_short": _explain_bound,
    "string_too_long": _explain_bound,
}


def place_of(source: Source, loc: Place) -> Place:
    """Return the part of the document that pydantic's location speaks of, as near as it exists there."""
    place: Place = ()
    for part in loc:
        if not str(part).startswith(TAG) and (*place, part) in source.lines:
            place = (*place, part)
    return place


def _label(loc: Place) -> str:
    """Return a location as an author reads it: ``flows.book.steps[2].then[0]``."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part != "[key]" and not part.startswith(TAG):
            text += f".{part[:FOUND_CHARS_MAX]}" if text else part[:FOUND_CHARS_MAX]
    return text or "the file"


def _last(loc: Place) -> str:
    return str(loc[-1]) if loc else ""


def _describe(model: type[Part], loc: Place) -> str:
    """Return what the field at a location is for, or the nearest one around it; of the whole, which fields it has."""
    for depth in range(len(loc), 0, -1):
        parent = _model_at(model, loc[: depth - 1])
        fields = parent.model_fields if parent is not None else {}
        for name, field in fields.items():
            if (field.alias or name) == loc[depth - 1]:
                return field.description or ""
    return did_you_mean("", _fields(model), label="Fields here")


def _fields(model: type[BaseModel] | None) -> list[str]:
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[Part], loc: Place) -> type[BaseModel] | None:
    """Return the model that a location leads to, or None when it leads to none."""
    here: Any = model
    for part in loc:
        here = _inside(here, part)
    here = _bare(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inside(annotation: Any, part: str | int) -> Any:
    if isinstance(part, str) and part.startswith(TAG):
        return STEP_MODELS[part.removeprefix(TAG)]
    here = _bare(annotation)
    if isinstance(here, type) and issubclass(here, BaseModel):
        for name, field in here.model_fields.items():
            if (field.alias or name) == part:
                return field.annotation
        return None
    arguments = get_args(here)
    if get_origin(here) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _bare(annotation: Any) -> Any:
    """Return an annotation without its metadata and without ``| None``."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {Union, UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        return _bare(members[0]) if len(members) == 1 else None
    return annotation


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "fields"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(cast('list[Any]', value))}"
    text = str(value)
    return f"'{text[:FOUND_CHARS_MAX]}{'...' if len(text) > FOUND_CHARS_MAX else ''}'"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _mistake(source: Source, place: Place, code: str, message: str, hint: str) -> Mistake:
    return Mistake(file=source.file, line=source.line(place), code=code, message=message, hint=hint)
