"""The card of the school's part comes once before a visit; its SIP hears once that it is filled."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from automations.engine.command_bus import CLOCK
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.scheduler import run_due_commands
from automations.reports.cards import ReportKind, part_about
from automations.workflows import TABLES
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.reports.school_part import AskForSchoolPart, SaveSchoolPart
from handbook.visits.ofsted.call import TellOfstedCalled
from handbook.visits.outcome import SayHeld
from handbook.visits.visit import VisitStatus as S
from store.unit_of_work import UnitOfWork
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit, when
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words
from tests.support.rendering import render


def save(revision: int = 0, text: str = "Phonics") -> SaveSchoolPart:
    return SaveSchoolPart("900001", v.YEAR, Term.AUTUMN, "ofsted_2025", revision, texts=(("agenda", text),))


async def strikes(office: Office, day: date) -> list[str]:
    office.now = datetime.combine(day, time(10), UTC)
    before = len(office.entries())
    await run_due_commands(office.bus, TABLES.due)
    done = [entry.action for entry in office.entries()[before:] if entry.action == "school_part_asked"]
    await office.run_all()
    return done


def parts(office: Office, person: a.Person) -> list[str]:
    said = (words(message.card) for message in office.ends.messenger.to(person))
    return [one for one in said if one.startswith("The school’s part")]


async def test_it_is_asked_for_once_before_the_visit(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    day = small_office.now.date()
    assert await strikes(small_office, day) == ["school_part_asked"]
    assert await strikes(small_office, day + timedelta(days=1)) == []
    [card] = parts(small_office, HEAD)
    assert "autumn report 2026/27" in card
    with pytest.raises(Refused, match="done already"):
        await small_office.bus.decide(AskForSchoolPart(visit.id), CLOCK, "clock")


async def test_who_has_filled_it_already_is_not_asked(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(save(), HEAD.id, "teams")
    assert await strikes(small_office, small_office.now.date()) == []


async def test_a_school_that_ofsted_inspects_is_left_in_peace(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    day = small_office.now.date()
    await small_office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    assert await strikes(small_office, day) == []


async def test_its_sip_hears_once_and_again_after_their_form_was_made(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.BOOKED)
    for revision in range(2):
        await office.bus.decide(save(revision, f"Phonics {revision}"), HEAD.id, "teams")
        await office.run_all()
    [card] = parts(office, SIP)
    assert "Phonics 1" in card
    visit = await the_visit(office)
    office.now = when(visit).ends_at + timedelta(minutes=5)
    await says(office, SayHeld(visit.id, visit.version))
    await office.bus.decide(save(2, "Phonics 2"), HEAD.id, "teams")
    await office.run_all()
    assert len(parts(office, SIP)) == 2
    with pytest.raises(Refused, match="another card"):
        await office.bus.decide(save(2), HEAD.id, "teams")


async def test_on_request_a_card_comes_for_each_school(small_office: Office) -> None:
    office = small_office
    for person, message in ((HEAD, "message-1"), (SIP, "message-2")):
        await office.bus.decide(AnswerTyped("our part", message), person.id, "teams")
    await office.run_all()
    assert (len(parts(office, HEAD)), len(parts(office, SIP))) == (1, 0)
    where = {"urn": "900001", "year": 2026, "term": "Autumn"}
    click = Click("part.save", {**where, "framework": "ofsted_2025", "revision": 0, "agenda": "Phonics"})
    answer = await office.router.clicked(Sender(HEAD.id, "chat", "https://t/"), click)
    assert isinstance(answer, CardAnswer)
    assert "Saved: on" in words(answer.card)


async def test_of_a_school_that_left_nobody_sees_it_and_its_sip_hears_of_trouble(small_office: Office) -> None:
    office, told = small_office, TABLES.troubles["school_part"]
    about = part_about("900001", v.YEAR, Term.AUTUMN)

    def hear(uow: UnitOfWork) -> list[str]:
        assert told.heard_by
        assert told.called
        assert "St Hilda" in told.called(uow, "900001-2026-Autumn") or not uow.roster.school("900001")
        return list(told.heard_by(uow, "900001-2026-Autumn"))

    assert await office.bus.read(hear) == [SIP.id]
    office.bring(tuple(a.a_person(role) for role in Role), a.a_school(urn="900009"))
    assert await office.bus.read(hear) == []
    with office.database.reading() as uow:
        card = render(uow, ReportKind.SCHOOL_PART, about, HEAD, 0, office.bus.render_context)
    assert "not open to you" in words(card)
    with pytest.raises(Refused, match="cannot find that school"):
        await office.bus.decide(save(), HEAD.id, "teams")


async def test_what_cannot_be_sent_names_the_school(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.BOOKED)
    office.ends.messenger.away.add(HEAD.id)
    await strikes(office, office.now.date())
    said = office.ends.messenger.said_to(SIP)
    assert any("about the school’s part of the report of St Hilda" in one for one in said)
