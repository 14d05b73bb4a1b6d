"""The people's own calendars, as Outlook shows them and lets them act: what stands there, answering, moving, deleting,
entering something of one's own; and the post that calendars send. Asks for no sign-in, as all of the people's side."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.events import Tell
from sandbox.graph.calendar import shapes, writing
from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.meetings import Response
from sandbox.graph.calendar.time_zones import CUSTOM, Moment, read_instant, utc
from sandbox.graph.errors import GraphError
from sandbox.graph.stand_in import StandIn
from sandbox.trust import SandboxPerson

_LONDON = ZoneInfo("Europe/London")
_ZONE = "GMT Standard Time"
_RESPONSES: dict[str, Response] = {
    "accept": "accepted", "tentative": "tentativelyAccepted", "propose": "tentativelyAccepted", "decline": "declined",
}  # fmt: skip

Said = dict[str, Any]


class Diaries:
    """Times are those of London, without an offset: `2026-10-15T09:00`. What cannot be done is answered with 400 and
    `{"error": a sentence}`, and nothing is changed."""

    def __init__(self, stand_in: StandIn, tell: Tell) -> None:
        self._stand_in = stand_in
        self._tell = tell
        self._acts: dict[str, Callable[[Copy, Said], None]] = {
            **dict.fromkeys(_RESPONSES, self._respond),
            "move": self._move,
            "cancel": lambda copy, said: stand_in.meetings.cancel(copy, _comment(said)),
            "delete": lambda copy, _: stand_in.meetings.delete(copy),
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/calendars/{person}", self.diary),
            web.post("/calendars/{person}", self.enter),
            web.post("/calendars/{person}/{event}/{act}", self.act),
            web.get("/letters", self.letters),
            web.get("/mails", self.mails),
            web.post("/letters/{number}/{act}", self.answer),
        ]

    async def diary(self, request: web.Request) -> web.Response:
        """What stands in somebody's calendar, in order; `?from=` and `?to=` are days or times. 404 without a
        mailbox."""
        person = self._person(request)
        try:
            since = _time(request.query.get("from", "2000-01-01")).at
            until = _time(request.query.get("to", "2100-01-01")).at
        except GraphError as no:
            return _refused(no)
        return web.json_response([_shown(copy) for copy in self._stand_in.book.between(person.id, since, until)])

    async def enter(self, request: web.Request) -> web.Response:
        """`{"subject", "start", "end"}` and, if wanted, `show_as`, `location`, `invite` (addresses), `all_day` and
        `custom_zone`, as below."""
        person = self._person(request)

        def enter(said: Said) -> Copy:
            values: Said = {"subject": str(said.get("subject") or "Busy"), **_stretch(said)}
            values["showAs"] = writing.READERS["showAs"]("show_as", said.get("show_as", "busy"))
            values["location"] = str(said.get("location") or "")
            people = [{"emailAddress": {"address": one}} for one in said.get("invite", [])]
            values["attendees"] = writing.READERS["attendees"]("invite", people)
            return self._stand_in.meetings.create(person, values)

        return await self._done(request, person, enter, HTTPStatus.CREATED)

    async def act(self, request: web.Request) -> web.Response:
        """`accept`, `tentative`, `decline` and `propose` take `{"comment"}` and `under` (another address of theirs);
        `propose` (with `"decline": true`, if wanted) and `move` take `start` and `end`; `cancel` takes `comment`;
        `delete` nothing, and nobody hears of it but from an organiser. With `move` also goes `"all_day":
        true` for the whole days from `start` to `end`, and `"custom_zone": true` for times in a zone that somebody made
        up."""
        person, act = self._person(request), self._acts.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound

        def do(said: Said) -> None:
            copy = self._stand_in.book.by_id(person.id, request.match_info["event"])
            act(copy, said | {"act": request.match_info["act"]})

        return await self._done(request, person, do, HTTPStatus.OK)

    def _respond(self, copy: Copy, said: Said) -> None:
        response, slot = _response(said)
        under = str(said.get("under") or "")
        self._stand_in.meetings.respond(copy, response, _comment(said), True, slot, under)

    def _move(self, copy: Copy, said: Said) -> None:
        """In Outlook only the organiser moves a meeting: anybody else proposes a new time."""
        self._stand_in.meetings.update(copy, _stretch(said))

    async def answer(self, request: web.Request) -> web.Response:
        """Whoever has no mailbox here answers an invitation by mail: `accept`, `tentative`, `decline` or `propose`, as
        above."""
        number, act = request.match_info["number"], request.match_info["act"]
        letter = self._stand_in.letters.by_number(int(number)) if number.isdecimal() else None
        if act not in _RESPONSES or letter is None or letter["kind"] not in ("invitation", "update"):
            raise web.HTTPNotFound

        def do(said: Said) -> None:
            response, slot = _response(said | {"act": act})
            self._stand_in.meetings.answer(letter["uid"], letter["recipient"], response, _comment(said), slot)

        return await self._done(request, letter["sender"], do, HTTPStatus.OK)

    async def _done(
        self, request: web.Request, person: SandboxPerson | str, do: Callable[[Said], Copy | None], status: HTTPStatus
    ) -> web.Response:
        """`person` is whose calendar is concerned, or their address."""
        found = person if isinstance(person, SandboxPerson) else self._stand_in.tenant.person_by_mail(person)
        try:
            said = json.loads(await request.read() or b"{}")
            with self._stand_in.database.writing():
                copy = do(said)
        except GraphError as no:
            return _refused(no)
        except (ValueError, TypeError, AttributeError):
            return web.json_response({"error": "The body must be a JSON object."}, status=HTTPStatus.BAD_REQUEST)
        self._tell("calendar", person=found.id if found else "")
        return web.json_response(_shown(copy) if copy else {"done": True}, status=status)

    async def letters(self, request: web.Request) -> web.Response:
        """The post, oldest first, each with its `words`; `?to=` is an address."""
        post = self._stand_in.letters.all(request.query.get("to"))
        return web.json_response([letter | {"words": _words(letter["body"])} for letter in post])

    async def mails(self, request: web.Request) -> web.Response:
        """E-mail from the service, oldest first, each with its `words` and `links`; `?to=` is an address."""
        found = self._stand_in.mails.all(request.query.get("to"))
        shown = [one | {"words": _words(one["body"]), "links": _links(one["body"])} for one in found]
        return web.json_response([{key: value for key, value in one.items() if key != "body"} for one in shown])

    def _person(self, request: web.Request) -> SandboxPerson:
        person = self._stand_in.tenant.trust.person(request.match_info["person"])
        if person is None or not self._stand_in.mailboxes.has_one(person):
            raise web.HTTPNotFound(text="There is no such calendar.")
        return person


def _shown(copy: Copy) -> dict[str, Any]:
    data = copy.data
    return {
        "id": copy.id(immutable=True),
        "subject": data["subject"],
        "start": _london(copy.start),
        "end": _london(copy.end),
        "all_day": data["isAllDay"],
        "location": data["location"],
        "show_as": data["showAs"],
        "mine": copy.is_organiser,
        "organiser": data["organizer"],
        "cancelled": data["isCancelled"],
        "response": data["response"]["response"],
        "body": data["body"]["content"],
        "words": _words(data["body"]["content"]),
        "invited": [_invited(one) for one in data["attendees"]],
    }


def _words(html: str) -> str:
    """What a body says, a line for each paragraph, without its marks."""
    shown = re.sub(r"(?i)<(script|style)\b.*?</\1>", " ", " ".join(html.split()))
    paragraphs = re.sub(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6])>", "\n", shown)
    return "\n".join(filter(None, map(shapes.plain, paragraphs.split("\n"))))


def _links(html: str) -> list[dict[str, str]]:
    """Where its links lead, and what they are called."""
    found = re.findall(r'(?i)<a\s+href="([^"]*)"[^>]*>(.*?)</a>', html)
    return [{"url": unescape(url), "words": shapes.plain(words)} for url, words in found]


def _invited(attendee: dict[str, Any]) -> dict[str, Any]:
    slot = attendee["proposed"]
    proposed = {name: _london(read_instant(slot[name], name)) for name in ("start", "end")} if slot else None
    return {**{name: attendee[name] for name in ("name", "address", "response")}, "proposed": proposed}


def _london(at: datetime) -> str:
    return at.astimezone(_LONDON).replace(tzinfo=None).isoformat(timespec="minutes")


def _times(said: Said) -> dict[str, Moment]:
    start, end = _time(said.get("start")), _time(said.get("end"))
    if end.at <= start.at:
        raise GraphError(400, "ErrorPropertyValidationFailure", "The end must come after the start.")
    return {"start": start, "end": end}


def _stretch(said: Said) -> Said:
    """The times of an entry, which take up whole days or not."""
    if said.get("all_day") is True:
        first, last = (_midnight(said.get(name)) for name in ("start", "end"))
        return {"start": first, "end": Moment(_time(last.local.date() + timedelta(days=1)).at, _ZONE), "isAllDay": True}
    zone = CUSTOM if said.get("custom_zone") is True else _ZONE
    return {name: replace(at, zone=zone) for name, at in _times(said).items()} | {"isAllDay": False}


def _midnight(text: Any) -> Moment:
    return _time(_time(text).local.date())


def _response(said: Said) -> tuple[Response, tuple[Moment, Moment] | None]:
    if said["act"] != "propose":
        return _RESPONSES[said["act"]], None
    proposed = _times(said)
    response: Response = "declined" if said.get("decline") else "tentativelyAccepted"
    return response, (proposed["start"], proposed["end"])


def _time(text: Any) -> Moment:
    try:
        local = datetime.fromisoformat(str(text))
    except ValueError:
        raise GraphError(400, "ErrorInvalidParameter", f"{text} is no time such as 2026-10-15T09:00.") from None
    return Moment(read_instant(utc(local.replace(tzinfo=local.tzinfo or _LONDON)), "time"), _ZONE)


def _comment(said: Said) -> str:
    return str(said.get("comment") or "")


def _refused(no: GraphError) -> web.Response:
    status = HTTPStatus.NOT_FOUND if no.status == HTTPStatus.NOT_FOUND else HTTPStatus.BAD_REQUEST
    return web.json_response({"error": no.message}, status=status)
