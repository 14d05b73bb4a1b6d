"""Whether the time of headteachers can be seen: each mailbox decides that, whatever SIP Desk was given."""

from datetime import timedelta
from typing import Final

from handbook.core.calendars import Period, Unread
from handbook.core.people import Role
from service.doctor.finding import Finding, amber, green
from service.doctor.set_up import SetUp

_HOUR: Final = timedelta(hours=1)
_FIX: Final = "Let their calendars show busy times to colleagues: docs/tenant.md, “Busy times of headteachers”."


async def look_at_busy_times(set_up: SetUp) -> Finding:
    """Asked as booking asks, through the mailbox of their SIP, for the hour that begins now. What was said of it is
    told nobody."""
    now, hidden = set_up.now(), list[str]()
    for sip_id, heads in _asked_through(set_up).items():
        found = await set_up.busy_times.busy_times(sip_id, list(heads), Period(now, now + _HOUR))
        hidden += [
            f"{heads[one.email]} ({Role.HEADTEACHER.words}): nothing shared"
            for one in found.values()
            if one.unread is Unread.NOT_READABLE
        ]
    if hidden:
        words = f"Some headteachers ({len(hidden)}) hide their busy times: no half-day can be found for their schools."
        return amber(words, _FIX, about=tuple(hidden))
    return green("SIPs can see when headteachers with a mailbox here are busy.")


def _asked_through(set_up: SetUp) -> dict[str, dict[str, str]]:
    """By the id of each SIP: the headteachers of their schools, their ids by their addresses."""
    people, asked = set_up.listed.people, dict[str, dict[str, str]]()
    for entry in set_up.listed.schools.values():
        school = entry.school
        if school.sip_id and school.headteacher_id:
            email = people[school.headteacher_id].person.email
            asked.setdefault(school.sip_id, {})[email] = school.headteacher_id
    return asked
