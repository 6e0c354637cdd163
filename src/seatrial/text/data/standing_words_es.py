"""The Spanish words by which a sentence says that a value in it is no answer: data only. Read by `standing_es`.

Patterns are of folded words with single spaces between them; a space stands for the border of a word.
"""

CLAUSE_OPENERS = "pero porque aunque entonces asi que q pues"
LIGHT = "el la los las un una unos unas a de en por para son es ese esa sobre somos era fue seran sea sean"
DENIERS = "no ni nunca menos excepto salvo"
# In a question these make a request of it: "¿puede ser el viernes?".
WISHES = """
puede pueden puedo podria podrian podriamos podemos puedes podeis hay tienen teneis tiene tienes quiero quisiera queria
libre disponible vale bien seria reservar cita venir mejor parece
"""
SAID = "dijeron dijo dijisteis dijiste dicho quedaron quedamos prometieron"
FAILED = "vino vinieron aparecieron nadie esperando vino llego aparecio plantado"
OTHERS = """
hermano hermana amigo amiga vecino vecina primo prima cunado cunada jefe jefa companero companera suegra suegro gente
sitio lado tecnico
"""
FAMILY = """
marido mujer esposa esposo hijo hija hijos nuera yerno madre padre tia tio abuela abuelo nieto nieta nietos sobrino
sobrina novio novia hermanos
"""
OWNERS = "mi un una el la su los otro otra mis"
THEIR_DOINGS = """
pedia pidio cobro cobraba quiere dice dicen pago paga pagaron tiene tenia compro gasto tuvo cogio pidio se fue llevo
"""
# What one's family does is theirs, what they want may be asked for them.
FAMILY_DOINGS = """
tiene tienen tenia viene vienen vuelve llega llegan sale libra trabaja vive caso casa pidio compro gasto cogio dieron
trajeron llevo estuvo fue vino llegaron
"""
HELD_UP = "llevo llevamos"
REPEATED = "llamado llame dicho preguntado escrito llamamos llevo van"
TIMES = "veces vez"
MOMENTS = "segundo segundos segundito momento momentito ratito minutito minutitos segunditos"
# After a day: something else is on then.
ENGAGED = (
    "tengo trabajo estoy estare estaba curro viajo hace llueve ando esta estamos estaremos andare ando"
    " tenemos salgo salimos vuelo"
)
FREE = "bien perfecto bastante suficiente hueco libre disponible casa cita fiesta tiempo reserva"
# "Pero el mío no ha llegado", "de lo mío ni idea".
MINE = "mio mia mios mias nuestro nuestra"
# What is told of the past: "estuve el lunes", "fue mi cumpleanos".
ONCE = """
estuve estuvo estuvimos estuvieron fue fui fuimos fueron era eran eramos habia hubo costaba cobraba cumplio cumpli
teniamos tenia tenian vine vino vinieron llego llegaron aparecio llame llamamos llamaron llamasteis trajeron compre
compramos pedi pedimos mandaron enviaron dieron hice hicimos recibi
"""
WEEKDAYS = "lunes martes miercoles jueves viernes sabado sabados domingo domingos"
# Before a weekday: no one day of that name.
ANY_ONE = "un algun cada ningun los todos muchos algunos otro"
# After a weekday that is somebody's name: "soy Domingo".
NAMES = "soy llamo llama"

# -- patterns ----------------------------------------------------------------------------------------------------------

