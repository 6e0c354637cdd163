import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Jane.Doe@Example.COM", "jane.doe@example.com"),
        ("mailto:jane@example.com", "jane@example.com"),
        ("e: jane@example.com", "jane@example.com"),
        ("<jane@example.com>", "jane@example.com"),
        ("jane@example.com. call me first", "jane@example.com"),
        ("jane @ example . com", "jane@example.com"),
        ("jane (at) example (dot) com", "jane@example.com"),
        ("jane+news@example.com", "jane+news@example.com"),
        ("john dot smith@gmail.com", "john.smith@gmail.com"),
        ("john.smith at gmail.com", "john.smith@gmail.com"),
    ],
)
def test_a_typed_address_is_read(text: str, address: str) -> None:
    assert read("email", text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("j dot smith at gmail dot com", "j.smith@gmail.com"),
        ("my email is john smith at gmail dot com all one word", "johnsmith@gmail.com"),
        ("j o h n underscore smith at hotmail dot co dot uk", "john_smith@hotmail.co.uk"),
        ("b for bravo o b at b t internet dot com", "bob@btinternet.com"),
        ("jane nineteen eighty four at gmail dot com", "jane1984@gmail.com"),
        ("jane double seven at gmail dot com", "jane77@gmail.com"),
        ("jane oh seven at g mail dot com", "jane07@gmail.com"),
        ("mike at gmail dot com", "mike@gmail.com"),
        ("mike oscar mike at gmail dot com", "mom@gmail.com"),
        ("me at jane doe dot com", "me@janedoe.com"),
        ("info at harbour dash plumbing dot co dot u k", "info@harbour-plumbing.co.uk"),
        ("i think it's p smith at gmail dot com", "psmith@gmail.com"),
        ("you can get me on fred at yahoo dot com thanks", "fred@yahoo.com"),
        ("sean o'brien at gmail dot com", "seanobrien@gmail.com"),
        ("j dot smyth that's s m y t h at gmail dot com", "j.smyth@gmail.com"),
        ("catherine with a c at gmail dot com", "catherine@gmail.com"),
        ("double u smith at gmail dot com", "wsmith@gmail.com"),
        ("jane full stop doe at example full stop com", "jane.doe@example.com"),
    ],
)
def test_a_spoken_address_is_read(text: str, address: str) -> None:
    assert read("email", text) == address


def test_a_spanish_spoken_address_is_read() -> None:
    assert read("email", "mi correo es juan guion bajo paz arroba gmail punto com", "es-ES") == "juan_paz@gmail.com"


def test_an_explained_o_is_one_letter() -> None:
    spelled = "c de charlie h de hotel e de eco l de lima o de óscar arroba example punto org"
    assert read("email", spelled, "es-ES") == "chelo@example.org"
    assert read("email", "l for lima e for echo o for oscar at example dot com") == "leo@example.com"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jane at gmail dot com no wait jan at gmail dot com", "jan@gmail.com"),
        ("jane at gmail dot com no hotmail dot com", "jane@hotmail.com"),
        ("jane at gmail dot com sorry i meant dot org", "jane@gmail.org"),
        ("not al@old.co.uk any more, its al.green@new.com now", "al.green@new.com"),
    ],
)
def test_a_corrected_address_is_the_last_one(text: str, address: str) -> None:
    assert read("email", text) == address


@pytest.mark.parametrize(
    "text",
    [
        "jane at gmail",
        "jane@example",
        "jane gmail dot com",
        "@example.com",
        "at example dot com",
        "you can email me at gmail dot com",
        "a@example.com or b@example.com",
        "john..smith@example.com",
        "kate without the e at gmail dot com",
        "www.example.com",
        "the one you have on file",
        "",
    ],
)
def test_partial_ambiguous_or_absent_addresses_are_none(text: str) -> None:
    assert read("email", text) is None


NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).map(lambda tail: "q" + tail)
SIGNS = {".": "dot", "_": "underscore", "-": "dash", "+": "plus", "": ""}


@given(
    st.lists(NAMES, min_size=1, max_size=3),
    st.sampled_from(sorted(SIGNS)),
    NAMES,
    st.sampled_from(["com", "co.uk", "org", "example.net"]),
)
def test_any_address_said_comes_back(parts: list[str], sign: str, host: str, domain: str) -> None:
    address = f"{sign.join(parts)}@{host}.{domain}"
    said = f" {SIGNS[sign]} ".join(parts) + f" at {host} dot " + domain.replace(".", " dot ")
    assert read("email", said) == address
    assert read("email", f"my email is {address}") == address


@given(NAMES, st.lists(st.sampled_from("abcdefghjklmnpqrstuvwxyz"), min_size=2, max_size=8))
def test_any_spelled_address_comes_back(host: str, letters: list[str]) -> None:
    assert read("email", f"{' '.join(letters)} at {host} dot com") == f"{''.join(letters)}@{host}.com"


@pytest.mark.parametrize(
    "text",
    [
        "don't use al@green.com, that got hacked",
        "al@green.com no longer works",
        "i used to be al@green.com but they shut it down",
        "anything but al@green.com, i never check it",
        "who is al@green.com? that's not me",
        "i emailed al@green.com three times and nobody replied",
        "al at something dot com",
        "al at my company dot com",
        "firstname dot lastname at green dot com",
        "al at green dot com or maybe dot co dot uk",
    ],
)
def test_an_address_that_is_not_given_is_none(text: str) -> None:
    assert read("email", text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("al@gren.com *al@green.com, fat fingers", "al@green.com"),
        ("my old one got hacked so it's al@green.com now", "al@green.com"),
        ("no that's my old one, al2@green.com", "al2@green.com"),
        ("al@green.com is my son's, use it, he does my emails", "al@green.com"),
        ("please don't send junk to al@green.com", "al@green.com"),
        ("al green twenty two with the numerals two two at shop dot org", "algreen22@shop.org"),
        ("al green twenty two that's two two at shop dot org", "algreen22@shop.org"),
        ("al green sixty six in figures at shop dot org", "algreen66@shop.org"),
        ("al green with a four on the end at shop dot org", "algreen4@shop.org"),
        ("algreen with no dots at shop dot org", "algreen@shop.org"),
        ("al plus shopping at green dot com", "al+shopping@green.com"),
        ("al dot green dot the third at shop dot org", "al.green.thethird@shop.org"),
        ("send it to my daughter, she's sarah at green dot com", "sarah@green.com"),
        ("first initial a then green at shop dot org", "agreen@shop.org"),
    ],
)
def test_an_address_is_read_through_what_is_said_about_it(text: str, address: str) -> None:
    assert read("email", text) == address
