"""The Trust Advisor reopens an approved report: everybody who had it hears of it, and what was shared is closed."""

from dataclasses import replace

from automations.reports.cards import ReportKind
from handbook.core.people import Role
from handbook.reports.library import Library
from handbook.reports.report import Report, Status
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office, press
from tests.automations.reports.test_standing_in import shown
from tests.support import builders as a
from tests.support.card_reading import links, verbs, words

WHY = "The attendance figures are of another school."


async def reopen(office: Office) -> Report:
    await press(office, ADVISOR, "report.reopen", report=(await office.report()).id, version=1, reopen_reason=WHY)
    return await office.report()


async def test_everybody_who_had_it_is_told_and_nobody_outside_opens_it_any_more(small_office: Office) -> None:
    office = small_office
    await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
    await office.run_all()
    filed = (await office.report()).filed
    assert filed is not None
    report = await reopen(office)
    assert (report.status, report.decision, report.closing) == (Status.CHANGE_ASKED, None, ())
    for item in filed.whole:
        standing = office.ends.libraries.of(item)
        assert standing.columns["Status"] == "Reopened"
        assert standing.readers == {SIP.email, HEAD.email}
    for one in (DSO, OFFICER):
        assert "was reopened by the Trust Advisor and will be corrected" in office.ends.messenger.said_to(one)[-1]
        assert "Not open to you" in words(shown(office, report, ReportKind.SHARED, one))
    for person, kind in ((SIP, ReportKind.ARRIVAL), (HEAD, ReportKind.APPROVAL), (ADVISOR, ReportKind.REPORT)):
        card = shown(office, report, kind, person)
        assert f"Reopened: by {ADVISOR.name} (Trust Advisor)" in words(card)
        assert WHY in words(card)
        assert "Open version 1" in links(card)
        assert verbs(card) <= {"report.refresh"}
    assert WHY in words(office.ends.messenger.to(SIP)[-1].card)
    assert WHY in words(office.ends.messenger.to(HEAD)[-1].card)
    assert "Reopened: by" in words(shown(office, report, ReportKind.GOVERNORS, HEAD))


async def test_the_new_version_is_filed_beside_the_old_one(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.FILED)
    await reopen(office)
    await office.receive(data=b"PK second")
    await press(office, SIP, "report.send", report=(await office.report()).id, version=2)
    await press(office, HEAD, "report.approve", report=(await office.report()).id, version=2)
    report = await office.report()
    assert (report.status, report.sent) == (Status.FILED, 2)
    standing = office.ends.libraries.named(Library.REPORTS)
    assert sorted(one.columns["Status"] for one in standing.values()) == ["Approved"] * 2 + ["Reopened"] * 2
    assert "Approved: by" in words(shown(office, report, ReportKind.REPORT, ADVISOR, 2))
    assert "report.share" in verbs(office.ends.messenger.to(ADVISOR)[-1].card)


async def test_whoever_leads_the_school_now_decides_and_gets_it(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.FILED)
    new = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Nadia Nye")
    office.bring([*(one for one in EVERYBODY if one != HEAD), new], replace(a.a_school(), headteacher_id=new.id))
    report = await reopen(office)
    assert report.headteacher_id == new.id
    card = office.ends.messenger.to(new)[-1].card
    assert WHY in words(card)
    assert links(card) == {}, "what another headteacher approved has that one's own part"
    await office.receive(data=b"PK second")
    await press(office, SIP, "report.send", report=report.id, version=2)
    await press(office, new, "report.approve", report=report.id, version=2)
    assert (await office.report()).status is Status.FILED


async def test_where_nobody_leads_it_the_trust_advisor_hears_and_without_a_sip_it_stays(small_office: Office) -> None:
    office = small_office
    before = await office.come_to(Status.FILED)
    others = [one for one in EVERYBODY if one not in (HEAD, SIP)]
    office.bring(others, replace(a.a_school(), headteacher_id="", sip_id=""))
    assert (await reopen(office)).status is Status.FILED
    office.bring([*others, SIP], replace(a.a_school(), headteacher_id=""))
    report = await reopen(office)
    assert report.status is Status.CHANGE_ASKED
    assert any("has no headteacher on the service’s list" in one for one in office.ends.messenger.said_to(ADVISOR))
    assert before.status is Status.FILED
