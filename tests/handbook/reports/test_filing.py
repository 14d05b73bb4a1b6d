"""W1, W2, W4: names, folders and columns of what is filed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handbook.reports import filing
from handbook.reports.library import Library
from handbook.reports.report import Decision, Filed, Status
from tests.support import builders as a

STEM = "2026-27_Autumn_SIP-report_900001_v1"


def test_a_report_is_filed_by_year_authority_school_and_term() -> None:
    assert filing.folder(a.a_dossier()) == (
        "2026-27",
        "Fellshire",
        "900001 St Hilda’s Catholic Primary School",
        "Autumn",
    )


def test_every_document_of_a_report_has_its_name() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    assert filing.document_name(dossier) == f"{STEM}.docx"
    assert filing.document_name(dossier, 3) == "2026-27_Autumn_SIP-report_900001_v3.docx"
    assert filing.pdf_name(dossier) == f"{STEM}.pdf"
    assert filing.view_name(dossier) == f"{STEM}_headteachers-view.docx"


def test_a_draft_says_whose_it_is_and_that_it_waits() -> None:
    assert filing.draft_columns(a.a_dossier(Status.SENT), "f" * 64) == {
        "School": "St Hilda’s Catholic Primary School",
        "URN": "900001",
        "AcademicYear": "2026/27",
        "Term": "Autumn",
        "SIP": "Samir Pell",
        "Status": "Sent to headteacher",
        "Sha256": "f" * 64,
    }


def test_an_approved_report_says_by_whom_when_and_until_when() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    at = datetime(2026, 11, 24, 8, 30, 15, 999, tzinfo=UTC)
    dossier = replace(dossier, report=replace(dossier.report, decision=Decision("p", at, "teams")))
    columns = filing.approved_columns(dossier, 6)
    assert columns["Status"] == "Approved"
    assert columns["ApprovedBy"] == "Hanna Tilling"
    assert columns["ApprovedAt"] == "2026-11-24T08:30:15Z"
    assert columns["Sha256"] == dossier.shown.sha256
    assert (columns["LocalAuthority"], columns["SharedWith"]) == ("Fellshire", "")
    assert columns["RetainUntil"] == "2033-08-31"


def test_what_was_not_approved_is_not_filed() -> None:
    with pytest.raises(ValueError, match="only an approved report"):
        filing.approved_columns(a.a_dossier(Status.SENT), 6)


def test_a_shared_report_says_with_whom() -> None:
    columns = filing.shared_columns(a.a_dossier(Status.SHARED).report)
    assert columns == {"Status": "Shared", "SharedWith": "Dorothy Osgood; Lena Askwith"}


def test_who_cannot_open_it_yet_is_not_said_to_have_it() -> None:
    report = a.a_dossier(Status.SHARED).report
    assert filing.shared_columns(replace(report, let_in=report.let_in[1:]))["SharedWith"] == "Lena Askwith"


def test_what_stands_under_another_name_is_known() -> None:
    dossier = a.a_dossier(Status.FILED)
    filed = dossier.report.filed
    assert filed is not None
    own = filing.document_name(dossier)
    other = replace(filed.document, name="other.docx")
    dossier = replace(dossier, report=replace(dossier.report, filed=replace(filed, document=other)))
    assert filing.other_names(dossier)[own] == other
    assert filing.other_names(a.a_dossier(Status.SENT)) == {}


def test_all_that_was_filed_is_opened_together() -> None:
    document, pdf, view = (a.a_filed_item(name, Library.REPORTS) for name in ("a.docx", "a.pdf", "view.docx"))
    assert Filed(document, pdf).items == (document, pdf)
    assert Filed(document, pdf, view).items == (document, pdf, view)
