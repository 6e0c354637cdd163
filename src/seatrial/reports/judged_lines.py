"""What a judge said, in words: of a run sentence by sentence, and of one conversation. Always with whose word it is.

Called by `terminal`, `junit` and the HTML page's template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seatrial.core.checks import Judgement
from seatrial.reports.summary import JudgedSentence

EXAMPLES_MAX = 3
_SAYS = {"passed": "holds", "failed": "does not hold", "not_judged": "not judged"}


def judge_name(by: str, badge: str) -> str:
    """Return who judged, and what kind of judge that is."""
    return f"{by} (badge: {badge})"


def judged_count(sentence: JudgedSentence) -> str:
    """Return in how many conversations a sentence holds, of those that were judged."""
    if not sentence.interval.total:
        return f"not judged in {sentence.not_judged:,}"
    left = f", {sentence.not_judged:,} not judged" if sentence.not_judged else ""
    return f"holds in {sentence.interval.text}{left}"


def judged_lines(sentences: Iterable[JudgedSentence]) -> Iterator[str]:
    """Yield what a judge said of each sentence, with examples; plain text from outside, to be made safe."""
    for one in sentences:
        yield f"judged by {judge_name(one.by, one.badge)}: {one.sentence} {judged_count(one)}"
        for example in one.examples[:EXAMPLES_MAX]:
            yield f"  {_SAYS.get(example.status, example.status)} in {example.id}: {example.why}"


def judgement_text(judgement: Judgement) -> str:
    """Return why a judge said what it said, on which words that rests, and who it is."""
    said = [judgement.why] if judgement.why else []
    quotes = [f'{quote.who}: "{quote.text}"' for quote in judgement.quotes]
    return " ".join([*said, *([f"[{'; '.join(quotes)}]"] if quotes else []), f"Judged by {_who(judgement)}."])


def _who(judgement: Judgement) -> str:
    return judge_name(judgement.by, judgement.badge)
