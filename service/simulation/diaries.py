"""People's calendars of a simulated year, in memory, and what they do there themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbook.core.calendars import (
    Answer,
    Appointment,
    Busy,
    BusyTimes,
    CalendarEntry,
    DeltaSync,
    EntryChanges,
    Invited,
    Invitee,
    Period,
)
from handbook.core.external_errors import NotFound
from handbook.core.people import Person
from service.simulation.faults import Faults


@dataclass
class MovedCalendars:
    """Entries by their organiser. What was invited is busy, too."""

    faults: Faults
    people: Mapping[str, Person]
    entries: dict[str, dict[str, CalendarEntry]] = field(default_factory=dict[str, dict[str, CalendarEntry]])
    _busy: dict[str, dict[str, Busy]] = field(default_factory=dict[str, dict[str, Busy]])
    _written: dict[str, str] = field(default_factory=dict[str, str])
    _deleted: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    async def busy_times(self, asker_id: str, emails: Sequence[str], window: Period) -> Mapping[str, BusyTimes]:
        self._met()
        return {email: BusyTimes(email, self._times(email, window)) for email in emails}

    async def write(self, person_id: str, appointment: Appointment) -> CalendarEntry:
        after = self.faults.before()
        if appointment.transaction not in self._written:
            entry_id = f"entry-{len(self._written) + 1}"
            self._written[appointment.transaction] = entry_id
            self.put(person_id, _entry(entry_id, appointment))
        if after:
            raise after
        return self._one(person_id, self._written[appointment.transaction])

    async def entry(self, person_id: str, entry_id: str) -> CalendarEntry:
        self._met()
        return self._one(person_id, entry_id)

    async def of_visit(self, person_id: str, visit: str) -> list[CalendarEntry]:
        self._met()
        return [one for one in self.entries.get(person_id, {}).values() if one.visit == visit]

    async def change(self, person_id: str, entry_id: str, changes: EntryChanges) -> CalendarEntry:
        after = self.faults.before()
        standing = self._one(person_id, entry_id)
        given = {name: getattr(changes, name) for name in EntryChanges.__slots__ if name != "invitees"}
        changed = replace(standing, **{name: value for name, value in given.items() if value is not None})
        if changes.invitees is not None:
            changed = replace(changed, invited=_invited(changes.invitees))
        self.put(person_id, replace(changed, change_key=str(int(standing.change_key) + 1)))
        if after:
            raise after
        return self._one(person_id, entry_id)

    async def cancel(self, person_id: str, entry_id: str, comment: str) -> None:
        after = self.faults.before()
        self.take_out(person_id, entry_id)
        if after:
            raise after

    async def release(self, person_id: str, entry_id: str) -> None:
        await self.cancel(person_id, entry_id, "")

    async def delta_sync(self, person_id: str, window: Period, since: str | None = None) -> DeltaSync:
        self._met()
        removed = tuple(sorted(self._deleted.get(person_id, ()))) if since else ()
        return DeltaSync(tuple(self.entries.get(person_id, {}).values()), removed, "since", whole=since is None)

    def put(self, person_id: str, entry: CalendarEntry) -> None:
        self.entries.setdefault(person_id, {})[entry.id] = entry
        for email in (self.people[person_id].email, *(guest.email for guest in entry.invited)):
            self._busy.setdefault(email, {})[entry.id] = Busy(entry.period.start, entry.period.end, entry.shown_as)

    def take_out(self, person_id: str, entry_id: str) -> None:
        """Somebody deletes an entry of theirs; nothing, where it does not stand there."""
        if self.entries.get(person_id, {}).pop(entry_id, None) is not None:
            self._deleted.setdefault(person_id, set()).add(entry_id)
            for own in self._busy.values():
                own.pop(entry_id, None)

    def _one(self, person_id: str, entry_id: str) -> CalendarEntry:
        if entry_id not in self.entries.get(person_id, {}):
            raise NotFound("no such entry")
        return self.entries[person_id][entry_id]

    def _times(self, email: str, window: Period) -> tuple[Busy, ...]:
        found = (one for one in self._busy.get(email, {}).values() if window.overlaps(Period(one.start, one.end)))
        return tuple(sorted(found, key=lambda one: one.start))

    def _met(self) -> None:
        if after := self.faults.before():
            raise after


def _invited(invitees: Sequence[Invitee]) -> tuple[Invited, ...]:
    return tuple(Invited(one.email, one.name, Answer.NONE) for one in invitees)


def _entry(entry_id: str, appointment: Appointment) -> CalendarEntry:
    return CalendarEntry(
        id=entry_id,
        change_key="1",
        uid=f"uid-{entry_id}",
        period=appointment.period,
        subject=appointment.subject,
        body_html=appointment.body_html,
        location=appointment.location,
        shown_as=appointment.shown_as,
        organised_here=True,
        cancelled=False,
        invited=_invited(appointment.invitees),
        visit=appointment.visit,
        web_link="",
        transaction=appointment.transaction,
        private=appointment.private,
    )
