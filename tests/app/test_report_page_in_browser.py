"""The page of a run as people meet it: in a real browser, light and dark, on a phone, by keyboard, without scripts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from seatrial.app.run_folder import RunRequest
from seatrial.app.simulating import simulate

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


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
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in which something of everything happens: failures, faults, speech and chat."""
    folder = tmp_path_factory.mktemp("run") / "kept"
    request = RunRequest(agent="plumber", count=144, faults="all", channels=("speech", "chat"), jobs=1)
    return simulate(request, out=folder).folder.report


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


def _open(context: BrowserContext, report: Path, errors: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda asked: None if asked.url.startswith("file:") else errors.append(asked.url))
    page.goto(report.as_uri())
    return page


@pytest.fixture
def page(context: BrowserContext, report: Path) -> Iterator[Page]:
    errors: list[str] = []
    yield _open(context, report, errors)
    assert errors == []


def _shown(page: Page) -> int:
    return page.locator("#list > details:not([hidden])").count()


def _focused(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('details')?.querySelector('.body').id ?? ''")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, report: Path, scheme: Any, width: int):
    # The checker is put into the page, which the page's own policy would refuse.
    with browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        page.evaluate("document.querySelectorAll('main details').forEach((one, at) => { one.open = at % 4 == 0 })")
        page.evaluate(
            "document.querySelectorAll('#list > details').forEach((one, at) => { if (at > 14) one.remove() })"
        )
        page.evaluate("document.querySelectorAll('.t').forEach((one) => { one.style.contentVisibility = 'visible' })")
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        told = [
            (rule["id"], node["target"], node.get("failureSummary", "")[:300])
            for rule in found["violations"]
            for node in rule["nodes"][:3]
        ]
        assert told == []
        assert len(found["passes"]) > 20
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_filter_shows_what_it_names_and_nothing_else(page: Page):
    everything = _shown(page)
    page.select_option("[name=s]", "leaking_sink")
    names = page.locator("#list > details:not([hidden])").evaluate_all("all => all.map(one => one.dataset.s)")
    assert set(names) == {"leaking_sink"}
    assert page.locator("#status").inner_text() == f"{len(names)} of {everything} shown"
    page.click("#clear")
    assert _shown(page) == everything


def test_a_cell_of_the_matrix_leads_to_its_conversations(page: Page):
    page.locator("td a.s8[data-p]").first.click()
    shown = page.locator("#list > details:not([hidden])")
    assert shown.count() > 0
    assert len(set(shown.evaluate_all("all => all.map(one => one.dataset.s + one.dataset.p)"))) == 1


def test_a_cause_leads_to_all_its_conversations_and_to_the_one_to_read(page: Page):
    first = page.locator("#why li").first
    first.get_by_text("Show all of them").click()
    assert _shown(page) == int(first.locator(".count").inner_text())
    first.get_by_text("Read the shortest one").click()
    page.locator("#list > details[open]").wait_for()
    assert f"seatrial replay {_focused(page)} " in first.locator(".cmd").inner_text()


def test_the_keyboard_searches_walks_opens_and_clears(page: Page):
    everything = _shown(page)
    page.keyboard.press("/")
    page.keyboard.type("gas emergency")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report.html#?q=gas+emergency")
    found = _shown(page)
    assert 0 < found < everything
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    first = _focused(page)
    page.keyboard.press("j")
    assert _focused(page) not in {"", first}
    page.keyboard.press("k")
    assert _focused(page) == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")
    page.keyboard.press("Escape")
    assert _shown(page) == everything
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_a_search_without_results_says_so(page: Page):
    page.fill("[name=q]", "no such words <b>at</b> all")
    page.wait_for_selector("#none:not([hidden])")
    assert _shown(page) == 0


def test_the_replay_line_is_copied(browser: Browser, report: Path):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        errors: list[str] = []
        page = _open(context, report, errors)
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.wait_for_selector("#list .cmd button:has-text('Copied')")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"seatrial replay {_focused(page)} --run {report.parent}"
        assert errors == []


def test_an_address_with_a_filter_opens_filtered(context: BrowserContext, report: Path):
    page = context.new_page()
    page.goto(f"{report.as_uri()}#?v=known&q=phone")
    assert page.locator("[name=v]").input_value() == "known"
    verdicts = page.locator("#list > details:not([hidden])").evaluate_all("all => all.map(one => one.dataset.v)")
    assert set(verdicts) == {"known"}


def test_without_scripts_everything_is_read_and_nothing_is_offered_that_does_not_work(browser: Browser, report: Path):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        assert not page.locator("#filters").is_visible()
        talk = page.locator("#list > details").first
        talk.locator("summary").click()
        assert talk.locator(".talk li").first.is_visible()
        assert talk.locator(".cmd").is_visible()
        page.locator("#why a[href]").first.click()
        assert page.locator("#list > details[open]").count() >= 1


def test_it_prints_with_what_is_open(page: Page):
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("table.matrix").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
