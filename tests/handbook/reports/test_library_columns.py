"""W1, W2, W4: the libraries have a column for all that is written beside a file, and none that nobody fills."""

import re

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, Term
from handbook.reports import filing as report_filing
from handbook.reports.forms.form import ReportForm
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS, ColumnKind
from handbook.reports.report import Status
from tests.support import builders as a


def names(library: Library) -> set[str]:
    return {column.name for column in COLUMNS[library]}


def test_drafts_have_the_columns_that_drafts_are_given() -> None:
    assert names(Library.DRAFTS) == set(report_filing.draft_columns(a.a_dossier(), "f" * 64))


def test_a_form_in_which_a_report_is_written_fits_among_the_drafts() -> None:
    form = ReportForm("900001", AcademicYear(2026), Term.AUTUMN)
    assert names(Library.DRAFTS) == set(report_filing.form_columns(form, a.a_school(), a.a_person(Role.SIP), "f" * 64))


def test_reports_have_the_columns_that_filing_and_sharing_write() -> None:
    filed = report_filing.approved_columns(a.a_dossier(Status.APPROVED), 6)
    shared = report_filing.shared_columns(a.a_dossier(Status.SHARED).report)
    assert names(Library.REPORTS) == {*filed, *shared}


def test_a_name_is_one_that_sharepoint_keeps_as_it_is() -> None:
    for column in COLUMNS[Library.REPORTS]:
        assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,31}", column.name)
        assert column.meaning


def test_dates_are_kept_as_dates() -> None:
    kinds = {column.name: column.kind for column in COLUMNS[Library.REPORTS]}
    assert (kinds["ApprovedAt"], kinds["RetainUntil"], kinds["SharedWith"]) == (
        ColumnKind.INSTANT,
        ColumnKind.DAY,
        ColumnKind.LINES,
    )
