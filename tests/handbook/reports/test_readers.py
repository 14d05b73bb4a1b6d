"""W1, W2, W4: who may read a report's contents, status by status."""

import pytest

from handbook.core.people import Role
from handbook.reports.readers import may_read
from handbook.reports.report import Status
from tests.support import builders as a

S = Status
READERS = {
    Role.SIP: set(Status),
    Role.HEADTEACHER: set(Status) - {S.DRAFTED},
    Role.TRUST_ADVISOR: {S.APPROVED, S.FILED, S.SHARED},
    Role.DSO: {S.SHARED},
    Role.LA_OFFICER: {S.SHARED},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", Role)
def test_each_reader_from_their_turn_on(role: Role, status: Status) -> None:
    assert may_read(a.a_dossier(status), a.a_person(role)) is (status in READERS.get(role, set()))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", [Role.SIP, Role.HEADTEACHER, Role.DSO, Role.LA_OFFICER])
def test_somebody_of_another_school_never(role: Role, status: Status) -> None:
    assert not may_read(a.a_dossier(status), a.a_person(role, id="00000000-0000-4000-8000-0000000000f1"))
