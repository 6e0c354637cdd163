"""What people say while they look for words or take them back, English and Spanish: data only.

Phrases are folded and separated by | or new lines. Read by `repair`.
"""

FILLERS_EN = """
um|umm|ummm|uh|uhh|uhhh|uhm|er|err|erm|ermm|ehm|eh|hm|hmm|hmmm|mm|mmm|ah|ahh|aha|you know|you see
let me see|let me think|let me check|let me have a look|let's see|lets see|let me just check|let me look|let me just see
hang on|hold on|hang on a minute|hold on a minute|hang on a second|hold on a second|hang on a sec|hold on a sec
hang on a mo|wait a second|wait a sec|wait a minute|wait a moment|just a second|just a sec|just a moment|just a minute
just a mo|just one second|just one sec|just one moment|just one minute|one second|one sec|one moment|one minute please
one moment please|one second please|two seconds|two secs|two ticks|half a second|half a sec|half a minute|half a mo
give me a second|give me a sec|give me a minute|give me a moment|give me one second|give me one moment|bear with me
if you will|so to speak|how do you say|what is it|what was it|what's it called|what do you call it|i suppose|sort of
kind of|kinda|sorta
"""
FILLERS_ES = """
eh|ehh|em|emm|ehm|mm|mmm|hm|hmm|ah|um|uh|pues|o sea|a ver|vamos a ver|dejame ver|dejame pensar|dejeme ver|un momento
un momentito|un segundo|un segundito|espera un momento|espere un momento|como se dice|digamos|es que
"""
# What people who live in two languages put around what they say: nobody says it in English, where it names nothing.
FOREIGN_BEFORE_EN = """
bueno|oye|pues|a ver|alors|eh bien|bon alors|bon|voila|naja|ach so|ach ja|wiec|słuchaj|sluchaj|haan|accha|achha|acha
arre|allora|senti|olha|então|entao|doncs
"""
FOREIGN_AFTER_EN = """
gracias|muchas gracias|claro|por favor|sabes|merci|merci beaucoup|voila|d'accord|s'il vous plait|s'il te plait|danke
bitte|danke schon|genau|prosze|dziekuje|dobra|theek|theek hai|shukriya|dhanyavad|grazie|obrigado|obrigada|sisplau
"""
FOREIGN_BEFORE_ES = "well|so|look|doncs|escolti|a veure|olha|bom|entao|alors|eh bien"
FOREIGN_AFTER_ES = """
thanks|thank you|okay|ok|please|gracies|sisplau|d'acord|obrigada|obrigado|ta|merci|danke|grazie|d'accord
"""
# Those that may begin a name as well: dropped only before two words or more.
FOREIGN_OR_NAMES = "bon|bom|naja|bueno|haan|look|senti"
# Dropped only at the start, where they open a sentence; elsewhere they carry meaning.
OPENERS_EN = "well|so|right|okay|ok|alright|basically|oh|look|anyway"
OPENERS_ES = "bueno|pues|entonces|mira|mire|vale"
# "like", "well" and "you know" are fillers except after these words.
LIKE_IS_MEANT_AFTER = """
i|you|we|they|id|i'd|would|you'd|we'd|don't|dont|didn't|looks|look|sounds|feel|feels|felt|spelled|spelt|smells|seems
something|anything|more|just
"""
WELL_IS_MEANT_AFTER = "as|very|pretty|quite|so|going|went|not|is|all|that's|thats|really"
YOU_KNOW_IS_MEANT_AFTER = "do|if|let|as|that's|thats|what|when|how"

