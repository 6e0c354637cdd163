"""Judging a run: each judged sentence of each conversation is put to a model once, when the simulation is over.

Several are asked side by side; results keep their order, whoever answers first. What counts as an answer is kept in the
user's cache, by model, sentence and trace digest, so that a second run asks nothing. A sentence without an answer that
counts stays "not judged", with the reason. Called by `simulating`; what a judge is shown is `evaluation.judging`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from seatrial.adapters.chat_completions import ChatCompletions, configured
from seatrial.adapters.interrupts import Interrupts
from seatrial.app.asking import outside_loop, whole_answer
from seatrial.app.cache import prune_cache, read_cached, write_cached
from seatrial.app.conversations import kept_trace
from seatrial.app.run_folder import Manifest, RunFolder
from seatrial.app.steps import Step
from seatrial.core.checks import CheckResult, Judged, Judgement
from seatrial.core.errors import ProviderError
from seatrial.core.events import Json
from seatrial.core.ports import Model
from seatrial.core.scenario import Scenario
from seatrial.evaluation.evidence import gather
from seatrial.evaluation.judging import (
    ANSWER_CHARS_MAX,
    REQUESTS_MAX,
    ROLE,
    RULES_DIGEST,
    SENTENCE_CHARS_MAX,
    Answer,
    AnswerError,
    Record,
    judgement_of,
    question,
    read_answer,
    record,
    repair,
    unjudged,
)
from seatrial.evaluation.results import ConversationResult
from seatrial.evaluation.verdict import with_judgements

AT_ONCE = 8
"""Sentences that are asked about side by side."""
BATCH = 64
"""Conversations that are held in memory meanwhile."""
FAILURES_MAX = 16
"""So many failures of the provider in a row, and it is not asked any more: the rest would only take long to fail."""
ROOM = "judgements"
ENTRIES_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges.

    Attributes:
        name: Whose judgement it is, as reports show it: the model's name.
    """

    model: Model
    name: str


@dataclass(slots=True)
class Judging:
    """How a judge fared with a run.

    Attributes:
        sentences: Of all conversations: those that were to be judged.
        done: Those that were come to; fewer when somebody stopped it.
        held: Those that hold.
        failed: Those that do not.
        kept: Those whose answer was known from before.
        asked: Those that were put to the judge now.
        unanswered: Of these, those that the provider did not answer.
        error: The first of its failures.
        interrupted: Whether somebody stopped it.
    """

    sentences: int = 0
    done: int = 0
    held: int = 0
    failed: int = 0
    kept: int = 0
    asked: int = 0
    unanswered: int = 0
    error: ProviderError | None = None
    interrupted: bool = False

    @property
    def nobody_answered(self) -> bool:
        """Whether the provider failed every single time."""
        return 0 < self.unanswered == self.asked and not self.kept

    def step(self) -> Step:
        """Return how far it is."""
        return Step(done=self.done, planned=self.sentences, passed=self.held, failed=self.failed)


def open_judge() -> Judge:
    """Return the model that the environment names, as a judge.

    Raises:
        ProviderError: It names none.
    """
    endpoint = configured(os.environ)
    return Judge(ChatCompletions(endpoint), endpoint.model)


def judge_run(
    folder: RunFolder, manifest: Manifest, judge: Judge, *, progress: Callable[[Step], None] | None = None
) -> Judging:
    """Put the judged sentences of a run to a judge, and write what it said into the run's results.

    Args:
        folder: The run, all of whose conversations were had.
        manifest: Its manifest.
        judge: Who is asked.
        progress: Called when the work begins, and with every sentence.

    Raises:
        RunError: The results cannot be read or written; they are as they were.
    """
    return outside_loop(lambda: _Judging(folder, manifest, judge, progress).run())


