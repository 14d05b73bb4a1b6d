"""The words of a SIP's record, and what is not taken into it."""

import pytest

from handbook.core.refusal import Refused
from handbook.sip_team.home_area import home_area_in
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext, SipKind, TrainingTopic
from handbook.visits.checks import DbsLevel, checker_in


def test_every_choice_has_words_of_its_own() -> None:
    for kind in (SipKind, TrainingTopic, Phase, SchoolContext, OfstedPosition, DbsLevel):
        words = [one.words for one in kind]
        assert len(set(words)) == len(words)
        assert not any("_" in one for one in words)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("  Northbeck ", "Northbeck"),
        ("Fellshire", "Fellshire"),
        ("l18", "L18"),
        ("WC1A", "WC1A"),
        ("Newtown-le-Willows", "Newtown-le-Willows"),
        ("Łódź Green", "Łódź Green"),
    ],
)
def test_where_somebody_sets_out_from(text: str, kept: str) -> None:
    assert home_area_in(text) == kept


@pytest.mark.parametrize("text", ["L18 4NN", "4 Mill", "Mill Lane", "The Old Rectory, Church St.", "flat", "x" * 41])
def test_an_address_is_not_taken(text: str) -> None:
    with pytest.raises(Refused, match="no street and no full postcode"):
        home_area_in(text)


def test_who_has_seen_the_certificate_is_kept_and_the_certificate_is_not() -> None:
    assert checker_in("  Office of the  trust ") == "Office of the trust"
    assert checker_in("") == ""
    for text in ("001 234 567 890", "No. 001234567890", "Certificate seen", "DBS 00-12-34-56"):
        with pytest.raises(Refused, match="never kept here"):
            checker_in(text)
    with pytest.raises(Refused, match="at most 60"):
        checker_in("x" * 61)
