import pytest
from spoken_tables import claims, read_line, written
from values_in_talk import VALUES


def plain(value: str | None) -> str | None:
    """As the benchmark compares: without case, commas and extra spaces."""
    return None if value is None else " ".join(value.casefold().replace(",", " ").replace("/", " / ").split())


@pytest.mark.parametrize(("kind", "line"), list(claims(VALUES)))
def test_a_value_is_found_in_the_talk_around_it(kind: str, line: str) -> None:
    text, _, value = line.rpartition(" => ")
    assert plain(written(read_line(kind, text))) == plain(value)
