"""The words by which a day or a time is told to be that of something else: data only. Read by `schedules`."""

WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thurs fri sat sun tomorrow"
)
# "Wednesday's bin day".
THINGS_ON = "bin bins shopping market church football laundry wash washing golf bingo family date quiz"
# What is on or over then is no answer: "my shift ended at two", "the shop shuts at six".
ROUTINES = """
starts started ends ended finish finishes finished shuts opens closes leaves lands arrives gets comes eat eats
kicks close shut kicked born
"""
BESIDE_ROUTINE = "at by around about till until before home work up off out in back the from school"
EVENTS = """
wedding funeral film movie match game concert gig party christening kickoff recital play show shift lesson surgery
operation exam interview graduation
"""
# Of these a time is the answer: "it starts at six".
OF_THE_WISH = """
it that this which appointment slot one can could to it'll to it's you booking visit engineer would please
bus train flight plane coach ferry boat tram
"""
REASONS = "because cos coz cuz since as cause"
# Right before a day or a time: when something else is on.
STARTS = """
works starts finish finishes leaves lands arrives gets opens closes ends begins flies work off shift yoga gym meeting
class
"""
AROUND = "at on by around about in the is from this"
HAVING = "i've ive have we've there's theres"
# Beside "today": how the speaker or the world is, not when.
SMALL_TALK = """
sun sun's sunny weather raining rain hot cold freezing lovely gorgeous miserable how are feel feeling feels spoken
spoke tired knackered exhausted busy line signal brain head slow poorly ill rough mood person stressed mad crazy
slammed swamped rushed off-colour everyone everything's grumpy talked dealt asked mess headache
"""
WISHES = """
can could would want need like please book free available possible come someone appointment today's make do delivered
about any there fixed looking
slots works suits open
"""
# A reason ends and the wish begins: "i've got church make it one".
ASKS_FOR = "make say call let's lets so could can do please go try want prefer"
# "I'm no good in the morning".
BAD_AT = "rubbish useless hopeless asleep dead rough terrible groggy stuck tied"
