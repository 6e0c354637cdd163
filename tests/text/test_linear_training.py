import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatrial.core.errors import SpecError
from seatrial.text import linear_training
from seatrial.text.linear import SCALE
from seatrial.text.linear_training import _Incidence, train

EXAMPLES = [
    ("my sink is leaking", "book"),
    ("water is leaking everywhere", "book"),
    ("send a plumber", "book"),
    ("how much is a visit", "prices"),
    ("what does it cost", "prices"),
    ("cancel my visit", "cancel"),
    ("i want to cancel", "cancel"),
]
_DIGEST_PROGRAM = f"""
import hashlib
from seatrial.text.linear_training import train
print(hashlib.sha256(train({EXAMPLES!r}).encode()).hexdigest())
"""


@given(st.permutations(EXAMPLES))
def test_the_order_of_the_examples_makes_no_difference(examples: list[tuple[str, str]]):
    assert train(examples).encode() == train(EXAMPLES).encode()


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_trains_the_same_model(hash_seed: str):
    there = subprocess.run(
        [sys.executable, "-c", _DIGEST_PROGRAM],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == hashlib.sha256(train(EXAMPLES).encode()).hexdigest()


def test_rounding_errors_of_the_machine_do_not_reach_the_model(monkeypatch: pytest.MonkeyPatch):
    """Another order of summation stands for another machine."""
    fit = linear_training.fit_logistic

    def fit_backwards(gram, targets, *, importance, **settings):
        products = np.ascontiguousarray(gram(np.eye(len(targets)))[::-1, ::-1])
        return fit(products.__matmul__, targets[::-1].copy(), importance=importance[::-1].copy(), **settings)[::-1]

    verbs = "book cancel move pay check mend send stop".split()
    nouns = "visit bill boiler tap plumber order price time".split()
    examples = [(f"{verb} the {noun} of my {nouns[-n]}", verb) for verb in verbs for n, noun in enumerate(nouns)]
    here = train(examples).encode()
    monkeypatch.setattr(linear_training, "fit_logistic", fit_backwards)
    assert train(examples).encode() == here


def test_many_examples_are_learned_as_well_as_few(monkeypatch: pytest.MonkeyPatch):
    exact = train(EXAMPLES)
    monkeypatch.setattr(linear_training, "_EXACT_EXAMPLES_MAX", 0)
    loose = train(EXAMPLES)
    for text, label in EXAMPLES:
        assert exact.scores(text).ranked[0][0] == loose.scores(text).ranked[0][0] == label
        assert loose.scores(text).out_of_scope == pytest.approx(exact.scores(text).out_of_scope, abs=100)


def test_a_label_with_few_lines_is_not_drowned():
    model = train([*[("visit on monday please", "many")] * 9, ("visit on friday please", "one")])
    shares = dict(model.scores("visit please").ranked)
    assert shares["one"] > SCALE // 5


def test_a_text_under_two_labels_leaves_both_likely():
    model = train([("one moment", "wait"), ("one moment", "filler"), ("a price", "prices")])
    (_, first), (_, second), _ = model.scores("one moment").ranked
    assert first == second


def test_a_smaller_inverse_penalty_trusts_the_examples_less():
    sure, unsure = (train(EXAMPLES, inverse_penalty=c).scores("cancel my visit") for c in (100.0, 0.1))
    assert sure.ranked[0][1] > unsure.ranked[0][1]


def test_examples_without_a_word_are_passed_over():
    assert train([*EXAMPLES, ("?!", "book"), ("", "nothing")]).encode() == train(EXAMPLES).encode()


@pytest.mark.parametrize("examples", [[], [("", "a")], [("…", "a"), ("🙂", "b")]])
def test_nothing_to_learn_from_is_the_authors_mistake(examples: list[tuple[str, str]]):
    with pytest.raises(SpecError) as caught:
        train(examples)
    assert caught.value.code == "understanding.no_examples"


def test_too_many_examples_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linear_training, "CELLS_MAX", len(EXAMPLES) * 3 - 1)
    with pytest.raises(SpecError) as caught:
        train(EXAMPLES)
    assert caught.value.code == "understanding.too_many_examples"


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=())), st.sampled_from("abc")), max_size=8))
def test_any_text_can_be_learned_from(examples: list[tuple[str, str]]):
    model = train([("fallback", "a"), *examples])
    assert model.scores("fallback").ranked


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=5, unique=True), min_size=1, max_size=400))
def test_sums_over_members_and_groups_are_those_of_the_dense_matrix(groups: list[list[int]]):
    groups = [list(range(7)), *groups]  # every member stands somewhere
    dense = np.zeros((len(groups), 7))
    for row, group in enumerate(groups):
        dense[row, group] = 1
    incidence = _Incidence(groups, 7)
    rows, group_rows = np.arange(14.0).reshape(7, 2), np.arange(2.0 * len(groups)).reshape(-1, 2)
    assert (incidence.over_members(rows) == dense @ rows).all()
    assert (incidence.over_groups(group_rows) == dense.T @ group_rows).all()
