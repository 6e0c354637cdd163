"""Words before a street line by which it is not where to go: data only. Read by `address_talk`."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIGHT = _set("number no the at flat it it's its in on over round my our your their a just still")
NEARBY = _set(
    """
    outside opposite behind near beside past facing towards by off nearby across bus route junction exit platform
    """
)
FROM_WHERE = _set("moved move moving road door doors up down along street far")
ARRIVED = _set("went sent shipped delivered gone took posted put left going mailed dropped redirected came")
# "Get it sent to", "i want it delivered to": still to come.
YET_TO_COME = _set("get have want need be can could please like getting having i'd prefer it'll should")
FORMER = _set("previous old former last lived grew billing used")
LIVES = _set("lives live at are is still stays")
KIN = _set(
    """
    mum mum's mom mom's mam mam's dad dad's mother mother's father father's brother brother's sister sister's son
    son's daughter daughter's grandson grandson's granddaughter granddaughter's nan nan's gran gran's folks parents
    friend friend's mate mate's ex ex's cousin cousin's uncle aunt auntie neighbour neighbour's neighbor neighbor's
    boss landlord landlord's nobody everyone buddy buddy's pal pal's someone
    """
)
# With these a relative's address is the one meant.
SENDING = _set("deliver send ship it's its for post sent mail bring come address collect pick use to")
MISNAMED = _set("put says say said have wrote written got reads shows")
MISNAMERS = _set(
    """
    you you've it they they've site website email letter app label tracking map satnav system form screen computer
    receipt
    """
)
ASKING = _set("is are does do have has where where's wheres whats what's which was were did why who how when")
ORDERS = _set("can could please want need like")
CHANGES = frozenset({"but", "be", "instead"})
