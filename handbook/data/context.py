"""A school's context in numbers (P2), as the files that were taken in have it, with their source and year."""

from typing import Final

from handbook.core.british_time import day_words
from handbook.core.school_years import AcademicYear
from handbook.data.dossier import FigureDossier
from handbook.data.figures import Source, figure_words
from handbook.data.measures import Topic

BOXES: Final = {
    "roll": Topic.ON_ROLL,
    "fsm": Topic.FREE_MEALS,
    "eal": Topic.OTHER_LANGUAGE,
    "sen": Topic.SEN_SUPPORT,
    "ehcp": Topic.EHC_PLAN,
}
"""The boxes of the form that these figures fill."""


def context_boxes(dossier: FigureDossier) -> dict[str, str]:
    """The newest figure for each box; nothing where there is none, or the school has not agreed (D1)."""
    if not dossier.agreement.allows_figures:
        return {}
    found = {key: dossier.newest(topic, Source.CENSUS, Source.EBIU) for key, topic in BOXES.items()}
    return {
        key: f"{figure_words(one.figure(BOXES[key]), BOXES[key].unit)} ({one.source.words}, {one.year})"
        for key, one in found.items()
        if one is not None
    }


def attendance_boxes(dossier: FigureDossier, year: AcademicYear) -> dict[str, str]:
    """The school's attendance of this year with its day, where its sheet has it (D5)."""
    if not dossier.agreement.allows_figures:
        return {}
    newest = dossier.newest(Topic.ATTENDANCE, Source.EBIU)
    if newest is None or newest.year != year or newest.as_at is None:
        return {}
    rate = figure_words(newest.figure(Topic.ATTENDANCE), Topic.ATTENDANCE.unit)
    return {"attendance": f"{rate} ({newest.source.words})", "attendance_as_at": day_words(newest.as_at)}
