import re
from base64 import b64decode
from hashlib import sha256
from typing import Any

import pytest
from pages import Parsed, run_page, talk, text_of
from samples import ID, card, card_totals, cause, judged_sentence, judged_tick, summary

from seatrial.core.checks import Quote
from seatrial.reports.html import Group, html_page
from seatrial.reports.journeys import JourneyCounts
from seatrial.reports.matrix import MatrixCounts
from seatrial.reports.narration import Line
from seatrial.reports.summary import Opinion

EVIL = "<script>alert(1)</script><img src=x onerror=y>\"'\x00\u202e{{ 7 * 7 }}\ud800"


def test_the_page_tells_the_run_and_each_cause():
    page = text_of(html_page(run_page(), [talk()]))
    for part in ("812 of 1,000 (78.7-83.5 %)", "gave up on the postcode", "check <code>outcome:visit_booked</code>",
                 f"seatrial replay {ID} --run runs/plumber-0001", ">70</a>", "7 of 10 (39.7-89.2 %)"):  # fmt: skip
        assert part in page


def test_a_conversation_is_shown_with_its_person_its_checklist_its_words_and_its_time():
    page = text_of(html_page(run_page(), [talk()]))
    for part in ("Sam Carter, a tenant.", "Says as little as possible.", "speech, 2026-08-19 09:12", "BS1 4DJ",
                 'class="failed"><span class="hide">failed: </span>It ends as visit booked', "meant: the sink creaks",
                 '<div class="got">wants: book</div>', "in_area(postcode BS1 4DJ): yes", "(cut short)",
                 '<path class="ov"', '<path class="fa"', "both at once 1.0 s, slowest answer 3.0 s",
                 "seatrial replay leaking_sink/terse/speech/1 --run runs/plumber-0001"):  # fmt: skip
        assert part in page


def test_a_slow_answer_stands_out():
    lines = (Line(at_ms=15_000, who="agent", heard="Which day?"), Line(at_ms=20_000, who="agent", heard="Hello?"))
    shown = card(lines=lines, timeline=talk().card().timeline)  # type: ignore[union-attr]
    page = text_of(html_page(run_page(), [talk(shown=lambda: shown)]))
    assert "0:15 · <b>after 3.0 s</b>" in page
    assert "0:20</small>" in page


def test_every_tag_is_closed():
    talks = [talk(), talk(2, lambda: None), talk(3, verdict="passed", group=-1, reason="")]
    groups = (Group(cause(), shown=True), Group(cause(known=True), shown=False))
    assert Parsed(text_of(html_page(run_page(groups=groups), talks))).open == []
    empty = run_page(matrix=MatrixCounts().matrix(), groups=(), journeys=None, listed=0)
    assert Parsed(text_of(html_page(empty, []))).open == []


