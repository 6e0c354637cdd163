"""Claims about a debate as a page: it holds everything, fetches nothing, and shows hostile text as text."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import msgspec
from panel_samples import CASE, DECISION, EVIL, ROLES, hostile

from seatrial.dissent.records import UNCALIBRATED, Minority
from seatrial.reports.panel_page import panel_page

PAGE = panel_page(CASE, DECISION, ROLES)


class _Reader(HTMLParser):
    """Reads what a browser would: elements, their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_everything_that_was_said_is_on_the_page():
    text = " ".join(_Reader(PAGE).text.split())
    for said in (
        "Should it be paid?",
        "0.72 95 % interval 0.61 to 0.81, calibrated by cal-0123456789ab",
        "Minority report b (0.40) sees it otherwise.",
        "What would change the decision If the photo was old.",
        "The warehouse was not asked.",
        "A1 yes 0.80: It was late.",
        "Against A1.",
        "0.60 -> 0.80, moved by A3, e2",
        "stays; asked for 0.70 and was refused",
        "a majority vote0.67",
        "cites 'e9', which is not there",
        "Nobody cites this.",
        "6 requests to models, 1,234 characters.",
    ):
        assert said in text


def test_the_page_fetches_nothing_and_runs_nothing():
    read = _Reader(PAGE)
    assert not {"script", "img", "iframe", "object", "embed", "form"} & set(read.tags)
    targets = [value or "" for name, value in read.attributes if name in {"href", "src", "action", "data"}]
    assert all(target.startswith(("#", "data:,")) for target in targets)
    assert not [name for name, _ in read.attributes if name.startswith("on") or name == "style"]
    assert "default-src 'none'" in PAGE


def test_the_policy_allows_exactly_the_style_that_is_there():
    found = re.search(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    assert found is not None
    digest = b64encode(sha256(found[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in PAGE


def test_hostile_text_is_shown_as_text():
    page = panel_page(*hostile())
    read = _Reader(page)
    assert set(read.tags) == set(_Reader(PAGE).tags) | {"b"}
    assert not {"script", "img"} & set(read.tags)
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7*7 }}" in read.text
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert EVIL not in page


def test_the_page_of_an_uncalibrated_decision_says_so_and_shows_no_interval():
    page = panel_page(CASE, msgspec.structs.replace(DECISION, calibration=UNCALIBRATED, minority=Minority()), ROLES)
    assert "uncalibrated: an opinion, not a frequency" in page
    assert 'class="range"' not in page
    assert 'class="range"' in PAGE
    assert "Nobody saw it otherwise." in page
    alike = msgspec.structs.replace(DECISION.minority, alike=True)
    page = panel_page(CASE, msgspec.structs.replace(DECISION, minority=alike), ROLES)
    assert "Nobody saw it otherwise." in page
    assert alike.says not in page
    assert alike.would_change in page


def test_a_huge_debate_stays_a_readable_page():
    evidence = tuple(msgspec.structs.replace(CASE.evidence[0], id=f"e{n}", span="x" * 20_000) for n in range(500))
    many = tuple(
        msgspec.structs.replace(DECISION.arguments[0], id=f"0.a.{n}", claim="y" * 5_000, evidence=(f"e{n}",))
        for n in range(500)
    )
    big = msgspec.structs.replace(DECISION, arguments=many, dropped=tuple("z" * 1_000 for _ in range(1_000)))
    page = panel_page(msgspec.structs.replace(CASE, evidence=evidence), big, ROLES)
    assert len(page) < 4_000_000
    assert "100 more arguments are not shown." in page
    assert "100 more pieces of evidence are not shown." in page
