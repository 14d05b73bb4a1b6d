"""A school's agreement over the years: withdrawn and closed, on paper, for a new text, all schools at once (W4, W5)."""

from datetime import UTC, datetime, timedelta

from tests.support.house import MONDAY, House
from tests.support.people import Seen
from tests.support.story import Story

WORDS = "We agree that our approved SIP reports may be shared with our diocese and our local authority, for a year."


async def can_open(story: Story) -> set[bool]:
    """Whether the two officers can open what is for them of what was filed."""
    files = (await story.filed_for_others()).values()
    libraries = story.house.libraries
    return {may for file in files for may in await libraries.may_read(file, story.dso.id, story.officer.id)}


async def test_a_headteacher_withdraws_and_has_closed_what_was_shared(story: Story) -> None:
    report = await story.shared()
    assert await can_open(story) == {True}
    agreement = (await story.head.cards())[0]
    preview = await story.head.press(agreement, "agreement.preview_withdrawal")
    for officer in (story.dso, story.officer):
        assert f"{officer.name} (" in preview.words
    assert f"Whatever {story.dso.name} and {story.officer.name} have downloaded" in preview.words
    assert await can_open(story) == {True}
    withdrawn = await story.head.press_one(
        await story.head.again(agreement), "agreement.withdraw", {"where": {"close": 1}}
    )
    assert "Withdrawn" in withdrawn.words
    await story.house.kept()
    assert await can_open(story) == {False}
    libraries = story.house.libraries
    for name, file in (await story.filed()).items():
        columns, inside = await libraries.columns(file), "without-own-part" not in name
        assert (columns["Status"], columns.get("SharedWith") or "") == ("Approved", "")
        assert await libraries.may_read(file, story.sip.id, story.head.id, story.advisor.id) == [inside, inside, True]
    for officer in (story.dso, story.officer):
        assert "not open to you" in (await officer.newest()).words
    assert f"it is closed to {story.dso.name}" in (await story.advisor.again(report)).words
    assert f"is closed to {story.dso.name}" in (await story.head.again(agreement)).words
    assert len(await story.house.audit("closed")) == 2


async def test_a_headteacher_who_keeps_the_agreement_has_changed_nothing(story: Story) -> None:
    await story.shared()
    before = await story.house.records()
    agreement = (await story.head.cards())[0]
    await story.head.press(agreement, "agreement.preview_withdrawal")
    kept = await story.head.press_one(
        await story.head.again(agreement), "agreement.refresh", {"title": "Keep the agreement"}
    )
    assert "was signed on Monday 23 November 2026" in kept.words
    assert await story.house.records() == before


async def test_while_sharepoint_is_away_the_trust_advisor_reads_that_it_is_not_closed_yet(story: Story) -> None:
    report = await story.shared()
    await story.house.fault(service="graph", kind="status", status=403, path="/permissions/", times=None)
    await story.withdrawn((await story.head.cards())[0], close=True)
    words = "can still open a report that is no longer shared: SIP Desk has no permission for it"
    told = await story.advisor.again(report)
    assert f"{story.officer.name} {words}" in told.words or f"{story.dso.name} {words}" in told.words
    assert f"it is being closed to {story.dso.name}" in told.words
    assert await can_open(story) == {True}
    await story.house.heal()
    await story.house.settled()
    assert await can_open(story) == {False}
    assert words not in (await story.advisor.again(report)).words


async def listed(story: Story) -> Seen:
    await story.advisor.type("agreements")
    await story.house.kept()
    return await story.advisor.newest()


