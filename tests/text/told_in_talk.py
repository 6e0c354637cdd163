"""What people tell without giving it: by type, parted by | and line ends.

"US:" stands for the locale; it is Tuesday 3 November 2026. Read by `test_told_and_given`; what is given
in such talk stands in `given_in_talk`.
"""

OPTIONS: dict[str, dict[str, list[str]]] = {
    "size": {"s": ["small"], "m": ["medium"], "l": ["large"]},
    "ship": {"std": ["standard"], "exp": ["express"], "col": ["collection", "collect"]},
    "pay": {"card": ["card", "debit card"], "cash": ["cash"], "fin": ["finance", "monthly payments"]},
    "seat": {"a": ["aisle"], "w": ["window"]},
    "bin": {
        "general": ["general waste", "black bin"],
        "recycling": ["recycling", "blue bin"],
        "garden": ["garden waste", "brown bin"],
    },
    "contact": {"sms": ["text", "text message"], "call": ["phone call", "call"], "mail": ["email"]},
    "color": {"bk": ["black"], "bl": ["blue"], "wh": ["white"], "gr": ["grey", "gray"]},
    "ins": {"medicare": ["medicare"], "private": ["private insurance"], "self": ["self pay", "paying out of pocket"]},
    "dept": {"billing": ["billing"], "repairs": ["repairs", "repair"], "sales": ["sales"]},
    "when": {"am": ["morning"], "pm": ["afternoon"], "eve": ["evening"]},
    "plan": {"mo": ["monthly"], "qu": ["quarterly"], "yr": ["annual", "yearly"]},
}

