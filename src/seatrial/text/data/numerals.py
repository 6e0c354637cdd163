"""The words for numbers, English and Spanish: data only.

Keys are folded (lower case, no accents). Read by `numbers` and by the spoken normaliser.
"""

UNITS_EN: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"nought": 0, "naught": 0, "nil": 0, "forteen": 14, "ninteen": 19, "twelv": 12, "eightteen": 18}
TENS_EN: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "ninty": 90,
}  # fmt: skip
SCALES_EN: dict[str, int] = {
    "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "grand": 1_000,
    "k": 1_000, "mil": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
ORDINALS_EN: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1_000, "twelvth": 12, "nineth": 9,
}  # fmt: skip
COLLECTIVES_EN: dict[str, int] = {"dozen": 12, "couple": 2, "pair": 2, "score": 20}

UNITS_ES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
        "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
        "veintisiete veintiocho veintinueve".split()
    )
} | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21}
_ONES_ES = tuple(UNITS_ES)[1:10]
TENS_ES: dict[str, int] = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
}  # fmt: skip
HUNDREDS_ES: dict[str, int] = {
    "cien": 100, "ciento": 100,
    **{
        stem + ending: value
        for stem, value in (
            ("doscient", 200), ("trescient", 300), ("cuatrocient", 400), ("quinient", 500), ("seiscient", 600),
            ("setecient", 700), ("ochocient", 800), ("novecient", 900),
        )
        for ending in ("os", "as")
    },
}  # fmt: skip
# Written as one word: "dosmil", "treintaicinco", "milquinientos".
UNITS_ES.update(
    (stem + joint + one, value + unit)
    for stem, value in TENS_ES.items()
    for joint in "iy"
    for unit, one in enumerate(_ONES_ES, start=1)
)
THOUSANDS_ES: dict[str, int] = {
    f"{word}mil": value * 1_000
    for word, value in (*UNITS_ES.items(), *TENS_ES.items(), *HUNDREDS_ES.items())
    if value > 1
}
HUNDREDS_ES.update([(f"mil{word}", 1_000 + value) for word, value in HUNDREDS_ES.items()])
SCALES_ES: dict[str, int] = {
    "mil": 1_000, "k": 1_000, "millon": 1_000_000, "millones": 1_000_000, "billon": 1_000_000_000_000,
    "billones": 1_000_000_000_000,
}  # fmt: skip
ORDINALS_ES: dict[str, int] = {
    stem + ending: value
    for stem, value in (
        ("primer", 1), ("segund", 2), ("tercer", 3), ("cuart", 4), ("quint", 5), ("sext", 6), ("septim", 7),
        ("octav", 8), ("noven", 9), ("decim", 10), ("undecim", 11), ("duodecim", 12), ("decimotercer", 13),
        ("decimocuart", 14), ("decimoquint", 15), ("vigesim", 20), ("trigesim", 30), ("centesim", 100),
    )
    for ending in ("o", "a")
} | {"primer": 1, "tercer": 3, "setimo": 7, "setima": 7}  # fmt: skip
COLLECTIVES_ES: dict[str, int] = {"docena": 12, "docenas": 12, "par": 2}
