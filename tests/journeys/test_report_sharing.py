"""The Trust Advisor shares an approved report with the school's diocesan officer and local authority (W4, W5)."""

import pytest

from documents.reading import read_proforma
from tests.support.people import Somebody
from tests.support.story import Story


@pytest.mark.with_report("approved")
async def test_without_an_agreement_sharing_is_refused_and_asking_is_offered(story: Story) -> None:
    await story.approved()
    card = await story.advisor.newest()
    before = await story.house.records()
    refused = await story.advisor.press(card, "report.share")
    assert "Not shared" in refused.words
    assert "has no signed sharing agreement, so its report cannot be shared" in refused.words
    assert "agreement.ask" in refused.verbs
    await story.house.kept()
    assert await story.house.records() == before
    assert await story.dso.cards() == await story.officer.cards() == []
    assert (await story.house.audit("refused"))[-1]["detail"] == {
        "code": "no_agreement",
        "command": "ShareReport",
        "route": "teams",
        "rule": "W5",
    }


async def test_shared_report_is_open_to_dso_and_officer_who_are_told(story: Story) -> None:
    card = await story.shared()
    assert f"Shared with {story.dso.name} (Diocesan Schools Officer) and {story.officer.name}" in card.words
    assert not card.verbs
    assert card.parts == ["reopen_box", "more"]
    libraries = story.house.libraries
    assert len(await story.filed_for_others()) == 2
    for name, file in (await story.filed()).items():
        is_copy = "without-own-part" in name
        assert await libraries.may_read(file, story.dso.id, story.officer.id) == [is_copy, is_copy]
        assert await libraries.may_read(file, story.head.id) == [not is_copy]
        columns = await libraries.columns(file)
        assert columns["Status"] == "Shared"
        assert columns["SharedWith"] == f"{story.dso.name}; {story.officer.name}"
        assert columns["ApprovedBy"] == story.head.name
    for reader in (story.dso, story.officer):
        [told] = await reader.cards()
        assert f"Shared: with you by {story.advisor.name} (Trust Advisor)" in told.words
        assert set(told.links) == {"Open report", "Open PDF"}
        assert "coaching partner" not in told.words
        assert "This is a copy. Left out" in told.words
        assert all("without-own-part" in link for link in told.links.values())
    [copy] = [file for name, file in (await story.filed_for_others()).items() if name.endswith(".docx")]
    assert "coaching partner" not in str(read_proforma(await libraries.content(copy)))
    for file in (await story.drafts()).values():
        assert await libraries.may_read(file, story.dso.id, story.officer.id) == [False, False]


async def test_officers_of_other_schools_stay_outside(story: Story) -> None:
    await story.shared()
    other = Story.of(story.house, 1)
    assert {other.dso.id, other.officer.id}.isdisjoint({story.dso.id, story.officer.id})
    assert await other.dso.cards() == await other.officer.cards() == []
    for file in (await story.filed()).values():
        assert await story.house.libraries.may_read(file, other.dso.id, other.officer.id) == [False, False]


