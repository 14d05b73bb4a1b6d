"""People's calendars in memory: `Calendars` and `Subscriptions` of `automations.engine.ports`, without a wire."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handbook.core.calendars import (
    Answer,
    Appointment,
    Busy,
    BusyTimes,
    CalendarEntry,
    DeltaSync,
    EntryChanges,
    Invited,
    Period,
    ShownAs,
    Subscription,
    Unread,
)
from handbook.core.external_errors import Forbidden, NotFound, NotUnderstood
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from tests.support.faults import Faults

Meanwhile = Callable[[], Awaitable[None]]


@dataclass
class InMemoryCalendars:
    """`unread` says whose calendar cannot be read, by address. `comments` are what people were told when something
    was called off. `meanwhile` happens once, while a method is under way. What is taken out can still be read by its
    id, until it is `purged`. What is `unreadable` stands there, and nobody can say when. `shut` are the ids of those
    whose mailbox is outside the scope. `deleted_copies`: who has deleted what they were invited to, by address."""

    faults: Faults
    people: Sequence[Person]
    entries: dict[str, dict[str, CalendarEntry]] = field(default_factory=dict[str, dict[str, CalendarEntry]])
    unread: dict[str, Unread] = field(default_factory=dict[str, Unread])
    comments: list[str] = field(default_factory=list[str])
    asked: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    _written: dict[str, str] = field(default_factory=dict[str, str])
    meanwhile: dict[str, Meanwhile] = field(default_factory=dict[str, Meanwhile])
    purged: bool = False
    unreadable: set[str] = field(default_factory=set[str])
    _deleted: dict[str, dict[str, CalendarEntry]] = field(default_factory=dict[str, dict[str, CalendarEntry]])
    shut: set[str] = field(default_factory=set[str])
    deleted_copies: set[str] = field(default_factory=set[str])
    _swept: int = 0

    async def busy_times(self, asker_id: str, emails: Sequence[str], window: Period) -> Mapping[str, BusyTimes]:
        await self._meet("busy_times")
        self._check_open(asker_id)
        self.asked.append(tuple(emails))
        return {email: self._times(email, window) for email in emails}

    async def write(self, person_id: str, appointment: Appointment) -> CalendarEntry:
        await self._meet("write")
        if appointment.transaction not in self._written:
            entry_id = f"entry-{len(self._written) + 1}"
            self._written[appointment.transaction] = entry_id
            self._own(person_id)[entry_id] = _entry(entry_id, appointment)
        return await self.entry(person_id, self._written[appointment.transaction])

    async def entry(self, person_id: str, entry_id: str) -> CalendarEntry:
        await self._meet("entry")
        readable = {**({} if self.purged else self._deleted.get(person_id, {})), **self._own(person_id)}
        if entry_id not in readable:
            raise NotFound("no such entry")
        if entry_id in self.unreadable:
            raise NotUnderstood("a time that cannot be read")
        return readable[entry_id]

    async def of_visit(self, person_id: str, visit: str) -> list[CalendarEntry]:
        await self._meet("of_visit")
        return [entry for entry in self._own(person_id).values() if entry.visit == visit]

    async def change(self, person_id: str, entry_id: str, changes: EntryChanges) -> CalendarEntry:
        standing = await self.entry(person_id, entry_id)
        given = {name: getattr(changes, name) for name in EntryChanges.__slots__ if name != "invitees"}
        changed = replace(standing, **{name: value for name, value in given.items() if value is not None})
        if changes.invitees is not None:
            answered = {one.email: one for one in standing.invited}
            invited = (answered.get(one.email, Invited(one.email, one.name, Answer.NONE)) for one in changes.invitees)
            changed = replace(changed, invited=tuple(invited))
        self._own(person_id)[entry_id] = changed
        return changed

    async def cancel(self, person_id: str, entry_id: str, comment: str) -> None:
        self.faults.meet("cancel")
        if self.take_out(person_id, entry_id):
            self.comments.append(comment)

    async def release(self, person_id: str, entry_id: str) -> None:
        self.take_out(person_id, entry_id)

    async def delta_sync(self, person_id: str, window: Period, since: str | None = None) -> DeltaSync:
        self.faults.meet("sweep")
        self._swept += 1
        removed = () if since is None else tuple(self._deleted.get(person_id, {}))
        own = self._own(person_id)
        read = tuple(entry for entry in own.values() if entry.id not in self.unreadable)
        unreadable = tuple(self.unreadable & own.keys())
        return DeltaSync(read, removed, f"since-{self._swept}", whole=since is None, unreadable=unreadable)

    async def _meet(self, method: str) -> None:
        self.faults.meet(method)
        if method in self.meanwhile:
            await self.meanwhile.pop(method)()

    def enter(self, person: Person, half_day: HalfDay, shown_as: ShownAs = ShownAs.BUSY) -> None:
        """Something of their own."""
        own = self._own(person.id)
        period = Period(half_day.starts_at, half_day.ends_at)
        appointment = Appointment("", "", period, "Something else", "", shown_as=shown_as)
        own[f"own-{len(own)}"] = replace(_entry(f"own-{len(own)}", appointment), visit=None)

    def put(self, person: Person, entry: CalendarEntry) -> None:
        self._own(person.id)[entry.id] = entry
        self._deleted.get(person.id, {}).pop(entry.id, None)

    def take_out(self, person_id: str, entry_id: str) -> bool:
        """Deletes an entry; False where it does not stand there."""
        entry = self._own(person_id).pop(entry_id, None)
        if entry is not None:
            self._deleted.setdefault(person_id, {})[entry_id] = entry
        return entry is not None

    def standing(self, person: Person) -> list[CalendarEntry]:
        return list(self._own(person.id).values())

    def _check_open(self, person_id: str) -> None:
        if person_id in self.shut:
            raise Forbidden("ErrorAccessDenied")

    def _own(self, person_id: str) -> dict[str, CalendarEntry]:
        return self.entries.setdefault(person_id, {})

    def _times(self, email: str, window: Period) -> BusyTimes:
        if email in self.unread:
            return BusyTimes(email, None, self.unread[email])
        found = (Busy(one.period.start, one.period.end, one.shown_as) for one in self._seen_by(email))
        return BusyTimes(email, tuple(one for one in found if window.overlaps(Period(one.start, one.end))))

    def _seen_by(self, email: str) -> Iterator[CalendarEntry]:
        """What stands in somebody's calendar, and what they are invited to."""
        person = next(person for person in self.people if person.email == email)
        yield from self._own(person.id).values()
        for owner, entries in self.entries.items():
            if owner != person.id and email not in self.deleted_copies:
                yield from (one for one in entries.values() if any(guest.email == email for guest in one.invited))


@dataclass
class InMemorySubscriptions:
    faults: Faults
    orders: dict[str, Subscription] = field(default_factory=dict[str, Subscription])
    states: dict[str, str] = field(default_factory=dict[str, str])

    async def subscribe(self, person_id: str, client_state: str, until: datetime) -> Subscription:
        self.faults.meet("watch")
        order = Subscription(f"watch-{len(self.states) + 1}", person_id, until)
        self.orders[order.id], self.states[order.id] = order, client_state
        return order

    async def renew(self, subscription_id: str, until: datetime) -> Subscription:
        self.faults.meet("renew")
        if subscription_id not in self.orders:
            raise NotFound("no such watch")
        self.orders[subscription_id] = replace(self.orders[subscription_id], expires_at=until)
        return self.orders[subscription_id]

    async def unsubscribe(self, subscription_id: str) -> None:
        self.orders.pop(subscription_id, None)

    async def standing(self) -> list[Subscription]:
        return list(self.orders.values())


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
        invited=tuple(Invited(one.email, one.name, Answer.NONE) for one in appointment.invitees),
        visit=appointment.visit,
        web_link="",
        transaction=appointment.transaction,
        private=appointment.private,
    )
