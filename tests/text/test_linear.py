import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import SeatrialError
from seatrial.text import linear
from seatrial.text.linear import RANKED_MAX, SCALE, LinearModel
from seatrial.text.linear_training import train
from seatrial.text.ngrams import character_ngrams
from seatrial.text.tokens import TEXT_CHARS_MAX

LINES = {
    "book": ["my sink is leaking", "can you send somebody round", "the boiler has packed up", "need a plumber"],
    "prices": ["how much is it", "what do you charge", "what does a visit cost"],
    "hours": ["when are you open", "what are your opening hours", "are you open on sunday"],
    "cancel": ["cancel my visit", "i want to cancel the appointment", "please call it off"],
    "complaint": ["i want to complain", "the plumber made a mess", "your man did a terrible job"],
    "person": ["let me talk to a person", "put me through to a human"],
}
EXAMPLES = [(line, label) for label, lines in LINES.items() for line in lines]
MODEL = train(EXAMPLES)
ENCODED = MODEL.encode()

any_text = st.text(st.characters(exclude_categories=()))
spoken = st.lists(
    st.sampled_from([*sorted({word for line, _ in EXAMPLES for word in line.split()}), "leek", "um", "zzz", "ñandú"])
).map(" ".join)


def best(text: str) -> str:
    return MODEL.scores(text).ranked[0][0]


@pytest.mark.parametrize(("line", "label"), EXAMPLES)
def test_each_example_is_recognised(line: str, label: str):
    assert best(line) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("um my tap is leeking", "book"),
        ("what would the visits cost me", "prices"),
        ("are you opened on sundays", "hours"),
        ("cancelling the apointment", "cancel"),
        ("I'd like to make a COMPLAINT!", "complaint"),
        ("a human being, please", "person"),
    ],
)
def test_new_wording_and_misspelling_are_recognised(text: str, label: str):
    assert best(text) == label


@given(any_text | spoken)
def test_any_text_gets_whole_scores_within_bounds(text: str):
    scores = MODEL.scores(text)
    shares = [share for _, share in scores.ranked]
    assert len({label for label, _ in scores.ranked} & set(MODEL.labels)) == RANKED_MAX
    assert shares == sorted(shares, reverse=True)
    assert all(type(share) is int and share >= 0 for share in shares)
    assert sum(shares) <= SCALE
    assert type(scores.out_of_scope) is int
    assert 0 <= scores.out_of_scope <= SCALE


def test_two_labels_share_the_whole_scale():
    (_, first), (_, second) = train([("leak", "a"), ("price", "b")]).scores("leak price leak").ranked
    assert SCALE - 1 <= first + second <= SCALE


