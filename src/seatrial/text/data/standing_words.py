"""The words by which a sentence says that a value in it is not the speaker's answer: data only. Read by `standing`.

Words are folded; phrases are separated by | or new lines.
"""

# A new clause begins with these: what governs a value does not reach across.
CLAUSE_OPENERS = "but so because cos cuz coz since though although now then however anyway yet plus"
# After "and" or "or" a new clause begins only with these.
SUBJECTS = """
i i'd i'll i'm i've im ive ill id we we'd we'll we're we've it it's its that that's thats mine mine's he she they
you could can would please maybe let's lets nobody
"""

# -- denials -----------------------------------------------------------------------------------------------------------
DENIERS = "not isn't isnt wasn't wasnt aren't arent ain't aint never neither nor besides excluding without except"
# A "not" after these denies nothing.
BEFORE_MEANT_NOT = "if why or whether"
# May stand between a denial and what it denies.
LIGHT = """
the a an on at in to for my your our his her their its it it's me them him us that this these those any anything
you about around with from by up out over round through off into under number address code stuff things parcels parcel
package
packages mail letters post email text emails calls time it'd be being same just only exactly as one ones card ending
ends ended end old
"""
# "Any day but friday", "anything but express".
BUT_AFTER = "anything any day time anytime everything anywhere anyone everyone"
DENYING_PAIRS = """
other than|rather than|instead of|apart from|aside from|as opposed|opposed to|sick of|tired of|sooner than|bet you
bet ya|laugh at|every other|every second|count after
"""
NEGATIONS = """
don't dont can't cant cannot won't wont wouldn't wouldnt couldn't couldnt didn't didnt doesn't doesnt haven't havent
hasn't hasnt shouldn't shouldnt mustn't mustnt never not stop
"""
# After a negation, what is not to be done with a value: "don't send it to", "can't do".
DENIED_VERBS = """
send sending use using call calling ring ringing phone phoning text texting deliver delivering post posting ship put
charge charging take want need do doing make making manage come coming book contact go going live living have
having work working available free fancy like think pick choose accept agree abide stand pay paying order get use
write try give bother recognise recognize had email emailing be been add bring visit knock leave leaving got giving
fit squeeze seat afford
"""
# May stand between the negation and the verb.
BETWEEN_NEGATED = "even ever please really actually to want be able dare just necessarily have going gonna like"
HATES = "block hate hates hated detest loathe dread avoid avoiding delete remove unsubscribe ignore ignoring disregard"
# After what looks denied, these bound the denial, not the value: "don't ring X after six", "i don't use X much".
BOUNDING = "before after until till between past much often"
DENIED_THINGS = "that there those this him her them"
UNDER_DENIED = "to on at in it me there by for with"

# -- what is said after the value ------------------------------------------------------------------------------------
NOT_IT = "isn't isnt ain't aint wasn't wasnt aren't arent"
FAILS = "doesn't doesnt won't wont don't dont can't cant didn't didnt"
FAILING = "work suit exist help count belong apply do go fit"
BE = "is are was were be been being got gets get has have had it's its that's thats they've one's 's"
# May stand with a form of "be" before what became of the value.
BESIDE_BE = """
but one's they they're number one account just all now already totally completely that it which card line also so
really long been
"""
GONE = """
bouncing declined cancelled canceled hacked stolen disconnected dead closed expired blocked deactivated suspended
compromised retired stopped nicked run full
outdated invalid obsolete defunct gone frozen sold demolished
"""
WRONG = "wrong incorrect rubbish impossible hopeless useless"
# "Ten would be too early".
UNFIT = """
too no hopeless useless impossible awful terrible wrong tricky difficult pushing pointless robbery daft silly
ridiculous steep nuts mad crazy
"""
AFTER_IS_NOT = "good use longer right mine me correct valid possible working it active available my suitable ours"
# Whose it is when it is not the speaker's, or when it cannot be: "that's my ex's", "that's the one time i can't do".
DISOWNING = """
my ex's|my exs|my ex|my ex-wife's|my ex-husband's|my ex wife's|for somebody else|for someone else|the other one
the other order|the other card|not mine|not me|not my|not us|not it|not the|my old|the old|an old|old one
no longer|the wrong|someone else's|somebody else's|not right|not valid|not correct|no good|no use
the order that already|the one that already|the one that came|the one i already|the one i've already
the one that arrived|next door|next door's|next doors|not when|not what|not the time|not where|never mine
never been|never my|one i can't|one we can't
"""
# "The one time i can't do".
EXCEPTED = "time day date slot one thing week"
NO_MORE = "any more|any longer|no longer"
NOT_NOW = "anymore nomore"

