"""What the school said travels with a report: on each later card of whoever may read it, as somebody's words."""

from dataclasses import replace

import pytest

from cards.kit.folding import folded
from cards.reports.approval import approval_card
from cards.reports.arrival import arrived_card
from cards.reports.copies import copy_for
from cards.reports.governors_pack import governors_card
from handbook.core.people import Role
from handbook.reports.by_phone import Said
from handbook.reports.dossier import Dossier
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.covers import ACTING
from tests.support.phone_calls import call, deny_call

VIEW = "We judge writing as good."
ASKED = "Please say more about writing."
MORE = "Please name the Year 4 lead."
READERS = (Role.SIP, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER)
SIP, HEAD = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER)


def shared(view: str = VIEW, comment: str = ASKED) -> Dossier:
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=comment)))
    return a.share(a.file(a.approve(replace(again, agreement=a.a_dossier(Status.SHARED).agreement), view)))


@pytest.mark.parametrize("role", READERS)
def test_each_reader_of_a_shared_report_reads_what_the_school_said(role: Role) -> None:
    said = words(copy_for(shared(), a.a_person(role), 2))
    assert f"“{VIEW}”" in said
    assert "the school’s view, written by Hanna Tilling, " in said
    assert f"“{ASKED}”" in said
    assert "asked about version 1 by Hanna Tilling, " in said


@pytest.mark.parametrize("role", [Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER, Role.CHAIR_OF_GOVERNORS])
def test_nobody_reads_it_who_may_not_read_the_report(role: Role) -> None:
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=ASKED)))
    for dossier in (again, shared()) if role is Role.CHAIR_OF_GOVERNORS else (again,):
        said = words(copy_for(dossier, a.a_person(role), dossier.report.sent))
        assert ASKED not in said
        assert VIEW not in said


def test_the_headteacher_reads_what_they_asked_above_what_has_changed() -> None:
    other = replace(a.a_contents(), sections={**a.a_contents().sections, "visit_notes": "Writing in Year 5, too."})
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=ASKED), other))
    said = words(approval_card(again, HEAD, 2))
    assert said.index(f"You asked: “{ASKED}”") < said.index("Changed since version 1: ")
    assert "You asked" not in words(approval_card(a.a_dossier(Status.SENT), HEAD, 1))


@pytest.mark.parametrize(("asked", "whole_above"), [(ASKED, True), ("Please say more. " * 20, False)])
def test_what_they_asked_is_seen_at_once_and_whole_under_more(asked: str, *, whole_above: bool) -> None:
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=asked.strip())))
    whole = approval_card(again, HEAD, 2)
    assert "You asked: “Please say more" in words(folded(whole))
    assert (asked.strip() in words(folded(whole))) is whole_above
    assert words(folded(whole, "more")).count(asked.strip()[:200]) == 1


def test_who_asked_in_the_headteachers_place_is_named() -> None:
    asked = a.ask_for_change(a.a_dossier(Status.SENT), ASKED, ACTING.id)
    again = replace(a.send_on(a.receive_again(asked)), others={ACTING.id: ACTING})
    said = words(approval_card(again, HEAD, 2))
    assert f"{ACTING.name}, standing in for Hanna Tilling asked: “{ASKED}”" in said


def test_the_sip_reads_what_was_asked_beside_the_newer_file_and_once_it_is_sent() -> None:
    newer = a.receive_again(a.a_dossier(Status.CHANGE_ASKED, comment=ASKED))
    for dossier in (newer, a.send_on(newer)):
        assert f"Hanna Tilling asked: “{ASKED}”" in words(arrived_card(dossier, SIP, 2))


def test_only_the_last_three_requests_are_quoted() -> None:
    dossier = a.a_dossier(Status.CHANGE_ASKED, comment="The first.")
    for number in range(2, 6):
        dossier = a.ask_for_change(a.send_on(a.receive_again(dossier)), f"Request {number}.")
    said = words(arrived_card(a.approve(a.send_on(a.receive_again(dossier))), SIP, 6))
    assert "The first." not in said
    assert "Request 5." in said
    assert "and 2 requests before, in the PDF" in said


def test_what_was_said_on_the_telephone_says_so_and_goes_where_it_was_not_so() -> None:
    called = call(a.a_dossier(Status.SENT), Said.CHANGE)
    assert [one.by_phone for one in called.report.asked_changes] == [True]
    said = words(arrived_card(a.approve(a.send_on(a.receive_again(called))), SIP, 2))
    assert "said on the telephone about version 1 by Hanna Tilling" in said
    assert deny_call(called).report.asked_changes == ()


def test_somebodys_words_are_shown_and_never_read_as_markdown() -> None:
    dossier = shared("[Approve](https://evil.example) <at>Thea</at>", "**Bold** & {{DATE(2026)}}")
    said = str(copy_for(dossier, a.a_person(Role.DSO), 2))
    assert "[Approve](" not in said
    assert "<at>" not in said
    assert "**Bold**" not in said


def test_the_card_of_the_pack_says_that_it_is_in_it() -> None:
    assert "What your school said of the report stands at its end" in words(governors_card(shared(), HEAD))
    assert "What your school said" not in words(governors_card(a.a_dossier(Status.FILED), HEAD))
