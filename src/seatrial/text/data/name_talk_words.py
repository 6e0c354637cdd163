"""Words around a name that tell whose it is: data only. Read by `name_owner` and `name_runs`."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "My doctor is", "the engineer was called": somebody the caller talks about.
ROLES = _set(
    """
    doctor dentist gp boss manager plumber engineer electrician technician driver landlord landlady neighbour neighbor
    solicitor lawyer agent colleague friend mate flatmate roommate teacher nurse surgeon carer accountant vet builder
    fella bloke guy girl lad lady man woman person chap son daughter brother sister cousin nephew niece uncle aunt dog
    cat puppy kid baby child ex tenant supervisor rep mechanic gaffer lodger caretaker secretary receptionist
    """
)
IS_CALLED = _set("is was called named name's names goes went is's")
# "I spoke to", "can i speak to", "ask for": somebody the caller wants or has met.
MET = _set("looking look spoke speak speaking talk talked talking ask asked asking see saw met meet dealt rhymes")
AWAY = _set("out in away busy off not on at")
BEGINS = _set("begins starts beginning starting begin start")
# Whom the caller is taken for, or whose name is like theirs.
MISTAKES = _set("mistake mistakes mistook mistaken confuse confuses confused mix mixes mixed")
THINKS = _set("think thinks thought reckon")
ANYBODY = _set("people everyone everybody they some folks")
SPEAKS_LOOSELY = _set("it's its i'm im is was just so um er well")
SPEAKING_TO = _set("you're youre you currently now")
# "Sarah said ...", "freya put that down".
DOES = _set(
    """
    said says told asked never came rang phoned promised reckons reckoned put get stop come sit turned didn't didnt
    hasn't wasn't was were keeps kept did does doesn't went gave sent took sorted fixed off what leave wants usually
    normally always who dealt made helped answered booked arranged confirmed assured explained thinks knows works
    lives rings calls goes go
    """
)
# Before the owner of an account these hand the name over: "on behalf of my mother".
HANDS_OVER = _set("for behalf under in account's account booking's booking order")
KIN = _set(
    """
    husband wife mum mom mam mother dad father son daughter sister brother partner nan gran grandma grandad
    grandmother grandfather aunt auntie uncle cousin neighbour neighbor friend boyfriend girlfriend fiance fiancee
    boss client flatmate roommate missus
    """
)
THEIR_ACCOUNT = KIN | _set("name account booking order account's patient passenger guest child")
VOCATIVES = _set(
    """
    love dear pal duck hun honey sweetheart darling mate thx babe petal pet chick hen guv doll buddy bro luv darlin
    hon my flower cock duckie poppet treacle bab bud sweetie boss x
    """
)
# Never a family name, so dropped after a single given name too.
PLAIN_VOCATIVES = VOCATIVES - _set("love pet honey hen cock boss petal buddy my flower bab x")
IDIOMS = frozenset(
    tuple(phrase.split())
    for phrase in (
        "gordon bennett|jeez louise|geez louise|as larry|tom dick|bob's your|pete's sake|pete sake|jack of|jane doe"
        "|john doe|joe bloggs|joe public|joe average|average joe|plain jane|nosey parker|nosy parker|smart alec"
        "|heath robinson|joe blow|joe schmoe|john q"
        "|mickey mouse|even stevens|peeping tom|jack frost|simple simon|uncle sam|uncle bob|hooray henry|clever dick"
        "|before jack|jack robinson|big ben|murphy's law|rosie lee|for pete|good lord|jesus christ|holy moly"
        "|holy cow|holy smoke|hey siri|ok google|hey google|hey alexa"
    ).split("|")
)
REPORTS = _set("has said told promised says was dealt sorted assured rang called reckons confirmed")
NOTICED = _set("mind watch watching hear heard hearing know knows ignore like hate love met who which tell ask get")
