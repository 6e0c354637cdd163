"""Claims about the drawing of a debate: every box has a place of its own, and every line joins what it should."""

import re

import msgspec
from panel_samples import CASE, DECISION, hostile

from seatrial.dissent.records import Argument
from seatrial.reports.argument_graph import ARGUMENTS_MAX, EDGES_MAX, NODE_HEIGHT, Graph, argument_graph

GRAPH = argument_graph(CASE, DECISION)


def _titles(graph: Graph, kind: str) -> list[str]:
    return [edge.title for edge in graph.edges if edge.kind == kind]


def test_what_is_cited_stands_to_the_left_and_what_is_not_is_left_out():
    evidence = [node for node in GRAPH.nodes if node.kind == "evidence"]
    assert [node.id for node in evidence] == ["e1", "e2", "gone"]
    assert max(node.x + node.width for node in evidence) < min(
        node.x for node in GRAPH.nodes if node.kind != "evidence"
    )


def test_arguments_stand_in_the_column_of_their_round_and_the_lane_of_their_author():
    boxes = {node.id: node for node in GRAPH.nodes}
    lanes = {lane.name: lane for lane in GRAPH.lanes}
    columns = [left for left, _ in GRAPH.columns]
    assert [name for _, name in GRAPH.columns] == ["sealed", "round 1"]
    for argument in DECISION.arguments:
        box, lane = boxes[argument.id], lanes[argument.panellist]
        assert box.x == columns[argument.round]
        assert lane.y <= box.y <= box.y + NODE_HEIGHT <= lane.y + lane.height
        assert box.kind == argument.stance
    assert lanes["a"].ballots == ((columns[0], "0.60"), (columns[1], "0.80"))


def test_a_box_calls_a_stance_as_the_page_does():
    label = {node.id: node.label for node in GRAPH.nodes}
    assert label["0.a.1"].startswith("A1 yes ")
    called = argument_graph(CASE, DECISION, {"yes": "against", "no": "for", "neutral": "neither"})
    assert next(node for node in called.nodes if node.id == "0.a.1").label.startswith("A1 against ")


def test_no_two_boxes_overlap_and_all_are_within_the_drawing():
    for place, one in enumerate(GRAPH.nodes):
        assert 0 <= one.x <= one.x + one.width <= GRAPH.width
        assert 0 <= one.y <= one.y + NODE_HEIGHT <= GRAPH.height
        for other in GRAPH.nodes[:place]:
            apart = (
                abs(one.y - other.y) >= NODE_HEIGHT or one.x + one.width <= other.x or other.x + other.width <= one.x
            )
            assert apart


def test_lines_say_who_cites_supports_and_attacks():
    assert _titles(GRAPH, "attacks") == ["A3 attacks A1"]
    assert _titles(GRAPH, "supports") == ["A2 supports A1: on the same evidence"]
    assert _titles(GRAPH, "cites") == ["A1 cites e1", "A2 cites e1", "A3 cites e2", "A3 cites gone"]
    for edge in GRAPH.edges:
        assert re.fullmatch(r"M\d+ \d+C\d+ \d+ \d+ \d+ \d+ \d+", edge.path)


def test_those_who_disagree_or_are_the_same_do_not_support_each_other():
    first = DECISION.arguments[0]
    again = msgspec.structs.replace(first, id="0.a.2")
    against = msgspec.structs.replace(first, id="0.b.2", panellist="b", stance="no")
    graph = argument_graph(CASE, msgspec.structs.replace(DECISION, arguments=(first, again, against)))
    assert _titles(graph, "supports") == []


def test_a_huge_debate_is_drawn_in_part_and_says_so():
    many = tuple(
        Argument(
            id=f"0.a.{number}",
            panellist="a" if number % 2 else "b",
            round=0,
            stance="yes",
            claim="x" * 500,
            evidence=("e1", f"x{number}"),
            p=0.5,
        )
        for number in range(300)
    )
    graph = argument_graph(CASE, msgspec.structs.replace(DECISION, arguments=many))
    assert len([node for node in graph.nodes if node.kind == "yes"]) == ARGUMENTS_MAX
    assert len(graph.edges) == EDGES_MAX
    assert graph.left_out > 220
    assert max(len(node.label) for node in graph.nodes) < 40


def test_what_is_hostile_bends_no_line():
    case, decision, _ = hostile()
    for edge in argument_graph(case, decision).edges:
        assert re.fullmatch(r"[MC\d ]+", edge.path)


def test_without_any_argument_there_is_an_empty_drawing():
    graph = argument_graph(CASE, msgspec.structs.replace(DECISION, arguments=(), ballots=()))
    assert graph.nodes == ()
    assert graph.width > 0
