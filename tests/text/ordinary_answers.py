"""Ordinary short answers, bare and slightly wrapped, and the values they give: data only."""

ANSWERS: dict[str, str] = {
    "time": """
half ten'll do => 10:30|ten'll do => 10:00|ten'd be grand => 10:00|three'd be better => 15:00
three o'clock'll do me => 15:00|make it three => 15:00|let's say three => 15:00|let's do three => 15:00
three works => 15:00|three's good => 15:00|three's fine => 15:00|about three => 15:00|threeish => 15:00|3ish => 15:00
around 3 pls => 15:00|quarter past four => 16:15|quarter to four => 15:45|half four => 16:30|4.30 => 16:30
1630 => 16:30|16:30 => 16:30|half past four in the afternoon => 16:30|noon => 12:00|midday'd be lovely => 12:00
midday'll do => 12:00|at ten please => 10:00|ten am => 10:00|10am ta => 10:00|10 a.m. would work => 10:00
go on then ten => 10:00|ten it is => 10:00|i can do ten => 10:00|could you do ten => 10:00|is ten ok => 10:00
would ten be ok => 10:00|how's ten => 10:00|how about ten => 10:00|ten if you can => 10:00|five o'clock => 17:00
five o'clock sharp => 17:00|say half five => 17:30|five past nine => 09:05|nine on the dot => 09:00
nine in the morning's best => 09:00|gone nine would be best say half nine => 09:30|seven in the evening => 19:00
7pm'd be ideal => 19:00|eight tonight => 20:00|after work so six => 18:00
""",
    "number": """
nowt => 0|naught => 0|nought => 0|zilch => 0|nada => 0|zero => 0|none => 0|none thanks => 0|nobody else => 0
no one => 0|no kids => 0|no bags => 0|not any => 0|just the one => 1|just one => 1|only the one => 1|only one => 1
one => 1|one please => 1|let's do one => 1|let's go with one => 1|the one => 1|just me => 1|just us two => 2
the two of us => 2|both of us => 2|me and the wife so two => 2|two => 2|two ta => 2|a couple => 2|a pair => 2
five's plenty => 5|five'll do => 5|five'd be great => 5|five is plenty => 5|five should do it => 5|five should do => 5
five will do => 5|make it five => 5|call it five => 5|say five => 5|about five => 5|five or so => 5|around five => 5
five i think => 5|i think it's five => 5|there's five of us => 5|there'll be five => 5|there's gonna be five => 5
we're five => 5|we are five => 5|five of us => 5|five all told => 5|five altogether => 5|five in total => 5
five people => 5|five adults => 5|it'll be five => 5|it's five => 5|that'd be five => 5|i'd say five => 5
i'll have five => 5|i'll take five => 5|give us five => 5|gimme five => 5|can i get five => 5
could i have five please => 5|i need five => 5|we'd like five => 5|five mate => 5|five love => 5|5 pls => 5|5!! => 5
a dozen => 12|half a dozen => 6|half a dozen please => 6|a hundred => 100|one hundred and five => 105
a hundred and five => 105|three score and ten => 70|a score => 20|got two => 2|got two of em => 2|we've two => 2
i've only two => 2|not many just two => 2|two's enough => 2|two max => 2|two tops => 2|twice => 2|thrice => 3
once => 1|eight including me => 8|eight with the kids => 8|3, 4 if you count the dog but don't => 3
3 not counting the baby => 3|four counting me => 4|up to six => 6|no more than four => 4
exactly four => 4|four exactly => 4|ooh four => 4|er four => 4|um i'd guess four => 4
maybe four => 4|possibly four => 4|probably four => 4|four-ish => 4|4ish => 4|2.5 => 2.5|two and a half => 2.5
""",
    "money": """
twenty quid => 20.00 GBP|twenty'll do => 20.00 GBP|twenty'd be fine => 20.00 GBP|twenty quid'll do => 20.00 GBP
a tenner => 10.00 GBP|a tenner'll do => 10.00 GBP|a fiver => 5.00 GBP|call it fifty => 50.00 GBP
let's say fifty => 50.00 GBP|let's do fifty => 50.00 GBP|fifty's fine => 50.00 GBP|fifty's my limit => 50.00 GBP
fifty tops => 50.00 GBP|fifty max => 50.00 GBP|no more than fifty => 50.00 GBP|up to fifty => 50.00 GBP
about fifty => 50.00 GBP|fifty or so => 50.00 GBP|fifty ish => 50.00 GBP|50 => 50.00 GBP|£50 => 50.00 GBP
50 quid => 50.00 GBP|50p => 0.50 GBP|fifty pence => 0.50 GBP|two fifty => 2.50 GBP|2.50 => 2.50 GBP
£1,250.75 => 1250.75 GBP|1,250.75 according to the bill => 1250.75 GBP|1,250.75 on the statement => 1250.75 GBP
120 by the look of it => 120.00 GBP|120 it says here => 120.00 GBP|it was 120 => 120.00 GBP
it came to 120 => 120.00 GBP|it cost me 120 => 120.00 GBP|i paid 120 => 120.00 GBP|they charged me 120 => 120.00 GBP
hundred and twenty => 120.00 GBP|a hundred and twenty pounds => 120.00 GBP|two hundred => 200.00 GBP
a couple of hundred => 200.00 GBP|two grand => 2000.00 GBP|1.5k => 1500.00 GBP|a grand => 1000.00 GBP
a pound => 1.00 GBP|a quid => 1.00 GBP|i can do fifty => 50.00 GBP|i could stretch to fifty => 50.00 GBP
i can manage fifty => 50.00 GBP|put fifty on it => 50.00 GBP|stick fifty on => 50.00 GBP|make it fifty => 50.00 GBP
fifty please => 50.00 GBP|fifty would be good => 50.00 GBP|fifty should cover it => 50.00 GBP
thirty pounds and fifty pence => 30.50 GBP|thirty pound fifty => 30.50 GBP|£30 would do => 30.00 GBP
30 quid mate => 30.00 GBP|i've got fifty => 50.00 GBP
""",
    "person_name": """
dave => Dave|it's dave => Dave|it's dave hughes => Dave Hughes|dave hughes => Dave Hughes
my name's dave hughes => Dave Hughes|the name's dave hughes => Dave Hughes|dave hughes here => Dave Hughes
this is dave hughes => Dave Hughes|i'm dave hughes => Dave Hughes|call me dave => Dave|dave'll do => Dave
just dave => Dave|put it under dave hughes => Dave Hughes|under hughes => Hughes|name of hughes => Hughes
mrs patel => Patel|priya patel => Priya Patel|priya => Priya|priya please => Priya|siobhan o'neill => Siobhan O'Neill
it'll be under siobhan o'neill => Siobhan O'Neill|sarah jane smith => Sarah Jane Smith
that's sarah smith => Sarah Smith|yes it's sarah smith => Sarah Smith|hiya it's sarah smith => Sarah Smith
hi sarah smith => Sarah Smith|yeah sarah smith => Sarah Smith|you can call me sarah => Sarah
they call me sarah => Sarah|sarah smith speaking => Sarah Smith|sarah smith is my name => Sarah Smith
booking for sarah smith => Sarah Smith|it's for sarah smith => Sarah Smith
""",
    "phone": """
07700 900142 => +447700900142|07700900142 mate => +447700900142|it's 07700 900142 => +447700900142
oh double seven double oh nine hundred one four two => +447700900142
right have you got a pen it's oh double seven double oh nine hundred one four two => +447700900142
oh seven seven double oh nine double oh one four two => +447700900142
zero seven seven zero zero nine zero zero one four two => +447700900142|ring me on 07700 900142 => +447700900142
try 07700 900142 => +447700900142|best one's 07700 900142 => +447700900142|07700 900142 is best => +447700900142
my mobile's 07700 900142 => +447700900142|07700 900142'll do => +447700900142
you can get me on 07700 900142 => +447700900142|+44 7700 900142 => +447700900142|07700 900 142 ta => +447700900142
020 7946 0123 => +442079460123|oh two oh seven nine four six oh one two three => +442079460123
07700 900 221 no sorry 231 07700 900 231 => +447700900231|07700 900 221 no 231 so 07700 900 231 => +447700900231
""",
    "uk_postcode": """
sw1a 1aa => SW1A 1AA|it's ls6 2ab => LS6 2AB|l s six two a b => LS6 2AB|l s for leeds six then two a b => LS6 2AB
it's l s for leeds six two a b => LS6 2AB|l for lima s for sugar six two a b => LS6 2AB
b for birmingham one then two c d => B1 2CD|m for manchester one one a e => M1 1AE
n e for newcastle one four s t => NE1 4ST|ls6 2ab please => LS6 2AB|ls6 2ab in leeds => LS6 2AB
that'll be ls6 2ab => LS6 2AB|postcode's ls6 2ab => LS6 2AB|ls6 and then 2ab => LS6 2AB|ls6 space 2ab => LS6 2AB
ls6 then two a b => LS6 2AB
""",
    "us_zip": """
US: 30307 => 30307|US: it's 30307 => 30307|US: zip's 30307 => 30307|US: three oh three oh seven => 30307
US: three zero three zero seven => 30307|US: 30307 now, used to be 30312 => 30307
US: its 30307 now, was 30312 => 30307|US: we just moved so its 30307 now, was 30312 => 30307
US: it was 30312 but now 30307 => 30307|US: 30307, it was 30312 before => 30307|US: 04101 (zero in front) => 04101
US: ok 04101 with a zero in front => 04101|US: oh four one oh one => 04101|US: zero four one zero one => 04101
US: 04101, with the zero at the front => 04101|US: 04101 leading zero => 04101
US: that's 04101 with a leading zero => 04101|US: 30307 in atlanta => 30307|US: atlanta georgia 30307 => 30307
US: yeah 30307 => 30307|US: 30307 thanks => 30307
""",
    "card_last4": """
4417 => 4417|it's 4417 => 4417|ends 4417 => 4417|ending in 4417 => 4417|four four one seven => 4417
double four one seven => 4417|last four are 4417 => 4417|4417 i think => 4417|the last four's 4417 => 4417
forty four seventeen => 4417|my visa, 4417 => 4417|use the one ending 4417 => 4417|4417 please => 4417
1405, the visa => 1405|that'd be 1405 => 1405
""",
    "email": """
dave@example.com => dave@example.com|it's dave@example.com => dave@example.com
dave at example dot com => dave@example.com|dave dot hughes at example dot com => dave.hughes@example.com
dave@example.com pls => dave@example.com|send it to dave@example.com => dave@example.com
use dave@example.com => dave@example.com|sorry typo: dave@exmaple.com dave@example.com => dave@example.com
oops dave@exmaple.com  dave@example.com => dave@example.com
sorry dave@exmaple.com i mean dave@example.com => dave@example.com|dave@example.com is best => dave@example.com
dave@example.com'll do => dave@example.com|that's dave@example.com all lower case => dave@example.com
""",
    "date": """
aye friday'll do => 2026-03-06|friday'll do nicely => 2026-03-06|friday'd be grand => 2026-03-06
fri's good => 2026-03-06|friday's fine => 2026-03-06|let's do friday => 2026-03-06|go on then friday => 2026-03-06
friday it is => 2026-03-06|friday works => 2026-03-06|how about friday => 2026-03-06|is friday any good => 2026-03-06
would friday be alright => 2026-03-06|it'd have to be friday => 2026-03-06|only friday => 2026-03-06
i'm off friday => 2026-03-06|put me down for friday => 2026-03-06|the 6th'll do => 2026-03-06
the sixth'd be perfect => 2026-03-06|friday i've got the day off => 2026-03-06
thursday's bin day so friday => 2026-03-06|friday, nobody else is in => 2026-03-06
""",
    "datetime": """
friday at two'll do => 2026-03-06T14:00|friday at two'd be grand => 2026-03-06T14:00|fri @ 2 => 2026-03-06T14:00
fri at 2 & not a minute later => 2026-03-06T14:00|friday at 2, i've got a flight after => 2026-03-06T14:00
how about friday at two => 2026-03-06T14:00|two on friday => 2026-03-06T14:00
aye go on friday at two => 2026-03-06T14:00
""",
}
