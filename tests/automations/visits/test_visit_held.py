"""A visit was held, or was not: its report is opened once, with what is known."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from automations.data.keeping import KeepFigures
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from documents.reading import read_proforma
from handbook.core.british_time import day_words
from handbook.core.external_errors import AddressUnknown
from handbook.core.school_years import AcademicYear, Term
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.paper.frameworks import OFSTED_2024
from handbook.reports.report import Status
from handbook.visits.agenda import SetAgenda
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.purposes import Menu, SchoolLedVisit
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, says
from tests.store.filled import ENTRY, a_report
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import links, words
from tests.support.figures import a_set


async def test_a_visit_that_was_held_opens_its_report_once(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.after(visit)
    held = await says(small_office, SayHeld(visit.id, visit.version))
    assert held.status is S.HELD
    [[name, standing]] = small_office.ends.libraries.files.items()
    assert name[2] == "2026-27_Autumn_SIP-report_900001_proforma.docx"
    assert (standing.writers, standing.readers) == ({SIP.email}, set())
    told = small_office.ends.messenger.to(SIP)[-1].card
    assert list(links(told)) == ["Open the form"]
    assert "What is known is filled in." in words(told)


async def test_the_proforma_asks_by_the_framework_that_was_chosen(small_office: Office) -> None:
    """Until somebody has chosen, by the one of the day (P2)."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(ChooseFramework(visit.urn, "ofsted_2024"), SIP.id, "teams")
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    document = ZipFile(BytesIO(standing.data)).read("word/document.xml").decode()
    assert OFSTED_2024.name in document
    assert "Quality of education" in document
    told = words(small_office.ends.messenger.to(SIP)[-1].card)
    assert f"judgements by this framework: {OFSTED_2024.name}" in told


@pytest.mark.parametrize("agreed", [True, False])
async def test_the_report_opens_with_the_schools_figures_where_it_has_agreed_to_that(
    small_office: Office, agreed: bool
) -> None:
    """D1."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(KeepFigures("abc", (a_set({Topic.COMBINED: 61, Topic.COHORT: 30}),)))
    if agreed:
        sign = SignAgreement("900001", 0, "data 2026.1", HEAD.name, AgreementKind.DATA)
        await small_office.bus.decide(sign, HEAD.id, "teams")
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    with ZipFile(BytesIO(standing.data)) as parts:
        assert ("School: 61.0%" in parts.read("word/document.xml").decode()) is agreed
        assert any(name.startswith("word/media/") for name in parts.namelist()) is agreed


async def test_the_proforma_opens_with_what_was_agreed(small_office: Office) -> None:
    """P3, V4: the last report’s targets and gaps, the agenda that both agreed, and the day of the visit."""
    last = replace(a_report("last", year=AcademicYear(2025), term=Term.SUMMER), status=Status.FILED, sent=1)
    with small_office.database.writing() as uow:
        uow.reports.open(last, ENTRY, a.MONDAY)
        uow.reports.add_version("last", a.a_version(), "last")
    visit = await come_to(small_office, S.BOOKED)
    await says(small_office, SetAgenda(visit.id, visit.revision, ("Books of Year 4", "Attendance")))
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    opened = read_proforma(standing.data)
    assert [row["action"] for row in opened.rows["action"]] == [
        "Raise writing in Year 4 (70 % at the expected standard; Year 4 lead; July 2027)",
        "Open the library at lunch",
    ]
    assert {row["since"] for rows in opened.rows.values() for row in rows} == {"Summer 2025/26"}
    [gap] = opened.rows["gap"]
    assert (gap["area"], gap["judged"]) == ("Quality of education", "school: Good; SIP: Requires improvement")
    assert opened.boxes["visit_number"] == "1 of 3"
    assert opened.sections["visit_notes"] == "• Books of Year 4:\n• Attendance:"
    assert ("Date of visit", day_words(visit.half_day.on)) in opened.facts
    assert (opened.filled, opened.unplaced) == ((), ())


async def test_a_sip_who_cannot_open_the_proforma_is_told_of_it_once_they_can(small_office: Office) -> None:
    office, visit = small_office, await come_to(small_office, S.BOOKED)
    office.now = v.after(visit)
    office.ends.libraries.refused[SIP.email] = AddressUnknown("nobody")
    await says(office, SayHeld(visit.id, visit.version))
    [[_, standing]] = office.ends.libraries.files.items()
    assert standing.writers == set()
    assert not any("Open the form" in links(one.card) for one in office.ends.messenger.to(SIP))
    [waits] = [one for one in office.outbox() if one.effect == "begin_form"]
    assert waits.args == {"form": "900001-2026-Autumn", "person_id": SIP.id}
    office.ends.libraries.refused.clear()
    await office.wait_and_keep()
    assert [one.writers for one in office.ends.libraries.files.values()] == [{SIP.email}]
    told = [one for one in office.ends.messenger.to(SIP) if "Open the form" in links(one.card)]
    assert len(told) == 1


async def test_of_a_visit_that_is_not_held_no_report_is_opened(small_office: Office) -> None:
    """Such as a job of a database that was put back to before the SIP said that it was."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.run(OutboxJob("open_report", "k", {"visit_id": visit.id}, JobQueue.GRAPH))
    assert small_office.ends.libraries.files == {}


async def test_a_report_that_came_already_is_not_opened(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await small_office.receive()
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    assert small_office.ends.libraries.files == {}


async def test_a_visit_led_by_the_school_has_no_report(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    with small_office.database.writing() as uow:
        led = replace(visit, purpose=SchoolLedVisit(Menu.LEARNING_WALKS))
        uow.visits.save(led, AuditEntry("service", "tested", ""), a.MONDAY)
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    assert small_office.ends.libraries.files == {}


async def test_a_visit_that_was_not_held_stands_so(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.after(visit)
    assert (await says(small_office, SayNotHeld(visit.id, visit.version, "Snow."))).status is S.NOT_HELD
