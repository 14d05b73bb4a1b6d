"""W5: sharing ends when the school says so; each who could read it is accounted for."""

from dataclasses import replace

from handbook.core.people import Role
from handbook.reports.agreements.unsharing import closed_for, opened_too_late, sharing_ended
from handbook.reports.filing import shared_columns
from handbook.reports.readers import is_shared_with
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport, opened_to, shared
from tests.support import builders as a

DOSSIER = a.a_dossier(Status.SHARED)
REPORT = DOSSIER.report
DSO, OFFICER = REPORT.shared_with


def test_nobody_outside_may_read_it_from_the_decision_on() -> None:
    ended = sharing_ended(REPORT, a.MONDAY)
    assert (ended.status, ended.shared_with, ended.shared_at) == (Status.FILED, (), None)
    assert ended.closing == (DSO, OFFICER)
    assert not any(is_shared_with(ended, one) for one in (DSO, OFFICER))


def test_what_stands_beside_the_file_says_who_can_still_open_it() -> None:
    ended = sharing_ended(REPORT, a.MONDAY)
    assert shared_columns(ended) == {"Status": "Shared", "SharedWith": f"{DSO.name}; {OFFICER.name}"}
    half = closed_for(ended, (DSO.id,))
    assert (half.closing, half.closed_to) == ((OFFICER,), (DSO,))
    assert shared_columns(half) == {"Status": "Shared", "SharedWith": OFFICER.name}
    done = closed_for(half, (OFFICER.id,))
    assert shared_columns(done) == {"Status": "Approved", "SharedWith": ""}
    assert closed_for(done, (OFFICER.id,)) == done


def test_those_to_whom_it_is_closed_stand_in_one_order_whoever_was_first() -> None:
    ended = sharing_ended(REPORT, a.MONDAY)
    assert closed_for(closed_for(ended, (OFFICER.id,)), (DSO.id,)).closed_to == (DSO, OFFICER)


def test_what_is_shared_again_is_no_longer_to_be_closed() -> None:
    ended = closed_for(sharing_ended(REPORT, a.MONDAY), (DSO.id,))
    advisor = a.a_person(Role.TRUST_ADVISOR)
    again = shared(replace(DOSSIER, report=ended), ShareReport(REPORT.id, REPORT.sent), advisor, a.MONDAY)
    assert (again.closing, again.closed_to, again.let_in) == ((), (), ())
    assert again.shared_with == (DSO, OFFICER)
    twice = sharing_ended(replace(again, closing=(DSO,)), a.MONDAY)
    assert twice.closing == (DSO, OFFICER), "nobody stands there twice"


def test_who_was_let_in_while_it_ended_is_to_lose_it_too() -> None:
    done = closed_for(sharing_ended(REPORT, a.MONDAY), (DSO.id, OFFICER.id))
    late = opened_too_late(done, (DSO,))
    assert (late.closing, late.closed_to, late.let_in) == ((DSO,), (OFFICER,), (DSO.id,))
    assert not is_shared_with(late, DSO)
    assert opened_too_late(late, (DSO,)) == late


def test_who_still_stands_to_be_closed_is_no_reader_of_what_is_shared_with_others() -> None:
    late = replace(opened_to(REPORT, ()), closing=(DSO,), shared_with=(OFFICER,))
    assert [is_shared_with(late, one) for one in (DSO, OFFICER)] == [False, True]
