"""Words that decide who has the floor: backchannels, words that take it, and words that sound unfinished.

Data per language and the three questions `Turns` asks of it. It never decides what a person wants: that is
understanding's work. Words are lower case, with plain apostrophes, as `floor_words` returns them.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

_WORD = re.compile(r"\d+(?:[:.,]\d+)+|[^\W_]+(?:'[^\W_]+)*|@")
_TAIL_CHARS = 120  # what somebody is in the middle of saying is decided by the last few words
_PHRASE_WORDS_MAX = 3
_LONG_NUMBER_DIGITS = 10  # a phone number without its country code; anything longer is complete too
_OPEN_NUMBER_DIGITS = 3  # "half past 4" and "the 21st" are whole; "07700" and "one two three" go on
_CODE_CHARS = 5  # the shortest postcode, spelled
_OPEN_ENDINGS = (",", "...", "…", "-", "–", "—", ":")
_CLOSED_ENDINGS = ("?", "!")


class Ending(enum.IntEnum):
    """How the words before a pause sound."""

    WHOLE = 0
    BREATH = 1  # a number or code that may go on
    OPEN = 2  # nobody stops there


@dataclass(frozen=True, slots=True)
class FloorWords:
    """One language's words for holding, taking and passing the floor.

    Attributes:
        agreeing: Listening noises that are also answers once the question is out: "yeah", "ok".
        murmurs: Listening noises that are never an answer, and hesitation: "mhm", "um".
        taking: One of these is enough to stop the agent, alone: "no", "wait".
        trailing: A turn that ends in one of these goes on: "and", "my".
        trailing_phrases: The same for the last two words: "number is".
        digits: Words for one digit; "double" and "triple" promise another.
        doubling: Words that announce a repeated digit.
        at_signs: How "@" is said.
        mail_providers: A spoken address that ends here lacks its ending.
    """

    agreeing: frozenset[str]
    murmurs: frozenset[str]
    taking: frozenset[str]
    trailing: frozenset[str]
    trailing_phrases: frozenset[tuple[str, str]]
    digits: frozenset[str]
    doubling: frozenset[str]
    at_signs: frozenset[str]
    mail_providers: frozenset[str]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


def _pairs(firsts: str, second: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first in firsts.split("|"))


_MAIL_PROVIDERS = _set("gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|proton|protonmail|btinternet|live|msn")
_EN = FloorWords(
    agreeing=_set(
        "yeah|yes|yep|yup|ok|okay|right|sure|fine|alright|all right|great|good|perfect|lovely|cool|of course|i see|"
        "got it|that's right|thats right|exactly|absolutely|understood"
    ),
    murmurs=_set("mhm|mm|mmm|mm hm|mm hmm|mmhm|hm|hmm|uh huh|aha|ah|oh|um|umm|uh|uhm|er|erm|go on|i know|thanks"),
    taking=_set(
        "no|nope|nah|stop|wait|hold on|hang on|cancel|help|what|pardon|sorry|excuse me|actually|but|listen|hello|"
        "human|person|agent|operator|representative|emergency|wrong|not|don't|dont|repeat|again|never mind"
    ),
    trailing=_set(
        "and|or|but|um|umm|uh|uhm|er|erm|hmm|the|a|an|my|your|his|her|our|their|of|to|for|from|with|at|dot|it's|"
        "that's|i'm|because|if|when|like|so|well|underscore|dash|hyphen|double|triple|treble|between|around|about|plus"
    ),
    trailing_phrases=(
        _pairs("number|name|postcode|code|zip|email|mail|address|street|reference|phone|mobile|date|problem|this", "is")
        | _pairs("live|i'm|am|based", "in")
        | _pairs("let", "me")
        | _pairs("i", "mean")
        | _pairs("you", "know")
    ),
    digits=_set("zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"),
    doubling=_set("double|triple|treble"),
    at_signs=_set("@|at"),
    mail_providers=_MAIL_PROVIDERS,
)
_ES = FloorWords(
    agreeing=_set(
        "sí|si|vale|claro|claro que sí|claro que si|ok|okay|bueno|bien|muy bien|perfecto|de acuerdo|exacto|entiendo|ya|"
        "eso es|eso|correcto|estupendo|genial|venga|por supuesto|así es|entendido|está bien|ya veo"
    ),
    murmurs=_set(
        "ajá|aja|mhm|mm|mmm|mm hm|hm|hmm|ah|oh|eh|em|este|pues|siga|gracias|uy|ay|a ver|o sea|"
        "sigue|ya ya|le escucho|dígame"
    ),
    taking=_set(
        "no|espera|espere|para|pare|perdón|perdon|perdona|perdone|disculpe|disculpa|oiga|oye|hola|pero|qué|cómo|como|"
        "cancela|cancelar|ayuda|persona|humano|agente|operador|operadora|emergencia|urgencia|urgente|repita|repite|"
        "otra vez|un momento|mejor|digo|mal|dolor"
    ),
    trailing=_set(
        "y|o|u|e|ni|pero|eh|em|este|pues|el|la|los|las|lo|un|una|mi|mis|su|sus|tu|de|del|a|al|para|con|en|por|que|porque|"
        "arroba|punto|guion|guión|doble|triple|entre|sobre|hasta|desde|sin|cuando|menos|nuestro|nuestra"
    ),
    trailing_phrases=(
        _pairs(
            "número|numero|nombre|código|codigo|postal|correo|dirección|direccion|teléfono|telefono|móvil|movil|fecha|"
            "problema|apellido|calle|esto|apellidos",
            "es",
        )
        | _pairs("me|yo", "llamo")
        | _pairs("o|es", "sea")
        | _pairs("a", "ver")
        | _pairs("vivo|estoy", "en")
    ),
    digits=_set("cero|uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"),
    doubling=_set("doble|triple"),
    at_signs=_set("@|arroba"),
    mail_providers=_MAIL_PROVIDERS,
)
FLOOR_WORDS: tuple[tuple[str, FloorWords], ...] = (("en", _EN), ("es", _ES))


def floor_words(locale: str) -> FloorWords:
    """Return the words of the locale's language, English when there are none."""
    language = locale[:2].lower()
    for name, words in FLOOR_WORDS:
        if name == language:
            return words
    return _EN


