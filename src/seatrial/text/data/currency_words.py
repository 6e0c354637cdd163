"""What people call money, English and Spanish: data only. Keys are folded. Read by `currencies`."""

SIGNS: dict[str, str] = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₹": "INR"}
# Words that name one currency wherever they are said.
MAJOR: dict[str, str] = {
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "quids": "GBP", "squid": "GBP", "sterling": "GBP", "gbp": "GBP",
    "libra": "GBP", "libras": "GBP", "euro": "EUR", "euros": "EUR", "eur": "EUR", "usd": "USD", "aud": "AUD",
    "cad": "CAD", "nzd": "NZD", "chf": "CHF", "francs": "CHF", "franc": "CHF", "yen": "JPY", "jpy": "JPY",
    "rupee": "INR", "rupees": "INR", "inr": "INR", "rand": "ZAR", "zar": "ZAR", "mxn": "MXN",
}  # fmt: skip
CODES: frozenset[str] = frozenset(word for word, code in MAJOR.items() if word == code.lower())
# Words for whichever dollar or peso the locale uses.
DOLLARS: frozenset[str] = frozenset({"dollar", "dollars", "buck", "bucks", "dolar", "dolares"})
PESOS: frozenset[str] = frozenset({"peso", "pesos"})
DOLLAR_CURRENCIES: frozenset[str] = frozenset({"USD", "CAD", "AUD", "NZD", "SGD"})
PESO_CURRENCIES: frozenset[str] = frozenset({"MXN", "ARS", "COP", "CLP"})
DOLLAR_PREFIXES: dict[str, str] = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD"}
NATIONALITIES_BEFORE: dict[str, str] = {
    "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "aussie": "AUD", "british": "GBP",
    "swiss": "CHF", "japanese": "JPY", "indian": "INR", "mexican": "MXN", "singapore": "SGD",
}  # fmt: skip
NATIONALITIES_AFTER: dict[str, str] = {
    "sterling": "GBP", "esterlinas": "GBP", "mexicanos": "MXN", "argentinos": "ARS", "colombianos": "COP",
    "chilenos": "CLP", "americanos": "USD", "estadounidenses": "USD",
}  # fmt: skip
# Hundredths; "" means of whichever currency the locale has.
MINOR: dict[str, str] = {
    "p": "GBP", "pence": "GBP", "penny": "GBP", "pennies": "GBP", "penique": "GBP", "peniques": "GBP", "cent": "",
    "cents": "", "¢": "", "c": "", "centimo": "EUR", "centimos": "EUR", "centavo": "", "centavos": "",
}  # fmt: skip
# Currencies whose hundredths are also called cents; elsewhere a cent is a dollar's.
CENT_CURRENCIES: frozenset[str] = frozenset({"EUR", "ZAR", "MXN", "USD", "CAD", "AUD", "NZD", "SGD"})
NOTES: dict[str, tuple[int, str]] = {
    "tenner": (10, "GBP"), "tenners": (10, "GBP"), "fiver": (5, "GBP"), "fivers": (5, "GBP"), "grand": (1_000, ""),
}  # fmt: skip
