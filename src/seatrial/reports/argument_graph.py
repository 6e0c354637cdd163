"""A debate as a drawing: evidence to the left, arguments by panellist and round, and who cites, backs and attacks whom.

Pure geometry; the page's template draws it. The same is on the page in words, for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seatrial.dissent.figures import probability
from seatrial.dissent.records import Argument, Case, Decision
from seatrial.reports.debate import numbered

ARGUMENTS_MAX = 80
EVIDENCE_MAX = 60
EDGES_MAX = 600
LABEL_CHARS = 22

NODE_HEIGHT = 34
GAP = 8
LANE_HEAD = 26
LANE_GAP = 14
EVIDENCE_WIDTH = 170
ARGUMENT_WIDTH = 165
COLUMN_GAP = 110
MARGIN = 12
STANCES = {"yes": "yes", "no": "no", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Node:
    """A box.

    Attributes:
        kind: ``evidence``, or the stance of an argument.
        label: On its first line.
        below: On its second line.
        title: Everything, for whoever points at it.
    """

    id: str
    kind: str
    x: int
    y: int
    width: int
    label: str
    below: str
    title: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one box to another.

    Attributes:
        kind: ``cites``, ``supports`` or ``attacks``.
        path: As SVG writes it.
    """

    kind: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What one panellist says, from left to right."""

    name: str
    y: int
    height: int
    ballots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole drawing.

    Attributes:
        left_out: Arguments and evidence for which there was no room.
        columns: Where each round begins, and what it is called.
    """

    width: int
    height: int
    lanes: tuple[Lane, ...]
    columns: tuple[tuple[int, str], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def argument_graph(case: Case, decision: Decision, sides: Mapping[str, str] = STANCES) -> Graph:
    """Lay a debate out.

    Args:
        case: What was asked.
        decision: What came of it.
        sides: What a stance is called.
    """
    numbers = numbered(decision)
    arguments = decision.arguments[:ARGUMENTS_MAX]
    people = list(dict.fromkeys([ballot.panellist for ballot in decision.ballots]))
    rounds = sorted({ballot.round for ballot in decision.ballots})
    cited = list(dict.fromkeys(piece for argument in arguments for piece in argument.evidence))[:EVIDENCE_MAX]
    columns = {
        number: MARGIN + EVIDENCE_WIDTH + COLUMN_GAP + place * (ARGUMENT_WIDTH + COLUMN_GAP)
        for place, number in enumerate(rounds)
    }
    lanes: list[Lane] = []
    boxes: dict[str, Node] = {}
    y = MARGIN + LANE_HEAD
    for name in people:
        tallest = 0
        for number in rounds:
            theirs = [a for a in arguments if a.panellist == name and a.round == number]
            for place, argument in enumerate(theirs):
                top = y + LANE_HEAD + place * (NODE_HEIGHT + GAP)
                boxes[argument.id] = _box(
                    argument, f"{numbers[argument.id]} {sides[argument.stance]}", columns[number], top
                )
            tallest = max(tallest, len(theirs))
        height = LANE_HEAD + max(1, tallest) * (NODE_HEIGHT + GAP)
        ballots = tuple(
            (columns[b.round], probability(b.p)) for b in decision.ballots if b.panellist == name and b.round in columns
        )
        lanes.append(Lane(name=name, y=y, height=height, ballots=ballots))
        y += height + LANE_GAP
    pieces = _evidence(case, cited)
    bottom = max([y, *(node.y + NODE_HEIGHT + GAP for node in pieces.values())])
    last = max([MARGIN + EVIDENCE_WIDTH, *(left + ARGUMENT_WIDTH for left in columns.values())])
    edges = _edges(arguments, boxes, pieces, numbers)
    every = {piece for argument in decision.arguments for piece in argument.evidence}
    return Graph(
        width=last + COLUMN_GAP // 2,
        height=bottom + MARGIN,
        lanes=tuple(lanes),
        columns=tuple((left, "sealed" if number == 0 else f"round {number}") for number, left in columns.items()),
        nodes=(*pieces.values(), *boxes.values()),
        edges=edges[:EDGES_MAX],
        left_out=len(decision.arguments) - len(arguments) + len(every) - len(cited),
    )


def _box(argument: Argument, name: str, x: int, y: int) -> Node:
    return Node(
        id=argument.id,
        kind=argument.stance,
        x=x,
        y=y,
        width=ARGUMENT_WIDTH,
        label=f"{name} {probability(argument.p)}",
        below=_cut(argument.claim),
        title=f"{name}, {argument.panellist}: {argument.claim[:300]}",
    )


def _evidence(case: Case, cited: list[str]) -> dict[str, Node]:
    known = {piece.id: piece for piece in case.evidence}
    found: dict[str, Node] = {}
    for place, name in enumerate(cited):
        piece = known.get(name)
        source = piece.source if piece is not None else ""
        said = "" if piece is None else piece.says or piece.rule or piece.span
        found[name] = Node(
            id=name,
            kind="evidence",
            x=MARGIN,
            y=MARGIN + 2 * LANE_HEAD + place * (NODE_HEIGHT + GAP),
            width=EVIDENCE_WIDTH,
            label=_cut(f"{name} {source}"),
            below=_cut(said),
            title=f"{name}, {source}: {said[:300]}",
        )
    return found


def _edges(
    arguments: tuple[Argument, ...],
    boxes: Mapping[str, Node],
    pieces: Mapping[str, Node],
    numbers: Mapping[str, str],
) -> tuple[Edge, ...]:
    found: list[Edge] = []
    for place, argument in enumerate(arguments):
        box = boxes.get(argument.id)
        if box is None:
            continue
        mine = numbers[argument.id]
        for target in argument.attacks:
            if target in boxes:
                title = f"{mine} attacks {numbers[target]}"
                found.append(Edge("attacks", _line(box, boxes[target]), title))
        for other in arguments[:place]:
            shared = set(argument.evidence) & set(other.evidence)
            alike = argument.stance == other.stance != "neutral" and argument.panellist != other.panellist
            if alike and shared and other.id in boxes:
                title = f"{mine} supports {numbers[other.id]}: on the same evidence"
                found.append(Edge("supports", _line(box, boxes[other.id]), title))
        found += [
            Edge("cites", _line(pieces[piece], box), f"{mine} cites {piece}")
            for piece in argument.evidence
            if piece in pieces
        ]
    # Attacks last, so that they are drawn over the rest.
    return tuple(sorted(found, key=lambda edge: ("cites", "supports", "attacks").index(edge.kind)))


def _line(start: Node, end: Node) -> str:
    """Return a bent line between the sides of two boxes that face each other."""
    from_y, to_y = start.y + NODE_HEIGHT // 2, end.y + NODE_HEIGHT // 2
    if start.x == end.x:  # one above the other: around the right side
        side = start.x + start.width
        bend = side + COLUMN_GAP // 2 - GAP
        return f"M{side} {from_y}C{bend} {from_y} {bend} {to_y} {side} {to_y}"
    forwards = start.x < end.x
    from_x = start.x + start.width if forwards else start.x
    to_x = end.x if forwards else end.x + end.width
    middle = (from_x + to_x) // 2
    return f"M{from_x} {from_y}C{middle} {from_y} {middle} {to_y} {to_x} {to_y}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LABEL_CHARS else flat[: LABEL_CHARS - 1] + "…"
