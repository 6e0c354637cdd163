"""Writing numbers out in words, for tests that read them back: an independent inverse of the parsers."""

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
UNIDADES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
DECENAS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
CENTENAS = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()


def below_thousand(value: int, joiner: str) -> str:
    hundreds, rest = divmod(value, 100)
    parts: list[str] = []
    if hundreds:
        parts.append(f"{UNITS[hundreds]} hundred")
    if rest or not hundreds:
        tens = UNITS[rest] if rest < 20 else TENS[rest // 10] + (f" {UNITS[rest % 10]}" if rest % 10 else "")
        parts.append(tens)
    return joiner.join(parts)


def english(value: int, *, british: bool = True) -> str:
    """Write an integer below a million million in English, with or without "and"."""
    joiner = " and " if british else " "
    parts: list[str] = []
    for scale, name in ((10**9, " billion"), (10**6, " million"), (10**3, " thousand")):
        count, value = divmod(value, scale)
        if count:
            parts.append(below_thousand(count, joiner) + name)
    if value or not parts:
        tail = below_thousand(value, joiner)
        parts.append(f"and {tail}" if british and parts and value < 100 else tail)
    return " ".join(parts)


def spanish(value: int) -> str:
    """Write an integer below a million million in Spanish."""
    millions, value = divmod(value, 10**6)
    thousands, value = divmod(value, 10**3)
    parts: list[str] = []
    if millions:
        parts.append("un millón" if millions == 1 else f"{spanish(millions)} millones")
    if thousands:
        parts.append("mil" if thousands == 1 else f"{_menos_de_mil(thousands)} mil")
    if value or not parts:
        parts.append(_menos_de_mil(value))
    return " ".join(parts)


def _menos_de_mil(value: int) -> str:
    if value == 100:
        return "cien"
    hundreds, rest = divmod(value, 100)
    parts = [CENTENAS[hundreds]] if hundreds else []
    if rest or not hundreds:
        unit = f" y {UNIDADES[rest % 10]}" if rest % 10 else ""
        parts.append(UNIDADES[rest] if rest < 30 else DECENAS[rest // 10] + unit)
    return " ".join(parts)
