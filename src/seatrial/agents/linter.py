"""What is legal in an agent and still doubtful, or bound to go wrong: every rule, in one pass.

Each finding has a file and line, a stable code beginning with ``lint.``, a sentence and the next step. Only errors keep
an agent from running. Called by `agents.folder` once an agent compiles; pure, apart from reading locale data.
"""

from __future__ import annotations

from seatrial.agents.lint_case import LintCase
from seatrial.agents.lint_flows import lint_flows
from seatrial.agents.lint_names import lint_names
from seatrial.agents.lint_tools import lint_tools
from seatrial.agents.lint_wording import lint_wording
from seatrial.agents.mistakes import Mistake, in_order


def lint(case: LintCase) -> tuple[Mistake, ...]:
    """Return all findings about an agent, in order of file and line."""
    return in_order([*lint_flows(case), *lint_names(case), *lint_wording(case), *lint_tools(case)])
