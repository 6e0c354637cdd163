"""The words of British and American addresses: data only. Folded to lower case. Read by the address parser."""

STREET_ENDINGS = frozenset(
    """
    street st str road rd avenue ave av lane ln drive dr drv close cl court ct crescent cres place pl square sq
    terrace terr ter way walk gardens gdns garden grove grv mews parade boulevard blvd circle cir highway hwy
    parkway pkwy trail trl alley path quay wharf yard embankment esplanade promenade row loop turnpike plaza
    crossing xing crossroads expressway freeway villas cottages buildings causeway approach arcade precinct estate route
    """.split()
)
# Also everyday or place words: an ending only where no stronger one follows.
WEAK_STREET_ENDINGS = frozenset(
    """
    hill rise park view green gate bridge point pointe ridge run common end fields field heath meadow meadows mount
    vale chase croft dene drove fold garth glade glen hollow island lea mead orchard reach side spinney wood woods
    wynd vista broadway bottom brow bank banks corner cross down downs edge ferry ford lodge pike landing cove creek
    canyon bend crest estates hills knoll lake lakes manor mill mills oaks pass pines shore shores springs station
    summit valley
    """.split()
)
# Streets whose whole name is one word.
LONE_STREETS = frozenset(
    "broadway bowery strand cheapside piccadilly kingsway queensway broadmead embarcadero haymarket poultry "
    "riverside whitehall".split()
)
BUILDINGS = frozenset(
    "cottage house farm lodge barn barns hall villa court manor rectory grange vicarage bungalow farmhouse mill tower "
    "towers heights apartments mansions buildings chambers stables oasthouse chapel schoolhouse forge smithy "
    "bakery dairy priory maltings oast granary".split()
)
UNITS = frozenset("flat apartment apt unit suite ste room rm studio".split())
NUMBERED_ROADS = frozenset({"highway", "hwy", "route"})
FLOORS = frozenset("top ground basement first second third garden upper lower rear front attic".split())
# Common words that open a town's name when another word follows: "new haven", "high wycombe".
TOWN_OPENERS = frozenset(
    "new long little big green high great south east west north old market bishop royal grand white black sandy fort "
    "port mount saint st san santa los las upper lower bury palm college".split()
)
SAINT = frozenset({"st", "saint"})
DIRECTIONS = frozenset("n s e w ne nw se sw north south east west northeast northwest southeast southwest".split())
POSTCODE_MARKS = frozenset("postcode postcode's zip zipcode post postal code code's".split())
# Words inside a town's name that elsewhere end it: "stoke on trent".
TOWN_LINKS = frozenset("on upon under le by in de of the next".split())
COUNTIES = frozenset(
    """
    avon bedfordshire berkshire buckinghamshire cambridgeshire cheshire cleveland cornwall cumbria derbyshire devon
    dorset essex gloucestershire hampshire herefordshire hertfordshire kent lancashire leicestershire lincolnshire
    merseyside middlesex norfolk northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire
    somerset staffordshire suffolk surrey sussex warwickshire wiltshire worcestershire yorkshire fife gwynedd powys
    dyfed gwent clwyd antrim armagh tyrone fermanagh angus aberdeenshire ayrshire lanarkshire midlands
    """.split()
)
COUNTY_LEADS = frozenset({"west", "east", "north", "south", "greater", "county", "co"})
COUNTRIES = frozenset("uk england scotland wales britain usa us america states united kingdom".split())
# Towns that are also everyday words or of several words, and the largest others: they settle where a town begins.
_TOWNS = """
reading|bath|deal|sandwich|rugby|street|battle|hull|wells|rye|ware|hook|bury|sale|march|diss|barking|tring
london|birmingham|manchester|leeds|liverpool|bristol|sheffield|newcastle|nottingham|leicester|cardiff|swansea
newport|belfast|edinburgh|glasgow|aberdeen|dundee|inverness|york|oxford|cambridge|brighton|hove|southampton
portsmouth|plymouth|exeter|norwich|ipswich|derby|coventry|wolverhampton|stoke|bradford|sunderland|durham|lincoln
gloucester|cheltenham|worcester|hereford|chester|preston|blackpool|lancaster|carlisle|salisbury|winchester
canterbury|dover|luton|watford|slough|swindon|croydon|milton keynes|st albans|new york|los angeles|san francisco
san diego|san jose|san antonio|chicago|houston|boston|dallas|austin|phoenix|philadelphia|seattle|denver|miami
atlanta|detroit|portland|las vegas|new orleans|nashville|memphis|baltimore|washington|charlotte|columbus
indianapolis|minneapolis|cleveland|cincinnati|pittsburgh|tampa|orlando|st louis|kansas city|salt lake city
sacramento|oakland|springfield|albany|buffalo|brooklyn|queens|bronx|manhattan|richmond|raleigh|tucson|mesa|omaha
madison|milwaukee|concord|burlington|fort worth|el paso|long beach|king's lynn
"""
TOWNS = frozenset(town for town in _TOWNS.replace("\n", "|").split("|") if town)
STATES: dict[str, str] = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME",
    "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO",
    "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC", "puerto rico": "PR",
    "mass": "MA", "calif": "CA", "conn": "CT", "fla": "FL", "penn": "PA", "tenn": "TN", "ariz": "AZ", "colo": "CO",
    "mich": "MI", "minn": "MN",
}  # fmt: skip
STATE_CODES = frozenset(STATES.values())
# Said after a street line about getting in, not a town.
NO_TOWNS = frozenset(
    "gate door code buzzer entry key bell call ring leave knock side rear mind beware ask delivery billing send".split()
)
# Not a house number before these: "2 mins walk".
MEASURES = frozenset(
    """
    min mins minute minutes mile miles block blocks yard yards doors year years hour hours metres meters km
    """.split()
)
