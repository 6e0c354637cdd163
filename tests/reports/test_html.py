from html.parser import HTMLParser

from samples import ID, card, cause, summary

from seatrial.reports.html import html_report
from seatrial.reports.narration import Line

EVIL = "<script>alert(1)</script><img src=x onerror=y>"
VOID = {"meta", "br", "img", "link", "input", "hr"}


class _Page(HTMLParser):
    """Collects what a browser would act on, and checks that tags are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_tells_the_run_and_each_cause_with_its_conversation():
    page = html_report(summary(), [(cause(), card())])
    for part in ("812 of 1,000 (78.7-83.5 %)", "3 <small>of 1,000", "gave up on the postcode", "Sam Carter",
                 "meant: the sink creaks", f"seatrial replay {ID} --run runs/plumber-0001"):  # fmt: skip
        assert part in page


def test_every_tag_is_closed():
    assert _Page(html_report(summary(), [(cause(), card()), (cause(known=True), None)])).open == []


def test_nothing_is_fetched_and_nothing_runs():
    page = _Page(html_report(summary(), [(cause(), card())]))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not [value for name, value in page.attributes if name in {"src", "href"} or name.startswith("on")]
    text = html_report(summary(), [])
    assert "@import" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_words_of_conversations_are_text_and_nothing_else():
    lines = (
        Line(at_ms=0, who="person", heard=EVIL, meant=EVIL, understood=[EVIL]),
        Line(at_ms=0, who="tool", heard=EVIL),
    )
    evil = card(id=EVIL, who=EVIL, why=EVIL, facts=((EVIL, EVIL),), lines=lines)
    page = html_report(summary(agent=EVIL, groups=(cause(cause=EVIL, reason=EVIL),)), [(cause(cause=EVIL), evil)])
    parsed = _Page(page)
    assert "script" not in parsed.tags
    assert "img" not in parsed.tags
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 8


def test_a_run_without_failures_has_no_list_of_causes():
    page = html_report(summary(failed=0, known_failures=0, groups=()), [])
    assert "Why they failed" not in page
