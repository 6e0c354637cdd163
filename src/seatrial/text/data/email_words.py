"""What is said in and around an e-mail address, English and Spanish: data only. Read by `email`."""

AT_WORDS = frozenset({"@", "at", "arroba"})
SIGN_WORDS: dict[str, str] = {
    "dot": ".", "point": ".", "period": ".", "punto": ".", "underscore": "_", "dash": "-", "hyphen": "-",
    "minus": "-", "plus": "+", "+": "+", "guion": "-", "tack": "-", "mas": "+", "%": "%", "apostrophe": "'",
}  # fmt: skip
SIGN_PHRASES: dict[str, str] = {
    "full stop": ".", "under score": "_", "guion bajo": "_", "under line": "_", "underscore sign": "_",
    "plus sign": "+", "at sign": "@", "the at sign": "@", "dash sign": "-", "at symbol": "@", "the at symbol": "@",
}  # fmt: skip
# Said about the address, not part of it.
ANNOTATIONS = """
all as one word|as one word|all one word|that's all one word|thats all one word|one word|all together|no spaces|no space
with no spaces|without spaces|no gaps|all joined up|joined up|run together|all in lower case|all lower case
in lower case|lower case|all in lowercase|all lowercase|lowercase|in lowercase
all small letters|small letters|all in small letters
all small|no capitals|upper case|uppercase|capital|the letters|the letter|letter|the numbers|the number|number|numbers
the digits|the digit|digit|digits|the word|and then|then|followed by|comma|space|in letters|in words|in numbers
in figures|as figures|in digits|in numerals|as numerals|the numerals|numerals|as one|the name|like the name
as in the name|first initial|middle initial|initial
like the word|like it sounds|as it sounds|just like it sounds|how it sounds|with no dots|with no dot|without dots
without a dot|no full stops|no hyphen|no hyphens|no dashes|no dash|no underscore|no underscores|with no gaps
all letters|no dots|no dot|as in the number|as a number|as numbers|as digits|as a digit|as a word|the figures|todo junto
todo en minusculas|en minusculas|todo minusculas|sin espacios|la letra|el numero|luego
"""
# Words that lead up to an address and are hardly ever in one.
LEAD_INS_EN = frozenset(
    "is it's its it address email e-mail mail emails that's thats that be to use try yes yeah yep yup sure ok okay "
    "please my the reach send me on contact under think personal work would was will you can says goes reads have "
    "here's heres called mailto with for go let's lets say i'd id i'll get give put down then we usually want well "
    "right currently still just she's he's they're shes hes theyre".split()
)
LEAD_INS_ES = frozenset(
    "es mi correo electronico email direccion el la si al a en seria era lo mandalo envialo he dicho digo no apunte "
    "apunta pues vale claro puede mandar me mandelo envielo que perdone perdon eso bueno mejor ponga tendria ser "
    "sea".split()
)
CONTACT_WORDS = frozenset("email mail reach contact write send get ping message".split())
# Verbs that make a preceding "i" a pronoun, not an initial.
I_VERBS = frozenset("think use have am can would guess believe mean said say want usually got've check".split())
# Words that stand for a part of an address nobody has said.
PLACEHOLDERS = frozenset("first last name surname firstname lastname nombre apellido".split())
# What a mailbox may be made up of, by those who do not say it; alone, "name" and "company" may be mailboxes.
DESCRIBED = frozenset("name surname initials initial username nickname year birthday company number numbers".split())
UNSPOKEN = frozenset("born surname username initials ends finishes it's birthday them birthyear".split())
# Whose it is leads up to it: "the wife's really", "so i'm".
WHOSE = frozenset(
    "wife's husband's mum's mom's dad's son's daughter's partner's sister's brother's boss's one's really "
    "actually mine "
    "but simple so now i'm im shared ours building joint".split()
)
# Domains nobody has said: "at something dot com", "at my company dot com".
DOMAIN_PLACEHOLDERS = frozenset(
    "something whatever someone blah wherever mycompany mywork ourcompany mybusiness myschool mydomain".split()
)
EXPLAINERS = frozenset({"that's", "thats", "spelled", "spelt", "is", "as"})
# Between figures and the same figures again.
RESTATING = frozenset({"with", "that's", "thats", "as", "so"})
TOP_DOMAINS = frozenset("com co org net uk us ie es eu io biz info edu gov me app dev".split())
# Labels after which a domain goes on only behind another dot.
SECOND_LEVEL = frozenset("co com org net ac gov ltd plc me nhs sch edu".split())
# Words after which a typed address must be read with care.
BLOCKERS = frozenset(
    "dot punto at underscore dash hyphen point no not nope sorry soz wait actually mean scratch perdon digo or o "
    "arroba plus spelled spelt".split()
)
# Before "at": somebody is or does something at a site or a place.
PLACE_VERBS = frozenset(
    "bought found find look looked looking saw seen see shopped shopping ordered booked got worked stayed lived "
    "checked registered paid meet met meeting".split()
)
# These may be mailboxes, too: "shop at brook dot com".
SHOP_VERBS = frozenset("buy shop order book works work stay live lives signed available was were am".split())
SUBJECTS = frozenset("i we you they he she i've we've they've always usually".split())
NO_MAILBOX = frozenset(
    "it him her them you they he he's she she's we us i'm something somebody someone anything stuff this that one what "
    "whatever blah".split()
)

# A slip owned up to: what follows is written again.
SLIPS = frozenset({"sorry", "oops", "whoops", "typo", "fingers", "autocorrect", "misspelt", "misspelled", "soz"})
