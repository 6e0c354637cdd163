"""What is said right after a Spanish day that is meant, and what tells of a past one: data only. Read by `days_es`."""

# After a day that is meant; anything else tells what happens then ("el viernes cobro", "el lunes se me complica").
AFTER_DAY = """
por a de del al si que y o u me nos te le les seria sera sea es esta este puede puedo podemos podria podrian podriais
podeis pueden puedes mismo misma mismito mejor vale gracias estaria para tengo tenemos estoy estamos estare estaremos no
porfa xfa porque pq xq x cuando entonces en sin bien perfecto ok okay va venga tarde temprano noche manana pronto
proximo
proxima dia mas tambien creo supongo digo perdon perdona perdone espera espere ah eh claro mire mira oiga hasta desde
sobre como antes despues yo ustedes hay tiene tienen teneis quedamos quiero necesito prefiero con salvo aunque pero pues
total asi ya solo hacia lo las los la el un una entre mande q esa ese justo exactamente exacto senorita senor senora
hija
hijo guapa sobre siguiente imposible estupendo genial fenomenal ideal vendria viene vengan venid muy seguro segurisimo
fijo justas justos exactas exactos preferiblemente preferentemente nada mas a amigo amiga carino corazon joven maja
majo sino libro voy vamos iria ire
paso pasaria pasare
"""
# Somewhere after it: it suits all the same.
SUITS = (
    "libre libres bien perfecto perfectamente genial disponible hueco sitio estupendo fenomenal maravilla perlas casa"
)
# What happened: endings of the verb that are of the past only.
PAST = (
    r" (?:(?!dijeron|quedaron)\w+(?:aron|ieron|asteis|isteis|aste)|\w+jeron|(?:se|me|le|nos|os) (?:me |le |nos"
    r" )?\w+io) "
)
SAYING = "dijo dije quedo menciono"
# What the speaker does then, or refuses of it: no wish.
NOT_WISHED = (
    r" (?:cobro|trabajo|curro|descart\w+|quit[ae]\w*|anul[ae]\w*|vaya|odio|cumple(?: anos)?|salgo|vuelvo|viajo|me voy"
    r"|me caso|no (?:\w+ ){1,3}que sea|es mi santo|descansas?|fichas?|madrugo)(?: ya)?(?: el| los| la| en)* $"
)
