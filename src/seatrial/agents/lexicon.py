"""What people say to any agent, whatever its trade: a human please, cancel, say that again, one moment, goodbye.

Data by language, compiled once. High precision on purpose: what is not matched here goes to the trained model.
Reads lower-case words joined by single spaces, without punctuation (see `plain`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from seatrial.agents.lexicon_es import PHRASES_ES, TRIGGERS_ES

PLAIN_CHARS_MAX = 600

_HUMAN_EN = (
    r"(?:(?:real|actual|live|proper|human) )*(?:person|human(?: being)?|people|operator|representative|rep|"
    r"advis[eo]r|agent|receptionist|manager|supervisor|colleague|member of staff|dispatcher|somebody real|someone real)"
)
_TALK_EN = r"(?:speak|talk|chat|spoken|talking|speaking) (?:to|with) "

_EN: dict[str, tuple[str, ...]] = {
    "person": (
        _TALK_EN + r"(?:a|an|the|your|some|any|another) " + _HUMAN_EN,
        _TALK_EN + r"(?:someone|somebody|anyone|anybody|human|people|a real one)(?! (?:about|who|that|round|out) )",
        r"(?:put|pass|get|transfer|connect) me (?:through|over|on) to ",
        r"(?:put|pass|get) me through$",
        r"(?:get|give|want|need|like|have|prefer|is there|can i have|may i have) (?:me )?(?:a|an|another|some) "
        + _HUMAN_EN
        + r"(?: please| now|$)",
        r"^(?:a |an )?" + _HUMAN_EN + r"(?: please| now)?$",
        r"real (?:person|human)",
        r"human being",
        r"not (?:talking|speaking) to (?:a|this) (?:machine|robot|bot|computer)",
        r"(?:a|is there) (?:person|human|someone|somebody) (?:i|that i) can (?:speak|talk)",
        r"don t want to (?:speak|talk) to (?:a|this|some) (?:machine|robot|bot|computer)",
    ),
    "cancel": (
        r"^(?:(?:no|oh|ok|okay|actually|please|sorry|just|right|well|um) )*(?:cancel(?: (?:that|this|it|everything))?|"
        r"forget (?:it|that|this|about it|the whole thing)|never ?mind(?: (?:that|then|all that))?|"
        r"leave it(?: (?:then|there))?|stop (?:this|that|it)|drop it|scrap (?:that|it)|i (?:ve )?changed? my mind|"
        r"let s not(?: bother)?|don t bother)(?: (?:please|then|actually|for now|thanks|thank you))*$",
    ),
    "repeat": (
        r"^(?:sorry|pardon|pardon me|what|eh|excuse me|come again|i beg your pardon|huh|repeat)(?: please)?$",
        r"(?:say|tell me|repeat) (?:that|it|the question)(?: (?:again|once more|one more time))",
        r"(?:can|could|would) you (?:please )?repeat",
        r"^(?:please )?repeat (?:that|it|please)",
        r"what (?:was|did) (?:that|you)(?: (?:say|said|just say|ask))?(?: again)?$",
        r"(?:didn t|did not|couldn t|can t|don t) (?:quite )?(?:catch|hear|get) (?:that|you|what)",
        r"(?:come|say) again",
        r"one more time please",
    ),
    "wait": (
        r"^(?:(?:um|uh|er|ok|okay|oh|sorry|please|just|right|yes|yeah) )*(?:hold on|hang on|"
        r"one (?:moment|sec|second|minute)|just a (?:moment|sec|second|minute|mo)|"
        r"wait(?: a (?:moment|sec|second|minute))?|bear with me|give me a (?:moment|sec|second|minute)|"
        r"let me (?:just )?(?:check|look|find|see|get|grab|think)\b.*)(?: (?:please|a second|a moment|a minute))*$",
    ),
    "bye": (
        r"\b(?:good ?bye|bye(?: bye)?|see you|cheerio|ta ra)$",
        r"^(?:bye|goodbye)",
        r"(?:that s|that is|that ll be|that will be) (?:all|everything|it|the lot|me done)"
        r"(?: (?:thanks|thank you|cheers|so much|very much|for (?:now|that|everything|all your help|your help)|from me|"
        r"then|i need|bye|you ve been very helpful))*$",
        r"^(?:no )?(?:nothing|nowt) (?:else|more|further)(?: (?:thanks|thank you|cheers))*$",
        r"^(?:no )?i (?:m|am) (?:done|all set|good)(?: (?:thanks|thank you|now|cheers))*$",
        r"^no (?:thanks|thank you|that s fine|that s great|ta)(?: (?:bye|goodbye|that s all|cheers))*$",
    ),
    "thanks": (
        r"^(?:(?:ok|okay|oh|great|lovely|brilliant|perfect|alright|right|good|well|no) )*"
        r"(?:thanks|thank you|cheers|ta|much appreciated)"
        r"(?: (?:very much|so much|a lot|for that|for your help|then|love|mate))*$",
        r"^(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening))(?: there)?$",
    ),
    "cannot": (
        r"^(?:(?:um|uh|er|well|sorry|oh|no|honestly|actually|i m afraid|i m sorry) )*(?:i )?(?:really |honestly )?"
        r"(?:don t|do not|haven t|have not|can t|cannot|couldn t) (?:actually |really )?"
        r"(?:know|have (?:one|it|that|an? .{1,24})|got (?:one|it|an? .{1,24})|remember|recall|"
        r"use (?:one|it|an? .{1,24})|tell you|find it|say)"
        r"(?: (?:it|that|right now|off the top of my head|sorry|to hand|on me|one))*$",
        r"(?:no|not a) (?:idea|clue)",
        r"^(?:(?:i )?(?:d|would) )?rather not(?: say| give (?:it|that))?",
        r"(?:skip|pass|leave) (?:it|that|this)(?: (?:one|out|please))?$",
        r"^(?:skip|pass|none)$",
        r"^i (?:m|am) not sure(?: (?:sorry|actually))?$",
        r"prefer not to",
        r"(?:don t|do not) want to (?:give|say|tell)",
        r"^(?:no )?i (?:don t|do not) want to$",
        r"^(?:(?:um|er|well|but|sorry) )*why (?:do|would|is) (?:you|that|it) (?:need|want|ask)(?:ed)?\b",
        r"^(?:no|i ve no|i have no|i ve got no|there s no) (?:e ?mail|phone|number|address)(?: .{0,20})?$",
    ),
    "hesitation": (
        r"^(?:um+|uh+|uhm|er+|erm|hmm*|mm+|so|well|like|ah|i mean|you know|let me see)"
        r"(?: (?:um+|uh+|er+|erm|so|well|i mean|you know))*$",
    ),
    "correction": (
        r"\b(?:actually|sorry|i mean|i meant|change|wrong|not right|instead|rather|should be|"
        r"correction|correct (?:that|it|this|my|the)|"
        r"make (?:it|that)|it s not|that s not|mistake)\b",
    ),
    "question": (
        r"^(?:(?:um|uh|er|well|so|and|but|oh|sorry|ok|okay|wait|actually|before that|by the way|just|quick question) )*"
        r"(?:what|how|when|where|who|why|which|do (?:you|i|we)|does|did|are you|are there|is there|is it|can you|can i|"
        r"could you|could i|will you|will it|would you|would it|should|may i|have you)\b",
        r"\bhow (?:much|long|many|soon|far|do|does)\b",
        r"\b(?:what are|what s|what is|do you|are you|is there a)\b",
    ),
}

_LANGUAGES = {"en": _EN, "es": PHRASES_ES}

# \w keeps letters of every script; accents fold away only where the patterns are Spanish.
_BREAKS = re.compile(r"[\W_]+")
_ACCENTS = str.maketrans("áéíóúüñ", "aeiouun")


def plain(text: str, language: str) -> str:
    """Return lower-case words joined by single spaces, cut at `PLAIN_CHARS_MAX`."""
    words = text[:PLAIN_CHARS_MAX].lower().replace("'", " ")
    if words.replace(" ", "").isalnum() and "  " not in words:  # the most of what is said
        return unaccented(words.strip(), language)
    return unaccented(_BREAKS.sub(" ", text[:PLAIN_CHARS_MAX].lower()).strip(), language)


def unaccented(words: str, language: str) -> str:
    """Return plain words without accents, where the language's patterns have none."""
    return words.translate(_ACCENTS) if language == "es" else words


