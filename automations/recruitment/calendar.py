"""The interview in the calendars: one event, organised by the Trust Advisor, with the panel and whoever applies. It
says nothing of the application, and others who look into a calendar see time that is taken. What is done to it in
Outlook is followed."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from automations.engine.kept_event import what_stands
from automations.engine.workflow import Effect, Work
from automations.recruitment.loading import OF_APPLICATION, applicant_email, panel_of
from handbook.core.calendars import Answer, Appointment, EntryChanges, Invitee, Period
from handbook.core.refusal import Refused
from handbook.recruitment.application import Application, Interview
from handbook.recruitment.interview import NoteInterviewEntry, NoteInterviewWritten
from handbook.recruitment.moves import ApplicationStatus
from store.unit_of_work import UnitOfWork

SUBJECT: Final = "Interview: School Improvement Partner"
INVITATION: Final = (
    "<p>An interview for the team of School Improvement Partners. If you can’t make it, please decline this "
    "invitation, so that somebody else can be asked.</p>"
)
CALLED_OFF: Final = "This interview will not take place."


async def keep_interview(work: Work, application_id: str, person_id: str) -> None:
    """Looks at what stands in the organiser's calendar (`person_id`), and makes it what the record says; so it may be
    run again, and late."""
    while True:
        one, invitees = await work.bus.read(lambda uow: _as_it_is(uow, application_id))
        await _make_so(work, one, invitees, person_id)
        after, _ = await work.bus.read(lambda uow: _as_it_is(uow, application_id))
        if after.times == one.times:
            break
    if _stands(after) is not None:
        with suppress(Refused):  # noted already
            await work.bus.decide(NoteInterviewWritten(one.id, one.times))


async def look_at_interview(work: Work, application_id: str) -> None:
    """Reads the entry, and notes what it says. What is known already changes nothing."""
    one, invitees = await work.bus.read(lambda uow: _as_it_is(uow, application_id))
    interview = _stands(one)
    if interview is None or interview.written != one.times:
        return
    organiser = await work.bus.read(lambda uow: uow.roster.person(interview.organiser_id))
    entry, stands = await what_stands(work, interview.organiser_id, one.id)
    away = tuple[str, ...]()
    if entry is not None:
        comes = {each.email.casefold() for each in entry.invited if each.answer is not Answer.DECLINED}
        comes |= {organiser.email.casefold()} if organiser else set[str]()
        away = tuple(each.email for each in invitees if each.email.casefold() not in comes)
    with suppress(Refused):
        await work.bus.decide(NoteInterviewEntry(one.id, one.times, stands, away))


EFFECTS: Final[Mapping[str, Effect]] = {
    "keep_interview": Effect(
        keep_interview,
        "The interview could not be updated in the calendars yet",
        about=(OF_APPLICATION, "application_id"),
    ),
    "look_at_interview": Effect(
        look_at_interview,
        "Changes to the interview in Outlook could not be read yet",
        about=(OF_APPLICATION, "application_id"),
    ),
}


async def _make_so(work: Work, one: Application, invitees: tuple[Invitee, ...], organiser_id: str) -> None:
    standing = await work.calendars.of_visit(organiser_id, one.id)
    interview = _stands(one)
    if interview is None:
        for entry in standing:
            await work.calendars.cancel(organiser_id, entry.id, CALLED_OFF)
        return
    period = Period(interview.when.starts_at, interview.when.ends_at)
    if standing:
        changes = EntryChanges(period=period, location=interview.place, invitees=invitees)
        await work.calendars.change(organiser_id, standing[0].id, changes)
    else:
        event = Appointment(
            transaction=f"{one.id}-{one.times}",
            visit=one.id,
            period=period,
            subject=SUBJECT,
            body_html=INVITATION,
            location=interview.place,
            invitees=invitees,
            private=True,
        )
        await work.calendars.write(organiser_id, event)


def _stands(one: Application) -> Interview | None:
    return one.interview if one.status is ApplicationStatus.INVITED else None


def _as_it_is(uow: UnitOfWork, application_id: str) -> tuple[Application, tuple[Invitee, ...]]:
    """With the panel, without who has left the list of people, and whoever applies."""
    one = uow.applications.get(application_id)
    interview = one.interview
    panel = [each for each in panel_of(uow, one) if interview is None or each.id != interview.organiser_id]
    invitees = [Invitee(each.email, each.name) for each in panel if each.email]
    return one, (*invitees, Invitee(applicant_email(uow, one), one.name))
