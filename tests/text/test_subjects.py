"""Whose doing a clause tells of."""

import pytest
from test_standing import meant


@pytest.mark.parametrize(
    "text",
    [
        "the other firm had [nine]", "next door have [four]", "our last flat had [three]", "them upstairs took [six]",
        "her at number ten has [two]", "most folk take [two]", "the woman before me had [seven]",
        "the school had [nine]", "my nan had [eight]", "they told my neighbour [friday]",
        "i gave the last chap [fifty]",
        "the pub opposite charges [ninety]",
    ],
)  # fmt: skip
def test_what_somebody_else_has_or_was_told_does_not_stand(text: str) -> None:
    assert not meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "we have [four]", "there's [six] of us", "my house has [three]", "the label says [eight]",
        "the others can't come so it's [four]", "my wife wants the [window]", "i had [two]",
        "everybody's off friday so [friday]", "they took [forty dollars] out",
    ],
)  # fmt: skip
def test_what_the_speaker_has_stands(text: str) -> None:
    assert meant(text)
