"""The HTML page of a run, put together from its folder: results are read as a stream, traces one at a time.

Called when a run is over. What it holds in memory does not grow with the number of conversations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from seatrial.app.conversations import kept_trace, make_card
from seatrial.app.run_folder import Manifest, RunFolder
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.card import Card
from seatrial.reports.html import Group, RunPage, Talk, html_page
from seatrial.reports.journeys import JourneyCounts, Way
from seatrial.reports.matrix import MatrixCounts
from seatrial.reports.summary import RunSummary


def write_report_page(
    folder: RunFolder, manifest: Manifest, summary: RunSummary, *, golden: Mapping[str, Way] | None = None
) -> None:
    """Write a run's page into its folder.

    Args:
        folder: The run.
        manifest: Its manifest.
        summary: What came of it.
        golden: The ways that people are meant to take, by scenario; marked in the tree of journeys.

    Raises:
        RunError: The page cannot be written, or the results are damaged.
    """
    folder.write_report(_Pages(folder, manifest, summary).page(golden))


class _Pages:
    """A page being put together."""

    def __init__(self, folder: RunFolder, manifest: Manifest, summary: RunSummary) -> None:
        self._folder = folder
        self._manifest = manifest
        self._summary = summary
        self._groups = {(cause.check, cause.key, cause.known): at for at, cause in enumerate(summary.groups)}
        self._examples = {cause.example for cause in summary.groups}

    def page(self, golden: Mapping[str, Way] | None) -> Iterator[bytes]:
        """Yield the page."""
        matrix, journeys = MatrixCounts(), JourneyCounts(golden)
        listed = musts = 0
        for result in self._folder.results():
            passed = result.verdict == "passed"
            matrix.add(result.scenario, result.persona, passed=passed, known_failure=result.known_failure)
            journeys.add(result.scenario, result.path, failed=result.verdict == "failed")
            kept = passed and self._kept(result)
            listed += kept or not passed
            musts += kept or result.id in self._examples
        tree = journeys.tree()
        run = RunPage(
            summary=self._summary,
            matrix=matrix.matrix(),
            groups=tuple(
                Group(cause, shown=self._folder.trace_path(cause.example).exists()) for cause in self._summary.groups
            ),
            journeys=tree if tree.people else None,
            listed=listed,
            musts=musts,
        )
        yield from html_page(run, self._talks())

    def _talks(self) -> Iterator[Talk]:
        """Yield the conversations worth reading: what nobody expected first, then the other ones that failed."""
        for wanted in (_unexpected, _known, _undecided):
            for result in self._folder.results():
                if wanted(result):
                    yield self._talk(result, must=result.id in self._examples)
        for result in self._folder.results():
            if result.verdict == "passed" and self._kept(result):
                yield self._talk(result, must=True)

    def _kept(self, result: ConversationResult) -> bool:
        return self._folder.trace_path(result.id).exists()

    def _talk(self, result: ConversationResult, *, must: bool) -> Talk:
        known = bool(result.known_failure)
        key = result.cause.key if result.cause is not None else ""
        failed = result.verdict == "failed"
        said, meant, read = result.misread or ("", "", "")
        return Talk(
            id=result.id,
            scenario=result.scenario,
            persona=result.persona,
            channel=result.channel,
            seed=result.seed,
            verdict="known" if failed and known else result.verdict,
            reason=f'"{said}" was {meant}, and was taken for {read}' if said else result.reason,
            group=self._groups.get((result.failed_check, key, known), -1) if failed else -1,
            must=must,
            card=self._card(result),
        )

    def _card(self, result: ConversationResult) -> Callable[[], Card | None]:
        def card() -> Card | None:
            trace, _ = kept_trace(self._folder, result)
            return None if trace is None else make_card(self._manifest, trace.header, trace.rows, result)

        return card


def _unexpected(result: ConversationResult) -> bool:
    return result.unexpected


def _known(result: ConversationResult) -> bool:
    return result.verdict == "failed" and not result.unexpected


def _undecided(result: ConversationResult) -> bool:
    return result.verdict in {"not_judged", "simulator_fault"}
