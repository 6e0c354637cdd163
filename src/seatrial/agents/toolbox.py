"""An agent's `tools.py`: the author's typed functions, loaded once, called with values of the types they ask for.

Running somebody's `tools.py` is running their code: load only agents you trust. What people say reaches a tool only as
the value of an argument. Made by `agents.folder`; both drivers call it through `Toolbox.__call__`.
"""

from __future__ import annotations

import inspect
import sys
import traceback
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import blake2b
from importlib.abc import InspectLoader
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

import msgspec

from seatrial.agents.mistakes import MistakesError, refuse
from seatrial.agents.regular_file import read_regular
from seatrial.agents.tool_values import Convert, GarbageError, check_result, converter
from seatrial.agents.yaml_source import BYTES_MAX
from seatrial.core.effects import CallTool
from seatrial.core.errors import SeatrialError, ToolRefused
from seatrial.core.events import Json, ToolFailed, ToolReturned
from seatrial.core.ports import ToolContext

FILE = "tools.py"
MESSAGE_CHARS_MAX = 300

ToolFunction = Callable[..., Any]

_KNOWN_NAMES: Mapping[str, Any] = {
    "ToolContext": ToolContext,
    "Mapping": Mapping,
    "Any": Any,
    "date": date,
    "datetime": datetime,
    "time": time,
    "Decimal": Decimal,
}
"""What annotations may name although it is imported for type checking only."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a tool's function asks for and promises.

    Attributes:
        line: Of its `def`.
        parameters: Keyword parameters and their annotations, `inspect.Parameter.empty` for none.
        required: Those without a default.
        takes_rest: Whether it has ``**rest``.
        returns: Its return annotation, `inspect.Signature.empty` for none.
        problem: Why it cannot be called as a tool, or "".
    """

    line: int
    parameters: Mapping[str, Any]
    required: frozenset[str]
    takes_rest: bool
    returns: Any
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The functions of one `tools.py`, callable by name: what drivers need to run a tool.

    Attributes:
        file: As named in mistakes; "" when there is none.
        functions: Public functions by name.
        signatures: Of the same names.
        content: The file's bytes, for the agent digest.
    """

    file: str = ""
    functions: Mapping[str, ToolFunction] = field(default_factory=dict[str, ToolFunction])
    signatures: Mapping[str, Signature] = field(default_factory=dict[str, Signature])
    content: bytes = b""
    _converters: Mapping[str, Mapping[str, Convert]] = field(default_factory=dict[str, Mapping[str, Convert]])

    def __call__(self, call: CallTool, context: ToolContext) -> ToolReturned | ToolFailed:
        """Run a tool; whatever it raises, and a result of the wrong type, become a `ToolFailed`.

        Raises:
            KeyboardInterrupt: The person at the machine stopped it.
        """
        function = self.functions.get(call.tool)
        if function is None:
            return _failed(call, "unavailable", f"there is no tool '{call.tool}'")
        try:
            value = function(context, **self.convert_args(call.tool, call.args))
            return ToolReturned(request=call.request, attempt=call.attempt, result=self.check_result(call.tool, value))
        except ToolRefused as refusal:
            return _failed(call, "refused", str(refusal))
        except GarbageError as garbage:
            return _failed(call, "garbage", str(garbage))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the author's code may raise anything
            retryable = isinstance(error, OSError)
            return _failed(call, "error", f"{type(error).__name__}: {_text(error)}", retryable=retryable)

    def convert_args(self, tool: str, args: Mapping[str, Json]) -> dict[str, Any]:
        """Return arguments as the function's annotations ask for them.

        Raises:
            ValueError: One of them cannot be converted; the message names it.
        """
        converters = self._converters.get(tool, {})
        converted: dict[str, Any] = {}
        for name, value in args.items():
            convert = converters.get(name)
            try:
                converted[name] = value if convert is None else convert(value)
            except (ValueError, TypeError, msgspec.ValidationError) as error:
                message = f"argument '{name}': {_text(error)}"
                raise ValueError(message) from error
        return converted

    def check_result(self, tool: str, value: Any) -> Json:
        """Return a result as JSON.

        Raises:
            GarbageError: It is not of the type that the function promises, or JSON cannot carry it.
        """
        signature = self.signatures.get(tool)
        returns = inspect.Signature.empty if signature is None else signature.returns
        return check_result(Any if returns is inspect.Signature.empty else returns, value)


def _failed(call: CallTool, kind: str, message: str, *, retryable: bool = False) -> ToolFailed:
    text = message[:MESSAGE_CHARS_MAX].encode("utf-8", "replace").decode()
    return ToolFailed(request=call.request, attempt=call.attempt, kind=kind, message=text, retryable=retryable)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an exception of the author's whose text cannot be had
        return "(no message)"


def load_toolbox(path: Path, *, file: str = "") -> Toolbox:
    """Import a `tools.py` under a private name and look at its functions; an absent file gives an empty toolbox.

    Args:
        path: Where it is.
        file: What to call it in mistakes; the path when empty.

    Raises:
        MistakesError: It cannot be read, is not Python, or raises while it is imported.
    """
    name = file or str(path)
    try:
        content = read_regular(path, BYTES_MAX)
    except FileNotFoundError:
        return Toolbox()
    except OSError as error:
        hint = "Put a Python file in its place that you may read."
        raise refuse(name, "tools.unreadable", f"cannot be read: {error.strerror}.", hint=hint, cause=error) from error
    if len(content) > BYTES_MAX:
        hint = "Keep data in world.yaml."
        raise refuse(name, "tools.too_large", f"is larger than {BYTES_MAX // 1024} KiB.", hint=hint)
    module = _import(path, name, content)
    functions = {
        key: value
        for key, value in vars(module).items()
        if not key.startswith("_") and inspect.isfunction(value) and value.__module__ == module.__name__
    }
    signatures = {key: signature_of(function) for key, function in functions.items()}
    converters = {key: _converters_of(signature) for key, signature in signatures.items()}
    return Toolbox(file=name, functions=functions, signatures=signatures, content=content, _converters=converters)


class _FromBytes(InspectLoader):
    """Imports bytes that were read already: those of the digest are those that run, and nothing is cached on disk."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._content = content

    def get_code(self, fullname: str) -> types.CodeType:
        """Compile the file."""
        del fullname
        try:
            return compile(self._content, str(self._path), "exec", dont_inherit=True)
        except ValueError as error:  # Python 3.11 says this of null bytes, later ones a SyntaxError
            raise SyntaxError(str(error), (str(self._path), 1, 1, "")) from error

    def get_source(self, fullname: str) -> str:
        """Return the file's text, for tracebacks."""
        del fullname
        return self._content.decode("utf-8", "replace")


