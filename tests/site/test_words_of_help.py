"""What can be typed is on the page of those who can type it."""

import pytest

from cards.home.commands import words_of
from handbook.core.people import Role
from tests.site.test_site import ROOT
from tests.support import builders as a

PAGES = {Role.TRUST_ADVISOR: "trust-advisor.md", Role.SIP: "sips.md", Role.HEADTEACHER: "headteachers.md"}


@pytest.mark.parametrize("role", Role)
def test_each_word_is_on_the_page_of_its_office(role: Role) -> None:
    page = (ROOT / "docs" / PAGES.get(role, "others.md")).read_text(encoding="utf-8")
    typed = words_of(a.a_person(role))
    assert "help" in typed
    assert [word for word in typed if f"`{word}" not in page and word != "help"] == []
