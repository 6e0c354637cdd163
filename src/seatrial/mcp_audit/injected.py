"""Text that a tool, a resource or a prompt gives back, searched for words meant for the model and not for its user.

Rules on words, English with the commonest phrase of four other languages. Cheap where there is nothing: a rule is tried
only around its own anchor words, and on `CHARS_MAX` characters at most; beyond that it says so. An article about
such attacks quotes them and is found too: what is found is a reason to warn, and no proof. Pure. Called by `guarding`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

CHARS_MAX = 20_000_000
"""Over all rules: about a second."""
FOUND_MAX = 8
SPAN_CHARS_MAX = 160
NORMALISED_CHARS_MAX = 1_000_000
_BEFORE, _AFTER, _STEP = 240, 260, 60

_FEW = r"(?:[\W_]{1,12}\w{1,20}){0,5}?[\W_]{1,12}"
_START = r"(?:^|[\n\r.!?:;>\"'*#(\[-])[\s*_#(\[]{0,8}"
"""Where a sentence, a line, or something quoted begins."""
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|existing|former|original|initial|your|system|all|any|other|these"
    r"|those|given|current|safety)"
)
_RULES_OF_MODELS = (
    r"(?:instructions?|prompts?|directives?|guidelines|commands|rules|orders|messages?|context|programming|guardrails"
    r"|polic(?:y|ies)|training|restrictions|safeguards|tasks?)"
)
_MODEL = r"(?:ai|a\.i\.|llm|language model|chat ?bot|assistant|agent|claude|gpt(?:-\w+)?|chatgpt|copilot|gemini)"
_DOING = (
    r"(?:call|use|invoke|run|execute|read|open|fetch|visit|send|forward|post|upload|e-?mail|copy|include|append"
    r"|insert"
    r"|write|delete|remove|transfer|pay|buy|book|share|reveal|output|reply|respond|answer|say|recommend|add|submit"
    r"|ignore"
    r"|stop|follow|obey|encode|list|collect|gather|extract|provide|disclose|modify|change|approve|grant|install|do)\b"
)
_MUST = (
    r"(?:must|should|needs? to|ha(?:s|ve) to|(?:is|are) (?:required|instructed|asked|ordered|requested|to)|shall"
    r"|please|now)"
)
_SENSITIVE = (
    r"(?:system prompt|chat history|conversations?|previous messages|private keys?|ssh keys?|id_rsa|\.env\b|\.ssh"
    r"|\.aws"
    r"|credentials?|passwords?|api[ _-]?keys?|access tokens?|secrets?|session tokens?|environment variables|credit"
    r" card"
    r"|bank details|personal data|contacts|invoices|(?:all|every|the user'?s) (?:e-?mails|files|documents|messages"
    r"|data))"
)
_PLACE = (
    r"(?:https?://|www\.|[\w.+-]{1,40}@[\w-]{1,40}\.\w|webhook|attacker|(?:this|the following) (?:url|address|server"
    r"|e-?mail))"
)
_PERSON = (
    r"(?:(?:the|your|any) )?(?:(?:users?|humans?|operators?|this (?:step|instruction|message|note|action)"
    r"|these instructions|it to)\b|(?:people|anyone|anybody)\b(?!\W{1,2}(?:your|their|his|her|my)\b))"
)


class Injection(NamedTuple):
    """One place that reads like an instruction to the model.

    Attributes:
        rule: ``override``, ``role_marker``, ``concealment`` ...
        span: The words, bounded, invisible characters taken out.
    """

    rule: str
    span: str


class _Rule(NamedTuple):
    """A pattern, and when and where it is tried.

    It is compiled when its words first turn up: compiling all of them takes longer than starting everything else.

    Attributes:
        gates: Of each of these sets the text must hold a word, wherever.
        anchors: Whatever the pattern matches holds one of these, or stands by one.
    """

    name: str
    gates: tuple[frozenset[bytes], ...]
    anchors: tuple[str, ...]
    pattern: str


def _rule(name: str, gates: str, anchors: str, *patterns: str) -> _Rule:
    words = tuple(frozenset(gate.encode("ascii").split()) for gate in gates.split("&"))
    return _Rule(name, words, tuple(anchors.split(";")), "|".join(patterns))


_RULES = (
    _rule(
        "override",
        "ignore ignoring disregard disregarding forget override overriding bypass bypassing",
        "ignor;disregard;forget;overrid;bypass",
        r"(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|bypass(?:ing)?)"
        rf"{_FEW}{_EARLIER}(?:[\W_]{{1,12}}\w{{1,20}}){{0,3}}?[\W_]{{1,12}}{_RULES_OF_MODELS}\b",
        r"(?:ignore|disregard|forget)\W{1,4}(?:all|everything|anything)\W{1,4}(?:(?:that|which)\W{1,4})?"
        r"(?:you|i|we|was|above|before|said)\b",
    ),
    _rule(
        "override",
        "instrucciones instruccion anweisung anweisungen istruzioni istruzione instru ignorez oubliez",
        "instruccion;anweisung;istruzion;instruç;instructions",
        r"(?:ignor|olvid|oubli|dimentic|vergiss|vergessen|missacht|esque|desconsider|omit)\w{0,8}"
        r"(?:\W{1,6}\w{1,20}){0,5}?\W{1,6}(?:instruccion|anweisung|istruzion|instruç|instructions)",
    ),
    _rule(
        "role_marker",
        "system assistant inst sys important untrusted im function tool end instructions",
        "<|;[inst];<<sys;system;assistant:;instructions;_re;</untr;function_calls;<important;end of ",
        r"<\|(?:im_start|im_end|start_header_id|system|user|assistant)\|?|\[inst\]|<<sys>>|<function_calls>"
        r"|<important>",
        r"</?(?:system|admin)(?:[_ -]?(?:prompt|message|instructions?|override|note|reminder))?>",
        r"</(?:tool_result|tool_response|function_results?|untrusted\w{0,20})>",
        r"\bend of (?:tool|document|context|data|untrusted)\b[^.\n]{0,40}[\W_]{2,8}.{0,80}?\b(?:system|instruction"
        r"|user|now|you)\b",
        rf"{_START}(?:system|assistant)(?: (?:message|note|notice|override|instructions?|update"
        rf"|alert))?[\])*_ ]{{0,4}}:"
        rf"[\s*_]{{0,4}}.{{0,80}}?\b(?:you|your|{_MODEL}|user|ignore|must|new|override|now|instructions?)\b",
        r"\b(?:system|developer|admin) override\b[\W_]{1,6}.{0,60}?\b(?:you|your|must|ignore|now|all)\b",
        rf"{_START}(?:new|updated|important) instructions?(?: (?:for|to) (?:you|the|any|all|ai"
        rf"|assistant)[\w ]{{0,40}})?"
        r"[\])*_ ]{0,4}:",
    ),
    _rule(
        "concealment",
        "tell telling mention mentioning inform informing notify notifying alert alerting reveal revealing disclose"
        " disclosing warn"
        " warning knowledge consent knowing noticing aware silently quietly secretly secret hidden"
        "& user users human humans people operator operators anyone anybody owner step instruction message note"
        " action"
        " instructions it call use send forward upload run execute copy include email",
        "tell;mention;inform ;notify;alert;reveal;disclos;warn;without ;silently;quietly;secretly;secret from;hidden"
        " from",
        rf"\b(?:do not|don['’]?t|never|must not|should not|not to|no need to|refrain from){_FEW}"
        r"(?:tell|mention|inform|notify|alert|reveal|disclose|warn)(?:ing)?\b"
        rf"(?:\W{{1,3}}(?:this|it|that|anything|about|any of this)){{0,3}}\W{{1,3}}(?:to )?{_PERSON}",
        r"\bwithout (?:telling|informing|notifying|alerting) (?:the )?(?:user|human|owner)",
        r"\b(?:secret|hidden) from (?:the )?(?:users?|humans?)\b",
        r"\bwithout (?:the |your )?(?:user|human|owner|operator)(?:['’]s)?\W{1,3}(?:knowledge|consent|knowing"
        r"|noticing|being aware)\b",
        r"\b(?:silently|quietly|secretly) (?:call|use|send|forward|upload|e-?mail|run|execute|copy|include)\b",
    ),
    _rule(
        "addressed_to_model",
        "ai i assistant assistants agent agents llm llms model models chatbot chatbots bot bots claude gpt chatgpt"
        " copilot gemini",
        "assistant; ai ; ai,; ai:;ai agent;agent;llm;language model;chatbot;claude;gpt;copilot;gemini",
        r"\b(?:dear|hey|hi|hello|attention|(?:note|notice|message|instructions?|important(?: note)?|warning"
        r"|reminder) (?:to|for))"
        rf"\W{{1,4}}(?:(?:the|any|all|every|an?)\W{{1,3}})?(?:\w{{1,12}}\W{{1,3}})?{_MODEL}s?\b"
        rf"[^.!?\n]{{0,80}}?[,:;.!\n]\W{{0,4}}(?:[^.!?\n]{{0,120}}?\b)??{_DOING}",
        rf"\b(?:if|when|as|since|because) you(?: are|['’]re)(?: an?| the)? (?:ai"
        rf" )?{_MODEL}\b[^.!?\n]{{0,60}}?\b{_DOING}",
        rf"\b(?:as|you,) an? (?:ai )?{_MODEL},? you {_MUST}",
        rf"(?:\b(?:any|every|all|this|you,? the)\W{{1,3}}|\bthe (?:ai )?(?=assistant|llm|chatbot|language)|{_START})"
        rf"(?:ai )?{_MODEL}s?\W{{1,4}}(?:(?:reading|processing|seeing|who|that|which|parsing|viewing"
        rf"|summari[sz]ing)\b[\w ,'-]{{1,60}})?"
        rf"\b{_MUST}\W{{1,3}}(?:\w{{1,12}}\W{{1,3}}){{0,2}}?{_DOING}",
        rf"{_START}(?:(?:ai )?(?:assistant|agent)|ai|a\.i\.|llm|chatbot|claude|chatgpt|copilot"
        rf"|gemini)\s?[,:]\W{{0,4}}"
        rf"(?:(?:please|now|you|must|should|need to|will|have to|immediately|first|also"
        rf"|always)\W{{1,4}}){{0,4}}{_DOING}",
    ),
    _rule(
        "new_role",
        "you your mode & now new real actual true pretend mode",
        " now ;from now on;your new;your real;your actual;your true;pretend; mode",
        r"\byou(?: are|['’]re) now (?:an?|the|in|no longer|free|acting|operating|dan|required|authori[sz]ed|allowed"
        r"|permitted"
        r"|\w{3,20} (?:mode|assistant|agent))\b",
        r"\bfrom now on\W{1,3}(?:\w{1,12}\W{1,3}){0,2}?you (?:are|will|must|should|have to|shall)\b",
        rf"\byou (?:must|will) now {_DOING}",
        r"\byour (?:new|real|actual|true) (?:task|instructions?|goal|objective|role|job|purpose|mission|identity"
        r"|persona|orders?)\b",
        r"\b(?:enter|enable|activate|switch to|you are in|now in)\W{1,3}(?:\w{1,12}\W{1,3})?"
        r"(?:developer|dan|god|jailbreak|unrestricted) mode\b",
        r"\bpretend (?:to be|you are|that you)\b.{0,60}\b(?:unrestricted|not bound|no restrictions|no rules|no"
        r" filters)\b",
    ),
    _rule(
        "prompt_theft",
        "prompt instructions configuration & your above system",
        "system prompt;instructions;your prompt;your configuration",
        r"\b(?:reveal|print|repeat|output|show|display|dump|disclose|reply with|respond with|include|send|forward"
        r"|leak|return"
        rf"|share|quote|recite|paste|append)\b{_FEW}(?:your |the )?(?:system prompt\b|your (?:full |entire |complete"
        rf" |exact |hidden "
        r"|initial |original |own |internal )*(?:instructions|prompt|configuration)\b|(?:instructions|prompt)"
        r" above\b)",
    ),
    _rule(
        "exfiltration",
        "send forward upload post email mail exfiltrate transmit leak submit"
        "& http https www com org net io webhook attacker url address server e email",
        "send;forward;upload;post ;mail;exfiltrat;transmit;leak;submit",
        rf"\b(?:send|forward|upload|post|e-?mail|exfiltrate|transmit|leak|submit)\b{_FEW}{_SENSITIVE}"
        rf"[^.!?\n]{{0,100}}?\b(?:to|at|via|into|through)\b\W{{1,3}}(?:\w{{1,20}}\W{{1,3}}){{0,5}}?{_PLACE}",
    ),
    _rule(
        "tool_order",
        "call invoke run execute use trigger & before without behalf user"
        "& doing answering responding continuing anything other replying asking confirm confirming waiting behalf"
        " user",
        "before doing;before answer;before respond;before contin;before anything;before any other;before reply;"
        "without asking;without confirm;without waiting;behalf;the user'",
        rf"(?:{_START}|\b(?:please|then|now|immediately|first|must|should|and|need to|have to)\W{{1,3}})"
        r"(?:(?:also|please|always|immediately|first|now|you)\W{1,3}){0,3}(?:call|invoke|run|execute|use"
        r"|trigger)\W{1,3}"
        r"(?:the\W{1,3})?[`'\"]?\w{3,40}[`'\"]?(?:\W{1,3}(?:tool|function))?\b[^.!?\n]{0,120}?\b"
        r"(?:before (?:doing|answering|responding|continuing|anything|any other|replying)"
        r"|without (?:asking|confirm\w{0,5}|waiting)|on (?:the )?user'?s behalf"
        r"|the user'?s (?:password|credentials|api|token|private|contacts|files|messages|history|e-?mails))\b",
    ),
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
_LETTERS = bytes(byte if chr(byte).isalpha() and byte < 128 else 32 for byte in range(256))
_HIDDEN_RUN = re.compile("[\U000e0020-\U000e007e]{8,}|(?:[\u200b-\u200f\u2060-\u2064]){24,}")


def find_injections(text: str) -> tuple[Injection, ...]:
    """Return what reads like an instruction to the model, in the order of the rules, at most `FOUND_MAX`."""
    found: dict[str, Injection] = {}
    if not text.isascii():
        found.update((one.rule, one) for one in _hidden(text))
        text = _plain(text)
    lowered = text.lower()
    words = frozenset(lowered.encode("ascii", "replace").translate(_LETTERS).split())
    looked_at = 0
    for rule in _RULES:
        if any(gate.isdisjoint(words) for gate in rule.gates):
            continue
        for start, end in _windows(lowered, rule.anchors):
            if rule.name in found:
                break
            looked_at += end - start
            if looked_at > CHARS_MAX:
                found["unchecked"] = Injection("unchecked", "too long to look at all of it")
                return tuple(found.values())[:FOUND_MAX]
            match = _compiled(rule.pattern).search(lowered, start, end)
            if match is not None:
                found[rule.name] = Injection(rule.name, _span(text if len(text) == len(lowered) else lowered, match))
    return tuple(found.values())[:FOUND_MAX]


def find_in_all(texts: Iterable[str]) -> tuple[Injection, ...]:
    """Search several texts as one: an instruction may be cut into two."""
    return find_injections("\n".join(texts))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _windows(lowered: str, anchors: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the places around anchors, in order, those that touch as one."""
    places: list[int] = []
    for anchor in anchors:
        at = lowered.find(anchor)
        while at >= 0:
            places.append(at)
            at = lowered.find(anchor, at + _STEP)
    places.sort()
    start = end = 0
    for at in places:
        if at - _BEFORE > end:
            if end:
                yield start, end
            start = max(0, at - _BEFORE)
        end = at + _AFTER
    if end:
        yield start, end


def _span(text: str, match: re.Match[str]) -> str:
    span = " ".join(text[match.start() : match.end()].split())
    return span if len(span) <= SPAN_CHARS_MAX else span[: SPAN_CHARS_MAX - 3] + "..."


def _hidden(text: str) -> Iterator[Injection]:
    """Text written in characters that nobody sees, such as the tags block, which spells ASCII."""
    if (run := _HIDDEN_RUN.search(text)) is not None:
        spelled = "".join(chr(ord(char) - 0xE0000) for char in run[0] if ord(char) > 0xE0000)
        yield Injection("hidden_text", spelled[:SPAN_CHARS_MAX] or f"{len(run[0])} characters that do not show")


def _plain(text: str) -> str:
    """Take out what does not show, even out letters that only look otherwise; tag characters become what they spell."""
    text = _INVISIBLE.sub(
        lambda run: "".join(chr(ord(c) - 0xE0000) for c in run[0] if 0xE0020 <= ord(c) <= 0xE007E), text
    )
    head, tail = text[:NORMALISED_CHARS_MAX], text[NORMALISED_CHARS_MAX:]
    return unicodedata.normalize("NFKC", head) + tail
