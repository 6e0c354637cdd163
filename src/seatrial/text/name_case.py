"""How a person's name is written: "o'brien" as O'Brien, "mcdonald" as McDonald, "van der berg" left small.

Names typed with capitals of their own keep them. Never decides what is a name. Used by the person name parser.
"""

from collections.abc import Sequence

PARTICLES = frozenset(
    "van von der den de del della di da das do dos du la las le los el al ul bin bint ibn ben ter ten st y e".split()
)
_SMALL = PARTICLES - {"ben", "st", "do", "al", "el", "ul"}
_MAC_NAMES = frozenset(
    "macarthur macaulay macbeth macdonald macdougall macduff macfarlane macgregor macintosh macintyre macivor "
    "mackay mackenzie mackinnon maclachlan maclaren maclean macleod macmillan macnab macneil macpherson macrae "
    "macdonnell".split()
)


def write_name(words: Sequence[str]) -> str:
    """Join `words` as a written name; a word with a capital inside is left as typed, "-" glues its neighbours."""
    written = [write_word(word, first=index == 0) for index, word in enumerate(words)]
    return " ".join(written)


def write_word(word: str, *, first: bool) -> str:
    """Write one word of a name."""
    if "-" in word:
        return "-".join(write_word(part, first=first or index > 0) for index, part in enumerate(word.split("-")))
    if not (word.islower() or word.isupper()):
        return word
    lower = word.lower()
    if lower in _SMALL and not first:
        return lower
    if lower.startswith("mc") and len(lower) > 3:
        return "Mc" + lower[2:].capitalize()
    if lower in _MAC_NAMES:
        return "Mac" + lower[3:].capitalize()
    head, quote, tail = lower.partition("'")
    if quote and len(head) <= 2 and len(tail) > 1:
        return head.capitalize() + "'" + tail.capitalize()
    return lower[:1].upper() + lower[1:]
