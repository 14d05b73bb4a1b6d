"""P2: the areas and grades that schools are inspected by, as published."""

from datetime import date
from itertools import pairwise

import pytest

from handbook.reports.paper.frameworks import (
    CATHOLIC,
    EFFECTIVE,
    FIVE_POINTS,
    FOUR_POINTS,
    FRAMEWORKS,
    MET,
    OFSTED,
    OFSTED_2015,
    OFSTED_2019,
    OFSTED_2024,
    OFSTED_2025,
    Framework,
    Scale,
    in_force,
    scales_for,
    written_in,
)


def test_the_report_card() -> None:
    areas = [area.name for area in OFSTED_2025.areas if not area.optional]
    assert areas == [
        "Inclusion",
        "Curriculum and teaching",
        "Achievement",
        "Attendance and behaviour",
        "Personal development and well-being",
        "Leadership and governance",
        "Safeguarding",
    ]
    grades = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")
    assert [scale.grades for scale in OFSTED_2025.scales] == [grades, ("Met", "Not met")]
    assert not any(scale.numbered for scale in OFSTED_2025.scales)


def test_the_catholic_inspection_judges_three_areas_three_times_and_the_whole() -> None:
    assert len(CATHOLIC.areas) == 10
    assert CATHOLIC.areas[0].name == "Overall quality of Catholic education"
    assert CATHOLIC.area("Collective worship: provision")
    assert CATHOLIC.scales == (FOUR_POINTS,)


def test_only_the_earlier_ofsted_frameworks_grade_the_whole() -> None:
    overall = [each.key for each in FRAMEWORKS if each.area("Overall effectiveness")]
    assert overall == ["ofsted_2015", "ofsted_2019"]


def test_each_has_a_name_of_its_own_and_each_area_one_scale() -> None:
    assert len({each.key for each in FRAMEWORKS}) == len({each.name for each in FRAMEWORKS}) == len(FRAMEWORKS)
    for each in FRAMEWORKS:
        assert len({area.name for area in each.areas}) == len(each.areas)
        assert all(each.area(area.name) is area for area in each.areas)


@pytest.mark.parametrize(
    ("day", "framework"),
    [
        (date(2014, 1, 1), OFSTED_2015),
        (date(2019, 8, 31), OFSTED_2015),
        (date(2019, 9, 1), OFSTED_2019),
        (date(2024, 9, 1), OFSTED_2024),
        (date(2025, 11, 9), OFSTED_2024),
        (date(2025, 11, 10), OFSTED_2025),
    ],
)
def test_which_is_in_force(day: date, framework: Framework) -> None:
    assert in_force(day) is framework


def test_one_ends_the_day_before_the_next_begins() -> None:
    for earlier, later in pairwise(OFSTED):
        assert earlier.until
        assert (later.since - earlier.until).days == 1


@pytest.mark.parametrize(
    ("areas", "framework"),
    [
        (["INCLUSION", "Early years", "Catholic life and mission"], OFSTED_2025),
        (["Quality of education", "Behaviour & attitudes", "Early years"], OFSTED_2024),
        (["Overall effectiveness", "Quality of education", "Personal development"], OFSTED_2019),
        (["Outcomes for pupils"], OFSTED_2015),
        (["Forest school"], None),
        ([], None),
    ],
)
def test_a_report_shows_which_it_was_written_in(areas: list[str], framework: Framework | None) -> None:
    assert written_in(areas) is framework


@pytest.mark.parametrize(
    ("area", "framework", "scales"),
    [
        ("Early years provision", OFSTED_2025, (FIVE_POINTS,)),
        ("Early years", OFSTED_2024, (FOUR_POINTS,)),
        ("Safeguarding", OFSTED_2025, (MET,)),
        ("safeguarding", OFSTED_2015, (EFFECTIVE,)),
        ("Religious education – Provision", OFSTED_2025, (FOUR_POINTS,)),
        ("Catholic life and mission", OFSTED_2025, (FOUR_POINTS,)),
        ("Collective Worship", None, (FOUR_POINTS,)),
        ("Forest school", OFSTED_2025, (FIVE_POINTS, MET)),
        ("Forest school", None, (FOUR_POINTS, FIVE_POINTS, EFFECTIVE, MET)),
    ],
)
def test_what_an_area_is_graded_by(area: str, framework: Framework | None, scales: tuple[Scale, ...]) -> None:
    assert scales_for(area, framework) == scales
