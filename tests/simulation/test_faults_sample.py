"""A sample of benchmarks/faults.py: voice and chat under every kind of fault, and broken tools that must be caught."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "faults.py"


def test_in_200_calls_under_faults_nothing_is_stuck_lost_or_doubled_and_the_audit_would_see_it():
    command = [sys.executable, str(BENCHMARK), "--calls", "200", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert {name: bar for name, bar in told["bars"].items() if not bar["met"]} == {}, told["examples"]
    assert all(told["strikes"].values())
    assert told["writes"] > 50
