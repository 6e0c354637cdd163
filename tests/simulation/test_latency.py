"""Claims about the latencies of a line."""

import pytest
from callers import PLAIN

from seatrial.core.events import SpeechStarted
from seatrial.runtime.playout import SPEECH
from seatrial.simulation.data_files import load_data
from seatrial.simulation.latency import Delay, line_latency, line_names
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.moves import Move
from seatrial.simulation.speech import SpeechChannel


def test_the_ordinary_line_is_the_one_that_everything_was_measured_on():
    ordinary = line_latency()
    assert ordinary.pace == SPEECH
    assert ordinary.network is None
    numbers = [index / 997 for index in range(997)]
    assert [ordinary.recogniser.of(number) for number in numbers] == [
        round(280 * (0.7 + 0.8 * number**2)) for number in numbers
    ]


def test_delays_pass_through_the_published_median_and_95th_percentile():
    for name, figures in load_data("latency")["recognisers"].items():
        delay = Delay.through(float(figures["p50"]), float(figures["p95"]))
        drawn = sorted(delay.of(index / 1_000) for index in range(1_000))
        assert drawn[500] == pytest.approx(float(figures["p50"]), abs=1.5), name
        assert drawn[950] == pytest.approx(float(figures["p95"]), abs=1.5), name
        assert drawn[0] > 0


@pytest.mark.parametrize("name", line_names())
def test_every_line_has_all_its_stages(name: str):
    latency = line_latency(name)
    assert latency.recogniser.least_ms > 0
    assert latency.network is not None
    assert latency.pace.latency_median_ms > 100


def test_a_network_delays_what_is_heard_and_changes_none_of_it():
    move = Move("inform", "postcode", text="b s one four d j")
    model = mishearing_model("en-GB")
    near = SpeechChannel(PLAIN, model, 7).render(move)
    far = SpeechChannel(PLAIN, model, 7, line_latency("satellite")).render(move)
    assert [due.body for due in near.dues] == [due.body for due in far.dues]
    assert all(late.after_ms > early.after_ms for early, late in zip(near.dues, far.dues, strict=True))
    assert far.dues[0].after_ms >= 260
    assert isinstance(far.dues[0].body, SpeechStarted)
