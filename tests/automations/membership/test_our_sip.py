"""M4, M5: what a headteacher reads of their school's SIP, what they pass on, and who stands in for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.port import Click, Sender
from automations.engine.jobs.job_runner import JobRunner
from automations.membership.training import calendar_of_trainings
from handbook.core.half_days import SchoolHours
from handbook.reports.report import Status
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.training.arranging import Arrangement, SetSession
from handbook.sip_team.training.session import SessionSubject
from tests.automations.cases.test_document import Addresses
from tests.automations.membership.test_handing_in import hand_in, reports, send
from tests.automations.membership_office import press, typed
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office
from tests.support import covers
from tests.support import memberships as m
from tests.support.card_reading import buttons, words

OWN: dict[str, Any] = {"urn": m.ALONE.urn, "year": 2026, "revision": 0, "provision": "own", "sip_name": "Ned Farrow"}


def leads(office: Office, *schools: Any) -> None:
    with office.database.writing() as uow:
        uow.roster.replace((*EVERYBODY, covers.ACTING), schools, {"Fellshire": [AUTUMN]}, {})


async def test_a_headteacher_reads_whose_sip_it_is_and_passes_on_what_they_may(small_office: Office) -> None:
    office = small_office
    leads(office, m.ALONE)
    [shown] = await typed(office, "our sip", HEAD)
    assert "Not known yet: please ask the Trust Advisor" in words(shown)
    assert buttons(shown) == {}
    await press(office, "membership.change", **OWN)
    [shown] = await typed(office, "hand in", HEAD)
    assert "The school’s own SIP" in words(shown)
    assert "Send me the file here, as Word or PDF" in words(shown)
    assert "Awaiting report" in words(shown)
    await hand_in(office, await send(office))
    assert "Autumn" in await press(office, "our_sip.show", HEAD)
    await press(office, "our_sip.form", HEAD)
    assert "form" in words(office.ends.messenger.to(HEAD)[-1].card)
    await press(office, "our_sip.invite", HEAD)
    assert "No training is planned yet" in words(office.ends.messenger.to(HEAD)[-1].card)
    half_day = SchoolHours().half_days((office.now + timedelta(days=7)).date())[0]
    session = SetSession(SessionSubject(topics=(TrainingTopic.DATA,)), Arrangement(half_day, "Room 4"), (SIP.id,))
    await office.bus.decide(session, ADVISOR.id, "teams")
    office.now += timedelta(minutes=2)
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    await press(office, "our_sip.invite", HEAD)
    invited = words(office.ends.messenger.to(HEAD)[-1].card)
    assert f"{half_day.words}: data (Room 4)" in invited
    assert f"Please tell {ADVISOR.name}, Trust Advisor ({ADVISOR.email})" in invited
    assert "https://sip.trust.example/training/" in invited
    assert SIP.name not in invited
    with office.database.reading() as uow:
        calendar = calendar_of_trainings(uow, office.bus.render_context).decode()
    assert f"DTSTART;TZID=Europe/London:{half_day.on:%Y%m%d}T090000" in calendar
    assert "LOCATION:Room 4" in calendar
    assert SIP.name not in calendar


async def test_it_is_for_headteachers_alone(small_office: Office) -> None:
    office = small_office
    leads(office, m.ALONE)
    assert "” is for: " in words((await typed(office, "our sip", ADVISOR))[0])
    assert "not open to you" in await press(office, "our_sip.show", ADVISOR)
    for verb in ("our_sip.form", "our_sip.invite"):
        assert "Only the headteacher of a school" in await press(office, verb, ADVISOR)
    assert [one.detail["command"] for one in office.entries() if one.action == "refused" and "rule" in one.detail] == [
        "AskForForm",
        "AskForInvitation",
    ]


async def test_who_stands_in_for_the_headteacher_hands_in_with_both_names(small_office: Office) -> None:
    office = small_office
    leads(office, m.ALONE)
    await press(office, "membership.change", **OWN)
    days = {"first_on": str(office.now.date()), "last_on": str(office.now.date() + timedelta(days=4))}
    cover = Click("cover.name", {"person": HEAD.id, "deputy": covers.ACTING.id, **days})
    await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), cover)
    await office.run_all()
    shown = await send(office, person=covers.ACTING)
    data = buttons(shown)["Hand in and approve"]["data"]
    said = {"period": "2026-Autumn", "sip_name": "Ned Farrow"}
    await press(office, "handed_file.hand_in", covers.ACTING, **said, **data)
    (report,) = reports(office)
    assert report.status is Status.FILED
    assert report.decision is not None
    assert (report.decision.by_id, report.decision.deputy_id) == (HEAD.id, covers.ACTING.id)


async def test_a_new_headteacher_takes_it_on_and_a_new_sip_does_not(small_office: Office) -> None:
    office = small_office
    leads(office, m.ALONE)
    await press(office, "membership.change", **OWN)
    await hand_in(office, await send(office))
    leads(office, replace(m.ALONE, sip_id=SIP.id))
    shown = await press(office, "report.refresh", SIP, report=reports(office)[0].id, version=1)
    assert shown == "I cannot find that report."
    assert reports(office)[0].sip_id == ""
