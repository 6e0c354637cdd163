"""Whether a text might hold a value of a slot type: a glance of a microsecond or three, before a parser is run.

Errs towards yes; a yes promises nothing, a no means that nobody would hear such a value volunteered in the text.
Called for every utterance and every slot not asked for.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from seatrial.text.data import numerals, spelling_alphabets
from seatrial.text.data.common_words import COMMON_WORDS, FUNCTION_WORDS
from seatrial.text.tokens import TEXT_CHARS_MAX, UserText

_DIGIT_WORDS = frozenset(
    "oh o zero nought one two three four five six seven eight nine double triple treble cero uno dos tres cuatro cinco "
    "seis siete ocho nueve".split()
)
_NUMBER_WORDS = frozenset(
    {*numerals.UNITS_EN, *numerals.TENS_EN, *numerals.COLLECTIVES_EN, *numerals.UNITS_ES, *numerals.TENS_ES}
    | {*numerals.HUNDREDS_ES, "hundred", "thousand", "million", "half", "grand", "mil", "none", "once", "twice"}
) - {"un", "una"}
_SAID_DIGITS = _NUMBER_WORDS | _DIGIT_WORDS | {"too", "to", "for", "won", "ate"}
_SPELLED = frozenset({*_DIGIT_WORDS, *_NUMBER_WORDS, *spelling_alphabets.NATO, *"abcdefghijklmnopqrstuvwxyz"})
_LETTER_NAMES = frozenset({*spelling_alphabets.NATO, *"bcdefghjklmnpqrstuvwxyz"})  # "a", "i" and "o" are words too
_DATE_WORDS = frozenset(
    "today tomorrow tonight yesterday week weekend month monday tuesday wednesday thursday friday saturday sunday mon "
    "tue tues wed thu thur thurs fri sat sun fortnight january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter tomoz tmrw day days "
    "hoy mañana manana semana mes lunes martes miercoles miércoles jueves viernes sabado sábado domingo enero febrero "
    "marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
) | (frozenset({*numerals.ORDINALS_EN}) - {"second"})
_TIME_WORDS = frozenset(
    "noon midday midnight o'clock oclock p half quarter am pm past morning afternoon evening lunchtime a.m. p.m. "
    "a.m p.m hour hours minutes mediodia mediodía medianoche tarde noche media cuarto".split()
)
_AT_WORDS = frozenset({"at", "around", "about", "by", "for", "las"})
_MONEY_WORDS = frozenset(
    "pound pounds quid dollar dollars buck bucks euro euros pence p cents grand tenner fiver gbp usd eur pesos libras "
    "dolares dólares centimos céntimos penny".split()
)
_YES_NO_WORDS = frozenset(
    "yes yeah yep yup no nope nah sure ok okay correct right absolutely definitely please never certainly exactly fine "
    "aye course not don't si sí claro vale nunca jamas".split()
)
_NAME_CUES = re.compile(
    r"\b(?:name|names|name's|speaking|call me|called|mr|mrs|ms|dr|llamo|nombre|soy)\b"
    r"|\b(?:this is|i'm|im|i am|it's|its)(?: (?:um|uh|er|erm|well))* (?P<who>[^\W\d_][^\W\d_]+)",
    re.I,
)
_NEVER_NAMES = FUNCTION_WORDS | COMMON_WORDS
_STREET_WORDS = frozenset(
    "street road lane avenue close drive way court place crescent square terrace gardens hill boulevard st rd ave ln "
    "dr blvd flat apartment apt house grove park row mews walk parade view po".split()
)
_SEVEN_DIGITS = re.compile(r"\d(?:[\s().+/-]{0,3}\d){6}")
_FIVE_DIGITS = re.compile(r"\d{5}")
_FOUR_DIGITS = re.compile(r"\d[\s-]?\d[\s-]?\d[\s-]?\d")
_TYPED_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d")
_TYPED_DATE = re.compile(
    r"\d(?:[/.-]\d|(?:st|nd|rd|th)\b)|\d{1,2}\s*(?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec)", re.I
)
_TYPED_TIME = re.compile(r"\d[:.h]\d\d|\d\s*[ap]\.?m?\b", re.I)
_DIGIT = re.compile(r"\d")
_MONEY_SIGNS = re.compile(r"[£$€¥₹]|\d\s?(?:p|k|quid|gbp|usd|eur)\b", re.I)


def _count(words: tuple[str, ...], lexicon: frozenset[str]) -> int:
    return sum(map(lexicon.__contains__, words))


def _figures(text: UserText) -> int:
    """How many words are figures or digits said aloud."""
    words = text.pieces
    return _count(words, _SAID_DIGITS) + (sum(word[0].isdecimal() for word in words) if _DIGIT.search(text) else 0)


def _phone(text: UserText) -> bool:
    return _SEVEN_DIGITS.search(text) is not None or _figures(text) >= 3


def _email(text: UserText) -> bool:
    if "@" in text:
        return True
    lowered = text.lower()
    return (
        (" at " in lowered and (" dot " in lowered or "." in lowered))
        or "arroba" in lowered
        or "(at)" in lowered
        or "[at]" in lowered
    )


def _uk_postcode(text: UserText) -> bool:
    if _TYPED_POSTCODE.search(text) is not None:
        return True
    words = text.pieces
    # Spelled: letters and figures, each by its name; a telephone number has no letters.
    return _count(words, _SPELLED) >= 4 and any(word in _LETTER_NAMES for word in words)


def _us_zip(text: UserText) -> bool:
    return _FIVE_DIGITS.search(text) is not None or _figures(text) >= 2


def _date(text: UserText) -> bool:
    return not _DATE_WORDS.isdisjoint(text.words) or _TYPED_DATE.search(text) is not None


def _time(text: UserText) -> bool:
    words = text.words
    if not _TIME_WORDS.isdisjoint(words) or _TYPED_TIME.search(text) is not None:
        return True
    return not _AT_WORDS.isdisjoint(words) and (not _NUMBER_WORDS.isdisjoint(words) or _DIGIT.search(text) is not None)


def _datetime(text: UserText) -> bool:
    return _date(text) or _time(text)


def _money(text: UserText) -> bool:
    return _MONEY_SIGNS.search(text) is not None or not _MONEY_WORDS.isdisjoint(text.words)


def _number(text: UserText) -> bool:
    return _DIGIT.search(text) is not None or not _NUMBER_WORDS.isdisjoint(UserText(text.replace("-", " ")).words)


def _yes_no(text: UserText) -> bool:
    return not _YES_NO_WORDS.isdisjoint(text.words) or text.startswith(("mm", "uh", "👍", "👎"))


def _order_id(text: UserText) -> bool:
    return _DIGIT.search(text) is not None or _count(text.pieces, _SPELLED) >= 3


def _card_last4(text: UserText) -> bool:
    return _FOUR_DIGITS.search(text) is not None or _figures(text) >= 2


def _person_name(text: UserText) -> bool:
    cues = _NAME_CUES.finditer(text)
    return any((who := cue["who"]) is None or who.lower() not in _NEVER_NAMES for cue in cues)


def _address(text: UserText) -> bool:
    words = text.words
    return not _STREET_WORDS.isdisjoint(words) and (
        _DIGIT.search(text) is not None or not _NUMBER_WORDS.isdisjoint(words)
    )


def _always(_text: UserText) -> bool:
    return True


def _never(_text: UserText) -> bool:
    return False


_LOOKS: Mapping[str, Callable[[UserText], bool]] = MappingProxyType(
    {
        "text": _never,  # anything is free text: it has to be asked for
        "person_name": _person_name,
        "phone": _phone,
        "email": _email,
        "uk_postcode": _uk_postcode,
        "us_zip": _us_zip,
        "date": _date,
        "time": _time,
        "datetime": _datetime,
        "money": _money,
        "number": _number,
        "yes_no": _yes_no,
        "choice": _always,  # only the options know
        "order_id": _order_id,
        "card_last4": _card_last4,
        "address": _address,
    }
)


def looks_like(slot_type: str, text: str) -> bool:
    """Return whether `text` might hold a value of `slot_type`; reads at most the first TEXT_CHARS_MAX characters.

    Raises:
        KeyError: `slot_type` is not one of SLOT_TYPES; the linter refuses such an agent.
    """
    if not isinstance(text, UserText) or len(text) > TEXT_CHARS_MAX:
        text = UserText(text[:TEXT_CHARS_MAX])
    return _LOOKS[slot_type](text)
