"""A debate's page as people meet it: in a real browser, light and dark, on a phone, without anything fetched."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, sync_playwright

from seatrial.app.panel_files import open_cases, open_panel
from seatrial.app.panels import decide_case
from seatrial.dissent.records import Case, Evidence
from seatrial.reports.panel_page import panel_page

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
EVIL = "</text></title><script>document.title='owned'</script><img src=http://127.0.0.1:9/x onerror=\"alert(1)\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("there is no Chromium on the path: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET, chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("debates")
    path, (case,) = open_cases("refund", several=False)
    who = open_panel(path)
    evil = Case(
        id=EVIL,
        question=EVIL,
        evidence=tuple(
            Evidence(id=f"{piece.id}{EVIL}", source=piece.source, rule=piece.rule, says=EVIL, locator=EVIL, span=EVIL)
            for piece in case.evidence
        ),
        unknown=(EVIL,),
    )
    written: dict[str, Path] = {}
    for name, asked in (("refund", case), ("evil", evil)):
        roles = {persona.name: persona.role for persona in who.personas}
        written[name] = folder / f"{name}.html"
        written[name].write_text(panel_page(asked, decide_case(asked, who).decision, roles), encoding="utf-8")
    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], scheme: Any, width: int):
    # The checker is put into the page, which the page's own policy would refuse.
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(pages["refund"].as_uri())
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("axe.run()")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["refund", "evil"])
def test_nothing_is_fetched_nothing_runs_and_the_browser_has_no_complaint(
    browser: Browser, pages: dict[str, Path], name: str
):
    said: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else said.append(asked.url))
        page.goto(pages[name].as_uri())
        assert said == []
        assert page.title() != "owned"
        assert page.locator("script, img").count() == 0
        assert page.locator("svg g").count() > 10


def test_hostile_text_stands_there_as_text(browser: Browser, pages: dict[str, Path]):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(pages["evil"].as_uri())
        assert "document.title='owned'" in page.locator("h1").inner_text()


def test_the_graph_is_reached_and_scrolled_by_keyboard_on_a_phone(browser: Browser, pages: dict[str, Path]):
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(pages["refund"].as_uri())
        page.locator(".graph").focus()
        page.keyboard.press("ArrowRight")
        page.locator(".graph").evaluate(
            "graph => new Promise(done => graph.scrollLeft > 0 ? done() : graph.addEventListener('scroll', done))"
        )
        assert page.locator(".graph").evaluate("graph => graph.scrollLeft") > 0
