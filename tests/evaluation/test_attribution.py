import pytest
from traces import Tracing

from seatrial.evaluation.attribution import misreadings

KNOWS = {"postcode": "BS1 4DJ", "phone": "07700 900123"}


def misread(trace: Tracing) -> list[tuple[str, str]]:
    return [(one.meant, one.read) for one in misreadings(trace.evidence(), KNOWS)]


@pytest.mark.parametrize(
    ("acts", "read"),
    [
        (("ask:postcode",), "ask:postcode"),
        (("ask:postcode",), "spell:postcode"),
        (("open",), "need"),
        (("read_back:postcode",), "wrong:postcode"),
        (("confirm:book",), "read_back:when"),
        (("inform:postcode", "ask:phone"), "ask:phone"),
        (("ask:postcode",), "wrong:phone"),
        (("ask:shoe_size",), "ask:feet"),
        (("filler",), "goodbye"),
        (("inform:booked", "anything_else"), "anything_else"),
    ],
)
def test_a_prompt_taken_for_what_it_was_is_nobodys_fault(acts, read):
    assert misread(Tracing().agent("...", *acts).person("inform", read=read)) == []


@pytest.mark.parametrize(
    ("acts", "read"),
    [
        (("ask:postcode",), "ask:phone"),
        (("ask:postcode",), "goodbye"),
        (("confirm:book",), "ask:when"),
        (("anything_else",), "not_understood"),
        (("handoff:emergency",), "ask:phone"),
    ],
)
def test_a_clear_prompt_taken_for_another_is_the_simulators_fault(acts, read):
    assert misread(Tracing().agent("...", *acts).person("inform", read=read)) == [(acts[0].removesuffix(":"), read)]


def test_a_prompt_that_was_cut_off_was_not_clear():
    assert (
        misread(Tracing().agent("What is your postcode?", "ask:postcode", heard=4).person("inform", read="goodbye"))
        == []
    )


def test_silence_and_hanging_up_read_nothing():
    trace = Tracing().agent("...", "ask:postcode").person("silence", read="goodbye").person("hang_up")
    assert misread(trace) == []


def test_one_of_several_prompts_heard_together_is_enough():
    trace = Tracing().agent("...", "ask:postcode").agent("...", "reprompt").person("inform", read="ask:postcode")
    assert misread(trace) == []
