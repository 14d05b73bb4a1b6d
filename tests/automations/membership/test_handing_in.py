"""M4: a headteacher hands in the report of their external SIP, and replaces a wrong file; what follows from it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from automations.membership.handing_in import close_replaced
from automations.reports.troubles import NoteTrouble
from handbook.core.external_errors import Forbidden
from handbook.core.school_years import Term
from handbook.membership.membership import RefundStatus
from handbook.membership.terms import RefundOpening, terms
from handbook.reports.library import Library
from handbook.reports.report import Status
from tests.automations.membership_handing import (
    HERE,
    PDF,
    hand_in,
    on_another_form,
    on_our_form,
    own_sip,
    reports,
    send,
)
from tests.automations.membership_office import on_record, press, typed
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office
from tests.support import memberships as m
from tests.support.card_reading import words


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


async def test_where_all_reports_are_waited_for_the_first_does_not_make_it_due(small_office: Office) -> None:
    office = small_office
    office.bus.policy = replace(office.bus.policy, membership=terms(opening=RefundOpening.ALL))
    await own_sip(office)
    await hand_in(office, await send(office))
    membership = on_record(office)
    assert membership is not None
    assert membership.refund is RefundStatus.RECEIVED
    assert "2 more reports have come" in await press(office, "membership.show", **HERE)
