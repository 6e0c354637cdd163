from pathlib import Path

import pytest

from seatrial.cli.reference import pages

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_reference_pages_say_what_the_program_says(name: str):
    written = (REFERENCE / name).read_text(encoding="utf-8") if (REFERENCE / name).exists() else ""
    assert written == pages()[name], "out of date: run scripts/reference"


def test_no_page_is_left_of_a_schema_that_is_gone():
    assert {path.name for path in (REFERENCE / "schema").iterdir()} == {
        name.removeprefix("schema/") for name in pages() if name.startswith("schema/")
    }
