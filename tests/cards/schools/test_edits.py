"""The forms and the card of a change of the list."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cards.actions import read
from cards.schools.edit import EditSeen, edit_card
from cards.schools.edit_actions import ShowForm
from cards.schools.edit_forms import form_card, menu_card
from handbook.core.people import Role
from handbook.schools.list_edit import ApplyEdit, ChooseAccount, DraftEdit, EditForm, EditKind, LeaveEdit
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, words
from tests.support.edit_gallery import ADVISOR, EDIT, SEEN, SERVE, STATES, edit_cards, forms
from tests.support.pressed import refused


def test_the_menu_opens_a_form_for_each_office() -> None:
    shown = buttons(menu_card(a.a_school()))
    for title, office in (("Headteacher…", "headteacher"), ("School Improvement Partner…", "sip")):
        pressed = read(shown[title]["verb"], shown[title]["data"])
        assert pressed == ShowForm(EditForm(EditKind.SERVE, "900001", {"office": office}))


def test_what_is_typed_comes_back_whole() -> None:
    for form, called in forms():
        card = form_card(form, called)
        typed = {name: box.get("value", "") for name, box in inputs(card).items()}
        typed["from_on"] = "2027-01-05"
        pressed = read("list_edit.draft", {**buttons(card)["Show what would follow"]["data"], **typed})
        assert isinstance(pressed, DraftEdit)
        kept = {
            name: words for name, words in form.typed.items() if words and (name in typed or name in ("office", "year"))
        }
        assert pressed == DraftEdit(replace(form, typed=pressed.form.typed), date(2027, 1, 5)), form.kind
        assert kept.items() >= pressed.form.typed.items(), form.kind


def test_other_years_dates_are_a_press_away() -> None:
    form = EditForm(EditKind.DATES, "900001", {"year": "2026/27"})
    shown = buttons(form_card(form, ""))
    assert {"Dates of 2025/26", "Dates of 2027/28"} < set(shown)
    pressed = read("list_edit.form", shown["Dates of 2027/28"]["data"])
    assert pressed == ShowForm(replace(form, typed={"year": "2027/28"}))


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("shown", ["Make this change", "Change what I typed", "Leave it"]),
        ("from a day", ["Plan this change", "Change what I typed", "Leave it"]),
        ("two accounts", ["This is who", "Change what I typed", "Leave it"]),
        ("not possible", ["Change what I typed", "Leave it"]),
        ("planned", ["Call it off"]),
        ("looked for", []),
        ("made", []),
        ("left", []),
    ],
)
def test_each_state_has_its_buttons(state: str, titles: list[str]) -> None:
    edit, seen = STATES[state]
    assert list(buttons(edit_card(edit, ADVISOR, seen))) == titles
    assert "Not open to you" in words(edit_card(edit, a.a_person(Role.SIP), seen))


def test_buttons_say_which_change_and_which_list() -> None:
    shown = buttons(edit_card(EDIT, ADVISOR, SEEN))
    assert read("list_edit.apply", shown["Make this change"]["data"]) == ApplyEdit("e-1", 7)
    assert read("list_edit.leave", shown["Leave it"]["data"]) == LeaveEdit("e-1")
    again = read("list_edit.form", shown["Change what I typed"]["data"])
    assert again == ShowForm(EditForm(EditKind.SERVE, "900001", {"office": "headteacher"}), "e-1")
    assert read("list_edit.choose", {"edit": "e-1", "account": "2"}) == ChooseAccount("e-1", 2)
    assert read("list_edit.choose", {"edit": "e-1"}) == ChooseAccount("e-1", 0)
    assert refused("list_edit.form", {"kind": "everything"}).code == "forged"
    assert refused("list_edit.draft", {"kind": "serve", "about": "../x"}).code == "forged"


def test_the_card_says_what_follows_and_from_when() -> None:
    edit, seen = STATES["from a day"]
    said = words(edit_card(edit, ADVISOR, seen, "The list was changed meanwhile."))
    assert "Not possible: The list was changed meanwhile." in said
    assert "It would hold from Tuesday 5 January 2027." in said
    for part in ("What would change", "What follows", "What would be lacking"):
        assert part in said
    assert "The account of Nora New is closed in Microsoft Entra" in said
    assert "What would be lacking" not in words(edit_card(EDIT, ADVISOR, replace(SEEN, lacks=())))
    none = EditSeen("", problem="Nobody.")
    assert "It could not be done on its day. Nobody." in words(edit_card(replace(EDIT, trouble="x"), ADVISOR, none))


def test_all_of_them_are_small() -> None:
    assert max(len(json.dumps(card)) for _, card, _ in edit_cards("x" * 200)) < 12_000
    assert SERVE.said("who") == "Nora New"
