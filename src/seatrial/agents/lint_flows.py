"""Lint rules about the way flows run: steps nobody reaches, circles nobody leaves, writes nobody confirmed.

A flow is a small graph; each rule is a walk over it.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatrial.agents.agent import AnyStep, Assign, Call, Collect, Confirm, EndFlow, Flow, Forget, Jump, RunFlow
from seatrial.agents.lint_case import LintCase, reachable, read_by, run_by, successors
from seatrial.agents.mistakes import Mistake, did_you_mean


def lint_flows(case: LintCase) -> Iterator[Mistake]:
    """Yield everything doubtful about the way flows run."""
    yield from _circles_of_flows(case)
    for flow in case.agent.flows.values():
        yield from _unreachable(case, flow)
        yield from _endless(case, flow)
        yield from _too_early(case, flow)
        yield from _dead_ends(case, flow)
    yield from _unconfirmed_writes(case)
    yield from _outcomes(case)


def _unreachable(case: LintCase, flow: Flow) -> Iterator[Mistake]:
    seen = reachable(flow)
    previous = True
    for index, step in enumerate(flow.steps):
        written = not isinstance(step, Jump) or case.is_goto(step)
        if index not in seen and written and previous:
            message = f"nothing leads to this step of flow '{flow.name}'."
            hint = "The step before it always ends the flow or goes elsewhere."
            yield case.mistake(case.step_place(step), "unreachable_step", message, hint)
        if written:
            previous = index in seen


def _endless(case: LintCase, flow: Flow) -> Iterator[Mistake]:
    """A circle in which nothing waits for the person or for a tool would run for ever."""
    forgotten = {name for step in flow.steps if isinstance(step, Forget) for name in step.names}
    passing = {
        index for index in reachable(flow) if not _waits(case, flow.steps[index], forgotten, frozenset({flow.name}))
    }
    for index in _circle(flow, passing):
        step = flow.steps[index]
        hint = "Let the circle ask, confirm or call something"
        if any(isinstance(flow.steps[other], Collect) for other in passing):
            hint += "; a slot that is known is not asked for again unless `forget` names it"
        message = f"flow '{flow.name}' goes round here for ever."
        yield case.mistake(case.step_place(step), "endless_flow", message, f"{hint}.", severity="error")
        return


def _waits(case: LintCase, step: AnyStep, forgotten: set[str], within: frozenset[str]) -> bool:
    if isinstance(step, Collect):
        return step.slot in forgotten
    if isinstance(step, RunFlow) and step.flow not in within:
        inner = case.agent.flows[step.flow].steps
        return any(_waits(case, other, forgotten, within | {step.flow}) for other in inner)
    return isinstance(step, (Confirm, Call))


def _circle(flow: Flow, passing: set[int]) -> list[int]:
    """Return the jumps (or else steps) that close a circle among these steps; empty when there is none."""
    left = set(passing)
    while True:  # take away what leads nowhere within the rest, until only circles and what lies between them remain
        ends = {index for index in left if not any(after in left for after in successors(index, flow.steps[index]))}
        if not ends:
            break
        left -= ends
    closing = [i for i in sorted(left) if any(after <= i and after in left for after in successors(i, flow.steps[i]))]
    return closing or sorted(left)


def _circles_of_flows(case: LintCase) -> Iterator[Mistake]:
    runs = run_by(case.agent)
    for name in case.agent.flows:
        seen: set[str] = set()
        open_ = list(runs[name])
        while open_:
            other = open_.pop()
            if other not in seen:
                seen.add(other)
                open_ += runs[other]
        if name in seen:
            step = next(step for step in case.agent.flows[name].steps if isinstance(step, RunFlow))
            message = f"flow '{name}' runs itself, directly or through others."
            yield case.mistake(
                case.step_place(step), "endless_flow", message, "Use label and goto to repeat.", severity="error"
            )


def _fills(case: LintCase, flow: str, within: frozenset[str] = frozenset()) -> set[str]:
    """Return all names that a flow may give a value."""
    names: set[str] = set()
    for step in case.agent.flows[flow].steps:
        names |= _given(case, step, within | {flow})
    return names


def _given(case: LintCase, step: AnyStep, within: frozenset[str]) -> set[str]:
    match step:
        case Collect():
            return {step.slot}
        case Call():
            return {case.agent.tools[step.tool].fills}
        case Assign():
            return {step.name}
        case RunFlow() if step.flow not in within:
            return _fills(case, step.flow, within)
        case _:
            return set()


def _too_early(case: LintCase, flow: Flow) -> Iterator[Mistake]:
    """Names that a step reads although nothing before it in this flow, or in one that runs it, gives them a value."""
    known = set(case.agent.remembers) | {"error"}
    for name, runs in run_by(case.agent).items():
        if flow.name in runs:
            known |= _fills(case, name)
    before = _known_before(case, flow, known)
    facts = {tool.fills: tool.name for tool in case.agent.tools.values() if tool.fills}
    seen: set[str] = set()
    for index, step in enumerate(flow.steps):
        if index not in before:
            continue
        for name in sorted(read_by(case.agent, step) - before[index] - seen):
            seen.add(name)
            is_slot = name in case.agent.slots
            message = f"'{name}' is used here, before anything in flow '{flow.name}' gives it a value."
            hint = f"Add 'collect: {name}' before it." if is_slot else f"Call '{facts.get(name, name)}' before it."
            if name not in facts and not is_slot:
                hint = "Set it before."
            yield case.mistake(case.step_place(step), "used_before_filled", message, hint)


def _known_before(case: LintCase, flow: Flow, known: set[str]) -> dict[int, set[str]]:
    """Return for every reachable step the names that may have a value when it begins."""
    before: dict[int, set[str]] = {}
    open_: list[tuple[int, set[str]]] = [(0, known)]
    while open_:
        index, names = open_.pop()
        if index >= len(flow.steps) or (index in before and names <= before[index]):
            continue
        before[index] = before.get(index, set()) | names
        step = flow.steps[index]
        after = before[index] | _given(case, step, frozenset({flow.name}))
        for target in successors(index, step):
            failed = isinstance(step, Call) and target == step.on_error
            open_.append((target, before[index] if failed else after))
    return before


def _dead_ends(case: LintCase, flow: Flow) -> Iterator[Mistake]:
    """A plain no that changes nothing asks the same question again."""
    for step in flow.steps:
        if isinstance(step, Confirm) and step.on_no >= 0:
            block = _until(flow, step.on_no, flow.steps.index(step))
            if block is not None and not any(isinstance(other, (Forget, Assign, Collect, RunFlow)) for other in block):
                message = "after a no, this asks the same question again."
                hint = "In on_no forget what was wrong, or end or hand off; without on_no it asks what to change."
                yield case.mistake((*case.step_place(step), "on_no"), "no_changes_nothing", message, hint)


def _until(flow: Flow, start: int, stop: int) -> list[AnyStep] | None:
    """Return the steps from one to another on every way, or None when a way ends or leads elsewhere first."""
    seen: set[int] = set()
    open_ = [start]
    while open_:
        index = open_.pop()
        if index == stop or index in seen:
            continue
        if index >= len(flow.steps):
            return None
        seen.add(index)
        following = list(successors(index, flow.steps[index]))
        if not following:
            return None
        open_ += following
    return [flow.steps[index] for index in sorted(seen)]


def _unconfirmed_writes(case: LintCase) -> Iterator[Mistake]:
    runs = run_by(case.agent)
    run_by_others = {name for names in runs.values() for name in names}
    open_ = [name for name, flow in case.agent.flows.items() if flow.like or name not in run_by_others]
    entered: set[str] = set()
    reported: set[str] = set()
    while open_:
        name = open_.pop(0)
        if name in entered:
            continue
        entered.add(name)
        flow = case.agent.flows[name]
        for index in sorted(_unconfirmed(case, flow)):
            step = flow.steps[index]
            if isinstance(step, RunFlow):
                open_.append(step.flow)
            if isinstance(step, Call) and case.agent.tools[step.tool].write and step.path not in reported:
                reported.add(step.path)
                message = f"'{step.tool}' writes, and nothing before it asks the person to confirm."
                hint = "Put a 'confirm:' before it that reads back what will be done."
                yield case.mistake(
                    case.step_place(step), "write_unconfirmed", message, hint, need="confirm_before_write"
                )


def _unconfirmed(case: LintCase, flow: Flow) -> set[int]:
    """Return the steps that can be reached without a yes."""
    seen: set[int] = set()
    open_ = [0]
    while open_:
        index = open_.pop()
        if index in seen or index >= len(flow.steps):
            continue
        seen.add(index)
        step = flow.steps[index]
        if isinstance(step, Confirm):
            open_ += [step.on_no] if step.on_no >= 0 else []
        elif isinstance(step, RunFlow) and any(isinstance(s, Confirm) for s in case.agent.flows[step.flow].steps):
            continue
        else:
            open_ += successors(index, step)
    return seen


def _outcomes(case: LintCase) -> Iterator[Mistake]:
    agent = case.agent
    ends: dict[str, EndFlow] = {}
    for flow in agent.flows.values():
        for index in sorted(reachable(flow)):
            step = flow.steps[index]
            if isinstance(step, EndFlow):
                ends.setdefault(step.outcome, step)
    known = [
        *ends,
        *(f"answered_{name}" for name in agent.answers),
        *(["handed_to_person"] if agent.escalation.to else []),
    ]
    for index, outcome in enumerate(agent.success):
        if outcome not in known:
            message = f"no flow ever ends with '{outcome}', which is listed under success."
            hint = did_you_mean(outcome, known, label="Outcomes reached")
            yield case.mistake(("success", index), "success_never_reached", message, hint)
    for outcome, step in ends.items():
        if outcome not in agent.success:
            message = f"the outcome '{outcome}' counts as not having helped."
            hint = "List it under success if it does help."
            yield case.mistake(case.step_place(step), "outcome_not_success", message, hint, severity="info")
