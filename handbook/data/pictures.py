"""The four pictures of a school's figures, as what they say: marks with their words, a table and a sentence. How they
are drawn is the paper's business; a card has the table and the sentence alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from handbook.core.british_time import day_words
from handbook.core.school_years import AcademicYear
from handbook.data.dossier import FigureDossier
from handbook.data.figures import Figure, Missing, Source, figure_words
from handbook.data.measures import EXPECTED, PAIRS, Group, Topic, Unit
from handbook.data.small_numbers import CARE, Shown, shown

SHORT: Final = {
    Topic.READING: "Reading",
    Topic.WRITING: "Writing",
    Topic.MATHS: "Maths",
    Topic.COMBINED: "All three combined",
}
_ALL_THREE: Final = "reading, writing and maths combined"
SERIES: Final = ("School", "Similar schools", "Local authority", "England")


@dataclass(frozen=True, slots=True)
class Mark:
    """One value in a picture; where there is none, `words` say why."""

    name: str
    value: Decimal | None
    words: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class PictureRow:
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` says what it shows, `sentence` what is to be seen in it: together they are its alternative text.
    `columns` heads the table: the first for the labels of the rows, the others for their marks."""

    title: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]

    @property
    def alt_text(self) -> str:
        return f"{self.title}. {self.sentence}"

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the table that says the same."""
        return tuple((row.label, *(_cell(mark) for mark in row.marks)) for row in self.rows)


def _cell(mark: Mark) -> str:
    return f"{mark.words} ({CARE})" if mark.hollow else mark.words


class Bars(Picture):
    """Percentages from 0 to 100, a bar each."""


class Lines(Picture):
    """Percentages over years: a row is a year, its marks the lines' points."""


class Dumbbells(Picture):
    """Percentages of two groups, joined."""


class Dots(Picture):
    """Percentages that lie close together, high up."""


def pictures(dossier: FigureDossier) -> tuple[Picture, ...]:
    """Those of which there is something to be seen, in order."""
    year = dossier.year
    found = [] if year is None else [bars(dossier, year), years(dossier), groups(dossier, year)]
    attended = attendance(dossier)
    return tuple([*found, *([attended] if attended is not None else [])])


def bars(dossier: FigureDossier, year: AcademicYear) -> Bars:
    """The school beside similar schools, its local authority and England."""
    rows = tuple(PictureRow(SHORT[topic], _beside(dossier, year, topic)) for topic in EXPECTED)
    beside = "; ".join(f"{mark.name}: {mark.words}" for mark in rows[-1].marks)
    return Bars(
        f"Pupils at the expected standard or higher, {year}", f"In {year}, {_ALL_THREE}. {beside}.",
        ("Subject", *SERIES), rows,
    )  # fmt: skip


def years(dossier: FigureDossier) -> Lines:
    """Reading, writing and maths combined, over the last three years with results."""
    rows = tuple(PictureRow(str(year), _beside(dossier, year, Topic.COMBINED)) for year in dossier.years)
    ends = (rows[0], rows[-1]) if len(rows) > 1 else rows
    said = [
        f"{SERIES[place]}: {', '.join(f'{row.marks[place].words} in {row.label}' for row in ends)}."
        for place in (0, -1)
    ]
    if not _follow(dossier.years):
        said.append("The years do not follow one another: there are no results of those between.")
    title = "Reading, writing and maths combined: pupils at the expected standard or higher, year by year"
    return Lines(title, " ".join(said), ("Year", *SERIES), rows)


def groups(dossier: FigureDossier, year: AcademicYear) -> Dumbbells:
    """Girls beside boys, disadvantaged pupils beside others, with how many they are."""
    rows = tuple(
        PictureRow(f"{SHORT[topic]}: {pair[0].words} and {pair[1].words}", _pair(dossier, year, topic, pair))
        for pair in PAIRS
        for topic in EXPECTED
        if _has_something(dossier, year, topic, pair)
    )
    said = [
        ", ".join(f"{mark.name}: {mark.words}" for mark in _pair(dossier, year, Topic.COMBINED, pair)) for pair in PAIRS
    ]
    sentence = f"In {year}, {_ALL_THREE}, {'; '.join(said)}."
    return Dumbbells(
        f"Pupils at the expected standard or higher, by group, {year}", sentence,
        ("Subject and groups", "First group", "Second group"), rows,
    )  # fmt: skip


def attendance(dossier: FigureDossier) -> Dots | None:
    """The newest attendance that the school gave, with its day (D5), beside what was last published."""
    own = dossier.newest(Topic.ATTENDANCE, Source.EBIU)
    published = dossier.newest(Topic.ABSENCE, Source.ABSENCE)
    rows: list[PictureRow] = []
    if own is not None:
        day = f"on {day_words(own.as_at)}" if own.as_at else f"in {own.year}, on a day that was not given"
        rows.append(_dot(f"School {day}, as it was given", own.figure(Topic.ATTENDANCE)))
    if published is not None:
        until = f", up to {day_words(published.as_at)}" if published.as_at else ""
        rows.append(_dot(f"School in {published.year}, published{until}", _attended(published.figure(Topic.ABSENCE))))
        rows.append(
            _dot(f"England in {published.year}", _attended(dossier.of_england(published.year, Topic.ABSENCE).figure))
        )
    if not rows:
        return None
    sentence = "; ".join(f"{row.label}: {row.marks[0].words}" for row in rows)
    return Dots("Attendance", f"{sentence}.", ("When", "Attendance"), tuple(rows))


def _beside(dossier: FigureDossier, year: AcademicYear, topic: Topic) -> tuple[Mark, ...]:
    found = (
        dossier.own(year, topic),
        dossier.of_similar(year, topic),
        dossier.of_authority(year, topic),
        dossier.of_england(year, topic),
    )
    return tuple(_mark(name, one) for name, one in zip(SERIES, found, strict=True))


def _pair(dossier: FigureDossier, year: AcademicYear, topic: Topic, pair: Sequence[Group]) -> tuple[Mark, ...]:
    return tuple(_mark(group.words, shown(dossier.sets, year, topic, group), told=True) for group in pair)


def _has_something(dossier: FigureDossier, year: AcademicYear, topic: Topic, pair: Sequence[Group]) -> bool:
    """What is published for no school needs no row in every table, but one that says so."""
    found = (shown(dossier.sets, year, topic, group).figure.missing for group in pair)
    return topic is Topic.COMBINED or any(missing is not Missing.NOT_IN_FILE for missing in found)


def _mark(name: str, one: Shown, *, told: bool = False) -> Mark:
    words = figure_words(one.figure, Unit.PERCENT)
    if told and one.figure.value is not None and one.pupils is not None:
        words = f"{words} of {one.pupils}"
    return Mark(name, one.figure.value, words, one.hollow)


def _dot(label: str, figure: Figure) -> PictureRow:
    return PictureRow(label, (Mark(label, figure.value, figure_words(figure, Unit.PERCENT)),))


def _attended(absent: Figure) -> Figure:
    return absent if absent.value is None else Figure(100 - absent.value)


def _follow(found: Sequence[AcademicYear]) -> bool:
    return found[-1].starts_in - found[0].starts_in == len(found) - 1
