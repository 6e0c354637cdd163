"""What every HTML report is made of: templates that escape, and a style and script that its policy allows by digest.

The parts lie under `pages/`. The one place that knows how templates are set up; what is on a page is the page's
business. Called by `html`, `audit_page` and `panel_page`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


@dataclass(frozen=True, slots=True)
class Inline:
    """A style or script that stands in a page.

    Attributes:
        digest: What a content security policy allows it by.
    """

    text: str
    digest: str


def environment(filters: Mapping[str, Callable[..., object]]) -> Environment:
    """Return what loads the templates under `pages/`: everything is escaped, and a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader("seatrial.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made


def inline(*names: str) -> Inline:
    """Return files under `pages/`, one after another."""
    folder = files("seatrial.reports") / "pages"
    text = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    return Inline(text, "sha256-" + b64encode(sha256(text.encode()).digest()).decode())
