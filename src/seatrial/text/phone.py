"""Telephone numbers, said or typed, as E.164.

Believes any number of possible length, because the ranges reserved for fiction are not "valid"; never completes a
partial number with an area code. Called through `parsers.parse`.
"""

import re
from collections.abc import Sequence

import phonenumbers

from seatrial.text.context import ParseContext
from seatrial.text.digit_words import DIGIT_STARTS
from seatrial.text.offers import Offers
from seatrial.text.repair import clean, last_value
from seatrial.text.spoken import DigitRun, digit_runs
from seatrial.text.standing_es import tells_when_es
from seatrial.text.tokens import Token

_DIGITS_MIN = 8
_DIGITS_MAX = 17  # an international prefix, a country code and the longest national number
# Full national numbers (without trunk prefix), in countries where shorter ones are possible too.
_FULL_NATIONAL: dict[int, re.Pattern[str]] = {
    44: re.compile(r"[1235789]\d{9}"),
    1: re.compile(r"[2-9]\d{2}[2-9]\d{6}"),
    34: re.compile(r"[6-9]\d{8}"),
}
_USUAL: dict[str, tuple[re.Pattern[str], str]] = {
    "GB": (re.compile(r"0[12357]\d{9}"), "+44"),
    "US": (re.compile(r"[2-9]\d{2}[2-9]\d{6}"), "+1"),
}
"""Whole national numbers of the usual shape, which need no library: the same answer at a tenth of the price."""
_SLIP_MAX = 3  # how many digits are taken back at once
_EXTENSION_WORDS = frozenset({"ext", "extension", "extn", "x", "option"})


def parse_phone(text: str, context: ParseContext) -> str | None:
    """Return the one telephone number in `text` as E.164, or None when there is none, or more than one."""
    region = context.conventions.region
    language = context.language

    def read(tokens: Sequence[Token]) -> str | None:
        return _one_number(tokens, digit_runs(_before_extension(tokens), language), context)

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        if language == "es" and tells_when_es(later):
            return read(earlier)
        return _replace_tail(digit_runs(earlier, language), digit_runs(later, language), region)

    return last_value(clean(text, language), language, read, mend)


def _before_extension(tokens: Sequence[Token]) -> Sequence[Token]:
    for index, token in enumerate(tokens):
        if token.text not in _EXTENSION_WORDS or not index:
            continue
        if tokens[index - 1].text[-1].isdecimal():
            return tokens[:index]
        if token.text == "extension" and any(_is_digits(earlier.text) for earlier in tokens[:index]):
            return tokens[:index]
    return tokens


def _is_digits(word: str) -> bool:
    return word[0].isdecimal() or (word in DIGIT_STARTS and len(word) > 1)


def _one_number(tokens: Sequence[Token], runs: Sequence[DigitRun], context: ParseContext) -> str | None:
    """The number that one run spells, else (if asked for) what all of them spell together."""
    if not runs:
        return None
    region, language = context.conventions.region, context.language
    offers = Offers(tokens, "phone", language)
    for run in runs:
        if (number := _read_run(run, region)) is not None:
            offers.add(number, run.start, run.end)
    if offers or len(runs) < 2 or not context.asked or any(token.text == "something" for token in tokens):
        return offers.only()
    joined = DigitRun(
        pieces=tuple(piece for run in runs for piece in run.pieces),
        start=runs[0].start,
        end=runs[-1].end,
        plus=runs[0].plus,
    )
    number = _read_run(joined, region)
    if number is not None:
        offers.add(number, joined.start, joined.end)
    return offers.only()


def _read_run(run: DigitRun, region: str) -> str | None:
    for digits in run.renderings():
        if _DIGITS_MIN <= len(digits) <= _DIGITS_MAX and (number := to_e164(digits, region, plus=run.plus)):
            return number
    digits = run.digits
    for length in range(2, 5):  # "231, 07700 900 231": what was put right, then all of it
        head, whole = digits[:length], digits[length:]
        if whole.endswith(head) and len(whole) > _DIGITS_MIN and (number := to_e164(whole, region, plus=run.plus)):
            return number
    if digits.startswith("00") and len(digits) - 1 >= _DIGITS_MIN:  # "oh, oh seven seven ..."
        return to_e164(digits[1:], region, plus=False)
    return None


def _replace_tail(earlier: Sequence[DigitRun], later: Sequence[DigitRun], region: str) -> str | None:
    """Read "07700 900 124, no, 123": the later digits replace as many at the end of the earlier number."""
    if len(later) != 1 or not earlier:
        return None
    tail = later[0].digits
    head = "".join(run.digits for run in earlier)
    plus = earlier[0].plus
    if len(tail) < len(head) and (number := to_e164(head[: -len(tail)] + tail, region, plus=plus)) is not None:
        return number
    usual = None if plus else _USUAL.get(region)
    for said in earlier[0].renderings() if usual is not None and len(earlier) == 1 else ():
        for dropped in range(1, min(len(tail), _SLIP_MAX) + 1):  # "07700 900 three, no, four four one"
            full = said[:-dropped] + tail
            if usual is not None and usual[0].fullmatch(full):
                return usual[1] + full.removeprefix("0")
    for kept in range(len(head) - 1, 2, -1):  # "07973 22, sorry, 23 0118": begun again from a digit said before
        full = head[:kept] + tail
        if head[kept] == tail[0] and len(full) > _DIGITS_MIN and (number := to_e164(full, region, plus=plus)):
            return number
    return None


def to_e164(digits: str, region: str, *, plus: bool) -> str | None:
    """Return `digits` as E.164, read from inside `region` (or internationally after a plus); None if impossible."""
    usual = None if plus else _USUAL.get(region)
    if usual is not None and usual[0].fullmatch(digits):
        return usual[1] + digits.removeprefix("0")
    try:
        number = phonenumbers.parse("+" + digits if plus else digits, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    full = _FULL_NATIONAL.get(number.country_code or 0)
    if full is not None and not full.fullmatch(str(number.national_number)):
        return _written(number) if phonenumbers.is_valid_number(number) else None
    return _written(number)


def _written(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
