"""Whether somebody's words say that they are upset, and whether an answer takes note of it: by words, so a heuristic.

Languages: English and Spanish. Looks for words that state a feeling, never at how it is said; leaves out what is denied
("not worried"). Called by `scores`.
"""

from __future__ import annotations

import re

_STEMS = (
    "worr", "anxi", "scared", "frighten", "terrif", "panic", "upset", "angry", "anger", "furious", "annoy", "frustrat",
    "fed up", "sick of", "sick and tired", "ridiculous", "disgrac", "unaccept", "outrag", "appall", "terribl", "awful",
    "horribl", "desperat", "stress", "distress", "livid", "nightmare", "useless", "hopeless", "had enough", "patience",
    "rubbish", "joke",
    "preocup", "angusti", "asustad", "nervios", "enfad", "enoj", "hart", "furios", "indign", "molest",
    "frustrad", "desesper", "vergüenza", "ridícul", "inaceptable", "pesadilla", "miedo",
)  # fmt: skip
"""One of them is in every text that `_UPSET` matches: looked for first, because that costs next to nothing."""

_UPSET = re.compile(
    r"(?<!not )(?<!n't )(?<!no )(?<!never )(?<!sin )\b(?:"
    r"worried|worry(?:ing)? (?:about|that|sick)|(?:really|very|so|quite) worr\w+|anxious|scared|frighten\w+|terrified|"
    r"panick?\w*|upset(?:ting)?|angry|anger|furious|annoy(?:ed|ing)|frustrat\w+|fed up|sick (?:of|and tired)|"
    r"ridiculous|disgrac\w+|unacceptable|outrage\w*|appall\w+|terrible|awful|horrible|desperate|stress\w*|"
    r"distress\w*|livid|nightmare|useless|hopeless|had enough|(?:lose|losing|lost|out of) (?:my )?patience|"
    r"absolute rubbish|(?:is|what) a joke|"
    r"preocupad[oa]s?|angustiad[oa]s?|asustad[oa]s?|nervios[oa]s?|enfadad[oa]s?|enojad[oa]s?|hart[oa] de|furios[oa]s?|"
    r"indignad[oa]s?|molest[oa]s?|frustrad[oa]s?|desesperad[oa]s?|vergüenza|ridícul[oa]|inaceptable|pesadilla|"
    r"(?:tengo|da|mucho) miedo)\b"
)

_NOTE = re.compile(
    r"\b(?:(?:so|very|really|truly) sorry|sorry (?:to hear|about|for|that)\b|sorry,? (?:that|this)(?:'s (?!not)| must)|"
    r"(?:i'm|i am|we're) sorry$|apologi[sz]e for|apologies for|i (?:do |can |quite |fully )?understand\b|"
    r"i can (?:see|hear|imagine)|i see (?:how|why)|i reali[sz]e|i appreciate|must (?:be|feel|have been)|"
    r"a worry|worrying|frustrating|upsetting|stressful|don't worry|"
    r"(?:siento|lamento) (?:mucho|que|oír|lo|la|las)\b|lo siento$|disculpas por|entiendo (?:que|su|cómo|lo)\b|"
    r"comprendo\b|debe de? ser|no se preocupe|tranquil[oa])"
)
"""What a bare "Sorry, ..." does not say: that is how agents begin to ask again, or to refuse."""
_OF_HEARING = re.compile(
    r"\b(?:did(?:n't| not)|could(?:n't| not)|can(?:'t|not)|do(?:n't| not)) "
    r"(?:quite |really )?(?:get|catch|hear|understand)"
    r"|\b(?:repeat|say (?:that|it) again|another way|repetir|repita|repite)\b"
    r"|\bno (?:le |te |lo )?(?:he )?(?:entend\w+|oíd\w+|oigo)"
)
_SENTENCE = re.compile(r"[.!?]+")


def may_upset(text: str) -> bool:
    """Tell whether a text, of one turn or of many, may say that somebody is upset: a cheap look first."""
    words = text.lower()
    return any(stem in words for stem in _STEMS)


def upset(text: str) -> bool:
    """Tell whether a text says that who speaks is worried, upset or angry."""
    return may_upset(text) and _UPSET.search(text.lower().replace("’", "'")) is not None


def acknowledges(text: str) -> bool:
    """Tell whether an answer takes note of a feeling; being sorry for not having heard is no such note."""
    words = text.lower().replace("’", "'")
    return any(
        _NOTE.search(sentence) is not None and _OF_HEARING.search(sentence) is None
        for sentence in map(str.strip, _SENTENCE.split(words))
    )
