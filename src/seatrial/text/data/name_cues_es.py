"""Spanish words around a name: data only. Read by the person name parser."""

from seatrial.text.data.common_words import FUNCTION_WORDS

# Words right before a name, and how clearly they introduce it (3 clearly, 2 weakly).
CUES_ES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("me", "llamo"), 3),
    (("nombre", "es"), 3),
    (("nombre", "de"), 3),
    (("llamarme",), 3),
    (("paciente", "es"), 3),
    (("se", "llama"), 3),
    (("habla",), 3),
    (("habla", "con"), 3),
    (("llamado",), 3),
    (("soy",), 2),
    (("es",), 2),
    (("con",), 2),
    (("para",), 2),
)
STOP_WORDS_ES = FUNCTION_WORDS | frozenset(
    """
    yo tu el ella usted nosotros ellos me te se le lo nos un una unos unas mi mis su sus al y o pero no si ya que
    como quien cual cuando donde porque por para con sin sobre es soy era esta estoy estan son somos ser estar hay
    he ha han tengo tiene tienen quiero quisiera necesito puedo puede llamo llama llamaba nombre apellido hola
    buenos buenas dias tardes noches gracias favor vale bueno pues claro ahora hoy manana aqui ahi alli esto eso
    este nada algo alguien nadie muy mas menos bien mal tambien solo habla hablo digo dicho digame decir decirlo decirte
    darlo darle dar doy prefiero importa importante urgente agua fuga gas caldera cita hora casa calle problema cosa
    ayuda persona agente a ante bajo desde en entre hacia hasta segun tras mio mia se sabe saber porfa porfavor
    perdon espera de del la las los el senor senora senorita don dona doctor doctora servirle servidor servidora
    apunte apunta ponga pon ponlo pongalo paciente hija hijo marido mujer madre padre esposa esposo
    tendria seria creo entendido entiende equivocado correcto incorrecto
    """.split()
)
