"""What breaks a conversation, in one sentence: made from what could not be left out of it, and from what could.

Called for shrunk cases, by the command line. Tells only what the search has tried; judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec

from seatrial.core.scenario import Misheard, Scenario, Strike
from seatrial.reports.narration import value_text
from seatrial.simulation.pinned import NEUTRAL, trait_names
from seatrial.simulation.shrinking import Feature, misheard_name, plain_value, strike_name

FACTS_MAX = 2
CLAUSES_MAX = 4
LINES_MAX = 2
SHOWN_CHARS_MAX = 80
_MOSTLY = 0.5


class Breaking(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found.

    Attributes:
        card: The shrunk one.
        kept: What could not be left out.
        gone: What could.
        only_fair: Of what was kept, what the check rests on and nothing breaks by.
        telling: Slots whose values matter: with others it does not fail.
        idle: Slots for which any value will do.
        doubted: Names of results that are heard as they were said, only not with certainty.
        spoken: Slot -> how the agent speaks of it.
        others: How many other people did the same.
        failed: How many of them failed alike.
    """

    card: Scenario
    kept: tuple[Feature, ...]
    gone: tuple[Feature, ...]
    only_fair: tuple[Feature, ...] = ()
    telling: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    spoken: dict[str, str] = {}
    others: int = 0
    failed: int = 0


def breaking_sentence(found: Breaking) -> str:
    """Return what breaks it, and what does not matter."""
    clauses = _clauses(found)
    share = found.failed / found.others if found.others else 1.0
    lead = "It fails whenever" if share == 1.0 else "It mostly fails when" if share >= _MOSTLY else "It can fail when"
    if not clauses:
        lead, clauses = lead.removesuffix(" whenever").removesuffix(" when"), [f"for everybody who {_need(found.card)}"]
    if len(clauses) > CLAUSES_MAX:
        clauses = [*clauses[: CLAUSES_MAX - 1], f"{len(clauses) - CLAUSES_MAX + 1} more things come together"]
    rest = irrelevant(found)
    verb = "doesn't" if len(rest) == 1 and rest[0].endswith(("noise", "manner")) else "don't"
    return f"{lead} {_joined(clauses)}" + (f"; {_joined(rest)} {verb} matter." if rest else ".")


def feature_text(feature: Feature, found: Breaking) -> str:
    """Return one thing that could not be left out, as a clause."""
    alone = msgspec.structs.replace(found, kept=(feature,), only_fair=(), telling=())
    return next(iter(_clauses(alone, alone=True)), feature.key)


def irrelevant(found: Breaking) -> list[str]:
    """Return kinds of things that were there and made no difference."""
    gone, kept = _by_kind(found.gone), _by_kind(found.kept)
    noisy = _noise(gone), _noise(kept)
    faulty = _faults(gone), _faults(kept)
    manner = [name for name in gone.get("trait", ()) if name != "noise"]
    told: list[str] = []
    if noisy[0]:
        told.append("other noise" if noisy[1] else "noise")
    if faulty[0]:
        told.append("other faults" if faulty[1] else "faults")
    if manner:
        told.append("the rest of the caller's manner" if "trait" in kept else "the caller's manner")
    told += [words for kind, words in _GOALS.items() if kind in gone and kind not in kept]
    if "line" in gone or "given" in gone or "begin" in gone:
        told.append("the other lines")
    if "fact" in kept and ("asked" in gone or "fact" in gone):
        told.append("the other answers")
    return told


def _noise(kinds: Mapping[str, Sequence[str]]) -> bool:
    strikes = any(name.partition(" ")[0] in _SPEECH_FAULTS for name in kinds.get("strike", ()))
    return strikes or "misheard" in kinds or "noise" in kinds.get("trait", ())


def _faults(kinds: Mapping[str, Sequence[str]]) -> bool:
    return "delay" in kinds or any(name.partition(" ")[0] not in _SPEECH_FAULTS for name in kinds.get("strike", ()))


# Clauses -----------------------------------------------------------------------------------------------------------


