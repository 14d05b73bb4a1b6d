"""What others than the two of a visit are told when it waits long: for whom, for what, and since when."""

from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, School
from handbook.visits.visit import Visit
from handbook.visits.waiting import WaitsFor


def waits_words(visit: Visit, what: WaitsFor, school: School, sip: Person, headteacher: Person) -> str:
    """Without the half-days on offer, and without anybody's words."""
    begins = f"{school.full_name}, {visit.purpose.words}: "
    if what is WaitsFor.OFFER and visit.wished_at is not None and visit.offered_at is None:
        asked = f" on {day_words(london_date(visit.wished_at))}"
        wish = f"{school.full_name} asked{asked} that {sip.name} feeds back to its governors."
        return f"{wish} No half-day has been offered yet."
    if what is WaitsFor.OFFER:
        return f"{begins}{sip.name} has sent no half-days to choose from for some time."
    if what is WaitsFor.PICK:
        since = f" since {day_words(london_date(visit.offered_at))}" if visit.offered_at else ""
        return f"{begins}half-days have been on offer{since}, and {headteacher.name} has not picked one."
    on = day_words(visit.half_day.on) if visit.half_day else "a day that is not known"
    if what is WaitsFor.CHANGE:
        wants = "move" if visit.asked and visit.asked.to else "cancel"
        by_sip = visit.asked is not None and visit.asked.by_id == sip.id
        asker, other = (sip, headteacher) if by_sip else (headteacher, sip)
        return f"{begins}{asker.name} asks to {wants} the visit on {on}, and {other.name} has not answered."
    return f"{begins}{sip.name} has not said whether the visit on {on} was held, so it is not counted."
