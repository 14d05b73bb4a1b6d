"""A SIP team meeting (T2): set in chat, in the calendars of those who attend, opened by them and by nobody else."""

from datetime import date

from handbook.core.half_days import SchoolHours
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.visit_story import Outlook, VisitStory

MORNING, AFTERNOON = SchoolHours().half_days(date(2026, 12, 9))


async def asked(house: House, somebody: Somebody) -> Seen:
    await somebody.type("team meeting")
    await house.kept()
    return await somebody.newest()


async def test_one_is_set_moved_and_cancelled(house: House) -> None:
    advisor, dso = house.holder("trust_advisor"), house.holder("dso")
    sip, other = VisitStory.of(house, 0).sip, VisitStory.of(house, 1).sip
    attend = f"{sip.id},{dso.id}"
    card = await asked(house, advisor)
    listed = await advisor.press(card, "team_meeting.set", meet_on="2026-12-09", attend=attend)
    assert isinstance(listed, Seen)
    assert "Meetings set for 2026/27: 1 of 6." in listed.words
    await house.kept()
    for person in (advisor, sip, dso):
        [entry] = await Outlook(house, person).on(MORNING)
        assert entry["subject"] == "SIP team meeting"
    assert await Outlook(house, other).on(MORNING) == []

    sips, others = await asked(house, sip), await asked(house, other)
    opened = await sip.press(sips, "team_meeting.open")
    assert isinstance(opened, Seen)
    assert "Agenda, in confidence" in opened.words
    assert "team_meeting.open" not in others.verbs
    action = {"type": "Action.Execute", "verb": "team_meeting.open"}
    forged, foreign = [
        await other.play("press", activity_id=others.id, action={**action, "data": {**sips.data, **which}})
        for which in ({"meeting": "forged"}, {})
    ]
    assert forged["text"] == foreign["text"] == "I cannot find that meeting."
    await sip.press(opened, "team_meeting.show")

    opened = await advisor.press(listed, "team_meeting.open")
    assert isinstance(opened, Seen)
    moved = await advisor.press(opened, "team_meeting.move", meet_on="2026-12-09", meet_half="13:00-16:00")
    assert isinstance(moved, Seen)
    await house.kept()
    assert len(await Outlook(house, dso).on(AFTERNOON)) == 1
    assert await Outlook(house, dso).on(MORNING) == []
    assert "afternoon" in (await sip.again(sips)).words
    opened = await advisor.press(await advisor.again(card), "team_meeting.open")
    assert isinstance(opened, Seen)
    await advisor.press(opened, "team_meeting.cancel")
    await house.kept()
    assert await Outlook(house, advisor).on(AFTERNOON) == []
    assert "No meetings are set." in (await sip.again(sips)).words
    assert [entry["about"] for entry in await house.audit("team_meeting_read")] != []
