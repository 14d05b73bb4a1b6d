"""M4: a report by an external SIP comes in through the headteacher: who may hand in what, and what becomes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.handing_in import (
    HandedFile,
    HandInReport,
    Led,
    check_may_be_taken,
    check_may_decide,
    check_may_hand_in,
    check_may_replace,
    check_period,
    handed_in,
    led_school,
    let_go,
    likely_period,
    nothing_read,
    periods,
)
from handbook.membership.membership import Provision
from handbook.membership.working import ChangeProvision
from handbook.reports.dossier import Dossier
from handbook.reports.filing import document_name, is_pdf
from handbook.reports.governors.pack import may_make_pack
from handbook.reports.handing_over import handed_over
from handbook.reports.paper.passages import TrackedChange
from handbook.reports.paper.proforma import Form
from handbook.reports.report import Filed, GovernorsPack, Report, Status
from handbook.school_record.year_reports import is_whole_for
from handbook.visits.governors_feedback import may_ask_for_feedback
from tests.support import builders as a
from tests.support import memberships as m
from tests.support.external_reports import FILE, HEAD, an_external_dossier, filed

YEAR = m.YEAR
COMMAND = HandInReport(FILE.id, m.ALONE.urn, YEAR, Term.AUTUMN, "  Ned   Farrow ")
LED = Led(m.ALONE)


@pytest.mark.parametrize(
    ("today", "terms"),
    [
        (date(2026, 9, 1), [(2026, Term.AUTUMN), (2025, Term.SUMMER)]),
        (date(2026, 10, 31), [(2026, Term.AUTUMN), (2025, Term.SUMMER)]),
        (date(2026, 11, 23), [(2026, Term.AUTUMN)]),
        (date(2027, 2, 28), [(2026, Term.SPRING), (2026, Term.AUTUMN)]),
        (date(2027, 8, 31), [(2026, Term.SUMMER), (2026, Term.SPRING), (2026, Term.AUTUMN)]),
    ],
)
def test_terms_that_have_begun_can_be_handed_in(today: date, terms: list[tuple[int, Term]]) -> None:
    assert [(year.starts_in, term) for year, term in periods(today)] == terms
    check_period(replace(COMMAND, year=AcademicYear(terms[-1][0]), term=terms[-1][1]), today)
    with pytest.raises(Refused, match="cannot be handed in now"):
        check_period(replace(COMMAND, year=AcademicYear(2027)), today)


@pytest.mark.parametrize(
    ("provision", "no"),
    [
        (Provision.OWN, ""),
        (Provision.AUTHORITY, ""),
        (Provision.TRUST, "has a SIP of the trust in 2026/27, who sends me each report"),
        (None, "do not know yet whose SIP St Aelred’s"),
    ],
)
def test_only_a_school_with_an_external_sip_hands_in(provision: Provision | None, no: str) -> None:
    membership = m.a_membership(provision)
    if not no:
        return check_may_hand_in(m.ALONE, membership)
    with pytest.raises(Refused, match=no):
        check_may_hand_in(m.ALONE, membership)
    return None


def test_a_school_that_had_one_until_january_still_hands_in_what_it_wrote() -> None:
    changed = ChangeProvision(m.ALONE.urn, YEAR, 0, Provision.TRUST, from_on=date(2027, 1, 4))
    check_may_hand_in(m.ALONE, m.done(m.a_membership(), changed))


def test_what_everybody_would_read_and_should_not_is_named() -> None:
    check_may_be_taken(nothing_read(), [LED])
    check_may_be_taken(a.a_contents(urn=m.ALONE.urn), [LED])
    with pytest.raises(Refused, match="1 tracked change, which everybody would read"):
        check_may_be_taken(a.a_contents(tracked=(TrackedChange("inserted", "x", ""),)), [LED])
    with pytest.raises(Refused, match="URN 900001, which is none of yours"):
        check_may_be_taken(a.a_contents(), [LED])


def test_a_file_is_decided_about_once_and_by_who_sent_it() -> None:
    check_may_decide(FILE, HEAD)
    gone = let_go(FILE, None)
    assert (gone.let_go, gone.contents, gone.is_open) == (True, nothing_read(), False)
    for one, person in ((gone, HEAD), (replace(FILE, report_id="r"), HEAD), (FILE, m.ADVISOR)):
        with pytest.raises(Refused):
            let_go(one, person)


def test_it_is_handed_in_for_a_school_of_ones_own() -> None:
    assert led_school([LED], m.ALONE.urn) == LED
    with pytest.raises(Refused, match="Only the headteacher of a school"):
        led_school([LED], "900001")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_who_wrote_it_is_said(name: str) -> None:
    with pytest.raises(Refused, match="who the SIP is"):
        handed_in(replace(COMMAND, sip_name=name), None, LED, "teams", m.NOW, "r-1")


def test_handing_it_in_approves_it() -> None:
    report = handed_in(COMMAND, None, Led(m.ALONE, "deputy"), "teams", m.NOW, "r-1")
    assert (report.status, report.sent, report.sip_id, report.external_sip) == (Status.APPROVED, 1, "", "Ned Farrow")
    assert report.decision is not None
    assert (report.decision.by_id, report.decision.deputy_id) == (m.ALONE.headteacher_id, "deputy")
    assert report.sent_by is not None
    assert report.sent_by.ids == (m.ALONE.headteacher_id, "deputy")


def test_a_wrong_file_gives_place_and_what_it_opened_is_closed() -> None:
    dossier = an_external_dossier(Status.SHARED)
    report = dossier.report
    assert report.filed is not None
    pack = GovernorsPack(False, a.a_filed_item("pack.docx"), a.a_filed_item("pack.pdf"))
    known = replace(report, governors_pack=pack, governors_told_at=m.NOW)
    later = m.NOW + timedelta(days=1)
    again = handed_in(replace(COMMAND, sip_name="Nora Finch"), known, LED, "teams", later, "ignored")
    assert (again.id, again.status, again.latest, again.sent) == (report.id, Status.APPROVED, 2, 2)
    assert again.replaced == (*report.filed.items, pack.document, pack.pdf)
    assert (again.filed, again.governors_pack, again.governors_told_at) == (None, None, None)
    assert (again.shared_with, again.let_in, again.shared_at) == ((), (), None)
    third = handed_in(COMMAND, replace(again, filed=filed("3"), status=Status.FILED), LED, "teams", later, "ignored")
    assert third.replaced == (*again.replaced, *filed("3").items)


@pytest.mark.parametrize(
    ("known", "sha256", "no"),
    [
        (an_external_dossier(Status.FILED).report, "other", ""),
        (an_external_dossier(Status.SHARED).report, "other", ""),
        (a.a_dossier(Status.FILED).report, "other", "has come from a SIP of the trust already"),
        (an_external_dossier(Status.FILED).report, a.a_version().sha256, "This very file"),
        (an_external_dossier(Status.APPROVED).report, "other", "just being filed"),
        (replace(an_external_dossier(Status.SHARED).report, let_in=()), "other", "just being filed or opened"),
    ],
)
def test_what_another_file_may_take_the_place_of(known: Report, sha256: str, no: str) -> None:
    if not no:
        return check_may_replace(known, sha256, a.a_version())
    with pytest.raises(Refused, match=no):
        check_may_replace(known, sha256, a.a_version())
    return None


def test_the_likely_term_is_what_the_file_says_or_the_newest_that_is_not_there() -> None:
    today, autumn, spring = date(2027, 2, 1), (YEAR, Term.AUTUMN), (YEAR, Term.SPRING)
    report = an_external_dossier(Status.FILED).report
    assert likely_period(a.a_contents(), today, {}) == autumn
    assert likely_period(nothing_read(), today, {}) == spring
    assert likely_period(nothing_read(), today, {spring: report}) == autumn
    assert likely_period(nothing_read(), today, {spring: report, autumn: report}) == spring
    assert likely_period(a.a_contents(academic_year=AcademicYear(2019)), today, {}) == spring


def test_it_passes_on_with_the_headteachers_office_and_with_no_sips() -> None:
    report = an_external_dossier(Status.FILED).report
    assert handed_over(report, Role.SIP, "sip-2", m.NOW) == report
    assert handed_over(report, Role.HEADTEACHER, "head-2", m.NOW).headteacher_id == "head-2"


def test_what_was_not_read_is_whole_for_who_may_read_it_and_no_pack_is_made_of_it() -> None:
    unread, ours = an_external_dossier(Status.FILED), an_external_dossier(Status.FILED, form=Form.OURS)
    assert (unread.is_document_only, ours.is_document_only) == (True, False)
    assert (is_whole_for(unread, m.ADVISOR), is_whole_for(ours, m.ADVISOR)) == (True, False)
    assert (may_make_pack(unread, unread.headteacher), may_make_pack(ours, ours.headteacher)) == (False, True)
    told = replace(ours, report=replace(ours.report, governors_told_at=m.NOW))
    assert not may_ask_for_feedback(told, told.headteacher)


@pytest.mark.parametrize(("name", "pdf"), [("Report.PDF", True), ("report.docx", False), ("report", False)])
def test_a_pdf_stays_one(name: str, pdf: bool) -> None:
    dossier = an_external_dossier(Status.FILED)
    named: Dossier = replace(dossier, shown=replace(dossier.shown, file_name=name))
    assert is_pdf(named.shown) is pdf
    assert document_name(named).endswith(".pdf" if pdf else ".docx")
    assert document_name(named, 1, of=a.a_version()).endswith("_v1.docx")


def test_what_was_filed_is_opened_and_closed_once() -> None:
    item = a.a_filed_item("report.pdf")
    assert Filed(item, item).items == (item,)
    assert HandedFile is type(FILE)