def test_nothing_is_fetched_and_only_its_own_script_and_style_may_run():
    page = text_of(html_page(run_page(), [talk()]))
    parsed = Parsed(page)
    assert not {"link", "img", "iframe", "object", "base"} & set(parsed.tags)
    assert parsed.tags.count("script") == parsed.tags.count("style") == 1
    assert not [one for one in parsed.attributes if one[1] in {"src", "style"} or one[1].startswith("on")]
    assert all(value.startswith("#") for _, name, value in parsed.attributes if name == "href")
    assert "@import" not in page
    assert "url(" not in page
    policy = next(value for _, name, value in parsed.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        inside = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        named = re.search(rf"{tag}-src 'sha256-([^']+)'", policy)
        assert named is not None
        assert b64decode(named[1]) == sha256(inside.encode()).digest()


def test_what_anybody_said_is_text_and_nothing_else():
    said: Any = {"heard": EVIL, "meant": EVIL, "understood": [EVIL]}
    lines = tuple(Line(at_ms=0, who=who, **said) for who in ("person", "agent", "operator", "tool", "fault", "end"))
    evil = card(
        id=EVIL, who=EVIL, why=EVIL, persona=EVIL, manner=EVIL, channel=EVIL, device=EVIL, facts=((EVIL, EVIL),),
        memory=((EVIL, EVIL),), cannot=(EVIL,), faults=(EVIL,), known_failure=EVIL, blame=EVIL, lines=lines,
    )  # fmt: skip
    matrix, journeys = MatrixCounts(), JourneyCounts({EVIL: (EVIL,)})
    matrix.add(EVIL, EVIL, passed=False, known_failure=EVIL)
    journeys.add(EVIL, (EVIL, EVIL), failed=True)
    found = cause(cause=EVIL, reason=EVIL, check=EVIL, example=EVIL, scenarios=(EVIL,))
    told = summary(
        agent=EVIL, groups=(found,), run=EVIL, versions={EVIL: EVIL}, channels=(EVIL,), faults=(EVIL,),
        scenarios=(card_totals(name=EVIL, why=EVIL, known_failure=EVIL),),
    )  # fmt: skip
    run = run_page(summary=told, matrix=matrix.matrix(), groups=(Group(found, shown=True),), journeys=journeys.tree())
    said_by = talk(1, lambda: evil, id=EVIL, scenario=EVIL, persona=EVIL, channel=EVIL, reason=EVIL)
    page = text_of(html_page(run, [said_by]))
    parsed, plain = Parsed(page), Parsed(text_of(html_page(run_page(), [talk()])))
    assert parsed.tags.count("script") == 1
    assert "img" not in parsed.tags
    assert parsed.open == []
    assert {name for _, name, _ in parsed.attributes} <= {name for _, name, _ in plain.attributes} | {"data-g"}
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 40
    assert "49" not in "".join(parsed.texts[-200:])


def test_a_run_without_failures_has_no_list_of_causes():
    page = text_of(html_page(run_page(groups=(), summary=summary(failed=0, known_failures=0)), []))
    assert "Why they failed" not in page


def test_the_golden_way_is_marked_with_where_most_left_it():
    page = text_of(html_page(run_page(), []))
    assert '<span class="golden">golden</span>' in page
    assert 'most left before </span><span class="step end">ends <b>visit booked</b>' in page


@pytest.mark.parametrize("bytes_max", [120_000, 200_000, 400_000])
@pytest.mark.parametrize("words", [10, 4_000])
def test_the_page_is_never_larger_than_asked_for_and_loses_nobody(bytes_max: int, words: int):
    lines = tuple(Line(at_ms=0, who="agent", heard="é" * words) for _ in range(20))
    talks = [talk(number, lambda: card(lines=lines), must=number % 40 == 0) for number in range(600)]
    run = run_page(listed=len(talks), musts=15)
    pieces = list(html_page(run, iter(talks), bytes_max=bytes_max))
    page = b"".join(pieces).decode()
    assert sum(map(len, pieces)) <= bytes_max
    told = re.search(r"([\d,]+) conversations in full(?:; ([\d,]+) by a line)?(?:; ([\d,]+) more)?", page)
    assert told is not None
    full, by_line, left_out = (int((number or "0").replace(",", "")) for number in told.groups())
    assert full + by_line + left_out == 600
    assert page.count('<ol class="talk">') == full
    assert page.count("is not in this page") == by_line


def test_room_is_kept_for_those_that_must_be_shown():
    lines = tuple(Line(at_ms=0, who="agent", heard="x" * 300) for _ in range(20))
    talks = [talk(number, lambda: card(lines=lines), must=number >= 195) for number in range(200)]
    page = text_of(html_page(run_page(listed=200, musts=5), talks, bytes_max=400_000))
    for number in range(195, 200):
        shown = page.split(f'id="leaking_sink/terse/speech/{number}"')[1].split("</details>")[0]
        assert '<ol class="talk">' in shown


def test_a_trace_is_read_only_when_there_is_room_for_it():
    read: list[int] = []

    def shown(number: int) -> Any:
        def one() -> Any:
            read.append(number)
            return card(lines=(Line(at_ms=0, who="agent", heard="x" * 1_900),) * 20)

        return one

    talks = [talk(number, shown(number)) for number in range(300)]
    text_of(html_page(run_page(listed=300), talks, bytes_max=300_000))
    assert 0 < len(read) < 40


def test_what_a_judge_said_is_told_of_the_run_and_of_each_conversation():
    ticks = (judged_tick("failed"), judged_tick("passed"), judged_tick("not_judged", quotes=(), why=""))
    run = run_page(summary=summary(badge="model", judged=(judged_sentence(),)))
    page = text_of(html_page(run, [talk(shown=lambda: card(ticks=ticks))]))
    assert Parsed(page).open == []
    for part in ('<section id="judged">', "holds in 3 of 4", "judged by small", "the sentences that a model judged",
                 "<q>person: the sink leaks</q>", '<span class="badge">model</span> small',
                 '<span class="why">no</span>'):  # fmt: skip
        assert part in page
    without = text_of(html_page(run_page(), [talk()]))
    assert 'id="judged"' not in without
    assert "that a model judged" not in without


def test_what_a_judge_says_is_escaped():
    ticks = (judged_tick(by=EVIL, why=EVIL, quotes=(Quote(turn=1, who="person", text=EVIL),)),)
    sentence = judged_sentence(by=EVIL, sentence=EVIL, examples=(Opinion(id=EVIL, status="failed", why=EVIL),))
    page = text_of(html_page(run_page(summary=summary(judged=(sentence,))), [talk(shown=lambda: card(ticks=ticks))]))
    parsed = Parsed(page)
    assert parsed.tags.count("script") == 1
    assert "img" not in parsed.tags
