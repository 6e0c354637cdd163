"""The words of dates and times, English and Spanish: data only.

Keys are folded (lower case, no accents), values are numbers. Weekdays count from Monday = 0. Read by the date and
clock scanners.
"""

from seatrial.text.data.numerals import ORDINALS_EN, TENS_EN, UNITS_EN


def _spread(lines: str, *, start: int) -> dict[str, int]:
    """Number the groups of a "a b|c d" list, every word of a group getting the group's number."""
    return {word: value for value, group in enumerate(lines.split("|"), start=start) for word in group.split()}


def _tens_and_units() -> dict[str, int]:
    """Spoken numbers below a hundred that are one word."""
    small = {word: value for word, value in UNITS_EN.items() if word not in {"nil", "naught", "nought"}}
    return small | TENS_EN


CARDINALS_EN: dict[str, int] = _tens_and_units()
UNITS_ONLY_EN: dict[str, int] = {word: value for word, value in CARDINALS_EN.items() if 0 < value < 10}
DAY_ORDINALS_EN: dict[str, int] = {word: value for word, value in ORDINALS_EN.items() if value <= 30}
ORDINAL_ENDINGS_EN = frozenset({"st", "nd", "rd", "th"})

WEEKDAYS_EN: dict[str, int] = _spread(
    "monday mon monday's munday|tuesday tue tues tuesday's tusday teusday|"
    "wednesday wed weds wednesday's wensday wednsday wendsday wedensday|"
    "thursday thu thur thurs thursday's thrusday thursady|friday fri friday's firday|"
    "saturday sat saturday's saterday satuday|sunday sun sunday's",
    start=0,
)
# Short forms that are also words or syllables: only believed where a date is expected.
WEEKDAYS_WEAK_EN = frozenset({"mon", "tue", "wed", "weds", "thu", "fri", "sat", "sun"})
MONTHS_EN: dict[str, int] = _spread(
    "january jan|february feb febuary feburary|march mar|april apr|may|june jun|july jul|august aug|"
    "september sep sept septmber|october oct|november nov|december dec",
    start=1,
)
# Months that are also verbs or names, so that alone they say nothing.
MONTHS_WEAK_EN = frozenset({"may", "march", "mar", "jan", "august", "april", "june", "dec"})
TOMORROWS_EN = frozenset(
    {"tomorrow", "tomorow", "tommorow", "tommorrow", "tomorrow's", "tmrw", "tmr", "tmw", "tomoz", "tmoro", "tomo"}
)
# Fixed-date days: (month, day). Movable feasts and bank holidays are left out on purpose.
FEASTS_EN: dict[tuple[str, ...], tuple[int, int]] = {
    ("christmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24),
    ("xmas", "day"): (12, 25),
    ("xmas", "eve"): (12, 24),
    ("boxing", "day"): (12, 26),
    ("new", "year's", "day"): (1, 1),
    ("new", "years", "day"): (1, 1),
    ("new", "year", "day"): (1, 1),
    ("new", "year's", "eve"): (12, 31),
    ("new", "years", "eve"): (12, 31),
    ("new", "year", "eve"): (12, 31),
    ("valentine's", "day"): (2, 14),
    ("valentines", "day"): (2, 14),
    ("halloween",): (10, 31),
    ("bonfire", "night"): (11, 5),
    ("independence", "day"): (7, 4),
    ("st", "patrick's", "day"): (3, 17),
    ("saint", "patrick's", "day"): (3, 17),
    ("april", "fools", "day"): (4, 1),
    ("april", "fool's", "day"): (4, 1),
}

HOURS_EN: dict[str, int] = {word: value for word, value in CARDINALS_EN.items() if value <= 20}
MERIDIEMS_EN: dict[str, bool] = {"am": False, "pm": True}  # True is the second half of the day
DAY_PARTS_EN: dict[str, str] = {
    "morning": "morning", "mornin": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night",
    "tonight": "tonight", "tonite": "tonight",
}  # fmt: skip

CARDINALS_ES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
        "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
        "veintisiete veintiocho veintinueve treinta".split()
    )
} | {"un": 1, "una": 1, "veintiun": 21, "cuarenta": 40, "cincuenta": 50}
DAY_ORDINALS_ES: dict[str, int] = {"primero": 1, "primer": 1}
NTH_ES: dict[str, int] = _spread("primer primero|segundo|tercer tercero|cuarto", start=1) | {"ultimo": -1}
WEEKDAYS_ES: dict[str, int] = _spread("lunes|martes|miercoles|jueves|viernes|sabado|domingo", start=0)
MONTHS_ES: dict[str, int] = _spread(
    "enero ene|febrero feb|marzo|abril abr|mayo|junio jun|julio jul|agosto ago|septiembre setiembre sep sept|"
    "octubre oct|noviembre nov|diciembre dic",
    start=1,
)
FEASTS_ES: dict[tuple[str, ...], tuple[int, int]] = {
    ("navidad",): (12, 25),
    ("nochebuena",): (12, 24),
    ("nochevieja",): (12, 31),
    ("ano", "nuevo"): (1, 1),
    ("reyes",): (1, 6),
    ("san", "valentin"): (2, 14),
    ("san", "jose"): (3, 19),
    ("san", "juan"): (6, 24),
    ("todos", "los", "santos"): (11, 1),
    ("los", "santos", "inocentes"): (12, 28),
}
DAY_PARTS_ES: dict[str, str] = {
    "manana": "morning", "mananas": "morning", "madrugada": "morning", "tarde": "tarde", "noche": "night",
}  # fmt: skip

