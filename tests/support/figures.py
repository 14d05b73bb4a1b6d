"""Figures of a school that does not exist, as they are kept, and all that stands beside them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from handbook.core.school_years import AcademicYear
from handbook.data.dossier import FigureDossier
from handbook.data.figures import ENGLAND, ENGLAND_STATE_FUNDED, Figure, FigureSet, Missing, Source
from handbook.data.measures import EXPECTED, Group, Measure, Topic
from handbook.data.nearness import Nearness
from handbook.data.similar import neighbours
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.texts import AgreementKind
from tests.support import builders as a

YEAR = AcademicYear(2018)
G = Group


def of(value: str | float | Missing) -> Figure:
    return Figure(missing=value) if isinstance(value, Missing) else Figure(Decimal(str(value)))


def a_set(
    figures: Mapping[tuple[Topic, Group] | Topic, str | float | Missing],
    place: str = "900001",
    year: int = 2018,
    source: Source = Source.KS2,
    as_at: date | None = None,
) -> FigureSet:
    named = {(key if isinstance(key, tuple) else (key, G.ALL)): of(value) for key, value in figures.items()}
    by_key = {Measure(*key).key: figure for key, figure in named.items()}
    return FigureSet(place, AcademicYear(year), source, as_at=as_at, figures=by_key)


def pair(girls: int | None, boys: int | None, **more: float | Missing) -> FigureSet:
    figures: dict[tuple[Topic, Group] | Topic, str | float | Missing] = {
        Topic.COHORT: 30,
        Topic.COMBINED: 60,
        (Topic.COMBINED, G.GIRLS): more.get("girls_value", 62),
        (Topic.COMBINED, G.BOYS): more.get("boys_value", 55),
    }
    if girls is not None:
        figures[Topic.COHORT, G.GIRLS] = girls
    if boys is not None:
        figures[Topic.COHORT, G.BOYS] = boys
    return a_set(figures)


def three_years(status: AgreementStatus = AgreementStatus.SIGNED) -> FigureDossier:
    """2016/17 to 2018/19 of St Hilda's, with everybody beside it, progress, attendance and absence."""
    own = [
        a_set(
            {topic: 50 + year + number for number, topic in enumerate(EXPECTED)} | {Topic.COHORT: 30}, year=2016 + year
        )
        for year in range(3)
    ]
    own[-1] = replace(own[-1], figures={**own[-1].figures, **pair(16, 14).figures})
    around = [
        a_set({topic: value for topic in EXPECTED}, place, 2016 + year)
        for year in range(3)
        for place, value in (("la:999", 62), (ENGLAND, 64), (ENGLAND_STATE_FUNDED, 65))
    ]
    absence = a_set({Topic.ABSENCE: 4.4}, source=Source.ABSENCE, as_at=date(2019, 7, 31))
    newest = a_set({Topic.ATTENDANCE: 94.6}, year=2019, source=Source.EBIU, as_at=date(2019, 12, 12))
    england = a_set({Topic.ABSENCE: 4}, ENGLAND, source=Source.ABSENCE)
    similar = {str(900002 + one): (a_set({Topic.COMBINED: 58 + one}, str(900002 + one)),) for one in range(3)}
    agreement = a.an_agreement(status, kind=AgreementKind.DATA)
    return FigureDossier(a.a_school(), agreement, (*own, absence, newest), (*around, england), similar)


def whole_story() -> FigureDossier:
    """The same with every group of every subject: eight disadvantaged pupils among thirty."""
    found = three_years()
    of_groups = {
        (Topic.COHORT, G.GIRLS): 16,
        (Topic.COHORT, G.BOYS): 14,
        (Topic.COHORT, G.DISADVANTAGED): 8,
        (Topic.COHORT, G.OTHER): 22,
        **{
            (topic, group): value
            for topic in EXPECTED
            for group, value in ((G.GIRLS, 62), (G.BOYS, 55), (G.DISADVANTAGED, 50), (G.OTHER, 64.5))
        },
    }
    newest = replace(found.sets[2], figures={**found.sets[2].figures, **a_set({**of_groups}).figures})
    return replace(found, sets=(*found.sets[:2], newest, *found.sets[3:]))


def near_schools() -> dict[str, Nearness]:
    """Which schools are like St Hilda's, by how that stands."""
    roll = {
        "900001": (210, 20, 5),
        "900002": (230, 28, 4),
        "900003": (420, 60, 40),
        "900004": (190, 21),
        "900005": (80,),
    }
    topics = (Topic.ON_ROLL, Topic.FREE_MEALS, Topic.OTHER_LANGUAGE)
    sets = [a_set(dict(zip(topics, values, strict=False)), urn, source=Source.CENSUS) for urn, values in roll.items()]
    school, signed = a.a_school(), a.an_agreement(AgreementStatus.SIGNED, kind=AgreementKind.DATA)
    others = tuple((a.a_school(urn=one.urn, name=f"School {one.urn}"), one) for one in neighbours(school.urn, sets))
    return {
        "four": Nearness(school, signed, others, is_known=True),
        "no others": Nearness(school, signed, is_known=True),
        "no figures": Nearness(school, signed),
        "not agreed": Nearness(school, a.an_agreement(kind=AgreementKind.DATA)),
    }
