"""The pack goes to the chair from the headteacher alone, as it was made, and to one chair."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.by_phone import Said
from handbook.reports.dossier import Dossier
from handbook.reports.governors.chair import SendToChair, may_read_pack, may_send_to_chair, sent_to_chair
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.phone_calls import call, deny_call

HEAD, CHAIR, SIP = (a.a_person(role) for role in (Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.SIP))
MADE = a.make_pack(a.ask_for_pack(a.a_dossier(Status.FILED)))
SEND = SendToChair(MADE.report.id, 1, CHAIR.id)


@pytest.mark.parametrize("person", [a.a_person(role) for role in Role], ids=lambda one: one.role.value)
@pytest.mark.parametrize(
    "dossier",
    [*(a.a_dossier(status) for status in Status), a.ask_for_pack(a.a_dossier(Status.FILED)), MADE],
    ids=[*(status.value for status in Status), "asked", "made"],
)
def test_the_headteacher_sends_a_pack_that_is_there(dossier: Dossier, person: Person) -> None:
    assert may_send_to_chair(dossier, person) is (person == HEAD and dossier is MADE)


def test_it_is_read_by_that_chair_alone_and_counts_as_shared_with_governors() -> None:
    report = sent_to_chair(MADE, SEND, CHAIR, HEAD, a.MONDAY)
    other = replace(CHAIR, id="another")
    assert [may_read_pack(report, one) for one in (CHAIR, other, SIP, HEAD)] == [True, False, False, False]
    assert not may_read_pack(MADE.report, CHAIR)
    assert report.governors_told_at == a.MONDAY
    told = a.tell_governors(MADE)
    kept = sent_to_chair(told, SEND, CHAIR, HEAD, a.MONDAY)
    assert kept.governors_told_at == told.report.governors_told_at


def test_another_chair_takes_the_place_of_the_first() -> None:
    first = replace(MADE, report=sent_to_chair(MADE, SEND, CHAIR, HEAD, a.MONDAY))
    other = replace(CHAIR, id="another")
    report = sent_to_chair(first, replace(SEND, chair_id="another"), other, HEAD, a.MONDAY)
    assert [may_read_pack(report, one) for one in (CHAIR, other)] == [False, True]


@pytest.mark.parametrize(
    ("command", "chair", "said"),
    [
        (replace(SEND, version=2), CHAIR, "newer version"),
        (SEND, None, "choose your Chair"),
        (SEND, SIP, "choose your Chair"),
    ],
)
def test_what_cannot_be_is_said(command: SendToChair, chair: Person | None, said: str) -> None:
    with pytest.raises(Refused, match=said):
        sent_to_chair(MADE, command, chair, HEAD, a.MONDAY)


def test_the_same_pack_is_not_sent_twice_and_no_other_person_sends_it() -> None:
    first = replace(MADE, report=sent_to_chair(MADE, SEND, CHAIR, HEAD, a.MONDAY))
    with pytest.raises(Refused, match="has this pack already"):
        sent_to_chair(first, SEND, CHAIR, HEAD, a.MONDAY)
    with pytest.raises(Refused, match="Only the headteacher"):
        sent_to_chair(MADE, SEND, CHAIR, SIP, a.MONDAY)
    with pytest.raises(Refused, match="make the pack"):
        sent_to_chair(a.a_dossier(Status.FILED), SEND, CHAIR, HEAD, a.MONDAY)


def test_it_is_closed_to_the_chair_when_the_report_waits_again() -> None:
    called = a.make_pack(a.ask_for_pack(a.file(call(a.a_dossier(Status.SENT), Said.APPROVES))))
    sent = replace(called, report=sent_to_chair(called, SEND, CHAIR, HEAD, a.MONDAY))
    assert not may_read_pack(deny_call(sent).report, CHAIR)