UNIT_DAYS_EN: dict[str, int] = {
    "day": 1, "days": 1, "day's": 1, "days'": 1, "week": 7, "weeks": 7, "week's": 7, "wk": 7, "wks": 7,
    "fortnight": 14, "fortnights": 14, "fortnight's": 14,
}  # fmt: skip
UNIT_MONTHS_EN: dict[str, int] = {
    "month": 1, "months": 1, "month's": 1, "year": 12, "years": 12, "year's": 12,
}  # fmt: skip
UNIT_MINUTES_EN: dict[str, int] = {
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "minute's": 1, "hour": 60, "hours": 60, "hr": 60, "hrs": 60,
    "hour's": 60,
}  # fmt: skip
UNIT_DAYS_ES: dict[str, int] = {
    "dia": 1, "dias": 1, "semana": 7, "semanas": 7, "quincena": 14,
}  # fmt: skip
UNIT_MONTHS_ES: dict[str, int] = {"mes": 1, "meses": 1, "ano": 12, "anos": 12}
UNIT_MINUTES_ES: dict[str, int] = {
    "minuto": 1, "minutos": 1, "min": 1, "hora": 60, "horas": 60, "h": 60,
}  # fmt: skip

# After an ordinal these are what it counts: "the 2nd bathroom".
AFTER_PLACE_IN_ROW = frozenset(
    """
    floor floors door step steps visit visits time times attempt bathroom bedroom room toilet radiator tap sink leak
    avenue ave street road lane house flat apartment apt unit building block call caller person guy man woman plumber
    engineer birthday party wedding anniversary grade year class gear half quarter option choice place wife husband
    son daughter child kid left right landing stage round turn exit junction row drawer shelf page item opinion
    century centuries complaint letter email message one ones test thing things wheel amendment column
    """.split()
)
# After a weekday these make it no day: "sunday roast".
AFTER_NO_WEEKDAY = frozenset(
    """
    special specials deal deals offer offers discount discounts roast roasts club market school paper papers post
    feeling league football train bus service services sale sales blues rush
    """.split()
)
# "It's sat there", "i sat down".
WHO_SAT = frozenset({"i", "he", "she", "we", "they", "who", "cat", "dog"})
BEFORE_SAT = frozenset("it it's its just been was has have i've that's you was it'd still".split())
AFTER_SAT = frozenset(
    "there here in on down outside inside around about empty idle dripping unused under by waiting watching".split()
)
