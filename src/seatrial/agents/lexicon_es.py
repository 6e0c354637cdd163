"""What people say in Spanish to any agent, whatever its trade. Data only, read by `lexicon`; no word has an accent.

Covers how it is said in Spain and in America: "páseme", "me pasas", "me comunica", "mande", "le escucho".
"""

from __future__ import annotations

_PERSONA = (
    r"(?:(?:otra |alguna )?persona(?: real| de verdad| humana| de carne y hueso)?|(?:ser )?humano|agente(?: humano)?|"
    r"operador(?:a)?|alguien(?: real| de verdad| de alli| de ahi| del equipo| mas)?|encargad[oa]|responsable|"
    r"supervisora?|asesora?|gerente|jef[ea]|recepcion(?:ista)?|secretaria|companer[oa]|telefonista|"
    r"empleada?|el equipo)"
)
_ARTICLE = r"(?:una? |el |la |un |otr[oa] |algun |alguna |su |tu |vuestr[oa] |algun[oa] de )?"
_HABLAR = (
    r"(?:hablar|hable|hablo|hablaria|charlar|comunicar(?:me|se)?|comunica(?:me)?|comunique(?:me)?|contactar|"
    r"pasar(?:me)?|pase(?:me)?|pasa(?:me)?|paso|pongan?(?:me)?|pon(?:me)?|poner(?:me)?|conecta(?:r|me|rme)?|"
    r"conecte(?:me)?|transfier[ae](?:me)?|transferir(?:me)?|pasais|pasan|pasas|dej[ae]me)"
)
_LEAD = (
    r"(?:(?:no|bueno|pues|mejor|vale|ok|por favor|perdon|perdone|disculpe|ay|ah|oh|mira|mire|oiga|oye|nada|y|"
    r"entonces) )*"
)
_POLITE = (
    r"(?: (?:por favor|porfa|porfavor|gracias|muchas gracias|entonces|ahora|ya|mejor|un momento|si puede(?: ser)?))*"
)

_NO_SE = (
    r"(?:(?:yo )?no (?:lo |la )?se(?: (?:decirle|decirlo|decirte))?|no sabria(?: decirle| decirte)?|"
    r"(?:no tengo )?ni idea|no estoy segur[oa])"
)
_APARTE = (
    rf"(?:{_NO_SE}|no|si|bueno|pues|mejor|vale|ok|por favor|porfa|perdon|perdone|disculpe|ay|ah|oh|eh|em|a ver|mira|"
    r"mire|oiga|oye|hola|nada|y|entonces|solo|gracias|muchas gracias|es que|que|pero|ya)"
)
_HUMANO = r"(?:persona(?: real| de verdad| humana| de carne y hueso)?|(?:ser )?humano)"
_POR_FAVOR = r"(?:por favor|porfa|porfavor|ya|ahora)"
_NO_PARA_MI = "".join(
    rf"(?<!\b{palabra} )"
    for palabra in (
        "una un otra otro la el mi su esta esa cada misma cualquier ninguna sola solo ser soy es hay de del para por "
        "con sin a y o que como manden mande envien envie mandeme busque buscar conoce conozco tiene tienen abre"
    ).split()
)
"""No tras estas: "la llave la tiene una persona por favor", "una cita para una persona, por favor"."""
_ENTONCES = r"(?! (?:ayer|anoche|anteayer|hace|el otro dia|la semana pasada)\b)"
_OTRO_ASUNTO = r"(?! (?:que|para|de mi|mayor)\b)"
_NO_QUIERO = r"(?<!no quiero )(?<!no necesito )(?<!ya )(?<!ayer )"

