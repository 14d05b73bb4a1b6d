"""Somebody stands in for somebody: typed, named, told, ended early."""

from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story
from tests.support.visit_story import VisitStory


async def test_a_sip_names_a_deputy_who_steps_back(house: House) -> None:
    sip, deputy = VisitStory.of(house).sip, VisitStory.of(house, 1).sip
    await sip.type("cover")
    await house.kept()
    card = await sip.newest()
    assert "Nobody is named now." in card.words
    refused = await sip.press(card, "cover.name", deputy=deputy.id, first_on="2026-11-20")
    assert refused == "Friday 20 November 2026 has passed. Please choose the days again."
    named = await sip.press(card, "cover.name", deputy=deputy.id, first_on="2026-11-30", last_on="2026-12-04")
    assert isinstance(named, Seen)
    words = f"{deputy.name} stands in for {sip.name} from Monday 30 November 2026 to Friday 4 December 2026"
    assert words in named.words
    await house.kept()
    told = await deputy.newest()
    assert f"To come: {words}" in told.words
    assert deputy.name not in told.summary
    ended = await deputy.press(told, "cover.end")
    assert isinstance(ended, Seen)
    assert f"Ended: {words}" in ended.words
    await house.kept()
    assert "Nobody is named now." in (await sip.again(card)).words
    assert [entry["action"] for entry in await house.audit("") if "cover" in entry["action"]] == [
        "cover_named",
        "cover_ended",
    ]


async def test_an_acting_head_approves_a_report_and_the_library_says_for_whom(story: Story) -> None:
    """Only the Trust Advisor records it; the school's own SIP cannot be the one; afterwards it is over."""
    house, head, sip = story.house, story.head, story.sip
    acting = Story.of(house, 1).head
    await story.advisor.type("cover")
    await house.kept()
    card = await story.advisor.newest()
    days = {"first_on": "2026-11-23", "last_on": "2026-11-27"}
    no = await story.advisor.press(card, "cover.name", person=head.id, deputy=sip.id, **days)
    assert isinstance(no, str)
    assert "neither can stand in for the other" in no
    await story.advisor.press(card, "cover.name", person=head.id, deputy=acting.id, **days)
    await house.kept()
    assert f"Now: {acting.name} stands in for {head.name}" in (await head.newest()).words
    await story.sent()
    waiting = await acting.newest()
    assert f"You stand in for {head.name} (headteacher) until Friday 27 November 2026." in waiting.words
    [draft] = (await story.drafts()).values()
    assert await house.libraries.may_read(draft, head.id, acting.id, story.advisor.id) == [True, True, False]
    answer = await acting.press(waiting, "report.approve")
    assert isinstance(answer, Seen)
    both = f"{acting.name}, standing in for {head.name}"
    assert f"Approved: by {both} on Monday 23 November 2026 at 10:00" in answer.words
    await house.kept()
    for somebody in (head, sip, story.advisor):
        shown = [(await somebody.again(one)).words for one in await somebody.messages()]
        assert f"Approved: by {both}" in "".join(shown)
    for file in (await story.filed()).values():
        assert (await house.libraries.columns(file))["ApprovedBy"] == both
    [entry] = await house.audit("approved")
    assert (entry["actor_id"], entry["detail"]["standing_in_for"]) == (acting.id, head.id)
