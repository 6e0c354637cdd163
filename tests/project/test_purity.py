"""The pure layers ask nothing of the machine: the same events give the same effects anywhere, any time."""

import ast

from tree import own_modules

PURE = (
    "src/seatrial/core",
    "src/seatrial/text",
    "src/seatrial/agents",
    "src/seatrial/evaluation",
    "src/seatrial/dissent",
    "src/seatrial/mcp_audit",
)
IMPURE_MODULES = {
    "asyncio",
    "concurrent",
    "http",
    "multiprocessing",
    "queue",
    "random",
    "secrets",
    "signal",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
PURE_PARTS = {"urllib.parse"}
"""Parts of those that reach nothing."""
IMPURE_CALLS = {"hash", "id", "input", "print", "eval", "exec"}
"""`hash` and `id` differ from process to process; the others reach outside or run what people wrote."""


def _impure_module(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in IMPURE_MODULES and name not in PURE_PARTS


def _impure(module: ast.Module) -> list[str]:
    """Return "line: what", in no particular order."""
    found: list[str] = []
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                reached = [alias.name for alias in names if _impure_module(alias.name)]
                found += [f"{node.lineno}: {name}" for name in reached]
            case ast.ImportFrom(module=str(name), level=0) if _impure_module(name):
                found.append(f"{node.lineno}: {name}")
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date"), attr="now" | "today" | "utcnow")):
                found.append(f"{node.lineno}: the clock")
            case ast.For(iter=over) | ast.comprehension(iter=over) if _is_set(over):
                found.append(f"{over.lineno}: the order of a set")
            case _:
                pass
    return found


def _is_set(node: ast.expr) -> bool:
    return isinstance(node, ast.Set | ast.SetComp) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"set", "frozenset"}
    )


def test_the_pure_layers_reach_for_nothing_outside():
    assert {name: found for name, module in own_modules(*PURE) if (found := _impure(module))} == {}


def test_each_reach_outside_is_found():
    source = """
import time, json
from random import random
hash("x")
datetime.now()
for x in {1, 2}: pass
[x for x in set(y)]
for x in sorted({1, 2}): pass
"""
    assert sorted(_impure(ast.parse(source))) == [
        "2: time",
        "3: random",
        "4: hash()",
        "5: the clock",
        "6: the order of a set",
        "7: the order of a set",
    ]
