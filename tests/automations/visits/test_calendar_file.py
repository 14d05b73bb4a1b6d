"""Who gets a calendar file, and of what."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.visits.calendar_file import file_of, send_calendar_link
from handbook.core.refusal import Refused
from handbook.visits.calendar_file import LINK_LASTS, AskForCalendarFile
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import builders as a
from tests.support.card_reading import links, words


@dataclass
class Addresses:
    """Where files are fetched, in these tests."""

    origin: str

    def calendar_file(self, person_id: str, visit_id: str, until: datetime) -> str:
        return f"{self.origin}/{person_id}/{visit_id}/{until:%d%H}"


async def test_the_link_is_for_whoever_asked(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    work = replace(small_office.work, links=Addresses("https://sip.trust.example"))
    small_office.runner = JobRunner(work, ClicksFirst())
    for _ in range(2):
        await small_office.bus.decide(AskForCalendarFile(visit.id), HEAD.id, "teams")
    await small_office.run_all()
    message = small_office.ends.messenger.to(HEAD)[-1]
    assert links(message.card) == {
        "Download (.ics)": f"https://sip.trust.example/{HEAD.id}/{visit.id}/{a.MONDAY + LINK_LASTS:%d%H}"
    }
    sent = [one for one in small_office.ends.messenger.to(HEAD) if "Download (.ics)" in links(one.card)]
    assert len(sent) == 1
    await send_calendar_link(replace(work, links=Addresses("http://127.0.0.1")), HEAD.id, "")
    assert "http://127.0.0.1" in words(small_office.ends.messenger.to(HEAD)[-1].card).replace("\\", "")


async def test_without_a_public_address_that_is_said(small_office: Office) -> None:
    await small_office.bus.decide(AskForCalendarFile(), SIP.id, "teams")
    await small_office.run_all()
    assert "SIP Desk has no public address" in words(small_office.ends.messenger.to(SIP)[-1].card)


async def test_nobody_gets_anothers_and_nothing_is_to_be_had_without_a_day(small_office: Office) -> None:
    visit = await come_to(small_office, S.FOUND)
    for person, why in ((ADVISOR, "not one of yours"), (SIP, "no day yet")):
        with pytest.raises(Refused, match=why):
            await small_office.bus.decide(AskForCalendarFile(visit.id), person.id, "teams")
    with small_office.database.reading() as uow:
        assert b"VEVENT" not in file_of(uow, SIP.id, "", small_office.bus.render_context)
        with pytest.raises(Refused, match="not one of yours"):
            file_of(uow, ADVISOR.id, visit.id, small_office.bus.render_context)


async def test_the_file_is_what_the_records_say_when_it_is_fetched(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    with small_office.database.reading() as uow:
        for visit_id in (visit.id, ""):
            data = file_of(uow, HEAD.id, visit_id, small_office.bus.render_context)
            assert f"UID:{visit.id}@sip-desk".encode() in data


async def test_the_card_stays_as_it_is(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    sender = Sender(SIP.id, "chat", "https://teams.example/")
    for verb, data, title in (
        ("visit.download", {"visit": visit.id}, "Autumn visit"),
        ("visits.download", {}, "My visits"),
    ):
        answer = await small_office.router.clicked(sender, Click(verb, data))
        assert isinstance(answer, CardAnswer)
        assert title in words(answer.card)


async def test_a_link_to_what_has_no_day_any_more_is_not_sent(small_office: Office) -> None:
    """Between the press and the message the visit was called off."""
    visit = await come_to(small_office, S.FOUND)
    told = len(small_office.ends.messenger.to(SIP))
    args = {"person_id": SIP.id, "visit_id": visit.id}
    await small_office.run(OutboxJob("send_calendar_link", "k", args, JobQueue.TEAMS))
    assert len(small_office.ends.messenger.to(SIP)) == told
