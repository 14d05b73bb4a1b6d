"""What can be typed is on the page of those who can type it."""

import pytest

from cards.home.welcome import help_card
from handbook.core.people import Role
from tests.site.test_site import ROOT
from tests.support import builders as a
from tests.support.card_reading import words

PAGES = {Role.TRUST_ADVISOR: "trust-advisor.md", Role.SIP: "sips.md", Role.HEADTEACHER: "headteachers.md"}


@pytest.mark.parametrize("role", Role)
def test_each_word_is_on_the_page_of_its_office(role: Role) -> None:
    page = (ROOT / "docs" / PAGES.get(role, "others.md")).read_text(encoding="utf-8")
    lines = [line.removeprefix("- ") for line in words(help_card(a.a_person(role))).splitlines() if " – " in line]
    typed = [line.partition(" – ")[0].partition(",")[0] for line in lines]
    assert "help" in typed
    assert [word for word in typed if f"`{word}" not in page and word != "help"] == []
