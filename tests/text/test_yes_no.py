import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read

YES = (
    "yes|yeah|yep|YES!!!|yesss|y|k|sure|ok|correct.|please|right|of course|that's right|thats fine|go ahead|"
    "please do|why not|uh huh|mm hmm|aye|yeah go on then|oh go on then|i suppose so|i think so|i do|it is|"
    "i'm afraid so|no problem|not a problem|no worries|i don't see why not|can't see why not|i wouldn't say no|"
    "sounds good to me|if you could|might as well|yes please that would be great|yes but not today|"
    "yes i don't mind|yes i haven't got it with me|yes what's that|yeah no that's fine|no yeah|no no go ahead|"
    "no wait yes|no sorry i mean yes|no actually yes|i don't know yes i suppose|the answer is yes|i said yes|"
    "we're good to go|spot on|hell yeah|\U0001f44d|defo|yh thats fine"
).split("|")
NO = (
    "no|nope|nah|Nooo|n|no.|not really|not at all|not yet|i'd rather not|please don't|no thanks|no ta love|"
    "no way jose|never|absolutely not|of course not|i don't think so|i'm afraid not|no that's fine thanks|"
    "no it's okay|no i'm good|i'm good|i'm good thanks|that's all thanks|nothing else|that's not right|"
    "that's wrong|incorrect|it isn't|i haven't|i don't|dont|not great|that doesn't work for me|i can't make that|"
    "yeah no|yeah nah|yes no wait no i can't|yes sorry no|okay no|uh uh|hardly|i doubt it|forget it|no why|"
    "well i was going to but no|nah ur alright|thanks but no thanks|you're alright|let's not|no worries i'm good|"
    "no because i'm away|\U0001f44e"
).split("|")
NEITHER = (
    "maybe|mayb|perhaps|i'm not sure|i don't know|dunno|idk|no idea|it depends|yes or no|yes and no|possibly|"
    "i don't mind|what|what do you mean|can you repeat that please|pardon|sorry|i need to cancel my booking|"
    "i want to cancel my booking|how much is it|is that a yes|does that mean no|what if i say no|"
    "if yes then what|do i have to|yeah maybe|maybe yes|yes i'm not sure|i hope so|let me think|wait|no wait|"
    "hello|thanks|tuesday|i have a question|um|i'd like to know the price|i'd rather not say|who is this|\u2753"
).split("|")


@pytest.mark.parametrize("text", YES)
def test_agreement_is_yes(text: str) -> None:
    assert read("yes_no", text) is True


@pytest.mark.parametrize("text", NO)
def test_refusal_is_no(text: str) -> None:
    assert read("yes_no", text) is False


@pytest.mark.parametrize("text", [*NEITHER, ""])
def test_hedges_questions_and_other_talk_are_neither(text: str) -> None:
    assert read("yes_no", text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("s\u00ed", True),
        ("si", True),
        ("s\u00ed claro", True),
        ("por supuesto", True),
        ("vale", True),
        ("c\u00f3mo no", True),
        ("no hay problema", True),
        ("s\u00ed pero no hoy", True),
        ("no digo s\u00ed", True),
        ("no gracias", False),
        ("para nada", False),
        ("claro que no", False),
        ("ni hablar", False),
        ("no lo creo", False),
        ("no est\u00e1 bien", False),
        ("s\u00ed no espera no", False),
        ("no s\u00e9", None),
        ("quiz\u00e1s", None),
        ("s\u00ed o no", None),
        ("\u00bfc\u00f3mo?", None),
        ("me da igual", None),
    ],
)
def test_spanish_answers(text: str, answer: bool | None) -> None:
    assert read("yes_no", text, "es-ES") is answer


def test_only_a_clear_short_answer_counts_when_nothing_was_asked() -> None:
    assert read("yes_no", "yes please", asked=False) is True
    assert read("yes_no", "fine", asked=False) is None
    assert read("yes_no", "no hot water in the house since monday morning again", asked=False) is None


@given(st.sampled_from(YES), st.sampled_from(NO), st.sampled_from(["or", "or maybe"]))
def test_both_sides_joined_by_or_are_neither(yes: str, no: str, joint: str) -> None:
    plain = {"yes", "yeah", "yep", "aye", "sure", "ok"}, {"no", "nope", "nah", "never"}
    if yes in plain[0] and no in plain[1]:
        assert read("yes_no", f"{yes} {joint} {no}") is None


@given(st.lists(st.sampled_from("um uh er well oh".split()), max_size=3), st.sampled_from(["yes", "no"]))
def test_hesitation_changes_no_answer(hesitation: list[str], answer: str) -> None:
    assert read("yes_no", " ".join([*hesitation, answer])) is (answer == "yes")


@given(st.text())
def test_any_text_is_yes_no_or_neither(text: str) -> None:
    assert read("yes_no", text) in {True, False, None}


@pytest.mark.parametrize(
    "text",
    [
        *("yes hello can you hear me|yes i'm still here|yes i can hear you what was the question|yeah one sec").split(
            "|"
        ),
        *("yeah give me two mins|no hold on someone's at the door|no i was talking to my wife|yes who's this").split(
            "|"
        ),
        *("yes what is it|yeah i heard you|no sorry say that again|yeah yeah heard it all before").split("|"),
    ],
)
def test_a_word_that_only_keeps_the_line_open_answers_nothing(text: str) -> None:
    assert read("yes_no", text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "my wife said yes|he said no|part of me says yes|i'm not saying yes|i never said yes|does yes mean i pay"
        ).split("|"),
        *("i'd say yes but it's not my decision|i'd have to ask my wife|it's up to my husband|one for yes is it").split(
            "|"
        ),
        *("yes if it's free|yes unless it rains|yes as long as it's before noon|yes to which one|yes/no").split("|"),
        *("i did not understand|i do not follow|i haven't thought about it|i could do|i'm leaning towards yes").split(
            "|"
        ),
    ],
)
def test_what_others_say_or_hangs_on_something_answers_nothing(text: str) -> None:
    assert read("yes_no", text) is None


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("yes obviously or i wouldn't have rung", True),
        ("no or i'd have said", False),
        ("he says no but i say yes", True),
        ("i said yes last time and look what happened so no", False),
        ("i was gonna say no but go on then", True),
        ("let's say yes", True),
        ("i'm going to say no", False),
        ("yes if you wouldn't mind", True),
        ("does a bear poop in the woods", True),
        ("you must be joking", False),
        ("absolutely no way", False),
        ("wouldn't have it any other way", True),
    ],
)
def test_the_speakers_own_word_counts(text: str, agrees: bool) -> None:
    assert read("yes_no", text) is agrees


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("si es gratis vale", None),
        ("si me sale gratis s\u00ed", None),
        ("s\u00ed, le oigo", None),
        ("tengo que pens\u00e1rmelo", None),
        ("va a ser que s\u00ed", True),
        ("falt\u00e9 m\u00e1s, va a ser que no", False),
    ],
)
def test_spanish_conditions_answer_nothing(text: str, agrees: bool | None) -> None:
    assert read("yes_no", text, "es-ES") is agrees
