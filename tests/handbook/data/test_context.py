"""P2, D5: the context in numbers, with the source and the year; nothing without the school's agreement."""

from dataclasses import replace
from datetime import date

from handbook.core.school_years import AcademicYear
from handbook.data.context import attendance_boxes, context_boxes
from handbook.data.dossier import FigureDossier
from handbook.data.figures import Source
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import AgreementStatus
from tests.support.figures import a_set, three_years

YEAR = AcademicYear(2026)


def dossier(status: AgreementStatus = AgreementStatus.SIGNED) -> FigureDossier:
    old = a_set({Topic.ON_ROLL: 199, Topic.FREE_MEALS: 30.44}, year=2023, source=Source.CENSUS)
    new = a_set({Topic.ON_ROLL: 214}, year=2024, source=Source.CENSUS)
    sheet = replace(a_set({Topic.ATTENDANCE: 94.1}, year=2026, source=Source.EBIU), as_at=date(2026, 10, 16))
    return replace(three_years(status), sets=(old, new, sheet))


def test_the_newest_figure_of_each_with_its_source_and_year() -> None:
    assert context_boxes(dossier()) == {
        "roll": "214 (the DfE’s school census, 2024/25)",
        "fsm": "30.4% (the DfE’s school census, 2023/24)",
    }


def test_attendance_of_this_year_alone_and_with_its_day() -> None:
    assert attendance_boxes(dossier(), YEAR) == {
        "attendance": "94.1% (the EBIU sheet)",
        "attendance_as_at": "Friday 16 October 2026",
    }
    assert attendance_boxes(dossier(), AcademicYear(2025)) == {}
    *others, sheet = dossier().sets
    assert attendance_boxes(replace(dossier(), sets=(*others, replace(sheet, as_at=None))), YEAR) == {}
    assert attendance_boxes(replace(dossier(), sets=tuple(others)), YEAR) == {}


def test_nothing_without_an_agreement() -> None:
    for status in AgreementStatus:
        if status is not AgreementStatus.SIGNED:
            assert context_boxes(dossier(status)) == {}
            assert attendance_boxes(dossier(status), YEAR) == {}
