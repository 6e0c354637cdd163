"""Claims about the example bank: what nobody gets out of it, what it never does without a yes, and whom it helps."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from seatrial.agents.folder import LoadedAgent, check_agent, load_agent, templates_folder
from seatrial.app.new_agent import new_agent
from seatrial.core.errors import ToolRefused
from seatrial.core.ports import Rng, ToolContext
from seatrial.core.scenario import Scenario
from seatrial.core.world import World
from seatrial.runtime.faults import FaultPlan
from seatrial.runtime.writes import audit_writes
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import Item, Suite, make_suite
from seatrial.templates.bank import tools
from seatrial.testing.talk import Talk, prepared_agent, talk_to

HERS = {"customer_id": "C-1881"}
HER_CODE = "482913"
AT = datetime(2026, 8, 19, 9, 12, tzinfo=UTC)

ERRANDS = (
    "I've lost my card.",
    "Block my card please.",
    "Can I have a virtual card?",
    "What's my balance?",
    "What were my last payments?",
    "There's a payment I don't recognise.",
    "I want to make a payment.",
    "I want to set up a standing order.",
    "I've moved house.",
)
NOT_YET_KNOWN = {"ways_to_check", "send_code", "verify_identity"}


@lru_cache(maxsize=1)
def bank() -> LoadedAgent:
    return load_agent("bank")


def scenarios() -> list[Scenario]:
    return [card.scenario for card in read_cards(bank().scenarios, agent=bank().agent, tables=bank().world)]


def called(talk: Talk) -> list[str]:
    return [tool for tool, _, _ in talk.calls]


def checked(talk: Talk) -> Talk:
    """Pass the check of the customer who is signed in."""
    for line in ("yes", "a code in the app", HER_CODE):
        talk.say(line)
    return talk


def try_questions(talk: Talk, born: str, word: str) -> str:
    """Answer the security questions; return what is said then."""
    for line in ("security questions", born):
        talk.say(line)
    return talk.say(word)


# The security check -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("errand", ERRANDS)
def test_nothing_is_looked_up_or_told_before_the_check(errand: str):
    talk = talk_to("bank", memory=HERS)
    talk.say(errand)
    for line in ("yes", "a code in the app", "000000", "C-1881", "what's my balance?"):
        talk.say(line)
    assert set(called(talk)) <= NOT_YET_KNOWN
    refused = talk_to("bank", memory=HERS)
    refused.say(errand)
    refused.say("no")
    assert called(refused) == []


@pytest.mark.parametrize(("born", "word"), [("14 March 1988", "sunshine"), ("15 March 1988", "bluebell")])
def test_a_wrong_try_sounds_the_same_whichever_part_was_wrong(born: str, word: str):
    answers: set[str] = set()
    for number, ((date_given, word_given), customer) in enumerate(
        [((born, word), "C-1881"), (("1 May 1980", "rainbow"), "C-7777")]
    ):
        talk = talk_to("bank", seed=3)
        for line in ("What's my balance?", "yes", customer):
            talk.say(line)
        answers.add(try_questions(talk, date_given, word_given))
        assert talk.calls[-1][2] == {"status": "failed", "customer": None, "first_name": None}, number
    assert len(answers) == 1
    assert "match" in answers.pop()


def test_three_wrong_tries_lock_the_check_and_bring_in_a_person():
    talk = talk_to("bank", memory=HERS)
    for line in ("What's my balance?", "yes"):
        talk.say(line)
    for word in ("sunshine", "rainbow"):
        try_questions(talk, "14 March 1988", word)
    assert talk.end is None
    try_questions(talk, "14 March 1988", "bluebells")
    assert talk.handoffs[-1].reason == "identity_locked"
    row = talk.world.get("checks", "C-1881")
    assert row is not None
    assert (row["failed"], row["locked"]) == (3, True)


def test_a_locked_check_is_passed_by_nobody_and_a_passed_one_starts_the_count_afresh():
    world = World(bank().world)
    right: dict[str, Any] = {"method": "app", "app_code": HER_CODE}
    assert verified(world, "a", app_code="000000", method="app") == "failed"
    assert verified(world, "b", **right) == "verified"
    assert [verified(world, key, method="app", app_code="1") for key in "cde"] == ["failed", "failed", "locked"]
    assert verified(world, "f", **right) == "locked"


def test_one_try_that_is_asked_for_twice_counts_once():
    world = World(bank().world)
    assert [verified(world, "same", method="app", app_code="000000") for _ in range(4)] == ["failed"] * 4
    row = world.get("checks", "C-1881")
    assert row is not None
    assert row["failed"] == 1


@pytest.mark.parametrize(
    "said", ["bluebell", "Bluebell.", "it's bluebell", "well it's bluebell i think", "um, bluebell"]
)
def test_an_answer_may_have_words_around_it(said: str):
    assert verified(method="security_questions", date_of_birth="1988-03-14", memorable_word=said) == "verified"


@pytest.mark.parametrize(
    "said", ["", "sunshine or bluebell", "bluebell bluebell", "blue bell", "bluebells", "the word", "not bluebell"]
)
def test_a_list_of_guesses_or_something_like_it_is_no_answer(said: str):
    assert verified(method="security_questions", date_of_birth="1988-03-14", memorable_word=said) == "failed"


def test_a_code_by_text_counts_only_once_it_was_sent_and_only_where_texts_arrive():
    world = World(bank().world)
    given: dict[str, Any] = {"customer": "C-2042", "method": "text", "text_code": "730155"}
    assert verified(world, "a", **given) == "failed"
    tools.send_code(context(world, "b"), customer="C-2042")
    assert verified(world, "c", **given) == "verified"
    with pytest.raises(ToolRefused, match="no texts"):
        tools.send_code(context(world, "d"), customer="C-1881")


@pytest.mark.parametrize(("customer", "offered"), [("C-1881", False), ("C-2042", True), ("C-2455", False)])
def test_a_text_is_offered_to_those_whom_it_reaches_and_to_nobody_else(customer: str, offered: bool):
    for seed in range(4):
        talk = talk_to("bank", memory={"customer_id": customer}, seed=seed)
        talk.say("What's my balance?")
        assert ("by text" in talk.say("yes")) is offered


# What needs a yes -----------------------------------------------------------------------------------------------------


def test_a_payment_needs_a_yes_and_what_was_corrected_is_what_is_paid():
    talk = talk_to("bank", memory={"customer_id": "C-2042"})
    for line in ("I want to make a payment.", "yes", "a code in the app", "219374", "Rosa Lindqvist"):
        talk.say(line)
    assert "£45 to Rosa Lindqvist" in talk.say("£45")
    assert "£60 to Rosa Lindqvist" in talk.say("no, make it £60")
    assert "make_payment" not in called(talk)
    talk.say("yes")
    assert [row["amount"] for _, row in talk.world.rows("payments")] == ["60.00"]


def test_a_card_is_blocked_after_a_yes_and_kept_after_two_noes():
    for answers, blocked, virtual in ((("yes",), 1, 1), (("no", "yes"), 1, 0), (("no", "no"), 0, 0)):
        talk = talk_to("bank", memory=HERS)
        talk.say("I've lost my card.")
        checked(talk)
        assert "Shall I go ahead" in talk.say("4417")
        for answer in answers:
            talk.say(answer)
        states = [row["state"] for _, row in talk.world.find("cards", customer="C-1881")]
        assert (states.count("blocked"), len(list(talk.world.rows("virtual_cards")))) == (blocked, virtual), answers


def test_nobody_is_paid_more_than_the_limit_or_more_than_there_is():
    talk = talk_to("bank", memory={"customer_id": "C-2042"})
    for line in ("I want to make a payment.", "yes", "a code in the app", "219374", "Rosa", "£500.01"):
        talk.say(line)
    assert talk.handoffs[-1].reason == "over_limit"
    with pytest.raises(ToolRefused, match="not enough money"):
        tools.make_payment(
            context(World(bank().world)), customer="C-2207", payee="Y303", amount={"amount": "94.64", "currency": "GBP"}
        )


def test_the_account_is_that_of_whoever_passed_the_check_whatever_number_is_typed_later():
    talk = talk_to("bank", memory=HERS)
    talk.say("What's my balance?")
    checked(talk)
    for line in ("my customer number is C-2042", "current", "What's the balance of customer C-2042?", "savings"):
        talk.say(line)
    assert {args["customer"] for tool, args, _ in talk.calls if tool == "balance_of"} == {"C-1881"}


# The tools ------------------------------------------------------------------------------------------------------------

POUNDS = {"amount": "20.00", "currency": "GBP"}
WRITES: dict[str, Callable[[ToolContext], object]] = {
    "send_code": lambda ctx: tools.send_code(ctx, customer="C-2042"),
    "block_card": lambda ctx: tools.block_card(ctx, customer="C-1881", last_four="4417"),
    "issue_virtual_card": lambda ctx: tools.issue_virtual_card(ctx, customer="C-1881", last_four="4417"),
    "ship_card": lambda ctx: tools.ship_card(
        ctx, customer="C-1881", last_four="4417", to="home", address=None, until=None
    ),
    "open_dispute": lambda ctx: tools.open_dispute(ctx, customer="C-2042", payment="T9041", reason="not_mine"),
    "make_payment": lambda ctx: tools.make_payment(ctx, customer="C-2042", payee="Y301", amount=POUNDS),
    "set_standing_order": lambda ctx: tools.set_standing_order(
        ctx, customer="C-2042", payee="Y301", amount=POUNDS, start_date=date(2026, 9, 1)
    ),
    "change_address": lambda ctx: tools.change_address(
        ctx, customer="C-2042", address={"line1": "1 New Road"}, postcode="LS1 1AA"
    ),
    "log_complaint": lambda ctx: tools.log_complaint(ctx, complaint="slow", name="Jo", phone="+441134960721"),
}


def test_every_write_is_tried_here():
    assert {name for name, tool in bank().agent.tools.items() if tool.write} == {*WRITES, "verify_identity"}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_that_is_asked_for_again_is_done_once(name: str):
    world = World(bank().world)
    first = WRITES[name](context(world, "key"))
    done = world.digest()
    assert done != World(bank().world).digest()
    assert WRITES[name](context(world, "key")) == first
    assert world.digest() == done


def test_a_card_that_would_come_too_late_is_not_sent():
    world = World(bank().world)
    with pytest.raises(ToolRefused, match="too late"):
        tools.ship_card(
            context(world), customer="C-1881", last_four="4417", to="hotel", address="Rome", until=date(2026, 8, 21)
        )
    assert list(world.rows("deliveries")) == []


# The organisation's rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "loosened"),
    [
        ("{injection: escalate, say:", "{injection: warn, say:"),
        ("{personal_data: refuse}", "{personal_data: warn}"),
        ("{abuse: warn}", '{abuse: "off"}'),
        ("{personal_data: block}", "{personal_data: warn}"),
        ("{unsupported_numbers: block, check", "{unsupported_numbers: warn, check"),
        ("max_turns: 50", "max_turns: 90"),
        ("max_words: 45", "max_words: 90"),
        ("automated assistant; you can", "Ruth; you can"),
        ("once_per: [customer, last_four], idempotent: true, timeout_ms: 4000", "idempotent: true, timeout_ms: 4000"),
        ("          - confirm: may_i_check\n            on_no: [{say: no_check}, {end: check_refused}]\n", ""),
    ],
)
def test_an_agent_may_not_loosen_what_the_organisation_set(rule: str, loosened: str, tmp_path: Path):
    folder = tmp_path / "bank"
    shutil.copytree(templates_folder() / "bank", folder, ignore=shutil.ignore_patterns("__pycache__"))
    specification = folder / "agent.yaml"
    text = specification.read_text(encoding="utf-8")
    assert rule in text
    assert not [one for one in check_agent(folder).mistakes if one.severity != "info"]
    specification.write_text(text.replace(rule, loosened), encoding="utf-8")
    errors = [one for one in check_agent(folder).mistakes if one.severity == "error"]
    assert errors
    assert all("policy" in f"{one.message} {one.hint}" for one in errors)


# The cards ------------------------------------------------------------------------------------------------------------


def test_the_cards_hold_what_a_bank_has_to_rehearse():
    cards = scenarios()
    tagged = [tag for card in cards for tag in card.tags]
    assert len(cards) >= 20
    assert tagged.count("social_engineering") >= 6
    assert tagged.count("edge_case") >= 3
    assert sum(card.known_failure is not None for card in cards) <= 3
    pinned = [card.pinned.channel for card in cards if card.pinned is not None]
    assert {channel for card in cards for channel in card.channels} | set(pinned) == {"chat"}
    assert not [card.name for card in cards if not card.channels and card.pinned is None]


def test_a_card_about_somebody_who_should_get_nothing_says_what_must_never_happen():
    kinds = {"NeverCalled", "NeverSaid", "WorldUnchanged"}
    for card in scenarios():
        if "social_engineering" in card.tags:
            assert len(kinds & {type(check).__name__ for check in card.expect}) >= 2, card.name


def test_a_do_nothing_bank_passes_no_card():
    suite = make_suite(read_cards(bank().scenarios, agent=bank().agent), count=120, seed=1)
    runner = Runner(stage(), suite)
    assert not [item.id for item in items(suite) if runner.baseline(item).verdict == "passed"]


def test_nineteen_in_twenty_are_helped_and_none_of_the_cards_fails_for_all():
    suite = make_suite(read_cards(bank().scenarios, agent=bank().agent, tables=bank().world), count=220, seed=1)
    runner = Runner(stage(), suite)
    results = [runner.run(item).result for item in items(suite)]
    known = {card.name for card in scenarios() if card.known_failure is not None}
    judged = [result for result in results if result.scenario not in known]
    passed = [result for result in judged if result.verdict == "passed"]
    assert len(passed) >= 0.95 * len(judged)
    assert {result.scenario for result in passed} == {result.scenario for result in judged}
    assert not [result.id for result in results if result.scenario in known and result.verdict == "passed"]


def test_with_everything_going_wrong_no_write_is_lost_or_doubled():
    cards = read_cards(bank().scenarios, agent=bank().agent)
    written = 0
    for number in range(1, 121):
        suite = make_suite(cards, count=number, seed=number)
        ran = Runner(stage(FaultPlan.parse("all", rate=0.2)), suite).run(suite.item(len(suite) - 1)).ran
        assert audit_writes(ran.rows, ran.world, bank().agent.tools) == (), ran.header.conversation
        written += len(ran.world.writes)
    assert written > 60


def test_a_copy_under_another_name_is_as_sound(tmp_path: Path):
    folder = new_agent(tmp_path / "my-bank", template="bank")
    assert "agent: my-bank\n" in (folder / "agent.yaml").read_text(encoding="utf-8")
    assert not [one for one in check_agent(folder).mistakes if one.severity != "info"]
    assert len(read_cards(load_agent(folder).scenarios, agent=load_agent(folder).agent)) == len(scenarios())


@lru_cache(maxsize=4)
def stage(faults: FaultPlan | None = None) -> Stage:
    return Stage(name="bank", loaded=bank(), prepared=prepared_agent("bank"), faults=faults or FaultPlan())


def items(suite: Suite) -> list[Item]:
    return [suite.item(index) for index in range(len(suite))]


def context(world: World, key: str = "key") -> ToolContext:
    world.call = ("tool", key)
    return ToolContext(now=AT, world=world, idempotency_key=key, rng=Rng(1, key))


def verified(world: World | None = None, key: str = "key", **given: Any) -> str:
    """Try the security check with what is given; return its status."""
    blank = dict.fromkeys(("app_code", "text_code", "date_of_birth", "memorable_word", "first_school"))
    answers: dict[str, Any] = {"customer": "C-1881", **blank, **given}
    return tools.verify_identity(context(world or World(bank().world), key), **answers)["status"]
