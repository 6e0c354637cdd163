import pytest
from slot_reading import Options, read

SIZE = {"s": ["small"], "m": ["medium"], "l": ["large"]}
ROOM = {"single": ["single", "single room"], "double": ["double", "double room"], "twin": ["twin"], "suite": ["suite"]}
SEAT = {"win": ["window", "window seat"], "aisle": ["aisle", "aisle seat"], "mid": ["middle"]}
SHIP = {"std": ["standard", "standard delivery"], "exp": ["express", "next day"], "collect": ["collection"]}
DRINK = {"tea": ["tea"], "coffee": ["coffee"], "water": ["water"]}
PART = {"am": ["morning"], "pm": ["afternoon"], "eve": ["evening"]}
PAY = {"card": ["card", "debit card"], "cash": ["cash"], "dd": ["direct debit"]}
COLOUR = {"red": ["red"], "blue": ["blue", "navy"], "green": ["green"]}
TROUBLE = {"leak": ["leak"], "cold": ["no hot water"], "noise": ["noise", "strange noise"]}
MILK = {"whole": ["whole"], "semi": ["semi", "semi skimmed"], "oat": ["oat"]}
PLAN = {"basic": ["basic"], "plus": ["plus"], "premium": ["premium"]}
HOME = {"house": ["house"], "flat": ["flat"], "bung": ["bungalow"]}


