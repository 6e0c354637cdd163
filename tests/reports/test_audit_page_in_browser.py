"""The page of an audit as people meet it: in a real browser, light and dark, on a phone, by keyboard, on paper."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from audit_samples import audit_result, evil_server, fine_server, mail_server, silent_server, source_server
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from seatrial.reports.audit_page import audit_page

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
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something of everything: blocked, allowed, silent, read from source, changed, and hostile to the page itself."""
    file = tmp_path_factory.mktemp("audit") / "audit.html"
    servers = (mail_server(), fine_server(), silent_server(), source_server(), evil_server())
    file.write_bytes(audit_page(audit_result(*servers)).encode())
    return file


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    errors: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else errors.append(asked.url))
        page.goto(written.as_uri())
        yield page
    assert errors == []


def _shown(page: Page) -> list[str]:
    return page.locator("#rows tr:not([hidden]) a").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, written: Path, scheme: Any, width: int):
    # The checker is put into the page, which the page's own policy would refuse.
    with browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(written.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
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


def test_filters_show_what_they_name_and_nothing_else(page: Page):
    every = _shown(page)
    page.select_option("[name=v]", "allow")
    assert _shown(page) == ["now", "now"]
    page.select_option("[name=s]", "s1")
    assert _shown(page) == ["now"]
    assert page.locator("#status").inner_text() == f"1 of {len(every)} shown"
    page.fill("[name=q]", "nowhere")
    page.locator("#none").wait_for(state="visible")
    page.click("#clear")
    assert _shown(page) == every


def test_the_keyboard_searches_walks_opens_and_clears(page: Page):
    page.keyboard.press("/")
    page.keyboard.type("keep something")
    page.locator("#rows tr[hidden]").first.wait_for(state="attached")
    assert _shown(page) == ["send_mail"]
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert len(_shown(page)) == 4
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.textContent")
    assert first == _shown(page)[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("summary:focus").wait_for()
    assert page.evaluate("document.activeElement.parentElement.open")
    assert page.evaluate("location.hash.slice(1) === document.activeElement.parentElement.id")


def test_a_citation_leads_to_the_evidence_even_when_it_is_folded(page: Page):
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false })")
    page.evaluate("location.hash = '#s0t0-E2'")
    page.locator("#s0t0[open]").wait_for(state="attached")
    assert page.locator("#s0t0-E2").is_visible()


def test_it_reads_without_scripts(browser: Browser, written: Path):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(written.as_uri())
        assert page.locator("#filters").is_hidden()
        page.locator("#s1t0 summary").first.click()
        assert page.locator("#s1t0").get_by_text("Returns the time in a place.").is_visible()


def test_on_paper_everything_that_is_not_allowed_is_open_and_in_light_colours(browser: Browser, written: Path):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(written.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false })")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("details.block:not([open])").count() == 0
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator("#filters").is_hidden()
