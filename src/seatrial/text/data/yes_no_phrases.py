"""How people agree, refuse, hedge and stall, English and Spanish: data only.

Phrases are folded (lower case, no accents) and separated by | or new lines; apostrophes may be left out by speakers'
recognisers, which the reader allows for. Read by `yes_no`.

Tiers: PLAIN settles the matter wherever it opens or closes an answer; STRONG is an idiom that cannot mean much else;
CLOSING counts only when nothing but politeness follows ("I do", not "I do have a question"); WEAK counts only when it
is nearly all that was said. DOUBT takes an answer back; INDIFFERENT answers nothing but takes nothing back; ASKING
turns the question round. NOTHING is politeness and filler.
"""

PLAIN_YES_EN = """
yes|yeah|yep|yup|yea|ye|yah|yas|yess|yesss|yeh|yus|ya|aye|yessir|yes sir|uh huh|uhhuh|mm hmm|mmhmm|mhm|mmhm|mm hm|mhmm
hell yes|hell yeah|yah huh|affirmative|yes to that|yh|yee|yeap|yepp|yse|yess sir|affirm
"""
PLAIN_NO_EN = """
no|nope|nah|nay|naw|noo|nop|nup|nahh|naah|noope|nty|nuh uh|nuhuh|uh uh|no sir|no siree|hell no|god no|negative
negatory|heck no|no to that
"""
STRONG_YES_EN = """
course i do|course i am|course i can|course i have|course i would|course i will|course it is|course we do|course we have
course we are|course you can|course it does|course there is
i might as well|i may as well
i should coco|i should cocoa|i should hope so|wouldn't have it any other way|i'd be daft not to|be daft not to
can't hurt
couldn't hurt|wouldn't hurt|why ever not|be rude not to|twist my arm|twisted my arm|if you insist|if i must|spose so
s'pose so|i spose|all the time|every day|every time|all day long|yes indeed|i'm sold|i'd be mad not to
i'd be a fool not to
it's a yes|that's a yes|does a bear|is the sky blue|is water wet|do fish swim|too true|goes without saying|you know it
damn straight|darn right|darn tootin|you better believe it|all for it|bring it on|without fail|is rain wet
is grass green
yes please|please carry on|of course|of course i do|of course i would|of course you can|but of course|absolutely
definitely
i'd love to|i would love to|i'd love that|i would love that|i'd be delighted
ofc|np|fs|sgtm|lgtm|defo|deffo|definately|definatly|definetly|absolutly|absolutley|fo sho|too bloody right
that's right|that is right|that's correct|that is correct|that's the one|that's me|that's true|that is true
you're right
that's it exactly|you got it|you've got it|got it in one|that's what i said|that's what i meant|this is correct
i think so|i believe so|i guess so|i suppose so|i reckon so|i should think so|i'd say so|i would say so|i imagine so
i expect so|i'm afraid so|so it is|so it seems|it would seem so|think so|guess so|suppose so|afraid so|very much so
let's do it|let's do that|let's go for it|let's go with that|let's go ahead|sign me up
count me in|book it|book me in|make it so|consider it done|good to go|i'm in|i'm game|i'm up for it|i'm up for that
do that please|do it please|please book it|let's book it|let's go|we're good to go|that's what i want|we're ready
that's exactly it|that's exactly right|all systems go
sounds good|sounds great|sounds fine|sounds perfect|sounds lovely|sounds right|sounds about right|sounds like a plan
sounds ok|sounds okay|sounds correct|that works|works for me|works fine|that'll work|that will work|that would work
that'll do|that will do|that'll do nicely|that does it|that suits me|suits me|that suits|suits me fine|it works
that's fine|that is fine|that's okay|that's ok|that's good|that's great|that's perfect|that's all right|that's alright
that's grand|that's cool|that's lovely|that's brilliant|that's ideal|that'll be fine|that'll be great
that will be fine
that'll be good|that'll be lovely|that'll be perfect|that will be great|that will be good
that would be great|that would be good|that would be lovely|that would be fine|that would be perfect
that would be nice
that would be wonderful|that would be ideal|that would be helpful|that'd be great|that'd be lovely|that'd be good
that'd be fine|that'd be perfect|that'd be nice|would be great|would be good|would be lovely|it would be great
fine by me|fine with me|okay with me|ok with me|okay by me|ok by me|good with me|all right with me|alright with me
i'm happy with that|i'm fine with that|i'm okay with that|i'm ok with that|i'm good with that|happy with that
happy to do that|i'm happy to|i'd be happy to|happy to|i'm happy for you to|i'm cool with that|i'm down
no problem|no problem at all|no problems|not a problem|no worries|no bother|no trouble|no objection|no objections
no issue|no issues|no issue with that|no qualms|no doubt|no doubt about it|without a doubt|without doubt
no question about it|beyond doubt|why not|why wouldn't i|i don't see why not|don't see why not|can't see why not
i can't see why not|see no reason why not|i wouldn't say no|wouldn't say no|i won't say no|can't say no|i can't say no
don't mind if i do|i don't mind at all|i wouldn't mind|wouldn't mind|i've no objection|i have no objection
i have no objections|i have no problem with that|i've no problem with that|i don't have a problem with that
you bet|you betcha|too right|damn right|right you are|spot on|bang on|exactly right|for sure|sure thing
quite right|all correct|all good|it's correct|it is correct|it's right|it is right|it's fine|it's true|it's okay
i confirm|i can confirm|i agree|i accept|done deal|roger that|ten four|10-4|okey dokey|okie dokie|okie doke
hundred percent|a hundred percent|one hundred percent|100 percent|100 %|i'd like that|i would like that|i want that
i'd appreciate that|i'd be grateful|might as well|may as well|i don't see a problem|i see no problem
as it happens i do
nothing wrong with that|so be it|if you would|if you could|if you don't mind|if you wouldn't mind
if you wouldn't mind please|if you like|if you want|if you want to|if you wish|if that's okay|if that's ok
if that's all right|if that's alright|if possible|if i can|if i may|if it's no trouble|if it's not too much trouble
guilty as charged|couldn't agree more|you read my mind|yeppers|yuppers|now you're talking|is the pope catholic
do bears|does it ever
i most certainly do|i most certainly am|i sure do|i sure am|i certainly do|i certainly am|i certainly would
i really do
i insist|with pleasure|my pleasure|good idea|great idea|good plan|it certainly is|it sure is|it sure does|that it is
"""
# Leave to go on: it outweighs even a "no" before it ("no no, go ahead").
PERMISSION_EN = """
go ahead|please go ahead|do go ahead|go for it|go on then|please do|by all means|be my guest|carry on|feel free
fire away
go right ahead|crack on|you can|you may|let's go ahead
"""
STRONG_NO_EN = """
i don't think i|i don't believe i|i don't think we|i don't think it|have i heck|has it heck|not that i've|not that i
you must be joking|you must be kidding
in your dreams|jog on|do one|get lost|must be joking|having a laugh|got to be kidding|gotta be kidding|got to be joking
nothing springs to mind|never in my life|not in a million years|not for all|not even|not even slightly|that's the lot
that's your lot|yeah right|yeah sure as if|like hell|pull the other one|do me a favour|do i heck
do i hell
is it heck|am i heck|bog off|sod off|no fear|nowt|not bloody likely|perish the thought|god forbid|heaven forbid
that's a no|it's a no|it's a hard no|not on my watch|not for love nor money|not if you paid me|not if i can help it
let's not|let's leave it|let's leave it there|you're alright|you're all right|you're ok|you're okay|ur alright
no worries i'm good|no problem i'm good|no worries i'm fine|no worries i'm okay|nobody does|nobody is
no way|no way jose|no chance|not a chance|no thanks|no thank you|no ta|not really|not at all|not likely
not particularly
not especially|not quite|not exactly|not entirely|not yet|not now|not just now|not right now|not today|not tonight
not this time|not at the moment|not at this time|not at present|not for me|not for now|not anymore|not any more
not interested|not necessary|not needed|not required|not true|not correct|not right|not okay|not ok|not fine|not good
not happy|not happy with that|not that i know of|not that i'm aware of|not that i can think of|not as far as i know
not to my knowledge|not so much|not me|not one bit|not in the slightest|not in the least|not ever|not happening|not so
not on your life|not on your nelly|not a bit|not a fan|not as yet|not currently|not presently|not for the moment
never ever|absolutely not|definitely not|certainly not|of course not|course not|probably not|possibly not
most likely not
obviously not|clearly not|apparently not|ideally not|preferably not|hopefully not|sadly not|unfortunately not
maybe not
i'm afraid not|afraid not|fraid not|i think not|think not|i hope not|i guess not|guess not|i suppose not|i'd say not
perhaps not
i'd rather not|i would rather not|rather not|i'd rather you didn't|i would rather you didn't|i'd rather you did not
i'd prefer not to|i'd prefer not|i would prefer not to|i would prefer not|prefer not to|prefer not|i prefer not to
better not|best not|i'd better not|why would i|why should i|why on earth would i|i'd rather wait|thanks but no thanks
please don't|please do not|don't do that|don't bother|do not bother|don't worry|don't worry about it|please no
don't think so|i don't think so|i do not think so|i don't believe so|i do not believe so|i don't reckon so
i wouldn't think so|i shouldn't think so|i wouldn't say so|i doubt it|i doubt that|doubt it|i very much doubt it
that's not it|that's not me|that's not the one|that's not what i said|that's not what i meant|that's wrong
that is wrong
it's wrong|it is wrong|you're wrong|you've got it wrong|you got it wrong|you got that wrong|you've got that wrong
got it wrong|that's incorrect|that is incorrect|it's incorrect|that's false|wrong number|you're mistaken
that's a mistake|that's not even close
none at all|none of them|none of that|none of those|none of the above|nothing else|nothing more|nothing at all
nothing further|nothing thanks|nothing comes to mind|nothing for now|nothing today|that's all|that is all
that'll be all
that will be all|that's everything|that is everything|that's all for now|that's all for today|that's all i need
that's all i needed|that was all|that was everything|i'm good thanks|i'm good thank you|i'm all good|i'm all set
i'm fine thanks|i'm fine thank you|i'm okay thanks|i'm ok thanks|i'm good for now|we're good|we're fine|we're all set
we are good|i'll pass|i will pass|i'll pass on that|i'll leave it|i'll skip|i'll skip that|count me out|hard pass
out of the question|over my dead body|under no circumstances|by no means|in no way|far from it|nothing of the sort
nothing of the kind|when pigs fly|when hell freezes over|fat chance|chance would be a fine thing|if only|i wish
i refuse|i decline|i object|i disagree|i reject|no can do|no deal|no dice|no need|there's no need|there is no need
highly unlikely|very unlikely|forget it|forget about it|leave it out|hold off|no good|no luck|no such luck
"""
CLOSING_YES_EN = """
no question|i already did|i already have|i'd like to|i would like to|i want to|i want it|i'd like it|i'm able to
i did that|i've done that
"""
SUBJECTS_EN = "i|it|we|they|he|she|there|that|you|this"
AUXILIARIES_EN = "do|does|did|am|is|are|was|were|have|has|had|would|will|can|could|should|must|might"
NEGATED_EN = """
don't|doesn't|didn't|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|wouldn't|won't|can't|cannot|couldn't|shouldn't
'm not|'s not|'re not|'ve not|'d not|'ll not|ain't
"""
WEAK_YES_EN = """
spose|s'pose|natch
sure|ok|okay|okey|kk|k|alright|all right|alrighty|right|fine|great|good|perfect|lovely|brilliant|excellent|fantastic
wonderful|super|cool|awesome|amazing|nice|grand|smashing|fab|please|very well|very good|fair enough|fair|works|gladly
always|usually|naturally|obviously|clearly|y|si|oui|ja|great stuff|very much|much appreciated|ideal|splendid
marvellous
certainly|indeed|exactly|precisely|totally|surely|correct|confirmed|agreed|accepted|approved|approve|confirm|deal
granted|true|positive|i'm positive|ready|i'm ready|ready to go|send it|quite sure|roger|righto|rightio|i suppose
i guess|i reckon|probably|most likely|more than likely|very likely|likely
course|bet|do it|do that|go on|do|speaking|this is she|this is he|done|clear|yay|hooray|finally|happily|willingly
aight|probs|prolly|obvs|legit|coolio|pls|plz|certianly|corect|righty ho|right ho|exactamundo|sweet|k thx
👍|✅|✔|👌|🙂|😀|😊|💯|🙏
"""
WEAK_NO_EN = """
n|nobody|no one|no body|doesn't|isn't|hasn't|haven't|wasn't|can't|cannot|won't|didn't|couldn't|wouldn't|aren't|nvm
nm|soz no|cba|never|never mind|nevermind|wrong|incorrect|false|untrue|inaccurate|none|nothing|nil|neither|pass
leave it|skip it
skip that|skip|cancel|cancel it|cancel that|stop|stop it|hardly|scarcely|barely|rarely|seldom|declined|decline|refused
denied|deny|reject|rejected|disagree|unlikely|doubtful|i'm good|i'm fine|i'm all right|i'm alright|i'm okay|i'm ok
all set|as if|anything but|don't|do not|do not do that|noes|zilch|nada|👎|❌|🙅|🚫
"""
DOUBT_EN = """
lemme check|lemme think|lemme see|lemme ask|lemme look|no rest for|no pain no gain|no place like|no time to|no smoking
no telling|no knowing|no accounting for|no such luck with|good grief|good lord|good heavens|good god|good gracious
great scott
say again|come again|not always|not every time|not decided|not yet decided|neither here nor there|not a no|not a yes
heard the question|i heard the question
i thought i had|i thought i did|i thought we had|i thought we did|i thought it was|not made up my mind|not my call
not sure yet|can't decide yet
no joke|no offence|no offense|no disrespect|no way really|no news is good news|no wonder|no pressure|no such thing
no kidding|one moment|one minute|one second|half a minute|half a sec|half a mo
i don't think i understand|i could do|leaning towards|stop repeating|speak up|i cannot say|cannot say
i couldn't possibly
i haven't thought|i've not thought|haven't thought|i've not made|i've not decided|haven't given it|i've not given it
i'm not saying|i am not saying|not saying|i never said|never said|don't take that|it's not my decision|it's not my place
it's not for me to say|it isn't my decision|it's not up to me|not up to me
i'm here|still here|i'm still here|we're here|still on the line|i can hear you|i can hear|heard you|i heard you
i'm listening|what did you say|what was the question|what is it|what do you want|who's this|who is this|who is it
can you hear me|is anybody there|is anyone there|anyone there|are you there|to what|to which|which one do you mean
which do you mean|one sec|1 sec|two secs|2 secs|two mins|2 mins|just a sec|just a minute|just a moment|in a sec
bear with me
give me a sec|give me a minute|give me a mo|give me a moment|give me two|give me 2|give me one|give us a sec
give us a minute|have to ask|need to ask|let me ask|i'll ask|i would ask|have to talk|need to talk|need to speak
have to speak|up to him|up to her|up to my|not my decision|not for me to say|not my place|check with|run it by
run that by
speak for him|speak for her|his decision|her decision|talking to my|talking to the|not you|the dog|say that again
say it again|i mean what|i mean how|i mean why|did not understand|i did not understand|do not follow|i do not follow
did not catch|i did not catch|did not hear|i did not hear|did not get that|i did not get|in english|plain english|easier
more simply|couldn't tell you|i couldn't tell you|can't complain|mustn't grumble|can't you|couldn't you|ask me another
heard it all|heard it before|heard that before|heard that one|what they all say|what the last|another robot
lovely weather
just brilliant|just great|to the first|to the second|you already said|you just said|you said that|part of me
what was that
sleep on it|what's the question|i'm thinking|i am thinking|still thinking|thinking about it
not sure|i'm not sure|i am not sure|not too sure|not really sure|not entirely sure|not quite sure|not so sure
not a hundred percent sure|not 100 % sure|not certain|i'm not certain|unsure|i don't know|i do not know|don't know
dunno
i wouldn't know|i couldn't say|i couldn't tell you|i can't say|i can't tell|can't say|i can't remember
i don't remember
i do not remember|i don't recall|can't remember|don't remember|i forget|i've forgotten|i forgot|i haven't a clue
i haven't the foggiest|haven't the foggiest|i haven't the faintest|haven't a clue|haven't got a clue
i haven't got a clue|haven't decided|i haven't decided|haven't made up my mind|i haven't made up my mind
i can't decide|can't decide|undecided|i'm undecided|no idea|i have no idea|i've no idea|i've got no idea|no clue
i have no clue|maybe|mayb|maybes|perhaps|idk|dno|dunno yet|no clue|possibly|conceivably|potentially|might be
it might|it might be|i might|might do|may do|i might do|could be
it could be|could do|may be|it may be|it may|i may|that depends|it depends|depends|it all depends|hard to say
difficult to say|hard to tell|who knows|god knows|goodness knows|lord knows|search me|beats me
your guess is as good as mine|we'll see|we will see|let me think|let me think about it|i'll think about it
i'll have a think|i need to think|i need to think about it|i'd have to think about it|i'd have to check
i'll have to check|i need to check|let me check|i'd need to check|i'll get back to you|let me get back to you
ask me later|ask me again later|yes and no|yes or no|in a way|kind of|sort of|kinda|sorta|more or less|half and half
fifty fifty|in some ways|to some extent|not necessarily|sometimes|it varies|now and then|on and off|occasionally
six of one|i hope so|hopefully|i'm torn|i'm in two minds|in two minds|could go either way|don't have a clue
i don't have a clue|no comment|i'd rather not say|i would rather not say|i'd prefer not to say|rather not say
prefer not to say|i'd rather not answer|i'd rather not answer that|none of your business|mind your own business|ish
you tell me|i couldn't tell|wouldn't know|if i remember|not that sure|i think maybe|that's a good question
good question
i can't hear you|can't hear you|i can't hear|i couldn't hear|i couldn't hear you|i didn't hear|didn't hear that
i didn't catch that|didn't catch that|i didn't get that|didn't get that|i don't understand|i do not understand
don't understand|i didn't understand|i don't follow|i don't get it|i don't get you|not following
i don't understand the question|i'm not following|i missed that
"""
INDIFFERENT_EN = """
idc|idm|no preference|i've idc|idm|no preference|i have idc|idm|no preference|i don't mind|don't mind
i'm not bothered|not bothered|not fussed
i'm not fussed|i'm not fussy|i'm easy|i don't care|don't care|doesn't matter|it doesn't matter|makes no difference
it makes no difference|whatever|whatever you think|whatever works|up to you|it's up to you|you decide|you choose
your call|either|either way|either one|both|either is fine|anything
"""
# Asking to hear it again; a yes or no after it still counts. An inverted question ("is that a yes") does not answer.
RETORT_EN = """
say that again|pardon|pardon me|excuse me|what was that|what's that|what do you mean|repeat that
repeat the question|can you repeat|could you repeat|what|huh|why|how|who|when|where|which|how come|what's
why do you ask
"""
ASKING_EN = """
what does that mean|what if|what happens if|does that mean|is that|is it|do you|do i|are you
am i|can i|can you|could you|could i|would you|would that|would it|will you|will it|will that|should i|shall i
does that|does it|did you|have you|has it|was it|is there|are there|may i
"""
NOTHING_EN = """
good morning|good afternoon|good evening|good day|good night|no news|nobody asked|no one asked|you never asked
no one's been
nobody's been|yes what|no what|yes who
used to|i used to|we used to|no rush|no hurry|no sound|no audio|no button|no buttons|no yes button|no no button
no option
no options|no internet|no wifi|no text|no link|no picture|no prompt|no message|no screen|no question showing|no bars
no easy answer|no simple answer|no right answer
yes hello|yeah hello|yes hi|yeah hi|are you joking|are you kidding|are you kidding me|you're joking|you're kidding

no signal|no reception|no coverage|no answer|no reply|no response
no one's home|no one's in|nobody's home|nobody's in|no one was|nobody was
no one told|nobody told|no one said|nobody said|no one came|nobody came|no one answered|nobody answered|no one called
nobody called|no one rang|nobody rang|no one knows|nobody knows|no one picked up|nobody picked up|no two|no one else
thx|tx|tnx|thnx|thanx|ty|tysm|lol|tho|rn|atm|imo|pal|soz|u|ur|r|hun|bro|luv|me|duck|guv|mate|thanks|thank you
thank you very much|thanks very much|thanks a lot|thanks so much|thank you so much|many thanks|cheers|ta
mate|love|sir|madam|ma'am|miss|darling|dear|pal|buddy|man|dude|bro|then|um|umm|uh|uhh|er|err|erm|ah|oh|ooh|mm|mmm|hm
hmm
well|so|like|just|really|actually|honestly|basically|you know|you see|i mean|i think|i believe|i'd say|i would say
i must say|i have to say|to be honest|to be fair|if i'm honest|tbh|frankly|very|quite|pretty|it|that|the|a|i|for now
for the moment|at all|today|now|though|too|also|and|but|all|here|there|again|already|still|even|that's|it's|its|is
for me
with me|by me|to me|from me|everything|every bit|as well|it all|this|we|go|look|lol|haha|ha|you|sounds|looks|seems
that would be|that'd be|that'll be|sorry|as far as i know|as far as i can tell|as far as i'm aware|gosh|god|heavens
goodness|hey|hi|hello|bye|goodbye|bye bye|a bit|a little|little|much|enough|kind|kindly|oh my|wow|seriously|of you
that's very kind|very kind|that's kind of you|on that|to that|about that|with that|of that|do so|one|yet|ever|so far
mind you|right now|oh dear|oh god|anyway|let's see|please and thank you|whatsoever|either|instead|next|sorry about
"""
PLAIN_YES_ES = "si|sip|sipi|ss|sisi|sisisi|simon|sii|siii|yes|aja|ajam|afirmativo|si si|yep|yeah"
PLAIN_NO_ES = "no|nop|nope|noo|nones|nel|negativo|no no"
STRONG_YES_ES = """
orale|orale pues|si quiero|si eso es|claro que puede|claro que puedes|claro que quiero|por descontado
con los ojos cerrados|a ojos cerrados
ni lo dude|ni lo dudes|no lo dude|no lo dudes|no te quepa duda|no le quepa duda|digame soy yo|soy yo digame
ya lo creo que si
no hay ningun inconveniente|no hay ningun problema|no tengo ningun inconveniente|no tengo ningun problema|no hay pega
ningun inconveniente|no me opongo|y tanto|y tanto que si|de mil amores|cuando quiera adelante
faltaria mas|va a ser que si|ya te digo|hombre claro|obvio que si|no faltaba mas|ahora mismo si
claro|claro que si|por supuesto|por supuesto que si|desde luego|desde luego que si|vale si|de acuerdo|asi es
en efecto|como no|ya lo creo|venga va|adelante|hagalo|hazlo|esta bien|me parece bien|me parece perfecto|me parece
creo que si|supongo que si|yo creo que si|pienso que si|diria que si|espero que si|sin duda|sin dudarlo
ningun problema
no hay problema|sin problema|sin problemas|no hay inconveniente|con mucho gusto|con gusto
lo soy|soy yo|yo mismo|yo misma|lo confirmo|trato hecho|eso mismo|tal cual|que si|pues si
pues claro
me encantaria|me gustaria|me viene bien|me va bien|esta correcto|todo correcto|eso esta bien|suena bien|tienes razon
tiene razon|es cierto|es correcto|es verdad|no veo por que no|cuenta conmigo|no me molesta
no tengo inconveniente
"""
STRONG_NO_ES = """
nada de nada|nunca jamas|jamas de los jamases|por nada del mundo|de eso nada monada|no se moleste|no te molestes|pa nada
nanay|nanai de la china|nanay de la china|quita quita|quite quite|mejor lo dejamos|no me da la gana|paso|paso de eso
ni por esas
ni de coña|ni de cona|va a ser que no|va a ser q no|ni por asomo|ni en pintura|ni hablar del peluquin
naranjas de la china
no gracias|para nada|nada mas|nada de eso|en absoluto|claro que no|por supuesto que no|desde luego que no
de ninguna manera|de ningun modo|de eso nada|ni hablar|ni loco|ni loca|ni de broma|ni en broma|ni pensarlo
ni mucho menos|que va|mejor no|creo que no|no creo|no lo creo|yo creo que no|supongo que no|pienso que no|diria que no
me temo que no|espero que no|yo tampoco|prefiero no|preferiria no|prefiero que no|ahora no|hoy no|todavia no|aun no
no hace falta|no es necesario|no necesito|no quiero|no me interesa|no puedo|no tengo|no es correcto|no es cierto
no es verdad|no es asi|no esta bien|eso no|esta mal|es incorrecto|es falso|esta equivocado|que no|pues no
de momento no
por ahora no|por el momento no|no por favor|no por ahora|no de momento|eso es todo|es todo|nada gracias|no se puede
no me va bien|no me viene bien|la verdad que no|la verdad es que no|no la verdad|ni en sueños|ni en suenos
"""
# These close: more than politeness after them makes them something else ("eso es cosa mía").
CLOSING_YES_ES = "eso|eso es|encantado|encantada|hecho|por que no|y por que no"
WEAK_YES_ES = """
okis|oki|lo es|supongo|listo|con mucho gusto|bueno|vale|ok|okay|okey|perfecto|genial|estupendo|fenomenal|bien|muy bien
por favor|fantastico|excelente|guay|listo|va
sea|s|probablemente|seguramente|seguro|de una|buena idea|correcto|exacto|exactamente|efectivamente|venga|dale|obvio
obviamente|ciertamente|cierto|totalmente|confirmo|confirmado|acepto|conforme|definitivamente|naturalmente|quiero
siempre
👍|✅|👌
"""
WEAK_NO_ES = """
cancelelo|cancelela|cancelala|anulelo|anulala|nada|nunca|jamas|tampoco|incorrecto|mal|falso|equivocado|ninguno
ninguna|imposible|nanai|dejalo|dejelo|cancela
cancelar
olvidalo|n|apenas|👎|❌
"""
DOUBT_ES = """
igual si|igual no|a lo mejor si|a lo mejor no|quizas si|quizas no|quiza si|quiza no|tal vez si|tal vez no|ahora no se
que no lo se|no lo tengo claro|no lo tengo nada claro|no lo tengo muy claro|no tengo claro|no tengo nada claro
no se si|no se si si|no se si si o si no|si si o si no|ya si eso|si eso hablamos|si eso ya|si eso le|si eso te
siempre que
siempre y cuando|solo si|segun lo que|un segundo|un segundito|un momento|un momentito|un minuto|un minutito|un instante
no esta mal|no esta nada mal|no estaria mal|si me disculpa|si me espera|si yo le contara|si te contara|si le contara
si usted lo dice|si tu lo dices|si lo dice usted
prefiero no contestar|prefiero no contestarlo|me lo pensare|ya le dire|ya te dire|si hombre y que|si hombre lo que
lo que me faltaba|claro como usted|claro como si|claro como tu|claro como no lo|si yo lo supiera|si lo supiera
ya se vera|ya hablaremos|en parte
ni lo uno ni lo otro|pues depende|eso depende|no digo que no|no me acuerdo bien
ni si ni no|pues no se|pues no lo se|pues no sabria|no se la verdad
me lo pienso|lo pienso|me lo pensare|pensarmelo|tengo que pensarmelo|preguntale|preguntele|preguntar a|hablarlo con
tengo que hablarlo|consultarlo|tengo que consultarlo|sigo aqui|aqui sigo|le oigo|te oigo|le escucho|te escucho|digame
dime
no me diga|no me digas|no se oye|no se escucha|le he oido|te he oido|quien es|que decia|que decias
no se|no lo se|no sabria decir|no sabria decirle|no sabria|no estoy seguro|no estoy segura|no estoy muy seguro
no estoy muy segura|no tengo idea|no tengo ni idea|ni idea|quizas|quiza|tal vez|a lo mejor|puede ser|puede
puede que si
puede que no|puede que|posiblemente|depende|segun|mas o menos|a medias|si y no|si o no|ya veremos|ya vere|lo pensare
tengo que pensarlo|dejame pensar|dejeme pensar|no me acuerdo|no recuerdo|no entiendo|no le entiendo|no te entiendo
no he entendido|a veces|ojala|prefiero no decirlo|no le oigo|no te oigo|no estoy del todo seguro
"""
INDIFFERENT_ES = "me da igual|da igual|no me importa|como quieras|como quiera|lo que quieras|lo que quiera|cualquiera"
ASKING_ES = """
y usted|y tu|y ustedes|y eso|y si
que|como|como dice|como dices|perdon|perdone|disculpe|puede repetir|puedes repetir|repita|repite|por que|cuando|cuanto
cual|quien|donde
"""
NOTHING_ES = """
buenos dias|buenas tardes|buenas noches|buenas|muy buenas|hola|si no le importa|si es tan amable|si puede ser
si no es molestia
si me hace el favor|si es posible|de nada|no hay de que|no hay prisa|no se preocupe|no te preocupes|no pasa nada
no es nada
no se apure|no te apures|no corre prisa|no me importa nada|ver nada|veo nada|oigo nada|entiendo nada|oye nada|hace nada
llevo nada|vale la pena|vale mucho|vale dinero|vale un|vale una|vale cuanto|vale poco|no pasa na|antes de nada
gracias|muchas gracias|mil gracias|pues|entonces|eh|em|mm|ah|ay|oh|hombre|mujer|señor|senor|señora|senora|señorita|tio
senorita|oiga|oye|mira|mire|a ver|es que|la verdad|la verdad es que|de verdad|muy|ya|todo|eso|esto|lo|el|la|y|es|esta
asi|tambien|ahora|hoy|por ahora|de momento|amable|muy amable|usted|tia|mucho|yo|de|mi parte|por mi parte|por mi|digo
"""
CHANGES_OF_MIND = {
    "en": "wait|hang on|hold on|scratch that|strike that|correction|i meant|let me rephrase|on second thoughts"
    "|on second thought|changed my mind|i've changed my mind|i changed my mind",
    "es": "espera|espere|digo|mejor dicho|quiero decir|rectifico|perdon digo",
}
# After these a yes or no is what somebody said, unless the speaker says it now.
REPORTING = frozenset("said says say saying".split())
TELLING = frozenset("told tell tells telling gave give".split())
SPEAKING = frozenset("i i'd i'll i'm im let's lets we we'd we'll id ill".split())
NOT_SAYING = frozenset(
    "never not didn't didnt don't if what like can does want they she he part would supposed".split()
)
# After "yes or": the reason, not the other side.
AFTER_OR_ELSE = frozenset("i i'd i'll it it'll we we'd else why what he she they there you'd".split())
CONDITIONS = frozenset(
    tuple(pair.split())
    for pair in (
        "if it's|if its|if you|if they|if i|if we|if there's|if he|if she|if the|as long|so long|provided it's"
        "|unless it"
        "|provided there's|provided that|provided you|unless it's|unless there's|unless you|unless the|providing it's"
        "|provided the|only if|but only"
    ).split("|")
)
AFTER_IF_ES = frozenset(
    "me te le lo la se nos es no digo dijera usted tu puede puedo hay sale fuera tienen tiene quiere quieres pudiera "
    "puedes cuesta".split()
)
