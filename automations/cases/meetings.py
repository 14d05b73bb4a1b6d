"""A partnership meeting in the calendars (O1): the DSO is its host. What it is about stands in no calendar,
and others who look into one see time that is taken."""

import hashlib
from collections.abc import Mapping
from typing import Final

from automations.engine.workflow import Effect, Work
from handbook.cases.case import Case, Seat
from handbook.cases.concern_escalation import meeting_of
from handbook.core.calendars import Appointment, Invitee, Period
from handbook.core.half_days import HalfDay
from store.unit_of_work import UnitOfWork

SUBJECT: Final = "Partnership meeting"
BODY: Final = "<p>What it is about is in SIP Desk, for those who are invited.</p>"
CALLED_OFF: Final = "This meeting does not take place at this time."


async def keep_partnership_meeting(work: Work, case_id: str, host_id: str) -> None:
    """Makes the host's calendar what the record says, whatever stands there. It may be run again, and late."""
    name = meeting_name(case_id)
    wanted = await work.bus.read(lambda uow: _wanted(uow, case_id, host_id))
    period = None if wanted is None else wanted.period
    stands = False
    for entry in await work.calendars.of_visit(host_id, name):
        if entry.period == period and not stands:
            stands = True
        else:
            await work.calendars.cancel(host_id, entry.id, CALLED_OFF)
    if wanted is not None and not stands:
        await work.calendars.write(host_id, wanted)


EFFECTS: Final[Mapping[str, Effect]] = {
    "keep_partnership_meeting": Effect(
        keep_partnership_meeting, "A partnership meeting could not be put into the calendars yet"
    ),
}


def meeting_name(case_id: str) -> str:
    """Our own name of the meeting on its entry: not the case's id, which opens a case to its readers."""
    return hashlib.sha256(f"partnership meeting {case_id}".encode()).hexdigest()[:32]


def _wanted(uow: UnitOfWork, case_id: str, host_id: str) -> Appointment | None:
    case = uow.cases.get(case_id)
    number = meeting_of(case) if case.is_open or case.forgotten_at is None else None
    part = case.parts[number - 1] if number else None
    if number is None or part is None or part.half_day is None or case.seats.get(Seat.DSO) != host_id:
        return None
    return _appointment(uow, case, number, part.half_day, part.readers)


def _appointment(uow: UnitOfWork, case: Case, number: int, half_day: HalfDay, readers: tuple[str, ...]) -> Appointment:
    people = (uow.roster.person(one) for one in readers)
    return Appointment(
        transaction=f"{meeting_name(case.id)}-{number}-{case.seats[Seat.DSO]}",
        visit=meeting_name(case.id),
        period=Period(half_day.starts_at, half_day.ends_at),
        subject=SUBJECT,
        body_html=BODY,
        invitees=tuple(Invitee(one.email, one.name) for one in people if one is not None),
        private=True,
    )