@pytest.mark.parametrize("text", ["", "?!", "🙂", "zzqx", "\ud800"])
def test_text_with_nothing_known_is_wholly_out_of_scope_and_undecided(text: str):
    scores = MODEL.scores(text)
    assert scores.out_of_scope == SCALE
    assert scores.ranked == tuple((label, SCALE // len(LINES)) for label in sorted(LINES)[:RANKED_MAX])


def test_the_further_from_the_examples_the_more_out_of_scope():
    texts = [
        "cancel my visit",
        "cancel the visit please",
        "the visit",
        "the weather in lisbon",
        "quux xyzzy",
    ]
    strangeness = [MODEL.scores(text).out_of_scope for text in texts]
    assert strangeness == sorted(strangeness)
    assert strangeness[0] < SCALE // 2 < strangeness[3]


def test_an_unknown_word_makes_an_utterance_stranger_and_less_certain():
    plain, mixed = MODEL.scores("cancel my visit"), MODEL.scores("cancel my qwxqwx visit")
    assert mixed.out_of_scope > plain.out_of_scope
    assert mixed.ranked[0][0] == "cancel"
    assert mixed.ranked[0][1] < plain.ranked[0][1]


@given(spoken)
def test_saying_the_same_words_again_in_the_same_order_adds_one_pair_at_most(text: str):
    known = len(MODEL._rows(text, {})[0])
    assert len(MODEL._rows(f"{text} {text} {text}", {})[0]) <= known + 1


def test_what_stands_after_the_bound_is_not_read():
    head = "cancel my visit ".ljust(TEXT_CHARS_MAX)
    assert MODEL.scores(head + "how much is it") == MODEL.scores("cancel my visit")


def test_the_row_of_a_known_word_holds_the_rows_of_its_ngrams():
    masses, count = MODEL.table, len(MODEL.labels)
    for word, row in MODEL.word_rows.items():
        ngrams = masses[[MODEL.ngram_rows[ngram] for ngram in character_ngrams(word)]].sum(axis=0)
        own = masses[row] - ngrams
        assert (own[count:] >= 0).all()
        assert own[-1] == own[count:-1].max(), "the word itself stands in examples of at least one label"


def test_a_single_label_is_certain_but_not_blind():
    model = train([("cancel my visit", "cancel")])
    assert model.scores("cancel my visit").ranked == (("cancel", SCALE),)
    assert model.scores("cancel my visit").out_of_scope == 0
    assert model.scores("cancel that").out_of_scope > SCALE // 4
    assert model.scores("weather").out_of_scope > SCALE * 3 // 4


@given(any_text | spoken)
def test_a_decoded_model_gives_the_same_scores(text: str):
    assert LinearModel.decode(ENCODED).scores(text) == MODEL.scores(text)


def test_a_decoded_model_encodes_to_the_same_bytes():
    assert LinearModel.decode(ENCODED).encode() == ENCODED


def refused(encoded: bytes) -> str:
    with pytest.raises(SeatrialError) as caught:
        LinearModel.decode(encoded)
    assert caught.value.code == "linear_model.unreadable"
    assert "trained again" in caught.value.hint
    return str(caught.value)


@given(st.integers(0, len(ENCODED) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(position: int, change: int):
    damaged = bytearray(ENCODED)
    damaged[position] ^= change
    refused(bytes(damaged))


@given(st.integers(0, len(ENCODED) - 1))
def test_any_cut_is_noticed(length: int):
    refused(ENCODED[:length])


@given(st.binary(max_size=100))
def test_foreign_bytes_are_refused(encoded: bytes):
    refused(encoded)


def test_a_model_of_another_version_is_refused():
    assert "version" in refused(ENCODED.replace(b"linear\x01", b"linear\x02", 1))


def test_an_oversized_model_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linear, "_ENCODED_BYTES_MAX", len(ENCODED) - 1)
    refused(ENCODED)


def sealed(payload: bytes) -> bytes:
    """Dress `payload` as a model, checksum and all."""
    return linear._MAGIC + linear._digest(payload) + payload


@pytest.mark.parametrize("payload", [b"", b"\x00", msgspec.msgpack.encode([1, 2]), b"\x98\xa1\xff"])
def test_a_sealed_payload_that_is_no_model_is_refused(payload: bytes):
    assert "not a model" in refused(sealed(payload))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"labels": []}, "fit together"),
        ({"words": []}, "fit together"),
        ({"weights": b""}, "fit together"),
        ({"masses": b"\0"}, "fit together"),
        ({"masses": None}, "out of range"),
        ({"unknown_mass": 0}, "out of range"),
        ({"shift": -1}, "out of range"),
        ({"shift": 64}, "out of range"),
    ],
)
def test_a_sealed_model_whose_parts_disagree_is_refused(change: dict[str, object], why: str):
    stored = msgspec.msgpack.decode(ENCODED[len(linear._MAGIC) + linear._DIGEST_BYTES :], type=linear._Stored)
    change = {"masses": bytes(len(stored.masses))} if change == {"masses": None} else change
    assert why in refused(sealed(msgspec.msgpack.encode(msgspec.structs.replace(stored, **change))))


def test_scores_are_the_softmax_of_the_summed_weights():
    text = "what does the boiler cost"
    rows, unknown = MODEL._rows(text, {})
    count = len(MODEL.labels)
    sums = MODEL.table[rows].astype(float).sum(axis=0)
    logits = sums[:count] * 2.0**MODEL.shift / linear.LOGIT_STEPS / np.sqrt(sums[-1] + unknown * MODEL.unknown_mass)
    expected = SCALE * np.exp(logits) / np.exp(logits).sum()
    for label, share in MODEL.scores(text).ranked:
        assert share == pytest.approx(expected[MODEL.labels.index(label)], abs=20)