def _clauses(found: Breaking, *, alone: bool = False) -> list[str]:
    kept = _by_kind(one for one in found.kept if one not in found.only_fair)
    pin = found.card.pinned
    strikes = [one for one in (pin.strikes if pin is not None else ()) if strike_name(one) in kept.get("strike", ())]
    misheard = [
        one for one in (pin.misheard if pin is not None else ()) if misheard_name(one) in kept.get("misheard", ())
    ]
    told: list[str] = []
    told += _strike_clauses(strikes, found)
    told += _misheard_clauses(misheard, found)
    told += [_trait_clause(name, found) for name in kept.get("trait", ())]
    told += [_goal_clause(kind, name, found) for kind in _GOAL_KINDS for name in kept.get(kind, ())]
    if kept.get("begin"):
        first = [f'"{_short(line.say)}"' for line in found.card.begins if line.say]
        told += [f"the caller begins by saying {' and then '.join(first[:LINES_MAX])}"] if first else []
    told += _line_clauses(kept.get("line", ()), found.card)
    if "delay" in kept:
        told.append("tools are as slow as they were")
    mentioned = {_about(strike.target.partition(":")[2]) for strike in strikes} | {
        _about(one.about) for one in misheard
    }
    mentioned |= {name for kind in ("change", "alternative", "saying") for name in kept.get(kind, ())}
    told += _fact_clauses(kept, mentioned, found)[:FACTS_MAX]
    if "ending" in kept and alone:
        told.append("the conversation goes on to its end")
    if "opening" in kept and (alone or not told):
        told.append("the conversation begins at its beginning")
    return told


def _strike_clauses(strikes: Sequence[Strike], found: Breaking) -> list[str]:
    by_target: dict[str, list[Strike]] = {}
    for strike in strikes:
        target = strike.target.partition("/")[0]
        by_target.setdefault(target, []).append(strike)
    return [_strike_clause(target, of_one, found) for target, of_one in by_target.items()]


def _strike_clause(target: str, strikes: Sequence[Strike], found: Breaking) -> str:
    kinds = [strike.kind for strike in sorted(strikes, key=lambda strike: strike.attempt)]
    act, colon, about = target.partition(":")
    if kinds[0] == "declined":
        reason = about.removeprefix("no_") if about.startswith("no_") and about[3:] in found.card.knows else ""
        why = f"no {_noun(reason, found)}" if reason else about.replace("_", " ")
        return "nobody takes the caller over" + (f" ({why})" if why else "")
    if not colon:
        tool, _, number = act.partition("#")
        name = f"the tool {tool}" + (f", asked for the {_ordinal(number)} time," if number else "")
        verbs = list(dict.fromkeys(_TOOL_FAULTS.get(kind, kind.replace("_", " ")) for kind in kinds))
        return f"{name} {' and then '.join(verbs)}{_times(kinds, ' running') if len(verbs) == 1 else ''}"
    verbs = list(dict.fromkeys(_PERSON_FAULTS.get(kind, kind.replace("_", " ")) for kind in kinds))
    return f"{' and then '.join(verbs)} when the caller {_doing(act, about, found)}{_times(kinds)}"


def _times(kinds: Sequence[str], running: str = "") -> str:
    if len(kinds) == 1:
        return ""
    return f" (twice{running})" if len(kinds) == 2 else f" ({len(kinds)} times{running})"


def _misheard_clauses(misheard: Sequence[Misheard], found: Breaking) -> list[str]:
    told: dict[str, str] = {}
    for one in misheard:
        doing = _doing(one.act, one.about, found)
        if misheard_name(one) in found.doubted:
            told.setdefault(f"?{doing}", f"it is not certain what is heard when the caller {doing}")
        else:
            heard = f'"{_short(one.heard)}" is heard' if one.heard else "nothing is heard"
            told.setdefault(doing, f"{heard} when the caller {doing}")
    return list(told.values())


def _trait_clause(name: str, found: Breaking) -> str:
    pin = found.card.pinned
    value = pin.traits.get(name, 0.0) if pin is not None else 0.0
    other = f"the caller's {name.replace('_', ' ')} is"
    low, high = _TRAITS.get(name, (f"{other} low", f"{other} high"))
    usual = getattr(NEUTRAL, name) if name in trait_names() else 0.0
    return low if value < usual else high


