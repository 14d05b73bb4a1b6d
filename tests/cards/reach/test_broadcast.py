"""The cards of a message to a group: all names before it is sent, and numbers that come to all after."""

from dataclasses import replace

import pytest

from cards import actions
from cards.reach.actions import PreviewBroadcast
from cards.reach.broadcast import PREVIEWED_AT_MOST, Groups, compose_card, preview_card, report_card
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reach.broadcast import Audience, Outcome
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.reach_gallery import a_broadcast

ADVISOR, DSO = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.DSO)


def test_everybody_is_named_before_it_is_sent() -> None:
    people = [replace(DSO, id=f"d{at}", name=f"Name {at:03}") for at in range(PREVIEWED_AT_MOST + 5)]
    told = words(preview_card(a_broadcast("Hello."), people, DSO.name))
    assert all(one.name in told for one in people[:PREVIEWED_AT_MOST])
    assert f"Name {PREVIEWED_AT_MOST - 1}; and 5 more" in told
    assert "To: Headteachers and School Improvement Partners of schools in Fellshire and with" in told
    assert "more" not in words(preview_card(a_broadcast("Hello."), people[:3], ""))


def test_what_is_on_the_list_no_more_is_not_chosen_in_the_form() -> None:
    form = compose_card(Groups(["Elsewhere"], []), Audience((Role.SIP,), "Fellshire", DSO.id), "Hello.")
    boxes = {one["id"]: one.get("value") for one in form["body"] if str(one["type"]).startswith("Input.")}
    assert boxes == {"offices": "sip", "authority": "every", "dso": "every", "words": "Hello."}


def test_while_it_is_being_sent_the_card_says_so() -> None:
    sent = replace(a_broadcast("Hello.", 2), sent_at=a.MONDAY, round=1)
    told = words(report_card(sent, {}, {"p0": Outcome.FAILED}, "", ADVISOR))
    assert "Being sent: 1 are still to be tried" in told
    assert "Somebody who has left: failed" in told
    assert "Not open to you" in words(report_card(a_broadcast("Hello."), {}, {}, "", ADVISOR))


@pytest.mark.parametrize("data", [{"offices": "king"}, {"offices": "trust_advisor"}, {"authority": "a-1"}])
def test_what_no_form_of_ours_sends_is_refused(data: dict[str, str]) -> None:
    with pytest.raises(Refused, match="could not read that card"):
        actions.read("broadcast.write", {"offices": "sip", "words": "x", **data})


def test_what_is_put_into_the_form_is_read_back() -> None:
    read = actions.read("broadcast.write", {"offices": "sip,headteacher", "authority": "a2", "dso": "d1", "words": "x"})
    assert read == PreviewBroadcast((Role.SIP, Role.HEADTEACHER), 2, "d1", "x")
    every = actions.read("broadcast.write", {"offices": "", "authority": "every", "dso": "every"})
    assert every == PreviewBroadcast((), None, "", "")
