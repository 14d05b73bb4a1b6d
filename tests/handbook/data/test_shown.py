"""D1: what of a school's figures may be shown, beside whom, and in which words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.data.dossier import FigureDossier, check_may_see, may_see
from handbook.data.figures import ENGLAND, FigureSet, Missing, Source
from handbook.data.measures import Group, Topic
from handbook.data.pictures import Bars, Dots, Dumbbells, Lines, attendance, bars, groups, pictures, years
from handbook.data.progress import progress_rows
from handbook.data.similar import average, similar_schools
from handbook.data.small_numbers import Shown, shown
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.texts import AgreementKind
from tests.support import builders as a
from tests.support.figures import YEAR, a_set, of, pair, three_years

G, M = Group, Missing


@pytest.mark.parametrize(
    ("kept", "girls", "boys"),
    [
        (pair(16, 14), Shown(of(62), 16), Shown(of(55), 14)),
        (pair(20, 10), Shown(of(62), 20), Shown(of(55), 10, hollow=True)),
        (pair(24, 6), Shown(of(62), 24), Shown(of(55), 6, hollow=True)),
        (pair(25, 5), Shown(of(M.FEW_IN_PAIR)), Shown(of(M.FEW))),
        (pair(30, 0, boys_value=M.BLANK), Shown(of(62), 30), Shown(of(M.BLANK), 0)),
        (pair(16, 14, girls_value=M.SUPPRESSED), Shown(of(M.SUPPRESSED), 16), Shown(of(M.FEW_IN_PAIR), 14)),
        (pair(None, None), Shown(of(62)), Shown(of(55))),
    ],
)
def test_few_are_hidden_and_with_them_what_would_tell_them(kept: FigureSet, girls: Shown, boys: Shown) -> None:
    assert [shown([kept], YEAR, Topic.COMBINED, one) for one in (G.GIRLS, G.BOYS)] == [girls, boys]
    assert shown([kept], YEAR, Topic.COMBINED) == Shown(of(60), 30)


def test_of_a_cohort_of_five_nothing_is_shown_not_even_that_it_is_five() -> None:
    kept = [a_set({Topic.COHORT: 5, Topic.COMBINED: 60, (Topic.COMBINED, G.GIRLS): 50})]
    for topic, group in ((Topic.COMBINED, G.ALL), (Topic.COHORT, G.ALL), (Topic.COMBINED, G.GIRLS)):
        assert shown(kept, YEAR, topic, group) == Shown(of(M.FEW))
    ten = [a_set({Topic.COHORT: 10, Topic.COMBINED: 60})]
    assert shown(ten, YEAR, Topic.COMBINED) == Shown(of(60), 10, hollow=True)


def test_the_ebiu_gives_what_the_dfe_does_not_publish_and_with_the_number_of_pupils_alone() -> None:
    dfe = a_set({Topic.COMBINED: 60, Topic.MATHS: M.SUPPRESSED})
    ebiu = a_set({Topic.COMBINED: 1, Topic.MATHS: 70, (Topic.READING, G.GIRLS): 80}, source=Source.EBIU)
    numbered = replace(ebiu, figures={**ebiu.figures, **a_set({(Topic.COHORT, G.GIRLS): 15}).figures})
    for sets in ([dfe, numbered], [numbered, dfe]):
        assert shown(sets, YEAR, Topic.COMBINED).figure == of(60)
        assert shown(sets, YEAR, Topic.MATHS).figure == of(M.SUPPRESSED)
        assert shown(sets, YEAR, Topic.READING, G.GIRLS) == Shown(of(80), 15)
        assert shown(sets, YEAR, Topic.READING, G.BOYS).figure == of(M.NOT_IN_FILE)
    assert shown([dfe, ebiu], YEAR, Topic.READING, G.GIRLS).figure == of(M.NUMBER_UNKNOWN)
    assert shown([dfe], AcademicYear(2017), Topic.COMBINED).figure == of(M.NO_FILE)


def test_similar_schools_are_the_five_nearest_by_what_is_known_of_both() -> None:
    def census(place: str, roll: int, meals: float, year: int = 2018) -> FigureSet:
        return a_set({Topic.ON_ROLL: roll, Topic.FREE_MEALS: meals}, place, year, Source.CENSUS)

    others = [census(str(900002 + one), 210 + 10 * one, 20) for one in range(7)]
    sets = [census("900001", 900, 90, 2017), census("900001", 210, 20), *others, a_set({Topic.COMBINED: 50}, "900099")]
    assert similar_schools("900001", sets) == tuple(str(900002 + one) for one in range(5))
    assert similar_schools("900099", sets) == ()
    assert similar_schools("900077", sets) == ()
    assert similar_schools("900001", [*sets, a_set({}, ENGLAND)])[0] == "900002"


def test_an_average_needs_three_schools() -> None:
    sets = {str(one): [a_set({Topic.COMBINED: value, Topic.COHORT: 20})] for one, value in enumerate((50, 60, 71))}
    assert average(sets, YEAR, Topic.COMBINED).value == Decimal(181) / 3
    few = {**sets, "1": [a_set({Topic.COMBINED: 60, Topic.COHORT: 3})]}
    assert average(few, YEAR, Topic.COMBINED) == of(M.FEW_SIMILAR)


def test_the_four_pictures_say_in_words_what_they_show() -> None:
    found = pictures(three_years())
    assert [type(one) for one in found] == [Bars, Lines, Dumbbells, Dots]
    assert [one.sentence for one in found] == [
        "In 2018/19, reading, writing and maths combined. School: 60.0%; Similar schools: 59.0%; Local authority: "
        "62.0%; England: 65.0%.",
        "School: 53.0% in 2016/17, 60.0% in 2018/19. England: 65.0% in 2016/17, 65.0% in 2018/19.",
        "In 2018/19, reading, writing and maths combined, girls: 62.0% of 16, boys: 55.0% of 14; disadvantaged: not "
        "published for a school, other pupils: not published for a school.",
        "School on Thursday 12 December 2019, as it was given: 94.6%; School in 2018/19, published, up to Wednesday 31 "
        "July 2019: 95.6%; England in 2018/19: 96.0%.",
    ]
    assert found[0].table[-1] == ("All three combined", "60.0%", "59.0%", "62.0%", "65.0%")
    assert found[0].table[0][2] == "fewer than three similar schools have this figure"
    assert found[2].table == (
        ("All three combined: girls and boys", "62.0% of 16", "55.0% of 14"),
        ("All three combined: disadvantaged and other pupils", *["not published for a school"] * 2),
    )
    assert all(one.alt_text.startswith(f"{one.title}. ") for one in found)
    assert all(len(row) == len(one.columns) for one in found for row in one.table)


def test_few_pupils_are_said_and_years_that_do_not_follow_too() -> None:
    one = three_years()
    newest = replace(one.sets[2], figures={**one.sets[2].figures, **pair(20, 10).figures})
    ten = replace(one, sets=(one.sets[0], newest))
    assert groups(ten, YEAR).table[0][2] == "55.0% of 10 (fewer than 11 pupils)"
    assert "2018/19. The years do not follow one another: there are no results" in years(ten).sentence


def test_what_there_is_not_is_said_and_not_drawn() -> None:
    empty = FigureDossier(a.a_school(), a.an_agreement(kind=AgreementKind.DATA))
    assert (empty.year, pictures(empty), attendance(empty)) == (None, (), None)
    alone = replace(empty, sets=(a_set({Topic.COMBINED: 60}),))
    assert "Local authority: no such file was taken in; England: no such file" in bars(alone, YEAR).sentence
    assert years(alone).sentence == "School: 60.0% in 2018/19. England: no such file was taken in in 2018/19."
    given = replace(empty, sets=(a_set({Topic.ATTENDANCE: 94}, source=Source.EBIU),))
    (only,) = pictures(given)
    assert only.sentence == "School in 2018/19, on a day that was not given, as it was given: 94.0%."
    published = replace(empty, sets=(a_set({Topic.ABSENCE: 5}, source=Source.ABSENCE),))
    (only,) = pictures(published)
    assert only.sentence == "School in 2018/19, published: 95.0%; England in 2018/19: no such file was taken in."


@pytest.mark.parametrize(
    ("score", "lower", "upper", "said"),
    [
        (-3.8, -5.8, -1.8, ("−3.8", "−5.8 to −1.8", "below average")),
        (2.4, 0.2, 4.6, ("+2.4", "+0.2 to +4.6", "above average")),
        (-0.3, -1.9, 1.3, ("−0.3", "−1.9 to +1.3", "about average")),
        (1, M.NOT_IN_FILE, M.NOT_IN_FILE, ("+1.0", "not given", "cannot be said without the limits")),
        (M.LOW_COVERAGE, M.LOW_COVERAGE, M.LOW_COVERAGE, (M.LOW_COVERAGE.words, "not given", "cannot be said")),
    ],
)
def test_progress_is_read_with_its_limits(
    score: float | Missing, lower: float | Missing, upper: float | Missing, said: tuple[str, str, str]
) -> None:
    kept = a_set({Topic.MATHS_PROGRESS: score, Topic.MATHS_PROGRESS_LOWER: lower, Topic.MATHS_PROGRESS_UPPER: upper})
    rows = progress_rows(replace(three_years(), sets=(kept,)), YEAR)
    assert rows[2] == ("Maths", *said)


def test_figures_are_for_three_people_and_only_while_the_school_agrees() -> None:
    dossier = three_years()
    allowed = {Role.TRUST_ADVISOR, Role.HEADTEACHER, Role.SIP}
    assert {role for role in Role if may_see(dossier.school, a.a_person(role))} == allowed
    check_may_see(dossier, a.a_person(Role.SIP))
    with pytest.raises(Refused, match="are for its headteacher"):
        check_may_see(dossier, a.a_person(Role.DSO))
    for status in set(AgreementStatus) - {AgreementStatus.SIGNED}:
        agreement = a.an_agreement(status, kind=AgreementKind.DATA)
        with pytest.raises(Refused, match="no signed data agreement"):
            check_may_see(replace(dossier, agreement=agreement), a.a_person(Role.HEADTEACHER))
    sharing = a.an_agreement(AgreementStatus.SIGNED)
    with pytest.raises(Refused, match="no signed data agreement"):
        check_may_see(replace(dossier, agreement=sharing), a.a_person(Role.HEADTEACHER))
