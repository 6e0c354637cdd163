from callers import PLAIN, LineAgent, acts, said, talk

from seatrial.core.events import UserLeft, UserPressed
from seatrial.core.scenario import ScriptLine
from seatrial.simulation.chat import ChatChannel
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.scripted import ScriptedCaller
from seatrial.simulation.speech import SpeechChannel

PROMPTS = ["Hello, how can I help?", "What is your postcode?", "And your name?", "Thank you."]


def scripted(*lines: ScriptLine, channel: str = "chat") -> ScriptedCaller:
    if channel == "chat":
        return ScriptedCaller(lines, ChatChannel(PLAIN, 1), typed=True)
    return ScriptedCaller(lines, SpeechChannel(PLAIN, mishearing_model("en"), 1), typed=False)


def test_lines_are_said_one_for_each_turn_of_the_agent():
    person = scripted(ScriptLine(say="My sink is leaking."), ScriptLine(say="BS1 4DJ"))
    assert said(talk(LineAgent(PROMPTS), person, channel="chat")) == ["My sink is leaking.", "BS1 4DJ"]


def test_a_line_is_known_by_the_number_that_it_had():
    person = scripted(ScriptLine(say="hi"), ScriptLine(say="BS1 4DJ", number=5))
    assert [act.about for act in acts(talk(LineAgent(PROMPTS), person, channel="chat"))][:2] == ["line 1", "line 5"]


def test_on_the_phone_a_script_goes_through_the_recogniser():
    person = scripted(ScriptLine(say="Hello, I'd like a visit."), channel="speech")
    assert said(talk(LineAgent(PROMPTS), person)) == ["hello i'd like a visit"]


def test_a_script_may_press_keys_and_hang_up():
    person = scripted(ScriptLine(press="42#"), ScriptLine(say="bye", leave=True), channel="speech")
    ran = talk(LineAgent(PROMPTS), person)
    assert [row.body.keys for row in ran.rows if isinstance(row.body, UserPressed)] == ["42#"]
    assert [row.body.reason for row in ran.rows if isinstance(row.body, UserLeft)] == ["script_left"]


def test_an_interruption_comes_while_the_agent_speaks():
    person = scripted(ScriptLine(say="stop", interrupt=True, wait_ms=300), channel="speech")
    ran = talk(LineAgent(PROMPTS), person)
    (act,) = [row.at_ms for row in ran.rows if row.lane == "user" and row.body.act == "say"]
    assert act < 1_000


def test_a_script_that_is_over_hangs_up_after_a_while():
    ran = talk(
        LineAgent(PROMPTS[:1], silence_ms=600_000, patience_ms=600_000), scripted(ScriptLine(say="hi")), channel="chat"
    )
    assert acts(ran)[-1].about == "script_over"


def test_equal_lines_are_told_apart_in_the_trace():
    person = scripted(ScriptLine(say="yes"), ScriptLine(say="no"), ScriptLine(say="yes"))
    ran = talk(LineAgent(PROMPTS), person, channel="chat")
    assert [act.about for act in acts(ran) if act.act == "say"] == ["line 1", "line 2", "line 3"]
