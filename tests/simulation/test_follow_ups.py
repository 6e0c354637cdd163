import pytest

from seatrial.core.scenario import Scenario, Want
from seatrial.simulation.readings import Reading, main_reading
from seatrial.simulation.role import make_role

KNOWS = {
    "name": "Lena Fox",
    "email": "lena.fox@gmail.com",
    "date_of_birth": "1984-09-05",
    "memorable_word": "heron",
    "fuel": "gas",
    "amount": "£150",
}


def taken(text: str) -> Reading:
    card = Scenario(name="her", at="2026-11-03T11:25:00+00:00", knows=KNOWS, want=Want(say=("I need some help",)))
    role = make_role(card, "en-GB")
    return main_reading(role.reader(role.facts).read(text))


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("You picked a secret word when you joined. Could you type it here?", "ask", "memorable_word"),
        ("When were you born? Day, month, year, please.", "ask", "date_of_birth"),
        ("What's your email? You can leave that out if you'd rather.", "ask", "email"),
        ("I couldn't read a sum in that. Would you write it as, say, £20?", "not_understood", "amount"),
        ("Something's missing. Can you read me the whole number again?", "not_understood", ""),
        ("There's a gas account and an electricity one. Whichever you like, just say.", "choose", "fuel"),
        ("That's done. If there's nothing more, we're finished; or is there?", "anything_else", ""),
        ("My colleagues do that. Would you like me to bring one in?", "offer_person", ""),
        ("Let me pass you to a colleague; please keep the chat open.", "handoff", ""),
        ("I'll spell it: L-E-N-A, F-O-X. Is that right?", "read_back", "name"),
        ("I'll spell it: L-E-N-A, C-O-X. Is that right?", "wrong", "name"),
        ("You were born on 05.09.1984, is that correct?", "read_back", "date_of_birth"),
        ("You were born on 05.08.1984, is that correct?", "wrong", "date_of_birth"),
        ("Lena Fox, or did I get it wrong?", "read_back", "name"),
        ("You'd like to pay a hundred and fifty pounds, right?", "read_back", "amount"),
        ("I go by the date in your file, so could you tell me when you were born?", "ask", "date_of_birth"),
        ("When you joined you picked a secret word. Could you tell me what it is?", "ask", "memorable_word"),
        ("Is it gas or electricity? Which would you prefer?", "choose", "gas-electricity"),
        ("It may be easier with somebody from the team. Would you like that?", "offer_person", ""),
        ("What I have is Lena Fox. Names can trip me up. Is that right?", "read_back", "name"),
        ("I have lena.fox@gmail.com. Is that it, or did I mishear a letter?", "read_back", "email"),
        ("I'm handing you over. She knows it all, so you won't need to repeat yourself.", "handoff", ""),
        ("Sorry, that time has gone. Goodbye.", "goodbye", ""),
        ("Please supply the word that you registered for security.", "ask", "memorable_word"),
        ("Where do you live? House number, street, town.", "ask", "address"),
        ("You'd like to pay £115, right?", "wrong", "amount"),
    ],
)
def test_a_sentence_is_understood_from_those_before_it_and_from_what_one_knows(text, kind, about):
    reading = taken(text)
    assert (reading.kind, reading.about or about) == (kind, about)


def test_a_price_is_not_mistaken_for_the_person_s_own_sum():
    assert taken("The visit costs £115. Is that all right?").kind != "wrong"


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        (
            "A code is on its way. Please type your memorable word, then the code when it arrives.",
            "ask",
            "memorable_word",
        ),
        ("I'll drop a new one in the post by Friday, that okay?", "confirm", ""),
        ("That's everything I took down. Can you tell me if any of it is wrong?", "confirm", ""),
        ("What I'll do is have somebody ring you on 01632 960291.", "inform", ""),
        ("Happy to look at something else if there is anything. Is there?", "anything_else", ""),
        ("I'm getting you somebody who knows. You'll hear a bit of music.", "handoff", ""),
        ("Which fuel is it? Is something leaking?", "ask", "fuel"),
        ("Would you give me your date of birth? Day, month and year.", "ask", "date_of_birth"),
        ("And your email is...?", "ask", "email"),
    ],
)
def test_what_hangs_on_a_sentence_beside_it_is_taken_with_it(text: str, kind: str, about: str):
    reading = taken(text)
    assert (reading.kind, reading.about if about else "") == (kind, about)