_WHOLE_WORDS = r"\b(?:{})(?:\b|(?<= ))"

_TRIGGERS: dict[str, dict[str, str]] = {
    "en": {
        "person": "person human people operator representative rep adviser advisor agent receptionist manager "
        "supervisor colleague member dispatcher somebody someone anyone anybody through over machine robot computer "
        "bot one on",
        "cancel": "cancel forget never nevermind leave stop drop scrap changed change not don",
        "repeat": "sorry pardon what eh excuse again beg huh repeat say tell catch hear get more",
        "wait": "hold hang one just wait bear give let",
        "bye": "goodbye bye see cheerio ta all everything it lot done nothing nowt set good no",
        "thanks": "thanks thank cheers ta appreciated hello hi hey hiya good",
        "cannot": "don do haven have can cannot couldn no not rather skip pass leave none sure prefer why",
        "correction": "actually sorry mean meant change wrong not instead rather should correct correction make "
        "mistake",
        "question": "what how when where who why which do does did are is can could will would should may have",
    },
    "es": TRIGGERS_ES,
}
"""For most kinds: words one of which must be there, so that most turns cost no search at all."""


class Lexicon:
    """One language's patterns, compiled.

    Attributes:
        language: Whose they are.
        patterns: By kind of meaning.
    """

    __slots__ = ("_always", "_find", "_hints", "language", "patterns")

    def __init__(self, language: str) -> None:
        self.language = language
        phrases = _LANGUAGES[language]
        triggers = _TRIGGERS[language]
        self.patterns = {kind: re.compile(_WHOLE_WORDS.format("|".join(lines))) for kind, lines in phrases.items()}
        self._find = {
            kind: pattern.match if all(line.startswith("^") for line in phrases[kind]) else pattern.search
            for kind, pattern in self.patterns.items()
        }
        self._always = frozenset(phrases.keys() - triggers.keys())
        self._hints: dict[str, frozenset[str]] = {}
        for kind, words in triggers.items():
            for word in words.split():
                self._hints[word] = self._hints.get(word, frozenset()) | {kind}

    def hints(self, tokens: frozenset[str]) -> frozenset[str]:
        """Return the kinds that words may mean; all others they do not."""
        hinting = tokens & self._hints.keys()
        return self._always.union(*[self._hints[token] for token in hinting]) if hinting else self._always

    def matches(self, kind: str, words: str) -> bool:
        """Tell whether plain words (see `plain`) carry this meaning."""
        return self._find[kind](words) is not None


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; English where there is none."""
    return Lexicon(language if language in _LANGUAGES else "en")
