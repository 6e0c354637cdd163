from typing import cast

import pytest
from slot_reading import read

from seatrial.text.clauses import Kind
from seatrial.text.standing import cues_in, stands, stands_among
from seatrial.text.standing_es import stands_es
from seatrial.text.tokens import Token, tokenize


def marked(text: str) -> tuple[list[Token], int, int]:
    """The tokens of `text` and the span of what stands in square brackets in it."""
    opened, closed = text.index("["), text.index("]") - 1
    tokens = tokenize(text.replace("[", "").replace("]", ""))
    inside = [at for at, token in enumerate(tokens) if opened <= token.start < closed]
    return tokens, inside[0], inside[-1] + 1


def meant(text: str, kind: str = "answer") -> bool:
    tokens, start, end = marked(text)
    return stands(tokens, start, end, kind=cast("Kind", kind))


@pytest.mark.parametrize(
    "text",
    [
        "certainly not the [85]", "anything except [ten]", "any day but [friday]", "don't post it to [12 High Street]",
        "i can't do [four]", "please don't even think about [middle]", "i hate [mondays]", "[four] isn't right",
        "[tuesday] doesn't work for me", "[tuesday at three] that's the only time i can't do", "stop ringing [0161]",
    ],
)  # fmt: skip
def test_a_denied_value_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it still [twelve]", "did you say [five]", "what's the [large] like", "does a [double] have a view",
        "i've no idea where you got [six] from", "how much is the [small]",
    ],
)  # fmt: skip
def test_a_value_asked_about_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "my cousin paid [ninety] for hers", "someone was meant to come at [ten]",
        "they told me [monday] and no one came",
        "i paid [forty] last time", "it was [three] when i was a girl", "we used to have [five]",
        "been on hold for [forty] minutes", "i've explained this [four] times", "i said [5] earlier by mistake",
        "i've got the dentist at [noon]", "i'll let you know on [friday]",
        "give me [two] mins", "that's my [two cents]",
    ],
)  # fmt: skip
def test_a_value_only_told_of_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "[four]", "not sure but [four]", "don't forget it's [four]", "can you do [four]", "is [four] ok",
        "why not [four]",
        "it's [four] isn't it", "me and my sister have [four]", "it's my mum's birthday on [friday]",
        "my wife wants the [large]", "nobody came on monday so can you do [wednesday]",
        "she said four works so [four]",
        "i'll see you [friday]", "the same as last time [four]", "my neighbour paid fifty but i'd say [sixty]",
    ],
)  # fmt: skip
def test_talk_around_a_value_leaves_it_standing(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("i called last week from [0161]", {"contact", "record"}),
        ("[0161] got hacked", {"record"}),
        ("somebody rang me from [0161]", {"answer", "record"}),
        ("[0161] that's not mine", set[str]()),
        ("don't ring [0161] after six", {"answer", "contact", "record"}),
    ],
)
def test_what_still_names_a_thing_depends_on_its_kind(text: str, standing: set[str]) -> None:
    kinds = {kind for kind in ("contact", "record") if meant(text, kind)}
    assert kinds == standing - {"answer"}


@pytest.mark.parametrize("text", ["not [4]", "it's [4] thanks", "my friend spent [4]", "[4] please"])
def test_asking_for_one_value_among_several_says_the_same(text: str) -> None:
    tokens, start, end = marked(text)
    words = [token.text for token in tokens]
    cues = cues_in(words)
    among = not cues or stands_among(tokens, words, cues, start, end)
    assert among == stands(tokens, start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¿abrís el [viernes]?", False), ("¿puede ser el [viernes]?", True), ("el [viernes] tengo médico", False),
        ("el [viernes] estoy en casa", True), ("llevo [veinte] minutos aquí", False), ("somos [veinte]", True),
        ("mi hermano pagó [cincuenta] euros", False), ("me dijeron a las [diez] y no vino nadie", False),
        ("más o menos [diez]", True), ("os he llamado [tres] veces", False),
    ],
)  # fmt: skip
def test_spanish_values_stand_or_not(text: str, expected: bool) -> None:
    tokens, start, end = marked(text)
    assert stands_es(tokens, start, end) is expected


def test_a_value_that_is_all_that_was_said_stands() -> None:
    assert stands(tokenize("not one"), 0, 2)


@pytest.mark.parametrize(
    "text",
    [
        "i'm waiting for [two] parcels", "i said [four], nobody else is coming", "i'll tell you what [four]",
        "i'll let you have [four]", "i used it for [four]",
    ],
)  # fmt: skip
def test_words_that_put_off_or_tell_of_the_past_are_not_taken_for_it_alone(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("date", "friday'd be no use to me"),
        ("date", "i'm away through the sixth"),
        ("date", "friday we've the plumber in"),
        ("date", "i told the girl friday and nobody came"),
        ("time", "ten'd be too early"),
        ("time", "my train gets in at six so not before then"),
        ("time", "i'm up at six most days but that's not when i want you"),
        ("datetime", "the sixth we've the boiler man at nine"),
        ("number", "our six month old needs feeding hang on"),
        ("number", "5 just kidding"),
        ("number", "upwards of fifty"),
        ("number", "no worries"),
        ("money", "half up front"),
        ("money", "already paid 40 last week"),
        ("money", "me sister got fifty"),
        ("money", "80 maybe a bit less maybe a bit more"),
        ("card_last4", "my date of birth is 1405"),
        ("email", "ann@example.com is my manager do not email him"),
        ("phone", "do you think it's 07700 900142"),
    ],
)
def test_what_is_only_told_of_is_no_answer(kind: str, line: str) -> None:
    assert read(kind, line) is None


@pytest.mark.parametrize(
    ("kind", "line", "value"),
    [
        ("number", "six i'm not joking", "6"),
        ("number", "5 lol jk 2", "2"),
        ("number", "fourteen one four", "14"),
        ("date", "friday's shopping day make it thursday", "2026-03-05"),
        ("phone", "have you got a pencil it's 07700 900142", "+447700900142"),
        ("email", "ann@example.com, did not get it", "ann@example.com"),
        ("email", "sorry ann@exmple.com ann@example.com", "ann@example.com"),
    ],
)
def test_what_looks_like_telling_may_still_answer(kind: str, line: str, value: str) -> None:
    assert read(kind, line) == value
