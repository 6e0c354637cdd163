"""What people say to any agent, whatever its trade: a human please, cancel, say that again, one moment, goodbye.

Data by language, compiled once. High precision on purpose: what is not matched here goes to the trained model.
Reads lower-case words joined by single spaces, without punctuation (see `plain`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from seatrial.agents.lexicon_es import PHRASES_ES, TRIGGERS_ES

PLAIN_CHARS_MAX = 600

_ROLE_EN = (
    r"(?:operator|representative|rep|advis[eo]r|agent|receptionist|manager|supervisor|colleague|member of staff|"
    r"staff member|dispatcher)"
)
_REAL_EN = r"(?:real|actual|live|proper|human)"
_HUMAN_EN = rf"(?:{_REAL_EN} )*(?:person|human(?: being)?|people|{_ROLE_EN}|(?:some|any)(?:body|one) (?:real|human))"
_ANYONE_EN = rf"(?:(?:a |an |the |your |some |any |another )?{_HUMAN_EN}|someone|somebody|anyone|anybody)"
_TALK_EN = r"(?:speak|talk|chat|spoken|talking|speaking) (?:to|with) "
_MAY_I_EN = (
    r"(?:(?:can|could|may) (?:i|we)|let me|(?:would|d|ll) (?:like|prefer|love) to|rather|possible to|able to|"
    r"(?<!don t )want to|(?<!you )(?<!you ll )(?<!don t )need to) (?:just |please |maybe )*"
)
_SAID_TO_OTHERS_EN = "".join(
    rf"(?<!\b{words} )"
    for words in ("you can", "you could", "you should", "you must", "need to", "have to", "ask to", "want to", "don t")
)
"""Not after these: "you need to speak to the receptionist"; what the caller wants itself is `_MAY_I_EN`."""
_ELSEWHERE_EN = (
    r"(?! (?:at (?:the|reception)|on (?:the|site|arrival)|in the|when (?:you|they)|who (?:has|lives|lets)|called|named|"
    r"downstairs|upstairs|outside|next door|will|has|lives|opens)\b)"
)
_UNSURE_EN = (
    r"(?:i (?:really |honestly )?(?:don t|do not) (?:really )?know(?: (?:that|it))?|dunno|(?:i m |i am )?not sure|"
    r"(?:i ve |i have |i ve got )?no (?:idea|clue))"
)
_ASIDE_EN = (
    rf"(?:{_UNSURE_EN}|no|um+|uh+|er+|erm|well|oh|ok|okay|yes|yeah|hello|hi|hey|what|sorry|look|listen|please|just|"
    r"actually|whatever|but|so|then|thanks|thank you|i said|for (?:heaven|goodness|god) s sake)"
)
_JUST_EN = r"(?:um |er |sorry |please |just |actually |so |but )*"
_ONE_HUMAN_EN = rf"(?:{_REAL_EN} )*(?:human(?: being)?|person)"
_NOT_FOR_ME_EN = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "a an the my your our his her their this that other another one any each every no not only for to with by of "
        "from at and or is s as me ask call ring phone tell see find get send bring need want like have be real actual "
        "live proper human"
    ).split()
)
"""Not after these: "leave it with a person please", "the person please", "send a person please"."""

_EN: dict[str, tuple[str, ...]] = {
    "person": (
        rf"{_MAY_I_EN}{_TALK_EN}(?:a|an|the|your|some|any|another|one of your) {_HUMAN_EN}s?\b",
        rf"(?=speak|talk|chat|spoken){_SAID_TO_OTHERS_EN}{_TALK_EN}(?:a|an|the|your|some|any|another) "
        rf"{_HUMAN_EN}{_ELSEWHERE_EN}",
        rf"(?=speak|talk|chat|spoken){_SAID_TO_OTHERS_EN}{_TALK_EN}(?:someone|somebody|anyone|anybody|human|people|"
        rf"a real one)(?! (?:about|who|that|round|out) ){_ELSEWHERE_EN}",
        rf"{_MAY_I_EN}{_TALK_EN}(?:someone|somebody|anyone|anybody)(?! (?:about|who|that|round|out) )",
        r"(?:put|pass|get|transfer|connect) me (?:through|over|on) to ",
        r"(?:put|pass|get) me through$",
        rf"(?:transfer|connect) me (?:to|with) {_ANYONE_EN}",
        rf"(?:get|give|(?<!don t )want|(?<!don t )(?<!you )need|like|(?<!we )(?<!they )(?<!\bi )(?<!don t )have|prefer|"
        rf"is there|(?:can|could|may) i have) (?:me )?(?:just )?(?:a|an|another|some) {_HUMAN_EN}(?: please| now|$)",
        rf"^(?:a |an )?{_HUMAN_EN}(?: please| now)?$",
        rf"^(?:{_ASIDE_EN} )*(?:a |an |another )?(?:{_HUMAN_EN}|customer services?) (?:please|now)(?: {_ASIDE_EN})*$",
        rf"^(?:{_ASIDE_EN} )*an? (?:(?:{_REAL_EN} )+(?:person|{_ROLE_EN})|(?:{_REAL_EN} )*human(?: being)?)"
        rf"(?: {_ASIDE_EN})*$",
        rf"^(?:{_ASIDE_EN} )*{_UNSURE_EN} {_JUST_EN}(?:{_ONE_HUMAN_EN}|operator|agent|representative)"
        rf"(?: {_ASIDE_EN})*$",
        rf"^(?:{_ASIDE_EN} )*(?:a )?{_ONE_HUMAN_EN} please (?!who|that|to|with|at|from|can|could|will|has|is)",
        rf"(?=(?:a )?(?:{_ONE_HUMAN_EN}|operator|representative) please$){_NOT_FOR_ME_EN}.+",
        rf"(?<!send a )(?<!s a )real (?:person|human){_ELSEWHERE_EN}",
        rf"(?<!send a )(?<!s a )human being{_ELSEWHERE_EN}",
        rf"can (?:a |an )?(?:{_ONE_HUMAN_EN}|someone real|somebody real) (?:please )?(?:help|talk to|speak to) me",
        r"is (?:anyone|anybody|someone|somebody) real\b",
        rf"(?:do this|deal|go on|continue) with an? {_ONE_HUMAN_EN}",
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
        "supervisor colleague colleagues member dispatcher customer somebody someone anyone anybody through over "
        "machine robot computer bot one on",
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
