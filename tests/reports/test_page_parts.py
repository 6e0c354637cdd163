"""Claims about what pages are made of: everything is escaped, nothing may be missing, digests are of what is there."""

from base64 import b64encode
from hashlib import sha256

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from seatrial.reports.page_parts import environment, inline


def test_what_is_put_into_a_template_is_escaped_unless_the_template_says_otherwise():
    made = environment({"loud": str.upper})
    assert made.from_string("{{ said | loud }}").render(said="<b>") == "&lt;B&gt;"


def test_a_name_that_is_missing_is_an_error_and_not_an_empty_place():
    made = environment({})
    with pytest.raises(UndefinedError):
        made.from_string("{{ said }}").render()
    with pytest.raises(TemplateNotFound):
        made.get_template("../page_parts.py")


def test_the_digest_is_that_of_the_whole_text_in_the_order_given():
    one, both = inline("report.css"), inline("report.css", "panel.css")
    assert both.text == one.text + inline("panel.css").text
    for made in (one, both):
        assert made.digest == "sha256-" + b64encode(sha256(made.text.encode()).digest()).decode()
    assert one.digest != both.digest
