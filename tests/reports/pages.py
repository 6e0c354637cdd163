"""A small page of a run, to be looked into."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from samples import card, cause, summary

from seatrial.reports.card import Card
from seatrial.reports.html import Group, RunPage, Talk
from seatrial.reports.journeys import JourneyCounts
from seatrial.reports.matrix import MatrixCounts
from seatrial.reports.timeline import Timeline

VOID = {"meta", "br", "img", "link", "input", "hr", "path"}
TIMELINE = Timeline(
    total_ms=101_000,
    agent=((0, 7_000), (15_000, 18_000)),
    person=((6_000, 12_000),),
    both=((6_000, 7_000),),
    waits=((12_000, 15_000),),
    tools=((12_500, 13_000),),
    faults=(12_700,),
)


class Parsed(HTMLParser):
    """Collects what a browser would act on, and which tags are left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:  # in a drawing they may be closed
            return
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def talk(number: int = 1, shown: Callable[[], Card | None] | None = None, **changes: Any) -> Talk:
    identity = f"leaking_sink/terse/speech/{number}"
    fields: dict[str, Any] = {
        "id": identity,
        "scenario": "leaking_sink",
        "persona": "terse",
        "channel": "speech",
        "seed": number,
        "verdict": "failed",
        "reason": "expected the outcome visit booked; it ended as abandoned",
        "group": 0,
        "must": False,
        "card": shown or (lambda: card(id=identity, timeline=TIMELINE)),
    }
    return Talk(**{**fields, **changes})


def run_page(**changes: Any) -> RunPage:
    matrix, journeys = MatrixCounts(), JourneyCounts({"leaking_sink": ("flow:book", "ask:when", "end:visit_booked")})
    for number in range(10):
        matrix.add("leaking_sink", "terse", passed=number > 2)
        way = ("flow:book", "ask:when", "end:visit_booked" if number > 2 else "end:abandoned")
        journeys.add("leaking_sink", way, failed=number <= 2)
    fields: dict[str, Any] = {
        "summary": summary(),
        "matrix": matrix.matrix(),
        "groups": (Group(cause(check="outcome:visit_booked"), shown=True),),
        "journeys": journeys.tree(),
        "listed": 1,
    }
    return RunPage(**{**fields, **changes})


def text_of(pieces: Iterator[bytes]) -> str:
    return b"".join(pieces).decode()