async def test_sharing_twice_shares_once(story: Story) -> None:
    await story.signed()
    await story.approved()
    card = await story.advisor.newest()
    await story.advisor.press(card, "report.share")
    invoke = (await story.advisor.play("refresh", activity_id=card.id))["activity"]
    invoke["value"] = {"action": {"verb": "report.share", "data": {**card.data}}, "trigger": "manual"}
    status, answer = await story.house.post(invoke)
    assert (status, answer["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    await story.house.kept()
    assert len(await story.dso.messages()) == len(await story.officer.messages()) == 1
    assert len(await story.house.audit("shared")) == 1


async def test_only_the_trust_advisor_shares(story: Story) -> None:
    await story.signed()
    pack = await story.approved()
    before = await story.house.records()
    for person in (story.head, story.sip):
        card = pack if person is story.head else await story.sip.newest()
        invoke = (await person.play("refresh", activity_id=card.id))["activity"]
        invoke["value"] = {"action": {"verb": "report.share", "data": pack.data}, "trigger": "manual"}
        _, answer = await story.house.post(invoke)
        assert answer["value"] == "Only the Trust Advisor can share reports outside the school."
    assert await story.house.records() == before


async def test_nothing_new_is_shared_after_withdrawal(story: Story) -> None:
    agreement = await story.signed()
    await story.approved()
    withdrawn = await story.withdrawn(agreement)
    assert "Withdrawn" in withdrawn.words
    report = (await story.advisor.cards())[-2]
    assert "withdrew its sharing agreement on Monday 23 November 2026. Nothing new is shared." in report.words
    refused = await story.advisor.press(report, "report.share")
    assert "Not shared" in refused.words
    await story.house.kept()
    assert await story.dso.cards() == []
    for file in (await story.filed()).values():
        assert await story.house.libraries.may_read(file, story.dso.id, story.officer.id) == [False, False]


async def test_what_was_shared_before_withdrawal_stays_shared(story: Story) -> None:
    await story.shared()
    await story.withdrawn((await story.head.cards())[0])
    for file in (await story.filed_for_others()).values():
        assert await story.house.libraries.may_read(file, story.dso.id, story.officer.id) == [True, True]


async def odd(story: Story, person: Somebody, **what: bool) -> None:
    """Something is wrong with somebody's account, as `sandbox.set_up_levers` describes it."""
    lever = f"{story.house.sandbox}/control/people/{person.id}"
    async with story.house.http.post(lever, json=what) as reply:
        assert reply.status == 200


async def test_what_is_withdrawn_while_sharepoint_is_away_is_not_shared(story: Story) -> None:
    agreement = await story.signed()
    await story.approved()
    card = await story.advisor.newest()
    await story.house.fault(service="graph", kind="status", status=503, retry_after=0, path="/invite", times=None)
    await story.advisor.press(card, "report.share")
    await story.house.kept()
    await story.withdrawn(agreement)
    await story.house.heal()
    await story.house.settled()
    for file in (await story.filed()).values():
        assert await story.house.libraries.may_read(file, story.dso.id, story.officer.id) == [False, False]
    assert await story.dso.cards() == await story.officer.cards() == []
    said = f"This report was not shared with {story.dso.name} and {story.officer.name} after all: "
    assert (
        f"{said}{story.school.full_name} has withdrawn its sharing agreement." in (await story.advisor.newest()).words
    )
    assert "Shared with" not in (await story.advisor.again(card)).words
    [noted] = await story.house.audit("not_shared")
    assert noted["detail"]["not_with_dso"] == story.dso.id
    await story.house.kept()
    await story.house.check_cards()


async def test_one_reader_whom_sharepoint_does_not_know_keeps_nobody_else_outside(story: Story) -> None:
    await odd(story, story.officer, resolved=False)
    card = await story.shared()
    for file in (await story.filed_for_others()).values():
        assert await story.house.libraries.may_read(file, story.dso.id, story.officer.id) == [True, False]
        assert (await story.house.libraries.columns(file))["SharedWith"] == story.dso.name
    assert len(await story.dso.messages()) == 1
    words = f"{story.officer.name} cannot open the shared report yet: SharePoint does not know their address."
    assert words in (await story.advisor.newest()).words
    await odd(story, story.officer)
    await story.house.settled()
    assert len(await story.dso.messages()) == len(await story.officer.messages()) == 1
    assert words not in (await story.advisor.again(card)).words
    await story.house.kept()
    await story.house.check_cards()


@pytest.mark.with_report("sent")
async def test_a_headteacher_whose_account_is_gone_does_not_stop_filing(story: Story) -> None:
    card = await story.sent()
    await odd(story, story.head, gone=True)
    await story.head.press(card, "report.approve")
    await story.house.kept()
    for file in (await story.filed()).values():
        assert await story.house.libraries.may_read(file, story.sip.id) == [True]
    words = f"{story.head.name} cannot open the filed report yet: their account no longer exists."
    assert any(words in one.words for one in await story.advisor.cards())
    await odd(story, story.head)
    await story.house.settled()
    assert "For your governors" in (await story.head.newest()).words
    assert all(words not in one.words for one in await story.advisor.cards())


async def test_a_headteacher_without_an_address_is_asked_all_the_same(story: Story) -> None:
    await odd(story, story.head, mail=False)
    approval = await story.sent()
    [draft] = (await story.drafts()).values()
    assert await story.house.libraries.may_read(draft, story.head.id) == [True]
    assert "report.approve" in approval.verbs


@pytest.mark.with_report("sent")
async def test_a_persons_own_file_is_never_filed_as_the_report(story: Story) -> None:
    """It has the name that the report should have."""
    card = await story.sent()
    name = f"2026-27_{story.term}_SIP-report_{story.school.urn}_v1.docx"
    own = {"library": "SIP Reports", "path": f"{story.folder}/{name}", "person": story.sip.id, "text": "mine"}
    async with story.house.http.post(f"{story.house.sandbox}/control/files", json=own) as reply:
        assert reply.status == 201
    await story.head.press(card, "report.approve")
    await story.house.kept()
    filed = await story.filed()
    ours = name.replace(".docx", " (2).docx")
    assert set(filed) == {name, ours, name.replace(".docx", ".pdf")}
    assert await story.house.libraries.content(filed[name]) == b"mine"
    assert "Sha256" not in await story.house.libraries.columns(filed[name])
    assert (await story.house.libraries.columns(filed[ours]))["Status"] == "Approved"
    for person in (story.sip, story.advisor):
        assert any("There was already another file called" in one.words for one in await person.cards())
