"""Every lint rule: what it finds, where, and what it leaves alone."""

from pathlib import Path

import pytest
from authoring import FLOW, HEAD, SAMPLES, checked, codes, of

from seatrial.agents.folder import check_agent
from seatrial.agents.mistakes import Mistake

SLOTS = """\
slots:
  thing: {type: choice, of: {pen: [], ink: []}, ask: "Pen or ink?"}
  day: {type: date}
tools:
  order: {args: [thing, day], fills: number, effect: write, once_per: [thing, day], idempotent: true}
  look: {args: [thing], fills: left}
"""
TOOLS = """\
from datetime import date

def order(ctx, *, thing: str, day: date) -> str:
    return "1"

def look(ctx, *, thing: str) -> int:
    return 1
"""
GOOD = """\
      - collect: [thing, day]
      - call: look
      - if: left == 0
        then: [{say: None left.}, {end: sold}]
      - confirm: "A {thing} on {day}?"
      - call: order
      - say: "Your number is {number}."
      - end: sold
"""


def lint(folder: Path, steps: str, *, more: str = "", head: str = HEAD, tools: str = TOOLS) -> tuple[Mistake, ...]:
    """Return what is said about an agent with these steps."""
    return checked(folder, f"{head}{SLOTS}{FLOW}{steps}{more}", tools=tools).mistakes


def test_a_good_agent_is_left_in_peace(tmp_path: Path):
    assert lint(tmp_path, GOOD) == ()


def test_the_samples_are_clean_apart_from_remarks():
    assert [mistake.code for mistake in check_agent(SAMPLES / "clinic").mistakes] == []
    assert {mistake.severity for mistake in check_agent(SAMPLES / "plumber").mistakes} == {"info"}


STEP_1 = 16
"""The line of a flow's first step here."""


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (f"{GOOD}      - say: Bye now.\n      - say: Bye again.\n", STEP_1 + 8),
        (f"      - end: sold\n{GOOD}", STEP_1 + 1),
        (f"      - handoff: tired\n{GOOD}", STEP_1 + 1),
        (f"{GOOD}      - {{goto: a}}\n      - label: a\n", STEP_1 + 8),
        ("      - if: now\n        then: {end: sold}\n        else: {handoff: a}\n" + GOOD, STEP_1 + 3),
    ],
)
def test_a_step_that_nothing_leads_to(tmp_path: Path, steps: str, line: int):
    (mistake,) = of(lint(tmp_path, steps), "lint.unreachable_step")
    assert mistake.line == line
    assert mistake.severity == "warning"


@pytest.mark.parametrize(
    "circle",
    [
        "      - label: top\n      - say: Round.\n      - {goto: top}\n",
        "      - label: top\n      - {goto: top}\n",
        "      - label: top\n      - collect: day\n      - if: day\n        then: {goto: top}\n" + GOOD,
        "      - label: top\n      - if: thing\n        then: [{set: {a: 1}}, {goto: top}]\n" + GOOD,
        "      - label: top\n      - run: part\n      - {goto: top}\n",
    ],
)
def test_a_circle_in_which_nothing_waits_is_an_error(tmp_path: Path, circle: str):
    found = of(lint(tmp_path, circle, more="  part:\n    steps: [{say: Part.}]\n"), "lint.endless_flow")
    assert [mistake.severity for mistake in found] == ["error"]


@pytest.mark.parametrize(
    "circle",
    [
        "      - label: top\n      - forget: day\n      - collect: day\n      - if: day\n        then: {goto: top}\n",
        "      - label: top\n      - collect: thing\n      - call: look\n      - if: left\n        then: {goto: top}\n",
        "      - label: top\n      - confirm: Again?\n      - {goto: top}\n",
        "      - label: top\n      - run: part\n      - {goto: top}\n",
        "      - collect: thing\n      - say: One.\n      - {goto: down}\n      - label: down\n      - end: sold\n",
    ],
)
def test_a_circle_that_waits_is_fine(tmp_path: Path, circle: str):
    assert not of(lint(tmp_path, circle, more="  part:\n    steps: [{confirm: Sure?}]\n"), "lint.endless_flow")


