"""Draws are fixed by what they are for, and by nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.draws import between, chance, draw, log_normal_ms, pick

NAMES = st.text(max_size=12)


@given(st.integers(0, 2**62), NAMES, NAMES, NAMES, st.integers(0, 1000))
def test_a_draw_is_a_function_of_its_identity(seed: int, purpose: str, act: str, slot: str, attempt: int) -> None:
    first = draw(seed, purpose, act, slot, attempt)
    assert 0.0 <= first < 1.0
    assert draw(seed, purpose, act, slot, attempt) == first


@given(st.integers(0, 2**62), NAMES)
def test_parts_of_an_identity_do_not_run_into_each_other(seed: int, name: str) -> None:
    assert draw(seed, "a", f"b{name}", "") != draw(seed, "a", "b", name + "x")


def test_draws_are_uniform_enough_to_trust() -> None:
    counts = Counter(int(10 * draw(seed, "uniform")) for seed in range(20_000))
    # Chi-square with 9 degrees of freedom: 27.9 is exceeded once in a thousand.
    statistic = sum((counts[bucket] - 2_000) ** 2 / 2_000 for bucket in range(10))
    assert statistic < 27.9


def test_other_draws_change_nothing() -> None:
    alone = [draw(1, "answer", "ask", slot) for slot in ("a", "b", "c")]
    mixed = []
    for slot in ("a", "b", "c"):
        draw(1, "something else", slot)
        mixed.append(draw(1, "answer", "ask", slot))
    assert mixed == alone


def test_chance_is_never_at_zero_and_always_at_one() -> None:
    assert not any(chance(0.0, seed, "x") for seed in range(200))
    assert all(chance(1.0, seed, "x") for seed in range(200))


@given(st.integers(0, 10**6), st.lists(st.integers(), min_size=1, max_size=9))
def test_pick_takes_one_of_them(seed: int, items: list[int]) -> None:
    assert pick(items, seed, "x") in items


@given(st.integers(0, 10**6), st.integers(-50, 50), st.integers(0, 50))
def test_between_includes_both_ends(seed: int, low: int, width: int) -> None:
    assert low <= between(low, low + width, seed, "x") <= low + width


def test_between_reaches_both_ends() -> None:
    assert {between(1, 3, seed, "x") for seed in range(200)} == {1, 2, 3}


def test_log_normal_has_the_median_and_spread_it_promises() -> None:
    values = sorted(log_normal_ms(1_000, 0.5, seed, "x") for seed in range(8_000))
    assert 960 < values[4_000] < 1_040
    assert 2.1 < values[7_600] / values[4_000] < 2.5
    assert values[0] >= 1


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_draws_do_not_depend_on_the_hash_seed(hash_seed: str) -> None:
    code = "from seatrial.core.draws import draw; print(draw(7, 'mishearing', 'ask', 'postcode', 2))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    out = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert float(out.stdout) == draw(7, "mishearing", "ask", "postcode", 2)