# Sayings and set phrases with a day or a number in them.
IDIOMS = """
hoy en dia|a dia de hoy|hoy por hoy|hoy por ti|manana por mi|de hoy no pasa
manana (?:sera otro dia|dios dira)|de la noche a la manana|no dejes para manana|que puedas hacer hoy
martes ni te cases|viernes (?:negro|santo|trece|13)|cuarenta de mayo|de pascuas a ramos
(?:a las )?mil maravillas|mil (?:gracias|perdones|disculpas|cosas|amores|vueltas|historias|demonios)
un millon de (?:gracias|veces|cosas|perdones)|mil (?:y una )?veces|mil y una
(?:como|eramos|somos|son|eran|pues|los|las) cuatro gatos(?: de siempre)?|cuatro gatos como
ciento y la madre|tres pies al gato|a dos velas|dos velas|que ciento volando|ciento volando|no hay dos sin tres
(?:tres|dos|cuatro) (?:pepinos|pimientos|cominos|narices|pitos)|cantar\\w* las cuarenta|las cuarenta
estoy a cien|a mil por hora|que un ocho|siete vidas|cuatro ojos|ven mas que dos|dos pajaros|un dos por tres
cada dos por tres|dos por tres|dos y dos son cuatro|cuatro cosas|cuatro letras|cuatro duros|cuatro perras|dos palabras
dos dedos|ocho u ochenta|ocho que ochenta|a las primeras de cambio|tres cuartos de lo mismo|a todas las horas
las veinticuatro horas|sus trece|en sus trece|martes y trece|el septimo cielo|quinto pino|siete leguas
de tres al cuarto|dos caras|once varas|tal dia como hoy|de hoy en adelante
con pies de plomo|entre dos aguas|un cero a la izquierda|ni un duro|(?:ni|no) (?:dar|doy|da|das) una
una de cal|una de dos|todos a una|(?:hay|habia) cuatro gatos|una docena larga
de una vez|uno (?:nunca|ya no)|una (?:ya no|no es)|por una vez|a la una a las dos|quinientas veces|cien veces|ni cien
"""
# Right before a value: the speaker will say more by then.
PUTTING_OFF = (
    r" (?:(?:te|le|os|les) (?:lo |la |los )?(?:digo|dire|llamo|llamare|cuento|contare|aviso|avisare|escribo|comento)"
    r"|(?:se|te) l[oa]s? (?:digo|dire|confirmo|confirmare|cuento|mando|comento)"
    r"|(?<!que )l[oa]s? (?:miro|mirare|pienso|consulto|decido|pregunto)|me (?:lo )?(?:dicen|diran|confirman"
    r"|dan)|hablamos|hablaremos|a llamar|pregunt[ae](?:me|nos)"
    r"|llam[ae](?:me|nos)? otra vez)(?: algo| ya| yo| mejor| luego| otra vez)*(?: el| a| en)? $"
)
# Right after it: the same.
PUT_OFF = (
    r"^ (?:por la (?:manana|tarde|noche) )?(?:y |que )?(?:ya |si eso |mejor |luego )*"
    r"(?:(?:te|le|os|les|se) (?:l[oa]s? )?(?:digo|dire|llamo|llamare|confirm\w+|cuento|contare|aviso|avisare|escrib\w+"
    r"|comento|mando)|hablamos|hablaremos|l[oa]s? (?:miro|mirare|sabre|se|pienso|vere|veo|consulto|confirmo"
    r"|cuento|busco"
    r"|compruebo|hablo|hablamos|pregunto)|sabre|sabremos|veremos|vere|me (?:dicen|diran|lo dicen|confirman|dan)"
    r"|no lo sab\w+|no se (?:que|si|cuando|cuant|$)|veo y |miro y ) ?"
)
# Right after a day: it does not suit, something else is on, or the talk is of the day itself.
UNFIT_DAY = (
    r"^ (?:por la (?:manana|tarde|noche) )?(?:ya |a mi |yo )*(?:(?:me|nos) (?:es imposible|resulta imposible"
    r"|(?:viene|va) (?:muy |bastante |fatal|mal|regular|un poco mal)|pilla mal|oper\w+|voy|vamos|caso|toca|he|ha|han"
    r"|coincide|quedo sin)|vien\w+ (?:mis?|el|la|los|las|un|unos) |lleg\w+ (?:mis?|el|la) |vuelv\w+ (?:mis?|el|la) "
    r"|es (?:fiesta|festivo|puente|mi |santo|muy |demasiado|imposible|tarde |pronto |(?:el|la) (?:boda|bautizo|comunion"
    r"|cumple|cumpleanos|entierro|funeral|santo|dia de|fiesta))|cierran? |abren? |abris |he |han |ha |ni (?!un"
    r"|antes)|tampoco "
    r"|mas $|imposible |fatal |mal |doy |hacia |cumpl(?:o|e|imos) "
    r"|no (?!trabajo|ten(?:go|emos) (?:nada|clase|cole|planes|prisa|inconveniente)|curro|hay (?:problema"
    r"|inconveniente|pega|clase|cole)|pasa |me importa|mas |menos |salgo"
    r"|estoy ocupad|se trabaja|voy a trabajar|perdon|espera|espere|digo|mejor|el |la |a las))"
)
# Right after: it was so, and what was in mind is over.
TOLD_AFTER = r"^ (?:ya |os |les |me |lo |no |se |la )*(?:%s) "
# After a value, anywhere: it is left open.
OPEN_AFTER = (
    r" (?:ni idea |no (?:lo )?se (?:cuant[oa]s? |cuando |si |yo |exacta|seguro |bien |$)|no se lo se |no estoy"
    r" segur[oa] "
    r"|(?:tengo|tendria|tendre|tendriamos|tenemos|habria) que (?:mirar|preguntar|consultar|confirmar|pensar|verlo"
    r"|hablarlo|contar|comprobar|revisar|ver con)\w* "
    r"|ya (?:te|os|le|les|se lo|te lo) (?:dire|digo|confirm\w+) "
    r"|(?:pero|o|y) (?:igual|quizas?|a lo mejor|tal vez|puede que|seguramente) no |igual no |(?<! da)(?<! es) igual $"
    r"|(?:y|pero) (?:ya )?no (?:puedo|podre|podremos|voy a poder|llego) (?!otr)"
    r"|no me acuerdo |no recuerdo |ya (?:vere|veremos) |depende |segun |pero (?:yo|a mi|nosotros) (?:no"
    r"|tampoco|aun|todavia) "
    r"|ya no $|(?:pero|y) (?:aun |todavia )?faltan? |pero de lo nuestro "
    r"|(?:y |o )si no (?:el|la|pues|manana|pasado) )"
)
# After the last number: how many is not known.
UNSURE_COUNT = r" (?:no estoy segur[oa] |no (?:lo )?se $|no (?:lo )?se cuant|no me acuerdo |no recuerdo )"
# Before it, in its clause: the same.
OPEN_BEFORE = (
    r" (?:no (?:lo )?se si |no estoy segur[oa] (?:de )?si |no recuerdo si |no se yo si |faltan |(?:como|que)"
    r" si |depende "
    r"|(?:y|o) si no (?:pues )?$|si (?:fuer\w+|fues\w+|viniera\w*|viene|vienen|hubiera) "
    r"|(?:cierran|abren|abris|cerrais|trabajan|trabajais) $)"
)
# Anywhere before it: it is all the same.
INDIFFERENT_BEFORE = r" (?:(?:que mas|lo mismo|igual) (?:me |nos |le )?da|me es igual|da (?:lo mismo|igual)|tanto da) "
# A promise told of: "me dijeron que vendrían el lunes".
PROMISED = r" (?:dijeron|dijo|dijisteis|dijiste|quedaron|prometieron) (?:.* )?(?:\w+rian?|\w+nian?|iban|en venir) "
# At the very beginning: a question, though nothing marks it.
ASKED_FIRST = (
    r"^ (?:y |pero |oiga |oye |perdone |perdona )*(?:a )?(?:que (?:dia|fecha|hora|tal)|cuanto|como (?:esta|va"
    r"|andan?)|cual "
    r"|quien|por que|que (?:cae|pasa|hay)|donde) "
)
# Before it: told of another time.
ONCE_BEFORE = (
    r"(?<! como) (?:la (?:otra|ultima) vez|el otro dia|el (?:ano|mes) pasado|la semana pasada|hace (?:anos|tiempo)"
    r"|de joven|cuando era) (?!.*(?:ahora|esta vez|quiero|digo) )"
)
# Said or thought, and set against what comes after the value: "dije lunes pero es martes".
SET_AGAINST = (
    r" (?:dije|dicho|puse|dice|dicen|dijo|cree|creia|prefiere|queria|diria) (?:que )?(?:el |para |eran? |son |a )*$"
)
AGAINST = (
    r" pero (?:yo (?!no|tampoco|aun|todavia)|prefiero|a mi (?!no)|es |son |somos |sera|quiero|queria|mejor"
    r"|ahora|al final)"
)
# The day of a street: "calle dos de mayo"; where one lives: "vivo en el 15".
STREETS = (
    r" (?:calle|plaza|avenida|avda|paseo|glorieta|estacion|bulevar|viv\w+ en|mi numero es|portal|bloque)"
    r"(?! .* (?:somos|son|hay|estamos) ) (?:.* )?$"
)

