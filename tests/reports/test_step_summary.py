from card_samples import RETRY, card, failed, hostile_report, report
from samples import cause, summary

from seatrial.reports.card_results import RunReport
from seatrial.reports.markdown import STEP_SUMMARY_BYTES_MAX
from seatrial.reports.step_summary import step_summary


def test_the_page_says_what_came_of_the_run_and_how_to_see_it():
    page = step_summary(report(card("cold_house"), failed(), failed("b", known_failure="not yet")), RETRY)
    assert page.startswith("## plumber: 1 of 3 cards failed\n")
    assert "812 (78.7-83.5 %) reached their goal; doing nothing" in page
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert r"| leaking\_sink | 40 | 37 | 3 | **failed** |" in rows
    assert "| b | 40 | 37 | 3 | known to fail |" in rows
    assert r"| cold\_house | 40 | 40 | 0 | passed |" in rows
    assert "**41** the agent gave up on the postcode after 3 attempts" in page
    assert "```text\nseatrial replay leaking_sink/terse/speech/8814\n```" in page


def test_cards_that_need_attention_come_first():
    cards = (card("a"), card("b", conversations=0, passed=0), failed("c", known_failure="x"), failed("d"))
    page = step_summary(report(*cards), RETRY)
    assert page.index("| d |") < page.index("| c |") < page.index("| b |") < page.index("| a |")


def test_a_run_without_failures_says_so():
    assert step_summary(report(card(), groups=()), RETRY).startswith("## plumber: nothing unexpected failed\n")


def test_a_run_that_was_cut_short_says_so():
    assert "**Interrupted:** 1,000 of 2,000" in step_summary(report(card(), planned=2_000), RETRY)


def test_the_largest_run_makes_a_page_that_a_job_can_show():
    long = "\u6c34|" * 400
    cards = tuple(failed(f"card_{number}_{long}") for number in range(2_000))
    groups = tuple(cause(cause=long, reason=long + "x", scenarios=(long,) * 100) for _ in range(40))
    page = step_summary(RunReport(summary=summary(groups=groups), cards=cards), RETRY)
    assert len(page.encode()) < STEP_SUMMARY_BYTES_MAX
    assert "and 1,500 more cards" in page


def test_hostile_words_stay_words():
    page = step_summary(hostile_report(), RETRY)
    outside = [line for line in page.splitlines() if not line.startswith("seatrial replay")]
    assert not any("<script>" in line or "](" in line.replace("\\](", "") for line in outside)
    assert "\x1b" not in page
    tables = [line for line in outside if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in tables} == {3, 6}
