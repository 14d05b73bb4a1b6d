"""A clean copy is made beside the writer and sent as a version of its own; placements hold for what comes next."""

from dataclasses import replace

import pytest

from automations.reports.clean_copy import DIFFERS, FAILED, NoteNoCleanCopy, ReceiveCleanCopy
from documents.reading import read_proforma
from handbook.core.refusal import Refused
from handbook.reports.approval import SendReport, SetReportAside
from handbook.reports.arriving.clean_copy import SendCleanCopy
from handbook.reports.arriving.placing import PlaceWords
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.paper.passages import LEFT_OUT, Passage, TrackedChange
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Report, Status, Version
from tests.automations.office import HEAD, SIP, Office
from tests.documents.more_parts import with_lines
from tests.support import builders as a
from tests.support.card_reading import words

TRACKED = TrackedChange("put in", "often", "Jo")
CHANGED = '<w:p><w:ins w:author="Jo"><w:r><w:t>often</w:t></w:r></w:ins></w:p>'


def contents_of(office: Office, **changes: object) -> Contents:
    return a.a_contents(tracked=(TRACKED,), **changes)


def words_said(office: Office) -> str:
    return "\n".join(words(message.card) for message in office.ends.messenger.messages if message.person_id == SIP.id)


async def asked(office: Office, data: bytes = b"PK first", contents: Contents | None = None) -> Report:
    report = await office.receive(contents or contents_of(office), data)
    await office.bus.decide(SendCleanCopy(report.id, 1), SIP.id, "teams")
    return report


async def version(office: Office, number: int) -> Version:
    report = await office.report()
    return await office.bus.read(lambda uow: uow.reports.version(report.id, number))


async def test_it_is_sent_as_a_version_of_its_own(small_office: Office) -> None:
    report_paper = with_lines("Attendance to 16 October", CHANGED)
    read = read_proforma(report_paper)
    own = replace(read, urn="900001", school_name="", town="")
    await small_office.bus.decide(ChooseFramework("900001", "ofsted_2015"), SIP.id, "teams")
    report = await asked(small_office, report_paper, own)
    assert (await version(small_office, 1)).cleaning
    with pytest.raises(Refused, match="being made already"):
        await small_office.bus.decide(SendCleanCopy(report.id, 1), SIP.id, "teams")
    await small_office.run_all()
    first, copy = await version(small_office, 1), await version(small_office, 2)
    assert (first.cleaning, copy.clean_of, copy.cleaning) == (False, 1, False)
    assert copy.framework_chosen == first.framework_chosen != ""
    assert copy.file_name == "report (clean copy).docx"
    assert copy.clean_did[0] == "1 tracked change is accepted"
    assert copy.contents.is_clean


async def test_what_reads_differently_is_offered_and_not_sent(small_office: Office) -> None:
    report = await asked(small_office)
    clean = a.a_contents(sections={"progress": "Something else."})
    await small_office.bus.decide(ReceiveCleanCopy(report.id, 1, b"PK clean", clean), SIP.id, "teams")
    await small_office.run_all()
    now = await small_office.report()
    assert (now.status, now.latest, now.sent) == (Status.DRAFTED, 2, 0)
    assert DIFFERS in words_said(small_office)


@pytest.mark.parametrize("at_once", [True, False])
async def test_what_is_the_same_is_sent_with_what_the_sip_chose(small_office: Office, *, at_once: bool) -> None:
    """With a button of its own, or with the one that sends."""
    boxed = Passage("a text box", "A quote.", near="progress")
    report = await small_office.receive(contents_of(small_office, unplaced=(boxed,)))
    choices = ((0, LEFT_OUT),)
    if not at_once:
        await small_office.bus.decide(PlaceWords(report.id, 1, choices), SIP.id, "teams")
    await small_office.bus.decide(SendCleanCopy(report.id, 1, choices if at_once else ()), SIP.id, "teams")
    clean = ReceiveCleanCopy(report.id, 1, b"PK clean", a.a_contents(unplaced=(boxed,)))
    await small_office.bus.decide(clean, SIP.id, "teams")
    now = await small_office.report()
    assert (now.status, now.latest, now.sent) == (Status.SENT, 2, 2)
    assert (await version(small_office, 2)).contents.unplaced[0].belongs == LEFT_OUT
    before = small_office.entries()
    await small_office.bus.decide(clean, SIP.id, "teams")
    assert small_office.entries() == before


async def test_one_that_comes_too_late_changes_nothing(small_office: Office) -> None:
    report = await asked(small_office)
    await small_office.bus.decide(SetReportAside(report.id, 1), SIP.id, "teams")
    before = small_office.entries()
    for late in (ReceiveCleanCopy(report.id, 1, b"PK clean", a.a_contents()), NoteNoCleanCopy(report.id, 1)):
        await small_office.bus.decide(late, SIP.id, "teams")
    await small_office.run_all()
    assert [entry.action for entry in small_office.entries()[len(before) :]] == []
    assert (await small_office.report()).latest == 1


async def test_where_none_can_be_made_the_sip_is_told_what_to_do(small_office: Office) -> None:
    await asked(small_office, b"PK no report")
    await small_office.run_all()
    assert FAILED in words_said(small_office)
    assert not (await version(small_office, 1)).cleaning
    assert "clean_copy_failed" in [entry.action for entry in small_office.entries()]


async def test_nobody_but_the_sip_and_nothing_that_is_clean(small_office: Office) -> None:
    report = await small_office.receive()
    for person in (HEAD, SIP):
        with pytest.raises(Refused):
            await small_office.bus.decide(SendCleanCopy(report.id, 1), person.id, "teams")
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")


async def test_always_so_holds_for_every_report_of_the_sip(small_office: Office) -> None:
    added = Passage("a section that was added", "Good.", "Capacity to improve", "context")
    report = await small_office.receive(a.a_contents(unplaced=(added,)))
    for choice in ("progress", "school_priorities"):
        await small_office.bus.decide(PlaceWords(report.id, 1, ((0, choice),), always=True), SIP.id, "teams")
    kept = await small_office.bus.read(lambda uow: uow.section_names.of_sip(SIP.id))
    assert kept == {"capacity to improve": "school_priorities"}
    assert await small_office.bus.read(lambda uow: uow.section_names.of_sip(HEAD.id)) == {}
    spring = a.a_contents(unplaced=(replace(added, text="Better."),), pupils=("Samir Pell", "Sam Rowe"))
    await small_office.receive(spring, b"PK second")
    read = (await version(small_office, 2)).contents
    assert read.unplaced[0].belongs == "school_priorities"
    assert read.pupils == ("Sam Rowe",)
