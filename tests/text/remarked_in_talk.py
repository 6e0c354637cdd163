"""What people only remark on: habits, relations, yesterday's prices, the clock: by type, parted by | and line ends.

"US:" stands for the locale; it is Tuesday 3 November 2026, as in `told_in_talk`. Read by `test_remarks`; what is meant
beside such remarks stands in `meant_in_remarks`.
"""

REMARKED: dict[str, str] = {
    "choice:contact": """
hang on text just came|hang on a call just came in|wait an email just landed|sorry an email just popped up
my daughter only texts|your text came yesterday|your email just arrived|US: my mom never answers her email
US: hold up text just came through|my lad never answers a call|US: got your text yesterday|US: that call just dropped
ooh a text just arrived|US: an email just pinged|a call just came through|my mum never reads a text
US: my kid only texts|her text woke me up|your call just cut out
""",
    "choice:pay": """
my nephew only carries cash|my nan only trusts cash|my husband always uses his card|my son never carries cash
everyone pays by card these days|cash is so last century|my card got eaten yesterday|i dropped my card yesterday
i found some cash this morning|US: my mom still uses cash|US: my brother hates cash|nobody carries cash anymore
the card just fell out|US: my card just got declined|my gran only uses cash|my sister always pays by card
US: my dad carries cash everywhere|the cash just ran out|my card just snapped|cash got nicked yesterday
US: nobody takes cash now|my card was declined yesterday|US: my bro always forgets his card|my grandad still uses cash
US: my boyfriend only carries cash|card's always playing up|my card got blocked yesterday
""",
    "choice:seat": """
the window's stuck|my wife always takes the window|US: the window won't shut|the window's been broken ages
""",
    "choice:ship": """
my sister always gets express|the express just left|i missed the express this morning
US: my wife always pays for express|standard took forever last time|my neighbour always pays express
express was late last time
""",
    "choice:size": """
my son's a large|my sister wears a small|US: my brother wears medium|my daughter takes a small
US: my kid's a medium now
""",
    "date": """
monday's always manic here|fridays are always busy|tuesday was a nightmare|friday's mad here
saturday was lovely wasn't it|US: monday's always slow|my son's birthday is friday|my daughter's wedding's on the 12th
my mum's birthday's on tuesday|US: my kid's recital is thursday|feels like a monday this|it feels like friday
feels like a sunday today|is it friday already|it's only tuesday|it's nearly christmas|it's almost friday
twenty first century problems|my sister gets paid on the 15th|the bins normally go tuesday
we always have fish on friday|i always do my shopping on thursday|i usually work mondays
US: my brother's birthday is may 4th|US: trash always goes out monday|my dad's funeral was monday
sunday's always roast day here|US: monday was rough|no way is it thursday already|can't believe it's friday already
the neighbour's party's on saturday|wednesdays are always rubbish|thursday was a write off|US: fridays are nuts here
my niece's wedding is the 9th|US: my dad's birthday is june 3rd|my cousin's party is saturday
it's only wednesday and i'm done|US: it's already friday|felt like a monday|we normally go to bingo on thursday
US: we usually do taco tuesday|my son plays football on sunday|my daughter swims on wednesdays
the rubbish always goes out thursday|saturday's always rammed in town|US: monday's such a drag|easter monday was nice
nineteenth century house this|US: it's the 4th already|tuesday's just boring|our lad sits his exam on monday
sunday was freezing|tuesday's proper grim here|monday was bedlam|it's nearly saturday thank god
tuesdays are always hectic|US: sunday was wild|my grandson's birthday's monday|US: my wife's birthday is the 9th
god it's only monday|my lad starts school monday|US: my boss always quits early friday
""",
    "email": """
got spam from win@prize.com today|i got an email from win@prize.com|keep getting spam from deals@prize.com
got junk from win@prize.com|US: had a message from win@prize.com yesterday|received a weird one from win@prize.com
old work one was ann@corp.com|US: got a scam from irs@refund.com|an invoice came from bob@corp.com
had junk from bob@x.com|getting loads from bob@x.com|my old boss was bob@x.com|got an invite from bob@x.com
old one was bob@x.com|got a phish from x@y.com|had spam from x@y.com|US: received junk from x@y.com
""",
    "money": """
i always tip a fiver|my daughter gets £8 pocket money|my nephew gets £5 a week|i paid forty quid before
app charged me $3 extra yday|gas was three nineteen this morning|US: gas was $3.19 this morning
US: eggs were six bucks yesterday|my coffee was four quid this morning|US: i paid twelve bucks yesterday
the taxi cost me thirty quid last night|my wife spent eighty quid yesterday|US: my brother makes forty bucks an hour
my lad earns twelve quid an hour|US: my mom always gives me 20 bucks|i used to pay thirty quid
US: uber charged me $40 last night|the parking was a tenner yesterday|you said minimum's £10, right?
so it's £10, right?|you said it was twenty quid right|US: you said the fee's $25, correct?
petrol was one forty five this morning|the app took £3 off me yesterday|US: my son owes me $20
my cleaner charges fifteen quid|the wife normally pays forty|US: i usually tip five bucks
i never pay more than a fiver|my sister won fifty quid yesterday|i found a fiver this morning
US: i lost 20 bucks yesterday|my sister pays sixty quid a month|i generally tip a couple of quid
US: parking cost me nine bucks this morning|the bus was two quid yesterday|US: i typically tip four bucks
my grandson gets a tenner a week|US: we usually spend forty at target|you told me it's thirty quid, right
US: you guys said $15, right?|i won a tenner last week|US: milk was five bucks last night
the cat cost me sixty quid last month|my mate earns two hundred a day|US: my dad always slips me a twenty
my boss owes me fifty quid|US: tolls were six bucks this morning|they took a fiver off me last time
lunch cost a tenner yesterday|US: my niece makes ten bucks an hour|milk was a quid last week
i generally give the lad a fiver|US: dinner ran me fifty bucks last night|my brother lost fifty quid last week
US: my roommate pays 800 a month|i usually round up to a tenner|US: subway was three bucks yesterday
it's twenty quid, right?
""",
    "number": """
8ish? no that's sue's|8ish? no that's Sue's|6, no that's Dave's|four no that's my sister's|room 12 is freezing
flat 3 is noisy|room 204 was filthy|normally four but not today|usually six but not this week
it's usually five but one's away|three hours i've been on this thing|twenty minutes i've been waiting
two days we've been without heat|not seven we couldn't fit seven in|paid ninety bucks for those last spring
US: i paid fifty bucks for it yesterday|my son turns eight friday|my brother drinks six a night
US: my kid scored 4 yesterday|US: channel 5 is fuzzy|bus 12 was late again|feels like forty degrees in here
it feels like 5|my nephew has four cats|US: my wife runs five miles|my dad smokes twenty a day
i walked ten miles yesterday|US: i ran six miles this morning|my nan had nine brothers|there were six of us yesterday
US: gate 4 was closed|platform 2 is packed|table 9 is sticky|my grandson counts to ten now
US: my sister always brings six|my lad eats four a day|flat 9 is always noisy|US: room 6 was gross|table 4 is wobbly
two hours we've been waiting|ten minutes i've been on hold|US: my buddy always brings ten
normally three but one's poorly|usually two but not this time|US: i ate five yesterday|we saw nine last night
US: my cat had four last spring|5? no that's Jim's|3 no that's my mum's|US: route 9 was jammed|bus 7 was packed
my nan always makes twelve|our dog eats three a day|US: feels like 100 out here|i counted six yesterday
my uncle keeps five|we can't fit six in|couldn't squeeze eight in|my brother's got six|US: table 8 was sticky
4? no that's my dad's|my gran smokes ten a day|my wife reads four a week|US: my dog had nine last spring
9? no that's Ellie's|US: gate 12 is miles away|lift 2 is broken|we always lose two|we had twelve last christmas
""",
    "person_name": """
everyone mistakes me for dave|people think i'm dave|begins with J, like John|starts with an S, like Sarah
it's spelled like Karen|Tom Hanks is on TV|US: i look like tom cruise|i get mistaken for elaine
US: taylor swift was on the radio|my dog's called dave|dave's at the door|sarah is in the garden|mike was in earlier
it rhymes with dave|sounds like sarah|jenny's on the other line|my nan loved elvis presley
US: kevin hart is on netflix|my boss is dave|my neighbour dave rang yesterday|everyone confuses me with claire
US: i'm a big taylor swift fan|people mix me up with Karen|US: i get mistaken for Brad|my hairdresser's called Lisa
US: my cat is Oscar|harry styles is on the radio|adele's on|ed sheeran was on telly|US: spelled like Jackson
rhymes with Jane|they think i'm Susan|US: my kid loves Harry Potter|my neighbour is Pat|sounds like Jean
named after John Lennon|i'm not John|US: my mom was a Smith|our plumber's Steve|the cat's Tiddles
US: people mistake me for Oprah|my mate Steve says hi|named after Elvis|ellen's on tv|US: my trainer's called Chad
starts with B like Bob
""",
    "phone": """
got a scam call from 07700 900123|missed one from 07700 900123|had a weird text from 07700 900123
old office was 020 7946 0885|my old flat was 020 7946 0885|US: got spam from 206 555 0171 yesterday
07700 900123, no that's Sue's|got a text from 07700 900123|keep getting calls from 07700 900123
old place was 020 7946 0885|my last mobile was 07700 900123|07700 900123 no that's my sister's
my mum's is 07700 900123|had a missed call from 07700 900123|my nan's is 07700 900123|US: my old cell was 206 555 0171
""",
    "time": """
i usually get up about seven|i always eat at six|my husband normally gets in at five|the kids finish at three
my bus normally comes at eight|we generally open at nine|my shift never ends before ten|my nan goes to bed at eight
US: my son naps at two|US: i typically run at six|it's nearly midnight here|oh it's gone ten already
is it four already|it's only half six|it's almost noon|US: it's barely eight|blimey it's already three
feels like midnight|it feels like 3am|i was born at ten past four|he was born at noon|US: my mom wakes up at five
i woke up at four this morning|i was up at five this morning|the alarm went at six|the postman always comes at ten
next door's dog barks at six every morning|my daughter starts at nine|the bloke upstairs gets home at two
US: the game started at seven|US: my flight was at six|our lot normally have tea at five
the baby wakes at four every day|i generally walk the dog at seven|US: my roommate works at six
it's past midnight already|ooh it's nearly teatime|US: is it noon already|my gran phones at six every night
US: my shift normally ends at four|the sun sets at eight now|i got home at two last night|my dentist shuts at one
US: the neighbors always party till three|it's barely nine and i'm shattered|US: i was up till four
my train normally gets in at six but not today|kids were up at five this morning|US: my mom calls at nine every day
my alarm's always at six|the bar normally shuts at two|US: my boy wakes up at four|it's gone five here
US: it's already noon here|we ate at eight last night|US: game was at seven last night
""",
    "uk_postcode": """
my sister's in LS1 4AP|my mum's in NW3 5TG|old flat was NW3 5TG|old office was LS1 4AP|i grew up in LS1 4AP
i was born in LS1 4AP|your shop's LS1 4AP, right?|my brother's over in BS6 5AB|my gran's in M1 1AE
my parents are in M1 1AE|previous address was M1 1AE|our last place was M1 1AE|my ex is in M1 1AE
my daughter moved to M1 1AE|i was raised in M1 1AE
""",
    "us_zip": """
US: like the show 90210|US: you know, the show 90210|US: my sister's in 10001|US: my mom's in 33101
US: my brother's in 60614|US: old office was 19103|US: old place was 60614|US: previous zip was 19103
US: my ex lives in 30301|US: our last apartment was 60614|US: my parents are in 85001|US: that song 90210
US: i grew up in 60614|US: i was born in 60614|US: we used to be 19103|US: my daughter moved to 97201
US: your store's 75201, right?|US: my aunt's in 48201|US: our old house was 48201|US: my folks are in 48201
US: i used to be in 48201|US: from the show 90210|US: my office is 48201 but i'm not there|US: born in 48201
US: my kids live in 48201|US: my cousin moved to 48201|US: i work in 48201|US: the movie was 90210
US: my grandparents are in 48201|US: my brother moved to 48201|US: former office was 48201|US: i was raised in 48201
US: my best friend's in 48201
""",
    "yes_no": """
No way, is it Friday already?|no way is that the time|oh no the dog's out|oh no my toast is burning
oh no the baby's up|oh no, the kettle|sure is noisy in here|sure is hot today|there's no telling with him
there's no pleasing some people|there's no stopping her|yeah nah lemme check|no lemme check
yes minister's on the telly|no time to die is on tonight|yes man's on tv|oh no i dropped it|oh no it's raining
oh no the bus|oh no my battery's dying|US: sure was a long day|US: sure gets cold here|there's no knowing
right hang on|ok so my dog's barking|great it's raining again|no rest for the wicked|no pain no gain
no such luck with parking|fine weather today|good grief|good lord|great scott|no smoking sign's gone
US: oh no here comes the cat|US: hell of a day|yes prime minister's on|US: sure looks like rain
absolutely freezing in here|definitely raining out there|exactly what my mum says|no place like home
US: no way did he just do that|no way, really?|very good at chess my lad|perfect weather out|no news yet from him
oh no the kettle's boiling over|oh no my tea|oh no there goes the bin lorry|ah no the cat's sick
US: sure is a lot of rain|US: sure does smell weird|there's no arguing with her|there's no reasoning with my dad
no way is it ten already|yes chef's on the telly|yeah lemme think|nah lemme see|no news is good news|no idea mate
good lord it's cold|great my bus is late|US: yeah no clue|US: hell of a storm|okay hang on a sec|okay my phone's dying
sure wish it'd stop raining|no wonder he left|oh no not you again|oh no what happened|no signal here|oh no the wifi
oh no my phone's at two percent|sure is quiet in there|there's no fixing stupid|there's no rushing him
yes chef is on tonight|good gracious|ah no my coffee|US: sure was loud last night
""",
}
