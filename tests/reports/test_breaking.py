import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.scenario import Misheard, Pin, Scenario, ScriptLine, Strike, Want
from seatrial.reports.breaking import CLAUSES_MAX, Breaking, breaking_sentence, feature_text
from seatrial.simulation.shrinking import KINDS, Feature, misheard_name, strike_name

STRIKES = (
    Strike(kind="error", target="is_free"),
    Strike(kind="error", target="is_free", attempt=1),
    Strike(kind="timeout", target="book#2"),
    Strike(kind="declined", target="desk:no_when"),
    Strike(kind="silence", target="inform:when"),
    Strike(kind="drop", target="inform:email/1"),
    Strike(kind="hang_up", target="wiggle:ears"),
)
MISHEARD = (
    Misheard(act="inform", about="postcode/0", heard="e s one"),
    Misheard(act="open", about="/0", heard=""),
    Misheard(act="inform", about="name/0", heard="jane", confidence=300),
)
CARD = Scenario(
    name="card",
    at="2026-08-19T09:12:00+01:00",
    want=Want(say=("My tap drips.",), also=("How much?",), change={"when": "friday 10:00"}),
    knows={"when": "2026-08-23T11:00", "postcode": "BS1 4DJ", "name": {"is": "Jo", "say": ["Jo it is"]}},
    memory={"phone": "07700 900123"},
    accepts=("visit_booked",),
    pinned=Pin(
        scenario="card",
        persona="terse",
        channel="speech",
        seed=1,
        traits={"patience": 2, "verbosity": 0.9, "novelty": 0.7},
        misheard=MISHEARD,
        strikes=STRIKES,
    ),
)


def told(*kept: str, gone: str = "", **more: object) -> str:
    return breaking_sentence(
        Breaking(card=CARD, kept=tuple(map(feature, kept)), gone=tuple(map(feature, gone.split())), **more)
    )


def feature(key: str) -> Feature:
    kind, _, name = key.partition(":")
    return Feature(kind=kind, name=name)


def strike(number: int) -> str:
    return f"strike:{strike_name(STRIKES[number])}"


def misheard(number: int) -> str:
    return f"misheard:{misheard_name(MISHEARD[number])}"


@pytest.mark.parametrize(
    ("kept", "clause"),
    [
        ([strike(0)], "the tool is_free is down"),
        ([strike(0), strike(1)], "the tool is_free is down (twice running)"),
        ([strike(2)], "the tool book, asked for the second time, gives no answer"),
        ([strike(3)], "nobody takes the caller over (no time)"),
        ([strike(4)], "nothing is heard when the caller gives the time"),
        ([strike(5)], "words go missing when the caller gives the e-mail address"),
        ([strike(6)], "the line goes dead when the caller wiggle (ears)"),
        ([misheard(0)], '"e s one" is heard when the caller gives the postcode'),
        ([misheard(1)], "nothing is heard when the caller says why they call"),
        ([misheard(2)], "it is not certain what is heard when the caller gives the name"),
        (["trait:patience"], "the caller has little patience"),
        (["trait:verbosity"], "the caller talks a lot"),
        (["trait:novelty"], "the caller's novelty is high"),
        (["aside:How much?"], 'the caller asks "How much?" on the way'),
        (["change:when"], "the caller changes the time on the way"),
        (["accepts:any"], "the caller accepts nothing but visit booked"),
        (["fact:when"], 'the time is "Sunday 23 August, 11:00"'),
        (["asked:phone"], "the phone has to be asked for"),
        (["asked:name", "fact:name"], "the name has to be asked for"),
        ([misheard(0), "fact:postcode", "asked:postcode"], '"e s one" is heard when the caller gives the postcode'),
        (["opening:book"], "the conversation begins at its beginning"),
        (["opening:book", "change:when"], "the caller changes the time on the way"),
        (["delay:tools", "fact:name"], 'tools are as slow as they were and the name is "Jo"'),
    ],
)
def test_what_cannot_go_is_told_in_plain_words(kept, clause):
    spoken = {"email": "e-mail address"}
    doubted = (misheard_name(MISHEARD[2]),)
    assert told(*kept, spoken=spoken, doubted=doubted) == f"It fails whenever {clause}."


def test_where_nothing_is_needed_everybody_fails():
    assert told() == 'It fails for everybody who says "My tap drips.".'
    assert told(others=10, failed=3) == 'It can fail for everybody who says "My tap drips.".'


@pytest.mark.parametrize(
    ("gone", "rest"),
    [
        ("trait:noise", "noise doesn't matter"),
        ("misheard:a", "noise doesn't matter"),
        ("strike:drop", "noise doesn't matter"),
        ("strike:error", "faults don't matter"),
        ("delay:tools", "faults don't matter"),
        ("trait:noise strike:error trait:patience", "noise, faults and the caller's manner don't matter"),
        ("aside:x", "questions on the way don't matter"),
    ],
)
def test_what_could_go_is_named_by_its_kind(gone, rest):
    assert told("change:when", gone=gone) == f"It fails whenever the caller changes the time on the way; {rest}."


def test_of_the_same_kind_only_the_others_do_not_matter():
    assert told(strike(0), gone="strike:late").endswith("; other faults don't matter.")
    assert told(misheard(0), gone="misheard:a").endswith("; other noise doesn't matter.")
    assert told("trait:patience", gone="trait:hang_up").endswith("; the rest of the caller's manner doesn't matter.")
    assert told("fact:when", gone="fact:name").endswith("; the other answers don't matter.")


def test_it_says_how_sure_it_is():
    assert told("change:when", others=10, failed=10).startswith("It fails whenever the caller")
    assert told("change:when", others=10, failed=5).startswith("It mostly fails when the caller")
    assert told("change:when", others=10, failed=1).startswith("It can fail when the caller")


def test_a_value_is_told_where_no_other_will_do():
    assert told(telling=("phone",)) == 'It fails whenever the phone is "07700 900123".'
    assert told("asked:phone", telling=("phone",)).startswith('It fails whenever the phone, "07700 900123", has to be')
    assert told("fact:when", idle=("when",)).startswith("It fails for everybody")


def test_what_is_kept_for_fairness_only_breaks_nothing():
    assert told("change:when", "trait:patience", only_fair=(feature("change:when"),)) == (
        "It fails whenever the caller has little patience."
    )


def test_a_script_is_told_by_its_first_lines():
    script = tuple(ScriptLine(say=text) for text in ("one", "two", "three"))
    card = msgspec.structs.replace(CARD, want=None, script=script)
    found = Breaking(card=card, kept=tuple(feature(f"line:{index}") for index in range(3)), gone=())
    assert breaking_sentence(found) == 'It fails whenever the caller says "one" and then says "two" and 1 more.'


def test_long_lists_are_cut_short():
    kept = [f"cannot:thing_{number}" for number in range(9)]
    sentence = told(*kept)
    assert sentence.count("the caller is unable to") == CLAUSES_MAX - 1
    assert sentence.endswith("and 6 more things come together.")


@given(
    st.lists(st.builds(Feature, kind=st.sampled_from(KINDS), name=st.text(max_size=12)), unique=True, max_size=12),
    st.lists(st.builds(Feature, kind=st.sampled_from(KINDS), name=st.text(max_size=12)), unique=True, max_size=12),
    st.integers(0, 10),
)
def test_there_is_always_one_sentence(kept, gone, failed):
    found = Breaking(card=CARD, kept=tuple(kept), gone=tuple(gone), others=10, failed=failed)
    sentence = breaking_sentence(found)
    assert sentence.startswith("It ")
    assert sentence.endswith(".")
    assert all(feature_text(one, found) for one in kept)
