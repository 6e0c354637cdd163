import pytest
from hypothesis import given
from hypothesis import strategies as st
from traces import Tracing

from seatrial.agents.locales import locale_data
from seatrial.core.checks import CheckResult
from seatrial.core.effects import Say
from seatrial.core.events import PlayoutEnded, PlayoutStarted, UserSaid
from seatrial.evaluation.feelings import acknowledges, upset
from seatrial.evaluation.scores import NO_BRAND, TITLES, Brand, Measures, ScoreTally, measure

PASSED = CheckResult(id="outcome:visit_booked", status="passed")
FAILED = CheckResult(id="outcome:visit_booked", status="failed")


def heard(trace: Tracing, text: str) -> Tracing:
    return trace.add("in", UserSaid(text=text))


def measured(trace: Tracing, *checks: CheckResult, brand: Brand = NO_BRAND) -> Measures:
    return measure(trace.evidence(), checks or (PASSED,), brand, asked=1)


def tally(*, golden: dict[str, int] | None = None) -> ScoreTally:
    return ScoreTally(golden_turns=golden or {})


def add(scores: ScoreTally, measures: Measures | None = None, **given: object) -> None:
    usual = {"scenario": "a", "verdict": "passed", "tags": (), "turns": 10, "reasks": 0, **given}
    scores.add(measures or Measures(goal=True, asked=4), **usual)  # pyright: ignore[reportArgumentType]


# One conversation --------------------------------------------------------------------------------------------------


def test_the_goal_is_how_it_ends_and_no_other_check():
    never = CheckResult(id="never_said:x", status="failed")
    assert measured(Tracing(), PASSED, never).goal
    assert not measured(Tracing(), FAILED).goal
    assert not measured(Tracing(), CheckResult(id="goal", status="failed")).goal
    assert not measured(Tracing(), CheckResult(id="handed_over:gas", status="failed")).goal


def test_forbidden_words_break_the_brand_only_where_they_are_heard_as_words():
    brand = Brand(never_say=("free of charge", "guarantee"))
    assert measured(Tracing().agent("It is Free of charge."), brand=brand).brand == ("never_say: free of charge",)
    assert measured(Tracing().agent("It is free of charge.", heard=6), brand=brand).brand == ()
    assert measured(Tracing().agent("We have guarantees."), brand=brand).brand == ()


def test_a_turn_that_is_too_long_breaks_the_brand():
    assert measured(Tracing().agent("one two three four"), brand=Brand(max_words=4)).brand == ()
    assert measured(Tracing().agent("one two three four five"), brand=Brand(max_words=4)).brand == ("max_words",)


def test_protected_words_that_are_cut_short_break_the_brand_unless_the_person_left():
    def trace() -> Tracing:
        return (
            Tracing()
            .add("out", Say(turn=1, text="I am an assistant.", protected=True))
            .add("in", PlayoutStarted(turn=1))
            .add("in", PlayoutEnded(turn=1, heard_chars=4))
        )

    assert measured(trace()).brand == ("protected words cut short",)
    assert measured(trace().left("patience")).brand == ()


def test_empathy_looks_at_the_next_turn_that_was_heard():
    noted = heard(Tracing().agent("Hello."), "I'm really worried about my money").agent("I'm sorry, that's a worry.")
    ignored = heard(Tracing(), "this is ridiculous").agent("What is your postcode?").agent("I'm sorry about that.")
    assert (measured(noted).upset, measured(noted).acknowledged) == (1, 1)
    assert (measured(ignored).upset, measured(ignored).acknowledged) == (1, 0)


def test_two_outbursts_before_one_answer_are_one_and_the_last_word_is_none():
    trace = heard(heard(Tracing(), "I'm so angry"), "I am furious").agent("I understand.")
    assert measured(trace).upset == 1
    assert measured(heard(Tracing().agent("Hello."), "I'm furious")).upset == 0


@pytest.mark.parametrize(
    "text",
    ["I'm really worried about it", "I am so angry with you", "this is a disgrace", "I’m fed up with this",
     "estoy muy preocupada", "estoy harto de esperar", "I've had enough"],
)  # fmt: skip
def test_words_that_state_a_bad_feeling(text: str):
    assert upset(text)


@pytest.mark.parametrize(
    "text",
    ["my sink is leaking", "no worries", "I'm not worried", "it isn't terrible", "14 Angerstein Road", "Joke Visser",
     "estoy bien", "nervous system supplies", "I'm afraid I don't know"],
)  # fmt: skip
def test_words_that_state_none(text: str):
    assert not upset(text)


