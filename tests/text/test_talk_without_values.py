import pytest
from spoken_tables import claims, read_line
from talk_without_values import NO_VALUE


@pytest.mark.parametrize(("kind", "line"), list(claims(NO_VALUE)))
def test_talk_that_gives_no_value_is_none(kind: str, line: str) -> None:
    assert read_line(kind, line) is None
