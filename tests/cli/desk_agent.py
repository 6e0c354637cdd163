"""A small agent that takes messages, with one scripted card: quick to rehearse, and its words are known."""

from cli_shell import Shell

AGENT = """
agent: desk
goal: Take a message.
success: [message_taken, handed_to_person]
speech: {opening: "Hello, this is an automated assistant; you can ask for a person. How can I help?"}
slots:
  message: {type: text, ask: "What is the message?"}
tools:
  take_message: {args: [message], fills: ticket, effect: write, once_per: [message], idempotent: true}
flows:
  leave_message:
    when: wants to leave a message
    like: ["can I leave a message", "take a message please", "I'd like to leave a message"]
    steps:
      - collect: message
      - confirm: "Shall I note that?"
      - call: take_message
      - say: "Noted."
      - end: message_taken
answers:
  hours: {like: ["when are you open", "what are your opening hours"], say: "We are open all day."}
escalation: {to: colleague, when: [asked_for_person]}
"""
TOOLS = """
def take_message(ctx, *, message: str) -> str:
    ctx.world.put("messages", ctx.idempotency_key, {"message": message})
    return "1"
"""
CARD = """
scenario: asks_for_a_person
who: Somebody in a hurry.
why: Wants a human.
script:
  - say: "can I talk to a person please"
at: 2026-08-19T10:00:00+01:00
channels: [chat]
personas: [plain]
expect:
  - outcome: EXPECTED
"""
SAID = '  - say: "can I talk to a person please"\n'
"""What the person of the card says."""


def make_desk(shell: Shell, *, expected: str = "handed_to_person", more: str = "") -> None:
    """Write the agent, with one card."""
    shell.write("desk/agent.yaml", AGENT)
    shell.write("desk/tools.py", TOOLS)
    shell.write("desk/scenarios/card.yaml", CARD.replace("EXPECTED", expected) + more)