def lines(options: Options, table: str) -> list[tuple[Options, str, str | None]]:
    """Split "text > key|text > key"; a text without a key chooses nothing."""
    found: list[tuple[Options, str, str | None]] = []
    for line in table.replace("\n", "|").split("|"):
        text, _, key = line.partition(" > ")
        if text.strip():
            found.append((options, text.strip(), key.strip() or None))
    return found


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(SIZE, "medium, i used to be a small > m|i was a large before the diet but i'm a medium now > m"),
        *lines(SIZE, "L. last time M was like a crop top > l|the medium i had before was too tight so large > l"),
        *lines(ROOM, "we had a twin last time and it was freezing so a double > double"),
        *lines(
            ROOM, "the suite sounds nice but too dear, double > double|you've given us a double we wanted a twin > twin"
        ),
        *lines(
            SEAT, "my wife likes the window but i'm booking for me so aisle > aisle|aisle over window any day > aisle"
        ),
        *lines(SEAT, "aisle please, the window makes me sick > aisle|window. and if not that then whatever > win"),
        *lines(SHIP, "i wanted express but it's nine quid so standard > std|express is a rip off so standard > std"),
        *lines(SHIP, "i was thinking express but you know what standard > std"),
        *lines(DRINK, "coffee. tea makes me ill > coffee|i'm off coffee, tea > tea|no coffee for me, tea > tea"),
        *lines(PLAN, "downgrade me from premium to basic > basic|i'm on basic now and want to go up to plus > plus"),
        *lines(PAY, "my card got cloned so cash > cash|i don't trust direct debit i'll pay cash > cash"),
        *lines(HOME, "we used to have a house but now we're in a flat > flat"),
    ],
)
def test_the_option_wished_for_outweighs_one_talked_about(options: Options, text: str, key: str) -> None:
    assert read("choice", text, options=options) == key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(SEAT, "i can't do middle|never the middle|i hate the window|not the middle, i don't care which other"),
        *lines(
            PART, "i can't do mornings|the morning's no good|mornings are no good for me|not the evening, i'm a nurse"
        ),
        *lines(SIZE, "i don't fit in a medium any more|anything but small"),
        *lines(PLAN, "i never asked for premium|let's just cancel the premium"),
        *lines(DRINK, "i don't drink coffee"),
        *lines(TROUBLE, "there's no leak"),
    ],
)
def test_a_denied_option_is_not_chosen(options: Options, text: str, key: None) -> None:
    assert read("choice", text, options=options) is key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(ROOM, "my sister had the suite and loved it|they gave us a twin last year which was useless"),
        *lines(SIZE, "my son wears a medium i've no idea what i am|you lot sent me a large last time"),
        *lines(SHIP, "i paid for express and it still hasn't come|you advertise express and it was three days"),
        *lines(PAY, "my husband usually pays by card|i used to pay by direct debit but you messed it up"),
        *lines(COLOUR, "my old one was green|the last one was red and it faded|i had the blue one before"),
        *lines(TROUBLE, "my neighbour had a leak last year|we had no hot water last winter but that got sorted"),
        *lines(PART, "i've been waiting in all morning|i rang this morning and you said you'd ring back"),
    ],
)
def test_what_is_told_of_others_or_of_the_past_chooses_nothing(options: Options, text: str, key: None) -> None:
    assert read("choice", text, options=options) is key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(ROOM, "is a twin two beds|how much more is the suite|is the double on the ground floor"),
        *lines(SIZE, "what counts as medium|is the medium a big medium or a small medium|whats the waist on a large"),
        *lines(SHIP, "is express guaranteed by friday|why would i pay for express|is collection free"),
        *lines(SEAT, "does aisle cost more|who'd pick middle"),
        *lines(PAY, "do you take card|is there a fee for card"),
    ],
)
def test_a_question_about_an_option_chooses_nothing(options: Options, text: str, key: None) -> None:
    assert read("choice", text, options=options) is key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(ROOM, "can you do a double with a cot > double"),
        *lines(DRINK, "have you any tea > tea|can i get a coffee > coffee|do you have tea? > tea"),
        *lines(PAY, "can i pay cash > cash|could i use my debit card > card"),
        *lines(PART, "can we do the evening > eve|could he come in the afternoon > pm"),
        *lines(MILK, "do you do oat > oat"),
        *lines(SHIP, "do the express one > exp|can i collect > collect"),
    ],
)
def test_a_request_in_the_form_of_a_question_chooses(options: Options, text: str, key: str) -> None:
    assert read("choice", text, options=options) == key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(PART, "i'll let you know this evening|let me ask him and ring you in the morning|ask me in the morning"),
        *lines(PART, "good morning can you hear me|morning love|afternoon, how are you"),
        *lines(
            DRINK, "that's not my cup of tea love|in hot water with the wife|just putting the tea on, give me two mins"
        ),
        *lines(ROOM, "every single time i ring|they charged me double|i'll double check with my wife"),
        *lines(
            SEAT,
            "i'm in the middle of something|hang on i've just got to shut the window|that's my budget out the window",
        ),
        *lines(PAY, "cash is king as they say|the card reader's broken|card declined again|i'm waiting on my new card"),
        *lines(COLOUR, "he went bright red|i'm feeling a bit blue today|there's a green light flashing"),
        *lines(
            HOME, "the battery's flat|full house here tonight can't hear a thing|i'm stood outside the house waiting"
        ),
        *lines(MILK, "on the whole i'm happy|i've been on hold the whole day|sowing his wild oats no doubt"),
        *lines(TROUBLE, "sorry about the noise i'm on a train|can you hear me over the noise"),
    ],
)
def test_a_word_said_in_passing_chooses_nothing(options: Options, text: str, key: None) -> None:
    assert read("choice", text, options=options) is key


@pytest.mark.parametrize(
    ("options", "text", "key"),
    [
        *lines(HOME, "two bed flat > flat|semi detached house > house|i live in a bungalow > bung"),
        *lines(PART, "first thing in the morning > am|wednesday afternoon would be lovely > pm|evenings only > eve"),
        *lines(DRINK, "builder's tea, milk no sugar > tea|a nice cup of tea > tea|tap water's fine > water"),
        *lines(ROOM, "i've already said double > double|go on treat ourselves, the suite > suite"),
        *lines(SHIP, "pop it on express > exp|it needs to be here by friday so i spose express > exp"),
        *lines(TROUBLE, "water everywhere, there's a leak under the sink since last night > leak"),
        *lines(TROUBLE, "my wife noticed a leak > leak|it's making a strange noise like a plane > noise"),
        *lines(COLOUR, "blue to match the curtains > blue|my wife said blue so blue it is > blue"),
        *lines(SIZE, "xtra room please so large > l|large because he's a big lad > l|my daughter wants the small > s"),
    ],
)
def test_an_explained_choice_is_kept(options: Options, text: str, key: str) -> None:
    assert read("choice", text, options=options) == key
