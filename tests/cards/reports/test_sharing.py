"""W2 to W5: the Trust Advisor's card, and those whom a report is shared with."""

from dataclasses import replace

import pytest

from cards.reports.sharing import report_card, shared_report_card
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.report import Status
from handbook.reports.sharing import check_may_share
from tests.support import builders as a
from tests.support.card_reading import Json, buttons, links, words
from tests.support.external_reports import an_external_dossier


def drawn(dossier: a.Dossier, refused: Refused | None = None) -> Json:
    return report_card(dossier, dossier.trust_advisor, refused)


def test_an_approved_report_brings_what_the_trust_advisor_collects() -> None:
    card = drawn(a.a_dossier(Status.FILED, view="We judge writing as good."))
    read = words(card)
    assert "Approved: by Hanna Tilling" in read
    assert "Reading buddies meet every day. The oldest pupils choose the books." in read
    assert "We judge writing as good." in read
    assert set(links(card)) == {"Open report", "Open PDF"}


def test_the_trust_advisor_reads_why_they_see_it() -> None:
    assert "and the headteacher has approved it." in words(drawn(a.a_dossier(Status.FILED)))
    assert "and the headteacher has handed it in." in words(drawn(an_external_dossier(Status.FILED)))


def test_a_headteachers_own_needs_are_not_spread_in_chat() -> None:
    read = words(drawn(a.a_dossier(Status.FILED)))
    assert "Would like a peer" not in read
    assert "Please read it there" in read
    without = a.a_contents(sections={"visit_notes": "Notes."})
    assert "None is recorded." in words(drawn(a.a_dossier(Status.FILED, contents=without)))
    assert "P5" not in words(drawn(a.a_dossier(Status.FILED, contents=without)))


def test_with_an_agreement_it_can_be_shared() -> None:
    card = drawn(a.a_dossier(Status.FILED, agreement=AgreementStatus.SIGNED))
    assert list(buttons(card)) == ["Reopen it", "Share with DSO and local authority"]
    assert "was signed on Monday 23 November 2026 by Hanna Tilling" in words(card)


@pytest.mark.parametrize("status", [AgreementStatus.NOT_ASKED, AgreementStatus.DECLINED, AgreementStatus.WITHDRAWN])
def test_without_one_the_reason_comes_with_an_offer_to_ask(status: AgreementStatus) -> None:
    dossier = a.a_dossier(Status.FILED, agreement=status)
    with pytest.raises(Refused) as caught:
        check_may_share(dossier, dossier.trust_advisor)
    card = drawn(dossier, caught.value)
    assert f"Not shared: {caught.value.reason}" in words(card)
    assert list(buttons(card)) == ["Reopen it", "Share with DSO and local authority", "Ask the school"]


def test_a_school_that_was_asked_is_not_asked_twice() -> None:
    card = drawn(a.a_dossier(Status.FILED, agreement=AgreementStatus.ASKED))
    assert "Ask the school" not in buttons(card)
    assert "it has not answered yet" in words(card)


def test_a_shared_report_says_with_whom_and_when() -> None:
    card = drawn(a.a_dossier(Status.SHARED))
    readers = "Dorothy Osgood (Diocesan Schools Officer) and Lena Askwith (Fellshire local authority)"
    assert f"Shared with {readers}" in words(card)
    assert list(buttons(card)) == ["Reopen it"]


def test_trouble_is_shown() -> None:
    assert "Not everything has worked: Sharing failed." in words(
        drawn(a.a_dossier(Status.FILED, trouble="Sharing failed."))
    )


@pytest.mark.parametrize("role", [Role.DSO, Role.LA_OFFICER])
def test_those_it_is_shared_with_get_the_link_and_why(role: Role) -> None:
    card = shared_report_card(a.a_dossier(Status.SHARED), a.a_person(role))
    read = words(card)
    assert "Shared: with you by Thea Marlowe (Trust Advisor) on Thursday 26 November 2026" in read
    assert "The sharing agreement (text 2026.1) was signed" in read
    assert f"you are the {role.words} of this school" in read
    assert set(links(card)) == {"Open report", "Open PDF"}


def test_a_withdrawal_is_told_to_those_who_have_it() -> None:
    dossier = a.a_dossier(Status.SHARED, agreement=AgreementStatus.WITHDRAWN)
    assert "withdrew its sharing agreement" in words(shared_report_card(dossier, dossier.dso))


def test_a_school_without_a_diocesan_officer_has_its_cards_all_the_same() -> None:
    filed = replace(a.a_dossier(Status.FILED, agreement=AgreementStatus.SIGNED), dso=None)
    assert "the Diocesan Schools Officer and Lena Askwith" in words(drawn(filed))
    with pytest.raises(Refused) as caught:
        check_may_share(filed, filed.trust_advisor)
    assert "Not shared: St Hilda’s" in words(drawn(filed, caught.value))
    shared = a.a_dossier(Status.SHARED)
    shared = replace(shared, dso=None, school=replace(shared.school, dso_id=""))
    both = "Shared with Dorothy Osgood (Diocesan Schools Officer) and Lena Askwith (Fellshire local authority)"
    assert both in words(drawn(shared)), "whoever it was shared with then"
    assert "Shared: with you" in words(shared_report_card(shared, shared.la_officer))
    assert "Shared: with you" in words(shared_report_card(shared, a.a_person(Role.DSO)))


def test_who_holds_the_office_since_is_not_somebody_it_was_shared_with() -> None:
    shared, other = a.a_dossier(Status.SHARED), a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000f7")
    shared = replace(shared, dso=other, school=replace(shared.school, dso_id=other.id))
    assert "not open to you" in words(shared_report_card(shared, other))


def test_a_file_that_had_to_take_another_name_is_said() -> None:
    dossier = a.a_dossier(Status.FILED)
    filed = dossier.report.filed
    assert filed is not None
    report = replace(dossier.report, filed=replace(filed, document=replace(filed.document, name="other (2).docx")))
    said = words(drawn(replace(dossier, report=report)))
    assert r"There was already another file called “2026-27\_Autumn\_SIP-report\_900001\_v1.docx”" in said
    assert "so this one is “other (2).docx”" in said


def test_nobody_gets_either_card_early() -> None:
    sent, filed = a.a_dossier(Status.SENT), a.a_dossier(Status.FILED)
    assert "not open to you" in words(drawn(sent))
    assert "not open to you" in words(report_card(filed, filed.dso))
    assert "not open to you" in words(shared_report_card(filed, filed.dso))
