"""Sharing an approved report (W4) of a school whose Diocesan Schools Officer the list does not name."""

import pytest

from automations.reports.copies import shared_copy
from automations.reports.copies.shared_copy import NoteCopyMade, with_copy
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.dossier import Dossier
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport, needs_copy
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import links, words


def nothing_of_it(_dossier: Dossier) -> bool:
    """As it was before there were copies."""
    return False


async def test_it_is_refused_and_works_once_there_is_one(small_office: Office) -> None:
    office = small_office
    command = await office.ready_to_share()
    office.bring(EVERYBODY, a.a_school(dso_id=""))
    with pytest.raises(Refused, match="has no Diocesan Schools Officer on the service’s list"):
        await office.bus.decide(command, ADVISOR.id, "teams")
    assert (await office.report()).status is Status.FILED
    assert office.entries()[-1].detail["code"] == "no_dso"
    office.bring(EVERYBODY)
    await office.bus.decide(command, ADVISOR.id, "teams")
    assert await office.run_all() == []
    assert (await office.report()).status is Status.SHARED
    assert len(office.ends.messenger.to(DSO)) == len(office.ends.messenger.to(OFFICER)) == 1


async def test_what_was_decided_waits_where_there_is_none_any_more(small_office: Office) -> None:
    office = small_office
    await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
    office.bring(EVERYBODY, a.a_school(dso_id=""))
    [waits] = await office.run_all()
    assert (waits.effect, waits.attempt) == ("share_report", 2)
    office.bring(EVERYBODY)
    assert await office.wait_and_keep() == []
    assert len(office.ends.messenger.to(DSO)) == len(office.ends.messenger.to(OFFICER)) == 1


async def test_officers_open_a_copy_without_the_headteachers_own_and_it_is_made_once(office: Office) -> None:
    await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
    await office.run_all()
    report = await office.report()
    assert report.filed is not None
    assert report.filed.copy is not None
    assert report.filed.copy_pdf is not None
    for whole, copy in ((report.filed.document, report.filed.copy), (report.filed.pdf, report.filed.copy_pdf)):
        assert office.ends.libraries.of(whole).readers == {SIP.email, HEAD.email}
        assert office.ends.libraries.of(copy).readers == {DSO.email, OFFICER.email}
        assert copy.name == whole.name.replace("_v1.", "_v1_without-own-part.")
    [card] = [one.card for one in office.ends.messenger.to(DSO)]
    assert set(links(card).values()) == {report.filed.copy.web_url, report.filed.copy_pdf.web_url}
    assert "Left out, as it is or may be the headteacher’s own:\n- The headteacher’s own CPD" in words(card)
    await with_copy(office.work, report.id)
    await office.bus.decide(NoteCopyMade(report.id, report.filed.document, report.filed.pdf))
    assert (await office.report()).filed == report.filed
    assert [one.action for one in office.entries()].count("copy_made") == 1


async def test_a_report_in_which_nothing_is_the_headteachers_own_is_shared_itself(small_office: Office) -> None:
    office = small_office
    await office.receive(a.a_contents(sections={"visit_notes": "Phonics."}))
    report = await office.report()
    await with_copy(office.work, report.id)
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await office.run_all()
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    await office.bus.decide(SignAgreement("900001", 0, TEXT_VERSION, HEAD.name), HEAD.id, "teams")
    await office.bus.decide(ShareReport(report.id, 1), ADVISOR.id, "teams")
    await office.run_all()
    report = await office.report()
    assert report.filed is not None
    assert report.filed.copy is None
    assert {DSO.email, OFFICER.email} <= office.ends.libraries.of(report.filed.document).readers
    assert "This is a copy" not in words(office.ends.messenger.to(DSO)[-1].card)


async def test_those_let_in_to_the_whole_before_there_were_copies_open_the_copy_once_there_is_one(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = small_office
    with monkeypatch.context() as before:
        before.setattr(shared_copy, needs_copy.__name__, nothing_of_it)
        await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
        await office.run_all()
    report = await office.report()
    assert set(report.let_in) == {DSO.id, OFFICER.id}
    await with_copy(office.work, report.id)
    assert await office.run_all() == []
    report = await office.report()
    assert report.filed is not None
    assert report.filed.copy is not None
    assert office.ends.libraries.of(report.filed.copy).readers == {DSO.email, OFFICER.email}
    [card] = [one.card for one in office.ends.messenger.to(DSO)]
    assert report.filed.copy.web_url in links(card).values()
