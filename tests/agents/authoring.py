"""Writing an agent's files in a test, and reading what is said about them."""

from collections.abc import Mapping
from pathlib import Path

from seatrial.agents.folder import Checked, check_agent
from seatrial.agents.mistakes import Mistake

SAMPLES = Path(__file__).parent / "samples"

HEAD = """\
agent: shop
goal: Sell things.
success: [sold]
speech: {opening: "Hello, I'm an automated assistant."}
escalation: {to: desk}
"""

LIKES = "[one thing, another thing, a third thing, the fourth thing]"

FLOW = f"""\
flows:
  sell:
    like: {LIKES}
    steps:
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def checked(folder: Path, agent: str, *, tools: str = "", world: str = "", policy: str = "") -> Checked:
    """Check an agent written into a folder of its own."""
    files = {"agent.yaml": agent, "tools.py": tools, "world.yaml": world, "policy.yaml": policy}
    return check_agent(write(folder / "shop", {name: text for name, text in files.items() if text}))


def of(mistakes: Checked | tuple[Mistake, ...], code: str) -> list[Mistake]:
    """Return the mistakes of a code."""
    found = mistakes.mistakes if isinstance(mistakes, Checked) else mistakes
    return [mistake for mistake in found if mistake.code == code]


def codes(result: Checked) -> list[str]:
    """Return the codes of all mistakes, in order."""
    return [mistake.code for mistake in result.mistakes]
