"""The words by which a clause is told of somebody else: data only. Read by `subjects`; folded."""

# People whose payments, trips and choices are their own; a wife's or husband's are the speaker's too.
OTHERS = """
brother sister friend friends mate mates neighbour neighbor neighbours neighbors cousin colleague uncle aunt auntie
boss buddy nephew niece ex roommate flatmate coworker bloke guy fella law mum's mom's dad's mother's father's
nan's daughter's son's sister's brother's mate's friend's neighbour's neighbor's cousin's boss's uncle's aunt's
folks gaffer landlord tenant tenants
"""
ANYONE = "someone somebody people everyone everybody"
# What anybody may say or think of the speaker's own.
THEIR_SAYING = "say says said think thinks thought reckon reckons assume assumes hacked cloned stole told"
# Who else was asked: "the other place", "the last chap".
STRANGERS = """
place firm company lot shop garage people bloke chap chaps fella lady guy guys driver engineer one crowd plumber
electrician builder nurse doctor agent
"""
ANOTHER = "other another last previous first different"
STRANGERS_DOINGS = """
quoted charged said wanted asked offered told did charge quote promised did took counted reckoned had got
"""
# Before the owner, these make the other person no subject: "for my brother", "me and my sister", "it's my mum's".
OBLIQUE = "for with and from to of at by it's its is be like than"
THEIR_DOINGS = """
paid pays has had got gets bought spent went took tried ordered chose flies flew leaves left lives started
finished used picked won lost charged was were swears reckons gave arrives moved travelled works
uses quoted getting having flying marries said says did have
op operation surgery funeral wedding interview exam
"""
# What one may do with an amount, a number, a day or a choice.
HAVING = """
had has have got gets took takes take bought buys paid pays pay ordered orders wanted wants chose picked charged
charges offers offered needed get gave sent promised uses used ate sold sells
"""
# Of these the past tells of others, whoever they are: "the school had nine".
HAD = "had took bought paid got wanted gave sent promised"
BESIDE_VALUE = (
    "the a an about around just like only roughly nearly me us in on at for with around some theirs booked been"
)
BEFORE_SUBJECT = "and well oh yeah no ok okay look um so hm hi think reckon because i'd say that's thats know it's its"
# A subject with one of these lives elsewhere, or did: "the folks upstairs", "my last place", "most people".
ELSEWHERE = """
other others another last previous old former door upstairs downstairs opposite most everyone everybody competition
competitors rest neighbours neighbors nobody
"""
OBJECT_PRONOUNS = "them him her"
POINTING = "the that those these they he she them everyone"
KIN = """
mum mom dad mother father son daughter nan gran grandma grandad brother sister wife husband partner kids parents folks
school work friend mate
"""
COMPARED_WITH = "before after above below like beside near opposite"
TOLD = "told charged quoted offered gave sold promised"
