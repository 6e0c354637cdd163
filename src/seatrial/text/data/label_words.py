"""What the words beside figures say they are: data only. Read by `labels`.

Folded; the kinds are the keys, each a list of what such figures are called.
"""

LABELS: dict[str, str] = {
    "order": """
    order orders booking reservation confirmation conf reference ref refs ticket case claim invoice receipt tracking
    quote docket locator purchase
    """,
    "account": """
    account acct customer member membership client employee student patient registration reg licence license badge staff
    id policy loyalty rewards serial model vin crime insurance
    """,
    "secret": "password passcode pin alarm gate cvv cvc lockbox keypad",
    "phone": "phone mobile cell cellphone telephone landline tel fax extension extn ext whatsapp",
    "post": "zip zipcode postcode postal",
    "card": "card visa mastercard amex barclaycard credit debit",
    "bank": "sort iban routing swift",
    "state": "nhs social ssn passport ni bday birthday birth dob birthdate",
    "measure": "box mileage balance odometer queue line flight expiry expires expiring exp cv",
    "title": "show movie film song series programme sitcom album",
    "home": "room flat house apartment apt unit door suite street building",
}
# Between the label and the figures.
LINKS = frozenset(
    """
    is are was it's its number numbers num nr no code codes id # : called ends ended ending end in with the my a
    of be would that's thats they gave me last four digits
    """.split()
)
# What follows these is where the figures are read, not what they are: "it's on the invoice".
PLACES = frozenset("on from off in under for with by at to".split())
# Before these, a label's word is part of another: "phone number on the account".
OWNERS = frozenset("my the your our his her their this that a an".split())
STREETS = frozenset(
    "street st avenue ave road rd drive dr lane ln blvd boulevard way court ct place circle highway hwy parkway".split()
)
# The beginning of a number, not its end.
OPENINGS = frozenset("first starts start starting begins begin beginning middle front".split())
ENDINGS = frozenset("ending ends end ended last termina acaba terminada finishes finishing".split())
# After "or", another ending may follow these.
GUESSES = frozenset("maybe possibly perhaps is it it's its could might be a an with ends ending even mebbe".split())
# After "or", one called so is no second possibility.
NO_ALTERNATIVE = frozenset("old other wrong not wasn't isn't".split())