PHRASES_ES: dict[str, tuple[str, ...]] = {
    "person": (
        rf"(?=[cdhpt]){_NO_QUIERO}{_HABLAR} (?:directamente )?(?:con|a) {_ARTICLE}{_PERSONA}{_ENTONCES}",
        r"(?<!no )(?:quiero|necesito|prefiero|quisiera|querria|me gustaria|deme|dame|busco|exijo) (?:que )?(?:me )?"
        r"(?:atienda |hablar con |con |a )?(?:una? |un |otra )?" + _PERSONA + r"(?: por favor|$)",
        r"(?:que )?me (?:atienda|pase|ponga|ayude|llame) (?:con )?" + _ARTICLE + _PERSONA,
        r"^" + _LEAD + r"(?:con )?(?:una? |un |otra )?" + _PERSONA + _POLITE + r"$",
        rf"^(?:{_APARTE} )*(?:yo )?(?:lo que quiero es )?(?:con )?(?:una? |otra )?{_PERSONA} {_POR_FAVOR}"
        rf"(?: {_APARTE})*$",
        rf"^(?:{_APARTE} )*{_NO_SE} (?:{_APARTE} )*(?:con (?:una? )?(?:{_PERSONA})|(?:un )?humano|(?:un )?agente|"
        rf"operadora?|persona)(?: {_APARTE})*$",
        rf"^(?:{_APARTE} )*(?:una )?{_HUMANO} por favor (?!que|con|para|de|mayor|ya)",
        rf"(?=(?:una? )?(?:{_HUMANO}|operadora?) por favor$){_NO_PARA_MI}.+",
        rf"(?:lo que quiero es|(?:puede|podria) ponerse) (?:una? )?{_PERSONA}",
        r"(?:con|una) persona (?:real|de verdad|humana|de carne)",
        r"(?:ser humano|un humano)",
        r"no quiero (?:hablar|seguir|tratar) con (?:una? |esta |este |la |el )?(?:maquina|robot|bot|contestador|"
        r"maquinita)",
        r"(?<!no )(?:prefiero|quiero) (?:que no sea )?(?:con )?(?:una? )?(?:persona|humano)" + _OTRO_ASUNTO,
        r"hay (?:ahi )?(?:alguna? )?(?:una? )?" + _PERSONA + r" (?:con quien|que|disponible|real)",
        r"(?:puedo|podria|se puede|quiero|quisiera|necesito) hablar con (?:el |la |un |una )?"
        r"(?:doctora?|dentista|medic[oa]|higienista)",
    ),
    "cancel": (
        r"^" + _LEAD + r"(?:quiero )?(?:cancela(?:lo|r|rlo)?|cancele(?:lo)?|anula(?:lo|r)?|anule(?:lo)?)"
        r"(?: (?:eso|esto|todo))?" + _POLITE + r"$",
        r"^" + _LEAD + r"(?:olvid(?:alo|elo|ese|ate)(?: (?:de eso|de todo|del tema))?|dej(?:alo|elo|emoslo|esto|eso)"
        r"(?: (?:estar|asi|ya))?|deja|da igual|no importa|dejalo correr|ya no (?:quiero|hace falta|lo quiero)"
        r"(?: (?:nada|eso))?|he cambiado de (?:idea|opinion)|cambie de (?:idea|opinion)|no hace falta|para(?: ya)?|"
        r"no sigas|no siga|mejor no)(?: (?:ya no hace falta|no hace falta|da igual|no importa))*" + _POLITE + r"$",
    ),
    "repeat": (
        r"^(?:(?:perdon|perdone|disculpe|ay|oiga) )*(?:perdon|como|como dice|como dices|que|que que|disculpe|"
        r"disculpa|mande|diga|perdone|eh|ha dicho|repita|"
        r"repite)"
        r"(?: por favor)?$",
        r"(?:lo |me lo |melo )?(?:puede|puedes|podria|podrias|le importa) (?:volver a )?(?:repetir|decir|repetirmelo)"
        r"(?:lo|melo)?(?: (?:otra vez|de nuevo|mas despacio|mas alto|por favor))*$",
        r"(?:me )?(?:lo )?(?:repite|repites|repetis|repita|repitame|repitamelo|repitalo|repitelo)\b",
        r"(?:digamelo|dimelo|me lo dice|me lo dices|diga|digalo) (?:otra vez|de nuevo|mas despacio)",
        r"(?:otra vez|de nuevo|mas despacio|mas alto) (?:por favor|porfa)$",
        r"no (?:le|te|lo|la|os) (?:he |habia )?(?:oigo|oi|oido|entendi|entendido|entiendo|escuche|escucho|escuchado|"
        r"pillado|pille|cogido)(?: (?:bien|nada|muy bien|lo que.*))*$",
        r"^(?:perdon |perdone |disculpe )?no (?:he )?(?:entendido|oido|entendi|entiendo|oi)(?: (?:bien|nada|eso|la "
        r"pregunta))*$",
        r"que (?:ha dicho|has dicho|dijo|dijiste|me ha (?:dicho|preguntado)|era(?: lo que)?)$",
        r"como (?:ha dicho|has dicho|dijo|era eso)",
        r"(?:cual|que) era la pregunta",
        r"(?:sigue|esta|estas|hay alguien) (?:ahi|al telefono|en linea)$",
    ),
    "wait": (
        r"^(?:(?:eh|em|ah|si|vale|perdon|por favor|a ver|ay|uy|pues|bueno) )*(?:un (?:momento|segundo|momentito|"
        r"segundito|"
        r"minuto|minutito|instante)|esper[ae](?:me|te|n|d)?|aguarde|dejeme (?:ver|mirar|pensar|comprobar|que)\b.*|"
        r"dejame (?:ver|mirar|pensar|comprobar|que)\b.*|(?:dame|deme) un (?:momento|segundo|minuto)|"
        r"voy a (?:mirar|ver|buscar|mirarlo|comprobar)\b.*|que (?:lo )?(?:miro|busco|compruebo)|(?:lo )?estoy "
        r"(?:mirando|buscando)|no cuelgue|no cuelgues|un momento que.*)"
        r"(?: (?:por favor|un momento|un segundo|que lo miro|que lo busco|porfa|y lo miro))*$",
    ),
    "bye": (
        r"(?:adios|hasta luego|hasta pronto|hasta manana|hasta otra|hasta la vista|chao|chau|ciao|nos vemos|que "
        r"vaya bien|"
        r"que tenga (?:un )?buen(?:a|os|as)? (?:dia|dias|tarde|tardes|noche|noches|fin de semana))$",
        r"^(?:adios|hasta luego|chao)",
        r"^"
        + _LEAD
        + r"(?:con eso )?(?:nada mas|eso es todo|eso era todo|ya esta(?: todo)?|es todo|con eso (?:es suficiente|"
        r"me vale|ya)|no necesito nada mas|nada|no por ahora|por ahora (?:nada|no|es todo)|todo (?:bien|listo|"
        r"perfecto))"
        r"(?: (?:gracias|muchas gracias|muchisimas gracias|por ahora|muy amable|de momento|adios|hasta luego))*$",
        r"^no (?:muchas )?gracias(?: (?:adios|hasta luego|eso es todo|nada mas|muy amable|todo bien))*$",
        r"^no (?:eso es todo|nada mas|ya esta|con eso esta)",
    ),
    "thanks": (
        r"^(?:(?:ah|oh|vale|ok|okay|bien|perfecto|estupendo|genial|muy bien|de acuerdo|pues|bueno|si) )*"
        r"(?:muchas |muchisimas |mil )?gracias(?: (?:por (?:todo|su ayuda|la ayuda|la informacion)|muy amable|eh|de "
        r"verdad))*$",
        r"^(?:hola|buenos dias|buen dia|buenas tardes|buenas noches|buenas|muy buenas|que tal|alo|digame|oiga|hola "
        r"que tal)"
        r"(?: (?:buenos dias|buenas tardes|buenas noches|buenas|que tal))*$",
        r"^muy amable(?: gracias)?$",
    ),
    "cannot": (
        r"^(?:(?:pues|eh|em|uy|ay|perdon|la verdad|ahora mismo|es que|bueno|lo siento|mire|pero) )*(?:yo )?no "
        r"(?:lo |la |me )?"
        r"(?:se|tengo|recuerdo|acuerdo|sabria(?: decirle| decirte)?|puedo(?: decirlo| decirselo)?|uso|dispongo|"
        r"estoy segur[oa]|sabe|llevo encima)(?: (?!que no\b).{0,30})?$",
        r"(?:ni idea|no tengo ni idea|yo que se)",
        r"prefiero no (?:dar|decir|darlo|decirlo|darle)",
        r"^(?:prefiero no|mejor no lo digo|paso|siguiente|ninguno|ninguna)$",
        r"no (?:quiero|me apetece) (?:dar|decir|darlo|darselo|decirlo|decirselo)(?:\b.{0,24})?$",
        r"(?:saltar|salte|salta|saltemos|saltamos)(?: (?:eso|esa|esta|esto|la pregunta|este paso))?$",
        r"^(?:(?:eh|pues|pero|y) )*(?:por que|para que) (?:lo |me lo |la |me la )?(?:necesita|quiere|pide|pregunta|"
        r"piden|"
        r"necesitan|quieren)",
        r"^no tengo (?:correo|email|mail|telefono|movil|numero|direccion)(?: .{0,24})?$",
        r"no (?:lo |la )?tengo (?:a mano|aqui|delante|encima|conmigo)",
    ),
    "hesitation": (
        r"^(?:eh+|em+|mmm*|hmm*|este|pues|bueno|a ver|esto|o sea|veamos|ah|uy|um+|uh+|a ver a ver|digamos|ehm+)"
        r"(?: (?:eh+|em+|mmm*|este|pues|bueno|a ver|o sea|esto|que|digamos))*$",
    ),
    "correction": (
        r"\b(?:perdon|digo|mejor dicho|mejor|en realidad|cambiar|cambia|cambie|cambialo|cambielo|mal|quiero decir|"
        r"queria decir|"
        r"corrijo|corregir|me he equivocado|me equivoque|equivocad[oa]|era|no es|incorrecto|error|en vez|en lugar|"
        r"deberia ser|"
        r"seria|al final|rectifico|pensandolo bien)\b",
    ),
    "question": (
        r"^(?:(?:y|pero|oye|oiga|perdon|perdone|disculpe|una (?:pregunta|duda|cosa|preguntita)|antes(?: de (?:eso|"
        r"seguir))?|"
        r"por cierto|ah|eh|espere|espera|solo|bueno|pues|es que) )*"
        r"(?:que|cuanto|cuanta|cuantos|cuantas|cuando|donde|quien|quienes|por que|como|cual|cuales|a que|de que|con "
        r"que|hasta que|"
        r"puedo|puede|pueden|podria|podrian|se puede|hay|tienen|tiene|teneis|hacen|haceis|hace|abren|abris|cierran|"
        r"aceptan|"
        r"aceptais|atienden|trabajan|cobran|esta|estan|es usted|eres|son)\b",
        r"\b(?:cuanto (?:cuesta|vale|es|sale|seria|me|cobra|tarda|dura)|a cuanto|que precio|que horario|a que "
        r"hora)\b",
        r"\b(?:queria|quisiera|quiero|me gustaria|necesito) (?:saber|preguntar)\b",
    ),
}

