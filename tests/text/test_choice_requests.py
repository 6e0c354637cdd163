import pytest
from slot_reading import read

CAKE = {"carrot": ["carrot cake"], "lemon": ["lemon cake"]}


@pytest.mark.parametrize(
    "text",
    """
can you bake me a lemon cake|could you knock us up a lemon cake please|do you think you could do me a lemon
would it be possible to have the lemon|is it possible to get a lemon cake|can i book a lemon cake|any chance of a lemon
would you be able to bake a lemon cake|are you able to do me a lemon|would you mind doing the lemon one
can u whip me up a lemon|can someone bake us a lemon cake|why not lemon|shall we do the lemon|is there a lemon left
can you save me a lemon|could you put me in the lemon one
do you reckon i could get a lemon|can you sort me out with a lemon
""".strip()
    .replace("\n", "|")
    .split("|"),
)
def test_a_request_put_as_a_question_orders(text: str) -> None:
    assert read("choice", text, options=CAKE) == "lemon"


@pytest.mark.parametrize(
    "text",
    """
does the lemon have nuts in it|what's in the lemon|is the lemon bigger|can you tell me about the lemon
can you explain the lemon one|could you describe the lemon|can you freeze a lemon cake|do you think the lemon is better
would the lemon last a week|do people like the lemon|will the lemon keep|can you remind me how much the lemon is
would you mind telling me about the lemon|have you sold out of the lemon|would you recommend the lemon
""".strip()
    .replace("\n", "|")
    .split("|"),
)
def test_a_question_about_an_option_orders_nothing(text: str) -> None:
    assert read("choice", text, options=CAKE) is None
