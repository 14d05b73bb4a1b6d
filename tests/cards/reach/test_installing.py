"""Installing SIP Desk for those who lack it: drawn only where it is permitted, read by name, and what became of it."""

from cards import actions
from cards.reach.actions import PreviewInstall, ShowReach
from cards.reach.installing import install_card
from cards.reach.people import Installing, reach_card
from handbook.core.people import Role
from handbook.reach.installing import InstallForAll, InstallOutcome, lacking, mark_of, without_account
from handbook.reach.states import Reached
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.reach_gallery import a_row, every_install, reach_rows

ADVISOR = a.a_person(Role.TRUST_ADVISOR)
STANDINGS = [row.standing for row in reach_rows()]
LACKING = lacking(STANDINGS, {})


def test_it_is_offered_only_where_it_is_permitted() -> None:
    offered = reach_card(reach_rows(), ShowReach(), ADVISOR, Installing(permitted=True))
    assert buttons(offered)["Install for the 17 people who lack it"]["verb"] == "reach.install_preview"
    assert "Setting up the tenant" not in words(offered)
    one = reach_card([a_row(1, Reached.NEVER)], ShowReach(), ADVISOR, Installing(permitted=True))
    assert "Install for the 1 person who lacks it" in buttons(one)
    said = reach_card(reach_rows(), ShowReach(), ADVISOR)
    assert "step 2 of the guide “Setting up the tenant” says how" in words(said)
    for permitted in (True, False):
        nobody = reach_card([a_row(1, Reached.REACHED)], ShowReach(), ADVISOR, Installing(permitted=permitted))
        assert "Install" not in words(nobody)


def test_every_name_is_read_first() -> None:
    card = install_card(LACKING, without_account(STANDINGS))
    assert all(one.name in words(card) for one in LACKING)
    assert "Left out, without an open account in Microsoft Entra: Person 21" in words(card)
    button = buttons(card)["Install for 17 people"]
    assert actions.read(button["verb"], button["data"]) == InstallForAll(mark_of(LACKING))
    nobody = install_card((), (), "The list of people without SIP Desk has changed.")
    assert "Nothing to do" in words(nobody)
    assert "first message" not in words(nobody)
    assert "without SIP Desk has changed" in words(nobody)
    assert list(buttons(nobody)) == ["Back to the list"]
    assert actions.read("reach.install_preview", {}) == PreviewInstall()


def test_what_became_of_it_comes_to_all() -> None:
    asked = every_install(12)
    told = words(reach_card(reach_rows(), ShowReach(), ADVISOR, Installing(asked, permitted=True)))
    assert "Installed by SIP Desk, asked for on Monday 23 November 2026" in told
    assert "Installed: 2" in told
    assert "Had it already: 2" in told
    assert "Refused: 2 (the permission is missing, or a policy in Teams keeps the app from them)" in told
    assert "Total: 12" in told
    assert f"Person 03: {InstallOutcome.REFUSED.words}" in told
    gone = words(reach_card([], ShowReach(), ADVISOR, Installing(asked)))
    assert f"Somebody who has left: {InstallOutcome.FAILED.words}" in gone
