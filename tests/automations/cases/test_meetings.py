"""Partnership meetings in the calendars (O1): the DSO's, without a word of what it is about."""

from datetime import date

from automations.cases.meetings import BODY, SUBJECT, keep_partnership_meeting, meeting_name
from handbook.core.calendars import CalendarEntry
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Role
from tests.automations.case_office import about, card, heard, send, the_case, with_dso
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, words

WEDNESDAY = HalfDay(date(2026, 12, 2), *SchoolHours().morning)
THURSDAY = HalfDay(date(2026, 12, 3), *SchoolHours().afternoon)


async def entries(office: Office, person_id: str = DSO.id) -> list[CalendarEntry]:
    return await office.ends.calendars.of_visit(person_id, meeting_name((await the_case(office)).id))


async def meets(office: Office, half_day: HalfDay, invite: str) -> dict[str, object]:
    data = await about(office, ADVISOR, "Partnership meeting")
    half = f"{half_day.starts:%H:%M}-{half_day.ends:%H:%M}"
    more = {"on": half_day.on.isoformat(), "half": half, "invite": invite, "why": "To agree who helps with maths."}
    return await send(office, ADVISOR, "concern.meeting", **data, **more)


async def test_it_is_set_moved_and_called_off(office: Office) -> None:
    await with_dso(office)
    await meets(office, WEDNESDAY, f"{SIP.id},{HEAD.id},{OFFICER.id}")
    [entry] = await entries(office)
    assert (entry.subject, entry.body_html, entry.private) == (SUBJECT, BODY, True)
    assert {one.email for one in entry.invited} >= {SIP.email, HEAD.email, OFFICER.email, ADVISOR.email}
    assert entry.period.start == WEDNESDAY.starts_at
    record = words(await card(office, OFFICER, "case.open", case=(await the_case(office)).id))
    assert "To agree who helps with maths." in record
    assert "This was seen" not in record
    await meets(office, THURSDAY, SIP.id)
    [moved] = [one for one in await entries(office) if not one.cancelled]
    assert moved.period.start == THURSDAY.starts_at
    await keep_partnership_meeting(office.work, (await the_case(office)).id, DSO.id)
    assert len([one for one in await entries(office) if not one.cancelled]) == 1
    data = await about(office, DSO, "Cancel the meeting")
    await send(office, DSO, "concern.meeting_off", **data, why="The headteacher is ill.")
    assert [one for one in await entries(office) if not one.cancelled] == []
    assert any("something for you to read" in told for told in heard(office, SIP))


async def test_another_dso_is_the_host_of_what_was_set(office: Office) -> None:
    other = a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000f7", name="Other Dso")
    await with_dso(office)
    await meets(office, WEDNESDAY, SIP.id)
    office.bring([*map(a.a_person, Role), other])
    data = await about(office, ADVISOR, "Hand over")
    await card(office, ADVISOR, "concern.hand_over", **data, to=f"dso:{other.id}", why="A change of areas.")
    assert [one for one in await entries(office) if not one.cancelled] == []
    [entry] = await entries(office, other.id)
    assert entry.period.start == WEDNESDAY.starts_at


async def test_nobody_else_need_come(small_office: Office) -> None:
    await with_dso(small_office)
    record = await meets(small_office, WEDNESDAY, "")
    assert "Partnership meeting set" in words(record)
    assert "Cancel the meeting" in buttons(record)
