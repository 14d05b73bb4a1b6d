"""What the message extension finds: the card for everybody's eyes says no more than it may."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cards.cases.raising import OPENED, begin_card, dialog_card
from cards.kit.dialog_replies import dialog_message_reply, dialog_reply
from cards.kit.extension_replies import PREVIEW_TYPE, results_reply, search_message_reply
from cards.search.found import faq_found, report_found, report_line, school_found, school_line, visit_found, visit_line
from handbook.core.people import Role
from handbook.core.school_years import Term
from handbook.reports.report import Status
from handbook.visits.purposes import Menu, Purpose, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import Visit, VisitStatus
from tests.cards.made_cards import lint, needs_contract
from tests.cards.test_card_schemas import SCHEMAS, schema
from tests.support import builders as a
from tests.support import visit_builders as v
from tests.support.card_reading import links, parts, words
from tests.support.questions import an_entry

CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
SCHOOL = a.a_school()
APPROVED = (Status.APPROVED, Status.FILED, Status.SHARED)
PURPOSES = (
    TermlyVisit(Term.SPRING),
    SchoolLedVisit(Menu.PERFORMANCE_MANAGEMENT),
    v.APPRAISAL,
)


def a_visit(status: VisitStatus, purpose: Purpose = v.SPRING) -> Visit:
    return v.a_visit_dossier(status, purpose).visit


def every_neutral_card() -> list[dict[str, Any]]:
    reports = [report_found(a.a_dossier(status).report, SCHOOL, CHAT) for status in APPROVED]
    visits = [
        visit_found(a_visit(status, purpose=purpose), SCHOOL, CHAT) for status in VisitStatus for purpose in PURPOSES
    ]
    return [school_found(SCHOOL, CHAT), faq_found(an_entry(), CHAT), *reports, *visits]


@needs_contract
def test_teams_knows_and_shows_each_card() -> None:
    every = [*every_neutral_card(), dialog_card("f:1"), *(begin_card(a.a_person(role)) for role in Role)]
    for card in {json.dumps(card): card for card in every}.values():
        for name in SCHEMAS:
            assert [error.message for error in schema(name).iter_errors(card)] == [], name
        assert lint().lint(card) == []


def test_a_card_for_others_can_stand_for_a_link_and_asks_nothing_of_us() -> None:
    for card in every_neutral_card():
        assert card["version"] == "1.3"  # the newest with which Teams shows links
        kinds = {str(part.get("type")) for part in parts(card)}
        assert not kinds & {"Action.Execute", "Action.Submit", "Table"}
        assert "refresh" not in card
        assert links(card) == {"Open my chat with SIP Desk": CHAT}
        assert card["body"][0]["style"] == "heading"
        assert card["fallbackText"]


def test_the_card_of_an_approved_report_is_the_same_whatever_came_after() -> None:
    """Whether a school shares its reports outside the trust is for its own people (W5)."""
    one, *others = (report_found(a.a_dossier(status, view="We agree.").report, SCHOOL, CHAT) for status in APPROVED)
    assert others == [one, one]
    said = words(one)
    for word in ("Autumn 2026/27 SIP report", SCHOOL.full_name, "Approved"):
        assert word in said
    for word in ("We agree.", "trust.example", *(a.a_person(role).name for role in Role)):
        assert word not in json.dumps(one, ensure_ascii=False)


def test_the_card_of_a_visit_names_neither_its_day_nor_a_purpose_that_is_private() -> None:
    termly, *others = (visit_found(a_visit(VisitStatus.BOOKED, one), SCHOOL, CHAT) for one in PURPOSES)
    assert "Spring visit: St Hilda’s" in words(termly)
    assert others[0] == others[1]
    said = json.dumps([termly, *others], ensure_ascii=False)
    for word in ("appraisal", "Performance", "March", "09:00", *(a.a_person(role).name for role in Role)):
        assert word not in said
    assert "Booked" in words(others[0])


def test_lines_for_the_asker_say_more() -> None:
    assert school_line(SCHOOL) == "URN 900001 · Fellshire"
    reports = {status: a.a_dossier(status).report for status in APPROVED}
    assert [report_line(report).rpartition(" · ")[2] for report in reports.values()] == [
        "being filed",
        "filed",
        "filed and shared",
    ]
    assert report_line(reports[Status.FILED]).startswith("Approved on Tuesday 24 November 2026")
    assert report_line(replace(reports[Status.FILED], decision=None)) == "Approved · filed"
    assert visit_line(a_visit(VisitStatus.BOOKED)) == "Booked · Tuesday 9 March 2027, morning, 09:00 to 12:00"
    assert visit_line(a_visit(VisitStatus.SOUGHT)) == "Being arranged · 2026/27"


@pytest.mark.parametrize("url", ["", "http://teams.example/"])
def test_without_a_way_to_the_chat_the_button_is_left_out(url: str) -> None:
    assert links(school_found(SCHOOL, url)) == {}


def test_results_are_spelt_as_teams_reads_them() -> None:
    card = school_found(SCHOOL, CHAT)
    [attachment] = results_reply([("<b>St\nHilda’s</b>", "x" * 500, card)])["composeExtension"]["attachments"]
    assert attachment["content"] == card
    assert attachment["preview"] == {
        "contentType": PREVIEW_TYPE,
        "content": {"title": "‹b›St Hilda’s‹/b›", "text": "x" * 120 + " …"},
    }
    assert results_reply(()) == {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": []}}
    assert search_message_reply("Nothing.") == {"composeExtension": {"type": "message", "text": "Nothing."}}


def test_a_dialog_is_spelt_as_teams_reads_it() -> None:
    card = dialog_card("f:1")
    value = dialog_reply("Raise a concern", card)["task"]["value"]
    assert (value["title"], value["card"]["content"]) == ("Raise a concern", card)
    assert dialog_message_reply("Done.") == {"task": {"type": "message", "value": "Done."}}
    [button] = card["body"][-1]["actions"]
    assert (button["type"], button["data"]) == ("Action.Submit", {OPENED: "f:1"})  # in dialogs nothing else is known


def test_the_private_card_says_first_what_cannot_wait() -> None:
    said = words(begin_card(a.a_person(Role.HEADTEACHER)))
    assert "call 999" in said.partition("Who to speak to")[0]
    assert "You see this because the service knows you as headteacher" in said
