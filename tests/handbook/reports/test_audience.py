"""W1, W2, W4, W5: every reader of a card is told who has seen the report, and who will see it next."""

from dataclasses import replace

import pytest

from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.approval import audience
from handbook.reports.report import Status
from tests.support import builders as a

SIP = "Samir Pell (School Improvement Partner)"
HEAD = "Hanna Tilling (headteacher)"
ADVISOR = "Thea Marlowe (Trust Advisor)"
DIOCESE = "Dorothy Osgood (Diocesan Schools Officer)"
AUTHORITY = "Lena Askwith (Fellshire local authority)"
OUTSIDE = f"{DIOCESE} and {AUTHORITY}"
UNSIGNED = f"{OUTSIDE}, only if the school signs a sharing agreement"
SIGNED = f"{OUTSIDE}, when the Trust Advisor shares it"
S = Status


@pytest.mark.parametrize(
    ("status", "agreement", "seen", "ahead"),
    [
        (S.DRAFTED, AgreementStatus.SIGNED, (SIP,), (f"{HEAD}, when the SIP sends it",)),
        (S.SENT, AgreementStatus.SIGNED, (SIP, HEAD), (f"{ADVISOR}, only after the headteacher approves",)),
        (S.CHANGE_ASKED, AgreementStatus.SIGNED, (SIP, HEAD), (f"{ADVISOR}, only after the headteacher approves",)),
        (S.APPROVED, AgreementStatus.NOT_ASKED, (SIP, HEAD), (ADVISOR, UNSIGNED)),
        (S.APPROVED, AgreementStatus.SIGNED, (SIP, HEAD), (ADVISOR, SIGNED)),
        (S.FILED, AgreementStatus.WITHDRAWN, (SIP, HEAD, ADVISOR), (UNSIGNED,)),
        (S.FILED, AgreementStatus.SIGNED, (SIP, HEAD, ADVISOR), (SIGNED,)),
        (S.SHARED, AgreementStatus.SIGNED, (SIP, HEAD, ADVISOR, DIOCESE, AUTHORITY), ()),
    ],
)
def test_who_has_seen_it_and_who_will(
    status: Status, agreement: AgreementStatus, seen: tuple[str, ...], ahead: tuple[str, ...]
) -> None:
    assert audience(a.a_dossier(status, agreement=agreement)) == (seen, ahead)


def test_a_diocesan_officer_whom_the_list_does_not_name_is_named_by_office() -> None:
    dossier = replace(a.a_dossier(S.FILED, agreement=AgreementStatus.SIGNED), dso=None)
    ahead = f"the Diocesan Schools Officer and {AUTHORITY}, when the Trust Advisor shares it"
    assert audience(dossier) == ((SIP, HEAD, ADVISOR), (ahead,))


def test_somebody_to_whom_it_is_not_open_yet_has_not_seen_it() -> None:
    dossier = a.a_dossier(S.SHARED)
    dossier = replace(dossier, report=replace(dossier.report, let_in=dossier.report.let_in[:1]))
    assert audience(dossier) == ((SIP, HEAD, ADVISOR, DIOCESE), (f"{AUTHORITY}, once it is open to them",))
