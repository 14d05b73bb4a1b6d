"""W1, G1: who may do what to a report in each status, and what becomes of it. The table below says it once more, in
the handbook's words, beside `MOVES`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports import approval as rules
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.approval import WORDS_AT_MOST, ApproveReport, AskForChange, SendReport, TellGovernors
from handbook.reports.dossier import Dossier
from handbook.reports.moves import MOVES, TURN, Move
from handbook.reports.report import Report, Status
from tests.support import builders as a

S = Status
ID = "report-900001-2026-autumn"
SIP, HEAD = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER)
OTHER_SIP = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1")
OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2")
EVERYBODY = (*(a.a_person(role) for role in Role), OTHER_SIP, OTHER_HEAD)

BEFORE_APPROVAL = {S.DRAFTED, S.SENT, S.CHANGE_ASKED}
ALLOWED = {
    Move.RECEIVE: (SIP, BEFORE_APPROVAL),
    Move.SET_ASIDE: (SIP, BEFORE_APPROVAL),
    Move.SEND: (SIP, BEFORE_APPROVAL),
    Move.APPROVE: (HEAD, {S.SENT}),
    Move.ASK_FOR_CHANGE: (HEAD, {S.SENT}),
    Move.TELL_GOVERNORS: (HEAD, {S.FILED, S.SHARED}),
}
BECOMES = {
    Move.SEND: S.SENT,
    Move.APPROVE: S.APPROVED,
    Move.ASK_FOR_CHANGE: S.CHANGE_ASKED,
}


def standing(status: Status) -> Dossier:
    """A report that stands so, with a newer file of the SIP's beside what was sent, where there can be one."""
    if status in (S.DRAFTED, S.SENT, S.CHANGE_ASKED):
        return a.receive_again(a.a_dossier(status))
    decided = a.approve(a.receive_again(a.a_dossier(S.SENT)))
    if status is S.APPROVED:
        return decided
    filed = a.file(decided)
    agreed = replace(filed, agreement=a.an_agreement(AgreementStatus.SIGNED))
    return filed if status is S.FILED else a.share(agreed)


def make(move: Move, dossier: Dossier, person: Person) -> Report:
    """The report after somebody made this move with the button that they would have."""
    report = dossier.report
    moves: dict[Move, Callable[[], Report]] = {
        Move.RECEIVE: lambda: received(dossier, person),
        Move.SET_ASIDE: lambda: kept(report, rules.check_may_set_aside(dossier, person, report.latest)),
        Move.SEND: lambda: rules.sent(dossier, SendReport(ID, report.latest), person, a.MONDAY),
        Move.APPROVE: lambda: rules.approved(dossier, ApproveReport(ID, report.sent), person, a.MONDAY, "teams"),
        Move.ASK_FOR_CHANGE: lambda: rules.change_asked(
            dossier, AskForChange(ID, report.sent, "Say more."), person, a.MONDAY
        ),
        Move.TELL_GOVERNORS: lambda: rules.governors_told(dossier, TellGovernors(ID, report.sent), person, a.MONDAY),
    }
    return moves[move]()


def received(dossier: Dossier, person: Person) -> Report:
    rules.check_may_receive(dossier.report, person)
    return rules.received(dossier.report, a.a_version(dossier.report.latest + 1))


def kept(report: Report, _: None) -> Report:
    return report


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", ALLOWED)
def test_who_may_do_what_and_when(move: Move, status: Status) -> None:
    who, when = ALLOWED[move]
    for person in EVERYBODY:
        dossier = standing(status)
        if person == who and status in when:
            after = make(move, dossier, person)
            assert after.status is BECOMES.get(move, status) is MOVES[status, move]
        else:
            with pytest.raises(Refused) as caught:
                make(move, dossier, person)
            assert caught.value.code == (
                "not_yours" if person != who else "not_now" if move is Move.RECEIVE else "stale"
            )
            assert caught.value.rule in {"W1", "G1"}


def test_whose_turn_it_is_can_do_something() -> None:
    """Every status is somebody's turn, and nobody's only at the end."""
    assert set(TURN) == set(Status)
    assert {status for status in Status if TURN[status] == "nobody"} == {S.SHARED}
    assert {status for status, _ in MOVES} == set(Status)


@pytest.mark.parametrize("status", Status)
def test_a_button_is_drawn_for_whom_the_click_is_accepted(status: Status) -> None:
    for person in EVERYBODY:
        for dossier in (a.a_dossier(status), standing(status), a.set_aside(standing(status))):
            offered = {
                Move.SEND: rules.may_send(dossier, person),
                Move.APPROVE: rules.may_decide(dossier, person),
                Move.ASK_FOR_CHANGE: rules.may_decide(dossier, person),
                Move.TELL_GOVERNORS: rules.may_tell_governors(dossier, person),
            }
            assert offered == {move: accepted(move, dossier, person) for move in offered}


