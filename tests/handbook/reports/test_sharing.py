"""W4, W5: the Trust Advisor shares a filed report of a school that has signed, and nobody shares another."""

from dataclasses import replace
from itertools import product

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport, may_offer_sharing, readers_outside, shared
from handbook.reports.sharing_agreement import AgreementStatus
from tests.support import builders as a

ADVISOR = a.a_person(Role.TRUST_ADVISOR)
COMMAND = ShareReport("report-900001-2026-autumn", 1)


@pytest.mark.parametrize("role", Role)
def test_only_filed_reports_of_schools_that_signed_are_shared_and_only_by_the_advisor(role: Role) -> None:
    for status, agreement in product(Status, AgreementStatus):
        dossier, person = a.a_dossier(status, agreement=agreement), a.a_person(role)
        fits = (role is Role.TRUST_ADVISOR, status is Status.FILED, agreement is AgreementStatus.SIGNED)
        assert may_offer_sharing(dossier, person) is (fits[0] and fits[1])
        if all(fits):
            after = shared(dossier, COMMAND, person, a.MONDAY)
            assert (after.status, after.shared_at) == (Status.SHARED, a.MONDAY)
        else:
            with pytest.raises(Refused) as caught:
                shared(dossier, COMMAND, person, a.MONDAY)
            assert caught.value.code == ("not_yours", "stale", "no_agreement")[fits.index(False)]


def test_without_an_agreement_the_reason_names_the_school_and_the_rule() -> None:
    with pytest.raises(Refused) as caught:
        shared(a.a_dossier(Status.FILED), COMMAND, ADVISOR, a.MONDAY)
    assert (caught.value.code, caught.value.rule) == ("no_agreement", "W5")
    assert "St Hilda’s Catholic Primary School, Northbeck has no signed sharing agreement" in caught.value.reason


@pytest.mark.parametrize("agreement", AgreementStatus)
def test_a_report_of_a_school_without_a_diocesan_officer_is_not_shared(agreement: AgreementStatus) -> None:
    """That there is no agreement is said first: the school may be asked for it at once."""
    dossier = replace(a.a_dossier(Status.FILED, agreement=agreement), dso=None)
    assert may_offer_sharing(dossier, ADVISOR)
    with pytest.raises(Refused) as caught:
        shared(dossier, COMMAND, ADVISOR, a.MONDAY)
    assert caught.value.code == ("no_dso" if agreement is AgreementStatus.SIGNED else "no_agreement")
    with pytest.raises(Refused) as caught:
        readers_outside(dossier)
    assert caught.value.reason == (
        "St Hilda’s Catholic Primary School, Northbeck has no Diocesan Schools Officer on the service’s list. Please "
        "ask whoever keeps the list to add one."
    )


def test_a_version_that_was_not_approved_is_not_shared() -> None:
    with pytest.raises(Refused, match="not the version that was approved"):
        shared(
            a.a_dossier(Status.FILED, agreement=AgreementStatus.SIGNED),
            ShareReport(COMMAND.report_id, 2),
            ADVISOR,
            a.MONDAY,
        )
