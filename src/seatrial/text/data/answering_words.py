"""Words that count as one another for the answering model: data only. Read by `answering` and by what trains it."""

NUMBER = "<n>"

MASKS: dict[str, str] = {
    NUMBER: (
        "zero oh nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
        "thousand million double triple treble half quarter"
    ),
    "<nth>": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
    ),
    "<day>": (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun"
    ),
    "<month>": (
        "january february march april june july august september october november december jan feb apr jun jul "
        "aug sep sept oct nov dec"
    ),
    "<letter>": "b c d e f g h j k l m n p q r s t u v w x y z",
    "<kin>": (
        "mum mam mom mother dad father sister brother son daughter wife husband partner neighbour neighbor boss "
        "mate friend uncle aunt auntie nan gran grandma grandad grandpa cousin nephew niece kid kids lad lass "
        "girl boy bloke guy chap fella lady colleague doctor ex flatmate roommate landlord granddaughter grandson "
        "girlfriend boyfriend driver engineer plumber receptionist"
    ),
    "<they>": (
        "he she they him her his hers their them theirs he's she's they're he'd she'd they'd he'll she'll someone "
        "somebody everyone everybody nobody people"
    ),
    "<not>": (
        "not no never don't dont isn't isnt wasn't wasnt can't cant won't wont didn't didnt doesn't doesnt ain't "
        "haven't havent hasn't wouldn't couldn't neither nor without nothing cannot aren't weren't"
    ),
}