def accepted(move: Move, dossier: Dossier, person: Person) -> bool:
    try:
        make(move, dossier, person)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("version", [0, 1, 3, 99])
def test_nothing_is_approved_but_the_very_version_that_was_sent(status: Status, version: int) -> None:
    """Sent is version 2, and 3 lies here unsent."""
    dossier = a.receive_again(a.send_on(a.receive_again(a.a_dossier(S.SENT))))
    dossier = replace(dossier, report=replace(dossier.report, status=status))
    with pytest.raises(Refused) as caught:
        rules.approved(dossier, ApproveReport(ID, version), HEAD, a.MONDAY, "teams")
    assert caught.value.code == "stale"
    if status is S.SENT:
        assert "There is a newer version" in caught.value.reason
        assert rules.approved(dossier, ApproveReport(ID, 2), HEAD, a.MONDAY, "teams").decision


@pytest.mark.parametrize("version", [1, 3])
def test_only_the_newest_file_is_sent(version: int) -> None:
    dossier = a.receive_again(a.a_dossier(S.DRAFTED))
    with pytest.raises(Refused, match="You have sent me a newer file since"):
        rules.sent(dossier, SendReport(ID, version), SIP, a.MONDAY)


def test_a_version_is_not_sent_twice() -> None:
    dossier = a.a_dossier(S.SENT)
    with pytest.raises(Refused, match="newer file"):
        rules.sent(dossier, SendReport(ID, 1), SIP, a.MONDAY)


def test_what_was_set_aside_is_not_sent() -> None:
    dossier = a.set_aside(a.a_dossier(S.DRAFTED))
    for move in (Move.SEND, Move.SET_ASIDE):
        with pytest.raises(Refused, match="You said that you would change this report"):
            make(move, dossier, SIP)


def test_sending_begins_anew() -> None:
    """Comment, reminders and trouble were about what was sent before."""
    dossier = a.receive_again(a.a_dossier(S.CHANGE_ASKED, trouble="It does not answer."))
    dossier = replace(dossier, report=replace(dossier.report, reminders=2, waits_told_at=a.MONDAY))
    after = rules.sent(dossier, SendReport(ID, 2), SIP, a.MONDAY)
    assert (after.sent, after.sent_before, after.sent_at) == (2, 1, a.MONDAY)
    assert (after.asked_change, after.reminders, after.waits_told_at, after.trouble) == ("", 0, None, "")


@pytest.mark.parametrize(
    ("with_view", "written", "kept_view"),
    [
        (False, "", ""),
        (False, "left in the box", ""),
        (True, "  We agree. ", "We agree."),
        (True, "x" * 2000, "x" * 2000),
    ],
)
def test_the_decision_says_who_when_how_and_with_what_view(with_view: bool, written: str, kept_view: str) -> None:
    command = ApproveReport(ID, 1, with_view, written)
    decision = rules.approved(a.a_dossier(S.SENT), command, HEAD, a.MONDAY, "teams").decision
    assert decision is not None
    assert (decision.by_id, decision.at, decision.route, decision.view) == (HEAD.id, a.MONDAY, "teams", kept_view)


@pytest.mark.parametrize("written", ["", " \n\t "])
def test_a_view_or_a_comment_must_say_something(written: str) -> None:
    dossier = a.a_dossier(S.SENT)
    with pytest.raises(Refused, match="Please write the school’s view") as caught:
        rules.approved(dossier, ApproveReport(ID, 1, True, written), HEAD, a.MONDAY, "teams")
    assert caught.value.code == "missing"
    with pytest.raises(Refused, match="Please write what should change"):
        rules.change_asked(dossier, AskForChange(ID, 1, written), HEAD, a.MONDAY)


def test_neither_may_be_endless() -> None:
    dossier, long = a.a_dossier(S.SENT), "x" * (WORDS_AT_MOST + 1)
    with pytest.raises(Refused, match="keep the view below 2,000 characters"):
        rules.approved(dossier, ApproveReport(ID, 1, True, long), HEAD, a.MONDAY, "teams")
    with pytest.raises(Refused, match="keep the comment below 2,000 characters"):
        rules.change_asked(dossier, AskForChange(ID, 1, long), HEAD, a.MONDAY)


def test_a_comment_is_kept_as_it_was_written() -> None:
    after = rules.change_asked(a.a_dossier(S.SENT), AskForChange(ID, 1, " Attendance?\nSay more. "), HEAD, a.MONDAY)
    assert after.asked_change == "Attendance?\nSay more."


def test_governors_are_ticked_once_and_for_the_approved_version() -> None:
    with pytest.raises(Refused, match="not the version that was approved"):
        rules.governors_told(a.a_dossier(S.FILED), TellGovernors(ID, 2), HEAD, a.MONDAY)
    told = a.tell_governors(a.a_dossier(S.FILED))
    assert told.report.governors_told_at
    with pytest.raises(Refused, match="ticked already"):
        rules.governors_told(told, TellGovernors(ID, 1), HEAD, a.MONDAY)