def _goal_clause(kind: str, name: str, found: Breaking) -> str:
    match kind:
        case "aside":
            return f'the caller asks "{_short(name)}" on the way'
        case "change":
            return f"the caller changes the {_noun(name, found)} on the way"
        case "alternative":
            return f"the caller would also take another {_noun(name, found)}"
        case "saying":
            return f"the caller puts the {_noun(name, found)} in other words"
        case "wording":
            return "the caller states the need in more than one way"
        case "cannot":
            return f"the caller is unable to {name.replace('_', ' ')}"
        case "accepts":
            return f"the caller accepts nothing but {' or '.join(found.card.accepts).replace('_', ' ')}"
        case "memory":
            return f"the agent knows the {_noun(name, found)} beforehand"
        case _:
            return f"there is {name} in the world"


def _fact_clauses(kept: Mapping[str, Sequence[str]], mentioned: Set[str], found: Breaking) -> list[str]:
    """Return what people have to say of themselves, with its value where no other will do."""
    known = {**found.card.memory, **found.card.knows}
    asked = kept.get("asked", ())
    ever_asked = _by_kind(found.kept).get("asked", ())
    names = dict.fromkeys((*found.telling, *kept.get("fact", ()), *asked))
    told: list[str] = []
    for name in names:
        noun = _noun(name, found)
        needed = name in kept.get("fact", ()) and name not in ever_asked and name not in found.idle
        telling = name in found.telling or needed
        if name in mentioned or not (telling or name in asked):
            continue
        value = f'"{_short(_shown(known[name]))}"' if telling and known.get(name) is not None else ""
        if name in asked:
            told.append(f"the {noun}, {value}, has to be asked for" if value else f"the {noun} has to be asked for")
        elif value:
            told.append(f"the {noun} is {value}")
    return told


def _shown(value: Any) -> str:
    """Return a fact's value as people would put it."""
    text = value_text(plain_value(value))
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        moment = None
    return text if moment is None else f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}"


def _need(card: Scenario) -> str:
    if card.want is not None and card.want.say:
        return f'says "{_short(card.want.say[0])}"'
    return "calls"


def _line_clauses(kept: Sequence[str], card: Scenario) -> list[str]:
    """Return what a scripted caller has to say; the card holds only what was kept of the script."""
    lines = card.script or ()
    if not kept or not lines:
        return []
    said = [f'says "{_short(line.say)}"' if line.say else "presses keys" if line.press else "waits" for line in lines]
    shown = " and then ".join(said[:LINES_MAX])
    more = len(said) - LINES_MAX
    return [f"the caller {shown}" + (f" and {more} more" if more > 0 else "")]


# Words -------------------------------------------------------------------------------------------------------------


def _doing(act: str, about: str, found: Breaking) -> str:
    wording = _ACTS.get(act)
    noun = _noun(_about(about), found)
    if wording is None:
        return f"{act.replace('_', ' ')}" + (f" ({noun})" if noun else "")
    return wording.replace("%", noun) if "%" in wording else wording


def _about(about: str) -> str:
    """Return the fact that an act is about: "spell email/0" and "when=2026-08-21" have more to say than that."""
    return about.partition("/")[0].partition("=")[0].removeprefix("spell ")


def _noun(name: str, found: Breaking) -> str:
    parts = [found.spoken.get(part, "") or _NOUNS.get(part, part.replace("_", " ")) for part in name.split("+")]
    return " and the ".join(part for part in parts if part)


