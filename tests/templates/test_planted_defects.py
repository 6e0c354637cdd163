"""The table of planted defects: each still fits its agent; a sample of benchmarks/planted_defects.py is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from seatrial.agents.folder import templates_folder

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "planted_defects.py"
DEFECTS: list[dict[str, Any]] = yaml.safe_load(
    (BENCHMARK.parent / "data" / "planted_defects.yaml").read_text(encoding="utf-8")
)
SAMPLE = ("answers_in_spanish", "complaint_twice", "reads_the_word_back")


def test_there_are_twenty_of_both_examples_with_names_of_their_own():
    assert len(DEFECTS) >= 20
    assert len({defect["defect"] for defect in DEFECTS}) == len(DEFECTS)
    assert {defect["agent"] for defect in DEFECTS} == {"plumber", "bank"}


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["defect"])
def test_what_a_defect_replaces_occurs_once(defect: dict[str, Any]):
    assert defect["of"]
    for change in defect["patch"]:
        text = (templates_folder() / defect["agent"] / change["file"]).read_text(encoding="utf-8")
        assert text.count(change["find"]) == 1, change["find"]
        assert change["put"] != change["find"]


def test_a_sample_is_found_shrunk_and_explained_with_no_alarm_on_the_agents_as_they_are():
    command = [sys.executable, str(BENCHMARK), "--calls", "60", "--json", "--only", *SAMPLE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert (told["found"], told["unexpected"], told["broken"]) == (len(SAMPLE), [], [])
    assert all(finding["sentence"] for finding in told["findings"])
