"""The small words of some languages, by which one is told from another: data only. Read by `languages`.

Grammar and what people say to any service, in lower case, with and without accents where people
leave them out. A word
of several languages stands under each. Single letters are left out: they are spelling everywhere.
"""

WORDS = {
    "en": """
the and is are was you your my have has it this that what can please need want would with for not
to of in at on an how
yes no there we do don hello hi thanks me thank good morning afternoon sorry help speak english
from about when where who
they he she but if or be been could will just like get got some any our us am did does by as so up
out here know one call
appointment book make tomorrow today it's i'm don't understand anybody someone may
um uh erm yeah correct
""",
    "es": """
el la los las una que por para con pero está esta estoy tengo tiene necesito quiero mi su en hay
muy como más mas usted
ustedes hola gracias agua favor casa puede yo de se un del al es son era soy qué quién cuándo
cuánto dónde hablar habla
español espanol alguien señor buenos buenas días dias tardes noches sí quisiera quería me le lo nos
no cita ayuda mañana
hoy también tambien porque cuando ahora aquí aqui llamar llamo tienen puedo teléfono nombre problema sin sobre
bien parece va viene ha he hemos dos tres seis siete cinco cuatro uno una punto mil entiendo entiende hora día última
medio media esa ese eso estás ya nada algo vale viernes jueves lunes martes perdone perdón otra otro tenemos llamo
""",
    "fr": """
le la les une est je vous nous avec pour pas mon ma mes chez dans bonjour merci ai elle suis besoin
un et du des que qui
eau au aux sur mais ou où il ils elles ce cette ces votre vos notre nos parlez parler français
francais quelqu'un quelqu
voudrais veux peux pouvez plaît plait oui non bonsoir rendez rdv faire avoir être etre très tres bien comment quand
combien aujourd'hui aujourd demain cela ça ca c'est j'ai qu'est s'il n'ai depuis encore allô allo désolé appelle
comprends madame monsieur j'aimerais aimerais
""",
    "de": """
der die das ich und ist nicht ein eine einen mein meine haben habe sie wir mit für fur bitte
brauche guten tag danke kein
keine zu auf wasser hallo morgen abend sprechen spricht deutsch jemand kann können konnen möchte mochte würde wurde
gerne ja nein wie wann wo was warum heute uhr termin ihr ihre ihnen mir mich dem den des im am bei von vom zum zur
oder aber auch noch schon nur sehr gut es sind war hat wird dass wenn entschuldigung verstehe
leider grüß gott frau herr
hätte hatte vereinbaren machen
""",
    "pl": """
jest nie mam mój moja moje się sie proszę prosze dzień dzien dobry potrzebuję potrzebuje na do to
czy dziękuję dziekuje
woda chcę chce chciałbym chcialbym chciałabym mogę moge może moze ktoś ktos mówi mowi polsku pan
pani panie państwo tak
jak kiedy gdzie ile dlaczego jutro dziś dzisiaj dla od po przy bez przez ale lub albo już juz jeszcze tylko bardzo
dobrze jestem są sa był była będzie bedzie umówić umowic wizytę wizyte rozmawiać mówić mowic po pomoc cześć halo
przepraszam rozumiem w z
""",
    "it": """
lo gli una è sono ho non mio mia per con buongiorno grazie vorrei bisogno della che di casa acqua un e ciao il la le
del dei delle nel nella al alla da dal su come quando dove quanto perché perche qualcuno parla parlare italiano posso
può puo prego favore sì si buonasera oggi domani ha hanno questo questa anche ma se mi ci vi lei
appuntamento prenotare
c'è aiuto scusi capisco signore signora dell un'altra pronto
""",
    "pt": """
o os uma é eu não nao meu minha para com você voce preciso obrigado obrigada bom dia quero está um
e do da água dos das
no na nos nas em por pelo pela ao à que quem quando onde quanto como alguém alguem fala falar
português portugues posso
pode sim olá ola boa tarde noite hoje amanhã amanha tem tenho há ha isso isto este esta também tambem mas se me lhe
senhor senhora gostaria queria marcar consulta favor ajuda desculpe entendo
""",
    "nl": """
de het een ik en is niet mijn heb hebben wij met voor alstublieft graag goedendag dank geen op naar
van hallo goedemorgen
goedemiddag spreken spreekt nederlands iemand kan kunnen wil zou ja nee hoe wanneer waar wat waarom vandaag morgen uur
afspraak u uw mij bij of maar ook nog al alleen heel goed zijn was heeft wordt dat als sorry begrijp mevrouw meneer
maken dit deze
""",
    "ro": """
este nu am un o și si la cu pentru bună buna ziua mulțumesc multumesc vreau trebuie am nevoie rog
vă va vorbesc vorbiți
română cineva pot da cum când cand unde cât cat azi mâine maine eu dumneavoastră sunt sau dar mai
foarte bine programare
apă casa mea meu
""",
    "ca": """
el la els les una que per amb però està estic tinc té necessito vull meu meva seva hi molt com més vostè hola gràcies
gracies aigua plau casa pot jo de un del és són bon dia parlar català catala algú demà avui també perquè quan ara aquí
voldria hora si us
""",
}
"""Languages in the order in which equals are chosen."""

SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x04FF, "ru"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
"""First and last code point of writing that gives its language away, or one of those written so."""

LETTERS = {
    "es": "ñ¿¡", "fr": "êœùûëæ", "de": "ßäö", "pl": "łąężźśćń", "it": "ìò", "pt": "ãõ", "ro": "ășțţş", "ca": "ŀ",
}  # fmt: skip
"""Letters that are the language's and hardly any other's of those above."""
