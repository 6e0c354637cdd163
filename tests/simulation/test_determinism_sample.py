"""A sample of benchmarks/determinism.py: hash seeds, jobs, the coroutine driver, replay from JSON, live replay."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "determinism.py"


def test_36_conversations_under_faults_come_out_the_same_however_they_are_had():
    command = [sys.executable, str(BENCHMARK), "--seeds", "36", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert {name: bar for name, bar in told["bars"].items() if not bar["met"]} == {}, told["problems"]
    assert told["strikes"] > 36
