"""Things people say that hold no value of the type asked for: by type, claims parted by | and line ends.

"US:" and "ES:" stand for locales. Written before they were ever read by a parser. Read by `test_talk_without_values`.
"""

NO_VALUE: dict[str, str] = {
    "address": """
two kids and a dog so it's chaos|we're about ten minutes off the motorway|it's on the left after the lights
turn right at the roundabout then second left|the flat above the bakery|4 or 6 Rose Lane, I'd have to look
is it eleven or twelve king street i never know|somewhere off station road|the boiler's fifteen years old
why do you need my address|i'm not comfortable giving that out|do you cover leeds
it's the same one you came to in march|just LS1 4DT|i've lived here thirty years|a three bed semi|opposite the park
the road's closed until four|thirty two degrees in this kitchen|we moved last week and i can't remember it yet
US: the corner of 5th and main|US: i'm off exit 12|US: denver colorado|US: zip is 80202
US: either 220 or 222 pine street|ask my wife she knows it|i'll text it to you|the big house with the red gate
it's a new build with no number|he drove into the drive at forty miles an hour|12|flat 4|oak street|three doors down
two streets away|over the road|second floor|it's a bungalow|number 12 or number 14 mill lane|behind the station
off the high street|BS1 4DJ|bristol|the old bakery|10 minutes down the road|twenty yards up the lane
a hundred miles away|one way street|we live on a busy road
""",
    "card_last4": """
i moved here in 2019|since 1998 we've been with you|it'll cost me £1200 to fix|US: they charged me $1,499
about 3000 people live here|the pin is 4821|security code 733|expires 08/29|it's four four and then i can't see
US: two thousand five hundred dollars|call me at 1430|it was twelve thirty when i rang|my house number is 1204
5512 or 5521 not sure|either 9001 or 9010|no card on me|which card|why do you need that|three digits on the back 455
my order was 55120|three three one|i've got four cards|there's four of us|the last four what sorry|my zip is 90210
do i read you the front or the back|1 2 3|i'd rather not|hang on i'm looking for it|the other three nine zero
i have 2 cards|it was 1997|4417 4471|four one|the date is 12/26|pin 1111|call 0800 1111|£1500|it's a visa
none of your business|the sort code is 20 45 77|ends in 44|three nines|flat 1204|i'm 65
""",
    "choice/colour": """
red or blue i can't decide|it came out of the blue|we're in the red this month|i was green with envy
there's a red light flashing on the panel|my blue van's blocking the drive|what colours do you have
is the blue more expensive|does the green come in other sizes|neither|i've not decided|US: once in a blue moon
too much red tape with you lot|did they give you the green light|whichever is cheaper|what about the colour
my red car is outside|the green one or the blue one|i saw red|is green in stock|navy seals are on telly
how much is the red|blue skies today|none|what other colours are there
""",
    "choice/contact": """
does that ring a bell|i'm stuck on the ring road|it's a close call|call it a day|why would you text me
either text or email|is it a free call|who's calling|i didn't get your text|did you get my email|don't call me love
i never got the call|how will you call me|not by phone|what's wrong with email|i'll call you back|call the manager
you never text|my phone's dead|text or call|ring doorbell|what's your email|i hate email|phone's ringing hold on
is it email
""",
    "choice/job": """
i'm in a right fix|he nearly had a fit|is the repair guaranteed|how long does a service take|how much is a repair
your customer service is dreadful|the self service till's broken|what's included in the service
will it fit through the door|beyond repair i'd say|does the service cover parts|repair or replace i don't know
do you charge for a repair|terrible service last time|it won't fit|my fitbit's broken|do you install|out of service
in service since 1990|what's a service|fix or service|why does it need a service|armed service
""",
    "choice/size": """
by and large it's fine|there's a small crack in the window|my big brother said you were good|what's the difference
how big is the large|it's a small world isn't it|no small talk please|the big problem is the noise|small or medium
somewhere in between|is medium enough for four people|i read the small print|is the small one cheaper
neither of those sizes|no idea|is large bigger than medium|a little bit|my little girl's crying|it's a big job|not big
small or large|medium rare for me|how much is small|the large print
""",
    "date": """
my daughter's thirty first was lovely|first of all i want a refund|it's the second floor flat|i'm on the 3rd floor
the 2nd bathroom's fine|it's sat in the garage for years|i sat down and it just started leaking
sunday roast's in the oven|what about the friday deal you advertised|i rang on monday and nobody answered
it broke on tuesday|he came last thursday|may i ask who's calling|we may be away|march in there and tell them
the sun's in my eyes|i've waited a whole week|two weeks i've been waiting|monday or wednesday|not monday
any day except sunday|the week after next sometime|some time in june|31st of june|30 feb|after easter|before christmas
when can you come|i'm not sure yet|the boiler is 12 years old|my second wife|US: it's on 3rd and broadway
US: 13/13/2026|es la segunda vez que llamo|my son's in year 4|one day at a time|i've had it since monday
second to none|i booked it last friday|on wednesdays i swim|may the best man win|i might march off|easter sometime
the 5th wheel|first floor flat|every tuesday|my appointment was on the 9th|in the summer|mon or tues|31 feb
between the 4th and the 8th|what day is it|no idea when|he sat down on it|august is bad for us
my gran was born in june
""",
    "datetime": """
i rang at nine on monday|tuesday or wednesday at three|friday at three or four|monday after two|friday before noon
tomorrow between nine and eleven|at four|on the tenth|tomorrow morning|next week at some point|whenever
what times have you got on friday|it started at six last night|the nine thirty train on monday was late
sometime on thursday afternoon|can't do monday at ten|not friday at four|31 june at 4pm|friday evening|in the new year
US: 13/13 at 4pm|US: 2/31 at 10|half past something on monday|weekends after ten|early tomorrow|tonight|first thing
i'll let you know|tomorrow lunchtime ish|monday to friday nine to five|monday or tuesday at nine|friday at some point
the 31st of april at two|at half three|in the week|friday before two|he came on monday at ten|sunday morning
tomorrow at nine or ten|any day at four|after the weekend|thursday noonish or one
""",
    "email": """
i saw you at checkatrade dot com|look at argos dot com|we found it at ebay dot co dot uk|i work at the bbc dot dot dot
meet me at noon|i'm at work|dot is my wife's name|at 5pm @ the shop|it's on your website www.plumb.co.uk
john dot smith|at gmail dot com|something at hotmail dot com i forget|sam@home|bob@|tom@gmail.com or tom@yahoo.com
is it for spam|i don't have an email|why do you want that|can't you text me|i don't check my email at all
my at key is broken|you should have it|same as before|my son set it up|send it by post|he's at school dot mondays only
i shop at tesco dot com every week|@plumbing_dave|my first name at gmail dot com|look it up
i ordered at amazon dot com|it's on the dot|you're on facebook dot com aren't you|get back to me at noon|pat at
at the office|dot com|user@|@home|bob@work or bob@home.com|i'm looking at your site plumb dot co dot uk
my website is smith dot com|we met at the dot com conference
""",
    "money": """
a family of five|there are six of us|two dogs and a cat|i've been on hold forty minutes|the boiler is 15 years old
ring me after six|20 percent off|50% up front?|it's a three bedroom house|we're number twelve|at 4.15
i'll be home by 5.30|he weighs about sixty pounds|the parcel is ten pounds in weight|it's five miles away|20 mins
2 bed flat|three weeks ago|the pound shop|a dollar menu|penny from next door|10 or 20 quid
between ten and twenty pounds|more than fifty pounds|less than £200|over a hundred|£50-£60|£20 to £30
how much do you charge|can you do it cheaper|cheap as chips|it cost an arm and a leg|not five hundred pounds
US: the 2nd street store|US: ninety degrees in here|US: i'm 45|US: it's 9.30 now|one moment|second hand
we've lived here nine years|my mum's eighty two|it's on channel four|the leak's six inches long|i've rung four times
two bathrooms and a kitchen|half past three|the tenth of june|route 66|on the 14th|a hundred times i've told you
one day maybe|sixty miles an hour|gate number 3|it's about 30 psi|£40 or maybe £45|roughly fifty to sixty quid
not a penny more|what's that in euros|he's six foot two|it's flat 9|24 hours|i've got 3 quotes already|size 10
""",
    "number": """
no one answered|one of them maybe|the one on the left|that one|one day i'll count|two or three|5 or 6|more than ten
less than five|between 2 and 4|a lot|plenty|a few|hundreds|a couple of them, maybe three|why|how many do i need
it depends|couldn't say|half the time they don't work|third time lucky|first things first
you're the second person to ask|two's company|ten to one it's broken|24/7|50/50|one way or another
for one thing it's none of your business|six of one half a dozen of the other|i won one in a raffle
US: i'd be guessing|no two are the same|one minute please|none of your business|one of those days|fifty fifty
first come first served|one or two|quite a few|three to five|no one knows|over ten|a bunch|i haven't counted
two or so, maybe three|how many is normal|back to square one
""",
    "order_id/ORD-\\d{5}": """
i have two orders|ORD-12|ORD-1234567|four eight two and something|48213 or 48231|it cost 48213 pounds|ref 12 something
which number|the long one|ordered on the 3rd|i lost it|INV 55321|ORD-48213 or ORD-48231|o r d four eight|why|ORD-1
order five|12345678|ord something|five items|i ordered 12345 of them|ORD-12345 or was it ORD-12346|the blue one|ord
""",
    "order_id/[A-Z]{2}\\d{6}": """
AB12|AB1234567|a b one two three|two of them|ten minutes ago|123456|A123456|AB123456 or AB123465
the order was six hundred thousand|no idea|my phone is 07700 900123|it's on the box|ABC123456|k l something
is it the one on the receipt
""",
    "order_id/\\d{8}": """
1234567|my number is 07700 900123|12/12/2026|40217735 or 40217753|123456789|8 digits|i owe 40000000 quid|eight of them
""",
    "person_name": """
i'm not telling you|the owner|it's my husband's account|i'm in the bath|i'm on the bus|it's raining
my name is none of your business|who am i speaking to|call me back|call me later|call me a cab|call me old fashioned
it's for the flat downstairs|it's for my neighbour|this is about the boiler|this is taking ages|i'm at my wits end
i'm soaked|it's urgent|a customer|guess|John or Jane|speaking|it's me|same as last time|the name's on the account
put it under the same name|it's for tomorrow|what name|you've got it already|my name isn't important|i'm locked out
nobody you know|the big boss|it's about my bill|i'm the wife|i'm on holiday|call me tomorrow|call me crazy
my name's mud|it's complicated|the account holder|put it under the usual|i'm a customer|he's out|it's broken
i said already|you tell me|ask my dad|i'm just ringing about a quote|new customer|anonymous
""",
    "phone": """
one two three|07700 900|0770090012345|i've called 3 times in 20 minutes|seven days a week nine to five|extension 204
ring 999|it ends in 4471|either 07700 900111 or 07700 900222|07700 900111 and 07700 900222 are both fine|no phone
why do you need it|you rang me|the same one i'm calling from|my order is 12345678|order number 40217735|US: 555-0199
US: 202-555-01|it's on the van|1 in 10|US: 12/12/2026 10:30|i'm on 2 phones|ring my wife|in 2019 and 2020
oh seven seven hundred something|i'll find it|four four one seven is the card|US: five five five oh one two three
sixteen acacia avenue|0800 and then i forget|half seven to nine|six one eight|it's on file|999|07 something
i've three phones|0161|0161 4960|between 5 and 6|twenty ten|ref 4471882|12345
oh seven seven nine one two then i forget|call 101|my date of birth is 12/05/1980|the code's 4417
""",
    "time": """
i called at nine and no one answered|i woke up at five|it started at six|he turned up at half ten
i've been waiting since two|two or three|between one and two|four to six|after five|before eight|not four
about the size of a two pound coin|i've got two kids|number four|four of us live here|there's a four bed house
the boiler is 15 years old|three times i've rung|in the afternoon|lunchtime|asap|whenever|how long|when|25:00|9:75
i'm on floor 3|one moment|nine times out of ten|half of it's missing|ten percent|a quarter of the ceiling's gone
half the street|at two minds about it|it costs 20|it took 3 hours|nine lives that cat|we have four radiators
five of us at home|it took two hours|half the kitchen|i'm at 12 mill lane|platform nine|between nine and ten
after lunch|around teatime|from two onwards|before six|not at three|the ten o'clock news
it's been on the blink since seven|he left at four|one or two|24/7|at number three|six foot deep|three times a day
back at work by then|24 hours
""",
    "uk_postcode": """
SW1A|SW1A 1A|l s one|M1|EC1A 1BB or EC1A 1BD|it's near the M60|the A1 at wetherby|it starts with n w|ZZ1 1ZZ|SW1A 1AAA
12345|which one|why do you need it|i don't know it|b b c one was on|two b or not two b|i am a 1 man band|one a day
you can find it online|it's on the letter|m and s food hall|just moved|s w one something|b s eight three and i forget
e mail me|it's on the b road|c u later|WiFi isn't on|a four piece suite|the m four is closed|a one job that|m i five
e c one|just off the B4100|i've 2 kids|it's 4 a m|W1|BS1 4|g two something|k|NE1 4LP or NE1 4PL|do you need it|b and q
u2 are playing|r u there|no clue mate|vitamin b12 deficiency|mp3 player
""",
    "us_zip": """
US: $45,000 is what it cost|US: 10,000 people live here|US: 60601 or 60602|US: either 94103 or 94105|US: 941|US: 12 34
US: 123456|US: not sure|US: what's a zip code|US: my order is 55120-7|US: it was 12345 dollars|US: five kids
US: about 20000 miles on it|US: ten thousand dollars|US: seven zero two|US: same as before|US: chicago|US: why
US: i just moved here|US: look it up|US: nine zero something|US: 4155550123|US: the 312|US: 10001 10002
US: one two three four|US: it's near the airport|US: ask my wife|US: 2 or 3 of us|US: january 2026
US: i'll get back to you|US: 12500 bucks|US: i've got 25000 miles on it|US: 9410 something|US: call 555-0199
US: it costs 14000|US: no clue|US: 60614 60618|US: 1 2 3|US: the one downtown|US: apartment 1204|US: 30309 or 30308
US: in 1999
""",
    "yes_no": """
maybe|could be|depends|i'm not sure|who's asking|what for|sorry|hello|what was the question|let me check|hang on
i'll ask my wife|noah's the plumber|november sometime|yesterday|i know you|yes or no|either|both|how much
is that a yes|what do you mean by that|it depends on the price|i'd need to think|can you repeat that|hard to say
not certain|nobody told me|no one told me|if you say yes i'll cry|no idea|ES: a lo mejor|ES: no estoy seguro|well
it varies|why|how come|when|you decide|yes no maybe|let me ask|noon|no one's home|know what i mean|i don't know
not really sure|could you explain|what's that|next question|i forget|that depends|tricky one
""",
}
