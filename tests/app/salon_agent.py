"""A small agent that books haircuts, and ways to break it: each plants one defect whose trigger is known."""

from pathlib import Path

from seatrial.agents.folder import LoadedAgent, load_agent
from seatrial.app.preparation import prepare
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import Item, Suite, make_suite

AGENT = """\
agent: salon
goal: Book a haircut.
success: [booked, handed_to_person]
locale: en-GB
speech: {opening: "Hello, the salon's automated assistant; you can ask for a person. How can I help?"}
slots:
  name: {type: person_name, ask: "What is your name, please?"}
  when: {type: datetime, ask: "When would suit you? A day and a time, please."}
  phone: {type: phone, ask: "What is your phone number?"}
  postcode: {type: uk_postcode, ask: "What is your postcode?"}
tools:
  hold: {args: [when], fills: held, effect: write, once_per: [when], idempotent: true, takes_ms: [50, 100]}
  book:
    args: [name, when, phone, postcode]
    fills: reference
    effect: write
    once_per: [phone, when]
    idempotent: true
    takes_ms: [100, 200]
flows:
  book:
    when: wants a haircut
    like: ["I need a haircut", "can you cut my hair", "book me in for a haircut", "an appointment for a cut please"]
    steps:
      - collect: [name, when]
      - call: hold
      - collect: [phone, postcode]
      - confirm: "A haircut {when} for {name}: shall I book it?"
      - call: book
        on_error: {handoff: booking_failed}
      - say: "That's booked: {when}. Your reference is {reference}."
      - end: booked
answers:
  prices: {like: ["how much is it", "what does it cost", "what do you charge"], say: "A haircut is 20 pounds."}
escalation: {to: colleague, when: [asked_for_person, booking_failed]}
"""
TOOLS = """\
def hold(ctx, *, when: str) -> str:
    ctx.world.put("holds", "now", {"when": when})
    return when


def book(ctx, *, name: str, when: str, phone: str, postcode: str) -> str:
    reference = "R" + phone[-4:]
    ctx.world.put("visits", reference, {"name": name, "when": when, "phone": phone, "postcode": postcode})
    return reference
"""
CARD = """\
scenario: haircut
who: Sean O'Hara, who has hair.
why: Wants less of it.
want:
  say: ["I need a haircut.", "Can you cut my hair?"]
  also: ["How much is it?"]
  until: [booked]
  change: {when: "2026-08-21T13:00"}
knows: {name: Sean O'Hara, when: "2026-08-20T11:00", phone: "07700 900123", postcode: "BS1 4DJ"}
at: 2026-08-19T09:12:00+01:00
expect:
  - outcome: booked
  - never_said: guarantee
  - "world: {table: visits, row: {when: '2026-08-21T13:00', postcode: BS1 4DJ}, count: 1}"
"""

CLEAN: tuple[tuple[str, str, str], ...] = ()
_HOLD = '    ctx.world.put("holds", "now", {"when": when})\n'
_HOLD_ONCE = '    if not list(ctx.world.rows("holds")):\n    ' + _HOLD
_REFERENCE = '    reference = "R"'
STALE = (
    ("tools.py", _HOLD, _HOLD_ONCE),
    ("tools.py", _REFERENCE, '    when = ctx.world.get("holds", "now")["when"]\n' + _REFERENCE),
)
"""Whoever changes the time gets the first one."""
BOASTS = (("agent.yaml", "A haircut is 20 pounds.", "A haircut is 20 pounds, and we guarantee that you'll like it."),)
"""Whoever asks for the price is promised too much."""
NO_IRISH = (("tools.py", _REFERENCE, '    if "\'" in name:\n        raise ValueError("name")\n' + _REFERENCE),)
"""A name with an apostrophe breaks the tool."""


def salon(folder: Path, edits: tuple[tuple[str, str, str], ...] = CLEAN, *, card: str = CARD) -> LoadedAgent:
    """Write the agent with a defect and load it."""
    files = {"agent.yaml": AGENT, "tools.py": TOOLS, "scenarios/card.yaml": card}
    for name, old, new in edits:
        assert files[name].count(old) == 1, old
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_agent(str(folder))


def runner_of(
    loaded: LoadedAgent, *, faults: str = "none", rate: float = 0.08, count: int = 60, personas: tuple[str, ...] = ()
) -> tuple[Runner, Suite]:
    """Return everybody who may call."""
    stage = Stage(
        name=loaded.agent.name, loaded=loaded, prepared=prepare(loaded), faults=FaultPlan.parse(faults, rate=rate)
    )
    cards = read_cards(loaded.scenarios, agent=loaded.agent, tables=loaded.world)
    suite = make_suite(cards, count=count, only_personas=personas)
    return Runner(stage, suite), suite


def failures(runner: Runner, suite: Suite, *, cause: str = "") -> list[Item]:
    """Return the conversations that failed, of a cause when one is given."""
    found: list[Item] = []
    for number in range(len(suite)):
        item = suite.item(number)
        result = runner.run(item).result
        if result.verdict == "failed" and result.cause is not None and cause in result.cause.key:
            found.append(item)
    return found
