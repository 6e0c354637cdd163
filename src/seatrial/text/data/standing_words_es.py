"""The Spanish words by which a sentence says that a value in it is no answer: data only. Read by `standing_es`."""

CLAUSE_OPENERS = "pero porque aunque entonces asi que q pues"
LIGHT = "el la los las un una unos unas a de en por para son es ese esa sobre somos era fue seran"
DENIERS = "no ni nunca menos excepto salvo"
# In a question these make a request of it: "¿puede ser el viernes?".
WISHES = """
puede pueden puedo podria podrian podriamos podemos puedes podeis hay tienen teneis tiene tienes quiero quisiera queria
libre disponible vale bien seria reservar cita venir mejor parece
"""
SAID = "dijeron dijo dijisteis dijiste dicho quedaron quedamos prometieron"
FAILED = "vino vinieron aparecieron nadie esperando vino llego aparecio plantado"
OTHERS = """
hermano hermana amigo amiga vecino vecina primo prima
cunado cunada jefe jefa companero companera suegra suegro gente sitio lado tecnico
"""
OWNERS = "mi un una el la su los otro otra"
THEIR_DOINGS = (
    "pedia pidio cobro cobraba quiere dice dicen pago paga pagaron tiene tenia compro gasto tuvo cogio pidio se fue"
)
HELD_UP = "llevo llevamos"
REPEATED = "llamado llame dicho preguntado escrito llamamos llevo"
TIMES = "veces vez"
MOMENTS = "segundo segundos momento momentito ratito minutito"
# After a day: something else is on then.
ENGAGED = "tengo trabajo estoy estare estaba curro viajo hace llueve ando esta tenemos"
FREE = "libre disponible casa cita fiesta tiempo reserva"
# "Pero el mío no ha llegado", "de lo mío ni idea".
MINE = "mio mia mios mias nuestro nuestra"
# How an utterance ends that leaves it open.
DOUBTS = """
ni idea|no se|no lo se|no estoy seguro|no estoy segura|tengo que mirarlo|tengo que mirar|tengo que preguntar
tengo que consultarlo|tengo que confirmarlo|tendria que mirarlo|tendria que preguntar|ya te dire|ya os dire|ya no
"""
# What is told of the past: "estuve el lunes", "fue mi cumpleanos".
ONCE = """
estuve estuvo estuvimos fue fui fuimos era eran eramos habia hubo costaba cobraba cumplio cumpli teniamos vine vino
llego aparecio
"""
# "Vivo en el numero nueve".
LIVE = "vivo vivimos vive casa calle portal piso"
