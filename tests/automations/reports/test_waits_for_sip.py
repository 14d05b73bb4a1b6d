"""A report that its SIP does not send, or does not change, is brought to them again, and to nobody else (W1, W2)."""

from datetime import UTC, datetime

from automations.engine.scheduler import run_due_commands
from automations.reports.reminders import FOR_SIP
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words


async def strikes(office: Office, days: int) -> list[str]:
    day = v.CALENDAR.school_day_after(a.MONDAY.date(), days)
    assert day
    office.now, before = datetime(day.year, day.month, day.day, 10, tzinfo=UTC), len(office.entries())
    await run_due_commands(office.bus, {FOR_SIP.kind: FOR_SIP})
    found = [one.action for one in office.entries()[before:]]
    await office.run_all()
    return found


async def test_its_sip_alone_is_reminded_of_what_the_headteacher_asked_for(small_office: Office) -> None:
    await small_office.come_to(Status.CHANGE_ASKED)
    assert await strikes(small_office, 1) == []
    others = len(small_office.ends.messenger.to(ADVISOR)), len(small_office.ends.messenger.to(HEAD))
    for days in (6, 10, 15):
        assert await strikes(small_office, days) == ["reminded"]
    assert "change" in words(small_office.ends.messenger.to(SIP)[-1].card)
    assert others == (len(small_office.ends.messenger.to(ADVISOR)), len(small_office.ends.messenger.to(HEAD)))


async def test_where_its_sip_has_left_the_trust_advisor_hears_that_one_is_needed(small_office: Office) -> None:
    await small_office.come_to(Status.DRAFTED)
    await strikes(small_office, 1)
    small_office.bring([one for one in EVERYBODY if one != SIP], a.a_school(sip_id=""))
    assert await strikes(small_office, 7) == ["waiting_told"]
    assert "the autumn report needs a SIP." in words(small_office.ends.messenger.to(ADVISOR)[-1].card)
