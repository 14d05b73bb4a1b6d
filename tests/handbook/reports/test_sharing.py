"""W4, W5: the Trust Advisor shares a filed report of a school that has signed, and nobody shares another."""

from dataclasses import replace
from itertools import product

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.dossier import Dossier
from handbook.reports.handing_over import handed_over
from handbook.reports.report import Status
from handbook.reports.sharing import (
    ShareReport,
    check_still_shared,
    copy_made,
    gets_whole,
    may_offer_sharing,
    needs_copy,
    opened_to,
    readers_outside,
    shared,
    to_let_in,
    unshared,
)
from tests.support import builders as a
from tests.support import visit_builders as v

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
        "ask the person who keeps the list to add one."
    )


def test_a_version_that_was_not_approved_is_not_shared() -> None:
    with pytest.raises(Refused, match="not the version that was approved"):
        shared(
            a.a_dossier(Status.FILED, agreement=AgreementStatus.SIGNED),
            ShareReport(COMMAND.report_id, 2),
            ADVISOR,
            a.MONDAY,
        )


def just_shared() -> Dossier:
    """The Trust Advisor has pressed the button, and the files are open to nobody yet."""
    dossier = a.a_dossier(Status.FILED, agreement=AgreementStatus.SIGNED)
    return replace(dossier, report=shared(dossier, COMMAND, ADVISOR, a.MONDAY))


OTHER = "00000000-0000-4000-8000-0000000000f7"


def test_those_with_whom_it_was_shared_are_let_in_one_by_one() -> None:
    dossier = just_shared()
    dso, officer = to_let_in(dossier.report)
    assert [dso.role, officer.role] == [Role.DSO, Role.LA_OFFICER]
    for one in (dso, officer):
        check_still_shared(dossier, dossier.school, one)
    after = opened_to(dossier.report, [officer.id, "somebody"])
    assert (after.let_in, to_let_in(after)) == ((officer.id,), (dso,))
    assert unshared(dossier, dossier.school) == dossier.report


def test_once_the_school_has_withdrawn_it_is_opened_to_nobody_new() -> None:
    dossier = just_shared()
    dossier = replace(dossier, agreement=replace(dossier.agreement, status=AgreementStatus.WITHDRAWN))
    after = unshared(dossier, dossier.school)
    assert (after.status, after.shared_at, after.shared_with) == (Status.FILED, None, ())
    assert after.trouble == (
        "This report was not shared with Dorothy Osgood and Lena Askwith after all: "
        "St Hilda’s Catholic Primary School, Northbeck has withdrawn its sharing agreement."
    )
    dso, officer = to_let_in(dossier.report)
    half = replace(dossier, report=opened_to(dossier.report, [dso.id]))
    after = unshared(half, half.school)
    assert (after.status, after.shared_with, after.let_in) == (Status.SHARED, (dso,), (dso.id,))
    assert "with Lena Askwith after all" in after.trouble
    with pytest.raises(Refused, match="has withdrawn"):
        check_still_shared(dossier, dossier.school, officer)


def test_who_holds_the_office_no_longer_is_not_let_in_and_nobody_in_their_place() -> None:
    dossier = just_shared()
    dso, officer = to_let_in(dossier.report)
    other = replace(dso, id=OTHER, name="Other Dso")
    dossier = replace(dossier, dso=other, school=replace(dossier.school, dso_id=OTHER))
    after = unshared(dossier, dossier.school)
    assert (after.status, after.shared_with) == (Status.SHARED, (officer,))
    assert (
        "Dorothy Osgood is no longer the Diocesan Schools Officer of St Hilda’s Catholic Primary School"
        in after.trouble
    )


def test_a_vacant_office_is_waited_for() -> None:
    dossier = just_shared()
    dossier = replace(dossier, dso=None, school=replace(dossier.school, dso_id=""))
    assert unshared(dossier, dossier.school) == dossier.report
    with pytest.raises(Refused) as caught:
        check_still_shared(dossier, dossier.school, to_let_in(dossier.report)[0])
    assert caught.value.code == "no_dso"


def test_of_a_school_that_has_left_the_list_nothing_new_is_shared() -> None:
    after = unshared(just_shared(), None)
    assert (after.status, after.shared_with) == (Status.FILED, ())
    assert "Northbeck is no longer on the service’s list." in after.trouble


def test_others_get_a_copy_of_what_may_have_the_headteachers_own_in_it() -> None:
    own = a.a_dossier(Status.FILED)
    nothing = a.a_dossier(Status.FILED, contents=a.a_contents(sections={"visit_notes": "Phonics."}))
    assert needs_copy(own)
    assert not needs_copy(nothing)
    assert not needs_copy(a.a_dossier(Status.APPROVED))
    copy, pdf = a.a_filed_item("copy.docx"), a.a_filed_item("copy.pdf")
    made = copy_made(own.report, copy, pdf)
    assert made.filed is not None
    assert own.report.filed is not None
    assert made.filed.for_others == (copy, pdf)
    assert own.report.filed.for_others == own.report.filed.whole == made.filed.whole
    assert set(made.filed.items) == {*made.filed.whole, copy, pdf}
    assert copy_made(made, pdf, copy) is made
    assert not needs_copy(replace(own, report=made))
    drafted = a.a_dossier().report
    assert copy_made(drafted, copy, pdf) is drafted


@pytest.mark.parametrize("role", Role)
def test_who_opens_the_filed_report_itself(role: Role) -> None:
    own = a.a_dossier(Status.SHARED)
    inside = (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR)
    assert gets_whole(own, a.a_person(role)) is (role in inside)
    assert gets_whole(a.a_dossier(Status.SHARED, contents=a.a_contents(sections={})), a.a_person(role))
    passed_on = replace(own, report=handed_over(own.report, Role.HEADTEACHER, v.OTHER_HEAD.id, a.MONDAY))
    assert not gets_whole(passed_on, v.OTHER_HEAD)
