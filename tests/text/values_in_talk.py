"""Values as people wrap them in talk: by type, "text => value" parted by | and line ends, "US:" and "ES:" for locales.

Written before they were ever read by a parser; it is Wednesday 4 March 2026, ten o'clock. Money reads "12.50 GBP", an
address "line1 / city / state / postcode". Read by `test_values_in_talk`.
"""

VALUES: dict[str, str] = {
    "address": """
yeah it's 18 Grove Road, York => 18 Grove Road / York
27 Harrow Lane, Leeds, LS7 1AB please => 27 Harrow Lane / Leeds / / LS7 1AB
we're at forty two high street => 42 High Street|er nineteen park avenue bristol => 19 Park Avenue / Bristol
i live at 6 Orchard Way => 6 Orchard Way|flat 4, 12 Castle Street, Cardiff => Flat 4, 12 Castle Street / Cardiff
not 14, 16 Acacia Avenue => 16 Acacia Avenue|fourteen no sixteen acacia avenue => 16 Acacia Avenue
three school lane m one one a e => 3 School Lane / / / M1 1AE
2 Queen Street, Edinburgh EH2 1JX => 2 Queen Street / Edinburgh / / EH2 1JX
US: 1420 Pine Street, Denver, CO 80202 => 1420 Pine Street / Denver / CO / 80202
US: one oh one second avenue => 101 Second Avenue|US: it's 88 ocean drive miami florida => 88 Ocean Drive / Miami / FL
US: twenty two ten maple avenue => 2210 Maple Avenue
US: 500 Market St, San Francisco, CA => 500 Market St / San Francisco / CA
US: four fifteen elm street apartment two => 415 Elm Street Apartment 2
US: 9 beacon street boston massachusetts => 9 Beacon Street / Boston / MA
US: 700 harbor boulevard => 700 Harbor Boulevard|11 mill road => 11 Mill Road|number 5 church lane => 5 Church Lane
we've just moved to 12 Mill Lane, York => 12 Mill Lane / York|US: one second street => 1 Second Street
5 or maybe it's 7, yes 7 Mill Lane => 7 Mill Lane
""",
    "card_last4": """
9912 => 9912|it ends 4471 => 4471|visa ending in 1206 => 1206|six six oh one => 6601|thirty four twelve => 3412
double eight double two => 8822|ending five one oh nine => 5109|my mastercard it's 7731 => 7731|last four 2019 => 2019
the last four digits are 1998 => 1998|er it's one nine nine oh => 1990|4417 no 4471 => 4471
four four one uh four four one seven => 4417|amex 3005 expires 08/29 => 3005|0021 => 0021|*2245 => 2245
xxxx 8812 => 8812|not 1234, 1243 => 1243|2 2 0 9 => 2209|nineteen seventy two => 1972|the card is 1430 => 1430
it's 1995 => 1995|2020 => 2020|ending 2000 => 2000|visa 1,2,3,4 => 1234|six thousand and one => 6001
oh one two three => 0123|it ends in nine nine double one => 9911
""",
    "choice/colour": """
the red one please => red|blue i think => blue|green => green|could i have it in navy => blue|how about green => green
what about the blue one => blue|i'd like a scarlet one => red|red's good => red|go for olive => green
not red, green => green|i love the blue => blue|the blue one looks nice => blue|yeah red => red|make it green => green
""",
    "choice/contact": """
give me a call => call|text me => text|email's best => email|sms please => text|ring my mobile => call|phone => call
by email => email|drop me a text => text|don't ring, email => email|can you call me => call|i'd rather a text => text
call me after six => call|you can ring me => call|email me please => email|a quick call is fine => call
""",
    "choice/job": """
it needs fixing => repair|can you fix it => repair|annual check please => service|i want it mended => repair
the checkup => service|a new one fitted please, an install => install|just a service => service
could you repair my boiler => repair|it's a repair not a service => repair|i'm after an installation => install
it's broken can you repair it => repair|i need a service => service|the annual check is due => service
i want you to fit a new one => install|fix it please => repair
""",
    "choice/size": """
a big one => large|small please => small|the little one => small|mid size will do => medium
large pizza please => large|medium's fine => medium|i'd go large => large|can i have the small one => small
the medium one thanks => medium|how about the large => large|small is fine => small|the biggest one => large
is large ok => large|a large coffee please => large|medium i guess => medium
""",
    "date": """
monday please => 2026-03-09|can you do thursday => 2026-03-05|the twelfth => 2026-03-12|the 1st => 2026-04-01
i called yesterday can you come friday => 2026-03-06|tomorrow no the day after => 2026-03-06
not friday, the day after => 2026-03-07|sat works => 2026-03-07|how about sunday => 2026-03-08
15th april => 2026-04-15|march the tenth => 2026-03-10|friday week => 2026-03-13|in three days => 2026-03-07
next monday => 2026-03-09|the third of may => 2026-05-03|US: 3/20 => 2026-03-20|US: june 5th => 2026-06-05
it was monday but i want tuesday now => 2026-03-10|a week today => 2026-03-11|the 21st suits us => 2026-03-21
sat if you can => 2026-03-07|sat please => 2026-03-07|the 9th => 2026-03-09|it's for friday => 2026-03-06
i've got the 12th free => 2026-03-12|i moved in last week so monday please => 2026-03-09|sunday's best => 2026-03-08
wed the 11th => 2026-03-11|friday night => 2026-03-06|the second of april => 2026-04-02|2nd april => 2026-04-02
the 3rd please => 2026-04-03|may 3rd => 2026-05-03|tues would work => 2026-03-10|he said tuesday => 2026-03-10
the fifth works => 2026-03-05|the twentieth and no later => 2026-03-20
""",
    "datetime": """
friday at nine => 2026-03-06T09:00|tomorrow at half two => 2026-03-05T14:30|monday 10am please => 2026-03-09T10:00
the tenth at noon => 2026-03-10T12:00|today at four => 2026-03-04T16:00
thursday quarter to nine in the morning => 2026-03-05T08:45|fri 2.30pm => 2026-03-06T14:30
next tuesday at eleven => 2026-03-10T11:00|can you do saturday at one => 2026-03-07T13:00
8pm tonight => 2026-03-04T20:00|12 march at 16:00 => 2026-03-12T16:00|US: march 12 at 4pm => 2026-03-12T16:00
US: 3/12 10:30 am => 2026-03-12T10:30|monday at four no five => 2026-03-09T17:00
not friday at four, friday at five => 2026-03-06T17:00|sunday noon => 2026-03-08T12:00|tomorrow 9 => 2026-03-05T09:00
a week on friday at ten => 2026-03-13T10:00|i rang yesterday can you come thursday at two => 2026-03-05T14:00
in an hour => 2026-03-04T11:00
""",
    "email": """
sam@brook.com => sam@brook.com|it's sam dot brook at gmail dot com => sam.brook@gmail.com
j, dot, s, m, i, t, h, at, gmail dot com => j.smith@gmail.com|a, b, c at mail dot com => abc@mail.com
used to be sam@aol.com, now sam@brook.io => sam@brook.io
my old one was sam@aol.com but it's now sam@brook.io => sam@brook.io|write to jo_lee@shop.co.uk => jo_lee@shop.co.uk
Jo.Lee@Shop.co.uk thanks => jo.lee@shop.co.uk|kate underscore m at outlook dot com => kate_m@outlook.com
it's bob at bobs plumbing dot com => bob@bobsplumbing.com
please send it to finance at oakley dot org => finance@oakley.org|tim sixty four at yahoo dot com => tim64@yahoo.com
r hughes at btinternet dot com => rhughes@btinternet.com|lee-ann@me.com => lee-ann@me.com
it's maria dot luz at correo dot es => maria.luz@correo.es|paul@x.com no sorry paul@y.com => paul@y.com
(amy@site.net) => amy@site.net|you can use tina at tina dot me => tina@tina.me
n, i, c, k, at virgin dot net => nick@virgin.net|info@a-b.co => info@a-b.co|jo fox at gmail dot com => jofox@gmail.com
the boss at acme dot com => boss@acme.com|hello at brook dot io => hello@brook.io
shop at brook dot io => shop@brook.io|work at brook dot io => work@brook.io
""",
    "money": """
that'd be thirty five quid => 35.00 GBP|£99.99!! => 99.99 GBP|about 20 pounds => 20.00 GBP
i was charged a hundred and ten pounds => 110.00 GBP|eighty => 80.00 GBP|forty two pounds fifty => 42.50 GBP
two fifty pounds => 2.50 GBP|50 US cents => 0.50 USD|50 euro cents => 0.50 EUR|it's £30 for the two of us => 30.00 GBP
i paid £45 three weeks ago => 45.00 GBP|twenty pounds for ten minutes => 20.00 GBP|1,000 pounds => 1000.00 GBP
sixty five pounds no wait seventy five => 75.00 GBP|it came to 72 all in => 72.00 GBP
i think it was eighty five => 85.00 GBP|sixty please => 60.00 GBP|45 for the callout => 45.00 GBP
US: two hundred bucks => 200.00 USD|US: $75 even => 75.00 USD|US: ninety nine cents => 0.99 USD
US: forty dollars and fifty cents => 40.50 USD|ten pounds in cash => 10.00 GBP|12.50 => 12.50 GBP
it was about ninety => 90.00 GBP|sixty five pence => 0.65 GBP|150 ish => 150.00 GBP|fifty give or take => 50.00 GBP
i'd say 200 => 200.00 GBP|£85 for two hours => 85.00 GBP|just over... no, £60 => 60.00 GBP
two hundred and ten pounds => 210.00 GBP|paid 70 => 70.00 GBP|70 including VAT => 70.00 GBP
US: a hundred bucks => 100.00 USD|US: 20 => 20.00 USD|max 300 => 300.00 GBP|forty quid a month => 40.00 GBP
my budget's 500 => 500.00 GBP|three fifty => 3.50 GBP|twelve pound ten => 12.10 GBP
""",
    "number": """
five => 5|there are three of us => 3|12 => 12|two of them => 2|just the one => 1|no one => 0|none => 0
four no five => 5|a dozen => 12|we have two kids => 2|it's fifteen years old => 15|eight please => 8
one hundred and two => 102|three and a half => 3.5|4 bedrooms => 4|seven i think => 7|i'd say twenty => 20|one => 1
not 5, 6 => 6|two radiators => 2|about ten => 10|we are six => 6|6 people => 6
i have three cats => 3|half => 0.5|two and a half => 2.5|just 1 => 1|twenty one => 21|no more than three => 3
""",
    "order_id/ORD-\\d{5}": """
ORD-11223 => ORD-11223|ord 55443 => ORD-55443|it's o r d one one two two three => ORD-11223
my order number is ORD-90001 => ORD-90001|ord-12345 no ord-12354 => ORD-12354
o r d four eight two sorry four eight three one one => ORD-48311|that's ord 77001 thanks => ORD-77001
ORD 30303. where is it? => ORD-30303|ord dash two two double one five => ORD-22115
the one i ordered monday ORD-60606 => ORD-60606
""",
    "order_id/[A-Z]{2}\\d{6}": """
ER000123 => ER000123|AH123456 => AH123456|UM443322 => UM443322|e r one two three four five six => ER123456
MM 123456 => MM123456|t for tango x for xray nine nine nine one one one => TX999111|QB102030 thanks => QB102030
k l nine oh four sorry nine oh five one one one => KL905111|it's hr 556677 => HR556677
AB123456 not AB123465 => AB123456
""",
    "person_name": """
it's for Rosa Klein => Rosa Klein|it's for rosa klein => Rosa Klein|it's for D'Arcy Webb => D'Arcy Webb
i'm Priya Shah => Priya Shah|my name is owen clarke => Owen Clarke|call me Jo Banks => Jo Banks
this is hannah wood speaking => Hannah Wood|Mr Desmond Cole => Desmond Cole|in the name of Lucy Grant => Lucy Grant
it's under Farah Aziz => Farah Aziz|booking's for Ian Moss => Ian Moss|tom ford => Tom Ford
yes it's mark hill => Mark Hill|Nadia Petrova => Nadia Petrova|sure, it's leo martin => Leo Martin
the name's Amy Stone => Amy Stone|ruth => Ruth|alan, alan price => Alan Price|put Kevin Doyle => Kevin Doyle
sara no h ellis => Sara Ellis|it's for Tom => Tom|under Patel => Patel
this is about the boiler my name's Ann Poe => Ann Poe|name's Will Reed => Will Reed
""",
    "phone": """
07700 900123 => +447700900123|oh seven seven double zero nine hundred one two three => +447700900123
it's 020 7946 0123 => +442079460123|ring me on 07700900456 after 5 => +447700900456|+44 7700 900789 => +447700900789
07700 900111 no sorry 07700 900112 => +447700900112|07700 900124, no, 123 => +447700900123
oh seven seven hundred nine double oh three three three => +447700900333
my mobile is 07512 904663 thanks => +447512904663|0161 496 0123 ext 5 => +441614960123
oh seven nine seven three one four sorry one five oh double two three => +447973150223
US: (202) 555-0143 => +12025550143|US: two oh two five five five oh one four three => +12025550143
US: 312.555.0199 => +13125550199|US: it's 646 555 0111 => +16465550111|US: call 415-555-0123 please => +14155550123
US: +1 415 555 0123 => +14155550123|US: five one two triple five oh one eight eight => +15125550188
not 07700 900111, 07700 900112 => +447700900112|used to be 07700 900111, now 07700 900112 => +447700900112
uh 07700 900123 => +447700900123|ring 07700 900123 or text => +447700900123
was 07700 900111 but it's now 07700 900112 => +447700900112
""",
    "time": """
four => 16:00|half nine => 09:30|not 2, 3 => 15:00|not two three => 15:00|at ten please => 10:00
quarter to six => 17:45|16:45 => 16:45|7pm => 19:00|9 in the morning => 09:00|noon => 12:00
i called at nine can you come at four => 16:00|could you do eleven => 11:00|five past eight => 08:05
ten thirty => 10:30|let's say three => 15:00|three no four => 16:00|around two => 14:00|2.15pm => 14:15
oh nine hundred => 09:00|midnight => 00:00|nine thirty => 09:30|at four when i'm back => 16:00
i finished work so five => 17:00|say 3 => 15:00|after lunch so two => 14:00|quarter past four please => 16:15
three fifteen => 15:15|8.30 => 08:30|twelve => 12:00|ten => 10:00|five if you can => 17:00
it'd have to be six => 18:00
""",
    "uk_postcode": """
EH1 1AA => EH1 1AA|EH8 9YL please => EH8 9YL|SW1A 1AH => SW1A 1AH|m one one a e => M1 1AE|it's ls1 4dt => LS1 4DT
b for bravo s eight three a b => BS8 3AB|my postcode is G12 8QQ thanks => G12 8QQ|e h one two n g => EH1 2NG
cb21tn => CB2 1TN|not LS1 4DT, LS1 4DU => LS1 4DU
was it n w one or hold on n w three four a b yes n w three four a b => NW3 4AB|used to be M1 1AE, now M2 2BB => M2 2BB
SE1 7PB. it's a flat => SE1 7PB|w one a one a a => W1A 1AA|oscar x four one r e => OX4 1RE
ER1 no sorry EH1 1AA => EH1 1AA|the postcode's p l four six a b => PL4 6AB|N1 9GU (islington) => N1 9GU
d d one four h n => DD1 4HN|tn twenty three one a a => TN23 1AA|ER1 1AA no EH1 1AA => EH1 1AA
OR it's LS1 4DT => LS1 4DT|a b one two c d => AB1 2CD|mm it's M1 1AE => M1 1AE
""",
    "us_zip": """
US: 60601 => 60601|US: it's 94103 in san francisco => 94103|US: six oh six oh one => 60601
US: nine four one uh nine four one oh three => 94103|US: used to be 10001, now 10002 => 10002
US: was 10001 but now it's 10002 => 10002|US: 02139 => 02139|US: oh two one three nine => 02139
US: my zip is 30301 thanks => 30301|US: 10001-1234 => 10001-1234|US: nine eight one oh one => 98101
US: not 60601, 60602 => 60602|US: 60601 no 60602 => 60602|US: ninety four one oh three => 94103
US: zip code seven eight seven oh one => 78701|US: 5 5 4 0 1 => 55401|US: sure 80202 => 80202
US: that's 33101 miami => 33101|US: double seven zero zero two => 77002|US: around 85001 phoenix => 85001
US: zip's 73301 in texas => 73301|US: i'm in 60614 => 60614|US: one two three four five => 12345
US: 48226 please => 48226
""",
    "yes_no": """
yes please => yes|no thanks => no|yeah go on => yes|absolutely => yes|nah you're alright => no|i'd rather not => no
that's right => yes|of course => yes|no way => no|not at all => no|sure thing => yes|yes i do => yes|no we don't => no
yup => yes|that's fine => yes|fraid not => no|ES: sí claro => yes|ES: no gracias => no|ok => yes|by all means => yes
""",
}