def _import(path: Path, name: str, content: bytes) -> types.ModuleType:
    """Import the file under a name of its own, as `import` would."""
    identity = blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    loader = _FromBytes(path, content)
    module = module_from_spec(ModuleSpec(f"_seatrial_tools_{identity}", loader, origin=str(path)))
    # Registered, because dataclasses and annotations look their module up by name.
    sys.modules[module.__name__] = module
    try:
        loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[module.__name__]
        raise _import_mistake(path, name, error) from error
    return module


def _import_mistake(path: Path, name: str, error: BaseException) -> MistakesError:
    if isinstance(error, SyntaxError) and error.filename in {None, str(path)}:
        hint = (error.text or "").strip()[:80]
        return refuse(
            name, "tools.syntax", f"is not Python: {error.msg}.", line=error.lineno or 1, hint=hint, cause=error
        )
    frames = traceback.extract_tb(error.__traceback__)
    line = next((frame.lineno or 1 for frame in reversed(frames) if frame.filename == str(path)), 1)
    why = f"{type(error).__name__}: {_text(error)[:MESSAGE_CHARS_MAX]}".removesuffix(": ")
    if isinstance(error, SeatrialError):  # whoever watches over the import has had enough
        why = str(error)
    message = f"cannot be imported: {why}."
    hint = "Mend it; importing tools.py must only define functions."
    if isinstance(error, ModuleNotFoundError):
        hint = f"Install what provides '{error.name}', or do without it."
    return refuse(name, "tools.import", message, line=line, hint=hint, cause=error)


def signature_of(function: ToolFunction) -> Signature:
    """Return what a function asks for and promises, and why it cannot be a tool, if it cannot."""
    signature = inspect.signature(function)
    hints = _hints(function)
    parameters: dict[str, Any] = {}
    required: set[str] = set()
    problem = ""
    takes_rest = False
    positional = 0
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            takes_rest = True
        elif parameter.kind is parameter.VAR_POSITIONAL:
            continue
        elif positional == 0 and parameter.kind is not parameter.KEYWORD_ONLY:
            positional = 1  # ctx
        elif parameter.kind is parameter.POSITIONAL_ONLY:
            problem = f"parameter '{name}' cannot be given by name"
        else:
            parameters[name] = hints.get(name, parameter.annotation)
            if parameter.default is parameter.empty:
                required.add(name)
    if positional == 0:
        problem = "it has no first parameter for the context"
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        problem = "it is async, and tools are plain functions"
    elif inspect.isgeneratorfunction(function):
        problem = "it is a generator, and tools return their result"
    return Signature(
        line=function.__code__.co_firstlineno,
        parameters=parameters,
        required=frozenset(required),
        takes_rest=takes_rest,
        returns=hints.get("return", signature.return_annotation),
        problem=problem,
    )


def _hints(function: ToolFunction) -> Mapping[str, Any]:
    """Return the resolved annotations; one that cannot be resolved counts as absent."""
    try:
        known = {**_KNOWN_NAMES, **getattr(function, "__globals__", {})}
        return typing.get_type_hints(function, globalns=known, include_extras=True)
    except Exception:  # noqa: BLE001 - an annotation may be any expression of the author's
        annotations: Mapping[str, Any] = function.__annotations__
        return {
            name: inspect.Parameter.empty if isinstance(annotation, str) else annotation
            for name, annotation in annotations.items()
        }


def _converters_of(signature: Signature) -> Mapping[str, Convert]:
    return {
        name: converter(annotation)
        for name, annotation in signature.parameters.items()
        if annotation is not inspect.Parameter.empty
    }
