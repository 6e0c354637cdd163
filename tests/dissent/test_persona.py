"""Claims about persona documents: what they say is kept, what is wrong with them is said, nothing in them is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.mistakes import MistakesError
from seatrial.dissent.persona import BYTES_MAX, Persona, Rule, When, read_personas, worded

SKEPTIC = """---
name: skeptic
role: skeptic
prior: 0.3
weight: 2
reads: [Rules, bandit]
openness: 0.25
severity: {high: 0.8, critical: 1.5}
rules:
  - when: {source: rules, rule: [hidden_instruction, Shadowing], says: [do not tell, "don't say"], severity: low}
    weight: 2.5
    claim: It hides something.
  - when: {says: test file}
    undercuts: {source: bandit}
    claim: It is a test.
---

You are hard to convince.

--- and never in a hurry.
"""


def read_persona(data: bytes) -> Persona:
    (persona,) = read_personas({"p.md": data})
    return persona


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(MistakesError) as error:
        read_persona(text if isinstance(text, bytes) else text.encode())
    return [f"{mistake.line} {mistake.code}" for mistake in error.value.mistakes]


def test_a_document_becomes_a_persona():
    assert read_persona(SKEPTIC.encode()) == Persona(
        name="skeptic",
        role="skeptic",
        prior=0.3,
        weight=2.0,
        reads=("rules", "bandit"),
        openness=0.25,
        severity={"high": 0.8, "critical": 1.5},
        rules=(
            Rule(
                when=When(
                    sources=("rules",),
                    rules=("hidden_instruction", "shadowing"),
                    says=(" do not tell ", " don t say "),
                    severity="low",
                ),
                weight=2.5,
                claim="It hides something.",
            ),
            Rule(when=When(says=(" test file ",)), undercuts=When(sources=("bandit",)), claim="It is a test."),
        ),
        prose="You are hard to convince.\n\n--- and never in a hurry.",
    )


def test_windows_files_read_the_same():
    assert read_persona(b"\xef\xbb\xbf" + SKEPTIC.replace("\n", "\r\n").encode()) == read_persona(SKEPTIC.encode())


def test_a_name_is_enough():
    assert read_persona(b"---\nname: neutral\n---\n") == Persona(name="neutral")


def test_all_mistakes_are_shown_at_once_each_on_its_line():
    text = """---
name: Bad Name
rle: x
prior: 3
openness: lots
severity: {hig: 1}
rules:
  - when: {}
    claim: x
    weight: 1
  - when: {source: a}
    claim: y
  - when: {says: ["!!"], seveity: high}
    weight: nan
---
"""
    assert refused(text) == [
        "2 spec.value",
        "3 spec.unknown_field",
        "4 spec.bound",
        "5 spec.value",
        "6 spec.choice",
        "8 spec.value",
        "11 spec.value",
        "13 spec.value",
        "13 spec.unknown_field",
        "13 spec.missing",
        "14 spec.value",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1 persona.no_front_matter"),
        ("You are a skeptic.", "1 persona.no_front_matter"),
        ("---\nname: x\n", "1 persona.no_front_matter"),
        ("---\n---\n", "1 spec.type"),
        ("---\n- a\n---\n", "2 spec.type"),
        ("---\nname: x\nname: y\n---\n", "3 yaml.duplicate"),
        ("---\nname: &a x\n---\n", "2 yaml.anchor"),
        ("---\nname: !!python/object:x y\n---\n", "2 yaml.tag"),
        ("---\nname: x\nprior: true\n---\n", "3 spec.value"),
        ("---\nname: x\nprior: 1e999\n---\n", "3 spec.value"),
        ("---\nname: x\nanalyst: model\n---\n \n", "5 persona.no_prose"),
        ("---\nname: x\n---\na\0b", "4 persona.not_text"),
        (b"---\nname: x\n---\n\xff", "4 persona.not_text"),
        (b"-" * (BYTES_MAX + 1), "0 persona.too_large"),
    ],
)
def test_bad_documents_say_where_and_why(text: str | bytes, found: str):
    assert refused(text) == [found]


@given(st.binary(max_size=60), st.binary(max_size=20))
def test_no_bytes_break_the_reader(front: bytes, prose: bytes):
    try:
        persona = read_persona(b"---\n" + front + b"\n---\n" + prose)
    except MistakesError:
        return
    assert persona.name


def test_a_panel_shows_what_is_wrong_in_all_its_documents():
    good = b"---\nname: a\n---\n"
    assert [persona.name for persona in read_personas({"b.md": b"---\nname: b\n---\n", "a.md": good})] == ["b", "a"]
    with pytest.raises(MistakesError) as error:
        read_personas({"1.md": good, "2.md": good, "3.md": b"nothing", "4.md": b"---\nname: A\n---\n"})
    assert [f"{mistake.file} {mistake.code}" for mistake in error.value.mistakes] == [
        "2.md persona.twice",
        "3.md persona.no_front_matter",
        "4.md spec.value",
    ]
    assert "taken by 1.md" in str(error.value)


def test_a_panel_of_nobody_or_a_crowd_is_refused():
    with pytest.raises(MistakesError, match="no persona documents"):
        read_personas({})
    with pytest.raises(MistakesError, match="at most 25"):
        read_personas({f"{number}.md": f"---\nname: p{number}\n---\n".encode() for number in range(26)})


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("do not tell", "Do NOT, tell!", True),
        ("do not tell", "do nothing to tell", False),
        ("send mail", "send_mail(x)", True),
        ("a.*b", "a xx b", False),
        ("cafe", "at the CAFÉ", True),
        ("art", "a party", False),
        ("hidden", "hid\u200bden", True),
    ],
)
def test_phrases_are_whole_words_and_never_patterns(phrase: str, text: str, found: bool):
    assert (worded(phrase) in worded(text)) is found


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_text_holds_each_of_its_words(first: str, second: str):
    assert worded(first).strip() in worded(f"{first} {second}")
    assert worded(first).startswith(" ")
    assert "  " not in worded(f"{first} {second}").strip(" ")
