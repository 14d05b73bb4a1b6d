"""Where a blank form is fetched."""

from cards.reports.blank_form import blank_form_card
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import OFSTED_2025
from tests.support.card_reading import links, words


def at(origin: str) -> dict[Term, str]:
    return {term: f"{origin}/forms/{term}.docx" for term in Term}


def test_each_term_has_a_button() -> None:
    card = blank_form_card(at("https://sip.trust.example"), OFSTED_2025)
    assert links(card) == {f"{term} form (.docx)": f"https://sip.trust.example/forms/{term}.docx" for term in Term}
    assert "You may pass these links on" in words(card)
    assert OFSTED_2025.name in words(card)


def test_an_address_that_teams_does_not_open_is_told_in_words() -> None:
    card = blank_form_card(at("http://127.0.0.1"), OFSTED_2025)
    assert links(card) == {}
    assert "- Spring: http://127.0.0.1/forms/Spring.docx" in words(card)


def test_without_an_address_it_says_whom_to_tell() -> None:
    assert "has no public address" in words(blank_form_card({}, OFSTED_2025))
