"""Progress in words: a score is read with the limits between which it lies (D2)."""

from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.dossier import FigureDossier
from handbook.data.figures import Figure, figure_words
from handbook.data.measures import PROGRESS, Unit

PROGRESS_COLUMNS: Final = ("Subject", "Progress", "Confidence limits", "Reading of it")
PROGRESS_SENTENCE: Final = "0 is the average of England. Between the limits is the true score, with 95% confidence."


def progress_rows(dossier: FigureDossier, year: AcademicYear) -> tuple[tuple[str, str, str, str], ...]:
    """Subject, score, limits, and what they come to."""
    rows: list[tuple[str, str, str, str]] = []
    for one in PROGRESS:
        score, lower, upper = (dossier.own(year, topic).figure for topic in (one.score, one.lower, one.upper))
        limits = "not given" if score.value is None or lower.value is None or upper.value is None else (
            f"{figure_words(lower, Unit.PROGRESS)} to {figure_words(upper, Unit.PROGRESS)}"
        )  # fmt: skip
        rows.append((one.subject, figure_words(score, Unit.PROGRESS), limits, _verdict(score, lower, upper)))
    return tuple(rows)


def _verdict(score: Figure, lower: Figure, upper: Figure) -> str:
    """Above or below the average only where both limits are: −0.3 with limits on both sides of 0 is average."""
    if score.value is None:
        return "cannot be said"
    if lower.value is None or upper.value is None:
        return "cannot be said without the limits"
    return "above average" if lower.value > 0 else "below average" if upper.value < 0 else "about average"
