"""Words around the options of a choice, English and Spanish: data only. Keys are folded. Read by `choice`."""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a an the my our your i we it it's its is are was am be to of in on at for with and some any please thanks "
        "thank you i'd i'll i'm like want would can could one just that this that's there there's have has got do "
        "will think go me us".split()
    ),
    "es": frozenset("un una el la los las mi es de en a por favor con y quiero quisiera me lo se para que".split()),
}
# Beside these, a word shared with an option is no sign of it.
UNDECIDED = frozenset("not no don't dont neither none never but isn't or both either all any".split())
# Words too general to tell an option by.
GENERAL = frozenset(
    "account card pay payment time number type order visit appointment house service option day phone".split()
)
# Places in the list.
LAST = frozenset({"last", "final", "bottom", "ultimo", "ultima"})
FIRST = frozenset({"top", "former"})
PENULTIMATE = frozenset({"penultimate", "penultimo", "penultima"})
BEFORE_LAST = frozenset(
    tuple(phrase.split())
    for phrase in ("last but one", "second to last", "second from last", "one before last", "next to last")
)
PLACE_NOUNS = frozenset(
    "one option choice number answer item thing letter plan package opcion numero la el the please thanks".split()
)
LISTING = frozenset({"number", "option", "choice", "opcion", "numero", "answer", "letter", "item", "no"})
BEFORE_PLACE = LISTING | {"the", "el", "la", "your", "that"}
# After these an ordinal or "last" is about something else: "the first floor", "last week".
NOT_A_PLACE_BEFORE = frozenset("floor time class of name week night month year but".split())
CHAT_SPELLINGS: dict[str, str] = {
    "wk": "week", "wks": "weeks", "wkend": "weekend", "wknd": "weekend", "hr": "hour", "hrs": "hours", "min": "minute",
    "mins": "minutes", "appt": "appointment", "appts": "appointments", "acct": "account", "acc": "account",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomoz": "tomorrow", "tdy": "today", "mth": "month", "mths": "months",
    "yr": "year", "yrs": "years", "pymt": "payment", "pmt": "payment", "bk": "book", "del": "delivery",
    "deliv": "delivery", "std": "standard", "med": "medium", "sm": "small", "lg": "large", "lrg": "large",
    "emerg": "emergency", "info": "information", "addr": "address", "nxt": "next", "num": "number", "msg": "message",
    "txt": "text", "ph": "phone", "mob": "mobile", "tel": "telephone",
}  # fmt: skip
