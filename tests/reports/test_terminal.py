import pytest
from samples import ID, card, card_totals, cause, judged_sentence, judged_tick, summary

from seatrial.core.checks import Quote
from seatrial.reports.narration import Line
from seatrial.reports.style import PLAIN, Style
from seatrial.reports.summary import Opinion
from seatrial.reports.terminal import card_lines, one_sentence, summary_lines


def _summary(**changes: object) -> str:
    return "\n".join(summary_lines(summary(**changes), PLAIN))


def _card(**changes: object) -> str:
    return "\n".join(card_lines(card(**changes), PLAIN))


def test_one_sentence_says_how_many_were_helped_and_why_not():
    assert one_sentence(summary()) == (
        "1,000 called; 812 (78.7-83.5 %) reached their goal; doing nothing: 3; "
        "the most common cause was: the agent gave up on the postcode after 3 attempts (41 of 43 unexpected failures)."
    )


@pytest.mark.parametrize(
    ("channels", "verb"), [(("speech",), "called"), (("chat",), "wrote"), (("chat", "speech"), "made contact")]
)
def test_people_call_or_write(channels: tuple[str, ...], verb: str):
    assert one_sentence(summary(channels=channels)).startswith(f"1,000 {verb};")


def test_a_cause_that_is_known_is_called_known():
    said = one_sentence(summary(failed=50, groups=(cause(count=50, known=True),)))
    assert said.endswith("(50 of 50 failures, all known).")


def test_without_failures_no_cause_is_made_up():
    assert "cause" not in one_sentence(summary(failed=0, known_failures=0, groups=()))


def test_each_kind_of_verdict_is_counted_apart():
    text = _summary(unexpected_passes=2)
    for part in ("812 of 1,000 (78.7-83.5 %)", "badge: rules", "3 of 1,000", "93   50 of them known to fail"):
        assert part in text
    assert "not judged             83" in text
    assert "simulator faults       12" in text
    assert "unexpected passes      2" in text


def test_an_interrupted_run_says_how_far_it_got():
    assert "Interrupted: 1,000 of 5,000 done, 4,000 left undone." in _summary(planned=5_000)


def test_a_card_that_is_known_to_fail_is_marked():
    text = _summary(
        scenarios=(card_totals(known_failure="Nobody taught it.", unexpected_passes=2, simulator_faults=1),)
    )
    assert "known to fail, 2 unexpected passes, 1 simulator fault\n" in text


def test_causes_come_with_what_was_expected_and_an_example():
    text = _summary()
    assert "    41  the agent gave up on the postcode after 3 attempts\n" in text
    assert "        expected the outcome visit booked; it ended as handed to person\n" in text
    assert f"        such as {ID}" in text


def test_rare_causes_are_added_up():
    groups = tuple(cause(count=10 - number, example=f"a/b/c/{number}") for number in range(8))
    assert "    12  for 3 other reasons: see the report" in _summary(groups=groups)
    assert "     5  for 1 other reason: see the report" in _summary(groups=groups[:6])


def test_the_card_tells_the_person_the_checklist_and_the_words():
    text = _card()
    for part in (
        "Who      Sam Carter, a tenant.",
        "Knows    postcode BS1 4DJ",
        "Manner   terse: Says as little as possible.",
        "Channel  speech, 2026-08-19 09:12",
        "Faults   slow",
        "✗ It ends as visit booked\n  expected the outcome visit booked",
        '✓ It never says "guarantee"',
        "? It is kind (not judged)",
        "  0:00 agent    Hello, how can I — (cut short)",
        "  1:01 person   the sink leaks\n                meant: the sink creaks\n",
        "                understood: wants: book\n",
        "  1:05 ·        in_area(postcode BS1 4DJ): yes",
        "failed   9 agent turns, 104 s, digest eeeeeeeeeeee",
    ):
        assert part in text


