"""The list of whom SIP Desk reaches: counts that come to all, and each name under what it stands for."""

import pytest

from cards import actions
from cards.reach.actions import NOT_REACHED, ShowReach
from cards.reach.people import ROWS_AT_MOST, reach_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reach.states import AccountState, Reached
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.reach_gallery import a_row, reach_rows

ADVISOR = a.a_person(Role.TRUST_ADVISOR)


ROWS = reach_rows()


def shown(asked: ShowReach, viewer: Person = ADVISOR) -> str:
    return words(reach_card(ROWS, asked, viewer))


def test_counts_come_to_all() -> None:
    told = shown(ShowReach())
    for line in ("Reached: 3", "App not installed: 17", "Blocked SIP Desk: 1", "Never opened SIP Desk: 1", "Total: 22"):
        assert line in told
    assert f"Everybody who is not reached: 1 to {ROWS_AT_MOST} of 19" in told
    assert "17 accounts have not been asked for yet." in told
    assert "Person 20, School Improvement Partner: closed: they cannot sign in, since Monday 23 November 2026" in told
    assert "Person 00" not in told


def test_each_state_has_its_names_page_by_page() -> None:
    second = shown(ShowReach(Reached.NOT_INSTALLED, 2))
    assert "App not installed: 13 to 17 of 17" in second
    assert "Person 19, School Improvement Partner, since Monday 23 November 2026" in second
    assert "Ask them to add SIP Desk" in second
    assert "Previous" in buttons(reach_card(ROWS, ShowReach(Reached.NOT_INSTALLED, 9), ADVISOR))
    assert "Next" in buttons(reach_card(ROWS, ShowReach(Reached.NOT_INSTALLED), ADVISOR))
    assert "Person 00" in shown(ShowReach(Reached.REACHED))
    nobody = words(reach_card([a_row(1, Reached.REACHED, AccountState.OPEN)], ShowReach(), a.a_person(Role.SIP)))
    assert "Nobody." in nobody
    assert "No account is known to be closed or missing." in nobody
    assert "you look after SIP Desk" in nobody


def test_what_is_pressed_is_read_back() -> None:
    def read(**data: object) -> object:
        return actions.read("reach.list", data)

    assert read(page=1, state="", show="blocked") == ShowReach(Reached.BLOCKED)
    assert read(page=2, state="blocked") == ShowReach(Reached.BLOCKED, 2)
    assert read(state=NOT_REACHED) == ShowReach()
    with pytest.raises(Refused, match="could not read that card"):
        read(state="king")
