"""What people give in the midst of talk: by type, "text => value" parted by | and line ends.

As in `told_in_talk`. Read by `test_told_and_given`.
"""

GIVEN: dict[str, str] = {
    "address": """
it's number sixty one station road in bedford => 61 Station Road, Bedford
number twelve mill lane in york => 12 Mill Lane, York|i'm at number 4 elm close in Leeds => 4 Elm Close, Leeds
number nine the crescent => 9 The Crescent
US: it's number twelve oak street in austin texas => 12 Oak Street, Austin, TX
12 mill lane, same as before => 12 Mill Lane|send it to my daughter's 12 mill lane => 12 Mill Lane
we've moved it's 12 mill lane now => 12 Mill Lane|next door to the pub 12 mill lane => 12 Mill Lane
above the shop at 12 mill lane => 12 Mill Lane|my house is at 12 mill lane => 12 Mill Lane
US: we live at 12 oak street => 12 Oak Street
""",
    "card_last4": """
US: 4419 hubby's card => 4419|US: 5527 (the old one 5110 got stolen) => 5527
US: it's been 4419 since i got the new one => 4419|US: 4419 that's the debit => 4419
US: use 4419 it's got money on it => 4419|the bank sent a new one last week it's 4419 => 4419
it's run through my wife's account 4419 => 4419|US: who needs to know, it's 4419 => 4419
US: is it the long number, ends 4419 => 4419
""",
    "choice:bin": """
it's the brown bin with all my hedge clippings in => garden|the blue one with the cardboard => recycling
the black bin that stinks => general|brown => garden
""",
    "choice:color": """
US: BLK => bk|US: blk pls => bk|US: wht => wh|US: gry => gr|blu => bl
""",
    "choice:contact": """
txt => sms|US: txt msg => sms|call me => call
""",
    "choice:dept": """
US: it's a billing thing => billing|i need a repair => repairs
""",
    "choice:ins": """
US: i'm paying out of my own pocket => self|US: out of my own pocket => self|US: i'll pay out of pocket => self
US: out of pocket i guess => self|US: i have private insurance through work => private
""",
    "choice:pay": """
US: no card on me so cash => cash
""",
    "choice:plan": """
mthly => mo|US: mnthly => mo|US: yrly => yr|qtrly => qu
""",
    "choice:seat": """
my wife wants the window => w|US: aisle so i can stretch my legs => a
""",
    "choice:ship": """
US: express was late last time so standard => std
""",
    "choice:size": """
US: med => m|US: lrg => l|US: sml => s|US: l => l|m => m|US: medium i guess => m|US: i'll stick with large => l
would a medium be ok => m|everyone else is having large so large => l
""",
    "choice:when": """
afternoons suit me better my carer's here first thing => pm|US: my mornings are packed so afternoon => pm
""",
    "date": """
could you do friday => 2026-11-06|is friday ok => 2026-11-06|the lease starts on the first of february => 2027-02-01
first of february is when the lease starts => 2027-02-01|the ninth is when i get back => 2026-11-09
US: the 9th is when my plan renews => 2026-11-09|thursday is when i'm off => 2026-11-05
US: december 1st is when we move in => 2026-12-01|US: march 3rd is when it happened => 2027-03-03
the twelfth is when it's due => 2026-11-12|friday's when i can do => 2026-11-06
friday the hospital can't have me => 2026-11-06|monday that's my day off => 2026-11-09
make it thursday friday's bin day => 2026-11-05|US: how's friday => 2026-11-06|friday would be grand => 2026-11-06
i'm off on friday => 2026-11-06|we're about on friday => 2026-11-06|US: let's shoot for friday => 2026-11-06
US: friday, i'm off work that day => 2026-11-06|friday, my daughter can drive me => 2026-11-06
not thursday, friday => 2026-11-06|would friday be alright => 2026-11-06|will friday do => 2026-11-06
US: would friday work => 2026-11-06|US: are you free friday => 2026-11-06|US: is friday any good => 2026-11-06
is it alright if i say friday => 2026-11-06|my husband had friday down so friday => 2026-11-06
the doctor said friday so friday => 2026-11-06|US: the doctor told me friday so let's do friday => 2026-11-06
my sister's coming friday so can you do friday => 2026-11-06|US: the show's over friday so friday => 2026-11-06
US: we had a leak last week can you come friday => 2026-11-06
US: it started last month can someone come on friday => 2026-11-06|everybody's off on friday so friday => 2026-11-06
the wedding's on saturday so friday please => 2026-11-06|i was born on the ninth of march 1974 => 1974-03-09
US: we bought it march 3 2025 => 2025-03-03|US: it expired on june 1 2025 => 2025-06-01
US: my lease ends january 31 => 2027-01-31|the course starts on the ninth => 2026-11-09
my other half's birthday is the ninth => 2026-11-09
""",
    "datetime": """
is friday at 3 ok => 2026-11-06T15:00|US: could i get thursday at ten => 2026-11-05T10:00
any chance of friday at four => 2026-11-06T16:00|how about wed at 4 => 2026-11-04T16:00
US: friday at two if it's not taken => 2026-11-06T14:00
US: you said you had friday two fifteen so that one => 2026-11-06T14:15
US: you mentioned friday at ten let's do that => 2026-11-06T10:00
the lady said you had monday at nine so that please => 2026-11-09T09:00
""",
    "email": """
it's the wife's one really carolandlen all one word at example dot com => carolandlen@example.com
it's my wife's actually jan dot cole at example dot com => jan.cole@example.com
the shared one tomandsue at example dot com => tomandsue@example.com
US: it's really long its bigbadbob at example dot com => bigbadbob@example.com
US: okay so that one's cubsfan all together at example dot net => cubsfan@example.net
US: i use my husband's jerry underscore k at example dot com => jerry_k@example.com
US: info at example dot com => info@example.com|me at example dot com => me@example.com
US: jan@example.com works best => jan@example.com|US: jan@example.com, it's my work one => jan@example.com
it's jan@example.com but i never check it => jan@example.com|jan@example.com not .co.uk => jan@example.com
my name's jan it's jan dot cole at example dot com => jan.cole@example.com
so it's sales at example dot com => sales@example.com
US: it's joint but bobandsue at example dot com => bobandsue@example.com
US: really simple bob at example dot com => bob@example.com
US: now let's see bob underscore ray at example dot com => bob_ray@example.com
US: born in sixty two so bob62@example.com => bob62@example.com
US: it's surname then initial so colej@example.com => colej@example.com
US: mine is the number one bob at example dot com => 1bob@example.com
""",
    "money": """
put 30 on it. no go on 40 => 40.00 GBP|US: do twenty five => 25.00 USD|the bill says forty two fifty => 42.50 GBP
US: my statement says 83.12 => 83.12 USD|it was twenty quid => 20.00 GBP|US: the quote was two hundred => 200.00 USD
US: they charged me forty five dollars => 45.00 USD|i got charged sixty pounds => 60.00 GBP|£.50 => 0.50 GBP
US: $.75 => 0.75 USD|US: 75 cents => 0.75 USD|US: two grand was what insurance paid => 2000.00 USD
£40 and not a penny more => 40.00 GBP|US: forty bucks a month is fine => 40.00 USD|call it eighty quid => 80.00 GBP
i'd go up to sixty => 60.00 GBP|US: i paid eighty five dollars for it => 85.00 USD|it came to £12.40 => 12.40 GBP
they had it at forty pounds => 40.00 GBP|i got a bill for sixty two pounds => 62.00 GBP
US: they took forty dollars out => 40.00 USD|US: they took out forty dollars => 40.00 USD
US: you charged me ninety bucks => 90.00 USD|US: it was ninety bucks last month but now it's a hundred => 100.00 USD
they charged me eighty quid => 80.00 GBP
""",
    "number": """
tweleve => 12|twelv => 12|fourty => 40|forteen => 14|US: eihgt => 8|US: ninteen => 19|US: thre => 3|sevan => 7
US: fiftenn => 15|the other lot had nine but we're four => 4|there's six of us => 6|we've got three => 3
US: the house has four => 4|US: my house has three => 3|US: it has four => 4|our place has two => 2
my wife and i so two => 2|my family has five => 5|US: the car has four => 4|US: the label says eight => 8
US: both of them so two => 2|the lot, all nine => 9|the kids want three => 3|the place has five => 5|all four => 4
US: the rest of us makes six => 6|US: four people => 4|US: just the one => 1
well there's me and the wife and the two kids so four => 4|US: we're a party of six => 6|US: party of 6 => 6
US: make that seven => 7|seven please love => 7|about ten i reckon => 10|US: i'd say twelve => 12
US: should be five => 5|i'll have six => 6|six, my sister's lot had nine => 6|everyone's coming so six => 6
the others can't come so it's four => 4|the old house had six but this has four => 4|US: would four be ok => 4
US: is it ok if there's six of us => 6|US: my brother's bringing his kids so six => 6
US: most of them said yes so ten => 10|we had six booked but make it four => 4|i took six => 6|i've had two => 2
she had three kids so five with us => 5
""",
    "order_id": """
US: i think AB123456 maybe => AB123456|US: that's AB123456, never showed up => AB123456
US: AB123456 got cancelled on me => AB123456|i cancelled AB123456 => AB123456|US: AB123456 i think it says => AB123456
US: it's AB123456 and it never came => AB123456|US: says AB123456 at the top => AB123456
my mum ordered it it's AB123456 => AB123456|it used to come on time. AB123456 => AB123456
US: who do i ask about AB123456 => AB123456
""",
    "order_id:3": """
it's got d v n at the front then eight oh three six => DVN8036|d v n to start then eight oh three six => DVN8036
starts d v n and then it's eight oh three six => DVN8036|starts with d v n then eight oh three six => DVN8036
d v n first and then the numbers are eight oh three six => DVN8036|letters d v n numbers eight oh three six => DVN8036
d v n followed by eight oh three six => DVN8036
""",
    "person_name": """
fraser ballantyne fraser with an s => Fraser Ballantyne|sara cole sara without an h => Sara Cole
ann price ann with no e => Ann Price|geoff hill geoff with a g => Geoff Hill
US: kathy moss kathy with a k => Kathy Moss|US: steven hart steven with a v => Steven Hart
US: jon baker jon no h => Jon Baker|lynne carr lynne with two n's => Lynne Carr
clarke, mike clarke with an e => Mike Clarke|US: mike clarke clarke with an e => Mike Clarke
US: last: Drummond first: Keisha => Keisha Drummond|US: Last name: Drummond, First name: Keisha => Keisha Drummond
US: first: Keisha last: Drummond => Keisha Drummond|Surname: Drummond Forename: Keisha => Keisha Drummond
surname drummond first name keisha => Keisha Drummond|US: Last - Drummond, first - Keisha => Keisha Drummond
US: name: Keisha Drummond => Keisha Drummond|US: Emma Stone, like the actress => Emma Stone
US: it's under Emma Stone => Emma Stone|used to be Emma Stone now it's Emma Hill => Emma Hill
Emma Stone but everyone calls me Em => Emma Stone|it's Karen, Karen Moss => Karen Moss
my husband booked but i'm Karen Moss => Karen Moss|US: who's asking? Karen Moss => Karen Moss
US: last name Moss first name Karen => Karen Moss|Karen Moss, Karen with a K => Karen Moss
Catherine Hill Catherine with a K => Katherine Hill|under Moss, Karen Moss => Karen Moss
""",
    "phone": """
07700 900 three no four four one => +447700900441|07700 900 one two no three four four => +447700900344
oh seven seven double oh nine double oh one two three no four => +447700900124
07700 900 12 sorry 13 4 => +447700900134|US: two one two five five five oh one six no seven six => +12125550176
US: 415 555 01 no 02 18 => +14155550218
right have you got a pen oh double seven double oh nine double oh eight six one => +447700900861
got a pen ready oh seven seven double oh nine double oh one two three => +447700900123
you ready 07700 900123 => +447700900123
US: are you ready it's two one two five five five oh one six six => +12125550166
US: do you have something to write with four one five five five five oh one nine nine => +14155550199
US: can you write this down 415 555 0199 => +14155550199
is there a space after the five, 07700 900123 => +447700900123
US: have you got my number it's 415 555 0199 => +14155550199
US: it was 415 555 0199 but now it's 415 555 0123 => +14155550123
US: it was on my card hang on 415 555 0199 => +14155550199|the phone was off sorry it's 07700 900123 => +447700900123
US: they shut off my cell so use 415 555 0199 => +14155550199|07700 900123 but i turn it off at night => +447700900123
07700 900123 but it's off till six => +447700900123|07700 900123 but i'm at work till 5 => +447700900123
US: 415 555 0199 but don't call before noon => +14155550199|that's not my number it's 07700 900123 => +447700900123
it's changed it's 07700 900123 now => +447700900123|my wife's mobile's best 07700 900123 => +447700900123
US: you can reach me at 415 555 0199 => +14155550199|US: text me at 415 555 0199 i never pick up => +14155550199
US: 415 555 0199, that's my office, ask for ray => +14155550199|US: old one's dead, 415 555 0199 => +14155550199
i've written it down somewhere ah here 07700 900123 => +447700900123|it's on my card 07700 900123 => +447700900123
07700 900123 but it's switched off at night => +447700900123
07700 900123 it's turned off when i'm at work => +447700900123|sorry we got cut off 07700 900123 => +447700900123
they cut me off it's 07700 900123 => +447700900123|for your records it's 07700 900123 => +447700900123
put it on your system 07700 900123 => +447700900123|your form wants my mobile it's 07700 900123 => +447700900123
i've got your letter here my number's 07700 900123 => +447700900123
US: who am i talking to anyway it's 415 555 0199 => +14155550199|US: are you there it's 415 555 0199 => +14155550199
US: my store number is 415 555 0199 => +14155550199|US: the office is best 415 555 0199 => +14155550199
US: i had surgery so call my cell 415 555 0199 => +14155550199
my old phone broke but i kept the number 07700 900123 => +447700900123
i'm at the hospital so ring 07700 900123 => +447700900123|no no no it's 07700 900123 => +447700900123
07700 900123, sorry 07700 900124 => +447700900124|07700 900 124 no 123 => +447700900123
US: 415 555 0199 no wait 0198 => +14155550198
""",
    "time": """
can you make it four => 16:00|would half four be alright => 16:30|US: is 3 okay => 15:00|9 oclok => 09:00
US: 10 oclcok => 10:00|US: 4 o clock => 16:00|5 oclock => 17:00|two oclck => 14:00|3 o'clok => 15:00
9 o;clock => 09:00|US: 11 o'colck => 11:00|half for, i mean half four => 16:30|noone told me the time so four => 16:00
ten the bus gets in at nine => 10:00|let's say four => 16:00|four would be ideal => 16:00
US: put me down for two => 14:00|US: i get off at five so six => 18:00|US: after work so six => 18:00
the kids finish at three so four => 16:00|half ten's grand => 10:30|US: i could do eleven => 11:00
US: i'm free at eleven => 11:00|we're home at four => 16:00|would half four be ok => 16:30|US: is four good => 16:00
US: school lets out at three so four => 16:00|US: it starts at four => 16:00|US: my train gets in at nine => 09:00
US: the appointment is at four => 16:00|my carer comes at nine so make it ten => 10:00
the meeting ends at two so three please => 15:00|other people may want it but four for me => 16:00
""",
    "uk_postcode": """
BS6 5AB as of last week => BS6 5AB|it's BS6 5AB like my mum's => BS6 5AB|moved last week it's BS6 5AB => BS6 5AB
your van's been before it's BS6 5AB => BS6 5AB|the flat above the shop BS6 5AB => BS6 5AB
opposite the school in BS6 5AB => BS6 5AB|we've been here since the wedding BS6 5AB => BS6 5AB
""",
    "us_zip": """
US: 60614 is my work => 60614|US: i'm at 60614 now used to be 10001 => 60614|US: 60614 the one by the lake => 60614
US: 60614 like before => 60614|US: we just moved to 60614 => 60614|US: i live in 60614 => 60614
US: by the school 60614 => 60614|US: your store's in it 60614 => 60614|US: my parents grew up here too 60614 => 60614
""",
    "yes_no": """
i do => True|i don't => False|US: i used to but not any more => False|US: i have done yeah => True
no question about it => True|no question, yes => True|US: no i never did => False|US: no doubt => True
not any more => False|it is => True|no not since last year => False|US: yes still do => True|US: we do yes => True
US: no problem => True|US: yes that's the one => True|no that's somebody else => False|no there's just me => False
there's no need => False|no i don't think so => False|US: i did => True|US: i did not => False|i will => True
that's me => True|it's not => False|no way => False|never have => False|i already did => True|right you are => True
that'd be smashing => True|not on your nelly => False|US: nah i'm good => False|US: yeah go for it => True
i'd rather you didn't => False|US: it did yeah => True|US: no it never has => False|yes and he's fine with it => True
no she isn't => False|no there isn't => False|no used to but not now => False|good yes => True
good morning yes please => True|US: no question asked before so yes => True|US: no rush but yes => True
US: it was fine yes => True|US: they told me yes so yes => True|no he told me no so no => False
US: no i was told no => False
""",
}
