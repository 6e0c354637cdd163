"""Free text as the answer to a question: what was said, without hesitation sounds. Called through `parsers.parse`."""

import re

from seatrial.text.context import ParseContext
from seatrial.text.tokens import normalise, tokenize

_SPACE_BEFORE_MARK = re.compile(r" (?=[,;:])")
_HESITATION = frozenset("um umm ummm uh uhh uhm er err erm ehm hm hmm hmmm mm mmm".split())


def parse_text(text: str, context: ParseContext) -> str | None:
    """Return `text` with single spaces and without hesitation sounds, or None when no word remains."""
    if not context.asked:
        return None  # anything is free text
    normal = normalise(text)
    kept: list[str] = []
    end = 0
    for token in tokenize(normal):
        if token.text in _HESITATION:
            kept.append(normal[end : token.start].rstrip(" ,.-"))
            end = token.start + len(token.surface)
    kept.append(normal[end:])
    written = _SPACE_BEFORE_MARK.sub("", " ".join(" ".join(kept).split())).strip(" ,")
    return written if any(char.isalnum() for char in written) else None
