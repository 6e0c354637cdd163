"""Words around an option that show whether it is chosen or only talked about: data only. Read by `choice_stance`."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in (line.split() for line in text.replace("\n", "|").split("|")))


# These begin a clause wherever they stand.
CLAUSE_HEADS = _set(
    """
    but so because cos coz cause bc cuz though although then unless if otherwise while whereas and when since except
    until till plus
    """
)
SUBJECTS = _set(
    """
    i i'm im i've ive i'd id i'll we we're we've we'd we'll you you're you've you'll ur he he's she she's they they're
    they've they'll he'd she'd he'll she'll it it's its it'll it'd that's thats there's theres there that'll who that
    let's lets u i'ma im'a y'all
    """
)
# A clause that opens with one of these before its subject asks.
AUXILIARIES = _set("is are am was were do does did have has had can could will would shall should may might")
# They close what stands before them; what follows is another clause.
CLOSERS = _set("please pls plz thanks thx ta cheers thank then wait lol haha")
HARMLESS_LEADS = _set(
    """
    um uh er yeah yes yep aye ok okay oh ooh well right sorry no nah hmm hm so and but then actually please honestly
    or depends hi hello hey listen look love mate because cos cause though
    """
)
QUESTION_WORDS = _set(
    """
    how how's hows what whats what's which why why's where where's who who's whos whose when's who'd who'll what'd
    """
)
ASKING_VERBS = _set(
    """
    is are am was were does did has had isn't doesn't didn't aren't wasn't do have will would can could
    """
)
# "can i have", "do you do", "could you send": an order put as a question.
ORDERING = _set(
    """
    have got get do book pay go take use swap change switch put make send give order fix repair replace fit service
    collect deliver ring call text email move add exchange just please any come upgrade downgrade bring try mend
    install sort pick choose refund bake cook reserve hold save build whip rustle knock prepare arrange schedule
    pencil find squeeze wrap
    """
)
AGREEABLE = _set("ok okay fine alright possible there available left going")
# "The billing department" is billing.
SECTIONS = _set("department dept team section desk side people bit route")
MODALS = _set("can could would will may might shall")
ASKED = _set("you u ya i we someone somebody anyone they")
# "Do you think you could", "is there any chance of", "are you able to do".
OPINIONS = (("think",), ("reckon",), ("suppose",))
POSSIBLE = _set("possible able chance")
# For whom: "whip me up a".
RECIPIENTS = _set("me us him her them")
EXPLAINING = _set(
    "tell show explain describe remind say telling showing explaining describing reminding saying hear see let"
)
TAGS = _pairs(
    "is it|isn't it|does it|doesn't it|aren't you|don't you|isnt it|is that|aren't they|do they|do you|are you"
    "|does that"
)
# The option is wished for.
WISHES = _set(
    """
    want wants wanna need needs prefer please pls plz i'll we'll ill gimme choose pick choosing picking book booking
    let's lets definitely ideally preferably defo rather i'd id we'd gotta make put swap switch change upgrade
    downgrade stick sticking take opt opting keep send try fancy murder about better told pop leave best must say said
    reckon after hoping looking order prefers drop get have mine i'ma possible
    """
)
WISH_PAIRS = _pairs(
    "go for|go with|going for|going with|go on|give me|give us|to be|up to|down to|leaning towards|it to|me to"
)
WISHES_AFTER = _set("please pls plz thanks thx ta cheers thank definitely defo ideally preferably obvs obviously")
CONSIDERING = _set(
    """
    gonna wanted thought thinking considering considered hoping going tempted might could would've should've planning
    meant supposed torn
    """
)
PAST = _set(
    """
    was were wasn't weren't had used ordered bought paid sent gave went came said asked told charged booked broke
    spilt spilled left lost took put swallowed cancelled canceled wore stayed tried chose did didn't spoke rang been
    became saw kept stank lived drove met cloned nicked stole stolen ended missed caught promised offered thought says
    ran snapped fell popped never faded shrank swore fitted
    """
)
NEVER_PAST = _set("need bed red speed feed indeed seed weed shed sized sliced unlimited advanced fixed")
LONG_AGO = _set("last ago yesterday before previously once used formerly already originally")
POSTPONING = _pairs(
    "let you|ring you|call you|phone you|get back|ask my|ask him|ask her|ask the|ask them|a think|call back"
    "|ring back|ask me|me back|you back|back later|bear with|text you|email you|message you|think about|come back"
)
OTHERS = _set(
    """
    he he's hes nobody's somebody's she she's shes they they're they've somebody someone people everyone everybody
    nobody husband husband's wife wife's mum mum's mom mom's dad dad's son son's daughter daughter's sister sister's
    brother brother's friend friend's mate mate's neighbour neighbour's neighbor neighbor's boss boss's colleague
    colleague's plumber engineer doctor doctor's nan nan's gran's gran grandad grandad's grandson granddaughter kid
    kid's kids partner partner's girlfriend man woman girl boy lady agent person receptionist boyfriend girlfriend's
    boyfriend's cousin cousin's uncle aunt auntie landlord landlord's driver website ad advert man's woman's lad lad's
    missus mrs hubby guy bloke reviews label fella hubby's flatmate roommate roommate's flatmate's people's folks
    """
)
OTHERS_WISH = _set("want wants need needs prefers would")
FOR_OTHERS = _pairs(
    "for my|for him|for her|for them|for our|for a|for the|for me|for us|for someone|for mum|for dad|for mom|for his"
)
# "the morning's no good", "the window makes me sick": what is said of an option as a subject.
VERBS_AFTER = _set(
    """
    is are was were isn't isnt aren't wasn't doesn't doesnt don't dont didn't won't wont can't cant has have had
    hasn't makes make takes take costs cost gets get keeps keep gives looks look sounds seems comes came come went
    goes did got freezes freeze always never would will wouldn't hurts works suits sucks runs feels fits needs said
    broke stopped shrank shrunk faded tore ripped split haven't weren't starts ain't
    """
)
APPROVAL = _set(
    """
    fine good best better great ok okay perfect lovely grand plenty enough ideal easiest easier brilliant fab cool
    alright right one please works suits work suit do cheaper cheapest nicer quicker nice safest sound mine due handy
    spot bang favourite favorite goes super awesome handiest simplest looks sounds
    """
)
DISAPPROVAL = _set(
    """
    not no too never isn't isnt doesn't doesnt don't dont won't wont can't cant wasn't aren't out bad worse worst
    awful terrible rubbish rip dear expensive sick impossible useless nothing
    """
)
# Standing before an option, these choose nothing and spoil nothing.
LIGHT = frozenset({""}) | _set(
    """
    a an the it's its it that's thats that this i i'm im me my in on by with for to of at um uh er just maybe perhaps
    probably think guess suppose say only one yeah yes yep aye oh ok okay well so then actually and but be is we we're
    any some got mostly all like either probs must no nah right or nor as really still honestly good our us i've have
    there's theres we've you know basically because cos love mate hi hello sorry go there would it'd it'll that'd
    that'll as'd could can them under no. number option called bit kind plain old both nice big size actual hmm ooh
    normal usual usually sometime early late next about around during mean meant little small tiny lovely letter
    answer choice item dear free available always normally live living pay wear sit home same tomorrow first thing
    """
)
# Nouns that may follow an option without making it part of something else.
COMPLAINTS = _set(
    """
    leak leaking leaks noise noisy dripping drip broken smell heating gas blocked fault faulty error damage damaged
    lost stolen fraud crash power outage pain fever missing cold crack cracked burst overflowing flooding cough rash
    injury slow frozen complaint scam stuck dead theft
    """
)
DENIALS = _set(
    """
    not isn't isnt don't dont didn't didnt won't wont haven't havent except without nor never hate cancel remove can't
    cant cannot couldn't wouldn't wouldnt aren't doesn't doesnt neither avoid hates shouldn't loathe detest despise
    skip ditch ain't aint
    """
)
# "don't mind the window", "can't wait", "no problem with cash": no denial after all.
HARMLESS_AFTER_DENIAL = _set(
    """
    mind wait know sure think care bothered fussed really help matter rush hurry problem worries if too see afford
    bother just only
    """
)
DENIAL_PAIRS = _pairs(
    "off the|sick of|gave up|give up|no point|given up|i'm off|we're off|fed up|keep your|stick your|shove your"
    "|bored of|instead of"
)
ENDS_DENIAL = _set("but just so want need it's its rather i'll prefer only give i'd")
RELATIVE_SUBJECTS = _set("you they he she i we somebody someone")
# After "or" these name no other option: "small or just medium".
AFTER_NO_ALTERNATIVE = _set("rather actually no")
DENIALS_ES = _set("no sin ni nunca excepto")
WITHIN_DENIAL_ES = _set("el la un una los las de con quiero me necesito tengo es hace")
BEFORE_NO = _set("there's theres got have had want is it's with need i've we've see")
# A pronoun that may also be what a verb is done to.
OBJECTS = _set("you it that u there")
REPORTS = _set("said says told reckons reckoned thinks claimed swore promised")
STOCKING = _set("have got do sell any stock")
MOMENTS = _set("minute minutes min mins second seconds sec secs moment mo tick ticks jiffy")
HOLDING_ON = _set("give gimme hang hold wait just bear")
# A trouble that is over.
OVER = _set("fixed sorted stopped gone repaired mended")
REPORTED = _set("had said told was were")
# With these a sentence has a verb of its own.
MOODS = _set("is are am was were will would can can't don't has")
CAN = _set("can could may")
BUSY = _set("turn out away working busy asleep all")
CLOSING_LEADS = _set("ok okay so then right haha ha well lol fine alright actually yeah go")
# Right after a mention: the next is one more, not instead.
LISTING_ON = _set("and or for plus")
# After these "put" tells of the past.
PUTTING = _set("i i've we we've they they've he she you you've")
NEGLECTED = _set("emptied collected taken picked done delivered touched")
# "I'm usually a medium but ..." is not yet a choice.
HABITUAL = _set("usually normally")