async def test_an_agreement_on_paper_is_recorded_and_denied(story: Story) -> None:
    card = await listed(story)
    await story.advisor.press_one(card, "agreement.list", {"title": "Show"}, find=story.school.name)
    opened = await story.advisor.press(await story.advisor.again(card), "agreement.open", urn=story.school.urn)
    assert "Not asked" in opened.words
    form = await story.advisor.press(await story.advisor.again(card), "agreement.paper")
    assert story.head.name in str(form.card)
    what = {"signed_on": "2026-11-16", "reference": "Cabinet 2, folder 7"}
    no = await story.advisor.press(
        await story.advisor.again(card), "agreement.record_paper", **what | {"reference": ""}
    )
    assert "Please say where the paper is kept" in no
    done = await story.advisor.press(await story.advisor.again(card), "agreement.record_paper", **what)
    said = f"was signed on paper on Monday 16 November 2026 by {story.head.name}; {story.advisor.name} recorded it"
    assert said in done.words
    await story.house.kept()
    copy = await story.head.newest()
    assert (said in copy.words, "Cabinet 2, folder 7" in copy.words) == (True, True)
    denied = await story.head.press(copy, "agreement.deny_paper")
    assert "was not signed on paper" in denied.words
    await story.house.kept()
    assert "Nothing new is shared." in (await story.advisor.newest()).words
    await story.approved()
    assert "Not shared" in (await story.advisor.press(await story.advisor.newest(), "report.share")).words


async def test_a_new_text_is_written_in_chat_and_each_school_is_asked_again(story: Story) -> None:
    await story.signed()
    card = await listed(story)
    await story.advisor.press(card, "agreement.show_text")
    await story.advisor.press(await story.advisor.again(card), "agreement.edit_text")
    again = await story.advisor.again(card)
    assert "Please write the text" in await story.advisor.press(again, "agreement.write_text", words="")
    draft = await story.advisor.press(again, "agreement.write_text", words=WORDS)
    assert "1 school that signed and 0 schools that have not answered are asked again: 1 in all" in draft.words
    adopted = await story.advisor.press(await story.advisor.again(card), "agreement.adopt_text")
    assert ("2026.2" in adopted.words, WORDS in adopted.words) == (True, True)
    await story.house.kept()
    assert await story.house.run_due_commands(MONDAY + timedelta(days=5)) == 0, "a Saturday"
    assert await story.house.run_due_commands(MONDAY + timedelta(days=7)) == 1
    asked = await story.head.newest()
    assert "Please sign again: the text has changed." in asked.words
    report = await story.approved()
    assert report
    shared = await story.advisor.newest()
    await story.advisor.press(shared, "report.share")
    await story.house.kept()
    assert len(await story.dso.messages()) == 1, "what was signed holds until the school answers"
    signed = await story.head.press(asked, "agreement.sign", typed_name=story.head.name)
    assert "(text 2026.2) was signed" in signed.words
    await story.house.kept()
    first = await story.head.press(await story.head.again(asked), "agreement.show_signed")
    assert WORDS in first.words
    before = await story.head.press_one(
        await story.head.again(asked), "agreement.show_signed", {"title": "Signed before that"}
    )
    assert "We may withdraw this agreement at any time; nothing new is shared after that." in before.words
    await story.head.press(await story.head.again(asked), "agreement.refresh")


async def test_all_schools_are_asked_in_one_press(house: House) -> None:
    story = Story.of(house)
    await story.signed()
    card = await listed(story)
    count = len(house.roster["schools"])
    assert f"of {count}" in card.words
    preview = await story.advisor.press(card, "agreement.preview_all")
    assert f"{count - 1} schools would get a message" in preview.words
    begun = await story.advisor.press(await story.advisor.again(card), "agreement.ask_all")
    assert "Under way" in begun.words
    await house.kept()
    result = await story.advisor.newest()
    assert f"Done: all {count} schools were gone through" in result.words
    heads = {school["headteacher_id"] for school in house.roster["schools"][1:]}
    for head in heads:
        cards = await house.somebody(head).cards()
        assert any("Waiting for you: your school was asked" in one.words for one in cards)
    done = await story.advisor.press(await story.advisor.again(card), "agreement.show_round")
    assert "Done" in done.words
    assert len(await house.audit("asked_all")) == 1


async def test_a_new_school_year_is_asked_for_on_its_first_school_day(house: House) -> None:
    story = Story.of(house)
    house.move_to(datetime(2026, 7, 10, 10, tzinfo=UTC))
    await story.signed()
    first_days = [datetime(2026, 9, day, 10, tzinfo=UTC) for day in range(1, 10)]
    assert [day.day for day in first_days if await house.run_due_commands(day)] == [2, 9], "and reminded a week later"
    assert "Please sign again: the school year 2026/27 has begun." in (await story.head.newest()).words
