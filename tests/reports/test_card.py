import pytest

from seatrial.core.checks import (
    AnyCheck,
    Called,
    CheckResult,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.reports.card import check_text, ticks


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Outcome(id="o", any_of=("visit_booked", "handed_to_person")), "It ends as visit booked or handed to person"),
        (
            Called(id="c", tool="book", args={"when": "2026-08-20"}, before="send", after="find", times=1),
            "The tool book is called once with when 2026-08-20, before send, after find",
        ),
        (Called(id="c", tool="book", args={"by": ["app", "phone"]}), "The tool book is called with by app or phone"),
        (Called(id="c", tool="book", times=3), "The tool book is called 3 times"),
        (NeverCalled(id="n", tool="book"), "The tool book is never called"),
        (
            WorldHas(id="w", table="visits", row={"state": "booked"}, count=1),
            "There is exactly 1 row in visits with state booked",
        ),
        (WorldHas(id="w", table="visits"), "There is a row in visits"),
        (WorldUnchanged(id="w"), "Nothing changes in the world"),
        (WorldUnchanged(id="w", tables=("cards", "payments")), "Nothing changes in cards or payments"),
        (SlotIs(id="s", slot="post_code", value="BS1"), "Post code is BS1"),
        (Said(id="s", phrases=("60 pounds",)), 'It says "60 pounds"'),
        (NeverSaid(id="n", phrases=("guarantee", "free")), 'It never says "guarantee" or "free"'),
        (Within(id="w", turns=30, seconds=420), "It takes at most 30 agent turns and 420 seconds"),
        (HandedOver(id="h", reason="emergency"), "A person takes over because of emergency"),
        (Judged(id="j", sentence="It is kind."), "It is kind."),
    ],
)  # fmt: skip
def test_a_check_reads_as_a_sentence(check: AnyCheck, text: str):
    assert check_text(check) == text


def test_the_checklist_has_every_check_and_what_no_check_asked_for():
    checks = (NeverCalled(id="a", tool="book"), NeverCalled(id="b", tool="send"))
    results = (
        CheckResult(id="lost_write", status="failed", reason="said done, and the row is absent"),
        CheckResult(id="a", status="passed"),
    )
    assert [(tick.text, tick.status) for tick in ticks(checks, results)] == [
        ("The tool book is never called", "passed"),
        ("The tool send is never called", "not_judged"),
        ("lost write", "failed"),
    ]