def test_being_sorry_for_not_hearing_takes_note_of_no_feeling():
    assert not acknowledges("I'm sorry, I didn't quite get that.")
    assert not acknowledges("Sorry, could you repeat that? I couldn't hear you.")
    assert not acknowledges("Sorry, could you put it another way?")
    assert acknowledges("I'm sorry to hear that. I didn't get the number, though.")
    assert acknowledges("Lo siento mucho.")


def test_no_line_of_the_engine_passes_for_empathy_by_beginning_with_sorry():
    for locale in ("en-GB", "en-US", "es"):
        for key, wordings in locale_data(locale).lines.items():
            assert [wording for wording in wordings if acknowledges(wording)] == [], (locale, key)


@pytest.mark.parametrize(
    "text",
    ["I'm sorry to hear that; let's make your money safe.", "I'm sorry, that's a worry. Let's make your money safe.",
     "I'm so sorry. I'll put you through.", "I understand. Which card is it?", "That must be stressful.",
     "Lamento que haya pasado eso."],
)  # fmt: skip
def test_what_takes_note_of_a_feeling(text: str):
    assert acknowledges(text)


# Over a run --------------------------------------------------------------------------------------------------------


def test_every_score_says_what_it_is_in_one_line():
    scores = tally().scores()
    assert set(scores) == set(TITLES)
    assert all(score.about and "\n" not in score.about and score.value is None for score in scores.values())


def test_what_a_simulated_person_misread_is_left_out():
    scores = tally()
    add(scores)
    add(scores, Measures(), verdict="simulator_fault")
    assert scores.scores()["goal_completion"].text.startswith("1 of 1")


def test_results_of_earlier_versions_count_nothing():
    scores = tally()
    scores.add(None, scenario="a", verdict="passed", tags=(), turns=3, reasks=0)
    assert scores.scores()["goal_completion"].value is None


@pytest.mark.parametrize(("tag", "counts"), [("edge", 1), ("edge_case", 1), ("edgeware", 0), ("other", 0)])
def test_edge_cases_are_the_cards_that_are_tagged_so(tag: str, counts: int):
    scores = tally()
    add(scores, tags=("x", tag))
    assert scores.scores()["edge_cases"].total == counts


def test_brand_compliance_counts_conversations_and_names_how_much_was_broken():
    scores = tally()
    add(scores)
    add(scores, Measures(goal=True, brand=("max_words", "max_words")))
    found = scores.scores()["brand_compliance"]
    assert (found.count, found.total) == (1, 2)
    assert found.text.endswith("2 broken")


def test_efficiency_is_measured_against_the_golden_journey():
    scores = tally(golden={"a": 8})
    add(scores, turns=10)
    add(scores, turns=10)
    found = scores.scores()["efficiency"]
    assert (found.value, found.heuristic) == (0.8, False)
    assert "golden turns" in found.text


def test_without_a_golden_journey_efficiency_is_against_the_median_and_says_so():
    scores = tally()
    for turns in (8, 10, 15):
        add(scores, turns=turns)
    found = scores.scores()["efficiency"]
    assert (found.count, found.total, found.heuristic) == (30, 33, True)


def test_only_conversations_that_reached_their_goal_count_for_efficiency():
    scores = tally(golden={"a": 8})
    add(scores, turns=10)
    add(scores, Measures(asked=1), turns=2, verdict="failed")
    assert scores.scores()["efficiency"].total == 10


def test_repair_burden_is_re_asks_for_each_slot_that_was_asked_for():
    scores = tally()
    add(scores, Measures(goal=True, asked=4), reasks=2)
    add(scores, Measures(goal=True, asked=4), reasks=0)
    found = scores.scores()["repair_burden"]
    assert found.value == 0.25
    assert (found.low or 0) < 0.25 < (found.high or 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40), st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_every_interval_holds_its_value(conversations: list[tuple[bool, int, int, int]]):
    scores = tally()
    for goal, turns, reasks, asked in conversations:
        measures = Measures(goal=goal, asked=asked, upset=asked, acknowledged=min(asked, reasks))
        add(scores, measures, turns=turns, reasks=min(reasks, asked * 9), tags=("edge",))
    for score in scores.scores().values():
        if score.value is not None:
            assert 0 <= (score.low or 0) <= score.value <= (score.high or 0)
