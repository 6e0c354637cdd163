"""Everyday words that end a name or an address and never are one by themselves: data only.

What callers say instead of their name: refusals, questions, complaints, small talk, the trade at hand. Words that are
also names live in `given_names`. Folded to lower case.
"""

# Never part of a name, whatever stands before them.
FUNCTION_WORDS = frozenset(
    """
    a an the i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself
    yourself this that these those who whom whose which what when where why how whats what's who's whos where's
    how's that's thats there there's theres here's here heres i'm im i've ive i'd id i'll ill you're youre you've
    youve you'd you'll he's hes she's shes he'd she'd he'll she'll it's it'll itll it'd we're we've weve we'd we'll
    they're theyre they've they'd they'll is are am was were be been being isn't isnt aren't wasn't weren't do does
    did done doing don't dont doesn't doesnt didn't didnt have has had having haven't hasn't hadn't can could can't
    cant cannot couldn't would wouldn't should shouldn't shall might must mustn't won't wont wouldnt shouldnt
    couldnt ain't need needs needed not no nope nah yes yeah yep yup ya aye and or but nor so yet if then than
    because cos cuz since though although while whereas unless until till as of at by for with about against between
    into through during before after above below to from up down in out on off over under again further once again
    upon onto toward towards across along around behind beside besides beyond near nearby per via within without
    inside outside let's lets let gonna wanna gotta dunno oh ah um uh er erm hmm okay ok right well just only also
    too very really quite much many more most some any all both each few other others such same own every everyone
    everybody everything anyone anybody anything someone somebody something somewhere nobody nothing nowhere none
    one ones two three four five six seven eight nine ten zero first second third fourth fifth last next previous
    former latter please thanks thank cheers ta sorry pardon excuse hello hi hey hiya bye goodbye welcome name names
    named name's called surname surname's forename firstname lastname calling call calls caller speaking speak
    spelled spelt spell spelling letter letters double triple capital hyphen hyphenated dash actually basically
    literally obviously maybe perhaps possibly probably definitely certainly now today tonight tomorrow yesterday
    soon later earlier always never ever often sometimes usually already still
    """.split()
)
# Ordinary content words; part of a name only by accident, so they end it unless it was clearly introduced.
COMMON_WORDS = frozenset(
    """
    able absolutely accept access accident account ache across act action active actual add address addressed adult
    advance advice afraid afternoon age agent agree ahead air alarm alive allow allowed almost alone alright amazing
    amount angry animal announce annoyed annoying anonymous another answer answering anymore anyway apart apartment
    app apparently appear apply appointment appreciate area arm army arrange arranged arrive arrived ask asked
    asking asleep assistance assistant assume attach attention available avoid awake aware away awful baby back
    backwards bad badly bag bang bank basement bathroom bath battery beautiful became become bed bedroom been began
    begin beginning behalf believe below bet better big bill bin birth birthday bit bitten bleeding bless blocked
    blood blowing blue board boat body boiler boiling book booked booking boring boss bother bothered bottom bought
    bowl box boy boyfriend break breaking bring broke broken brother brought brilliant bucket budget bug build
    building built burning burst bus business busy button buy cable cab camera came cancel cancelled car card care
    careful carry cash cat catch caught cause ceiling center central centre certain certificate chair change changed
    changing charge cheap cheaper cheapest check checked checking chest choice choose christ city claim class clean
    cleaning clear clearly clever click client clock close closed clue code coffee cold colleague collect college
    come comes coming comfortable comment common company compare complain complaint complete completely complicated
    computer concerned condition confidential confirm confirmed confused confusing connect connected connection
    consider constantly contact continue contract control conversation copy correct cost council count country
    couple course cover covered crazy credit cross cry crying current currently customer cut cute cylinder dad daddy
    damage damaged damn damp danger dangerous data date daughter days dead deal dear death debit decide decided
    decision deep degrees deliver delivered delivery department depends desk desperate detail details diary died
    difference different difficult dinner direct directly dirty disabled disaster discount disgusting dishwasher
    disgrace disturb dizzy doctor dog door doors doubt downstairs drain drains drink drip dripping drive driving
    drop dropped drove dry due dumb earth easier easily easy eat eating electric electrician electricity else email
    embarrassed emergency empty end ended engineer english enjoy enough enquiry enter entire entirely error
    especially estimate even evening event eventually evidently exact exactly example excellent except excited exist
    expect expected expensive experience explain explained express extra extremely eye eyes face fact failed fair
    fairly fall false family fan fantastic far fast faster fault faulty favour favourite fee feel feeling fell felt
    female fever few field fight figure fill final finally find fine finger finish finished fire fit fix fixed
    fixing flat flood flooded flooding floor flow fluid flush fly follow following food foot force forever forget
    forgot forgotten form forward found free freezing fresh friend friends front frozen frustrated frustrating full
    fully fun function funny furious gas gave general generally gentleman genuine get gets getting girl girlfriend
    give given giving glad go god goes going gone good got government grab grand great ground group guess guest guy
    guys had hair half hand handle handy hang happen happened happening happens happy hard hardly hate head health
    hear heard hearing heart heat heated heater heating heavy held hell help helped helpful helping hide high
    history hit hold holding hole holiday home homeowner honest honestly horrible hospital hot hour hours house huge
    human hundred hungry hurry hurt hurting husband husband's idea identity idiot ignore imagine immediately
    immersion important impossible improve included including incorrect incredible indeed information injury inquiry
    insist inspection instead insurance interested interesting internet invoice involved issue issues item job join
    joke joking journey keep keeping kettle key keys kid kidding kids kind kinda kindly kitchen knew know knowing
    known lady landlady landlord landlord's language large late latest laugh laundry law lead leak leaking leaks
    learn least leave leaving left leg less lesson level license life lift like liked likely limit line link list
    listen listening live lives living loads local located location lock locked logged long look looked looking
    looks loose lose losing lost lot lots loud love lovely low luck lucky lunch machine mad made mail main make
    makes making male man manage management manager mate matter matters mean meaning means meant measure medical
    medicine meet meeting member memory men mention message met middle mind mine minute minutes miss missed missing
    mistake mobile mom moment money month months morning mother mother's mouth move moved moving mum mum's mummy
    music nan nearest nearly necessary neck neighbour neighbour's neighbor nervous new news nice night nobody's
    noise normal normally nosy note nothing's notice nowhere number numbers object obvious odd offer office old
    online open opening operator option options order ordered orders original otherwise owe owner owner's package
    paid pain painful pair panic paper parcel parent parents part partner partner's party pass password past
    patience patient pay paying payment people perfect person person's personal personally phone phoned photo pick
    picked picking picture piece pipe pipes place plan plans play plenty plug plumber plumber's plumbing pm point
    police policy polite poor possible post postcode potential power powercut prefer preferred pregnant prepared
    prescription pressure pretty price prices privacy private problem problems process product professional promise
    proper properly property protect provide public pull pump purchase purpose push put putting question questions
    queue quick quickly quiet quote radiator radiators ran rang rather rate reach read reading ready real realise
    realised realize reason receive received recently reception record recorded recording red reference refund
    refuse refused regarding regards register registered regular related relax released remember remembered remind
    rent rental repair repairs repeat replace replaced reply report request required reschedule reservation resolve
    rest result return returned returning ridiculous ring ringing robot room rooms round rude rubbish run running
    rush sad safe said salary sale sales sat save saw say saying says scared schedule school scam scratch screen
    seat secret security see seem seems seen sell send sending sense sent separate serious seriously service set
    several severe sewage shame share shit shocked shop short shouting show shower shut sick side sign signed silly
    similar simple simply sink sir sister sit site situation size sky slot slots slow slowly small smell smelling
    smells smoke snow social soaked sold somehow son sooner sore sort sorted sound sounds space spare special
    specific spoke spoken spot spray stairs stand standing start started starting state station stay step stick stop
    stopped stopping stopcock store story straight strange street stress stressed strong stuck stuff stupid subject
    such suddenly suggest suit suits super supervisor support suppose supposed sure surely surgery surprised switch
    system table take taken takes taking talk talked talking tank tap taps tax tea team technician telephone tell
    telling temperature tenant tenant's terrible terrified test text thing things think thinking thought thousand
    threw throw ticket tiny tired toilet told took tooth top total totally touch tough town trade traffic train
    transfer trap treat trouble true trust truth try trying turn turned tv twice type ugly unable unblock uncertain
    understand understood unfortunately unit unknown unless unlucky unsure update upset upstairs urgent urgently use
    used useful user using usual valve van verify visit visitor voice wait waiting walk walking wall want wanted
    wanting wants warm warning wash washing waste watch water way weather website wedding week weekend weeks weird
    went wet whatever whenever wherever whether whichever whoever whole wife wife's window wine wish woman wonder
    wondered wonderful wondering word words work worked working works world worried worries worry worse worst worth
    write writing written wrong year years yesterday yesterday's young yourselves zip pls plz btw asap lol secretary
    anymore whichever somebody's madam ma'am mister mrs mr ms dr miss exploded explode electrics plaster drips
    dripped overflowing overflow unclear invalid valid nonsense none's kitchen's boiler's sink's toilet's pipe's
    tap's water's heating's bathroom's burglar thief guilty drunk business's whoever's silence quiet speechless mute
    unavailable engaged offline dying freezing scalding ill sick unwell injured vomiting shaking bust knackered
    shattered exhausted starving fuming livid gutted delighted pleased thrilled relieved ashamed lonely bored
    annoyed irritated disappointed devastated appalled retired unemployed employed single married divorced widowed
    monday tuesday wednesday thursday friday saturday sunday january february september october november december
    abroad accepted added additional ago amounts atm attached auto automatic awhile balance bank banking banks
    calculated canceled card cards cash charged charges cheque cheques clerk completed contactless currencies
    currency declined declining denied deposit deposited deposits disappeared disposable disposal exchange exchanged
    exchanges exchanging euro euros eur usd gbp fees fiat foreign fraud fraudulent frequent fund funds funding
    guarantee guarantees holding holdings increase instant instantly issued item items keeps legit limits mastercard
    merchant minors misplaced monthly mugged multiple noticed obtain overcharged passcode passport payee payments
    pending physical pin pounds previously product products progress purchased purchases purchasing questionable
    rates rejected removed reported retrieve reversed reverted seller shipping shown smartphone statement statements
    stolen successfully swift taxes terminal terminate topped topping traditional transaction transactions
    transferred transferring transfers travel traveling travelling unexpectedly unhappy unusual vanished verified
    verification virtual visa wallet warranty withdraw withdrawal withdrawals withdrawing withdrew yikes accurate
    alert alerts android apps iphone phones accounts activate activated activation locate reset delete response
    highly places times brochure carpet ceilings combi cupboard diagnosis extension longer plainly urgency retrieval
    fittings fuse gutter gutters hob installation install installed instructions leaky mains maintenance meter mould
    noisy ombudsman oven overcharge overflowed puddle pumps quotation quotes receipt replacement replacements rota
    shed sewer shutoff socket sockets soaking spares stain stains tanks thermostat tile tiles trading unblocked
    underfloor valves voucher washer workman workmen impatient unsatisfied flight flights hotel hotels tickets
    luggage baggage seats parcels shipment shipments courier bookings table tables guests menu meals deliveries
    prescriptions dentist nurse clinic symptoms appointments claims premium mortgage loan loans invoices
    subscription upgrade downgrade router broadband wifi signal sim network roaming contract happily sadly frankly
    seriously hopefully roughly approximately mainly mostly partly slightly curious jealous anxious dissatisfied
    confident doubtful hesitant reluctant sensitive optional mandatory irrelevant pointless dude whoa hae bonjour
    merci oui hola gracias changes economy basic premium passenger passengers upcoming chance chances short
    holder autocorrect typo brb afk idk omg wtf ffs imo tbh thx incorrectly proceed continue skip pass next stop end
    quit exit help menu operator representative receptionist time starts begins ends rhymes initial initials summat
    thingy whatsit blah gimme huh wot amen innit ltd plc llc inc
    """.split()
)
# Words of courtesy and routine that may stand before or after a name without meaning anything.
COURTESY_WORDS = frozenset(
    """
    hi hello hey hiya please thanks thank you cheers ta yes yeah yep yup ok okay sure right good morning afternoon
    evening sir madam mate love here speaking calling again um uh oh ah well certainly course pls plz ty bye
    """.split()
)
# Written into a text without being a name: never a name on its own even when nothing else is said.
NOT_NAMES_ALONE = frozenset(
    "whatsisname whatshisname whatsername thingy mud hello test testing null none na n/a unknown asdf qwerty "
    "anonymous nobody noone".split()
)
