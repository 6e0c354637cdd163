"""The words by which people leave open what they said, or set it against their own: data only. Read by `undecided`."""

# "I'd have to check": whether what was said is so.
FINDING_OUT = "check ask look count find decide see think"
# "But i haven't counted".
FOUND_OUT = "counted checked looked measured asked confirmed"
HAVING_TO = "have need got"
SHALL = "i'd i'll id ill we'd we'll"
KNOWING = "idk know sure idea certain clue dunno tell knows decided"
NOT_KNOWING = """
don't dont not no who idk couldn't couldnt can't cant haven't havent hasn't dunno didn't didnt wouldn't wouldnt never
"""
# "I'll get back to you".
POSTPONING = """
back to you|i'll ask her|i'll ask him|i'll ask them
let you know|ask me later|ask me again|i'll tell you|know for certain|know for sure
tell you later|know more then
"""
# What leads up to a last word of doubt: "... so i don't know".
LEADS_TO_DOUBT = "so but and then honestly though although"
# A doubt ends with one of these, or with itself.
AFTER_DOUBT = "tho though lol mate yet really now exactly honestly anymore tbh sorry right quite i i'd i'll you"
RETRACTS = "jk kidding joking if"
COUNTS = "many much"
# What is decided after all: "i'd have to check but put me down".
DECIDES = "put book make say let's lets go use call stick do try"
MINE = "mine mine's mines ours our's"
CONTRASTS = "but and though although while whereas"
WISHES = "use ring call send text email put deliver ship try want need please book"
# What may stand between a value and that the speaker does not know: "thursday i think, not sure".
HEDGES = """
i i'm im ish maybe perhaps probably possibly think reckon guess tbh really just like
or so well um er could might be
"""
# This leaves a value beside it open upwards: "minimum fifty", "four minimum".
LIMITS = "minimum"
COMPARING = "more less fewer"
# Right after a value these stand for the rest of it: "joe something".
UNFINISHED = "something summat whatever thingy whatsit blah"