def real_words(text: str, words: FloorWords) -> tuple[int, bool]:
    """Count the words that say something, and tell whether one of them takes the floor on its own.

    Listening noises and hesitation count nothing; a run of digits counts each digit, for recognisers that print
    "07700" for five words.
    """
    tokens = _tokens(text)
    count, takes, at = 0, False, 0
    while at < len(tokens):
        length, taking = _known_phrase(tokens, at, words)
        if length:
            takes = takes or taking
            count += length if taking else 0
            at += length
        else:
            token = tokens[at]
            count += len(token) if token.isdecimal() else 1
            at += 1
    return count, takes


def spoken_tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return _tokens(text)


def agrees(text: str, words: FloorWords) -> bool:
    """Tell whether listening noises contain one that would be an answer to a question."""
    tokens = _tokens(text)
    return any(
        " ".join(tokens[at : at + length]) in words.agreeing
        for at in range(len(tokens))
        for length in range(1, _PHRASE_WORDS_MAX + 1)
    )


def ending(text: str, words: FloorWords) -> Ending:
    """Tell whether a pause after these words is the end of a turn or a breath."""
    tail = text[-_TAIL_CHARS:].rstrip()
    if tail.endswith(_OPEN_ENDINGS):
        return Ending.OPEN
    if tail.endswith(_CLOSED_ENDINGS):
        return Ending.WHOLE
    tokens = _tokens(tail)
    if not tokens:
        return Ending.WHOLE
    last = tokens[-1]
    digits, letters = _spelled_run(tokens, words)
    if letters and digits + letters > 1:  # "s w one": a code being spelled; before the words, as "a" is one of them
        return Ending.BREATH if digits + letters < _CODE_CHARS else Ending.WHOLE
    if last in words.trailing or (len(tokens) > 1 and (tokens[-2], last) in words.trailing_phrases):
        return Ending.OPEN
    if last in words.mail_providers and not words.at_signs.isdisjoint(tokens):
        return Ending.OPEN
    return Ending.BREATH if _OPEN_NUMBER_DIGITS <= digits < _LONG_NUMBER_DIGITS else Ending.WHOLE


def _tokens(text: str) -> list[str]:
    lower = text.lower()
    if lower.replace(" ", "").isalnum():  # the most of what is said; anything else is split by the pattern
        return lower.split()
    return _WORD.findall(lower.replace("’", "'"))


def _known_phrase(tokens: list[str], at: int, words: FloorWords) -> tuple[int, bool]:
    """Return the length of the longest known phrase at a position, 0 for none, and whether it takes the floor."""
    for length in range(min(_PHRASE_WORDS_MAX, len(tokens) - at), 0, -1):
        phrase = tokens[at] if length == 1 else " ".join(tokens[at : at + length])
        if phrase in words.taking:
            return length, True
        if phrase in words.agreeing or phrase in words.murmurs:
            return length, False
    return 0, False


def _spelled_run(tokens: list[str], words: FloorWords) -> tuple[int, int]:
    """Count the digits and the single letters that the text ends in, spoken or printed."""
    digits = letters = 0
    for token in reversed(tokens):
        if token in words.digits or token in words.doubling:
            digits += 1
        elif token.isdecimal():
            digits += len(token)
        elif len(token) == 1 and token.isalpha():
            letters += 1
        else:
            break
    return digits, letters
