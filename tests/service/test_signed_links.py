"""A link opens what it was made for, for whom it was made, until it expires."""

from datetime import timedelta

import jwt
import pytest

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from service.signed_links import SignedLinks
from tests.support.builders import MONDAY

LINKS = SignedLinks("a secret of thirty-two letters, or so", "https://sip.trust.example/")
UNTIL = MONDAY + timedelta(hours=1)


def token(links: SignedLinks = LINKS) -> str:
    url = links.calendar_file("person-1", "visit-1", UNTIL)
    assert url.startswith("https://sip.trust.example/visits/")
    return url.removeprefix("https://sip.trust.example/visits/").removesuffix(".ics")


def test_it_says_whose_it_is_until_it_expires() -> None:
    assert LINKS.read(token(), MONDAY) == ("person-1", "visit-1")
    with pytest.raises(Refused, match="expired"):
        LINKS.read(token(), UNTIL)


def test_a_link_to_a_list_opens_that_list_and_nothing_else() -> None:
    url = LINKS.celebration_list("person-1", UNTIL)
    own = url.removeprefix("https://sip.trust.example/celebrations/").removesuffix(".xlsx")
    assert LINKS.read_celebrations(own, MONDAY) == "person-1"
    with pytest.raises(Refused, match="expired"):
        LINKS.read_celebrations(own, UNTIL)
    with pytest.raises(Refused, match="not one of ours"):
        LINKS.read(own, MONDAY)
    for foreign in (token(), token(SignedLinks("another secret", "https://sip.trust.example")), ""):
        with pytest.raises(Refused, match="not one of ours"):
            LINKS.read_celebrations(foreign, MONDAY)


def test_a_link_to_a_sheet_is_for_its_year() -> None:
    url = LINKS.membership_sheet("person-1", AcademicYear(2026), UNTIL)
    own = url.removeprefix("https://sip.trust.example/memberships/").removesuffix(".xlsx")
    assert LINKS.read_memberships(own, MONDAY) == ("person-1", AcademicYear(2026))
    with pytest.raises(Refused, match="expired"):
        LINKS.read_memberships(own, UNTIL)
    for foreign in (token(), LINKS.celebration_list("person-1", UNTIL).rpartition("/")[2].removesuffix(".xlsx")):
        with pytest.raises(Refused, match="not one of ours"):
            LINKS.read_memberships(foreign, MONDAY)


def test_the_links_to_the_teams_skills_are_for_their_year() -> None:
    picture, book = LINKS.skills_files("person-1", AcademicYear(2026), UNTIL)
    own = picture.removeprefix("https://sip.trust.example/training/").removesuffix(".png")
    assert book == f"https://sip.trust.example/training/{own}.xlsx"
    assert LINKS.read_skills(own, MONDAY) == ("person-1", AcademicYear(2026))
    with pytest.raises(Refused, match="not one of ours"):
        LINKS.check_training(own, MONDAY)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x.y.z",
        token()[:-2] + "xx",
        token(SignedLinks("another secret", "https://sip.trust.example")),
        jwt.encode({"aud": "calendar file", "sub": "person-1", "visit": "", "exp": 9e9}, "", "none"),
        jwt.encode({"sub": "person-1", "visit": "", "exp": 9e9}, "k" * 32, "HS256"),
    ],
    ids=["nothing", "no token", "changed", "another key", "unsigned", "another audience"],
)
def test_what_we_did_not_sign_opens_nothing(forged: str) -> None:
    with pytest.raises(Refused, match="not one of ours"):
        LINKS.read(forged, MONDAY)
