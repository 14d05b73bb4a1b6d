import pytest

from cards.home.commands import words_of
from cards.home.welcome import commands, help_card, welcome_card
from handbook.core.people import Role
from tests.support import builders as a
from tests.support.card_reading import buttons, words

GETS_REPORTS = (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER)


@pytest.mark.parametrize(
    ("role", "job"),
    [
        (Role.SIP, "Send me a completed report (.docx) here"),
        (Role.HEADTEACHER, "If you do not answer, nothing is approved"),
        (Role.TRUST_ADVISOR, "once its headteacher has approved it"),
        (Role.DSO, "the reports that the Trust Advisor shares with you"),
        (Role.LA_OFFICER, "the reports that the Trust Advisor shares with you"),
        (Role.CHAIR_OF_GOVERNORS, "You confirm or decline the SIP who is proposed to your school"),
        (Role.BOARD_MEMBER, "nothing for your role to do here now"),
    ],
)
def test_each_role_hears_what_it_can_do(role: Role, job: str) -> None:
    for made in (welcome_card, help_card):
        read = words(made(a.a_person(role)))
        assert job in read
        assert ("my reports – the reports that wait for you" in read) is (role in GETS_REPORTS)
        assert f"the service knows you as {role.words}" in read
    assert any("sharing agreement –" in one for one in commands(a.a_person(role))) is (role is Role.HEADTEACHER)


@pytest.mark.parametrize("role", Role)
def test_help_is_leafed_through_and_each_word_has_its_button_once(role: Role) -> None:
    viewer, page, pressed, read = a.a_person(role), 1, list[str](), list[str]()
    while True:
        drawn = help_card(viewer, page=page)
        found = buttons(drawn)
        pressed += [one["data"]["words"] for one in found.values() if "words" in one["data"]]
        read += [line.removeprefix("- ") for line in words(drawn).splitlines() if " – " in line]
        assert ("Back" in found) is (page > 1)
        if "More" not in found:
            break
        page = found["More"]["data"]["page"]
    assert read == commands(viewer)
    assert pressed == [word for word in words_of(viewer) if word != "help"]
    assert words(help_card(viewer, page=99)) == words(drawn)


def test_the_first_word_is_to_the_person() -> None:
    assert "Good to meet you, Samir Pell." in words(welcome_card(a.a_person(Role.SIP)))


def test_words_that_are_not_known_are_said_to_be() -> None:
    sip = a.a_person(Role.SIP)
    assert "I did not understand “plane”. Did you mean this?" in words(help_card(sip, lost="plane", near=["plan"]))
    assert "I did not understand" not in words(help_card(sip))


def test_the_nearest_words_are_buttons_and_what_was_typed_is_quoted() -> None:
    card = help_card(a.a_person(Role.SIP), lost="my vistis", near=["my visits", "plan"])
    first = [one["data"] for one in buttons(card).values()][:2]
    assert first == [{"words": "my visits"}, {"words": "plan"}]
    assert "I did not understand “my vistis”" in words(card)
    assert "The words that I know are below." in words(help_card(a.a_person(Role.SIP), lost="qqq"))
    assert "“plan”: the answer is a new message" in words(help_card(a.a_person(Role.SIP), answered="plan"))