TOLD: dict[str, str] = {
    "address": """
i used to live at 12 mill lane|my mum lives at 12 mill lane|the parcel went to 12 mill lane|not 12 mill lane
12 or 14 mill lane|is that 12 mill lane|we moved from 12 mill lane|US: the last folks at 12 oak street never told us
US: they delivered it to 12 oak street|US: there's a fire at 12 oak street
i'm stood outside 12 mill lane and nobody's in|the shop's at 12 mill lane|your office at 12 mill lane was shut
i'm not giving out 12 mill lane|the van's outside 12 mill lane|next door at 12 mill lane
my daughter's at 12 mill lane she'll take it in|you sent it to 12 mill lane last time
they've got me at 12 mill lane and that's wrong|was 12 mill lane|12 mill lane's where i grew up
US: we sold 12 oak street
""",
    "card_last4": """
the old one was 4419|4419 got cut up|4419 but that one's been stopped|it's not 4419|441_|US: is it the one ending 4419
US: you charged 4419 and that's not mine|US: 4419 or 4491|US: my husband's is 4419 mine's upstairs
US: the bank shut off 4419|US: 4419 expired|4419 but it's run out|4419 got nicked|i cut up 4419|my pin's 4419
4419 is what you've got but i've a new one|US: it was 4419 before they reissued it|US: i don't have a 4419
US: whose is 4419|US: i owe 4419 on it
""",
    "choice:bin": """
not the black one
""",
    "choice:color": """
US: grn
""",
    "choice:contact": """
don't text me i can't see it|text or email whatever|i got your text|you said you'd call
""",
    "choice:dept": """
someone in repairs hung up on me|i've been on to billing already|US: sales keeps calling me
US: who do i talk to about billing|US: i hate repairs
""",
    "choice:ins": """
US: i lost my private insurance|US: i'm not old enough for medicare|US: my mom's on medicare
US: does medicare cover it
""",
    "choice:pay": """
bit on card and the rest cash|half cash half card|US: cash or card i don't care|US: my card got declined
US: i don't carry cash|US: lost my card|my card's maxed out|cash is king|i left my card at home|US: do you take cash
US: i paid cash last time
""",
    "choice:seat": """
he had the aisle|US: my wife got the window last time
""",
    "choice:ship": """
is express quicker|last time i got express and it took a week|i'm not paying for express|standard procedure is it
how much is express
""",
    "choice:size": """
he had the small|she got a large last time|the other lot got the large|used to be a medium
i was a medium before the baby|US: medium didn't fit|US: is the large really large|US: by and large|it's a small world
the medium one was taken|is medium a twelve|US: what's large in inches|US: the small looked tiny
US: i returned the large|US: my kid's a small|US: a small fortune that cost me|US: either medium or large
""",
    "choice:when": """
i'm not a morning person|good morning|US: this morning i called already|i was sick all morning|US: good afternoon
US: see you this afternoon
""",
    "date": """
is the 14th taken|is friday busy|US: is monday a holiday|US: are you closed friday|are you even open on sunday
is it bank holiday monday|isn't friday a bank holiday|why not friday|the last lot came on friday
next door had theirs on tuesday|US: they told my neighbor friday|US: my coworker got monday
the chap before was coming thursday|it was meant to be last friday|i rang you on monday
US: i already came in on monday|US: my appointment was monday and you canceled it|it was friday but you moved it
i've been waiting since friday|since tuesday|US: it broke on sunday|it happened on saturday night
the letter came on friday|US: i get paid on the 15th|i'm skint till friday|we're away from friday|away till the 12th
i'm in spain until the twentieth|US: my surgery's on the 9th|it's her birthday friday so not then|wednesday's no good
anything except monday|US: any day besides friday|US: not the fifteenth|a day later than that
the day the clocks change|US: a week or two|once the snow's gone|friday or the monday after
could be friday, could be saturday|US: one of these days|thank god it's friday|US: rome wasn't built in a day
not till after the fourteenth|US: by the 14th at the latest|from the 14th on|friday's when i'm working
monday is when i'm at dialysis|US: tuesday is when the cleaner comes so no|we had it done on the ninth of june
i was off work monday|it's been off since saturday|US: my daughter gets married on the 20th|US: tuesdays are bad
US: every other tuesday|US: mondays|US: is that this friday or next|US: the 9th or the 10th or whatever
it came on friday and stopped on saturday|US: y'all close on sundays right|US: what's wrong with friday
""",
    "datetime": """
is 4 on wed taken?|is friday at two gone|US: has thursday at ten gone already|US: is 9am monday booked up
are you open saturday at nine|is friday at 3 too late to book|is anyone in on friday at four
is the dentist in thursday at 2?|US: did somebody take friday at three|US: you said friday at two is that right
US: you told me friday at two but i can't|you had me down for friday at two but i've moved
your text says friday at two is that still on|US: they had me at friday two fifteen before
US: the guy said friday at two|i was meant to come friday at ten but i had the flu
US: i missed mine it was monday at ten|US: monday at ten was my old one|US: friday at ten won't work
US: not friday at ten|friday at ten i've got the vet|i have a funeral on friday at ten
call me tomorrow at nine and i'll tell you|US: i'll know friday at noon|US: friday at ten or later
US: friday before ten|friday after four|ten on either friday or monday
""",
    "email": """
my surname then the year i was born at example dot com|my first name dot my last name at example dot com
my name all one word at example dot com|first initial and surname at example dot com
US: it's my last name and birth year at example dot com|US: whatever my name is at example dot com
same as my username at example dot com|US: the company name at example dot com
my initials then nineteen sixty at example dot org|surname first name at example dot com
US: firstname dot lastname at example dot com|no dots just my name at example dot com|US: something at example dot com
US: it ends at example dot com|US: it's at example dot com|you sent it to the one at example dot com
you emailed jan@example.com but that's dead|jan@example.com keeps bouncing
my husband's is jan@example.com i haven't got one|US: not jan@example.com
US: i wrote to jan@example.com and no one answered|US: is it jan@example.com you have
US: take jan@example.com off your list|US: used to be jan@example.com
""",
    "money": """
£__.50 the front bits smudged|£1?.50 cant read it|£4_.99|US: $__.__|US: $..75 i think|something fifty
something pounds fifty|blank pounds fifty|US: $xx.50|£?0|the last lot charged eighty|my mate paid two hundred
the other garage wanted four hundred|US: they charged my neighbor ninety bucks|US: it used to be forty
US: last month it was sixty|it was twenty quid last year|i've already paid fifty|i paid fifty already
US: is it really 80 bucks|is that fifty each|US: not eighty|US: i can't do two hundred|i haven't got fifty quid
i wouldn't pay fifty quid for that|who's got two hundred quid lying about|US: sixty or seventy
between a tenner and twenty|over a hundred|US: at least forty dollars|US: half|US: the full amount|what i owe
US: all of it|US: same as always|US: it's a million dollar question|cost me a fortune|US: couple hundred, maybe three
fifty percent|US: ten percent tip|.50p|i can't remember if it was forty or fifty
my mate down the pub reckons two hundred|US: the guy at the counter wanted three hundred bucks
US: they told me it'd be fifty and then it was ninety|US: who pays forty bucks for that
you're having a laugh at two hundred quid|i wouldn't give you a tenner for it|it costs a bomb|US: bet you ten bucks
US: not a dime over what i owe|US: fifty would be robbery|is that £40 or £50|US: i gave the last guy two hundred
US: the shop wanted ninety dollars
""",
    "number": """
the other lot had nine|my last place had three|next door have four|US: my folks have five
US: the previous owners had two|US: the other house had four bathrooms|US: our old house had four|we used to have six
it was five when i looked yesterday|it used to be three|my mum had nine kids|US: they wanted ten last year
the last engineer counted seven|US: somebody told me twelve|US: i ordered six last time|US: can i have more than four
US: does two count as a group|is three too many|is six the limit|is that two each|five would be nice but who knows
one day i'll tell you|it's between two and three|US: anywhere from four to six|four or five ish|second floor
US: first of all who is this|one of them|give us five minutes|US: gimme 2 secs|my neighbour said you'd send six
them next door had eight|our lot had ten last year|my brother in law's got four|US: the folks upstairs have two
her down the road has five|him across the street bought nine|everyone else had four|US: most people take two
US: most folks get three|the previous tenant had four|my sister had three|the others had seven|the first lot took four
that lot had nine|the rest of them had two|the school had nine|US: the guy before me had seven
US: the competition offers six|US: my old car had four|US: the rental had two|there's six on the form but that's wrong
him upstairs has two|i had four last year|ask me when i've counted|US: we'd planned on ten but half bailed
US: it says four on my ticket but there's more of us now|US: lost count after nine|i can count to ten love
five minutes ago i knew|my lad's six|US: two words: no way|US: it takes two|i'm on the third floor
they sent me four by mistake|not sure, six maybe seven|who said anything about ten|was it four you said
US: would five be a problem|US: can you do more than six|four or more|US: a few|US: my ex took two of them
US: the wife says six i say four
""",
    "order_id": """
my last order was AB123456|not AB123456 that one came|AB123456 was the other one|is it AB123456
AB123456 arrived fine it's the other one|US: AB123456 or AB123465|US: AB1234 and then a smudge|US: is AB123456 mine
US: AB12345 and then a smudge
""",
    "order_id:3": """
it begins d v n|ends eight oh three six
""",
    "person_name": """
US: at last someone answered|US: first time caller|last name first or first name first
US: the last guy was called Ray Moss|i spoke to Sandra Hill earlier|is that Sandra|am i speaking to Karen
can i speak to Dave please|Dave told me to ring|US: it used to be Karen Moss|US: don't call me Karen|dr patel sent me
i'm a patient of dr patel|mrs nobody|US: just put anonymous|US: who wants to know|US: my lawyer is Saul Hart
my gaffer's called Tony Webb|the previous tenant was Joan Beck|my landlord Mr Singh sorts that|ask Dave
Dave's my husband|my name's not Karen|i'm not Mrs Patel that's my mother|who's Karen|Karen who
Karen in accounts has it|it's not under Patel|US: my name? why|US: same name as last time|US: put my husband's name
US: under my maiden name|US: the nurse was called Becky|US: i was told to ask for Steve|US: my daughter Emma booked it
US: hey Siri|US: oh my Lord|US: Jesus Christ|US: you can call me whatever you like
""",
    "phone": """
is it 07700 900123 you've got|do you have 07700 900123 on there|have you got 07700 900123 down
did you ring me from 07700 900123|US: who is 415 555 0199|US: why is 415 555 0199 calling me
US: it was 415 555 0199 but they shut that off last month|US: it was 415 555 0199 but they cut it off
US: 415 555 0199 but they turned it off|07700 900123 but that's been cut off|it was 07700 900123 but i lost the sim
it was 07700 900123 but i changed networks|we had 0117 496 0123 but bt took it off us
US: 415 555 0199 was my number til the divorce|US: i had 415 555 0199 before i switched carriers
US: my number was 415 555 0199 for twenty years|US: 415 555 0199 got disconnected|US: 415 555 0199 is out of service
07700 900123 packed up|your number's 0117 496 0123 isn't it|i rang 0117 496 0123 and got nowhere
the number on your website is 0117 496 0123|i got a text off 07700 900123|some bloke on 07700 900123 keeps ringing
US: block 415 555 0199 please|US: take 415 555 0199 off my account|US: i don't recognize 415 555 0199
US: 415 555 01 and i forget|US: 415 555 0199 or 0188 one of them|07700 900123 belongs to my ex
it used to be 07700 900123
""",
    "time": """
is four taken|has ten o'clock gone|US: are you open at seven|US: is 5 too late|is nine the earliest
is that half past by your clock|US: do you guys close at six|does the bus get in at nine|US: isn't ten kind of late
the last one came at four|next door's was at nine|US: my buddy got a 2:30|US: they said between eight and twelve
it was half three when i last looked|i've been up since five|it's gone ten here|US: it's like 3am here
it took two hours last time|i get up at six|i don't get up till nine|US: i get off work at five
US: my shift ends at three|the kids finish at half three|the shop shuts at six|US: whatever time you've got
early as you like|the sooner the better|US: after the kids are in bed|quarter of an hour|an hour or so
US: in an hour or two|give me half an hour to think|US: three-ish or four-ish|US: twoish threeish|sixes and sevens
nine times out of ten i'm out|US: 24/7|US: working nine to five|nine till five mon to fri|any time before three
US: no later than four|US: no earlier than ten|is it gone four already|i'm in bed by nine|don't ring before ten
US: not before nine|US: my alarm went off at six|US: it was like two in the morning when it broke
doctor's at nine so after that|match kicks off at three|they open at eight don't they|my husband gets in at six
US: we eat at seven|US: we close up at five|US: i'm usually up by six|US: i work nine to five|last time he came at ten
it's nearly four now|five more minutes|US: ten-four|US: any time but noon|two's too early|ten would be pushing it
US: could be three could be four|they said four but i doubt it
US: he'll be here at four to let you in? no wait he's away|i'll be in from four|i finish at three so half past
""",
    "uk_postcode": """
SW1A 1A_|BS6 5A?|it was BS6 5AB before we moved|my mum's is BS6 5AB|is that BS6 5AB you've got
the driver went to BS6 5AB|we were BS6 5AB till last year|the depot's BS6 5AB
it says BS6 5AB on here but that's next door|BS6 something|not BS6 5AB that's the old place|BS6 5AB or 5AD
the sat nav wants BS6 5AB but it's wrong|BS6 5AB but use BS6 5AD for the van
""",
    "us_zip": """
US: it was 60614 before we moved|US: 60614 used to be|US: my mom's is 60614|US: is it 60614|US: they sent it to 60614
US: not 60614 anymore|US: 606 something|US: 6061_|US: you had 60614 and that's wrong
US: i work in 60614 but don't live there|US: 60614 is next door to us|US: i'm between 60614 and 60657
US: my order is 60614|US: it cost me 60614 points
""",
    "yes_no": """
theres no question showing|no question came up|there's no sound|US: no signal in here|theres no yes button
US: i see no options|no internet sorry|theres nothing on my screen|US: i used to|US: i did once|i did years ago
i do sometimes|US: i might|US: i would if i could|my husband said no|he said yeah whatever|US: they told me no
US: last time i said yes and look what happened|US: why would i say yes|if i say no do i lose it|who said yes
no one told me|no clue mate|US: no idea what you mean|US: there's no easy answer|no comment|not yet decided|yes or no
US: was that a yes or no question|do i have to answer|i never said yes|i didn't say no|US: i'm not saying no
US: not necessarily|US: not always|on and off|sort of|US: kinda|US: half and half|some of it|not all of it
used to be able to|i was going to|US: i was about to|US: i would have|we had one before|it did before
US: it was yesterday|is it yes|US: i need to think about it no rush right|right ok hang on
okay so what was the question|US: okay hold on let me read it|US: sure what do you need|yeah hello
yes hello can you hear me|US: yes i'm here|US: no i'm still here|yeah still thinking|no sorry say again
US: no wait let me think|US: yeah no idea|yes i heard the question|yes i'm thinking|is that what it says
i thought i had|US: my wife would say yes|US: don't say yes to anything my mother says|US: yes what
US: ok but what for|right then what's next|no news yet|no one's been yet|good morning|US: sure as eggs is eggs
not a clue|might do|we'll see|US: if it's free|US: only if it's free|US: depends what you mean by damage
US: my phone says no service|US: the doctor said no driving|i've no signal hold on|they never said|you never asked
nobody asked me|did that already go through|US: was i supposed to say yes|US: that's a loaded question
US: what does no mean here
""",
}
