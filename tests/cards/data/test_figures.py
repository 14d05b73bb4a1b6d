"""D1: a school's figures in chat, each with its reason where there is none, for three people and by agreement alone."""

from dataclasses import replace

import pytest

from cards.data.figures import figures_card
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import AgreementStatus
from tests.support import builders as a
from tests.support.card_reading import buttons, parts, words
from tests.support.figures import a_set, three_years

HEAD, SIP, ADVISOR = (a.a_person(role) for role in (Role.HEADTEACHER, Role.SIP, Role.TRUST_ADVISOR))


def test_it_says_in_tables_and_sentences_what_the_pictures_show() -> None:
    card = figures_card(three_years(), HEAD)
    said = words(card)
    assert "Pupils at the expected standard or higher, 2018/19" in said
    assert "School: 60.0%; Similar schools: 59.0%; Local authority: 62.0%; England: 65.0%." in said
    assert "Progress since key stage 1, 2018/19" in said
    assert "not published for a school" in said
    assert "School on Thursday 12 December 2019, as it was given: 94.6%" in said
    tables = [part for part in parts(card) if part.get("type") == "Table"]
    assert [len(one["rows"]) for one in tables] == [5, 4, 4, 3, 4]
    assert all("fallback" in one for one in tables)
    assert not any(str(part.get("type")).startswith("Chart") for part in parts(card))


@pytest.mark.parametrize("status", [one for one in AgreementStatus if one is not AgreementStatus.SIGNED])
def test_without_the_agreement_it_shows_how_that_stands_and_no_figure(status: AgreementStatus) -> None:
    asks = status in (AgreementStatus.NOT_ASKED, AgreementStatus.DECLINED, AgreementStatus.WITHDRAWN)
    for viewer in (HEAD, SIP, ADVISOR):
        card = figures_card(three_years(status), viewer)
        said = words(card)
        assert "Not shown: " in said
        assert "data agreement" in said
        assert "60.0%" not in said
        assert list(buttons(card)) == (["Ask the school"] if asks and viewer is ADVISOR else [])
        assert ("type “data agreement”" in said) is (viewer is HEAD)


def test_to_others_it_says_nothing_not_even_the_name() -> None:
    for role in set(Role) - {Role.HEADTEACHER, Role.SIP, Role.TRUST_ADVISOR}:
        assert "Hilda" not in words(figures_card(three_years(), a.a_person(role)))


def test_where_there_is_nothing_it_says_so() -> None:
    assert "No figures of this school were taken in yet." in words(figures_card(replace(three_years(), sets=()), SIP))
    only = replace(three_years(), sets=(a_set({Topic.COMBINED: 60, Topic.ABSENCE: 4.4}),))
    assert "Progress since key stage 1" in words(figures_card(only, SIP))
    attended = replace(three_years(), sets=tuple(one for one in three_years().sets if one.year == AcademicYear(2019)))
    said = words(figures_card(attended, ADVISOR))
    assert "Attendance" in said
    assert "Progress" not in said
