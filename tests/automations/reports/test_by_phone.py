"""A telephone call is recorded, the headteacher gets a copy, and *that is not so* takes back what followed."""

from dataclasses import replace

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.reports.approval import NoteFiled
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.library import Library
from handbook.reports.report import Filed, Status
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import buttons, verbs, words

SAID = {"said_on": "2026-11-23", "said_words": "She agrees with all of it."}


async def recorded(office: Office, said: str = "approves") -> None:
    """The Trust Advisor asks which reports wait, and records what the headteacher said."""
    await office.come_to(Status.SENT)
    await office.bus.decide(AnswerTyped("Phone call", "m1"), ADVISOR.id, "teams")
    await office.run_all()
    card = office.ends.messenger.to(ADVISOR)[-1].card
    assert "Good practice" not in words(card), "the Trust Advisor reads nothing of it yet (W2)"
    await press(office, ADVISOR, "report.record_answer", **buttons(card)["Record it"]["data"], said=said, **SAID)


async def test_an_approval_on_the_telephone_is_filed_and_the_headteacher_gets_a_copy(small_office: Office) -> None:
    office = small_office
    await recorded(office)
    report = await office.report()
    assert (report.status, report.decision and report.decision.route) == (Status.FILED, "phone")
    copies = [one.card for one in office.ends.messenger.to(HEAD) if "report.deny_answer" in verbs(one.card)]
    assert copies
    assert f"recorded by {ADVISOR.name}" in words(copies[-1])
    assert "She agrees with all of it." in words(office.ends.messenger.to(SIP)[-1].card)
    [entry] = [one for one in office.entries() if one.action == "approved"]
    assert (entry.actor_id, entry.detail["answered_by"]) == (ADVISOR.id, "phone")


async def test_that_is_not_so_reopens_it_and_closes_what_was_filed(small_office: Office) -> None:
    office = small_office
    await recorded(office)
    filed = (await office.report()).filed
    assert filed is not None
    await press(office, HEAD, "report.deny_answer", report=(await office.report()).id, version=1)
    report = await office.report()
    assert (report.status, report.filed, report.replaced) == (Status.SENT, None, filed.items)
    for standing in office.ends.libraries.named(Library.REPORTS).values():
        assert standing.columns["Status"] == "Replaced"
        assert not standing.readers
    for person in (SIP, ADVISOR):
        assert "was not so" in words(office.ends.messenger.to(person)[-1].card)
    assert any("report.approve" in verbs(one.card) for one in office.ends.messenger.to(HEAD))
    await press(office, HEAD, "report.approve", report=report.id, version=1)
    again = await office.report()
    assert again.status is Status.FILED
    await office.run(OutboxJob("close_denied", f"{again.id}@late", {"report_id": again.id}, JobQueue.GRAPH))
    shown = {standing.columns["Status"] for standing in office.ends.libraries.named(Library.REPORTS).values()}
    assert "Approved" in shown


async def test_what_is_filed_while_it_is_denied_is_closed_too(small_office: Office) -> None:
    office = small_office
    await recorded(office)
    filed = (await office.report()).filed
    assert filed is not None
    await press(office, HEAD, "report.deny_answer", report=(await office.report()).id, version=1)
    late = Filed(filed.document, filed.pdf, filed.document)
    before = await office.report()
    await office.bus.decide(NoteFiled(before.id, late))
    await office.run_all()
    assert (await office.report()).status is Status.SENT
    assert (await office.report()).replaced == before.replaced
    assert "filed_too_late" in [one.action for one in office.entries()]


async def test_a_change_on_the_telephone_goes_to_the_sip_and_can_be_denied(small_office: Office) -> None:
    office = small_office
    await recorded(office, "change")
    report = await office.report()
    assert (report.status, report.asked_change) == (Status.CHANGE_ASKED, "She agrees with all of it.")
    assert "She agrees with all of it." in words(office.ends.messenger.to(SIP)[-1].card)
    await press(office, HEAD, "report.deny_answer", report=report.id, version=1)
    assert (await office.report()).status is Status.SENT


async def test_what_is_noted_twice_changes_nothing(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.FILED)
    assert report.filed is not None
    before = len(office.entries())
    await office.bus.decide(NoteFiled(report.id, report.filed))
    assert len(office.entries()) == before


async def test_more_than_six_wait(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    for number, (year, term) in enumerate((year, term) for year in (2023, 2024) for term in Term):
        other = replace(report, id=f"r{number}", year=AcademicYear(year), term=term, revision=1)
        with office.database.writing() as uow:
            uow.reports.open(other, AuditEntry("service", "tested", "report:x"), office.now)
            uow.reports.add_version(other.id, a.a_version(), f"earlier-{number}")
    await office.bus.decide(AnswerTyped("phone call", "m1"), ADVISOR.id, "teams")
    await office.run_all()
    assert office.ends.messenger.said_to(ADVISOR)[-1].startswith("1 more wait.")


async def test_it_asks_nobody_else_and_says_where_nothing_waits(small_office: Office) -> None:
    office = small_office
    for person, said in ((ADVISOR, "No report waits for a headteacher."), (SIP, "")):
        before = len(office.ends.messenger.to(person))
        await office.bus.decide(AnswerTyped("phone call", f"m-{person.id}"), person.id, "teams")
        await office.run_all()
        assert said in office.ends.messenger.said_to(person)[before]
