"""The words by which people exclaim instead of answering: data only. Read by `exclamations`; folded."""

# Before "no": what follows is bemoaned.
MOANS = "oh ah aw aww ooh argh ugh uh"
MISHAPS = "the my our his her a an it's its i i've we here there where this he's she's they're"
# With one of these an "oh no" refuses all the same.
REFUSING = """
not never none no thanks thank ta cheers fine ok okay good need got already need does do did don't dont alright right
enough all rather only just
"""
# "Sure is noisy in here".
SEEMING = "is was does smells looks feels gets seems sounds takes has been got hope"
# "No way is it friday already".
INVERTING = "is are did was has does have were it's he's she's they're you're that's really"
SURPRISED = "already really just time"
THINGS_IN_ING = """
parking heating lighting flooding leaking ceiling building wiring ring thing anything something plumbing flashing
beeping dripping water smoking housing clearing coding evening morning
"""
SCREENS = "telly tv television netflix radio itv bbc iplayer youtube channel tonight"
WEATHER = "weather raining freezing boiling snowing pouring chilly noisy"
PLAIN = "yes no yeah nah nope yep"