def test_words_that_were_never_heard_are_marked():
    assert "(not heard)\n                meant: BS1" in _card(
        lines=(Line(at_ms=0, who="person", heard="", meant="BS1"),)
    )


def test_a_simulator_fault_says_what_was_misread():
    text = _card(verdict="simulator_fault", blame='"Which day?" was ask:when, and was taken for goodbye')
    assert 'misread a clear prompt ("Which day?" was ask:when' in text


def test_long_words_are_wrapped_to_the_page():
    style = Style(width=60)
    lines = list(card_lines(card(lines=(Line(at_ms=0, who="agent", heard="word " * 100),)), style))
    assert max(map(len, lines)) <= 60


def test_escape_codes_are_neutralised_everywhere():
    evil = "\x1b[2Jx"
    text = _card(
        id=evil, who=evil, why=evil, facts=((evil, evil),), manner=evil, known_failure=evil,
        lines=(Line(at_ms=0, who="person", heard=evil, meant=evil, understood=[evil]),),
    )  # fmt: skip
    assert "\x1b" not in text + _summary(agent=evil, groups=(cause(cause=evil, reason=evil, example=evil),))


def test_colour_is_only_used_where_it_is_wanted():
    assert "\x1b[" in "\n".join(summary_lines(summary(), Style(colour=True)))
    assert "\x1b[" not in _summary()


def test_a_terminal_without_fancy_signs_is_given_plain_ones():
    style = Style(ascii=True)
    text = "\n".join([*summary_lines(summary(), style), *card_lines(card(), style)])
    assert "########.." in text
    assert "x It ends as visit booked" in text
    assert text.isascii() or not set("█░─✓✗") & set(text)


def test_of_many_cards_those_that_failed_are_shown_wherever_they_stand():
    fine = [card_totals(name=f"card_{at}", failed=0, known_failure="", unexpected_passes=0) for at in range(60)]
    bad = card_totals(name="the_last_one", failed=1, known_failure="", unexpected_passes=0)
    text = _summary(scenarios=(*fine, bad))
    assert "the_last_one" in text
    assert "and 21 more cards, none of which failed" in text


def test_what_a_judge_said_is_told_sentence_by_sentence_with_whose_word_it_is():
    text = _summary(judged=(judged_sentence(),))
    assert "Judged by small (badge: model)\n    leaking_sink: It is kind.\n      holds in 3 of 4 (" in text
    assert "%), 2 not judged\n      It hurries. (leaking_sink/terse/speech/8814)\n" in text
    assert "Judged by" not in _summary()


def test_of_many_sentences_those_that_do_not_hold_are_shown():
    many = tuple(judged_sentence(sentence=f"Sentence {number}.", failed=number) for number in range(30))
    text = _summary(judged=many)
    assert "Sentence 10." in text
    assert "Sentence 9." not in text
    assert "and 10 more sentences" in text


def test_a_card_with_figures_of_a_model_says_so():
    assert "badge: model\n" in _summary(scenarios=(card_totals(badge="model"),))
    assert "  badge: " not in _summary(scenarios=(card_totals(),)).split("people")[1]


@pytest.mark.parametrize(("status", "mark"), [("passed", "✓"), ("failed", "✗"), ("not_judged", "?")])
def test_a_judged_line_has_its_why_its_words_and_its_judge(status: str, mark: str):
    text = " ".join(_card(ticks=(judged_tick(status),)).split())
    assert f"{mark} It is kind." in text
    assert 'It hurries. [person: "the sink leaks"] Judged by small (badge: model).' in text


def test_what_a_judge_says_moves_no_cursor():
    evil = "\x1b[2J\u202e\x00"
    ticks = (judged_tick(by=evil, why=evil, quotes=(Quote(turn=1, who="person", text=evil),)),)
    sentence = judged_sentence(by=evil, sentence=evil, examples=(Opinion(id="i", status="failed", why=evil),))
    text = _card(ticks=ticks) + _summary(judged=(sentence,))
    assert not {"\x1b", "\u202e", "\x00"} & set(text)