# -- around a number only ----------------------------------------------------------------------------------------------

# A bound, not a count.
BOUND_BEFORE = (
    r" (?:como (?:mucho|maximo|minimo|poco)|maximo(?: de)?|minimo(?: de)?|a lo sumo|(?:al|por lo) menos|hasta|casi"
    r"|pasan de|pasamos de|no lleg\w+ a|rozando|tope)(?: un[oa]s| los| las)? $"
)
BOUND_AFTER = (
    r"^ (?!mas o menos )(?:\w+ )?(?:como (?:mucho|maximo|minimo|poco)|maximo|minimo|a lo sumo|por lo (?:bajo"
    r"|alto|menos)|o (?:mas|menos)"
    r"|al menos|tope|y (?:pico|tant[oa]s|algo)|para arriba) "
)
# A time of the clock, a day of the month, a floor.
CLOCK_BEFORE = (
    r" (?:(?:a|hasta|de|desde|sobre|antes de|despues de|hacia|son|sean|eran|para) las?|dia|a la|el dia|den las"
    r"|pagina|piso|planta|puerta|de cada|pedido|pedido numero) $"
)
DATE_AFTER = (
    r"^ de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre) "
)
# A while that somebody is asked to wait, or that has gone by.
WHILE_AFTER = r"^ (?:de )?(?:minutos?|mins?|min|minutit\w+|segund\w+|secs?|seg|horas?|dias?|semanas?|meses|anos?) "
WAITING_BEFORE = (
    r" (?:da(?:me|d|dme)?|de(?:me|nme)|esper\w+|aguard\w+|en|dentro de|llev\w+|tard\w+|vuelvo en|quedan|ni|mis|a|unos"
    r"|llam\w+ en|hace) (?:otros |unos |solo )?$"
)
# One second, which the words for a change of mind would hide: "espere dos minutos".
TOLD_TO_WAIT = (
    r"^ (?:esper|aguard)\w+ (?:un |otros |unos )?\w+ (?:min|mins|minut\w+|seg\w*|rat\w+) |^ esper\w+ que"
    r" (?:tengo|estoy|me) | anos (?:y|ya) (?:no|me) "
)
# A number refused: "cinco no son", "dos no eh".
REFUSED_NUMBER = (
    r"^ \w+ no (?:$|eh |son |somos |es |eso |seguro |hombre |mujer |hija |hijo |gracias |puede |quiero |se |lo |me )"
)
NOT_SO_MANY = r"^ no (?:somos|son|eran|eramos|seran|seremos|serian|lleg\w+|hay|tengo|quiero|queremos|necesit\w+|es) "
GOES_ON = r"^ \w+ (?:que|y) (?!medi[oa]|pico|cuarto|\w+ (?:minutos|dias|meses) )\w"
AGE_AFTER = r"^ anos (?:cumplidos )?(?:y |ya |no |que )"
