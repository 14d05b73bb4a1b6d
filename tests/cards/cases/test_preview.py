"""A form about a case, and what is shown before it is sent."""

from cards.cases import concern_forms
from cards.cases import forms as case_forms
from cards.cases.actions import CASE_READERS
from cards.cases.forms import READ, fingerprint
from cards.cases.preview import form_card, preview_card
from cards.cases.question import contacts_card
from handbook.cases.case import Ladder
from handbook.cases.reading import reading_of
from handbook.cases.safeguarding import SafeguardingContacts
from tests.support.card_reading import buttons, inputs, words
from tests.support.case_builders import a_concern
from tests.support.case_people import HEAD, SCHOOL, SIP

CASE = a_concern()
DATA: dict[str, str | int] = {"case": CASE.id, "version": 1}
VALUES = {"why": "It is settled."}


def test_a_form_can_be_left_without_sending() -> None:
    close = buttons(form_card("t", case_forms.CLOSE, DATA, {}, {}))
    assert close["Back"]["verb"] == "case.open"
    assert close["Back"]["data"]["case"] == CASE.id
    assert close["Back"]["associatedInputs"] == "none"
    begin = buttons(form_card("t", concern_forms.RAISE, {"school": SCHOOL.urn}, {}, {}))
    assert begin["Not now"]["verb"] == "case.list"
    assert all(button["verb"] in CASE_READERS for button in (*close.values(), *begin.values()))


def test_what_was_shown_is_what_may_be_sent() -> None:
    read_by = [([HEAD.name, SIP.name], CASE.parts[0], reading_of(CASE, CASE.parts))]
    card = preview_card("t", case_forms.CLOSE, DATA, {}, VALUES, read_by, ())
    assert f"{HEAD.name} and {SIP.name} will read" in words(card)
    assert buttons(card)["Close it"]["data"] == {**DATA, READ: fingerprint(case_forms.CLOSE, VALUES)}
    assert READ not in buttons(card)["Show me what will be read"]["data"]
    assert inputs(card)["why"]["value"] == VALUES["why"]
    assert "Please look again" not in words(card)
    other = fingerprint(case_forms.CLOSE, {"why": "It is settled!"})
    assert other != fingerprint(case_forms.CLOSE, VALUES)


def test_what_may_be_a_pupil_is_asked_about() -> None:
    card = preview_card("t", case_forms.CLOSE, DATA, {}, VALUES, [], ("Ann Other",))
    assert "is “Ann Other” a pupil? If so, please take it out. If not, go on" in words(card)
    assert "Nobody else reads this." in words(card)


def test_whom_to_call_is_whole_and_says_what_is_not_known() -> None:
    mail = f"safeguarding@{'long-name-of-a-school.' * 6}example"
    card = contacts_card([(SCHOOL, SafeguardingContacts(school_email=mail))], SIP, Ladder.CONCERN)
    assert f"E-mail: {mail}" in words(card)
    assert "Telephone: not on the service’s list" in words(card)
    assert buttons(card) == {}
