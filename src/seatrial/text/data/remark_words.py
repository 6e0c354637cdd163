"""The words by which people remark on the world instead of answering: data only. Read by `remarks`; folded."""

# What happens again and again: "i always tip a fiver".
HABITS = "always normally usually generally typically often mostly regularly"
# The speaker's state, not a doing: "i'm usually free at six", "there's always four of us".
STATES = """
i'm im we're am are is be been 's he's she's it's they're there's theres it'd would should can could will you're
"""
# After a habit word these still answer, if only light words follow: "i usually go for the aisle".
ANSWERING = """
have has go get take use want need like prefer pay do come order buy choose pick wear say ask make book had been
sit fly travel stay
"""
WISHING = "wants needs prefers likes says works suits"
LIGHT = """
a an the at on by in for to about around with my our it it's them us me up just only like say of and or between from
one ones roughly maybe free is are be here off out also still that that's thats so
"""
# Between a relation and the verb: "my nephew only carries cash".
BESIDE_VERB = "only just still also never always normally usually generally really even often"
# What a relation says or wishes may be the speaker's answer; the rest of what they do is their own.
ON_BEHALF = """
says wants needs prefers likes thinks reckons suggests fancies suits hopes asks agrees insists expects means has
does is was this 's pays gets takes
"""
# Of money and counts, these are a relation's own too.
OWN_DOINGS = "gets takes pays has"
RELATIVES = """
parents nephew niece lad lads kid kids grandson granddaughter grandkids grandchild cleaner gardener auntie hubby missus
cat dog girlfriend boyfriend stepson stepdaughter twins toddler teenager teacher trainer colleague flatmate
housemate mother-in-law bro sis boy girl boys girls
"""
# "My party's usually six".
OWN_COUNTS = "party's family's group's household's team's crew's budget's limit's max's usual's order's size's"
# When something was: beside a past verb an amount or a count is of then. Two words, or one.
PAST_DAYS = "yesterday yday earlier"
PAST_TIMES = """
this morning|last night|last week|last month|last spring|last summer|last autumn|last fall|last winter|last christmas
last monday|last tuesday|last wednesday|last thursday|last friday|last saturday|last sunday|other day|other night
last weekend
"""
PAST_VERBS = """
was were had paid cost took found lost made got bought spent gave ate drank ran won went came sold sent saw made did
read rode slept swam drove threw
"""
# "That's 10, right?": what was said is only checked.
CHECKS = "right correct innit"
SAYING = "said told quoted mentioned say says"
SELF = "i i'd i'll i'm im i've we we'll we'd make put let's lets can could please my mine our"
UPBRINGING = "grew born raised work works worked studied"
"""Before "in" or "up in": where the speaker once was."""
# "Feels like a monday": no answer.
FEELS = "feels felt"
# A thing told to be a person's: "that's Sue's".
NOT_A_PERSON = """
that's it's what's let's here's there's who's he's she's today's tomorrow's yesterday's everyone's everybody's one's
mine's ours how's where's
"""
# What a day or a time may be said to be and still be meant: "monday's always good", "friday's the day".
APPROVING = """
good fine great best better perfect ok okay lovely ideal easiest easier brilliant fab cool alright right free open
works suits work suit convenient handy handiest preferable preferred possible doable confirmed clear quiet quieter
quietest grand super sound available enough plenty booked favourite favorite cheaper cheapest safest sorted please
me us for the my our your when what then mine ours yes must definite marvellous marvelous excellent wonderful awesome
dandy champion fantastic superb smashing sweet peachy ace mint splendid magic bang spot terrific fabulous alrighty fair
suitable preferred soonest earliest nicest next last bookable dandy amazing nice
"""
# Said of it without a word like "always", these may go on with anything.
GOING_ON = """
a an it i we you he she they that this because so but not no gonna going to at in on by from after before between
"""
INTENSIFIERS = "so really very pretty quite well proper too always usually normally generally often just bit such all"
# "It's nearly noon": what the clock or the calendar shows.
SHOWING = "nearly almost only barely already past"
IT_IS = "it's its is it it'll"
SHOWN_WISHED = "i we can that works suits free please for good fine if but"
