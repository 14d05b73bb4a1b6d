"""The ladder of a complaint, played in Teams (X1-X4): whom it is about learns of the talk, and of nothing after it."""

from datetime import datetime

from handbook.cases.case import NO_SUCH_CASE
from handbook.core.british_time import LONDON
from tests.support.case_story import REVIEW, TALKED, CaseStory, secret, seen, words
from tests.support.house import House
from tests.support.people import Seen, Somebody

ANSWER_BY, COME_BACK_BY = "2026-12-08", "2026-12-18"
WISH = {"action": f"That we plan the visits together, {secret('wish')}.", "review_on": REVIEW}


async def told(person: Somebody) -> list[str]:
    """What lit up on somebody's phone about cases."""
    return [one.summary for one in await person.cards() if "something for you to read" in one.summary]


async def answered(story: CaseStory, person: Somebody, record: Seen, step: str) -> Seen:
    """Whom it came to acknowledges it, with a day, and answers."""
    form = await story.form(person, record, "Acknowledge")
    record = seen(await person.press(form, "complaint.acknowledge", review_on=ANSWER_BY))
    await story.house.kept()
    form = await story.form(person, record, "Answer")
    return await story.send(person, form, "complaint.answer", **words(step, review_on=COME_BACK_BY))


async def test_from_preparing_to_the_chair_and_the_sip_learns_of_the_talk_alone(house: House) -> None:
    story = CaseStory.of(house)
    form = await story.begins(story.head, "complaint", "Prepare to talk to my SIP")
    preview = seen(await story.head.press(form, "complaint.prepare", **words("prepare")))
    assert "Nobody else reads this." in preview.words
    record = seen(await story.head.press_one(preview, "complaint.prepare", {"title": "Keep it for me"}))
    await house.kept()
    assert await told(story.sip) == []

    form = await story.form(story.head, record, "Record the talk with my SIP")
    talk = words("talk", talked_on=TALKED, response=f"They will look at it, {secret('talk')}.")
    record = await story.send(story.head, form, "complaint.talk", **talk)
    sips = await story.opens(story.sip)
    assert secret("talk") in sips.words
    assert secret("prepare") not in sips.words

    form = await story.form(story.head, record, "Go to the Trust Advisor")
    why = f"Nothing has changed, {secret('why')}."
    await story.send(story.head, form, "complaint.to_trust_advisor", **words("advisor", why=why))
    advisors = await story.opens(story.advisor)
    steps = ("prepare", "talk", "advisor", "why")
    assert [one for one in steps if secret(one) in advisors.words] == ["talk", "advisor", "why"]
    await answered(story, story.advisor, advisors, "answer")
    heads = await story.reads_again(story.head)
    assert secret("answer") in heads.words
    assert "Close" in heads.words

    form = await story.form(story.head, heads, "Go to the Chair of the Trust Board")
    went_on = words("chair", why="It is not what we asked for.", notes="yes")
    await story.send(story.head, form, "complaint.to_chair", **went_on)
    chairs = await story.opens(story.chair)
    assert (secret("chair") in chairs.words, secret("prepare") in chairs.words) == (True, True)
    await answered(story, story.chair, chairs, "last")
    again = (await story.reads_again(story.advisor)).words
    assert "The Trust Advisor was told: it is with the Chair of the Trust Board" in again
    assert (secret("chair") in again, secret("prepare") in again) == (False, False)

    record = await story.reads_again(story.head)
    closed = await story.send(
        story.head, await story.form(story.head, record, "Close"), "case.close", why="We are content."
    )
    assert "Closed" in closed.words
    assert await told(story.sip) == ["Your SIP service has something for you to read."]
    sips_again = await story.reads_again(story.sip)
    for step in ("prepare", "why", "advisor", "answer", "chair", "last"):
        assert secret(step) not in sips_again.words
    assert "Trust Advisor" not in sips_again.words
    assert "Closed" not in sips_again.words


async def test_one_about_the_trust_advisor_passes_them_by(house: House) -> None:
    story = CaseStory.of(house)
    form = await story.begins(story.head, "complaint", "It is about the Trust Advisor")
    before = len(await story.advisor.messages())
    await story.send(story.head, form, "complaint.about_trust_advisor", **words("about"))
    record = await answered(story, story.chair, await story.opens(story.chair), "answer")
    assert secret("about") in record.words
    form = await story.form(story.chair, record, "Close")
    await story.send(story.chair, form, "case.close", why="It is settled.")
    assert "Closed" in (await story.reads_again(story.head)).words
    await house.run_due_commands(datetime(2027, 1, 18, 9, 0, tzinfo=LONDON))
    for person in (story.advisor, story.sip):
        assert await told(person) == []
    assert len(await story.advisor.messages()) == before
    await story.advisor.type("my records")
    await house.kept()
    listed = seen(await story.advisor.press(await story.advisor.newest(), "case.list"))
    assert "There are none." in listed.words


async def test_a_deputy_stands_in_with_both_names_on_record(house: House) -> None:
    story = CaseStory.of(house)
    deputy = next(one for one in (CaseStory.of(house, number).sip for number in range(4)) if one.id != story.sip.id)
    await story.advisor.type("cover")
    await house.kept()
    days = {"first_on": "2026-11-23", "last_on": "2026-12-31"}
    named = seen(await story.advisor.press(await story.advisor.newest(), "cover.name", deputy=deputy.id, **days))
    await house.kept()
    await story.significant()
    record = await story.opens(deputy)
    assert secret("advisor") in record.words
    assert f"you stand in for {story.advisor.name}" in record.words
    form = await story.form(deputy, record, "Acknowledge")
    done = seen(await deputy.press(form, "concern.acknowledge", tell_headteacher="yes"))
    assert f"{deputy.name} for {story.advisor.name}" in done.words
    await house.kept()
    assert f"{deputy.name} for {story.advisor.name}" in (await story.reads_again(story.sip)).words
    await story.advisor.press(named, "cover.end")
    await house.kept()
    assert await deputy.press(record, "case.document") == NO_SUCH_CASE
