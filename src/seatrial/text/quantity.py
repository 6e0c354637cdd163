"""A number as the answer to a question: one quantity, as the shortest decimal string.

Puts together what `numbers` reads apart ("one oh five", "two fifty", "nineteen eighty four") and refuses what is not
one number: ranges, either-or, comparisons, ordinals. Called through `parsers.parse`.
"""

from collections.abc import Sequence
from decimal import Decimal

from seatrial.text.context import Language, ParseContext
from seatrial.text.data import currency_words
from seatrial.text.data.name_talk_words import ROLES as KIN
from seatrial.text.days_es import is_past_es
from seatrial.text.figures import shortest
from seatrial.text.number_spelling import spelled_rightly
from seatrial.text.numbers import NumberSpan, find_numbers
from seatrial.text.remarks import is_described
from seatrial.text.repair import clean, last_value
from seatrial.text.standing import stands
from seatrial.text.standing_es import is_no_count_es, is_refused_count_es, stands_es
from seatrial.text.tokens import Token

_VOLUNTEERED_WORDS_MAX = 4
# "One" is a pronoun after these ("this one", "no one") and before these ("one of them", "one more thing").
_PRONOUN_AFTER = frozenset(
    "this that which no any every each the another last next other first second third won square".split()
)
_PRONOUN_BEFORE = frozenset({"of", "moment", "day", "way", "thing"})
_COMPARISONS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("more", "than"), ("less", "than"), ("fewer", "than"), ("over",), ("under",), ("above",), ("below",),
        ("north", "of"), ("south", "of"), ("upwards", "of"), ("shy", "of"), ("excess", "of"),
    ),
    "es": (("mas", "de"), ("menos", "de"), ("no",)),
}  # fmt: skip
# Whole answers that give a number without a number word.
_WHOLE_ANSWERS: dict[Language, dict[str, int]] = {
    "en": {
        "none": 0,
        "none at all": 0,
        "nobody": 0,
        "no one": 0,
        "not any": 0,
        "not a single one": 0,
        "nil": 0,
        **dict.fromkeys(("nowt", "zilch", "nada", "nothing", "nobody else", "no one else", "none of them"), 0),
        "the one": 1,
        "just me": 1,
        "only me": 1,
        "just myself": 1,
        "it's just me": 1,
        "its just me": 1,
        "once": 1,
        "just once": 1,
        "only once": 1,
        "twice": 2,
        "both of us": 2,
        "both": 2,
        "thrice": 3,
    },
    "es": {
        "ninguno": 0,
        "ninguna": 0,
        "nadie": 0,
        **dict.fromkeys(("solo yo", "una vez", "una persona", "solo una persona", "yo solo", "yo sola", "nomas yo"), 1),
        "dos veces": 2,
    },
}
# Words that say none was counted, in a longer answer.
_NONE: dict[Language, frozenset[str]] = {
    "en": frozenset({"none", "nil"}),
    "es": frozenset({"ninguno", "ninguna"}),
}
_SUMMING_UP = (
    "so", "so that's", "so thats", "so it's", "so its", "so say", "call it", "that's", "thats", "that makes",
    "makes it", "which makes", "makes", "total of", "total", "altogether", "all together", "in all", "equals",
    "o sea", "en total", "total de", "asi que", "somos", "pero son", "sino",
)  # fmt: skip
_HEDGE_REACH = 8
_TOTALS = frozenset({"total", "altogether", "overall"})
_REPEATING = frozenset(
    """
    yes yeah yep that's thats so it's its i said right just only definitely ha haha lol si eso creo somos ma'am sir mate
    always love
    """.split()
)
# "No worries" counts nothing.
_NEVER_COUNTED = frozenset("thanks worries problems probs ideas clues always this yours cheers plans matters".split())
_FRACTION_NAMES = frozenset("third thirds fifth fifths sixth sixths seventh eighth eighths ninth tenth tenths".split())
_PART_OF = frozenset({"the", "of", "my", "our", "it", "them"})
_AGES = frozenset({"turned", "turns", "turning"})
_AGED = frozenset({"aged", "ages"})
_CONTACTED_AT = frozenset({"at", "on"})
_CONTACTING = frozenset({"reach", "ring", "phone", "text", "call"})
_MISSPELT_WORDS_MAX = 3
_NUMBERED = frozenset(
    "house flat apartment apt street building door room ward channel page platform gate floor".split()
)
_NUMBERED_TOO = _NUMBERED | frozenset("table bus train flight unit route road lane aisle exit line lift".split())
_YEARS = frozenset({"year", "yr", "month", "years"})
# "Una sola", "uno y gracias": the count, not an article.
_AFTER_ONE_ES = frozenset(
    "solo sola nada nomas gracias por porfa xfa y me vale basta o u senor senora senorita eh hija".split()
)
_REFUSING_ES = frozenset({"no", "espera", "espere", "esperen", "aguarda", "aguarde"})
_LINES = frozenset({"bus", "buses", "tram", "train"})
_WORD_STARTS_MAX = 2
_BEFORE_GLUED = frozenset({"x", "no", "o", "of", "is", "a"})
_VAGUE_AFTER = frozenset({"odd", "plus", "+"})


