"""Phrases in which a colour, a size or a job is no choice: data only. Words are folded. Read by `choice_talk`."""

_IDIOMS = """
small thing|little thing|small point|small question|small request|small favour|big thing|big problem|big question
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
armed services|secret service|civil service|phone's dead|phones dead|phone died|phone's ringing|phone is dead
phone rang|ring doorbell|call the manager|call the police|call you back|i'll call you|call him|call her|call them
call somebody|as standard|below standard|express train|good morning|good afternoon|good evening|morning love
morning mate|morning all|evening all|afternoon love|evening love|evening mate|flat no|flat tyre|flat tire|flat out
flat broke|flat pack|gone flat|sorry about the noise|excuse the noise|over the noise|mind the noise|pardon the noise
plus my|plus i|plus we|plus it's|plus there's|plus i'm|plus i've|plus the|red handed|small fry|on the double
double the|seeing double|middle of nowhere|middle of something|in the middle of|express yourself|a regular
the next day it|very next day|house next|about the noise|afternoon how|morning how|evening how|morning hello
in this economy|full house|just checking|i'm checking|checking to|checking if|checking that|checking you|life savings
mean business|red letter|out of water|smell the coffee|dead in the water|to business|plus two|on trucking|single malt
double check|double back|small matter|living large|single parent|single mum|single mom|single dad|my business
your business|own business|any standard|i'm full|keep on|double standards|collect my thoughts|collect call|first class
short notice|in short|on the whole|as a whole|a good firm|firm with|firm but fair|soft spot|don't be soft|in a spin
spin me|take it for a spin|sink or swim|in the swim|headless chicken|chicken out|chicken feed|beef with|your beef
my beef|the beef with|very filling|filling in|filling out|that's a gas|what a gas|load of gas|gas bag
electric atmosphere|atmosphere was|back in a|back in five|be right back|back to square|back to front|back and forth
round the houses|bright side|up front|on your side|on my side|side of things|look on the|side tracked|to one side
back of beyond|back burner|take it back|call me back|back in the day|way back|years back|few weeks back|in the back of
cats and dogs|dog's dinner|dog's life|gone to the dogs|dog days|hair of the dog|cat's whiskers|let the cat|cat's out
raining cats|cool cat|fat cat|copy cat|home and dry|home truths|close to home|home time|work from home
working from home|left it at home|nobody's home|on the house|house of cards|like a house|house on fire|bring the house
green grass|in the pink|tickled pink|pink elephant|white elephant|white flag|white christmas|white van|black sheep
black market|black hole|black friday|black cab|black mood|black eye|black book|pitch black|the black list|brown nose
browned off|golden oldie|gold dust|good as gold|heart of gold|gold medal|silver lining|silver spoon|silver surfer
silver bullet|born yesterday|bronze age|orange juice|yellow pages|grey area|gray area|grey matter|once in a blue
blue murder|boys in blue|blue in the face|bolt from the blue|a king's ransom|queen bee|drama queen|fit for a king
prime time|prime minister|prime of|big ask|big cheese|big head|big mouth|bigger picture|big picture|think big
make it big|big brother|in large part|larger than life|small mercies|small beer|feel small|small wonder|small fortune
a small fortune|small potatoes|medium to long|tall story|tall order|in the short|short straw|short fuse|long shot
long story|so long|long way|long time|before long|tea and sympathy|tea leaf|tea break|storm in a|coffee break
smell the|in hot water|hot water with|water off|hold water|dead water|water under|blood is thicker|throw cold water
test the water|tread water|treading water|bread and butter|daily bread|sliced bread|piece of cake|takes the cake
takes the biscuit|cake walk|icing on the|have your cake|egg on|walking on egg|bad egg|good egg|spill the beans
full of beans|cool beans|milk it|crying over|spilt milk|fish out|something fishy|fishy going|bring home the|cheese off
cheesed off|hard cheese|say cheese|salt of|pinch of salt|worth his salt|couch potato|hot potato|apple of|bad apple
peas in|sour grapes|gone bananas|go bananas|whole nine|whole shebang|whole time|card up|play your cards|cards on the
cards right|cash in on|cashing in|cash strapped|hard cash|cold hard|blank cheque|check mate|in check|keep in check
rain check|reality check|sound check|single minded|single file|single handedly|every single|not a single|double dutch
double whammy|double take|double edged|double crossed|evil twin|twin brother|twin sister|window of|window shopping
out the window|out of the window|window dressing|out of window|middle man|middle class|middle ground|middle aged
middle finger|piggy in the|monkey in the|train of thought|wait for the bus|miss the bus|missed the bus|bus pass
under the bus|drives me|driving me|carpark|taxi for|white van man|keep trucking|truck with|first of all|first things
first off|first come|second hand|second nature|second thoughts|split second|second guess|third time|last resort
last straw|at last|last orders|at long last|famous last|have the last|last legs|express myself|express concern
fast one|fast lane|life in the fast|not so fast|thick and fast|morning after|morning sickness|night owl|night night
good night|good day|have a good|evening off|phone home|phone box|hang up the|picked up the|text speak|junk mail
hate mail|go postal|post haste|keep me posted|letter of the|paper over|on paper|paper tiger|walking papers|paper trail
plane sailing|plain sailing|all hands|class act|world class|working class|premium bonds|at a premium|premium prices
premium rate|premium line|basic instinct|basic manners|basic question|basics right|back to basics|plus side
standard procedure|standard practice|par for|gold standard|living standard|gone south|gone west|go west|wild west
up north|down south|hard luck|hard hat|soft soap|soft touch|soft in the|hot air|hot head|hot under|piping hot
cold feet|cold shoulder|stone cold|out cold|blows hot|sales pitch|sales talk|point of sale|support act|support group
life support|moral support|child's play|inner child|senior moment|act like adults|family man|boiling point|boils down
boil down|heat of the|dead heat|in the heat|turn up the heat|heated argument|heated discussion|tap dancing|on tap
pipe down|pipe dream|down the drain|drain on|brain drain|sink in|sinking feeling|kitchen sink|open door|back door to
behind closed|show you the door|foot in the|door to door|low key|lock stock|under lock|point of no|many happy
in return|by return|trade in|tricks of the|sick joke|cancel culture|skip a beat|pass the buck|change of heart
loose change|for a change|makes a change|change the subject|change the record|over the moon|sick as a|broken record
broken english|dead line|leaked to the|fix up|take a leak|spring a leak|need a leak|having a leak|having kittens
it's a date|stood up|beauty sleep|sleep on it|put to bed|bed of roses|wrong side of|get out of bed|off to bed
go to bed|bath time|early bath|elbow room|standing room|room 101|room temperature|always greener
"""
IDIOMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.split()) for phrase in _IDIOMS.strip().replace("\n", "|").split("|")
)
# Adjectives that describe things around a caller as often as they choose.
DESCRIBING = frozenset(
    "red blue green black white yellow orange brown grey gray pink purple small little big large medium huge tiny new "
    "used old".split()
)
OWNERS = frozenset("my your his her our their the this that these those".split())
THERE_IS = frozenset("there's theres is was it's its got has had with".split())
WANTING = frozenset(
    "please pls plz want wanted like take prefer go need i'll ill would i'd could can pick choose chose choosing "
    "definitely option thanks".split()
)
