from pathlib import Path

import pytest

from seatrial.agents.folder import load_agent
from seatrial.agents.mistakes import MistakesError
from seatrial.core.checks import Called, Judged
from seatrial.simulation.cards import parse_cards, read_cards

SLIDE = b"""
scenario: lost_card_abroad
who: A customer of the bank, travelling in Italy, staying at a hotel in Rome until 24 August. Has internet, no SMS.
why: Lost the card; urgently needs a replacement or another way to reach the money within two or three days.
memory: {customer_id: C-1881, device: desktop web}
want: {say: I lost my card in Rome, until: [card_shipped]}
knows: {last_four: "4417", hotel: "Hotel Aventino, Via di San Domenico", until: 2026-08-24}
cannot: [receive_sms]
accepts: any                                   # open to any resolution
at: 2026-08-19T09:12:00+02:00                  # calendar time comes from here, never from the machine
personas: [chatty, terse]
expect:
  - called: verify_identity with {method: app_or_questions} before block_card
  - called: block_card with {last_four: "4417"}
  - called: issue_virtual_card
  - called: ship_card with {to: hotel}
  - never_said: [sms, "text message"]
  - within: {turns: 16}
  - judged: The agent acknowledges the stress of the situation once: without overdoing it.
known_failure: null                            # or a reason
"""

CARD = """
- scenario: one
  want: {say: hello}
  at: 2026-08-19T09:12:00+01:00
"""


def parse(text: str, **settings: object):
    return parse_cards(text.encode(), file="cards.yaml", **settings)


def mistakes(text: str, **settings: object) -> list[str]:
    with pytest.raises(MistakesError) as caught:
        parse(text, **settings)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_the_card_of_the_slide_is_read_as_it_stands():
    (card,) = parse_cards(SLIDE, file="bank.yaml")
    scenario = card.scenario
    assert scenario.knows["until"] == "2026-08-24"
    assert scenario.accepts == ("any",)
    assert scenario.known_failure is None
    assert isinstance(scenario.expect[0], Called)
    assert scenario.expect[0].args == {"method": "app_or_questions"}
    assert isinstance(scenario.expect[-1], Judged)
    assert scenario.expect[-1].sentence.endswith("once: without overdoing it.")


def test_several_cards_share_a_file_and_know_their_lines():
    cards = parse(CARD + CARD.replace("one", "two"))
    assert [(card.scenario.name, card.line) for card in cards] == [("one", 2), ("two", 6)]


def test_all_mistakes_are_told_at_once_with_their_lines():
    told = mistakes(
        "- scenario: one\n"
        "  want: {say: hi}\n"
        "  at: yesterday\n"
        "  personas: [plane]\n"
        "  expect:\n"
        "    - outcom: x\n"
        "- scenario: two\n"
        "  knws: {}\n"
        "  at: 2026-08-19T09:12:00\n"
    )
    assert [line.split(": ")[0] for line in told] == [
        "cards.yaml:3",
        "cards.yaml:4",
        "cards.yaml:6",
        "cards.yaml:8",
        "cards.yaml:9",
    ]
    assert "Did you mean 'plain'?" in told[1]
    assert "Did you mean 'outcome'?" in told[2]
    assert "Did you mean 'knows'?" in told[3]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (CARD.replace("  want: {say: hello}\n", ""), "either `want` or `script`"),
        (CARD + "  script: [{say: hi}]\n", "either `want` or `script`"),
        (CARD.replace("{say: hello}", "{say: hello, change: {when: x}}"), "does not know"),
        (CARD + "  faults: [slw]\n", "slow"),
        (CARD + "  locale: tlh\n", "speak"),
        (CARD + "  channels: [fax]\n", "speech"),
        (CARD.replace("+01:00", ""), "offset"),
        (CARD + "  script: [{press: abc}]\n", "press"),
        ("", "expected a card"),
        ("just words", "expected a card"),
        ("- 17\n", "expected fields"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused(text, word):
    assert any(word in line for line in mistakes(text))


def test_what_a_check_names_must_be_the_agents_own():
    agent = load_agent("plumber").agent
    told = mistakes(
        CARD + "  expect:\n    - called: book_vist with {postcode: x}\n    - slot: {postcod: x}\n", agent=agent
    )
    assert "Did you mean 'book_visit'?" in told[0]
    assert "Did you mean 'postcode'?" in told[1]
    told = mistakes(CARD + "  expect:\n    - called: book_visit with {postcod: x}\n", agent=agent)
    assert "argument 'postcod'" in told[0]


def test_equal_checks_get_ids_of_their_own():
    (card,) = parse(CARD + "  expect:\n    - called: book\n    - called: book\n")
    assert [check.id for check in card.scenario.expect] == ["called:book", "called:book#2"]


def test_a_name_used_twice_is_refused_across_files(tmp_path: Path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(CARD, encoding="utf-8")
    with pytest.raises(MistakesError, match="already defined in"):
        read_cards(sorted(tmp_path.glob("*.yaml")))


def test_mistakes_of_all_files_come_together(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(CARD + "  nope: 1\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(MistakesError) as caught:
        read_cards([tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "missing.yaml"])
    assert len({mistake.file for mistake in caught.value.mistakes}) == 3


def test_the_shipped_cards_are_right():
    loaded = load_agent("plumber")
    assert len(read_cards(loaded.scenarios, agent=loaded.agent)) >= 12
