"""What was said on the telephone: who records it, of which version and day, and who says that it is not so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.done_by import DoneBy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.approval import WORDS_AT_MOST
from handbook.reports.by_phone import (
    DenyAnswer,
    RecordAnswer,
    Said,
    denied,
    may_deny,
    may_record,
    recorded,
)
from handbook.reports.dossier import Dossier
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.phone_calls import call, deny_call

ADVISOR, HEAD = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.HEADTEACHER)
EVERYBODY = [a.a_person(role) for role in Role]
SENT = a.a_dossier(Status.SENT)
NOW = a.MONDAY + timedelta(days=3)
TODAY = NOW.date()
GOOD = RecordAnswer(SENT.report.id, 1, Said.APPROVES, TODAY, "  It is right.  ")
CHANGE = replace(GOOD, said=Said.CHANGE)


def shared_after_a_call() -> Dossier:
    filed = a.make_pack(a.ask_for_pack(a.file(call(SENT, Said.APPROVES))))
    return a.share(replace(filed, agreement=a.an_agreement(AgreementStatus.SIGNED)))


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.role.value)
@pytest.mark.parametrize("status", Status)
def test_the_trust_advisor_alone_records_and_only_what_waits(status: Status, person: Person) -> None:
    dossier = a.a_dossier(status)
    expected = person == ADVISOR and status is Status.SENT
    assert may_record(dossier, person) is expected
    if not expected:
        with pytest.raises(Refused):
            recorded(dossier, GOOD, person, NOW)


def test_an_approval_is_the_headteachers_and_says_how_it_came() -> None:
    report = recorded(SENT, GOOD, ADVISOR, NOW)
    assert report.status is Status.APPROVED
    assert report.decision is not None
    assert (report.decision.by_id, report.decision.route, report.decision.view) == (HEAD.id, "phone", "")
    assert report.phone is not None
    assert (report.phone.on, report.phone.by, report.phone.words) == (TODAY, ADVISOR.name, "It is right.")


def test_a_change_goes_back_to_the_sip() -> None:
    report = recorded(SENT, CHANGE, ADVISOR, NOW)
    assert (report.status, report.asked_change) == (Status.CHANGE_ASKED, "It is right.")
    assert report.change_asked_by is not None
    assert report.change_asked_by.holder_id == HEAD.id
    assert report.decision is None


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (replace(GOOD, version=2), "moved on"),
        (replace(GOOD, said=None), "choose what"),
        (replace(GOOD, words="   "), "write what"),
        (replace(GOOD, words="x" * (WORDS_AT_MOST + 1)), "below 2,000"),
        (replace(GOOD, on=None), "which day"),
        (replace(GOOD, on=TODAY + timedelta(days=1)), "still to come"),
        (replace(GOOD, on=date(2026, 11, 22)), "before the report was sent"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(command: RecordAnswer, said: str) -> None:
    with pytest.raises(Refused, match=said):
        recorded(SENT, command, ADVISOR, NOW)


def test_who_wrote_it_answers_it_not_on_the_telephone_either() -> None:
    own = replace(SENT, report=replace(SENT.report, sent_by=DoneBy(HEAD.id, "", NOW)))
    assert not may_record(own, ADVISOR)


def test_a_report_from_before_days_were_kept_takes_any_day_that_has_come() -> None:
    old = replace(SENT, report=replace(SENT.report, sent_at=None))
    assert recorded(old, replace(GOOD, on=date(2026, 9, 1)), ADVISOR, NOW).phone


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.role.value)
def test_only_the_headteacher_says_that_it_is_not_so(person: Person) -> None:
    for called in (call(SENT, Said.APPROVES), call(SENT, Said.CHANGE), shared_after_a_call()):
        assert may_deny(called, person) is (person == HEAD)


@pytest.mark.parametrize("status", Status)
def test_what_the_headteacher_decided_is_not_denied(status: Status) -> None:
    assert not may_deny(a.a_dossier(status), HEAD)


def test_another_version_is_not_denied() -> None:
    with pytest.raises(Refused, match="Nothing that was recorded"):
        denied(call(SENT, Said.APPROVES), DenyAnswer(SENT.report.id, 2), HEAD, NOW)


def test_then_it_waits_again_and_what_followed_is_taken_back() -> None:
    before = shared_after_a_call()
    report = deny_call(before).report
    assert (report.status, report.decision, report.phone, report.filed) == (Status.SENT, None, None, None)
    assert (report.shared_with, report.let_in, report.shared_at, report.governors_pack) == ((), (), None, None)
    assert before.report.filed is not None
    assert set(before.report.filed.items) < set(report.replaced)
    assert report.phone_denied_at is not None


def test_a_change_that_was_not_asked_for_is_none() -> None:
    report = deny_call(call(SENT, Said.CHANGE)).report
    assert (report.status, report.asked_change, report.change_asked_by, report.replaced) == (Status.SENT, "", None, ())


def test_a_new_version_begins_anew() -> None:
    again = a.send_on(a.receive_again(deny_call(call(SENT, Said.CHANGE)), a.a_contents()))
    assert (again.report.phone, again.report.phone_denied_at) == (None, None)
