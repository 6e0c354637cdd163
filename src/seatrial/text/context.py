"""What a parser knows besides the text: locale, the clock of the session, and the slot's own declaration.

Pure data. It never reads the machine's locale, clock or environment: `now` comes from the session. Built by the
flow engine once per slot asked, read by every parser in this package.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal, TypeAlias

import msgspec

Value: TypeAlias = str | bool | dict[str, str]
Language: TypeAlias = Literal["en", "es"]

CHOICE_OPTIONS_MAX = 200
_LANGUAGE_DEFAULT_REGION: dict[str, str] = {"en": "GB", "es": "ES"}
_CURRENCY_BY_REGION: dict[str, str] = {
    "GB": "GBP", "US": "USD", "ES": "EUR", "IE": "EUR", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "IN": "INR",
    "ZA": "ZAR", "SG": "SGD", "MX": "MXN", "AR": "ARS", "CO": "COP", "CL": "CLP", "PE": "PEN", "PR": "USD",
}  # fmt: skip
_MONTH_FIRST_REGIONS = frozenset({"US", "PR"})
# Latin American countries that write 1,200.50 where Spain writes 1.200,50.
_DECIMAL_POINT_REGIONS = frozenset({"MX", "PE", "PR", "US"})


class Locale(msgspec.Struct, frozen=True, kw_only=True):
    """The conventions behind a locale name.

    Attributes:
        language: Which lexicons apply.
        region: ISO 3166 code, upper case; also the region a national phone number belongs to.
        currency: ISO 4217 code assumed when no currency is named.
        day_first: Whether 3/4 is the third of April.
        decimal_comma: Whether 1.200,50 is the usual spelling of twelve hundred and a half.
    """

    language: Language
    region: str
    currency: str
    day_first: bool
    decimal_comma: bool


@lru_cache(maxsize=64)
def resolve_locale(name: str) -> Locale:
    """Return the conventions for a locale name, falling back by language and then to en-GB."""
    language, _, region = name.replace("_", "-").partition("-")
    language = language.lower()
    region = region.upper()
    if language not in _LANGUAGE_DEFAULT_REGION:
        language, region = "en", "GB"
    elif region not in _CURRENCY_BY_REGION:
        region = _LANGUAGE_DEFAULT_REGION[language]
    return Locale(
        language="es" if language == "es" else "en",
        region=region,
        currency=_CURRENCY_BY_REGION[region],
        day_first=region not in _MONTH_FIRST_REGIONS,
        decimal_comma=language == "es" and region not in _DECIMAL_POINT_REGIONS,
    )


class ParseContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a slot parser may use besides the text.

    Attributes:
        locale: A BCP 47 name such as "en-GB"; an unknown one falls back by language, else to en-GB.
        now: Local naive time of the session; relative dates count from it.
        options: For choice: option key -> words that mean it (the key itself always does).
        pattern: For order_id: a regular expression the identifier must match, written by the agent's author.
        checksum: For order_id: "luhn", "mod11", "mod97" or None.
        asked: True when the text answers a question for this slot, False when the value may have been
            volunteered inside something else; parsers are then conservative.
    """

    locale: str
    now: datetime
    options: Mapping[str, Sequence[str]] | None = None
    pattern: str | None = None
    checksum: str | None = None
    asked: bool = True

    @property
    def conventions(self) -> Locale:
        """The conventions of this context's locale."""
        return resolve_locale(self.locale)

    @property
    def language(self) -> Language:
        """Which lexicons apply."""
        return resolve_locale(self.locale).language
