import pytest
from slot_reading import read
from test_standing import meant


@pytest.mark.parametrize(
    "text",
    [
        "[friday] maybe but i'd need to ask my boss",
        "[six] possibly, i'll have to check", "about [ten] but let me ask her",
        "the match is at [four] so i couldn't tell you", "[eight] or thereabouts but i don't know",
        "i think [five] but i haven't counted", "[three] is on the box and i'm not sure how many are left",
        "[friday], i'll get back to you on that", "my bus gets in at [nine] so who knows",
    ],
)  # fmt: skip
def test_what_the_speaker_has_still_to_find_out_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "[four], i don't know if that's ok",
        "[friday] but i don't know what time", "[friday] and let me know if that works",
        "[two] and i need to know if there's parking", "[three], i'd have to check but put me down",
        "[eight], i have to check them in", "[five], i counted",
    ],
)  # fmt: skip
def test_a_doubt_about_something_else_leaves_a_value_standing(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my neighbour's one is [48213] but mine hasn't come", "record"),
        ("hers is [LS1 4DT] but ours is different", "contact"),
        ("my colleague's is [pat] and mine isn't set up", "contact"), ("he has [five] but mine i've no idea", "answer"),
    ],
)  # fmt: skip
def test_what_is_set_against_the_speakers_own_does_not_stand(text: str, kind: str) -> None:
    assert not meant(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ring my wife on [07700] but mine is for texts", "contact"), ("use [07700] and mine's for later", "contact"),
        ("[48213], she got hers but mine never came", "record"), ("mine is [48213] but mine's always late", "record"),
    ],
)  # fmt: skip
def test_a_value_that_is_wished_for_or_the_speakers_own_stands(text: str, kind: str) -> None:
    assert meant(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "there were [six] but then a few cancelled",
        "the other garage quoted me [ninety]", "the last chap said [ten] and came at two",
        "everyone says [five]", "another firm wanted [eighty]", "i thought it was [four] but it's five",
        "ask me again in [five]", "i pick the kids up at [three] so not then", "[friday]'s when i see the nurse",
    ],
)  # fmt: skip
def test_what_once_was_or_others_say_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "i was charged [forty]", "i was told [ten]", "the engineer said [two]", "i ordered [three]",
        "we had four but make it [five]",
    ],
)  # fmt: skip
def test_what_the_speaker_was_told_or_did_stands(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[60614] is what's on file but we moved", "contact"),
        ("they have me down as [pat] which was never mine", "contact"),
        ("it was [LS1 4DT] before we moved", "contact"), ("take [07700] off your list", "contact"),
        ("you have [60641] but it's something else", "contact"), ("somebody hacked [pat]", "contact"),
        ("your lad gave me [48213] but it wasn't mine", "record"),
    ],
)  # fmt: skip
def test_a_contact_that_is_no_longer_or_never_was_does_not_stand(text: str, kind: str) -> None:
    assert not meant(text, kind)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "it was my wedding on saturday", None), ("date", "we had a funeral on friday", None),
        ("date", "i was hoping for friday", "2026-03-06"), ("date", "i was poorly so friday please", "2026-03-06"),
        ("date", "i was born on the 3rd of may 1970", "1970-05-03"), ("date", "i had the 12th in mind", "2026-03-12"),
        ("date", "i had one booked for friday but it got cancelled", None),
        ("time", "i was there at eight", None), ("time", "i was thinking ten", "10:00"),
        ("number", "my dad turned eighty last week", None), ("number", "she'll be ninety on sunday", None),
        ("number", "our house number is nine", None), ("number", "we live at number nine", None),
        ("number", "the number 12 bus stops outside", None), ("number", "the number's nine", "9"),
        ("number", "number nine", "9"),
    ],
)  # fmt: skip
def test_a_date_or_number_told_of_something_else_is_no_answer(kind: str, text: str, expected: str | None) -> None:
    assert read(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "mi hermana tiene tres pero de lo mío ni idea", None),
        ("number", "éramos seis pero se han ido dos", None),
        ("number", "yo creo que tres pero tengo que mirarlo", None),
        ("number", "mi hijo cumplió cuarenta el domingo", None),
        ("number", "era para cuatro", "4"), ("number", "tengo dos, no sé si valen", "2"),
        ("money", "no son veinte euros", None), ("date", "fue mi boda el sábado", None),
        ("date", "había pensado el viernes", "2026-03-06"), ("time", "estuve allí a las ocho", None),
        ("phone", "el de mi vecino es 612345678 pero el mío no lo sé", None),
    ],
)  # fmt: skip
def test_what_is_left_open_or_told_in_spanish_is_no_answer(kind: str, text: str, expected: str | None) -> None:
    assert read(kind, text, "es") == expected


@pytest.mark.parametrize(
    "text",
    [
        "at least [three]", "more than [nine]", "no fewer than [two]", "a minimum of [four]", "[five] people at least",
    ],
)  # fmt: skip
def test_what_is_left_open_upwards_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "at the most [sixty]", "no more than [nine]", "up to [eighty]", "max [seven]", "[twelve] max", "[thirty] tops",
        "[six] at the most",
    ],
)  # fmt: skip
def test_a_ceiling_stands_as_the_value_it_names(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "you could at least come [friday]",
        "most likely [four]",
        "more like [ten]",
        "i'd go up to [premium]",
        "up by [ten]",
    ],
)
def test_words_of_bounds_used_otherwise_leave_a_value_standing(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "maybe [monday] idk", "[nine] ish not sure", "[two] i guess, dunno", "[five] i don't know tbh",
        "[six], no idea",
        "[four] might be five i don't know", "[twenty] or thirty idk", "[eight] something",
    ],
)  # fmt: skip
def test_a_hedge_that_ends_in_not_knowing_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    ["maybe [monday]", "[monday] probably", "about [nine]", "not sure, [two]?", "[five] or something", "[six] i reckon",
     "[four], not sure if that's too late", "[ten] something like that"],
)  # fmt: skip
def test_a_plain_hedge_stands(text: str) -> None:
    assert meant(text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "ask me on monday", None), ("date", "come back to me tomorrow", None),
        ("date", "come back tomorrow", "2026-03-05"), ("date", "can i ask for tomorrow", "2026-03-05"),
        ("time", "would nine be ok", "09:00"), ("number", "m8", None), ("number", "x4", "4"),
        ("yes_no", "no reception sorry", None), ("yes_no", "no pets", False), ("yes_no", "yeah? nah?", None),
        ("yes_no", "no? no?", False), ("uk_postcode", "LS1 4DT i think not sure", None),
        ("uk_postcode", "LS1 4DT i think", "LS1 4DT"), ("money", "in for a pound", None),
        ("money", "a pound", {"amount": "1.00", "currency": "GBP"}),
    ],
)  # fmt: skip
def test_short_answers_put_off_garbled_or_hedged_give_what_they_mean(kind: str, text: str, expected: object) -> None:
    assert read(kind, text) == expected