def _by_kind(features: Iterable[Feature]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in features:
        found.setdefault(one.kind, []).append(one.name)
    return found


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS_MAX else text[: SHOWN_CHARS_MAX - 3] + "..."


def _ordinal(number: str) -> str:
    return {"2": "second", "3": "third"}.get(number, f"{number}th")


_SPEECH_FAULTS = frozenset({"substitution", "drop", "jitter", "packet_loss", "echo", "background"})
_NOUNS = {"when": "time"}
"""Names of facts that make no noun."""

_TOOL_FAULTS = {
    "slow": "is slow",
    "timeout": "gives no answer",
    "error": "is down",
    "garbage": "answers nonsense",
    "truncated": "gives an answer that is cut short",
    "duplicate": "answers twice",
    "late": "answers too late",
    "stale": "gives an old answer first",
    "applied_answer_lost": "does its work and its answer is lost",
}
_PERSON_FAULTS = {
    "silence": "nothing is heard",
    "hang_up": "the line goes dead",
    "substitution": "a word is misheard",
    "drop": "words go missing",
    "jitter": "words arrive late",
    "packet_loss": "pieces of the words go missing",
    "echo": "the agent hears its own voice",
    "background": "somebody else talks",
    "hold": "the caller puts the agent on hold",
}
_ACTS = {
    "open": "says why they call",
    "restate": "says again why they call",
    "inform": "gives the %",
    "correct": "corrects the %",
    "change": "changes the %",
    "spell": "spells the %",
    "key_in": "keys in the %",
    "affirm": "says yes",
    "deny": "says no",
    "agree": "says yes",
    "decline": "says no",
    "dont_know": "doesn't know the %",
    "cannot": "is unable to",
    "repeat_please": "asks to hear it again",
    "ask": "asks a question",
    "choose": "chooses",
    "neither": "wants neither",
    "ask_person": "asks for a person",
    "accept_person": "accepts a person",
    "refuse_person": "turns down a person",
    "accept_time": "accepts a time",
    "hello": "asks whether anybody is there",
    "no_more": "wants nothing else",
    "backchannel": 'says "mhm"',
    "digress": "talks about something else",
    "ask_unavailable": "asks for what nobody offers",
    "provoke": "provokes the agent",
    "trail_off": "gives half of the %",
    "misinform": "gives a wrong %",
    "false_yes": "says yes to a wrong %",
    "claim": "claims to have keyed in the %",
    "no_keys": "does not find the keys",
    "what_do_you_mean": "is at a loss",
    "bye": "says goodbye",
    "say": "speaks",
}
_TRAITS = {
    "patience": ("the caller has little patience", "the caller is very patient"),
    "verbosity": ("the caller says little", "the caller talks a lot"),
    "disclosure": ("the caller volunteers nothing", "the caller tells things before being asked"),
    "disfluency": ("the caller never hesitates", "the caller hesitates and starts over"),
    "correction": ("the caller never slips", "the caller makes slips and corrects them"),
    "digression": ("the caller never digresses", "the caller talks about something else on the way"),
    "politeness": ("the caller is curt", "the caller is very polite"),
    "noise": ("it is quiet", "there is noise"),
    "barge_in": ("the caller never interrupts", "the caller talks over the agent"),
    "backchannel": ("the caller listens in silence", 'the caller says "mhm" while the agent talks'),
    "repeat": ("the caller never asks twice", "the caller asks to hear things again"),
    "silence": ("the caller always answers", "the caller does not always answer"),
    "hang_up": ("the caller would rather ask for a person", "the caller hangs up rather than ask for a person"),
    "speech_rate_wpm": ("the caller speaks slowly", "the caller speaks fast"),
    "typing_cpm": ("the caller types slowly", "the caller types fast"),
    "unavailable": ("the caller asks for nothing else", "the caller asks for what nobody offers"),
    "incomplete": ("the caller finishes every sentence", "the caller trails off in the middle of values"),
    "goal_change": ("the caller knows what day it wants", "the caller asks for another day first"),
    "memory_error": ("the caller remembers everything", "the caller gives wrong values first"),
    "false_compliance": ("the caller says yes to nothing wrong", "the caller says yes to what is wrong"),
    "low_tech": ("the caller is good with machines", "the caller is at a loss with machines"),
    "code_switch": ("the caller speaks one language", "the caller mixes in words of another language"),
    "temper": ("nothing stirs the caller", "the caller loses its temper"),
    "anger": ("the caller calls calm", "the caller calls angry"),
    "injection": ("the caller respects the rules", "the caller tells the agent to forget its rules"),
    "fishing": ("the caller is not curious", "the caller asks for what is known of others"),
    "pretext": ("the caller claims nothing", "the caller claims rights that it has not"),
    "abuse": ("the caller insults nobody", "the caller insults the agent"),
}
"""Trait -> what is said of less and of more than is neutral."""

_GOALS = {"aside": "questions on the way", "change": "changes of mind"}
_GOAL_KINDS = ("change", "aside", "alternative", "saying", "wording", "cannot", "accepts", "memory", "world")
