import pytest
from ordinary_answers import ANSWERS
from spoken_tables import claims, read_line, written


@pytest.mark.parametrize(("kind", "line"), list(claims(ANSWERS)))
def test_an_ordinary_answer_gives_its_value(kind: str, line: str) -> None:
    text, _, value = line.rpartition(" => ")
    assert written(read_line(kind, text)) == value