TRIGGERS_ES: dict[str, str] = {
    "person": "persona humano agente operador operadora alguien encargado encargada responsable supervisor "
    "supervisora "
    "asesor asesora gerente jefe jefa recepcion recepcionista secretaria companero companera telefonista empleado "
    "empleada equipo maquina robot bot contestador maquinita doctor doctora dentista medico medica higienista",
    "cancel": "cancela cancelalo cancelar cancelarlo cancele cancelelo anula anulalo anular anule anulelo olvidalo "
    "olvidelo "
    "olvidese olvidate dejalo dejelo dejemoslo dejesto dejeso deja da importa quiero falta para sigas siga no "
    "cambie cambiado",
    "repeat": "perdon como que disculpe disculpa mande diga perdone eh ha repita repite repetir repetirlo "
    "repetirmelo decir "
    "decirlo decirmelo repites repetis repitame repitamelo repitalo repitelo digamelo dimelo dice dices digalo vez "
    "nuevo "
    "despacio alto no ahi telefono linea",
    "wait": "un espere espera espereme esperame esperate esperen esperad aguarde dejeme dejame dame deme voy que "
    "estoy no",
    "bye": "adios luego pronto manana otra vista chao chau ciao vemos bien dia dias tarde tardes noche noches "
    "semana nada todo "
    "esta no eso",
    "thanks": "gracias hola buenos buen buenas que alo digame oiga amable muy",
    "cannot": "no ni yo prefiero mejor paso siguiente ninguno ninguna saltar salte salta saltemos saltamos por para",
}
