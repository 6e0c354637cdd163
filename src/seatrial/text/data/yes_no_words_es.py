"""How a Spanish sentence takes a yes or no in it for something else: data only. Read by `yes_no_es`.

Patterns are of folded words with single spaces between them and around.
"""

# After "no": it is the answer, and what follows begins anew or addresses somebody.
AFTER_ANSWER = """
mi mis tu su el un una unos yo nosotros gracias porque que pero ya por para con sin a en de hoy ahora todavia aun muchas
muchisimas senor senora senorita hija hijo hombre mujer guapa guapo cari carino cielo reina majo maja bonita bonito tio
tia mire mira oiga oye perdone perdona disculpe este ese esa eso esta nada mas nunca jamas tampoco y o ni si no claro
mejor prefiero creo vamos venga bueno pues eh ay uy espera espere cuando solo aunque ademas tambien antes luego porfa
xfa
x q xq xk pq thanks mil amigo amiga joven cancela cancele dejalo dejelo siento
"""
# After "no": the verb of the question comes back, so that "no" answers.
ECHOED = (
    r"^ (?:(?:me|nos|l[oa]s?|te|le|se|os) )*(?:quiero|queremos|quisiera|dese\w+|interesan? |necesit\w+|la"
    r" verdad |puedo |podemos"
    r"|podre|podria|tengo|tenemos|tiene |hace falta|hara falta|acept\w+|autoriz\w+|confirm\w+|es |soy |somos "
    r"|son |esta "
    r"|estoy |estamos |viv\w+|trabaj\w+|gustan? |gustaria|conven\w+|convien\w+|apetece|parece|va |van |vienen? |voy "
    r"|vamos |ire |iremos |mand\w+|envi\w+|compr\w+|contrat\w+|renuev\w+|cambi\w+|pienso |he |hemos |ha |han |llego "
    r"|llegaron |recibi |recibimos |funciona\w*|creo |fum\w+|conduzco|uso |utilizo|siento |lo siento"
    r"|quier[ae]n? |quieren "
    r"|vengan? |llamen? (?:mas|otra|nunca)|tuve |tenia |estaba |era |fue |fui )"
)
# After "no" all the same no answer: what cannot be heard, found or done now, small talk.
NOT_ECHOED = (
    r"^ (?:me vienen? (?:ahora|a la)|(?:me )?lo puedo creer|somos nadie|l[oa]s tengo tod|estoy en|es (?:un"
    r" )?(?:buen|mal) mom|para de |podria (?:ser|usted)|tengo (?:cobertura|saldo|el|la|los|las|mi|idea|claro"
    r"|nada|delante|tiempo|ni|prisa|un|aqui|muy|mucha) |l[oa]s? tengo (?:claro|nada"
    r"|aqui|a mano|delante|muy|pensado|decidido|seguro|cerca) |l[oe]s? (?:he )?(?:oi|enten|pill)\w+ |lo he"
    r" (?:decid|mira|"
    r"pensa|habla)\w+ |puedo (?:hablar|oir|ver|leer|atender|decir|contestar|responder|con)\w* |(?:me )?(?:va"
    r"|van) a (?:ser"
    r"|decir) usted |es (?:nada|asunto|muy|usted|tan|por|que|cosa|facil|broma|una broma|el momento|para|plan"
    r"|de) |esta (?:mal"
    r"|el|la|mi|claro|usted|ni|nada) |estoy (?:segur[oa]|para|muy|list[oa]|del|en condiciones) |(?:puede"
    r"|quiere) (?:ser|usted"
    r"|repet|habl|dec)\w* |creo (?:haber|que le) |ha sido nada |he (?:oido|entendido|pillado|terminado|acabado|dicho)"
    r" |me (?:ha|he) (?:entera|dado|quedado|entendid)\w* |parece (?:que|mal) |era (?:eso|usted|yo)"
    r" |son (?:horas|maneras|formas|ustedes) |siento |(?:me )?llamen? (?:a|luego) )"
)
# Opinions with a no, whatever follows: "creo que no me conviene".
OPINIONS = "creo supongo yo pienso diria espero me va claro"
# After "prefiero no": no answer at all.
WITHHELD = r"^ (?:contest|respond|dec|habl|dar|opin|pronunci|hac\w+ comentarios)\w*"
# Before a yes or no: others say it; the speaker says it, unless it was then, or only supposed.
OTHERS_SAY = "dice dicen dijo dijeron decia decian cree creen opina piensa quiere quieren dijiste dijisteis dices"
SPEAKER_SAID = "dije dicho dijimos puse"
SPEAKER_SAYS = "digo diria decir dijera dijese diga"
THEN = "semana ayer vez antes dia pasado anteayer siempre primero entonces"
SUPPOSED = "no si hay ni tampoco"
# Right before a plain yes or no: some of the time, partly, neither.
PARTLY = "otros unos dia veces parte otras otro otra ratos lado ni tampoco dias"
# After "si que": the speaker's own; what else follows exclaims ("sí que hace frío").
OWN_AFTER_QUE = """
quiero queremos me nos lo la los las puedo podemos tengo tenemos estoy es soy somos si no acepto confirmo necesito
necesitamos autorizo quisiera va viene claro vale creo
"""
EXCLAIMED = (
    r"^ que (?:(?:es|son|sois) (?!verdad|cierto|correcto|asi|mi|el |la |ese|esa|posible)\w|(?:me|nos|le|les|se"
    r"|lo|la) (?:ha|han|he|esta|estan|tiene|tienen|da|dan|pone|hace|hacen|tarda|tardan) )"
)
# After a yes: all hangs on something ("sí, si es gratis").
IF_ONLY = "es fuera sale cuesta hay entra tiene esta cabe funciona llega"
# "Ni" at the start refuses ("ni a tiros"), but not before these.
NI_OTHERWISE = "idea siquiera me yo el mi flores zorra si uno una le pajolera puta tanto fu frio mas mucho bien"
NI_LO = "se recuerdo dude dudes dudo he entiendo"
BEFORE_NI = "pues uy eh hombre mujer huy ay no que vamos bueno buf uf"
