"""Memory keeps what was heard, folds the rest into the person's own sentences, and recalls tool results by id."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.agent import Memory
from seatrial.agents.memory import History
from seatrial.testing.talk import talk_to


def test_old_turns_that_moved_things_on_are_summarised_in_the_persons_own_words() -> None:
    history = History(Memory(last_turns=2, summary_sentences=3))
    history.add("person", "my sink leaks", weight=1)
    history.add("agent", "what is your postcode")
    history.add("person", "um")
    history.add("person", "BS1 4DJ", weight=1)
    history.add("agent", "thank you")
    assert history.summary() == ("my sink leaks",)
    assert [line.text for line in history.recent] == ["BS1 4DJ", "thank you"]


def test_the_summary_keeps_why_the_person_came_and_drops_the_lightest() -> None:
    history = History(Memory(last_turns=0, summary_sentences=2))
    for text, weight in (("why", 1), ("light", 1), ("heavy", 3), ("medium", 2)):
        history.add("person", text, weight=weight)
    assert history.summary() == ("why", "heavy")


@given(st.lists(st.tuples(st.sampled_from(["agent", "person"]), st.text(max_size=300), st.integers(0, 3)), max_size=60))
def test_memory_is_bounded_whatever_is_said(turns: list[tuple[str, str, int]]) -> None:
    history = History(Memory(last_turns=4, summary_sentences=3))
    for who, text, weight in turns:
        history.add(who, text, weight)
    assert len(history.recent) <= 4
    assert len(history.summary()) <= 3
    assert all(sentence in [text[:200] for _, text, _ in turns] for sentence in history.summary())


def test_tool_results_come_back_whole_by_id() -> None:
    history = History(Memory())
    first = history.keep_result("find", {"rows": [1, 2, 3]})
    second = history.keep_result("find", "x" * 500)
    assert history.recall(first) == {"rows": [1, 2, 3]}
    assert history.recall(second) == "x" * 500
    assert len(history.results()[1].head) <= 60
    assert history.recall("t99") is None


def test_what_was_not_heard_is_not_remembered() -> None:
    talk = talk_to("plumber")
    talk.say("how much is it?")
    heard = [line.text for line in talk.session.conversation.history.recent if line.who == "agent"]
    assert heard[0] == talk.opening
