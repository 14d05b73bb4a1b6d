"""What each reads of an application, and what nobody else reads."""

from dataclasses import replace

import pytest

from cards.kit.lines import closed_card
from cards.recruitment.actions import ApplicationForm
from cards.recruitment.application import application_card
from cards.recruitment.form_link import form_link_card
from cards.recruitment.forms import form_card
from cards.recruitment.list import ApplicationRow, applications_card
from cards.recruitment.steps import read_card, step_card
from handbook.core.people import Person
from handbook.recruitment.form import FIELDS
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.moves import Route
from tests.support import recruitment as r
from tests.support.card_reading import inputs, links, parts, words
from tests.support.recruitment_gallery import SIP, recruitment_cards, seen

STRANGERS = (SIP, r.OTHER_DSO)


def shown(status: S, viewer: Person, route: Route = Route.SERVING_HEAD) -> str:
    return words(application_card(seen(r.an_application(status, route), viewer)))


def titles(status: S, viewer: Person) -> list[str]:
    """Of the buttons, those that open a form among them."""
    card = application_card(seen(r.an_application(status), viewer))
    return [part["title"] for part in parts(card) if str(part.get("type")).startswith("Action.")]


def test_who_has_no_part_sees_nothing_in_any_state() -> None:
    for status in S:
        for viewer in STRANGERS:
            assert application_card(seen(r.an_application(status), viewer)) == closed_card()
    assert form_card(ApplicationForm.VIEW, seen(r.an_application(S.INTERVIEWED), SIP)) == closed_card()
    assert step_card(seen(r.an_application(S.DRAFTED), r.ADVISOR), 1) == closed_card()
    assert read_card(seen(r.an_application(S.BEGUN), r.HEAD), 1) == closed_card(), "there is nothing yet"


def test_a_draft_is_nobody_elses() -> None:
    for status in (S.BEGUN, S.NOT_ELIGIBLE, S.DRAFTED):
        assert shown(status, r.ADVISOR) == words(closed_card())
    assert "Write the form…" in titles(S.DRAFTED, r.HEAD)


def test_an_applicant_reads_no_vote_no_view_and_no_reason_of_others() -> None:
    one = r.vote(r.an_application(S.PRESENTED), r.MEMBER, approves=False)
    viewed = replace(r.view(r.an_application(S.INTERVIEWED), r.MEMBER), reason="")
    ended = replace(r.an_application(S.DECLINED), reason="Weak on data.")
    for each in (one, viewed, ended):
        said = words(application_card(seen(each, r.HEAD)))
        assert "Too little experience." not in said
        assert "Asked good questions." not in said
        assert "Weak on data." not in said
        assert r.MEMBER.name not in said or each.status is S.INTERVIEWED, "who interviewed them they have met"
    assert "Weak on data." in words(application_card(seen(ended, r.ADVISOR)))


def test_a_reason_why_it_came_back_is_told() -> None:
    back = replace(r.an_application(S.DRAFTED), reason="Please name a second referee.")
    assert "Please name a second referee." in words(application_card(seen(back, r.HEAD)))


@pytest.mark.parametrize(
    ("status", "viewer", "offered"),
    [
        (S.BEGUN, r.HEAD, ["Eligibility…", "Withdraw…"]),
        (S.SUBMITTED, r.ADVISOR, ["Put to the Board…", "Send back…", "Not eligible…", "Read the form…"]),
        (S.PRESENTED, r.MEMBER, ["Decide…", "I have a conflict of interest…", "Read the form…"]),
        (S.APPROVED, r.ADVISOR, ["Fix the interview…", "References and DBS…", "Read the form…"]),
        (S.INVITED, r.ADVISOR, ["References and DBS…", "Call off…", "Read the form…"]),
        (S.INTERVIEWED, r.DSO, ["File my view…", "Read the form…"]),
        (S.INTERVIEWED, r.ADVISOR,
         ["Note the outcome…", "References and DBS…", "It was not held…", "Read the form…"]),
        (S.CHOSEN, r.ADVISOR, ["References and DBS…", "Read the form…"]),
        (S.APPOINTED, r.HEAD, ["Read the form…"]),
        (S.WITHDRAWN, r.HEAD, []),
    ],
)  # fmt: skip
def test_each_is_offered_what_they_may_do(status: S, viewer: Person, offered: list[str]) -> None:
    assert titles(status, viewer) == offered


def test_somebody_who_is_not_on_the_list_is_told_by_the_trust_advisor() -> None:
    assert "please tell them yourself" in shown(S.DECLINED, r.ADVISOR, Route.EXTERNAL)
    assert "sian@example.org" in shown(S.DECLINED, r.ADVISOR, Route.EXTERNAL)
    assert "please tell them yourself" not in shown(S.DECLINED, r.ADVISOR)


def test_a_form_comes_back_with_what_was_typed() -> None:
    one = r.an_application(S.APPROVED)
    typed = {"meet_on": "2027-02-02", "meet_at": "14:00-15:00", "place": "Online", "panel": r.DSO.id}
    boxes = inputs(form_card(ApplicationForm.INTERVIEW, seen(one, r.ADVISOR), typed, "No."))
    assert {name: box["value"] for name, box in boxes.items()} == typed
    late = inputs(
        form_card(ApplicationForm.VOTE, seen(r.an_application(S.PRESENTED), r.MEMBER), {"reason": "Because."})
    )
    assert late["reason"]["value"] == "Because."


def test_the_form_is_read_whole_part_by_part() -> None:
    sent = replace(r.an_application(S.PRESENTED), form={key: f"{one.label} in full" for key, one in FIELDS.items()})
    said = "".join(words(read_card(seen(sent, r.MEMBER), step)) for step in (1, 2, 3))
    assert all(f"{one.label} in full" in said for one in FIELDS.values())
    assert read_card(seen(sent, SIP), 1) == closed_card()


def test_lists_are_for_those_whom_applications_concern() -> None:
    rows = [
        ApplicationRow(r.an_application(S.DECLINED), ""),
        ApplicationRow(r.an_application(S.PRESENTED), "your decision"),
    ]
    said = words(applications_card(rows, r.MEMBER))
    assert said.index("Waits for you: your decision.") < said.index("Not successful")
    assert applications_card(rows, SIP) == closed_card()
    many = words(applications_card(rows * 8, r.ADVISOR))
    assert "6 more are not shown." in many


def test_the_form_in_word_is_offered_where_it_can_be_fetched() -> None:
    url = "https://sip.trust.example/forms/sip-application.docx"
    assert links(form_link_card(url)) == {"Open the form": url}
    assert links(form_link_card("")) == {}


def test_every_card_and_form_says_why_it_is_seen_or_nothing() -> None:
    shown = list(recruitment_cards("Łucja’s words. " * 60))
    assert len({name for name, _, _ in shown}) > 200
    for name, card, viewer in shown:
        assert card == closed_card() or "You see this because" in words(card), name
        assert card == closed_card() or viewer != SIP or "application form" in name, name
