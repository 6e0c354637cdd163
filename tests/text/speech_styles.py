"""Saying digits and letters aloud in the styles people mix, for tests that read them back."""

from hypothesis import strategies as st
from number_words import TENS, UNITS

NATO = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec "
        "romeo sierra tango uniform victor whiskey xray yankee zulu".split(),
        strict=True,
    )
)
FOR_WORDS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "apple bertie cat dog edward freddie george harry ink jam king lemon mother nellie orange peter queen robert "
        "sugar tommy umbrella vase william xylophone yellow zebra".split(),
        strict=True,
    )
)
PAUSES = ("", "", "", "", " um", " uh", " er", ",")


@st.composite
def said_digits(draw: st.DrawFn, digits: str, *, with_pauses: bool = True) -> str:
    """Say `digits` one by one, doubled, tripled, in pairs, in hundreds; never so that they could mean others."""
    said: list[str] = []
    at = 0
    while at < len(digits):
        options = ["one"]
        run = next((n for n in (3, 2) if digits[at : at + n] == digits[at] * n and at + n <= len(digits)), 1)
        if run >= 2:
            options.append("double")
        if run == 3:
            options.append("triple")
        pair = digits[at : at + 2]
        if len(pair) == 2 and pair[0] != "0" and pair[1] != "0":
            options.append("pair")
        if digits[at + 1 : at + 3] == "00" and digits[at] != "0" and at + 5 <= len(digits):
            options.append("hundred")
        style = draw(st.sampled_from(options))
        if style == "double":
            said.append(f"double {_digit(draw, digits[at])}")
            at += 2
        elif style == "triple":
            said.append(f"{draw(st.sampled_from(['triple', 'treble']))} {_digit(draw, digits[at])}")
            at += 3
        elif style == "pair":
            value = int(pair)
            said.append(UNITS[value] if value < 20 else f"{TENS[value // 10]} {UNITS[value % 10]}")
            at += 2
        elif style == "hundred":
            said.append(f"{UNITS[int(digits[at])]} hundred")
            at += 3
            said.extend(_digit(draw, digit) for digit in digits[at : at + 2])  # alone they would join the hundred
            at += 2
        else:
            said.append(_digit(draw, digits[at]))
            at += 1
        if with_pauses:
            said[-1] += draw(st.sampled_from(PAUSES))
    return " ".join(said)


def _digit(draw: st.DrawFn, digit: str) -> str:
    if digit == "0":
        return draw(st.sampled_from(["oh", "zero", "nought", "o"]))
    return draw(st.sampled_from([UNITS[int(digit)], digit]))


@st.composite
def said_letter(draw: st.DrawFn, letter: str) -> str:
    """Say one letter: its name, its code word, or an example."""
    lower = letter.lower()
    return draw(
        st.sampled_from(
            [
                lower,
                NATO[letter],
                f"{lower} for {NATO[letter]}",
                f"{lower} as in {FOR_WORDS[letter]}",
                f"{lower} for {FOR_WORDS[letter]}",
            ]
        )
    )


@st.composite
def said_characters(draw: st.DrawFn, characters: str) -> str:
    """Say letters and digits one by one."""
    return " ".join(
        draw(said_letter(char)) if char.isalpha() else draw(st.sampled_from([UNITS[int(char)], char]))
        for char in characters
    )
