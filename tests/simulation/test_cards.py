import os
from dataclasses import replace
from pathlib import Path

import pytest

from seatrial.agents.folder import load_agent, template_names
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


@pytest.fixture(scope="module")
def plumber():
    return load_agent("plumber")


def named(plumber, card: str) -> list[str]:
    return mistakes(CARD + card, agent=plumber.agent, tables=plumber.world)


@pytest.mark.parametrize(
    ("card", "line", "name", "guess"),
    [
        ("  expect:\n    - outcome: visit_bookd\n", 6, "visit_bookd", "visit_booked"),
        ("  expect:\n    - outcome: [visit_booked, answered_price]\n", 6, "answered_price", "answered_prices"),
        ("  accepts: [out_of_are]\n", 5, "out_of_are", "out_of_area"),
        ("  expect:\n    - handed_over: emergancy\n", 6, "emergancy", "emergency"),
        ("  expect:\n    - world: {table: visit}\n", 6, "visit", "visits"),
        ("  expect:\n    - world: unchanged in areas, visit\n", 6, "visit", "visits"),
        ("  expect:\n    - never_called: book_vist\n", 6, "book_vist", "book_visit"),
        ("  expect:\n    - called: book_visit after in_are\n", 6, "in_are", "in_area"),
    ],
)
def test_a_name_that_can_never_occur_is_a_mistake_with_a_guess(plumber, card, line, name, guess):
    (told,) = named(plumber, card)
    assert told.startswith(f"cards.yaml:{line}: ")
    assert f"'{name}'" in told
    assert f"Did you mean '{guess}'?" in told


def test_what_the_person_is_after_must_be_an_outcome(plumber):
    card = CARD.replace("{say: hello}", "{say: hello, until: [visit_booked, visit_mved]}")
    (told,) = mistakes(card, agent=plumber.agent)
    assert "Did you mean 'visit_moved'?" in told


def test_a_reason_for_a_handoff_is_no_outcome_and_the_hint_says_what_to_write(plumber):
    (told,) = named(plumber, "  expect:\n    - outcome: emergency\n")
    assert "the check is handed_over: emergency" in told


@pytest.mark.parametrize(
    "outcome",
    [
        "visit_booked", "out_of_area", "handed_to_person", "abandoned", "silent", "ended", "ended_by_person",
        "handoff_failed", "max_turns", "max_seconds", "answered_prices", "no_postcode",
    ],
)  # fmt: skip
def test_every_way_a_conversation_can_end_may_be_named(plumber, outcome):
    card = CARD.replace("{say: hello}", f"{{say: hello, until: [{outcome}]}}")
    card += f"  accepts: [{outcome}]\n  expect:\n    - outcome: {outcome}\n"
    assert parse(card, agent=plumber.agent, tables=plumber.world)


@pytest.mark.parametrize(
    "reason", ["emergency", "booking_failed", "asked_for_person", "injection", "no_postcode", "tool_failed", "any"]
)
def test_every_reason_for_a_handoff_may_be_named(plumber, reason):
    assert parse(CARD + f"  expect:\n    - handed_over: {reason}\n", agent=plumber.agent)


def test_a_fact_that_nobody_asks_for_is_doubtful_but_may_be_known(plumber):
    (card,) = parse(CARD + "  knows: {referense: X, phon: Y, name: Sam}\n", agent=plumber.agent)
    assert [(warning.severity, warning.code, warning.line) for warning in card.warnings] == [
        ("warning", "card.unknown_fact", 5)
    ] * 2
    assert "Did you mean 'phone'?" in card.warnings[1].hint


def test_doubts_are_told_together_with_mistakes(plumber):
    told = named(plumber, "  knows: {phon: Y}\n  expect:\n    - outcome: x\n")
    assert len(told) == 2
    assert "warning: nothing of the agent's is called 'phon'" in told[0]
    assert "no conversation with the agent ends with 'x'" in told[1]


def test_without_a_world_tables_are_not_looked_up(plumber):
    check = "  expect:\n    - world: {table: repars}\n"
    assert parse(CARD + check, agent=plumber.agent)
    assert parse(CARD + check, agent=plumber.agent, tables={})


def test_a_table_that_the_card_brings_along_may_be_named(plumber):
    card = CARD + "  world: {repairs: {R1: {state: open}}}\n  expect:\n    - world: {table: repairs}\n"
    assert parse(card, agent=plumber.agent, tables=plumber.world)


def test_an_agent_without_a_person_ends_with_the_reason(plumber):
    alone = replace(plumber.agent, escalation=replace(plumber.agent.escalation, to=""))
    assert parse(CARD + "  expect:\n    - outcome: emergency\n", agent=alone)


def test_the_shipped_cards_raise_no_doubt():
    for name in template_names():
        loaded = load_agent(name)
        cards = read_cards(loaded.scenarios, agent=loaded.agent, tables=loaded.world)
        assert [warning for card in cards for warning in card.warnings] == []


def test_a_pipe_in_a_cards_place_is_a_mistake_and_never_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "card.yaml")
    with pytest.raises(MistakesError, match="it is a named pipe, not a file") as caught:
        read_cards([tmp_path / "card.yaml"])
    assert caught.value.mistakes[0].hint