# -- what is said before the value -----------------------------------------------------------------------------------
FORMER = "formerly previously"
OWNERS = "my our a the his her their this some that your one old other in best"
SPEAKERS = "i i'd i'll i'm i've im ive we we'd we'll we're we've me mine let's lets can could please make"
SAID = "thought saying said told promised says quoted reckoned swore supposed meant claimed"
# What once was, until a "but": "there were five but then some cancelled".
ONCE = "was were had ordered booked"
SINCE_THEN = """
then some half couple cancelled canceled broke died lost sold gone pulled dropped not isn't aren't haven't hasn't don't
didn't changed moved new different stopped got dont havent
"""
# Of what was told, nothing came.
FAILED = "nobody noone still wasted waited waiting turned came rolled arrived showed pitched late gone"
FAILED_PAIRS = """
no one|no show|not shown|didn't show|didn't come|didn't turn|didnt show|didnt turn|didnt come|never came|never showed
never turned|no sign|never arrived|didn't arrive|didnt arrive|never happened|never did|that right|that correct
"""
# Of what the speaker said too: "i told the lady friday at two and nobody came".
STAYED_AWAY = """
nobody came|nobody showed|nobody turned|nobody has|nobody's come|nobody rang|noone came|noone showed|noone turned
one came|one showed|one turned|one's come|never came|never showed|never turned|didn't show|didn't come|didn't turn
"""
WERE = "was were"
# When it was: an amount or a count beside these is of then.
PAST_TIMES = "last time|last year|back then|last i"
# Right beside a value only: "last month it was sixty", "it was three last week".
LATELY = "last month|last week"
# "It was going to be five, but".
PLANNED = "was going|were going|was gonna|were gonna|was meant|was to|were to"
SUPPOSED_THEN = "would've should've could've wouldve shouldve couldve"
# "They cut it off", "bt took it away"; "packed up".
PARTED = "cut shut turned switched took taken knocked"
FELL = """
packed up|packed in|cut up|gave up|gone kaput|went dead|keeps bouncing|keeps ringing|keeps calling|keeps texting
of service|of use|of action|went missing
"""
# "The shop's at ...": somewhere else.
PLACES = """
shop office fire accident party school hospital church pub depot warehouse station store door event wedding funeral
"""
THINGS = "number card one phone email address zip postcode cell mobile line account landline"
ALIKE = "like than as same from since late again"
HELD_UP = "waiting waited holding hold queue queuing queueing"
REPEATED = "called rang phoned asked told tried emailed explained said messaged texted rung"
WHILES = "an min mins minute minutes hour hours hr hrs day days week weeks month months second seconds"
TIMES = "times time"
# "I hit 5 before": what was put in by mistake.
MISTAKEN = "hit put typed pressed said wrote entered sent tapped clicked"
EARLIER = "before earlier mistake accident first accidentally"
# "Your system says X but it should be Y".
AFTER_TOLD_BUT = "it it's its that's thats i i'd i'm mine my actually should we really nobody no he's she's"
# "My old number was", "the last one was".
OUTDATED = "old last previous former"
TO_BE = "is was were ended ends ending in at with"
PEOPLE = "man lady folks age years year four digits three two name bit part numbers time"
LEFT = "cut sold shut moved lost lose frozen froze cancelled canceled blocked stopped closed"
LEAVING = "up off out of from the one card ending ends in my our"

