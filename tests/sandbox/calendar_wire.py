"""Calendars over the wire: short words for what tests of the calendar side say again and again."""

from typing import Any
from urllib.parse import quote

from tests.sandbox.graph_wire import SIPS, TRUST, Answer, Wire

SIP, OTHER_SIP = SIPS[0], SIPS[1]
HEAD = next(person for person in TRUST.people if person.role == "headteacher" and person.mailbox)
NO_MAILBOX = next(person for person in TRUST.people if person.role == "headteacher" and not person.mailbox)
PROPERTY = "String {28c3f217-9df8-4558-a484-0a7bb7de9e98} Name SipVisitId"
LONDON = "GMT Standard Time"
TERM = "startDateTime=2026-09-01T00:00:00Z&endDateTime=2027-09-01T00:00:00Z"


def at(time: str, zone: str = LONDON) -> dict[str, str]:
    return {"dateTime": f"{time}:00" if len(time) == 16 else time, "timeZone": zone}


def meeting(
    start: str = "2026-11-10T09:00", end: str = "2026-11-10T12:00", *invited: Any, **more: Any
) -> dict[str, Any]:
    attendees = [{"emailAddress": {"address": one.mail, "name": one.name}, "type": "required"} for one in invited]
    body = {"contentType": "html", "content": "<p>Agenda</p>"}
    start_end = {"start": at(start), "end": at(end)}
    return {"subject": "SIP visit", "body": body, **start_end, "attendees": attendees, **more}


class Calendars:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def post(self, body: dict[str, Any], person: Any = SIP, **more: Any) -> Answer:
        return await self.wire.ask("POST", f"/users/{person.id}/events", body, **more)

    async def book(self, *args: Any, person: Any = SIP, **more: Any) -> dict[str, Any]:
        answer = await self.post(meeting(*args, **more), person)
        assert answer.status == 201, answer.data
        return answer.json

    async def get(self, event: dict[str, Any], person: Any = SIP, query: str = "", **more: Any) -> Answer:
        return await self.wire.ask("GET", f"/users/{person.id}/events/{quote(event['id'], safe='')}{query}", **more)

    async def act(self, event: dict[str, Any], act: str, body: Any = None, person: Any = SIP, **more: Any) -> Answer:
        path = f"/users/{person.id}/events/{quote(event['id'], safe='')}"
        methods = {"PATCH": ("PATCH", path), "DELETE": ("DELETE", path)}
        method, where = methods.get(act, ("POST", f"{path}/{act}"))
        return await self.wire.ask(method, where, body, **more)

    async def diary(self, person: Any = SIP, query: str = "", **more: Any) -> list[dict[str, Any]]:
        answer = await self.wire.ask("GET", f"/users/{person.id}/calendarView?{TERM}{query}", **more)
        assert answer.status == 200, answer.data
        return answer.value

    async def one(self, person: Any) -> dict[str, Any]:
        [found] = await self.diary(person)
        return found

    async def schedule(self, mails: list[str], start: str, end: str, **more: Any) -> Answer:
        body = {"Schedules": mails, "StartTime": at(start), "EndTime": at(end), **more.pop("also", {})}
        return await self.wire.ask("POST", f"/users/{SIP.id}/calendar/getSchedule", body, **more)


def response_of(event: dict[str, Any], person: Any) -> str:
    [found] = [one for one in event["attendees"] if one["emailAddress"]["address"] == person.mail]
    return found["status"]["response"]
