"""What a person does in one typed turn, told from the words alone, so that any two sets of people can be compared.

Coarse on purpose: a dozen patterns over English, read the same for recorded and for simulated people. What they miss
they miss on both sides. Used by `realism` alone.
"""

import re

_START = r"(?:^|[.!?,;] *|\b(?:and|but|so) )"
ACTS: dict[str, re.Pattern[str]] = {
    "greet": re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b"),
    "ask": re.compile(
        r"\?|" + _START + r"(?:what|when|where|who|which|how|why|is|are|do|does|did|can i|could i|will|would it)\b"
    ),
    "request": re.compile(
        r"\b(?:can|could|would) you\b|\bplease\b|\bi(?:'d| would) like\b|\bi (?:want|need|wish)\b|"
        r"\bi'm (?:looking|calling|trying|hoping)\b|\blet's\b"
    ),
    "tell": re.compile(
        r"\d|@|\b(?:my|the) [a-z ]{2,20} (?:is|are)\b|\bi(?:'m| am) [a-z]|\bi(?:'ve| have)\b|"
        r"\bit's\b|\bthere(?:'s| is| are)\b"
    ),
    "agree": re.compile(
        _START
        + r"(?:yes|yeah|yep|yup|sure|ok|okay|correct|right|that's (?:right|correct|fine|great|it)|perfect|fine)\b"
    ),
    "refuse": re.compile(_START + r"(?:no|nope|nah|i don't want|i'd rather not|not really)\b"),
    "thank": re.compile(r"\b(?:thanks|thank you|cheers|appreciate)\b"),
    "part": re.compile(
        r"\b(?:bye|goodbye|take care|have a (?:good|great|nice)|that's all|that will be all|nothing else)\b"
    ),
}
CORRECTS = re.compile(
    r"\b(?:i meant?|actually|scratch that|not that|wrong|make (?:it|that)|instead)\b|"
    r"\bno,? (?:it's|it is|sorry|wait|hang on)|\bsorry,? (?:it's|i meant?|that's|no)\b"
)
REPAIRS = re.compile(
    r"\b(?:(?:say|repeat) (?:that|it)|come again|pardon|what do you mean|"
    r"(?:don't|didn't|not sure i) (?:quite )?(?:understand|catch|follow|get that)|as i said|"
    r"i (?:just |already )?(?:said|told you|gave you|mentioned)|already (?:said|told|gave|provided|mentioned))\b|"
    r"^(?:sorry|what|huh|eh|pardon)\?*$"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u202f": " ", "*": "", "\n": " "})


def plain(text: str) -> str:
    """Return lower case with plain apostrophes, without the marks that model-played people set ("**", "###STOP###")."""
    return re.sub(r"###[A-Z-]+###", "", text).translate(_PLAIN).lower().strip()


def acts_of(text: str) -> frozenset[str]:
    """Return which acts a plain text holds; nothing recognisable is telling something."""
    return frozenset(name for name, pattern in ACTS.items() if pattern.search(text)) or frozenset({"tell"})
