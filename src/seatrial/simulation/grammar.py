"""The small words by which a listener of one language finds its way through a sentence, and how it splits a text.

Data for English and Spanish; other languages get the English. Called by the parts of the ear: `sentences`, `topics`,
`values`, `codes`, `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from seatrial.simulation.cues import Words, split_words


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's small words.

    Attributes:
        folds: Whether accents are dropped, as in all words of its data.
        ends: Signs that end a sentence.
        second: Words that join a second question to a first.
        wh: Question words.
        pauses: What may stand before a question that ends a sentence.
        second_leads: Words between such a pause and the question.
        asks: Verbs that begin a question when one of `asked` follows.
        asked: Whom they ask or are about.
        giving: Imperatives that want something told; none where a promise after them is not cut off.
        promising: The "we" of "and we'll have a look".
        future: The "will" of it.
        leads: Words before the head of a sentence.
        lead_pairs: The same, for two words.
        option_leads: Words before the first of several options.
        option_joiners: What stands between options.
        joiners: What may stand between two topics asked for at once.
        reaching: Verbs of "call us".
        ours: The "us" of "call us".
        ending: Words before the last digits of a number.
        word_letters: Letters that are words too: a letter only beside others.
        slugs: Words that stand for another where something without a name gets one.
        yes: How a card's true is said.
    """

    folds: bool
    ends: frozenset[str]
    second: frozenset[str]
    wh: frozenset[str]
    pauses: frozenset[str]
    second_leads: frozenset[str]
    asks: frozenset[str]
    asked: frozenset[str]
    giving: frozenset[str]
    promising: frozenset[str]
    future: frozenset[str]
    leads: frozenset[str]
    lead_pairs: frozenset[tuple[str, str]]
    option_leads: frozenset[str]
    option_joiners: frozenset[str]
    joiners: frozenset[str]
    reaching: frozenset[str]
    ours: frozenset[str]
    ending: frozenset[str]
    word_letters: frozenset[str]
    slugs: Mapping[str, str]
    yes: str

    def split(self, text: str) -> Words:
        """Split a text into words."""
        if not self.folds:
            return split_words(text)
        words = split_words(
            text.translate(_FOLDS).replace("guion bajo", "guionbajo").replace("Guion bajo", "guionbajo")
        )
        if "you" not in words.words:
            return words
        return replace(words, words=tuple("ya" if word == "you" else word for word in words.words))

    def plain(self, text: str) -> str:
        """Return a text as its words are compared."""
        return text.translate(_FOLDS) if self.folds else text


_FOLDS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EN = Grammar(
    folds=False,
    ends=_set(". ? ! ;"),
    second=_set("and but"),
    wh=_set("what which who when where how whom"),
    pauses=_set(", :"),
    second_leads=_set("so and but then or"),
    asks=_set("could can would will may might shall should do did does have has are is was were am"),
    asked=_set("you i we it that this there the your my our any anyone somebody someone he she they"),
    giving=_set(
        "give tell name read send type pick enter write pop choose talk walk describe explain drop leave share"
    ),
    promising=_set("i we"),
    future=_set("will shall can"),
    leads=_set(
        ", ah alright also and brilliant but cheers excellent finally fine first good got great hello hi just lastly "
        "lovely next noted now oh okay perfect please right so sorry sure thank thanks then um understood well yes"
    ),
    lead_pairs=frozenset(
        {("thank", "you"), ("got", "it"), ("got", "that"), ("if", "so"), ("no", "problem"), ("no", "worries")}
    ),
    option_leads=_set(
        "a about an and are asking be calling can check could did do does either for have i is it just like looking "
        "mean need prefer rather say shall should so sorry that the this to want wanting was would you your"
    ),
    option_joiners=_set(", or :"),
    joiners=_set("and , & your the a an plus or also with full as well"),
    reaching=_set("call ring phone email reach text contact"),
    ours=_set("us me our"),
    ending=_set("ending ends last"),
    word_letters=frozenset(),
    slugs={},
    yes="yes",
)
_ES = Grammar(
    folds=True,
    ends=_set(". ? ! ; ¿"),
    second=_set("y pero"),
    pauses=_set(""),
    second_leads=_set(""),
    asks=_set(""),
    asked=_set(""),
    giving=_set(""),
    promising=_set(""),
    future=_set(""),
    wh=_set("que cual quien cuando donde como cuanto cuantos cuales"),
    leads=_set(
        ", : ah tambien y bueno pero estupendo excelente finalmente bien primero genial hola solo ultimo luego ahora "
        "oh okay perfecto favor por perdone perdon disculpe claro gracias entonces entendido pues si vale muy muchas "
        "de acuerdo"
    ),
    lead_pairs=frozenset({("por", "supuesto"), ("lo", "siento"), ("ningun", "problema"), ("buenos", "dias")}),
    option_leads=_set(
        "a sobre un una y es para de con por lo los las la el se refiere seria quiere prefiere necesita desea cual "
        "estas opciones opcion entonces perdone que o su sus"
    ),
    option_joiners=_set(", o u :"),
    joiners=_set("y , & su sus el la los las un una mas o tambien con completo e asi como de"),
    reaching=_set("llamenos llame escribanos contacte llamar escribir contactar contactarnos llamarnos"),
    ours=_set("nos nosotros nuestro nuestra al"),
    ending=_set("acaba acabado acabada termina terminado terminada ultimos ultimas"),
    word_letters=_set("a y e o u"),
    slugs={"cambiar": "change", "cambio": "change", "cambie": "change", "corregir": "change"},
    yes="sí",
)
GRAMMARS: Mapping[str, Grammar] = {"en": _EN, "es": _ES}


def grammar_of(language: str) -> Grammar:
    """Return a language's small words; the English ones where there are none."""
    return GRAMMARS.get(language, _EN)
