"""A panel's decision as commands show it: a debate to be read, or one JSON object. Called by `panel` and `show`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from seatrial.cli.output import out, put, put_json, style
from seatrial.dissent.records import Case, Decision
from seatrial.reports.debate import debate_lines


def put_decision(case: Case, decision: Decision, roles: Mapping[str, str], *, as_json: bool) -> None:
    """Write what was decided and how it came to that.

    Args:
        case: What was asked.
        decision: What came of it.
        roles: Panellist -> role.
        as_json: As an object, with what is as usual in it as well: an uncalibrated decision must say so.
    """
    if as_json:
        fields = {name: msgspec.to_builtins(getattr(decision, name)) for name in decision.__struct_fields__}
        put_json({"question": case.question, **fields, "personas": dict(roles)})
        return
    for line in debate_lines(case, decision, roles, style(out())):
        put(line)
