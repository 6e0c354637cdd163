"""Contacts that are told of, not given."""

import pytest
from test_standing import meant


@pytest.mark.parametrize(
    "text",
    [
        "[07700] but they cut it off", "[0117] but the firm took it away from us", "[07700] packed up",
        "[4417] expired",
        "[07700] is out of service", "the bank shut off [4417]", "we sold [12 mill lane]", "the depot's at [BS6]",
        "there's a party at [12 mill lane]", "your number's [0117]", "on your website is [0117]",
        "i emailed you on the ninth at [billing]", "i got a call off [0117]", "[07700] keeps ringing",
    ],
)  # fmt: skip
def test_a_contact_that_is_only_told_of_does_not_stand(text: str) -> None:
    assert not meant(text, "contact")


@pytest.mark.parametrize(
    "text",
    [
        "[07700] but it's switched off at night", "we got cut off [07700]", "the flat above the shop at [12 mill lane]",
        "put it on your system [07700]", "your form wants my mobile [07700]", "the landline's off, use [07700]",
    ],
)  # fmt: skip
def test_a_contact_beside_such_words_stands(text: str) -> None:
    assert meant(text, "contact")
