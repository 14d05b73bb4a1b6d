"""Files of which the SIP is asked something, for tests."""

from dataclasses import replace

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.reports.arriving.arrival import which_school, which_term
from handbook.reports.arriving.file_question import FileAsked, Question
from tests.support import builders as a


def a_file_asked(**changes: object) -> FileAsked:
    """Last year’s file, used again: the SIP is asked which year it is of."""
    last_year, this_year = AcademicYear(2025), AcademicYear(2026)
    contents = a.a_contents(academic_year=last_year)
    question = which_term(contents, (), a.MONDAY.date())
    assert isinstance(question, Question)
    assert [choice.year for choice in question.choices] == [this_year, last_year]
    sip, name = a.a_person(Role.SIP).id, "St Hilda’s autumn report.docx"
    asked = FileAsked("file-1", "arrival-1", sip, name, f"{1:064x}", a.MONDAY, contents, question)
    return replace(asked, **changes)


def a_school_asked() -> FileAsked:
    """A file whose name and URN are of two schools."""
    schools = (a.a_school(), a.a_school(urn="900002", name="St Aelred’s Catholic Primary School"))
    contents = a.a_contents(school_name=schools[1].name)
    question = which_school(contents, a.a_person(Role.SIP), schools)
    assert isinstance(question, Question)
    return a_file_asked(contents=contents, question=question)
