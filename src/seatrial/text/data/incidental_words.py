"""The words beside numbers that count or measure something nobody asked about: data only. Read by `incidental`."""

# After a number: what it counts or measures.
COUNTED = frozenset(
    """
    percent % pct per minutes minute mins min hours hour hrs hr seconds second secs days day weeks week wks months
    month years year yrs old o'clock oclock am pm miles mile km kms metres meters metre meter feet foot ft inches inch
    yards acres litres liters gallons psi bar degrees degree celsius fahrenheit volts watts amps kg kilos kilo stone
    grams ounces tons tonnes mph kids kid children child sons daughters people persons adults grandkids men women guys
    lads girls boys friends neighbours neighbors tenants dogs dog cats cat horses birds chickens fish beds bed bedroom
    bedrooms bedroomed baths bathrooms bathroom rooms room toilets radiators rads taps sinks pipes floors floor
    storeys stories houses house flats cars vans trucks steps stairs times visits calls goes attempts emails texts
    letters engineers plumbers jobs units pages items boxes orders doors windows street avenue road lane st ave rd
    drive batteries cups spoons bottles bags points stars reviews likes followers places things ways reasons problems
    """.split()
)
# Before a number: it is a time, an age, a place in a row.
BEFORE_NO_AMOUNT = frozenset(
    """
    at number no. after before until till since past by i'm im we're he's she's they're aged age flat apartment unit
    floor page room route bus line channel level table gate platform junction exit size foot feet top square section
    mum's mom's dad's wife's husband's son's daughter's gran's nan's grandma's grandad's brother's sister's baby's
    """.split()
)
GROUPS = frozenset("family group party table team age pack bunch crew couple lot gang house".split())
# After an amount without a currency, besides function words.
AFTER_AMOUNT = frozenset(
    """
    will according says off total altogether each vat inc incl including cash max maximum tops minimum even ish
    roughly give change odd plus upfront deposit exactly flat then tip roughly thereabouts overall today tomorrow mate
    love duck pal darling por mas euros favor en total y de la con al creo gracias cada
    """.split()
)
# Before digits: they are a price.
BEFORE_PRICE = frozenset("cost costs owe owed paid price priced charged worth".split())
BEFORE_YEAR = frozenset(
    "xmas christmas easter summer winter spring autumn fall in was since from year until till back during of "
    "desde en".split()
)
BEFORE_CLOCK = frozenset("at by until till before after around".split())
AFTER_CLOCK = frozenset("when o'clock oclock am pm hours hrs this today tomorrow tonight".split())
ABOUT = frozenset("about around roughly only just like nearly almost over under at approximately maybe".split())
WEIGHS = frozenset("weigh weighs weighed weighing lost gained lift lifts lifting heavier".split())
ANIMATE = frozenset(
    """
    dog's dogs dog cat's cat baby's baby puppy's puppy he's she's hes shes i'm im kid's kid son's daughter's toddler's
    parrot's rabbit's horse's
    """.split()
)
