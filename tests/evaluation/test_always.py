"""Rules that every conversation keeps: each is broken by one made-up trace, and by nothing that is as it should be."""

from __future__ import annotations

from typing import Any

import pytest
from traces import Tracing

from seatrial.agents.folder import load_agent
from seatrial.core.effects import CallTool
from seatrial.core.events import ToolReturned, UserSaid
from seatrial.core.scenario import Scenario, Want
from seatrial.core.world import World
from seatrial.evaluation.always import SAME_WORDS_MAX, Always

PLUMBER = load_agent("plumber")
BANK = load_agent("bank")
KNOWS = {"phone": "07700 900123", "postcode": "BS1 4DJ", "when": "2026-08-20T10:00"}
ARGS: dict[str, Any] = {"phone": "+447700900123", "postcode": "BS1 4DJ", "when": "2026-08-20T10:00"}


class Booking(Tracing):
    """A trace with writes that have keys, and a world that keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World({"visits": {}})

    def asked(self, text: str = "Shall I book it?", flow: str = "book") -> Booking:
        self.agent(text, f"confirm:{flow}")
        return self

    def told(self, act: str, text: str, about: str = "") -> Booking:
        self.person(act, about, text=text)
        return self

    def booked(self, tool: str = "book_visit", **row: Any) -> Booking:
        number = len(self.rows)
        key = f"{tool}.{number}"
        self.note("step", "book.steps[12]")
        self.add("out", CallTool(request=key, tool=tool, args=ARGS, write=True, idempotency_key=key))
        self.world.call = (tool, key)
        self.world.put("visits", f"HP{number}", {**ARGS, **row})
        self.add("in", ToolReturned(request=key, result="ok"))
        return self


def broken(trace: Tracing, *, met: str = "", world: World | None = None, agent: Any = PLUMBER, **card: Any) -> set[str]:
    fields: dict[str, Any] = {"knows": KNOWS, **card}
    scenario = Scenario(name="card", at="2026-08-19T09:00:00+01:00", **fields)
    always = Always(agent.agent, scenario, agent.required)
    held = trace.world if isinstance(trace, Booking) else world
    found = always.broken(trace.evidence(), trace.rows, held, user_met=met)
    assert all(check.status == "failed" and check.reason for check in found)
    return {check.id.removeprefix("always:") for check in found}


def ordinary() -> Booking:
    trace = Booking()
    trace.agent("Which postcode is it for?", "ask:postcode").person("inform", "postcode", text="bs1 4dj")
    trace.asked().told("affirm", "yes please")
    return trace


def test_an_ordinary_booking_breaks_nothing():
    assert broken(ordinary().booked(), met="booked") == set()


def test_a_write_needs_to_be_asked_for_where_the_policy_says_so():
    assert broken(Booking().booked()) == {"confirmed"}
    free = Always(PLUMBER.agent, Scenario(name="card", at="2026-08-19T09:00:00+01:00"))
    trace = Booking().booked()
    assert free.broken(trace.evidence(), trace.rows, trace.world) == []


def test_whoever_says_no_is_not_booked():
    trace = ordinary()
    trace.asked().told("deny", "no")
    assert broken(trace.booked()) == {"confirmed"}


def test_a_script_says_no_in_its_own_words():
    trace = Booking()
    trace.asked().told("say", "No, don't.", "line 3")
    assert broken(trace.booked()) == {"confirmed"}


def test_a_no_that_was_followed_by_another_question_is_forgotten():
    trace = ordinary()
    trace.asked().told("change", "could we say friday", "when")
    trace.asked().told("affirm", "yes")
    assert broken(trace.booked()) == set()


def test_what_was_told_after_the_question_was_not_confirmed():
    trace = ordinary()
    trace.note("correction", "when", value="2026-08-20T10:00")
    assert broken(trace.booked()) == {"confirmed"}


def test_to_be_asked_whether_one_may_be_checked_is_no_yes_to_a_payment():
    trace = Tracing().agent("May I check who you are?", "confirm:verify")
    trace.person("affirm", text="yes").note("step", "pay.steps[8]").call("make_payment", customer="C-1881")
    assert "confirmed" in broken(trace, agent=BANK, knows={})


def test_two_rows_alike_are_a_double_booking():
    trace = ordinary().booked()
    trace.asked().told("affirm", "yes")
    assert "once" in broken(trace.booked())


def test_a_write_that_left_no_row_is_lost():
    trace = ordinary()
    key = "book_visit.9"
    trace.note("step", "book.steps[12]")
    trace.add("out", CallTool(request=key, tool="book_visit", args=ARGS, write=True, idempotency_key=key))
    assert "once" in broken(trace.add("in", ToolReturned(request=key, result="HP1")))


def test_a_reading_tool_writes_nothing():
    trace = ordinary().booked()
    trace.world.call = ("is_free", "is_free.1")
    trace.world.put("visits", "HP1", {"state": "held"})
    assert broken(trace) == {"reads_only"}


@pytest.mark.parametrize(
    ("slot", "value"), [("phone", "07700 900124"), ("postcode", "BS1 4DG"), ("when", "2026-08-21T10:00")]
)
def test_what_is_written_is_what_the_person_holds(slot: str, value: str):
    assert broken(ordinary().booked(), knows={**KNOWS, slot: value}) == {"as_told"}


def test_what_will_do_as_well_and_what_cannot_be_read_are_no_contradiction():
    either = {**KNOWS, "when": ["2026-08-21T10:00", "2026-08-20T10:00"]}
    assert broken(ordinary().booked(), knows=either) == set()
    assert broken(ordinary().booked(), knows={**KNOWS, "when": "any time on Thursday"}) == set()


def test_after_a_change_of_mind_only_the_new_value_is_right():
    want = Want(say=("a tap drips",), change={"when": "2026-08-21T13:00"})
    assert broken(ordinary().booked(), want=want) == set()
    trace = Booking()
    trace.asked().told("change", "friday at one", "when").asked().told("affirm", "yes")
    assert broken(trace.booked(), want=want) == {"as_told"}


@pytest.mark.parametrize("row", [{"when": "2026-08-20T09:00"}, {"phone": "+44770090012"}, {"postcode": "BS1 4DG"}])
def test_a_row_holds_what_the_tool_was_given(row: dict[str, str]):
    assert broken(ordinary().booked(**row)) == {"as_called"}


def test_another_way_to_write_the_same_is_no_difference():
    assert broken(ordinary().booked(phone="07700 900123", postcode="bs14dj", when="20/08/2026 10:00")) == set()


def test_nobody_is_told_that_it_is_done_when_nothing_was():
    trace = Tracing().agent("That's booked.", "inform:booked")
    assert broken(trace, met="booked") == {"done"}
    assert broken(trace, met="handed") == set()
    blank = load_agent("blank")
    assert blank.agent.tools == {} or "done" in broken(trace, met="booked", agent=blank)


@pytest.mark.parametrize("said", ["Was it bluebell?", "Your word, Bluebell, is right."])
def test_a_secret_is_not_said_aloud(said: str):
    assert broken(Tracing().agent(said), agent=BANK, knows={"memorable_word": "bluebell"}) == {"secret"}
    assert broken(Tracing().agent("What's your memorable word?"), agent=BANK, knows={"memorable_word": "bluebell"}) == (
        set()
    )


def test_a_code_is_not_said_digit_by_digit_either():
    trace = Tracing().agent("That's 4 8 2 9 1 3.")
    assert broken(trace, agent=BANK, knows={"app_code": "482913"}) == {"secret"}


def test_the_agent_speaks_its_own_language():
    spanish = "Puede pagar al fontanero con tarjeta o en efectivo. What is the best phone number for you?"
    assert broken(Tracing().agent(spanish)) == {"language"}
    excused = Tracing().note("guardrail", "language").agent(spanish)
    assert broken(excused) == set()


def test_the_same_words_over_and_over_are_a_loop():
    trace = Tracing()
    for _ in range(SAME_WORDS_MAX):
        trace.agent("What is your postcode?", "ask:postcode")
    assert broken(trace) == set()
    assert broken(trace.agent("What is your postcode?", "ask:postcode")) == {"moves_on"}


def test_whoever_comes_with_many_things_may_hear_the_same_about_each():
    trace = Tracing()
    for _ in range(SAME_WORDS_MAX + 3):
        trace.note("flow", "cancel").agent("Shall I check that it's you?", "confirm:verify")
    assert broken(trace) == set()


def asking_for_a_person(heard: str) -> Tracing:
    trace = Tracing().person("ask_person", text="can I talk to a real person please")
    trace.add("in", UserSaid(text=heard))
    for text in ("What is your postcode?", "Which postcode is it?", "The postcode, please."):
        trace.agent(text, "ask:postcode")
    return trace


def test_whoever_asks_for_a_person_gets_one_or_is_offered_one():
    heard = "can I talk to a real person please"
    assert broken(asking_for_a_person(heard)) == {"person"}
    assert broken(asking_for_a_person("can a walk to a wheel purse")) == set()
    assert broken(asking_for_a_person(heard).hand_over("asked_for_person")) == set()
    assert broken(asking_for_a_person(heard).agent("Shall I put you through?", "offer_person")) == set()
