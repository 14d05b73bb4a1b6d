"""What happens to a meeting, in every calendar that holds it. All of it within the caller's transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sandbox.graph.calendar import writing
from sandbox.graph.calendar.book import Book, Copy, new_uid
from sandbox.graph.calendar.letters import Kind, Letters
from sandbox.graph.calendar.mailboxes import Mailboxes
from sandbox.graph.calendar.time_zones import NEVER, Moment, utc
from sandbox.graph.calendar.writing import Values
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.tenant import Tenant
from sandbox.trust import SandboxPerson

Response = Literal["accepted", "tentativelyAccepted", "declined"]
_OF_EVERYBODY = ("subject", "body", "location", "sensitivity", "importance", "isAllDay", "isOnlineMeeting")
_OWN_AFFAIR = frozenset(
    {"showAs", "categories", "isReminderOn", "reminderMinutesBeforeStart", "singleValueExtendedProperties"}
)
_DEFAULTS: Values = {
    "subject": "", "body": {"contentType": "html", "content": ""}, "location": "", "attendees": [],
    "isOnlineMeeting": False, "allowNewTimeProposals": True, "responseRequested": True, "isReminderOn": True,
    "reminderMinutesBeforeStart": 15, "showAs": "busy", "sensitivity": "normal", "importance": "normal",
    "categories": [], "hideAttendees": False, "isAllDay": False, "singleValueExtendedProperties": {},
    "isCancelled": False, "response": {"response": "organizer", "time": NEVER},
}  # fmt: skip


class Meetings:
    def __init__(
        self, book: Book, letters: Letters, mailboxes: Mailboxes, tenant: Tenant, now: Callable[[], datetime]
    ) -> None:
        self._book = book
        self._letters = letters
        self._mailboxes = mailboxes
        self._tenant = tenant
        self._now = now

    def create(self, organiser: SandboxPerson, values: Values, fingerprint: str = "") -> Copy:
        """A new event in the organiser's calendar, and a copy in that of everybody invited."""
        if not isinstance(values.get("start"), Moment) or not isinstance(values.get("end"), Moment):
            raise bad_request("An event needs a start and an end.", "ErrorPropertyValidationFailure")
        transaction = values.get("transactionId")
        written = self._book.of_transaction(organiser.id, transaction) if transaction else None
        if written is not None:
            return _the_same(written, fingerprint)
        start, end = values["start"], values["end"]
        writing.checked(values, start, end)
        kept = {name: value for name, value in values.items() if name in _DEFAULTS}
        zones = {"startZone": start.zone, "endZone": end.zone}
        data: Values = _DEFAULTS | kept | zones | {"organizer": _address(organiser)}
        data["attendees"] = [_unanswered(one, "none") for one in data["attendees"]]
        copy = Copy(0, organiser.id, new_uid(), organiser.id, start.at, end.at, data, transaction, fingerprint)
        copy = self._book.add(copy, self._now())
        if data["attendees"]:
            copy = self._book.save(copy, self._now())  # Exchange touches it again when the invitations have gone
        for attendee in data["attendees"]:
            self._invite(copy, attendee, "invitation")
        return copy

    def update(self, copy: Copy, values: Values) -> Copy:
        """Changes an event. The organiser's changes reach everybody; others change only what is their own affair."""
        if "transactionId" in values and values["transactionId"] != copy.transaction_id:
            raise _not_possible("The TransactionId of an event cannot be changed.")
        if not copy.is_organiser and not _OWN_AFFAIR.issuperset(values):
            raise _not_possible("Only the organizer of a meeting can change that.")
        if copy.data["isOnlineMeeting"] and values.get("isOnlineMeeting") is False:
            raise _not_possible("An online meeting stays one.")
        start = values.get("start") or Moment(copy.start, copy.data["startZone"])
        end = values.get("end") or Moment(copy.end, copy.data["endZone"])
        data = copy.data | {name: value for name, value in values.items() if name in _DEFAULTS}
        extended = copy.data["singleValueExtendedProperties"] | values.get("singleValueExtendedProperties", {})
        data |= {"startZone": start.zone, "endZone": end.zone, "singleValueExtendedProperties": extended}
        writing.checked(data, start, end)
        moved = (start.at, end.at, data["location"]) != (copy.start, copy.end, copy.data["location"])
        data["attendees"] = _attendees(copy, values, moved)
        changed = self._book.save(replace(copy, start=start.at, end=end.at, data=data), self._now())
        if changed.is_organiser and (moved or not _OWN_AFFAIR.issuperset(values)):
            self._tell_everybody(copy, changed, moved)
        return changed

    def _tell_everybody(self, before: Copy, now: Copy, moved: bool) -> None:
        staying = {one["address"].lower() for one in now.data["attendees"]}
        invited = {one["address"].lower() for one in before.data["attendees"]}
        for attendee in now.data["attendees"]:
            address = attendee["address"].lower()
            theirs = self._copy_of(address, now)
            if theirs is None:  # new, or declined earlier and asked again
                if moved or address not in invited:
                    self._invite(now, attendee, "update" if address in invited else "invitation")
                continue
            data = theirs.data | _shared(now) | {"isCancelled": False}
            if moved or theirs.data["isCancelled"]:
                data |= {"response": {"response": "notResponded", "time": NEVER}, "showAs": "tentative"}
            self._book.save(replace(theirs, start=now.start, end=now.end, data=data), self._now())
            self._write("update", now, attendee["address"])
        for attendee in before.data["attendees"]:
            if attendee["address"].lower() not in staying:
                self._call_off(before, attendee["address"], "")

    def cancel(self, copy: Copy, comment: str) -> None:
        if not copy.is_organiser:
            raise _not_possible("Your request can't be completed. You need to be an organizer to cancel a meeting.")
        for attendee in copy.data["attendees"]:
            self._call_off(copy, attendee["address"], comment)
        self._book.remove(copy, self._now())

    def delete(self, copy: Copy) -> None:
        """The organiser's deleting calls the meeting off; anybody else only takes it out of their own calendar."""
        if copy.is_organiser:
            self.cancel(copy, "")
        else:
            self._book.remove(copy, self._now())

    def respond(
        self,
        copy: Copy,
        response: Response,
        comment: str,
        send: bool,
        proposed: tuple[Moment, Moment] | None,
        under: str = "",
    ) -> None:
        """What somebody invited says. A decline takes the meeting out of their calendar; the organiser learns of it all
        unless `send` is false. It may come `under` another address of theirs."""
        if copy.is_organiser:
            raise _not_possible("You can't respond to this meeting because you're the meeting organizer.")
        if copy.data["isCancelled"]:
            raise _not_possible("Your request can't be completed. This meeting has been canceled.")
        if proposed and not (send and copy.data["allowNewTimeProposals"] and response != "accepted"):
            raise _not_possible("A new time cannot be proposed with this response, or for this meeting.")
        at = self._now()
        if response == "declined":
            self._book.remove(copy, at)
        else:
            shown = copy.data.get("organiserShowsAs", "busy") if response == "accepted" else "tentative"
            data = copy.data | {"response": {"response": response, "time": utc(at)}, "showAs": shown}
            self._book.save(replace(copy, data=data), at)
        person = self._tenant.trust.person(copy.mailbox)
        if send and person is not None:
            self.answer(copy.uid, person.mail, response, comment, proposed, under)

    def answer(
        self,
        uid: str,
        mail: str,
        response: Response,
        comment: str,
        proposed: tuple[Moment, Moment] | None,
        under: str = "",
    ) -> None:
        """What reaches the organiser of an answer, whether it came out of a calendar here or as a mail from elsewhere.
        Where the meeting is no more, nobody hears of it."""
        copy, mail, at = self._book.of_organiser(uid), mail.lower(), self._now()
        if copy is None:
            return
        slot = None if proposed is None else {"start": utc(proposed[0].at), "end": utc(proposed[1].at)}
        said = {"response": response, "time": utc(at), "proposed": slot}
        attendees = _with_answer(copy.data["attendees"], mail, under, said)
        self._book.save(replace(copy, data=copy.data | {"attendees": attendees}), at)
        self._letters.send("answer", mail, copy.data["organizer"]["address"], copy, at, comment or response)

    # copies and letters

    def _invite(self, copy: Copy, attendee: dict[str, Any], kind: Kind) -> None:
        person = self._tenant.person_by_mail(attendee["address"])
        if person and person.id != copy.organiser and self._mailboxes.has_one(person):
            data = _DEFAULTS | {"response": {"response": "notResponded", "time": NEVER}, "showAs": "tentative"}
            data |= _shared(copy)
            theirs = Copy(0, person.id, copy.uid, copy.organiser, copy.start, copy.end, data)
            self._book.add(theirs, self._now())
        self._write(kind, copy, attendee["address"])

    def _call_off(self, copy: Copy, address: str, comment: str) -> None:
        theirs = self._copy_of(address, copy)
        if theirs is not None:
            subject = f"Canceled: {theirs.data['subject']}"
            data = theirs.data | {"isCancelled": True, "showAs": "free", "subject": subject}
            self._book.save(replace(theirs, data=data), self._now())
        self._write("cancellation", copy, address, comment)

    def _copy_of(self, address: str, meeting: Copy) -> Copy | None:
        person = self._tenant.person_by_mail(address)
        copies = self._book.copies(meeting.uid)
        return next((one for one in copies if person and one.mailbox == person.id and not one.is_organiser), None)

    def _write(self, kind: Kind, copy: Copy, to: str, comment: str = "") -> None:
        self._letters.send(kind, copy.data["organizer"]["address"], to, copy, self._now(), comment)