def test_flows_that_run_each_other_in_a_circle_are_an_error(tmp_path: Path):
    more = "  a:\n    steps: [{run: b}]\n  b:\n    steps: [{collect: day}, {run: a}]\n"
    found = of(lint(tmp_path, f"      - run: a\n{GOOD}", more=more), "lint.endless_flow")
    assert ["'a'" in found[0].message, "'b'" in found[1].message] == [True, True]


@pytest.mark.parametrize(
    ("steps", "name", "hint"),
    [
        ("      - call: look\n", "thing", "Add 'collect: thing' before it."),
        ("      - say: 'It is {number}.'\n", "number", "Call 'order' before it."),
        ("      - if: left == 0\n        then: {end: sold}\n", "left", "Call 'look' before it."),
        ("      - if: cheap\n        then: {set: {cheap: true}}\n", "cheap", "Set it before."),
        ("      - collect: thing\n      - call: look\n        on_error: {say: '{left}'}\n", "left", "Call 'look'"),
    ],
)
def test_a_name_used_before_it_has_a_value(tmp_path: Path, steps: str, name: str, hint: str):
    found = of(lint(tmp_path, steps + GOOD), "lint.used_before_filled")
    assert [mistake.message.split("'")[1] for mistake in found] == [name]
    assert hint in found[0].hint


def test_a_name_filled_on_one_of_two_ways_may_be_used(tmp_path: Path):
    steps = "      - if: now\n        then: {set: {cheap: true}}\n      - if: cheap\n        then: {end: sold}\n"
    assert lint(tmp_path, steps + GOOD) == ()


def test_what_the_running_flow_filled_is_known_in_the_flow_it_runs(tmp_path: Path):
    more = "  part:\n    steps: [{say: 'Left {left} on {day}.'}]\n"
    assert lint(tmp_path, GOOD.replace("      - confirm", "      - run: part\n      - confirm"), more=more) == ()


def test_what_a_run_flow_filled_is_known_afterwards(tmp_path: Path):
    more = "  part:\n    steps: [{collect: thing}, {call: look}]\n"
    assert lint(tmp_path, f"      - run: part\n      - say: '{{left}} left'\n{GOOD}", more=more) == ()


@pytest.mark.parametrize(
    "steps",
    [
        GOOD.replace('      - confirm: "A {thing} on {day}?"\n', ""),
        "      - if: now\n        then: {confirm: Sure?}\n"
        + GOOD.replace('      - confirm: "A {thing} on {day}?"\n', ""),
        "      - collect: [thing, day]\n      - run: write\n      - end: sold\n",
    ],
)
def test_a_write_that_nobody_confirmed(tmp_path: Path, steps: str):
    more = "  write:\n    steps: [{call: order}]\n" if "run: write" in steps else ""
    found = of(lint(tmp_path, steps, more=more), "lint.write_unconfirmed")
    assert [mistake.severity for mistake in found] == ["warning"]
    assert "'order'" in found[0].message


def test_a_confirmation_in_either_flow_covers_a_write(tmp_path: Path):
    write = "  write:\n    steps: [{call: order}]\n"
    ask = "  ask:\n    steps: [{collect: [thing, day]}, {confirm: Sure?}]\n"
    before = "      - collect: [thing, day]\n      - confirm: Sure?\n      - run: write\n      - end: sold\n"
    inside = "      - run: ask\n      - call: order\n      - end: sold\n"
    for number, (steps, more) in enumerate(((before, write), (inside, ask))):
        assert not of(lint(tmp_path / str(number), steps, more=more), "lint.write_unconfirmed")


