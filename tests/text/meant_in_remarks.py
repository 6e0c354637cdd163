"""What people mean though it sounds like a remark: by type, "text => value" parted by | and line ends.

As in `remarked_in_talk`. Read by `test_remarks`.
"""

MEANT: dict[str, str] = {
    "choice:bin": """
the brown one just got missed => garden
""",
    "choice:contact": """
text me => sms|just text => sms|email's best => mail|always email => mail|call, i never check my email => call
my wife prefers a call => call|text, i always check those => sms|email's always best => mail
ring my wife, a call => call|always text => sms|a text's fine => sms|just email me => mail|text just me => sms
""",
    "choice:pay": """
i always pay cash => cash|cash as always => cash|usually card => card|card, same as yesterday => card
just cash => cash|cash, that's all i have => cash|cash it's all i've got => cash|always cash => cash
cash as per usual => cash|cash please, i only carry cash => cash|card, i never carry cash => card|usually cash => cash
cash right => cash|i'll always do card => card|card's easier => card
""",
    "choice:seat": """
i always have the window => w|my wife always wants the window => w|window as usual => w|the aisle's best => a
i always sit by the window => w|aisle right => a|my legs need the aisle => a
""",
    "choice:ship": """
i always go express => exp|my wife needs it express => exp|standard's fine => std
""",
    "choice:size": """
i'm always a large => l|i wear a medium => m|for my son so a small => s|usually a medium => m
my son needs a large => l|large is always best => l|large, my son wears small => l|it's large right => l
large this time => l|i was medium last time, large now => l
""",
    "date": """
monday's good => 2026-11-09|monday's always good => 2026-11-09|friday's fine for us => 2026-11-06
monday's the best day => 2026-11-09|friday would be fab => 2026-11-06|my husband can do friday => 2026-11-06
my wife says friday => 2026-11-06|my daughter's free friday => 2026-11-06
my son's birthday so friday please => 2026-11-06|friday, it's my birthday => 2026-11-06
tomorrow i'm off work with me back => 2026-11-04|it's the 12th => 2026-11-12
tomorrow i'm off so tomorrow => 2026-11-04|friday's ideal => 2026-11-06|friday is when i'm off => 2026-11-06
friday's my day off => 2026-11-06|friday i'm home with the kids => 2026-11-06|US: monday is great => 2026-11-09
US: friday's the only day => 2026-11-06|the twenty first => 2026-11-21|twenty first please => 2026-11-21
twenty first works => 2026-11-21|the birthday's friday so thursday please => 2026-11-05
my appointment is friday => 2026-11-06|our booking's friday => 2026-11-06|friday's always fine => 2026-11-06
wednesday's free => 2026-11-04|friday's the one => 2026-11-06|monday's ok => 2026-11-09|monday is easier => 2026-11-09
it's friday i want => 2026-11-06|monday's what i said => 2026-11-09|my sister can do monday => 2026-11-09
friday, like always => 2026-11-06|monday works => 2026-11-09|it's friday => 2026-11-06
friday's quieter for us => 2026-11-06|monday is my only day => 2026-11-09|US: friday's great for my wife => 2026-11-06
it's on friday => 2026-11-06|friday's good, monday's always manic => 2026-11-06
friday, my wife works mondays => 2026-11-06|friday is my day off => 2026-11-06|friday's really good => 2026-11-06
friday's so much better => 2026-11-06|tuesday's just perfect => 2026-11-10|friday's always best for us => 2026-11-06
it's my birthday on friday so thursday please => 2026-11-05|friday's my only free day => 2026-11-06
tomorrow's fine => 2026-11-04|tomorrow's grand => 2026-11-04|the 12th is the best i can do => 2026-11-12
the 12th is okay => 2026-11-12|friday is a definite => 2026-11-06|monday's booked off so monday => 2026-11-09
friday would do, my son's off => 2026-11-06|US: friday's awesome => 2026-11-06|US: monday's gonna work => 2026-11-09
friday it is => 2026-11-06|monday's dandy => 2026-11-09|friday'd be champion => 2026-11-06
monday's when i'm home => 2026-11-09|monday's a yes => 2026-11-09|US: friday is super => 2026-11-06
is friday ok => 2026-11-06|is friday free => 2026-11-06|monday's marvellous => 2026-11-09
friday's spot on => 2026-11-06|monday is the soonest i can => 2026-11-09|monday is when my wife's home => 2026-11-09
thursday's bang on => 2026-11-05|thursday's doable => 2026-11-05|friday's excellent => 2026-11-06
friday's wonderful => 2026-11-06|friday, it's always quiet => 2026-11-06|this friday, right => 2026-11-06
friday's normally fine => 2026-11-06|the 9th, my wife's birthday => 2026-11-09|monday if my son's free => 2026-11-09
friday this week => 2026-11-06
""",
    "email": """
you'll get one from ann@corp.com => ann@corp.com|i'm emailing from ann@corp.com => ann@corp.com
i'll send it from ann@corp.com => ann@corp.com|i get mine on bob@x.com => bob@x.com
i had it changed to bob@x.com => bob@x.com|i get all my mail from bob@x.com => bob@x.com
get me on bob@x.com => bob@x.com|you got one from bob@x.com earlier => bob@x.com
""",
    "money": """
a tenner, its all i have => 10.00 GBP|a tenner it's all i've got => 10.00 GBP|it was forty quid => 40.00 GBP
i paid forty quid => 40.00 GBP|the bill was £42.50 => 42.50 GBP|US: it was $12 => 12.00 USD
i always give twenty so twenty => 20.00 GBP|usually a fiver => 5.00 GBP|make it a tenner as usual => 10.00 GBP
my wife says fifty => 50.00 GBP|my budget's fifty quid => 50.00 GBP|US: ten bucks, that's right => 10.00 USD
fifty quid right => 50.00 GBP|right, fifty quid => 50.00 GBP|my limit is two hundred pounds => 200.00 GBP
my deposit was fifty pounds => 50.00 GBP|US: they charged me $40 => 40.00 USD|US: you charged me $40 => 40.00 USD
my husband wants to spend fifty quid => 50.00 GBP|yeah twenty quid same as before => 20.00 GBP
always a tenner => 10.00 GBP|it was a tenner => 10.00 GBP|the fee was £30 => 30.00 GBP|US: it cost me $15 => 15.00 USD
they took fifty quid => 50.00 GBP|i'd normally say fifty quid => 50.00 GBP
my wife and i agreed on fifty quid => 50.00 GBP|i can do forty quid => 40.00 GBP|US: 20 bucks, right => 20.00 USD
my half's fifty quid => 50.00 GBP|make it a fiver, i always do => 5.00 GBP|i was charged forty quid => 40.00 GBP
US: i was charged $40 => 40.00 USD|it cost forty quid => 40.00 GBP|the invoice says £120 => 120.00 GBP
so fifty quid please => 50.00 GBP|the deposit was £50 => 50.00 GBP|fifty quid like yesterday => 50.00 GBP
same as last time fifty quid => 50.00 GBP|my wife said fifty quid => 50.00 GBP|fifty quid all in right => 50.00 GBP
i'd like to pay fifty quid, right => 50.00 GBP|my half is fifty quid => 50.00 GBP
our budget is fifty quid => 50.00 GBP|my daughter needs fifty quid => 50.00 GBP|send my son fifty quid => 50.00 GBP
US: give my daughter $20 => 20.00 USD|send my mum forty quid => 40.00 GBP|i owe fifty quid => 50.00 GBP
about fifty quid this time => 50.00 GBP|fifty quid this month => 50.00 GBP|US: put $20 on it this week => 20.00 USD
i want to pay fifty quid this morning => 50.00 GBP|it's fifty quid this month => 50.00 GBP
i'll pay fifty quid this week => 50.00 GBP
""",
    "number": """
seven yeah ma'am seven same as before => 7|four, same as always => 4|usually four => 4|normally four of us => 4
there's always four of us => 4|four is fine => 4|four's plenty => 4|my wife says four => 4|six, that's mine => 6
six, that's the kids too => 6|my son needs three => 3|room 12 => 12|we've always had four => 4|four are coming => 4
it's four now => 4|i have three kids => 3|three with my mum => 3|my family's five => 5|our party is six => 6
US: 4, that's right => 4|six that's everyone's => 6|always four => 4|four, my kids and us => 4
my mum, my dad and me so three => 3|four it's always four => 4|six counting my son => 6|five with my sister's two => 5
we're normally four => 4|there's usually six of us => 6|flat 3 => 3|US: my kids and me, 4 => 4|four please love => 4
two, that's right => 2|my kids are three so 3 => 3|we usually have four => 4|my son wants two => 2
there's always two of us => 2|my wife needs two => 2|flat 3 please => 3|room 12's mine => 12|we're always six => 6
two for my kids => 2|i have two, my sister has her own => 2|US: my party's usually six => 6|four's always fine => 4
i take two => 2|i normally take two => 2|i usually order six => 6|US: i always get two => 2|four this time => 4
there's four of us this year => 4|it was three last time, four now => 4|we had three last year but four now => 4
six this weekend => 6
""",
    "person_name": """
john smith like the beer => John Smith|i'm dave => Dave|dave's the name => Dave|people call me dave => Dave
everyone calls me dave => Dave|it's tom as in tom hanks => Tom|call me steve => Steve|sarah in accounts => Sarah
J for John, it's Jane Miller => Jane Miller|tom hanks => Tom Hanks|US: mike is fine => Mike
US: my wife's jane doyle => Jane Doyle|i'm Dave, everyone knows me => Dave|it's like Sarah Jones => Sarah Jones
John, J for Juliet => John|Emma like the actress => Emma|my name's Brad => Brad|my name's John, like my dad => John
named John Smith => John Smith|it's under my husband's called Greg Hill => Greg Hill
John Smith, same as before => John Smith|the account's called Jane Doyle => Jane Doyle
it's for Emma Watson => Emma Watson|my partner's called Sam Reed => Sam Reed
it begins with a J, Jenny Smith => Jenny Smith
""",
    "phone": """
i'm calling from 07700 900123 => +447700900123|that's 07700 900123 for me => +447700900123
that's Sue's, 07700 900123 ring that => +447700900123|i'm on 07700 900123 => +447700900123
you can get me on 07700 900123 => +447700900123|i'm ringing from 07700 900123 => +447700900123
got a new one, 07700 900123 => +447700900123|my husband and i are on 07700 900123 => +447700900123
no that's fine 07700 900123 => +447700900123|no that's mine 07700 900123 => +447700900123
no that's today's, 07700 900123 => +447700900123|had it years, 07700 900123 => +447700900123
""",
    "time": """
i'm usually free at six => 18:00|i'd like six as always => 18:00|i can always do four => 16:00
my wife can do four => 16:00|my husband will be in at six => 18:00|my daughter says four => 16:00
my son needs it at nine => 09:00|half six is fine => 18:30|it's six => 18:00|it's half four => 16:30
nearly six so say six => 18:00|six o'clock here please => 18:00|only at noon => 12:00|four's good => 16:00
US: noon is perfect => 12:00|we'll come at four => 16:00|four, like i said yesterday => 16:00|midnight => 00:00
usually free at four => 16:00|always up by nine so nine => 09:00|at six when my son gets home => 18:00
four, my daughter finishes then => 16:00|only free at two => 14:00|i'm always in at five => 17:00
five, it's always quiet => 17:00|it's gotta be six => 18:00|it's four please => 16:00|just six => 18:00
my wife works till four so half four => 16:30|my daughter finishes at two so say three => 15:00
i was thinking six => 18:00|let's say it's six => 18:00|six, my usual time => 18:00
at four please, my son's home by then => 16:00|four if my wife gets back => 16:00
US: six works, my kid gets out at five => 18:00|it'll be nearly six so six => 18:00|US: 4pm, same as always => 16:00
only four o'clock suits => 16:00|normally i'd say four => 16:00|usually it's four => 16:00
about four as normal => 16:00|six, we always eat after => 18:00|half five normally => 17:30
four's usually good => 16:00|six as my wife works => 18:00
""",
    "uk_postcode": """
it's for my sister's in LS1 4AP => LS1 4AP|i'm at my mum's in NW3 5TG => NW3 5TG|we're in LS1 4AP => LS1 4AP
new flat's NW3 5TG => NW3 5TG|my place is in M1 1AE => M1 1AE|we're over in M1 1AE => M1 1AE
to my gran's in M1 1AE => M1 1AE|we moved to M1 1AE => M1 1AE|me and my son live in M1 1AE => M1 1AE
my wife and i are in M1 1AE => M1 1AE|it's no trouble, M1 1AE => M1 1AE|oh no it's M1 1AE => M1 1AE
""",
    "us_zip": """
US: that's 33101-4455 for me => 33101-4455|US: that's 60614 for us => 60614|US: we're in 60614 => 60614
US: it's going to my sister's in 10001 => 10001|US: i'm in 60614 => 60614|US: send it to my mom's in 33101 => 33101
US: ship to my sister in 10001 => 10001|US: new office is 19103 => 19103|US: 60614, right => 60614
US: we live in 60614 => 60614|US: office is 19103 => 19103|US: born and raised 60614 => 60614
US: my house is in 60614 => 60614|US: i live in 48201 => 48201|US: we moved to 48201 => 48201
US: it's for my mom in 48201 => 48201|US: i'm over in 48201 => 48201|US: my place is in 48201 => 48201
US: just moved to 48201 => 48201|US: that's 48201 for you => 48201|US: 48201-1234 for me => 48201-1234
US: we're based in 48201 => 48201|US: my address is in 48201 => 48201|US: work's in 48201 => 48201
US: my mom and i are in 48201 => 48201|US: my kids and i live in 48201 => 48201
US: my folks' place 48201 send it there => 48201|US: me and the kids live in 48201 => 48201
US: my wife and i live in 48201 => 48201|US: i work and live in 48201 => 48201|US: home's in 48201 => 48201
US: office in 48201 please => 48201
""",
    "yes_no": """
course i do been here forty years => True|course i am love => True|course i do => True
course it is been that way years => True|course not => False|oh no => False|oh no thanks => False
oh no i don't => False|oh no it isn't => False|sure => True|sure is => True|it sure is => True|sure thing => True
no way => False|no way mate => False|no way is that happening => False|yes the dog's fine => True
no the dog's out => False|oh no never => False|yeah no => False|there's no need => False|no there isn't => False
yes sir => True|sure go ahead => True|absolutely => True|definitely mate => True|oh no we never do => False
oh no not today => False|oh yes => True|yeah that's right => True|course you can => True
oh no dear i've got one => False|course we have we've lived here years => True|oh no thank you dear => False
oh no love we don't => False|sure does => True|sure do => True|no way jose => False|no way am i doing that => False
yes love it's on => True|yeah the heating's on => True|no there's nothing on => False|there's no leak => False
there's no parking => False|no i'm freezing => False|yes it's freezing => True|sure why not => True
oh no that's wrong => False|course i am => True|course he does => True|oh yes the dog's in => True|ah no => False
ah no sorry => False|no way it's far too dear => False|yes the telly's on => True|sure that's fine => True
sure sounds good => True|sure it is => True|oh no you're alright => False|oh no it's not => False
oh no i'm good => False|oh no my wife doesn't => False|yes it's raining => True|no it's not noisy => False
no way sorry => False|yes my son's on it => True|yes the weather's fine => True
definitely it's freezing in here => True|absolutely it's leaking again => True|oh no we're fine => False
oh no that's all => False|no there's no hot water => False|yes there's no heating => True|there's no point => False
no i'm on the phone => False|oh no it's mine => False|sure is, go ahead => True|yes it was on yesterday => True
oh no dear never => False|no way on earth => False|yes there's no problem => True|no that's sue's => False
no it's my sister's => False
""",
}
