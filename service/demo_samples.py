"""Sample reports for who plays the demo by hand: the sandbox's page offers them to each SIP."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents

_ADDED: Final = "Attendance has risen from 93.1% at half term to 94.6%."


def school_of(raw: dict[str, Any]) -> School:
    return School(**{name: raw[name] for name in School.__slots__})


def second_version(contents: Contents) -> Contents:
    """The same report with what the headteacher asked for."""
    notes = f"{contents.sections['visit_notes']}\n{_ADDED}"
    return replace(contents, sections=contents.sections | {"visit_notes": notes})


def first_version(school: School, sip_name: str) -> Contents:
    return sample_contents(school, Term.AUTUMN, AcademicYear.of(datetime.now(UTC).date()), sip_name)


def lay_ready(folder: Path, roster: dict[str, Any]) -> None:
    """Two versions of a report on each school, in a folder named after its SIP."""
    names = {person["id"]: person["name"] for person in roster["people"]}
    for school in map(school_of, roster["schools"]):
        own = folder / school.sip_id
        own.mkdir(parents=True, exist_ok=True)
        first = first_version(school, names[school.sip_id])
        for words, contents in (("first version", first), ("second version", second_version(first))):
            (own / f"{school.name} Autumn report, {words}.docx").write_bytes(
                write_proforma(contents, school=school, headteacher=names[school.headteacher_id])
            )