def _the_same(written: Copy, fingerprint: str) -> Copy:
    if written.fingerprint == fingerprint and not written.deleted:
        return written
    message = (
        "Your request can't be completed. The TransactionId specified in the request has already been used to create a"
        " different event."
    )
    raise GraphError(400, "ErrorDuplicateTransactionId", message)


def _attendees(copy: Copy, values: Values, moved: bool) -> list[dict[str, Any]]:
    """Everybody invited from now on; who stays keeps their answer, unless there is something new to answer."""
    answered = {one["address"].lower(): one for one in copy.data["attendees"]}
    if moved:
        answered = {address: _unanswered(one, "notResponded") for address, one in answered.items()}
    if "attendees" not in values:
        return list(answered.values())
    return [answered.get(one["address"].lower(), _unanswered(one, "none")) for one in values["attendees"]]


def _unanswered(attendee: dict[str, Any], response: str) -> dict[str, Any]:
    return attendee | {"response": response, "time": NEVER, "proposed": None}


def _with_answer(attendees: list[dict[str, Any]], mail: str, under: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    """Exchange puts an address of its own (`/o=…`) in the place of the one that was invited. Whoever answers under an
    alias, or was not invited, is added as one who may come."""
    of = under or mail
    own = next((one for one in attendees if one["address"].lower() in (mail, of.lower())), None)
    line = {**(own or {"name": mail, "type": "optional"}), **said, "address": of}
    if own is not None and (of.startswith("/") or of.lower() == own["address"].lower()):
        return [line if one is own else one for one in attendees]
    others = [one for one in attendees if one["address"].lower() != of.lower()]
    return [*others, line | {"type": "optional"}]


def _shared(copy: Copy) -> Values:
    """What the organiser's copy hands on to the others: not its extended properties, and nobody's answers."""
    handed_on = {name: copy.data[name] for name in (*_OF_EVERYBODY, "allowNewTimeProposals", "responseRequested")}
    attendees = [_unanswered(one, "none") for one in copy.data["attendees"]]
    zones = {name: copy.data[name] for name in ("startZone", "endZone", "organizer", "hideAttendees")}
    return handed_on | zones | {"attendees": attendees, "organiserShowsAs": copy.data["showAs"]}


def _address(person: SandboxPerson) -> dict[str, str]:
    return {"name": person.name, "address": person.mail}


def _not_possible(message: str) -> GraphError:
    return bad_request(message, "ErrorInvalidRequest")
