"""A sample of benchmarks/pairing.py: one more question to people on the phone and at the keyboard."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "pairing.py"
SEEDS = 24


@pytest.mark.parametrize("channel", ["speech", "chat"])
def test_one_more_question_changes_no_act_but_its_answer(channel: str):
    command = [sys.executable, str(BENCHMARK), "--seeds", str(SEEDS), "--channel", channel, "--after", "area", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    compared = told[f"{channel}_after_area"]
    assert compared["examples"] == []
    assert compared["heard"] == compared["equal"] == SEEDS
    assert told["met"]
