"""How letters are said aloud, English and Spanish: data only.

Keys are folded. Read by `spoken`.
"""

NATO: dict[str, str] = {
    "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F", "golf": "G",
    "hotel": "H", "india": "I", "juliet": "J", "juliett": "J", "juliette": "J", "kilo": "K", "lima": "L", "mike": "M",
    "november": "N", "oscar": "O", "papa": "P", "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T",
    "uniform": "U", "victor": "V", "whiskey": "W", "whisky": "W", "xray": "X", "yankee": "Y", "zulu": "Z",
}  # fmt: skip
# Letter names a recogniser may write out as words; read as letters only among other spelled characters.
LETTER_NAMES_EN: dict[str, str] = {
    "ay": "A", "eh": "A", "bee": "B", "be": "B", "cee": "C", "see": "C", "sea": "C", "dee": "D", "ee": "E", "eff": "F",
    "ef": "F", "gee": "G", "aitch": "H", "haitch": "H", "eye": "I", "aye": "I", "jay": "J", "kay": "K", "okay": "OK",
    "el": "L", "ell": "L", "em": "M", "en": "N", "pee": "P", "pea": "P", "cue": "Q", "queue": "Q", "kew": "Q",
    "are": "R", "ar": "R", "ess": "S", "es": "S", "tee": "T", "tea": "T", "you": "U", "yoo": "U", "vee": "V",
    "doubleu": "W", "doubleyou": "W", "ex": "X", "eggs": "X", "why": "Y", "wye": "Y", "zed": "Z", "zee": "Z",
}  # fmt: skip
# Names nobody writes by accident: letters even on their own.
LETTER_NAMES_CERTAIN: frozenset[str] = frozenset(
    "bee cee dee eff gee aitch haitch jay kay ell pee cue ess tee vee doubleu doubleyou zed zee wye".split()
)
LETTER_NAMES_ES: dict[str, str] = {
    "be": "B", "ce": "C", "de": "D", "efe": "F", "ge": "G", "hache": "H", "jota": "J", "ka": "K", "ele": "L",
    "eme": "M", "ene": "N", "pe": "P", "cu": "Q", "erre": "R", "ere": "R", "ese": "S", "te": "T", "uve": "V",
    "equis": "X", "ye": "Y", "zeta": "Z",
}  # fmt: skip
EXPLAINERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (("as", "in"), ("is", "for"), ("for",), ("like",), ("as",), ("of",), ("is", "in")),
    "es": (("de",), ("como",), ("como", "en")),
}
SIGNS: dict[str, str] = {
    "dash": "-", "hyphen": "-", "minus": "-", "slash": "/", "underscore": "_", "dot": ".", "hash": "#", "guion": "-",
    "barra": "/", "punto": ".", "space": " ", "espacio": " ",
}  # fmt: skip
