"""M4: a headteacher sends the report of their external SIP, hands it in, replaces a wrong file; and who may not."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import Sender, SentFile
from automations.engine.scheduler import run_due_commands
from automations.membership.handing_in import KEPT_FOR, KeepHandedFile, close_replaced, read_handed_in
from automations.reports.troubles import NoteTrouble
from automations.workflows import TABLES
from documents.proforma import write_proforma
from handbook.core.external_errors import Forbidden, NotFound
from handbook.core.people import Person
from handbook.core.school_years import Term
from handbook.membership.membership import RefundStatus
from handbook.membership.terms import RefundOpening, terms
from handbook.reports.library import Library
from handbook.reports.report import Report, Status
from tests.automations.membership_office import bring, on_record, press, typed
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support import memberships as m
from tests.support.card_reading import buttons, words

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HERE: dict[str, Any] = {"urn": m.ALONE.urn, "year": 2026}
SAID: dict[str, Any] = {"urn": m.ALONE.urn, "period": "2026-Autumn", "sip_name": "Ned Farrow"}


def on_our_form(urn: str) -> bytes:
    return write_proforma(a.a_contents(urn=urn))


def on_another_form() -> bytes:
    paper, data = Document(), BytesIO()
    paper.add_paragraph("What I saw this term.")
    paper.save(data)
    return data.getvalue()


async def send(office: Office, data: bytes = PDF, name: str = "Report.pdf", person: Person = HEAD) -> dict[str, Any]:
    """The card or the sentence that comes."""
    before = len(office.ends.messenger.to(person))
    office.ends.messenger.files["https://t/file"] = data
    sent = SentFile(name, "https://t/file", f"m-{before}")
    await office.router.sent_files(Sender(person.id, "chat", "https://t/"), (sent,))
    await office.run_all()
    [shown] = [one.card for one in office.ends.messenger.to(person)[before:]]
    return shown


async def own_sip(office: Office) -> None:
    bring(office)
    await press(office, "membership.change", **HERE, revision=0, provision="own", sip_name="Ned Farrow")


async def hand_in(office: Office, shown: dict[str, Any], **said: Any) -> str:
    data = buttons(shown)["Hand in and approve"]["data"]
    return await press(office, "handed_file.hand_in", HEAD, **{**SAID, **said, **data})


def reports(office: Office) -> tuple[Report, ...]:
    with office.database.reading() as uow:
        return uow.reports.of_school(m.ALONE.urn)


async def test_it_is_approved_filed_and_goes_to_the_trust_advisor_and_the_refund_is_due(office: Office) -> None:
    await own_sip(office)
    shown = await send(office)
    assert "nobody else has seen this file" in words(shown)
    assert "Ned Farrow" in str(shown)
    said = await hand_in(office, shown)
    assert "Handed in: by Hanna Tilling" in said
    (report,) = reports(office)
    assert (report.status, report.external_sip, report.term) == (Status.FILED, "Ned Farrow", Term.AUTUMN)
    filed = office.ends.libraries.named(Library.REPORTS)
    assert list(filed) == ["2026-27_Autumn_SIP-report_900002_v1.pdf"]
    (standing,) = filed.values()
    assert standing.data == PDF
    assert standing.readers == {HEAD.email}
    assert standing.columns["SIP"] == "Ned Farrow"
    assert standing.columns["Status"] == "Approved"
    to_advisor = [words(one.card) for one in office.ends.messenger.to(ADVISOR)]
    assert any("Autumn 2026/27 SIP report: St Aelred’s" in one and "Share with DSO" in one for one in to_advisor)
    assert any("Refund due: £2,000.00 can be paid to the school" in one for one in to_advisor)
    membership = on_record(office)
    assert membership is not None
    assert membership.refund is RefundStatus.DUE
    assert "Report by" not in str([one.detail for one in office.entries()])
    assert office.ends.messenger.to(SIP) == []
    again = await hand_in(office, shown)
    assert "Handed in: by Hanna Tilling" in again
    assert len(reports(office)) == 1


async def test_a_wrong_file_is_replaced_and_closed_to_everybody(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    first = await send(office)
    await hand_in(office, first)
    (report,) = reports(office)
    await press(
        office, "agreement.sign", HEAD, urn=m.ALONE.urn, revision=0, text_version="2026.1", typed_name=HEAD.name
    )
    await press(office, "report.share", report=report.id, version=1)
    libraries = office.ends.libraries.named(Library.REPORTS)
    (wrong,) = libraries.values()
    assert wrong.readers == {HEAD.email, DSO.email, OFFICER.email}
    same = await send(office)
    assert "This very file is the autumn 2026/27 SIP report" in await hand_in(office, same)
    second = await send(office, PDF + b"%%EOF second")
    assert "this file takes its place, and the other is closed" in words(second)
    said = await hand_in(office, second, sip_name="Nora Finch")
    assert "the wrong one: it is closed to everybody" in said
    (replaced,) = reports(office)
    assert (replaced.id, replaced.sent, replaced.status) == (report.id, 2, Status.FILED)
    assert (wrong.readers, wrong.columns["Status"], wrong.columns["SharedWith"]) == (set(), "Replaced", "")
    filed = office.ends.libraries.named(Library.REPORTS)["2026-27_Autumn_SIP-report_900002_v2.pdf"]
    assert filed.readers == {HEAD.email}
    await close_replaced(office.work, report.id)
    assert filed.readers == {HEAD.email}
    assert "not open to you" in words(office.ends.messenger.to(DSO)[-1].card)
    actions = [one.action for one in office.entries() if one.action.startswith("handed_in")]
    assert actions == ["handed_in", "handed_in_again"]
    await press(office, "report.share", report=report.id, version=2)
    assert filed.readers == {HEAD.email, DSO.email, OFFICER.email}


async def test_a_report_on_our_form_is_read_as_usual_and_on_another_is_not(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    shown = await send(office, on_our_form(m.ALONE.urn), "Report.docx")
    assert "It is on the trust’s form" in words(shown)
    await hand_in(office, shown)
    (report,) = reports(office)
    with office.database.reading() as uow:
        version = uow.reports.version(report.id, 1)
    assert version.contents.texts["visit_notes"]
    assert sorted(office.ends.libraries.named(Library.REPORTS)) == [
        "2026-27_Autumn_SIP-report_900002_v1.docx",
        "2026-27_Autumn_SIP-report_900002_v1.pdf",
    ]
    other = await send(office, on_another_form(), "Report")
    assert "It is not on the trust’s form" in words(other)
    assert "Report.docx" in words(other)


async def test_a_school_with_a_sip_of_the_trust_is_told_why_not(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.HILDA], {}, {})
    shown = await send(office)
    assert "St Hilda’s Catholic Primary School, Northbeck has a SIP of the trust in 2026/27" in words(shown)
    with office.database.reading() as uow:
        assert uow.handed_files.waiting_since(office.now + timedelta(days=1)) == ()
    assert [one.detail["code"] for one in office.entries() if one.action == "file_turned_away"] == ["not_yours"]


async def test_before_anybody_has_said_whose_sip_it_has_the_file_is_not_kept(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        people = EVERYBODY
        uow.roster.replace(people, [m.ALONE], {}, {})
    assert "do not know yet whose SIP St Aelred’s" in words(await send(small_office))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (PDF[:-7], "seems to be damaged"),
        (b"MZ not a document", "as a Word document (.docx) or a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "older Word format"),
        (on_our_form("900001"), "URN 900001"),
        (b"", "as a Word document (.docx) or a PDF"),
    ],
)
async def test_what_cannot_be_a_report_of_theirs_is_not_kept(small_office: Office, data: bytes, says: str) -> None:
    office = small_office
    bring(office)
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.ALONE], {}, {})
    await press(office, "membership.change", **HERE, revision=0, provision="own")
    assert says in words(await send(office, data, "Report.docx"))
    assert reports(office) == ()


async def test_it_is_let_go_by_a_press_and_by_the_clock(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    shown = await send(office)
    data = buttons(shown)["It is another file"]["data"]
    assert "not open to you" in await press(office, "handed_file.show", ADVISOR, **data)
    assert "cannot find that file" in await press(office, "handed_file.let_go", ADVISOR, **data)
    assert "I have kept nothing of this file" in await press(office, "handed_file.let_go", HEAD, **data)
    assert "I have kept nothing of this file" in await hand_in(office, shown)
    await send(office, PDF + b"%%EOF other")
    office.now += KEPT_FOR + timedelta(hours=1)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    assert "I have kept nothing of this file" in words(office.ends.messenger.to(HEAD)[-1].card)
    assert reports(office) == ()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"sip_name": " "}, "who the SIP is"),
        ({"period": "2026-Spring"}, "cannot be handed in now"),
        ({"period": "2026-Winter"}, "could not read that card"),
        ({"period": "x"}, "could not read that card"),
        ({"period": "٢٠٢٦-Autumn"}, "could not read that card"),
    ],
)
async def test_what_is_missing_is_said(small_office: Office, said: dict[str, str], says: str) -> None:
    await own_sip(small_office)
    shown = await send(small_office)
    assert says in await hand_in(small_office, shown, **said)
    assert reports(small_office) == ()


async def test_a_provision_that_is_corrected_meanwhile_counts(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    shown = await send(office)
    await press(office, "membership.change", **HERE, revision=1, provision="trust")
    assert "has a SIP of the trust in 2026/27" in await hand_in(office, shown)
    assert reports(office) == ()


async def test_a_second_report_of_the_year_changes_no_refund_that_was_paid(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await hand_in(office, await send(office))
    paid: dict[str, Any] = {"part": "refund", "refund_paid_on": "2026-11-23", "refund_reference": "BACS 1"}
    await press(office, "membership.pay", **HERE, revision=2, **paid)
    office.now = datetime.fromisoformat("2027-02-01T10:00:00+00:00")
    await hand_in(office, await send(office, PDF + b"%%EOF spring"), period="2026-Spring")
    membership = on_record(office)
    assert membership is not None
    assert (membership.refund, membership.revision) == (RefundStatus.PAID, 3)
    [listed] = await typed(office, "membership")
    assert "Refund paid of £2,000.00: St Aelred’s" in words(listed)
    shown = await press(office, "membership.show", **HERE)
    assert "Autumn, Spring" in shown


async def test_its_headteacher_hears_once_that_it_could_not_be_filed_until_it_is(small_office: Office) -> None:
    """There is no SIP of the trust who could hear of it, and the Trust Advisor has nothing of it yet."""
    office = small_office
    await own_sip(office)
    shown = await send(office)
    office.ends.fail("place", Forbidden("403"))
    await hand_in(office, shown)
    (report,) = reports(office)
    assert report.status is Status.APPROVED
    could_not = "The approved report could not be filed yet"
    assert report.trouble.startswith(could_not)
    heard = [one for one in office.ends.messenger.to(HEAD) if could_not in words(one.card)]
    assert len(heard) == 1
    for person in (SIP, ADVISOR):
        assert not any(could_not in words(one.card) for one in office.ends.messenger.to(person))
    await office.bus.decide(NoteTrouble(report.id, "file_report", "Forbidden", report.trouble))
    await office.wait_and_keep()
    (report,) = reports(office)
    assert (report.status, report.trouble) == (Status.FILED, "")
    assert not any(could_not in words(one.card) for one in office.ends.messenger.to(HEAD))


async def test_a_file_that_is_read_twice_is_kept_once(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await send(office)
    with office.database.reading() as uow:
        [one] = uow.handed_files.waiting_since(office.now + timedelta(days=1))
    await read_handed_in(office.work, one.arrival_id)
    await read_handed_in(office.work, "none")
    with office.database.reading() as uow:
        assert len(uow.handed_files.waiting_since(office.now + timedelta(days=1))) == 1


async def test_what_was_kept_or_is_nobodys_any_more_is_not_kept(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await send(office)
    with office.database.reading() as uow:
        [one] = uow.handed_files.waiting_since(office.now + timedelta(days=1))
        assert list(TABLES.troubles["handed_file"].heard_by(uow, one.id)) == [HEAD.id]  # pyright: ignore[reportOptionalCall] - it is declared
    await office.bus.decide(KeepHandedFile(one.arrival_id, PDF, one.contents), HEAD.id, "teams")
    await office.bus.decide(NoteFile("late", "Report.pdf", "https://t/file"), HEAD.id, "teams")
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school(headteacher_id="")], {}, {})
    await office.run_all()
    assert "Only the headteacher of a school" in words(office.ends.messenger.to(HEAD)[-1].card)
    with office.database.reading() as uow:
        assert len(uow.handed_files.waiting_since(office.now + timedelta(days=1))) == 1


async def test_where_all_reports_are_waited_for_the_first_does_not_make_it_due(small_office: Office) -> None:
    office = small_office
    office.bus.policy = replace(office.bus.policy, membership=terms(opening=RefundOpening.ALL))
    await own_sip(office)
    await hand_in(office, await send(office))
    membership = on_record(office)
    assert membership is not None
    assert membership.refund is RefundStatus.RECEIVED
    assert "2 more reports have come" in await press(office, "membership.show", **HERE)


async def test_a_link_that_has_run_out_is_said(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    office.ends.faults.coming["fetch_file"] = [NotFound("gone")]
    assert "expired before I could fetch it" in words(await send(office))
