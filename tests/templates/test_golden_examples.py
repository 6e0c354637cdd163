"""The examples' golden journeys hold. To record them again: `seatrial golden record FOLDER --scenario CARD --force`."""

from pathlib import Path

import pytest

from seatrial.agents.folder import templates_folder
from seatrial.app.golden import compare
from seatrial.app.new_agent import new_agent


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.mark.parametrize("name", ["plumber", "bank", "clinica"])
def test_the_golden_journeys_of_an_example_hold(name: str):
    found = compare(name)
    assert {one.golden.card: one.departure.text for one in found.departed if one.departure} == {}
    assert len(found.compared) >= 5


@pytest.mark.parametrize("name", ["plumber", "bank", "clinica"])
def test_a_copy_of_an_example_has_its_golden_journeys(name: str, desk: Path):
    new_agent(desk / "mine", template=name)
    found = compare("mine", scenarios=[sorted((desk / "mine" / "golden").iterdir())[0].stem])
    assert found.agent == "mine"
    assert not found.departed


def test_a_confirmation_that_is_left_out_of_the_bank_is_found(desk: Path):
    new_agent(desk / "mine", template="bank")
    path = desk / "mine" / "agent.yaml"
    text = path.read_text()
    line = next(line for line in text.split("\n") if "I'll pay {amount} to {recipient.name}" in line)
    path.write_text(text.replace(f"{line}\n", "", 1))
    (desk / "mine" / "policy.yaml").unlink()
    departed = {one.golden.card: one.departure.text for one in compare("mine").departed if one.departure}
    assert set(departed) == {"pay_a_friend"}
    assert "it should ask for a yes to go on with pay; now it calls the tool make_payment" in departed["pay_a_friend"]


def test_every_golden_journey_of_an_example_says_whose_it_is():
    for path in sorted(templates_folder().glob("*/golden/*.yaml")):
        assert f"agent: {path.parent.parent.name}\n" in path.read_text()
