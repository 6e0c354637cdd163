"""The one door to the slot parsers: parse a value of a declared type, or ask cheaply whether there may be one.

`parse` never raises on any text; what is ambiguous, partial, refused or absent is None, never a guess. Called by
understanding and by the flow engine; knows nothing of flows.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from seatrial.text.addresses import parse_address
from seatrial.text.answering import answers
from seatrial.text.choice import parse_choice
from seatrial.text.context import ParseContext, Value
from seatrial.text.dates import parse_date
from seatrial.text.datetimes import parse_datetime
from seatrial.text.email import parse_email
from seatrial.text.free_text import parse_text
from seatrial.text.identifiers import parse_card_last4, parse_order_id
from seatrial.text.likeness import looks_like
from seatrial.text.money import parse_money
from seatrial.text.names import parse_person_name
from seatrial.text.phone import parse_phone
from seatrial.text.postcode import parse_uk_postcode, parse_us_zip
from seatrial.text.quantity import parse_number
from seatrial.text.times import parse_time
from seatrial.text.yes_no import parse_yes_no

__all__ = ["PARSERS", "SLOT_TYPES", "looks_like", "parse"]

Parser = Callable[[str, ParseContext], Value | None]


PARSERS: Mapping[str, Parser] = MappingProxyType(
    {
        "text": parse_text,
        "person_name": parse_person_name,
        "phone": parse_phone,
        "email": parse_email,
        "uk_postcode": parse_uk_postcode,
        "us_zip": parse_us_zip,
        "date": parse_date,
        "time": parse_time,
        "datetime": parse_datetime,
        "money": parse_money,
        "number": parse_number,
        "yes_no": parse_yes_no,
        "choice": parse_choice,
        "order_id": parse_order_id,
        "card_last4": parse_card_last4,
        "address": parse_address,
    }
)
SLOT_TYPES: tuple[str, ...] = tuple(PARSERS)


def parse(slot_type: str, text: str, context: ParseContext) -> Value | None:
    """Return the value of type `slot_type` that `text` gives, in canonical form, or None.

    Raises:
        KeyError: `slot_type` is not one of SLOT_TYPES; the linter refuses such an agent.
    """
    value = PARSERS[slot_type](text, context)
    if value is not None and context.asked and context.language == "en" and not answers(slot_type, text):
        return None
    return value