# A correction that takes back what was said.
WITHDRAWALS_EN = """
no wait|wait no|no no wait|no hang on|no hold on|hang on no|hold on no|no sorry|sorry no|no no sorry
wait no sorry|no wait sorry|scratch that|strike that|forget that|ignore that|delete that|cancel that
disregard that|correction|let me start again|let me start over|start again|start over|i'll start again|let me try again
let me rephrase|let me correct that|let me correct myself|i said that wrong|i got that wrong|i've got that wrong
i meant|i meant to say|i mean to say|sorry i mean|sorry i meant|no i mean|no i meant|no sorry i mean|no wait i mean
no actually|actually no|no actually sorry|make that|actually make that|actually make it|no make that
no make it|sorry make that|sorry make it|wait make that|no that's wrong|no thats wrong|that's wrong|thats wrong
no that's not right|no thats not right|that's not right|thats not right|my mistake|my bad|i misspoke|sorry wrong
i tell a lie|tell a lie|no i tell a lie|wait sorry|sorry wait|wait actually|actually wait|no hang on a minute
no hang on a second|oops|whoops|oops sorry|whoops sorry|i take that back|or rather|or should i say|i should say
i should have said
no that's not mine|no thats not mine|no that's not me|no that isn't mine
change that to|change it to|switch that to|no let's say|no lets say|no let's make it|no soz
actually let's make it|actually let's say|actually lets say|no that's my old one|that's my old one|no silly me|silly me
on second thoughts|on second thought|no my mistake|i beg your pardon|no i tell you what
"""
# A word that may correct and may be an aside; what came before still counts if nothing is read after it.
ASIDES_EN = """
no|nope|wait|sorry|actually|i mean|make it|well no|nah|no it's|no its|soz|edit|instead make it|typo|autocorrect
no autocorrect|damn autocorrect|sorry autocorrect|spellcheck
"""
# After these words a "no" corrects nothing: "no more than five", "no rush", "no problem".
NO_IS_MEANT_BEFORE = """
more|less|fewer|later|earlier|sooner|idea|problem|problems|worries|rush|hurry|need|doubt|longer|way|thanks|thank|matter
clue|preference|dot|dots|space|spaces|gap|gaps|hyphen|hyphens|dash|dashes|underscore|underscores|capitals|caps|fixed|specific|particular|bother|good|luck|mas|menos|hay|antes|despues|tengo|puedo|quiero|ta
"""
# After one of these, "now" puts a newer value in place of an older: "it used to be 4, now 5".
SUPERSEDED = "used|old|was|were|previously|formerly|before"
SUPERSEDING = "now|but now|its now|it's now|but its now|but it's now|now its|now it's|but now its|but now it's|is now"
# After "one second": it is no hesitation.
AFTER_SECOND = "avenue|ave|street|st|road|rd|floor|place|drive|lane|way|court|hand|class"
# The value goes on with these: "five hundred", "twenty pounds".
AFTER_NUMBER = "hundred|point|quid|pound|pounds|dollar|dollars|euro|euros|bucks|pence|p|cents|percent"
WITHDRAWALS_ES = """
no espera|no espere|espera no|espere no|no perdon|perdon no|digo|perdon digo|no digo|digo no|mejor dicho|quiero decir
queria decir|no quiero decir|borra eso|borre eso|olvida eso|olvide eso|olvidalo|rectifico|corrijo|me he equivocado
me equivoque|perdona me equivoque|perdon me equivoque|no no espera|cambialo a|que diga|no que diga|ay no|uy no|no mejor
mejor no|ay perdon|no no digo|no perdona|no perdone
"""
ASIDES_ES = "no|perdon|perdona|perdone|espera|espere|disculpa|disculpe|mejor|lo siento"

DENIALS = "not|isn't|isnt|wasn't|wasnt|rather than|instead of|as opposed to|y no|en vez de|en lugar de"
# After these a "not" denies no value: "not sure", "not too late".
DENIES_NO_VALUE_BEFORE = """
sure|certain|really|too|very|going|that|so|quite|exactly|giving|bothered|fussed|entirely|positive|yet|telling|quite|happy
able|good|great|fussy|100|a|mine|ours|me|us
"""
# Words that begin the value put in place of a denied one: "not Monday but Tuesday", "not 5 it's 6".
REPLACEMENTS = "but|it's|its|it|that's|thats|now|use|i'm|sino|es"
# Words people stutter on; a repeated name ("New York, New York"), digit or letter ("one a a") is meant.
STUTTERED = """
i'm|im|it|it's|its|is|the|an|my|on|at|in|to|and|um|that|that's|thats|we|we're|for|of|can|could|would|with|you|this|his|her
our|their|was|be|by|from|el|la|los|las|mi|es|en|de|que|por|para|con|se|su|lo
"""