def test_a_policy_may_require_the_confirmation(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace('      - confirm: "A {thing} on {day}?"\n', "")
    result = checked(tmp_path, agent, tools=TOOLS, policy="policy: x\nrequire: {confirm_before_write: true}\n")
    assert [mistake.severity for mistake in of(result, "lint.write_unconfirmed")] == ["error"]


def test_a_no_that_changes_nothing(tmp_path: Path):
    asked = GOOD.replace('on {day}?"\n', 'on {day}?"\n        on_no: {say: Well then.}\n')
    assert of(lint(tmp_path / "a", asked), "lint.no_changes_nothing")
    for number, block in enumerate(("{forget: day}", "{end: sold}", "{handoff: no}", "{run: part}")):
        steps = asked.replace("{say: Well then.}", block)
        found = lint(tmp_path / str(number), steps, more="  part:\n    steps: [{forget: day}]\n")
        assert not of(found, "lint.no_changes_nothing")


def test_outcomes_that_never_come_and_outcomes_that_count_for_nothing(tmp_path: Path):
    head = HEAD.replace("[sold]", "[sold, sould, handed_to_person, answered_hours]")
    more = "answers: {hours: {like: [when], say: At eight.}}\n"
    found = lint(tmp_path, GOOD.replace("{end: sold}", "{end: nothing_left}"), head=head, more=more)
    assert [(mistake.code, mistake.line, mistake.severity) for mistake in found] == [
        ("lint.success_never_reached", 3, "warning"),
        ("lint.outcome_not_success", STEP_1 + 3, "info"),
    ]
    assert "Did you mean 'sold'?" in found[0].hint


def test_a_handoff_never_succeeds_without_anybody_to_hand_over_to(tmp_path: Path):
    head = HEAD.replace("[sold]", "[sold, handed_to_person]").replace("escalation: {to: desk}\n", "")
    found = lint(tmp_path, GOOD, head=head)
    assert {"lint.no_way_to_a_person", "lint.success_never_reached"} == {mistake.code for mistake in found}


def test_a_person_can_always_be_asked_for(tmp_path: Path):
    head = HEAD.replace("{to: desk}", "{to: desk, when: [tool_failed]}")
    assert [mistake.code for mistake in lint(tmp_path, GOOD, head=head)] == ["lint.no_way_to_a_person"]


def test_what_is_declared_and_never_used(tmp_path: Path):
    head = HEAD + 'says: {thanks: "Thank you.", goodbye: "Bye."}\n'
    steps = "      - collect: day\n      - end: sold\n"
    found = lint(tmp_path, steps, head=head)
    assert sorted(mistake.code.removeprefix("lint.") for mistake in found) == [
        "asked_for_nothing",
        "unused_says",
        "unused_slot",
        "unused_tool",
        "unused_tool",
    ]
    bare = HEAD + "slots: {a: {type: date}, b: {type: date}, c: {type: date}}\n"
    result = checked(tmp_path / "b", f"{bare}{FLOW}      - collect: a\n      - set: {{c: now}}\n      - end: sold\n")
    assert [(mistake.code, mistake.message.split("'")[1]) for mistake in result.mistakes] == [
        ("lint.asked_for_nothing", "a"),
        ("lint.unused_slot", "b"),
    ]


def test_a_write_that_does_not_say_what_makes_two_the_same(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace("once_per: [thing, day], idempotent: true", "timeout_ms: 100")
    found = checked(tmp_path, agent, tools=TOOLS).mistakes
    assert [(mistake.code, mistake.severity) for mistake in found] == [
        ("lint.write_without_once_per", "warning"),
        ("lint.write_unreconciled", "info"),
    ]


def test_wording_that_is_too_long_or_forbidden(tmp_path: Path):
    head = HEAD.replace("speech: {", "speech: {max_words: 6, never_say: [Free, at once], ")
    steps = GOOD.replace("None left.", "'It is free, and you get it at once, unfreely.'")
    found = lint(tmp_path, steps, head=head)
    assert [(mistake.code, mistake.line, mistake.severity) for mistake in found] == [
        ("lint.too_long", STEP_1 + 3, "warning"),
        ("lint.forbidden_wording", STEP_1 + 3, "error"),
        ("lint.forbidden_wording", STEP_1 + 3, "error"),
    ]


def test_wording_under_says_is_judged_once_and_there(tmp_path: Path):
    head = (
        HEAD.replace("speech: {", "speech: {max_words: 6, ") + "says:\n  nothing: One two three four five six seven.\n"
    )
    found = lint(tmp_path, GOOD.replace("None left.", "nothing"), head=head)
    assert [(mistake.code, mistake.line) for mistake in found] == [("lint.too_long", 7)]


def test_an_opening_that_passes_for_a_human(tmp_path: Path):
    found = lint(tmp_path, GOOD, head=HEAD.replace("I'm an automated assistant", "Ann here"))
    assert [(mistake.code, mistake.line) for mistake in found] == [("lint.undisclosed", 4)]


def test_the_same_words_under_two_intents(tmp_path: Path):
    more = "answers:\n  hours:\n    like: [when, 'One  thing!']\n    say: At eight.\n"
    found = lint(tmp_path, GOOD, more=more)
    assert [(mistake.code, mistake.line) for mistake in found] == [("lint.shared_like", STEP_1 + 10)]
    assert "flows.sell" in found[0].message


def test_too_few_ways_to_say_it(tmp_path: Path):
    more = (
        "  b:\n    like: [x, y, z]\n    steps: [{end: sold}]\n"
        "  c:\n    steps: [{end: sold}]\n"
        "  d:\n    like: [e, f, g, h]\n    steps: [{end: sold}]\n"
    )
    found = lint(tmp_path, GOOD, more=more + "answers: {a: {say: A.}}\n")
    assert [(mistake.code, mistake.severity) for mistake in found] == [
        ("lint.few_likes", "warning"),
        ("lint.never_starts", "warning"),
        ("lint.never_starts", "info"),
    ]


def test_the_same_words_for_two_options(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace("{pen: [], ink: []}", "{pen: [biro], ink: [Biro., ink], old_ink: []}")
    found = checked(tmp_path, agent, tools=TOOLS).mistakes
    assert [mistake.code for mistake in found] == ["lint.shared_option"]
    assert "'pen' and 'ink'" in found[0].message


def test_streaming_switched_off_by_a_guardrail(tmp_path: Path):
    more = "guardrails:\n  output:\n    - {unsupported_numbers: block, check: whole_answer}\n"
    (mistake,) = lint(tmp_path, GOOD, more=more)
    assert (mistake.code, mistake.line) == ("lint.streaming_off", STEP_1 + 10)
    policy = "policy: x\nguardrails: {output: [{never_say: block, check: whole_answer}]}\n"
    result = checked(tmp_path / "b", f"{HEAD}{SLOTS}{FLOW}{GOOD}", tools=TOOLS, policy=policy)
    assert [(mistake.code, mistake.severity) for mistake in result.mistakes] == [("lint.streaming_off", "info")]


def test_a_sensitive_slot_in_the_summary(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace("{to: desk}", "{to: desk, summary: [day]}")
    agent = agent.replace("day: {type: date}", "day: {type: date, sensitive: true}")
    assert codes(checked(tmp_path, agent, tools=TOOLS)) == ["lint.sensitive_in_summary"]


@pytest.mark.parametrize(
    ("condition", "severity", "hint"),
    [
        ('thing == "pne"', "error", "Did you mean 'pen'?"),
        ('left == "few"', "error", "without quotes"),
        ("left > 2h", "warning", ""),
    ],
)
def test_a_condition_that_never_holds(tmp_path: Path, condition: str, severity: str, hint: str):
    found = of(lint(tmp_path, GOOD.replace("left == 0", condition)), "lint.expression_type")
    assert [(mistake.severity, mistake.line) for mistake in found] == [(severity, STEP_1 + 2)]
    assert hint in found[0].hint


def test_bounds_are_checked_like_conditions(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace("{type: date}", "{type: date, between: [now + now, 14d - now]}")
    found = of(checked(tmp_path, agent, tools=TOOLS), "lint.expression_type")
    assert [mistake.line for mistake in found] == [8, 8]


def test_results_are_taken_at_their_annotations_word(tmp_path: Path):
    tools = TOOLS.replace("-> int", "-> Left").replace(
        "from datetime import date",
        "from dataclasses import dataclass\nfrom datetime import date\nfrom typing import Literal\n"
        '@dataclass\nclass Left:\n    state: Literal["some", "none"]\n    at: date\n',
    )
    steps = GOOD.replace("left == 0", 'left.state == "nothing" or left.at > "later" or left.size == 3')
    found = of(lint(tmp_path, steps, tools=tools), "lint.expression_type")
    assert [mistake.message.split(" (")[0] for mistake in found] == [
        "'left.state' is never 'nothing'",
        "'later' is no date",
    ]


def test_tools_without_a_file(tmp_path: Path):
    (mistake,) = lint(tmp_path, GOOD, tools="")
    assert (mistake.code, mistake.line, mistake.severity) == ("lint.no_tools_file", 9, "error")
    assert "def order(ctx: ToolContext, *, thing: str, day: str) -> str: ..." in mistake.hint


def test_a_tool_without_a_function_and_a_function_without_a_tool(tmp_path: Path):
    found = lint(tmp_path, GOOD, tools=TOOLS.replace("def look", "def lok"))
    assert [(Path(mistake.file).name, mistake.line, mistake.code, mistake.severity) for mistake in found] == [
        ("agent.yaml", 11, "lint.no_function", "error"),
        ("tools.py", 6, "lint.undeclared_tool", "info"),
    ]
    assert "Did you mean 'lok'?" in found[0].hint


@pytest.mark.parametrize(
    ("function", "code", "severity", "message"),
    [
        ("def look(ctx, *, thin: str) -> int: ...", "bad_function", "error", "has no parameter 'thing'"),
        ("def look(ctx, *, thing: str, size: int) -> int: ...", "bad_function", "error", "needs 'size'"),
        ("def look(*, thing: str) -> int: ...", "bad_function", "error", "no first parameter"),
        ("async def look(ctx, *, thing: str) -> int: ...", "bad_function", "error", "async"),
        ("def look(ctx, *, thing: str) -> int: yield 1", "bad_function", "error", "generator"),
        ("def look(ctx, thing: str, /) -> int: ...", "bad_function", "error", "cannot be given by name"),
        ("def look(ctx, *, thing: int) -> int: ...", "tool_types", "error", "slot 'thing' is a choice"),
        ("def look(ctx, *, thing) -> int: ...", "untyped_tool", "warning", "what type thing is"),
        ("def look(ctx, *, thing: str): ...", "untyped_tool", "warning", "what it returns"),
        ("def look(ctx, *, thing: 'Nothing') -> int: ...", "untyped_tool", "warning", "what type thing is"),
    ],
)
def test_a_function_that_does_not_fit_its_declaration(
    tmp_path: Path, function: str, code: str, severity: str, message: str
):
    tools = TOOLS.partition("def look")[0] + function + "\n"
    found = of(lint(tmp_path, GOOD, tools=tools), f"lint.{code}")
    assert {mistake.severity for mistake in found} == {severity}
    assert message in found[0].message
    assert f"tools.py:{tools[: tools.index('def look')].count(chr(10)) + 1}" in found[0].message


@pytest.mark.parametrize(
    "function",
    [
        "def look(ctx, thing: str) -> int: ...",
        "def look(ctx, *, thing: str, size: int = 3) -> int: ...",
        "def look(ctx, **rest) -> int: ...",
        "def look(ctx, *, thing: str | None, **rest: object) -> int | None: ...",
        "from typing import Any\ndef look(ctx: Any, *, thing: Any) -> Any: ...",
        "from __future__ import annotations\ndef look(ctx: ToolContext, *, thing: str) -> int: ...",
        "_hidden = 3\ndef _more(): ...\ndef look(ctx, *, thing: str) -> int: ...",
    ],
)
def test_a_function_that_fits(tmp_path: Path, function: str):
    order = TOOLS.partition("def order")[2].partition("def look")[0]
    tools = f"{function}\nfrom datetime import date\ndef order{order}"
    assert lint(tmp_path, GOOD, tools=tools) == ()


def test_an_optional_slot_needs_a_parameter_that_may_be_none(tmp_path: Path):
    agent = f"{HEAD}{SLOTS}{FLOW}{GOOD}".replace("{type: date}", "{type: date, optional: true}")
    (mistake,) = checked(tmp_path, agent, tools=TOOLS).mistakes
    assert (mistake.code, mistake.severity) == ("lint.tool_types", "warning")
    assert "day: date | None" in mistake.hint