# -- contacts (a telephone, an address): done from or to one before ---------------------------------------------------
CONTACTED = """
rang rung called phoned texted emailed messaged sent went wrote written charged shipped posted delivered signed
arrived left
"""
CONTACTING = "ringing calling phoning texting emailing delivering sending"
CONTACTS = "call text email message letter voicemail"
FAMILY = """
wife husband mum mom dad mother father son daughter partner nan gran grandma grandad girlfriend boyfriend sister
brother
wife's husband's mum's mom's dad's mother's father's son's daughter's partner's nan's gran's girlfriend's boyfriend's
friend friend's mate mate's neighbour neighbour's neighbor neighbor's boss boss's cousin cousin's uncle uncle's aunt
aunt's door sister's brother's parents niece nephew folks kids kid buddy grandparents ex grandson granddaughter
"""
HAVING = "is are 's in at lives live living on ends ending was finishes finish over up down out moved to"
CONTACT_WISHES = """
so ship send use put come far service yeah right ring call deliver book for please can could would want cover covers
area
post email text take need if
"""

# Something else is on then: "i've got the chiropodist at noon".
ENGAGEMENTS = """
dentist dentist's chiropodist hospital doctor doctors doctor's gp meeting meetings work shift lesson lessons funeral
wedding gym yoga football church bingo physio haircut hairdresser hairdresser's optician opticians exam lecture
rehearsal swimming choir pickup run
"""
ENGAGED_BY = "i've ive have we've got there's theres 've"
BEFORE_ENGAGED = "the my a an another school"

# -- questions back and what is put off ------------------------------------------------------------------------------
BEFORE_QUESTION = "and hi hello sorry depends um well yes no ok okay right hang hey"
# Two words that ask about a value; wishes may make a request of the question ("is it ok to come at four").
ASKING_PAIRS = """
is it|is that|is this|was it|was that|did you|did i|did they|did he|did she|are you|what is|what are|what was
what happens|how much|how many|how long|how far|how big|how come|which one|which ones|where is|where's the|who is
when is|when does|when do|am i|has it|has he|has she|do you|have you|did somebody|did someone|did anyone|what day
why does
why is|who lives|who told
"""
# Whose answer nobody here knows: "i don't know where you got six from".
UNKNOWN = "where why if whether who"
UNKNOWING = "know idea sure care see wonder tell"
# "Tuesday is when i work"; with these it is when they can.
FREE = "can could free available off home want prefer in suits best need able"
ASKED_WHAT = "mine ours right correct a an the your when that"
# These make a request of "do you", "have you".
ASKING = "whose who what's whats where's wheres who's whos does"
# With these, "is friday ..." asks for it.
ASKED_FOR = "any good doable chance available free open okay able suitable best better for"
WISHES = """
can could would want wanted need like please book have got make come give get prefer i'd i'll put available free
possible ok okay alright fine suits works suit take wish
"""
PUT_OFF_BY = "i'll ill we'll will won't wont let"
PUT_OFF = "know check ask decide tell think find ring call phone get text"
# Said to the listener, these put it off: "ask me tomorrow"; then only light words come before the value.
ASKED_LATER = "ask me|ask again|remind me|check back|come back|tell you"
BEFORE_LATER = "again on at in by to me with about"
BACK_NEEDED = "ring call phone get text"
NOT_PUT_OFF = "for in what out"
MOMENTS = "sec secs tick ticks mo jiffy moment moments"
SHORT_WHILES = "min mins minute minutes second seconds"
HOLDS_ON = "be me us gimme wait on sec need just"

# -- idioms ----------------------------------------------------------------------------------------------------------
IDIOMS = """
two cents|2 cents|cents worth|million bucks|million dollars|million quid|every penny|a pretty penny
penny for|a dime a|dime a dozen|bottom dollar|square one|cloud nine
hundred percent|100 percent|hundred per cent|110 percent|two minds|two birds|six of one half a dozen|half a dozen of
second to none
one in a million|in a million|million times|thousand times|hundred times|million miles|million years|thanks a million
first things first|eleventh hour|third time lucky|third degree|fifth wheel|two left feet|half a mind|half the battle
one way or|one thing or|at one point|for one thing|one too many|two wrongs|at sixes
penny dropped|penny drops|penny's dropped|spend a penny|quids in|my two pence|second thoughts|second thought
ten a penny|two is company
three is a crowd|three is company|1 in a million|thousand dollar question|million dollar question
clock somewhere|o'clock somewhere|single handed|water under the|two cent
in for a penny|in for a pound|is a penny|pound of flesh|penny saved|two a penny|forty winks|catch 22|nine yards
zero clue|zero idea|high five
built in a day|count to ten|it takes two|two words|nine lives|two to tango|god it's friday|there's no tomorrow
tomorrow never
"""
