"""The Trust Advisor shares an approved report with the school's diocesan officer and local authority (W4, W5)."""

from tests.support.story import Story


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
    libraries = story.house.libraries
    for file in (await story.filed()).values():
        assert await libraries.may_read(file, story.dso.id, story.officer.id) == [True, True]
        columns = await libraries.columns(file)
        assert columns["Status"] == "Shared"
        assert columns["SharedWith"] == f"{story.dso.name}; {story.officer.name}"
        assert columns["ApprovedBy"] == story.head.name
    for reader in (story.dso, story.officer):
        [told] = await reader.cards()
        assert f"Shared: with you by {story.advisor.name} (Trust Advisor)" in told.words
        assert set(told.links) == {"Open report", "Open PDF"}
        assert "coaching partner" not in told.words
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
    assert len(await story.dso.cards()) == len(await story.officer.cards()) == 1
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
        assert answer["value"] == "Only the Trust Advisor shares reports outside the school."
    assert await story.house.records() == before


async def test_nothing_new_is_shared_after_withdrawal(story: Story) -> None:
    agreement = await story.signed()
    await story.approved()
    withdrawn = await story.head.press(agreement, "agreement.withdraw")
    assert "Withdrawn" in withdrawn.words
    await story.house.kept()
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
    await story.head.press((await story.head.cards())[0], "agreement.withdraw")
    await story.house.kept()
    for file in (await story.filed()).values():
        assert await story.house.libraries.may_read(file, story.dso.id, story.officer.id) == [True, True]
