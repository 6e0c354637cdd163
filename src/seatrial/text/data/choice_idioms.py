"""Phrases in which a colour, a size or a job is no choice: data only. Words are folded. Read by `choice_talk`."""

_IDIOMS = """
by and large|at large|out of the blue|blue moon|feeling blue|feel blue|the blues|true blue|in the red|red tape|see red
seeing red|saw red|red herring|red flag|red light|red hot|green light|green with envy|green fingers|green thumb
in the black|black and white|white lie|small talk|small world|small print|small hours|small change|fine print
no big deal|big deal|big time|happy medium|in a fix|bit of a fix|right fix|quick fix|had a fit|have a fit|having a fit
throw a fit|threw a fit|fit and well|fit enough|fit for|keep fit|beyond repair|customer service|self service
service charge|service station|lip service|terrible service|awful service|dreadful service|poor service|bad service
rubbish service|great service|good service|excellent service|appalling service|of service|ring a bell|ring road
wedding ring|engagement ring|close call|wake up call|call centre|call center|call it|called it|call out|on call
good call|cold call|your call|text book|cash flow|cash cow|cash machine|on the cards|card game|wild card|birthday card
get used to|got used to|used to be|used to have|used to live|used to it|i used to|we used to|not used to|brand new to
new to this|new to the area|what's new|happy new year|new year|good as new|old news|fast asleep|hold fast|standard of
navy seals|blue sky|blue skies|a little bit|little bit|medium rare|no small|large print|in service|armed service
armed services|secret service|civil service|phone's dead|phones dead|phone died|phone's ringing|phone is dead|phone rang
ring doorbell|call the manager|call the police|call you back|i'll call you|call him|call her|call them|call somebody
as standard|below standard|express train|collect my thoughts|collect call|first class|short notice|in short
"""
IDIOMS: dict[str, tuple[tuple[str, ...], ...]] = {}
for _phrase in _IDIOMS.strip().replace("\n", "|").split("|"):
    _words = tuple(_phrase.split())
    IDIOMS[_words[0]] = (*IDIOMS.get(_words[0], ()), _words)
# Adjectives that describe things around a caller as often as they choose.
DESCRIBING = frozenset(
    "red blue green black white yellow orange brown grey gray pink purple small little big large medium huge tiny new "
    "used old".split()
)
IDIOM_WORDS = frozenset(IDIOMS) | DESCRIBING
OWNERS = frozenset("my your his her our their the this that these those".split())
THERE_IS = frozenset("there's theres is was it's its got has had with".split())
WANTING = frozenset(
    "please pls plz want wanted like take prefer go need i'll ill would i'd could can pick choose chose choosing "
    "definitely option thanks".split()
)
# Questions about an option: the first word, or the first two.
QUESTIONS = frozenset("is are does did who's whos".split())
QUESTION_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "do you|do they|how much|how long|how big|how small|how will|how many|how fast|how soon|why would|why do|why is"
        "|what's wrong|what's included|what's the|what's in|what does|what is|whats the|whats included|who is|will it"
        "|what's a|what's an|what's your|can't you|cant you|why does|will you|will the|will that|was it|was the"
    ).split("|")
)
QUESTION_STARTS = QUESTIONS | {first for first, _ in QUESTION_PAIRS}
AGREEABLE = frozenset("ok okay fine alright possible there".split())
ANSWER_STARTS = frozenset("ok okay then well right yes yeah i'll just let's actually".split())
