import pytest
from card_samples import card, failed, report


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({}, "passed", "40 of 40 people got through"),
        ({"conversations": 1, "passed": 1}, "passed", "1 of 1 person got through"),
        ({"passed": 30, "simulator_faults": 10}, "passed", "30 of 40 people got through"),
        ({"known_failure": "not yet"}, "passed", "40 of 40 people got through; it is known to fail: has somebody"),
        ({"passed": 39, "failed": 1, "known_failure": "not yet"}, "known", "known to fail: not yet (1 of 40 people"),
        ({"passed": 30, "not_judged": 10}, "not_judged", "not judged: 10 of 40 people met a check"),
        ({"passed": 0, "conversations": 0}, "not_played", "not played: the run did not come to this card"),
        ({"passed": 0, "simulator_faults": 40}, "not_played", "not the agent's fault: 40 people misread"),
        ({"passed": 39, "failed": 1}, "failed", "1 of 40 people did not get through: nobody knows why"),
    ],
)
def test_a_card_counts_once_and_says_what_came_of_it(changes: dict[str, object], status: str, sentence: str):
    found = card(**changes)
    assert found.status == status
    assert found.sentence.startswith(sentence)


def test_a_failure_says_what_was_expected_what_happened_and_why():
    assert failed().sentence == (
        "3 of 40 people did not get through: expected the outcome visit booked; it ended as handed to person: "
        "the agent gave up on the postcode after 3 attempts"
    )


def test_a_failure_outweighs_what_nobody_judged():
    assert failed(not_judged=5).status == "failed"


def test_cards_are_found_by_what_came_of_them():
    assert report(card("a"), failed("b"), card("c")).of("failed")[0].name == "b"
