"""T4: the team is asked for its skills, one answers in steps and another is reminded, and the Trust Advisor makes a
session of the plan that follows from them."""

from datetime import date, datetime, timedelta

from handbook.core.half_days import SchoolHours
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import TrainingTopic
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story
from tests.support.visit_story import Outlook

TOPICS = tuple(TrainingTopic)
MORNING, _ = SchoolHours().half_days(date(2026, 12, 16))
HALF = {"train_on": str(MORNING.on), "train_at": "09:00-12:00", "subject": "diagnostic"}


def levels(topics: tuple[TrainingTopic, ...]) -> dict[str, str]:
    """Sound and confident in all but diagnostic."""
    weak = TrainingTopic.DIAGNOSTIC
    said = {topic: "1" if topic is weak else "3" for topic in topics}
    return {f"{what}_{topic.value}": level for topic, level in said.items() for what in ("expertise", "confidence")}


async def pressed(person: Somebody, card: Seen, verb: str, title: str, **typed: str) -> Seen:
    answer = await person.press_one(card, verb, {"title": title}, **typed)
    assert isinstance(answer, Seen), answer
    return answer


async def test_asked_reminded_seen_and_planned(house: House) -> None:
    story = Story.of(house)
    advisor, sip = story.advisor, story.sip
    late = next(one for one in house.roster["people"] if one["role"] == "sip" and one["id"] != sip.id)
    other, year = house.somebody(late["id"]), AcademicYear.of(house.now.date())
    await house.kept()
    await advisor.type("skills")
    await house.kept()
    team = await advisor.newest()
    assert isinstance(await advisor.press(team, "skills.ask"), Seen)
    await house.kept()
    form = await sip.newest()
    assert f"Your skills, {year}: 1 of 4" in form.words
    form = await pressed(sip, form, "skills.say", "Next", **levels(TOPICS[:3]))
    form = await pressed(sip, form, "skills.say", "Next", **levels(TOPICS[3:]))
    form = await pressed(sip, form, "skills.say", "Next", needs="Time to read the figures.")
    assert "“Time to read the figures.”" in form.words
    form = await pressed(sip, form, "skills.say", "Send")
    assert "Sent" in form.words
    await house.kept()

    before = len(await other.messages())
    house.move_to(datetime.combine(house.now.date() + timedelta(days=7), house.now.timetz()).replace(hour=10))
    await house.run_due_commands()
    await house.kept()
    assert f"Your skills, {year}: 1 of 4" in (await other.messages())[before].words

    seen = await advisor.again(team)
    assert "Gaps: diagnostic." in seen.words
    assert other.name in seen.words.partition("Have not answered")[2]
    assert isinstance(await advisor.press(seen, "skills.files"), Seen)
    await house.kept()
    urls = [line for line in (await advisor.newest()).words.replace("\\", "").splitlines() if line.startswith("http")]
    for url, begins in zip(urls, (b"\x89PNG", b"PK"), strict=True):
        async with house.http.get(url) as reply:
            assert (await reply.read()).startswith(begins)
    assert isinstance(await advisor.press(seen, "skills.open_plan"), Seen)
    await house.kept()
    plan = await advisor.newest()
    plan = await advisor.press(plan, "skills.propose")
    assert isinstance(plan, Seen), plan
    assert f"1. Diagnostic\nFor {sip.name}. Could lead it: nobody." in plan.words
    opens = next(
        one
        for part in plan.card["body"]
        for row in part.get("items", ())
        for one in row.get("actions", ())
        if one["title"] == "Set session 1…"
    )
    shown = await advisor.play("press", activity_id=plan.id, action=opens)
    save = shown["dialog"]["card"]["body"][-1]["actions"][0]
    await advisor.play("dialog", activity_id=plan.id, data={**save["data"], **HALF, "invited": sip.id})
    await house.kept()
    assert f"1. Diagnostic – set for {MORNING.words}" in (await advisor.again(plan)).words
    assert len(await Outlook(house, sip).on(MORNING)) == 1