def parse_number(text: str, context: ParseContext) -> str | None:
    """Return the one number in `text` as the shortest decimal string, or None when there is none, or several."""
    language = context.language
    decimal_comma = context.conventions.decimal_comma

    def read(tokens: Sequence[Token]) -> str | None:
        value = _one_number(tokens, language, decimal_comma)
        return shortest(value) if value is not None else None

    tokens = clean(text, language)
    if not context.asked and len(tokens) > _VOLUNTEERED_WORDS_MAX:
        return None  # in a longer sentence a number may be anything
    if language == "en" and len(tokens) == 2 and tokens[0].text == "no" and _names_many(tokens[1].text):
        return "0"  # "no kids"
    if language == "es" and _is_refused_es(tokens):
        return None
    value = last_value(tokens, language, read)
    if value is None and language == "en" and len(tokens) <= _MISSPELT_WORDS_MAX:
        return read(spelled_rightly(tokens))
    return value


def _one_number(tokens: Sequence[Token], language: Language, decimal_comma: bool) -> Decimal | None:
    if (
        len(tokens) <= 4
        and (whole := _WHOLE_ANSWERS[language].get(" ".join(token.text for token in tokens))) is not None
    ):
        return Decimal(whole)
    every = find_numbers(tokens, language, decimal_comma=decimal_comma)
    spans = [span for span in every if not span.ordinal and not is_pronoun(tokens, span)]
    if not spans:
        return _no_number(tokens, language)
    if _is_unreadable(tokens, every):
        return None
    known: Decimal | None = None
    end = 0
    groups = adjacent_groups(tokens, spans, language)
    meant = _is_meant if language == "en" else _is_meant_es
    groups = [group for group in groups if meant(tokens, group)]
    if len(groups) > 1 and _sums_up(tokens, groups[-1]):
        groups = groups[-1:]
    elif len(groups) > 2 and language == "es":
        groups = _without_parts_es(groups)
    for group in groups:
        value = join_numbers(group, tokens)
        if value is None or is_compared(tokens, group[0].start, language) or _is_vague(tokens, group[-1].end):
            return None
        if known is not None and (value != known or not _repeats(tokens[end : group[0].start])):
            return None
        known, end = value, group[-1].end
    return known


def _is_refused_es(tokens: Sequence[Token]) -> bool:
    """Whether the one number is refused, which the reading of corrections would not see."""
    if _REFUSING_ES.isdisjoint([token.text for token in tokens]) or len(tokens) < 2:
        return False
    spans = find_numbers(tokens, "es")
    count = sum(not is_pronoun(tokens, span) for span in spans)
    return is_refused_count_es(tokens, [span.end for span in spans], count)


def _without_parts_es(groups: list[list[NumberSpan]]) -> list[list[NumberSpan]]:
    """Keep the first or the last number where it is what the others come to: "tres adultos y dos niños, cinco"."""
    values = [group[0].value for group in groups]
    if any(len(group) > 1 for group in groups) or sum(values) not in {2 * values[0], 2 * values[-1]}:
        return groups
    return groups[:1] if sum(values) == 2 * values[0] else groups[-1:]


def _no_number(tokens: Sequence[Token], language: Language) -> Decimal | None:
    """Read "none" where it counts ("none, travelling light", "we've got none"), not in "none of your business"."""
    for index, token in enumerate(tokens):
        if token.text not in _NONE[language]:
            continue
        after = [following.text for following in tokens[index + 1 : index + 3]]
        if after[:1] == ["of"] and (len(tokens) > index + 3 or after[-1] not in _PART_OF | {"us", "those", "these"}):
            return None
        if after[:1] == ["the"] or (language == "en" and not stands(tokens, index, index + 1)):
            return None
        return Decimal(0)
    return None


