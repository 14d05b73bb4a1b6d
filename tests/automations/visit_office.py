"""One visit of the office's school, brought along by the ordinary way."""

from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.visits.booking import PickSlot, SeekVisit, SendSlots
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import HEAD, SIP, Office
from tests.support import visits as v

WISH = SeekVisit("900001", v.YEAR, v.TERMLY)


async def the_visit(office: Office) -> Visit:
    [found] = await office.bus.read(lambda uow: uow.visits.of_school("900001"))
    return found


async def says(office: Office, command: object, person: Person = SIP) -> Visit:
    """Somebody presses a button, and what follows is done."""
    await office.bus.decide(command, person.id, "teams")
    await office.run_all()
    return await the_visit(office)


async def come_to(office: Office, status: S) -> Visit:
    """A visit that was found, proposed, picked (not yet booked) or booked; everything before is kept."""
    visit = await says(office, WISH)
    if status is S.FOUND:
        return visit
    visit = await says(office, SendSlots(visit.id, visit.version))
    if status is S.PROPOSED:
        return visit
    await office.bus.decide(PickSlot(visit.id, visit.version, 1), HEAD.id, "teams")
    if status is S.BOOKED:
        await office.run_all()
    return await the_visit(office)


def when(visit: Visit) -> HalfDay:
    assert visit.half_day is not None
    return visit.half_day