class _Judging:
    """A run being judged."""

    def __init__(
        self, folder: RunFolder, manifest: Manifest, judge: Judge, progress: Callable[[Step], None] | None
    ) -> None:
        self._folder = folder
        self._cards = {scenario.name: scenario for scenario in manifest.scenarios}
        self._sentences = {name: _sentences(card) for name, card in self._cards.items()}
        self._judge = judge
        self._progress = progress
        self._told = Judging()
        self._failures = 0
        self._interrupts = Interrupts()

    def run(self) -> Judging:
        told = self._told
        told.sentences = sum(len(self._open(result)) for result in self._folder.results())
        if not told.sentences:
            return told
        self._tell()
        with self._interrupts, asyncio.Runner() as runner:
            self._folder.rewrite(
                result for batch in _batches(self._folder.results()) for result in runner.run(self._batch(batch))
            )
        prune_cache(ROOM, ENTRIES_MAX)
        told.interrupted = told.done < told.sentences
        return told

    def _open(self, result: ConversationResult) -> list[Judged]:
        known = self._sentences.get(result.scenario, {})
        return [known[check.id] for check in result.checks if check.id in known]

    async def _batch(self, results: Sequence[ConversationResult]) -> list[ConversationResult]:
        slots = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(self._conversation(result, slots) for result in results))

    async def _conversation(self, result: ConversationResult, slots: asyncio.Semaphore) -> ConversationResult:
        checks = self._open(result)
        if not checks:
            return result
        trace, problem = kept_trace(self._folder, result)
        if trace is None:
            why = problem or "its trace was not kept"
            found = [self._count(unjudged(check, why)) for check in checks]
            return _with(result, found)
        evidence = gather(trace.rows)
        shown = record(evidence, trace.rows)
        found = await asyncio.gather(*(self._sentence(check, shown, result.digest, slots) for check in checks))
        judged = {check.id: check for check in found if check is not None}
        return with_judgements(result, self._cards[result.scenario], evidence, judged)

    async def _sentence(
        self, check: Judged, shown: Record, digest: str, slots: asyncio.Semaphore
    ) -> CheckResult | None:
        """Return what became of one sentence; None where somebody stopped it before its turn."""
        unfit = shown.unfit or (
            "the sentence is too long to put to a judge" if len(check.sentence) > SENTENCE_CHARS_MAX else ""
        )
        if unfit:
            return self._count(unjudged(check, unfit, self._asked()))
        name = _cache_name(self._judge.name, check.sentence, digest)
        kept = _kept(name, shown)
        if kept is not None:
            self._told.kept += 1
            return self._count(judgement_of(check, self._judge.name, kept, shown))
        async with slots:
            if self._interrupts.asked:
                return None
            return self._count(await self._answered(check, shown, digest, name))

    async def _answered(self, check: Judged, shown: Record, digest: str, name: str) -> CheckResult:
        self._told.asked += 1
        error = self._told.error
        if error is not None and self._failures >= FAILURES_MAX:
            self._told.unanswered += 1
            return unjudged(check, f"the judge was given up after {FAILURES_MAX} failures: {error}", self._asked())
        try:
            found = await self._ask(question(check.sentence, shown, digest), shown, name)
        except ProviderError as failure:
            self._failures += 1
            self._told.unanswered += 1
            self._told.error = self._told.error or failure
            return unjudged(check, f"the judge could not be asked: {failure}", self._asked())
        self._failures = 0
        if isinstance(found, Answer):
            return judgement_of(check, self._judge.name, found, shown)
        return unjudged(check, f"the judge's answer does not count: {found}", self._asked())

    async def _ask(self, payload: dict[str, Json], shown: Record, name: str) -> Answer | str:
        """Return the answer; or, where even the second does not count, why."""
        problem = ""
        for _ in range(REQUESTS_MAX):
            # Whoever reads it says so if it is too long.
            text = await whole_answer(self._judge.model, ROLE, payload, chars_max=ANSWER_CHARS_MAX)
            try:
                answer = read_answer(text, shown)
            except AnswerError as error:
                problem = str(error)
                payload = repair(payload, text, problem)
                continue
            write_cached(name, msgspec.json.encode(answer), room=ROOM, prune=False)
            return answer
        return problem

    def _asked(self) -> Judgement:
        return Judgement(by=self._judge.name)

    def _count(self, found: CheckResult) -> CheckResult:
        self._told.done += 1
        self._told.held += found.status == "passed"
        self._told.failed += found.status == "failed"
        self._tell()
        return found

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._told.step())


def _sentences(card: Scenario) -> Mapping[str, Judged]:
    return {check.id: check for check in card.expect if isinstance(check, Judged)}


def _with(result: ConversationResult, found: Sequence[CheckResult]) -> ConversationResult:
    """Return a result with other reasons why nobody judged."""
    said = {check.id: check for check in found}
    return msgspec.structs.replace(result, checks=tuple(said.get(check.id, check) for check in result.checks))


def _batches(results: Iterator[ConversationResult]) -> Iterator[list[ConversationResult]]:
    batch: list[ConversationResult] = []
    for result in results:
        batch.append(result)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _cache_name(model: str, sentence: str, digest: str) -> str:
    key = msgspec.json.encode((RULES_DIGEST, model, sentence, digest))
    return blake2b(key, digest_size=20).hexdigest()


def _kept(name: str, shown: Record) -> Answer | None:
    data = read_cached(name, room=ROOM)
    if data is None:
        return None
    try:
        return read_answer(data.decode("utf-8", "replace"), shown)
    except AnswerError:
        return None
