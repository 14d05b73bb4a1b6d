"""W1, W2: the Trust Advisor reopens what was approved; nothing of it counts any more, and all of it is kept."""

from dataclasses import replace

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.approval import audience
from handbook.reports.dossier import Dossier
from handbook.reports.readers import may_read
from handbook.reports.reopening import ReopenReport, may_reopen, reopened
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.governors import send_to_chair

ADVISOR, HEAD, SIP = (a.a_person(role) for role in (Role.TRUST_ADVISOR, Role.HEADTEACHER, Role.SIP))


def asked(dossier: Dossier, reason: str = "Wrong figures.", version: int = 1) -> ReopenReport:
    return ReopenReport(dossier.report.id, version, reason)


def test_what_was_approved_and_shared_is_neither_any_more_and_is_kept() -> None:
    before = send_to_chair(a.make_pack(a.ask_for_pack(a.a_dossier(Status.SHARED, view="We agree."))))
    old = before.report
    report = reopened(before, asked(before), ADVISOR, a.MONDAY)
    assert (report.status, report.decision, report.filed, report.chair, report.governors_told_at) == (
        Status.CHANGE_ASKED,
        None,
        None,
        None,
        None,
    )
    assert report.closing == old.shared_with
    assert old.governors_pack is not None
    assert report.replaced == (old.governors_pack.document, old.governors_pack.pdf)
    one = report.reopening
    assert one is not None
    assert (one.by, one.reason, one.version, one.decision, one.filed) == (
        ADVISOR.name,
        "Wrong figures.",
        1,
        old.decision,
        old.filed,
    )
    assert old.filed is not None
    assert report.files_shared == old.filed.items
    now = replace(before, report=report)
    assert not may_read(now, ADVISOR)
    assert f"{ADVISOR.name} (Trust Advisor), the version before" in audience(now)[0]


def test_the_next_version_is_answered_like_any_other_and_then_it_is_reopened_no_more() -> None:
    before = a.a_dossier(Status.FILED)
    now = replace(before, report=reopened(before, asked(before), ADVISOR, a.MONDAY))
    assert now.report.closing == ()
    again = a.approve(a.send_on(a.receive_again(now, a.a_contents())))
    assert (again.report.status, again.report.sent, again.report.reopening) == (Status.APPROVED, 2, None)
    assert len(again.report.reopened) == 1
    assert again.report.files_shared == ()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("person", [ADVISOR, HEAD, SIP])
def test_only_the_trust_advisor_and_only_what_is_filed(status: Status, person: object) -> None:
    dossier = a.a_dossier(status)
    allowed = person is ADVISOR and status in (Status.FILED, Status.SHARED)
    assert may_reopen(dossier, person) is allowed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason", "version", "code"),
    [
        ({"external_sip": "Rhona Pike"}, "Wrong.", 1, "no_reopening"),
        ({}, "Wrong.", 2, "stale"),
        ({}, "  ", 1, "missing"),
        ({}, "x" * 2001, 1, "missing"),
    ],
)
def test_it_is_refused_with_a_sentence(changes: dict[str, str], reason: str, version: int, code: str) -> None:
    dossier = a.a_dossier(Status.FILED)
    dossier = replace(dossier, report=replace(dossier.report, **changes))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        reopened(dossier, asked(dossier, reason, version), ADVISOR, a.MONDAY)
    assert refusal.value.code == code
