"""The words around a bare number that make it a clock time, English: data only. Read by the clock scanner."""

# Before a bare number, these make it a time.
CUES = frozenset(
    """
    at around about by approximately roughly circa towards toward @ or and between from to till til until after
    before past either otherwise
    """.split()
)
WEAK_CUES = frozenset(
    """
    for say make it is no not sorry wait mean meant then actually rather than instead nope nah that's thats it's its
    morning afternoon evening hello hi hey be do that prefer take book with on yeah yes yep would how's please ok okay
    the oops um guess think thinking suits so said says early late i'd but
    """.split()
)
# After a bare number, these do not turn it into a count of something.
MAY_FOLLOW = frozenset(
    """
    please pls plz ish thanks thank ta cheers would works will is if then on in this tonight today tomorrow or no
    nope and & but sorry wait i to till til until for that suits sounds should maybe actually make not ok okay fine
    good great yeah yes sharp prompt exactly onwards onward at when because cos so instead rather just let's lets
    love mate we my he she they it it's its as since after before tops latest earliest from between by a roughly
    about around any does you're you i'm i'd i'll i've we're we'll there there's dead bang could can with works be
    today's best better perfect depending might too than
    monday tuesday wednesday thursday friday saturday sunday mon tue tues
    wed weds thu thur thurs fri sat sun tmrw the
    """.split()
)
# After a time these make it a name: "the nine thirty train".
TIMETABLED = frozenset({"train", "bus", "ferry", "flight", "news", "show", "film"})
# Between minutes and an hour, and the nought of the clock.
PAST = frozenset({"past", "after", "passed", "gone"})
TO = frozenset({"to", "till", "til", "before", "of"})
OH = frozenset({"oh", "o", "zero"})
