"""Tables of claims about talk: how their lines are read, and the options and patterns they speak of."""

from collections.abc import Iterator, Mapping

from slot_reading import Options, read

from seatrial.text.context import Value

MENUS: dict[str, Options] = {
    "colour": {"red": ["crimson", "scarlet"], "blue": ["navy"], "green": ["olive"]},
    "size": {"small": ["little"], "medium": ["mid size"], "large": ["big"]},
    "job": {"repair": ["fix", "mend"], "service": ["annual check", "checkup"], "install": ["fit", "installation"]},
    "contact": {"email": ["e-mail"], "text": ["sms"], "call": ["phone", "ring"]},
}
_LOCALES = {"US: ": "en-US", "ES: ": "es-ES"}


def claims(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every (kind, line) of a table."""
    for kind, lines in table.items():
        for line in lines.strip().replace("|", "\n").splitlines():
            yield kind, line


def read_line(kind: str, line: str) -> Value | None:
    """What a line's text is read as; `kind` is a type, with its menu or pattern after a slash."""
    slot_type, _, declared = kind.partition("/")
    locale = _LOCALES.get(line[:4], "en-GB")
    text = line[4:] if line[:4] in _LOCALES else line
    options = MENUS.get(declared)
    pattern = declared if slot_type == "order_id" else None
    return read(slot_type, text, locale, options=options, pattern=pattern)


def written(value: Value | None) -> str | None:
    """A value as tables write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case {"amount": amount, "currency": currency}:
            return f"{amount} {currency}"
        case dict():
            parts = [value.get(name, "") for name in ("line1", "city", "state", "postcode")]
            return " / ".join(parts).rstrip(" /").replace(" /  / ", " / / ")
        case _:
            return value
