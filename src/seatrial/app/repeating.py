"""Having every conversation of a run once more, in fresh processes: proof, on request, that nothing was left to chance.

Called by `simulate --twice`. Keeps nothing; compares what comes back with the results on disk, line by line.
"""

from __future__ import annotations

from itertools import islice

from seatrial.adapters.process_pool import ProcessPool
from seatrial.app.run_folder import RunFolder
from seatrial.app.simulating import CHUNK_MAX
from seatrial.app.worker import Unit, Work
from seatrial.core.errors import RunError
from seatrial.evaluation.verdict import without_judgements


def repeat(folder: RunFolder) -> int:
    """Have the conversations of a run again; return how many came out the same, which is all of them.

    Raises:
        RunError: One came out differently: a tool of the agent's reads the clock or chance, or it is a bug of ours.
    """
    manifest = folder.read_manifest()
    agent = manifest.agent_path or manifest.request.agent
    done = manifest.totals.conversations if manifest.totals is not None else manifest.planned
    units = (
        Unit(manifest.request, agent, manifest.agent_digest, start, min(start + CHUNK_MAX, done))
        for start in range(0, done, CHUNK_MAX)
    )
    recorded = folder.results()
    cards = {scenario.name: scenario for scenario in manifest.scenarios}
    same = 0
    # Always in processes started afresh: they have another hash seed and another past than those of the run.
    for again in ProcessPool(max(1, manifest.request.jobs), start="spawn").map(Work(), units):
        if again.error is not None:
            raise again.error.error()
        for then, now in zip(islice(recorded, len(again.results)), again.results, strict=True):
            # What a judge said is no part of what is repeated: nobody is asked a second time.
            card = cards[now.scenario]
            if then != now and without_judgements(then, card) != without_judgements(now, card):
                raise RunError(
                    f"{then.id}: came out differently the second time (digest {then.digest[:12]}, then "
                    f"{now.digest[:12]}).",
                    code="run.flaky",
                    hint="Does a tool in tools.py read the clock or chance? Let it take ctx.now and ctx.rng. "
                    f"The first row that differs: seatrial replay {then.id} --run {folder.path}",
                )
            same += 1
    return same
