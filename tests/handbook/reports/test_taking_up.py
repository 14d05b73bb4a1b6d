"""W1, W2: who may have tried again what was given up about a report, status by status, and what of it still matters."""

from dataclasses import replace
from itertools import product

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.dossier import Dossier, GivenUpStep
from handbook.reports.report import Status
from handbook.reports.taking_up import check_may_take_up_again, given_up, may_take_up_again
from tests.support import builders as a

S = Status
MAY = {
    Role.SIP: {S.DRAFTED, S.SENT, S.CHANGE_ASKED, S.APPROVED},
    Role.HEADTEACHER: {S.SENT, S.CHANGE_ASKED, S.APPROVED},
    Role.TRUST_ADVISOR: {S.FILED, S.SHARED},
}
MATTERS = {
    "place_draft": {S.SENT},
    "open_draft": {S.SENT},
    "file_report": {S.APPROVED},
    "open_filed": {S.FILED, S.SHARED},
    "share_report": {S.SHARED},
    "redraw_card": set[Status](),
    "close_draft": set(Status),
    "tell_card": set(Status),
    "fan_out": set(Status),
}


def with_step(status: Status, name: str = "fan_out", version: int = 0) -> Dossier:
    return replace(a.a_dossier(status), given_up=(GivenUpStep(name, version, "It could not be done."),))


@pytest.mark.parametrize("role", Role)
def test_before_filing_sip_and_headteacher_and_after_it_the_trust_advisor(role: Role) -> None:
    for status in Status:
        dossier, person = with_step(status), a.a_person(role)
        allowed = status in MAY.get(role, set())
        assert may_take_up_again(dossier, person) is allowed
        if not allowed:
            with pytest.raises(Refused) as caught:
                check_may_take_up_again(dossier, person)
            assert caught.value.code == "not_yours"


@pytest.mark.parametrize("role", [Role.SIP, Role.HEADTEACHER])
def test_those_of_another_school_never(role: Role) -> None:
    other = a.a_person(role, id="00000000-0000-4000-8000-0000000000f1")
    assert not any(may_take_up_again(with_step(status), other) for status in Status)


@pytest.mark.parametrize(("role", "status"), [(role, status) for role in MAY for status in sorted(MAY[role])])
def test_where_nothing_was_given_up_one_sentence_says_so(role: Role, status: Status) -> None:
    with pytest.raises(Refused, match="Nothing about this report is waiting to be tried again") as caught:
        check_may_take_up_again(a.a_dossier(status), a.a_person(role))
    assert caught.value.code == "stale"


def test_a_step_matters_while_somebody_waits_for_it() -> None:
    for name, status in product(MATTERS, Status):
        assert bool(given_up(with_step(status, name))) is (status in MATTERS[name]), (name, status)


def test_a_step_with_the_file_of_an_earlier_version_does_not_matter_any_more() -> None:
    second = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED)))
    for name, version in product(("place_draft", "close_draft"), (1, 2)):
        dossier = replace(second, given_up=(GivenUpStep(name, version, "It could not be done."),))
        assert bool(given_up(dossier)) is (name == "close_draft" or version == 2)
