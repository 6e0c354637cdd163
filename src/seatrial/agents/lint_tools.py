"""Lint rules about tools: the declaration against the function in `tools.py`, and expressions against what is known.

Annotations are taken at their word: they decide what a parameter can take and what a fact may be.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from seatrial.agents.agent import Assign, Branch, Tool
from seatrial.agents.expression_types import TypeMistake, ValueType, check_types
from seatrial.agents.expressions import Expression
from seatrial.agents.lint_case import LintCase
from seatrial.agents.mistakes import Mistake, did_you_mean
from seatrial.agents.tool_values import accepts, bare, value_kind
from seatrial.agents.toolbox import FILE, Signature
from seatrial.agents.yaml_source import Place

_UNTYPED = inspect.Parameter.empty


def lint_tools(case: LintCase) -> Iterator[Mistake]:
    """Yield everything doubtful about tools and the expressions over what they return."""
    yield from _functions(case)
    yield from _expressions(case)


def _functions(case: LintCase) -> Iterator[Mistake]:
    tools = case.agent.tools
    if tools and not case.toolbox.file:
        name, tool = next(iter(tools.items()))
        message = f"tools are declared, and there is no {FILE} beside this file."
        yield case.mistake(("tools",), "no_tools_file", message, f"Create it: {stub(name, tool)}", severity="error")
        return
    for name, tool in tools.items():
        signature = case.toolbox.signatures.get(name)
        if signature is None:
            message = f"tool '{name}' has no function in {case.toolbox.file}."
            hint = did_you_mean(name, case.toolbox.signatures, label="Functions there") + f" Or add: {stub(name, tool)}"
            yield case.mistake(("tools", name), "no_function", message, hint, severity="error")
        else:
            yield from _signature(case, name, tool, signature)
    for name, signature in case.toolbox.signatures.items():
        if name not in tools and not signature.problem:
            message = f"'{name}' is not declared under tools in {case.source.file}."
            hint = "Declare it, or begin its name with an underscore."
            yield Mistake(
                file=case.toolbox.file,
                line=signature.line,
                code="lint.undeclared_tool",
                message=message,
                hint=hint,
                severity="info",
            )


def stub(name: str, tool: Tool) -> str:
    """Return the first line of a function for a declared tool."""
    parameters = "".join(f", {parameter}: str" for parameter in tool.args)
    return f"def {name}(ctx: ToolContext{', *' if tool.args else ''}{parameters}) -> str: ..."


def _signature(case: LintCase, name: str, tool: Tool, signature: Signature) -> Iterator[Mistake]:
    where = f"{case.toolbox.file}:{signature.line}"
    place: Place = ("tools", name)
    if signature.problem:
        hint = f"Write it as: {stub(name, tool)}"
        yield case.mistake(place, "bad_function", f"'{name}' ({where}): {signature.problem}.", hint, severity="error")
        return
    for parameter in tool.args:
        if parameter not in signature.parameters and not signature.takes_rest:
            message = f"'{name}' ({where}) has no parameter '{parameter}'."
            hint = did_you_mean(parameter, signature.parameters, label="Its parameters")
            yield case.mistake((*place, "args"), "bad_function", message, hint, severity="error")
    for parameter in sorted(signature.required - set(tool.args)):
        message = f"'{name}' ({where}) needs '{parameter}', and `args` does not give it."
        hint = did_you_mean(parameter, case.agent.slots, label="Slots")
        yield case.mistake((*place, "args"), "bad_function", message, hint, severity="error")
    untyped = [parameter for parameter in tool.args if signature.parameters.get(parameter, str) is _UNTYPED]
    if untyped:
        message = f"'{name}' ({where}) does not say what type {', '.join(untyped)} is."
        yield case.mistake(place, "untyped_tool", message, f"Such as {untyped[0]}: str.")
    if tool.fills and signature.returns is _UNTYPED:
        message = f"'{name}' ({where}) does not say what it returns."
        yield case.mistake(place, "untyped_tool", message, "Such as -> str; results are then checked.")
    for parameter, source in tool.args.items():
        yield from _parameter(case, name, where, parameter, source, signature)


def _parameter(
    case: LintCase, name: str, where: str, parameter: str, source: str, signature: Signature
) -> Iterator[Mistake]:
    annotation = signature.parameters.get(parameter, _UNTYPED)
    slot = case.agent.slots.get(source)
    if annotation is _UNTYPED or slot is None:
        return
    place = ("tools", name, "args")
    if not accepts(annotation, slot.type):
        message = f"'{name}' ({where}) takes '{parameter}' as {_written(annotation)}; slot '{source}' is a {slot.type}."
        yield case.mistake(place, "tool_types", message, _type_hint(slot.type), severity="error")
    elif slot.optional and not bare(annotation)[1] and annotation is not Any:
        message = f"'{name}' ({where}) takes '{parameter}' as {_written(annotation)}; slot '{source}' may be missing."
        yield case.mistake(place, "tool_types", message, f"Write {parameter}: {_written(annotation)} | None.")


def _written(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")[:60]


def _type_hint(slot_type: str) -> str:
    types: Mapping[str, str] = {
        "date": "date or str",
        "time": "time or str",
        "datetime": "datetime or str",
        "number": "int, float, Decimal or str",
        "money": "dict[str, str], or Decimal for the amount alone",
        "yes_no": "bool",
        "address": "dict[str, str]",
    }
    return f"It can be taken as {types.get(slot_type, 'str')}."


def types_of(case: LintCase) -> Mapping[str, ValueType]:
    """Return what is known of the names that expressions may read."""
    types: dict[str, ValueType] = {name: ValueType(spec.type) for name, spec in case.spec.memory.items()}
    for name, tool in case.agent.tools.items():
        signature = case.toolbox.signatures.get(name)
        if tool.fills and signature is not None and signature.returns is not _UNTYPED:
            types[tool.fills] = _value_type(signature.returns)
            types.update({f"{tool.fills}.{key}": kind for key, kind in _field_types(signature.returns).items()})
    assigned = {step.name for flow in case.agent.flows.values() for step in flow.steps if isinstance(step, Assign)}
    for name in assigned:
        types.pop(name, None)
    for name, slot in case.agent.slots.items():
        if name not in assigned or slot.type == "choice":
            types[name] = ValueType(slot.type, tuple(slot.options))
    return types


def _value_type(annotation: Any) -> ValueType:
    wanted, _ = bare(annotation)
    if get_origin(wanted) is Literal and all(isinstance(option, str) for option in get_args(wanted)):
        return ValueType("choice", get_args(wanted))
    return ValueType(value_kind(annotation))


def _field_types(annotation: Any) -> Mapping[str, ValueType]:
    """Return the types of a record's fields."""
    wanted, _ = bare(annotation)
    if not isinstance(wanted, type):
        return {}
    try:
        if is_dataclass(wanted):
            hints = get_type_hints(wanted)
            return {field.name: _value_type(hints[field.name]) for field in fields(wanted)}
        if issubclass(wanted, msgspec.Struct):
            return {field.name: _value_type(field.type) for field in msgspec.structs.fields(wanted)}
    except (NameError, TypeError):
        return {}
    return {}


def _expressions(case: LintCase) -> Iterator[Mistake]:
    types = types_of(case)
    for flow in case.agent.flows.values():
        for step in flow.steps:
            expression = step.condition if isinstance(step, Branch) else None
            expression = step.value if isinstance(step, Assign) else expression
            if expression is not None:
                yield from _expression(case, case.step_place(step), expression, types)
    for name, slot in case.agent.slots.items():
        for bound in slot.between or ():
            if bound is not None:
                yield from _expression(case, ("slots", name, "between"), bound, types)


def _expression(
    case: LintCase, place: Place, expression: Expression, types: Mapping[str, ValueType]
) -> Iterator[Mistake]:
    found: list[TypeMistake] = check_types(expression, types)
    for mistake in found:
        message = f"{mistake.message} (character {mistake.position + 1} of: {expression.source[:80]})."
        severity = "error" if mistake.certain else "warning"
        yield case.mistake(place, "expression_type", message, mistake.hint, severity=severity)
