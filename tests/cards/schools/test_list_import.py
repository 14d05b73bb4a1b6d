"""The card of an import says what would change, and can be pressed only where that can be done."""

from dataclasses import replace

import pytest

from cards.schools.list_import import ImportSeen, list_import_card
from cards.schools.verbs import SchoolsVerb
from handbook.core.people import Role
from handbook.schools.list_import import ImportStatus, decided
from tests.support import builders as a
from tests.support.card_reading import buttons, verbs, words
from tests.support.lists import SEEN, UNSOUND, an_import

ADVISOR = a.a_person(Role.TRUST_ADVISOR)
ONE = an_import()


def test_what_would_change_is_read_and_then_pressed() -> None:
    card = list_import_card(ONE, ADVISOR, SEEN)
    assert "new: St Bede’s" in words(card)
    assert "1 school has no headteacher" in words(card)
    assert "People who are not in the file stay on the list" in words(card)
    assert verbs(card) >= {SchoolsVerb.APPLY, SchoolsVerb.LEAVE}
    assert buttons(card)["Import"]["data"]["list"] == 7


def test_of_many_lines_the_first_are_read() -> None:
    card = list_import_card(ONE, ADVISOR, replace(SEEN, lines=[f"new: School {one}" for one in range(30)]))
    assert "new: School 11" in words(card)
    assert "new: School 12" not in words(card)
    assert "and 18 more" in words(card)


@pytest.mark.parametrize(
    ("changes", "seen", "said"),
    [
        ({"faults": ("row 2, column Mail (A): there is nothing",)}, SEEN, "Not possible yet"),
        ({}, UNSOUND, "Not possible: Ada Bell leads St Bede’s"),
        ({}, ImportSeen(), "Nothing to change"),
    ],
)
def test_what_cannot_be_imported_has_no_button_for_it(changes: dict[str, object], seen: ImportSeen, said: str) -> None:
    card = list_import_card(replace(ONE, **changes), ADVISOR, seen)  # type: ignore[arg-type]
    assert said in words(card)
    assert SchoolsVerb.APPLY not in verbs(card)
    assert SchoolsVerb.LEAVE in verbs(card)


@pytest.mark.parametrize(("status", "said"), [(ImportStatus.APPLIED, "Imported"), (ImportStatus.LEFT, "Not imported")])
def test_what_was_decided_has_no_buttons(status: ImportStatus, said: str) -> None:
    card = list_import_card(decided(ONE, status), ADVISOR, ImportSeen(), "Too late.")
    assert said in words(card)
    assert "Not possible: Too late." in words(card)
    assert verbs(card) <= {SchoolsVerb.SHOW}


def test_it_is_for_nobody_else() -> None:
    assert "Not open to you" in words(list_import_card(ONE, a.a_person(Role.SIP), SEEN))
