"""Claims about the agent's voice as a model."""

from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.effects import Say
from seatrial.runtime.playout import (
    CHAT,
    Change,
    Ended,
    Held,
    Over,
    Pace,
    Playout,
    Started,
    WentOn,
    heard_chars,
)

TEN_PER_S = Pace(chars_per_s=10, latency_median_ms=0)


def say(turn: int, text: str, part: int = 0, *, last: bool = True) -> Say:
    return Say(turn=turn, text=text, part=part, last=last)


def play_out(playout: Playout, at_ms: int = 0) -> list[tuple[int, Change]]:
    heard: list[tuple[int, Change]] = []
    while (due := playout.due()) is not None:
        at_ms = max(at_ms, due)
        heard += [(at_ms, change) for change in playout.advance(at_ms)]
    return heard


def test_an_utterance_lasts_as_long_as_its_text_takes_to_speak():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "x" * 25))
    assert play_out(playout) == [
        (0, Started(1, 0, "x" * 25)),
        (2500, Over(1, "x" * 25, whole=True)),
        (2500, Ended(1, 0, 25)),
    ]


def test_chat_shows_everything_at_once():
    playout = Playout(1, CHAT)
    playout.say(40, say(1, "Hello there"))
    assert [at_ms for at_ms, _ in play_out(playout, 40)] == [40, 40, 40]


def test_the_first_sound_comes_after_a_latency_that_only_the_text_and_the_seed_decide():
    def first(seed: int, turn: int, text: str) -> int:
        playout = Playout(seed, Pace())
        playout.say(0, say(turn, text))
        due = playout.due()
        assert due is not None
        return due

    assert first(1, 1, "Hello") == first(1, 7, "Hello")
    assert len({first(seed, 1, "Hello") for seed in range(20)}) > 10


def test_parts_of_a_turn_are_played_in_order_and_the_turn_is_over_once():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "One two.", 0, last=False))
    playout.say(0, say(1, "Three.", 1))
    changes = [change for _, change in play_out(playout)]
    assert changes == [
        Started(1, 0, "One two."),
        Ended(1, 0, 8),
        Started(1, 1, "Three."),
        Over(1, "One two. Three.", whole=True),
        Ended(1, 1, 6),
    ]


def test_a_stopped_turn_was_heard_up_to_the_last_whole_word():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "Your reference is B12"))
    playout.advance(0)
    assert playout.stop(1600, 1) == [Over(1, "Your reference", whole=False), Ended(1, 0, 14)]


def test_stopping_before_the_first_sound_ends_the_part_unheard_and_nobody_notices():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "Hello"))
    assert playout.stop(0, 1) == [Ended(1, 0, 0)]


def test_stopping_one_turn_leaves_the_others_alone():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "One"))
    playout.say(0, say(2, "Two"))
    playout.advance(0)
    assert playout.stop(0, 2) == [Ended(2, 0, 0)]
    assert [change for _, change in play_out(playout)] == [Over(1, "One", whole=True), Ended(1, 0, 3)]


def test_what_comes_later_of_a_stopped_turn_ends_unheard():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "One", 0, last=False))
    playout.advance(0)
    playout.stop(0, 1)
    assert playout.say(5, say(1, "Two", 1)) == [Ended(1, 1, 0)]
    assert not playout.busy


def test_a_turn_whose_next_part_has_not_come_can_still_be_stopped():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "One", 0, last=False))
    playout.advance(0)
    playout.advance(300)
    assert playout.stop(400, 1) == [Over(1, "One", whole=False)]


def test_a_pause_adds_its_length_and_loses_no_word():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "x" * 10))
    playout.advance(0)
    assert playout.pause(400, 1) == [Held(1)]
    assert playout.due() is None
    assert playout.resume(5000, 1) == [WentOn(1)]
    assert play_out(playout)[-1] == (5600, Ended(1, 0, 10))


def test_pausing_twice_or_resuming_what_is_not_paused_changes_nothing():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "x" * 10))
    playout.advance(0)
    assert playout.resume(100, 1) == []
    playout.pause(200, 1)
    assert playout.pause(300, 1) == []
    assert playout.pause(300, 9) == []
    playout.resume(400, 1)
    assert playout.due() == 1200


def test_a_turn_that_is_held_before_its_first_sound_begins_when_it_is_let_go():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "Hello"))
    assert playout.pause(0, 1) == []
    assert playout.resume(900, 1) == []
    assert playout.due() == 900


def test_on_a_dead_line_nothing_is_heard_any_more():
    playout = Playout(1, TEN_PER_S)
    playout.say(0, say(1, "One two three"))
    playout.advance(0)
    assert playout.hang_up(500) == [Over(1, "One", whole=False), Ended(1, 0, 3)]
    assert playout.say(600, say(2, "Hello?")) == [Ended(2, 0, 0)]


@given(st.text(alphabet="ab \n", max_size=40), st.integers(-5, 50))
def test_what_was_heard_never_ends_inside_a_word(text: str, chars: int):
    heard = heard_chars(text, chars)
    assert 0 <= heard <= len(text)
    assert heard <= max(0, chars)
    assert heard == len(text) or heard == 0 or text[heard].isspace()


@st.composite
def commands(draw: st.DrawFn) -> list[tuple[int, str, int, int]]:
    what = st.sampled_from(["say", "stop", "pause", "resume", "advance", "hang_up"])
    steps = draw(st.lists(st.tuples(st.integers(0, 900), what, st.integers(1, 4), st.integers(0, 2)), max_size=30))
    return [(wait, name, turn, part) for wait, name, turn, part in steps]


@given(commands())
def test_every_part_ends_exactly_once_and_every_turn_that_began_is_over_exactly_once(
    steps: list[tuple[int, str, int, int]],
):
    playout = Playout(3, TEN_PER_S)
    said: list[tuple[int, int]] = []
    changes: list[Change] = []
    at_ms = 0
    for wait_ms, name, turn, part in steps:
        at_ms += wait_ms
        while (due := playout.due()) is not None and due <= at_ms:
            changes += playout.advance(due)
        if name == "say" and (turn, part) not in said:
            said.append((turn, part))
            changes += playout.say(at_ms, say(turn, "word " * (turn + part), part, last=part == 2))
        elif name == "stop":
            changes += playout.stop(at_ms, turn)
        elif name == "pause":
            changes += playout.pause(at_ms, turn)
        elif name == "resume":
            changes += playout.resume(at_ms, turn)
        elif name == "hang_up":
            changes += playout.hang_up(at_ms)
    changes += playout.hang_up(at_ms + 1)
    assert sorted((c.turn, c.part) for c in changes if isinstance(c, Ended)) == sorted(said)
    began = [c.turn for i, c in enumerate(changes) if isinstance(c, Started) and c not in changes[:i]]
    overs = sum(isinstance(c, Over) for c in changes)
    assert overs <= len(began)
    assert (overs > 0) == bool(began)