def _names_many(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NEVER_COUNTED


def _is_meant(tokens: Sequence[Token], group: Sequence[NumberSpan]) -> bool:
    start, end = group[0].start, group[-1].end
    return not _is_of_something_else(tokens, start, end) and stands(tokens, start, end)


def _is_meant_es(tokens: Sequence[Token], group: Sequence[NumberSpan]) -> bool:
    start, end = group[0].start, group[-1].end
    if is_no_count_es(tokens, start, end) or is_past_es(tokens, start, end):
        return False
    return stands_es(tokens, start, end)


def _is_of_something_else(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a number is an age told besides, a house, or the bus: "turned forty", "house number nine"."""
    if not start:
        return False
    before = tokens[start - 1].text
    lead = tokens[start - 2].text if start > 1 else ""
    if before in currency_words.SIGNS and start > _VOLUNTEERED_WORDS_MAX:
        return True  # "why does it matter how many? i paid $75"
    if end + 1 < len(tokens) and tokens[end].text in _YEARS and tokens[end + 1].text in {"old", "olds"}:
        return before in {"my", "our", "a"} and end + 2 < len(tokens)  # "my five year old just woke up"
    if _is_age(tokens, start, before, lead):
        return True
    if before in _CONTACTED_AT and not _CONTACTING.isdisjoint([token.text for token in tokens[:start]]):
        return True  # "you can reach my office at"
    if before in {"i'm", "im"}:
        return start > _VOLUNTEERED_WORDS_MAX and lead == "and"
    if before == "number":
        following = tokens[end].text if end < len(tokens) else ""
        return lead in _NUMBERED or (lead == "the" and following in _LINES) or (lead == "at" and start > 2)
    if before == "is" and lead == "number":
        return start > 2 and tokens[start - 3].text in _NUMBERED
    if before == "be" and lead in {"she'll", "he'll"}:
        return True
    return before in _AGES or (before in _NUMBERED and start > 1) or _is_of_described(tokens, start, end)


def _is_of_described(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Read "room 12 is freezing"."""
    if tokens[start - 1].text not in _NUMBERED_TOO or end + 1 >= len(tokens):
        return False
    words = [token.text for token in tokens]
    return is_described(words, end, len(words))


def _is_age(tokens: Sequence[Token], start: int, before: str, lead: str) -> bool:
    """Read "my lad's six", "two kids, ages nine and eleven"."""
    if before in _AGED or (before == "and" and start > 2 and tokens[start - 3].text in _AGED):
        return True
    return before.endswith("'s") and lead in {"my", "our"} and before[:-2] in KIN


def _sums_up(tokens: Sequence[Token], group: Sequence[NumberSpan]) -> bool:
    """Whether the last number is what the others come to: "two adults and two kids so four", "call it three"."""
    start = group[0].start - (group[0].start > 1 and tokens[group[0].start - 1].text in {"just", "only"})
    before = " ".join(token.text for token in tokens[max(0, start - 3) : start])
    after = tokens[group[-1].end].text if group[-1].end < len(tokens) else ""
    return before.endswith(_SUMMING_UP) or after in _TOTALS


def _repeats(between: Sequence[Token]) -> bool:
    """Whether the same number is said again ("five, yes five"), not counted again ("two adults, two children")."""
    return all(token.text in _REPEATING for token in between)


def is_pronoun(tokens: Sequence[Token], span: NumberSpan) -> bool:
    """Whether "one" stands for a thing, not for a quantity: "that one", "one of them"."""
    if span.end != span.start + 1 or tokens[span.start].text not in {"one", "un", "una", "uno"}:
        return False
    before = tokens[span.start - 1].text if span.start else ""
    after = tokens[span.end].text if span.end < len(tokens) else ""
    if tokens[span.start].text != "one":
        if before in {"doy", "dar", "das", "damos"}:
            return True  # "no doy una"
        return bool(after) and after not in _AFTER_ONE_ES  # "una tarde": an article unless it stands last
    if before == "the" and span.start > 1 and tokens[span.start - 2].text in {"just", "only"}:
        return False  # "just the one"
    return before in _PRONOUN_AFTER or after in _PRONOUN_BEFORE


def _is_unreadable(tokens: Sequence[Token], spans: Sequence[NumberSpan]) -> bool:
    """Whether figures remain that are no number (a time, "2-3") or stand in a word ("m8"): all is uncertain."""
    if any(_stands_in_word(tokens, span) for span in spans if span.figures):
        return True
    covered = {index for span in spans for index in range(span.start, span.end)}
    return any(token.text[0].isdecimal() for index, token in enumerate(tokens) if index not in covered)


def _stands_in_word(tokens: Sequence[Token], span: NumberSpan) -> bool:
    """Whether figures are glued to the letters before them: "b4", "l00k", not "x3", "no.3" or "£3"."""
    if not span.start or not tokens[span.start].glued:
        return False
    before = tokens[span.start - 1].text
    return before.isalpha() and len(before) <= _WORD_STARTS_MAX and before not in _BEFORE_GLUED


def adjacent_groups(tokens: Sequence[Token], spans: Sequence[NumberSpan], language: Language) -> list[list[NumberSpan]]:
    """Group numbers said without a word between them ("oh" may stand between), nor a comma or a dash."""
    nulls = {"oh", "o"} if language == "en" else set[str]()
    groups: list[list[NumberSpan]] = []
    for span in spans:
        if groups:
            last = groups[-1][-1].end
            gap = tokens[last : span.start]
            breaks = any(mark in tokens[span.start].before for mark in ",;-–/.?!=")
            breaks = breaks or (groups[-1][-1].figures and not span.figures and len(tokens[last - 1].text) > 1)
            breaks = breaks or _is_cut_off(tokens[last - 1], tokens[last])  # "six, well seven"
            if not breaks and len(gap) <= 3 and all(token.text in nulls for token in gap):
                groups[-1].append(span)
                continue
        groups.append([span])
    return groups


def _is_cut_off(last: Token, token: Token) -> bool:
    """Whether a word without meaning, now dropped, stood before a token."""
    return token.start - len(token.before) > last.start + len(last.surface)


def join_numbers(group: Sequence[NumberSpan], tokens: Sequence[Token]) -> Decimal | None:
    """Read adjacent numbers as one: digit by digit, or in pairs ("two fifty", "nineteen eighty four")."""
    if len(group) == 1:
        return group[0].value
    wholes = [span.whole for span in group]
    if len(group) > 2 and "".join(map(str, wholes[1:])) == str(wholes[0]):
        return group[0].value  # "fifteen, one five"
    if wholes[0] == wholes[-1] == 50 or (len(group) > 2 and any(whole is None or whole > 9 for whole in wholes)):
        return None  # "fifty fifty", "one ninety nine ninety nine"
    written = ""
    for index, span in enumerate(group):
        whole = span.whole
        if whole is None or whole < 0 or (whole > 99 and index):
            return None
        nulls = span.start - group[index - 1].end if index else 0
        if index and not nulls and whole > 9 and len(written) == 1 and tokens[group[0].start].text == "0":
            return None
        written += "0" * nulls + (tokens[span.start].text if span.figures else str(whole))
    if any(span.whole is not None and span.whole > 99 for span in group) or not written.isdecimal():
        return None
    end = group[-1].end
    while end < len(tokens) and tokens[end].text in {"oh", "o"}:  # "four oh five oh"
        written, end = written + "0", end + 1
    return Decimal(written) if len(written) <= 12 else None


def is_hedged(tokens: Sequence[Token], end: int) -> bool:
    """Return whether it may be more or less: "maybe a bit more maybe a bit less", "well maybe a bit more"."""
    following = [token.text for token in tokens[end : end + _HEDGE_REACH]]
    if {"more", "less"} <= set(following):
        return True
    return ("more" in following or "less" in following) and not {"maybe", "perhaps"}.isdisjoint(following)


def _is_vague(tokens: Sequence[Token], end: int) -> bool:
    """Whether the number is left open: "twenty something", "five or more"."""
    following = [token.text for token in tokens[end : end + 2]]
    if is_hedged(tokens, end):
        return True
    if following and tokens[end - 1].text == "half" and following[0] in _PART_OF:
        return True  # "half the time"
    return bool(following) and (
        following[0] in _VAGUE_AFTER
        or following[0] in _FRACTION_NAMES
        or following
        in (["or", "more"], ["or", "less"], ["or", "fewer"], ["y", "pico"], ["y", "tantos"], ["y", "tantas"])
    )


def is_compared(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """Whether the number is only a bound, or denied: "more than five", "not five"."""
    if start == 1 and tokens[0].text == "no" and len(tokens) > 2:
        return True  # "no two are the same"
    for phrase in _COMPARISONS[language]:
        begin = start - len(phrase)
        if begin >= 0 and all(tokens[begin + offset].text == word for offset, word in enumerate(phrase)):
            return not (begin > 0 and tokens[begin - 1].text in {"no", "not"} and phrase[-1] in {"than", "de"})
    return False
