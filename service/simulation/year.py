"""A year, day by day: people act, the clock strikes, and every promise is looked at."""

import random
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from automations.engine.chasing import Chase
from automations.engine.ports import SentMessage
from handbook.core.british_time import LONDON
from handbook.core.people import Role, School
from handbook.core.school_years import SchoolCalendar, Term, school_calendar
from handbook.visits.purposes import Menu, Purpose, SchoolLedVisit, TermlyVisit
from service.simulation.house import House
from service.simulation.people import Year, pressable
from service.simulation.promises.every import EACH_DAY, EACH_WEEK, in_words
from service.simulation.promises.seen import Broken, Promise, Seen, Sent
from service.simulation.trust import Trust, a_successor, a_trust
from store.database import Database
from store.unit_of_work import UnitOfWork

STRIKES: Final = (time(9, 30), time(16, 30))
_STORY: Final = 12
_CHASES_ASK: Final = (0, 1, 7, 21, 49, 63, 91, 182, 371)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is played. `days` from 1 September on; `faults_one_in` calls of Microsoft 365 one goes wrong (0: none)."""

    schools: int
    sips: int
    seed: int
    days: int = 365
    faults_one_in: int = 50
    starts_in: int = 2026


@dataclass(frozen=True, slots=True)
class Found:
    """A promise that did not hold: on which day, of which record, and what had happened to that."""

    on: date
    promise: str
    broken: Broken
    story: tuple[str, ...]

    def __str__(self) -> str:
        told = "".join(f"\n    {line}" for line in self.story)
        return f"{self.on:%d/%m/%Y} {self.broken.about}: it does not hold that {self.promise}. {self.broken.why}{told}"


@dataclass
class Played:
    """A year that was played: the house as it is at its end, and what did not hold."""

    wanted: Wanted
    house: House
    people: Year
    found: list[Found] = field(default_factory=list[Found])
    looks: int = 0
    _seen_messages: int = 0
    _once: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def calendar(self) -> SchoolCalendar:
        return self.people.calendar

    async def look(self, *promises: Promise) -> None:
        """Holds promises against this moment; each is reported once for each record."""
        messages = list(self.house.chats.messages.values())
        new = [
            Sent(one.person_id, one.sent_at.astimezone(LONDON), one.summary)
            for one in messages
            if self._is_new(one.place)
        ]
        self._seen_messages = self.house.chats.sent

        def look(uow: UnitOfWork) -> list[tuple[Promise, Broken]]:
            readers = {
                one.item.item_id: (one.item, frozenset(one.readers)) for one in self.house.libraries.files.values()
            }
            seen = Seen(
                uow,
                self.house.now,
                self.house.trust.year,
                self.calendar,
                new,
                readers,
                lambda about: self._is_live(uow, about),
                lambda about: self._is_due(uow, about),
            )
            return [(promise, broken) for promise in promises for broken in promise(seen)]

        for promise, broken in await self.house.bus.read(look):
            said = in_words(promise)
            if (said, broken.about) not in self._once:
                self._once.add((said, broken.about))
                self.found.append(Found(self.house.now.date(), said, broken, self._story_of(broken.about)))
        self.looks += len(promises)

    def _is_new(self, place: SentMessage) -> bool:
        return int(place.activity_id.rpartition("-")[2]) > self._seen_messages

    def _story_of(self, about: str) -> tuple[str, ...]:
        own = [f"{at:%d/%m/%Y %H:%M} {what}" for at, record, what in self.people.story if record == about]
        return tuple(own[-_STORY:])

    def _is_live(self, uow: UnitOfWork, about: str) -> bool:
        for one in uow.cards.about(about):
            message = self.house.chats.messages.get(SentMessage(one.conversation_id, one.activity_id, one.service_url))
            if one.shows and not one.earlier and message and any(pressable(message.card)):
                return True
        return False

    def _is_due(self, uow: UnitOfWork, about: str) -> bool:
        key, policy, now = about.partition(":")[2], self.house.policy, self.house.now
        if any(key in f"{job.key} {job.args}" for _, _, job in self.house.jobs.waiting):
            return True
        chases = [due for due in self.house.due.values() if isinstance(due, Chase)]
        others = [due for due in self.house.due.values() if not isinstance(due, Chase)]
        chased = (
            waits for one in chases for each in one.records(uow, now) for waits in one.waits(uow, each, policy, now)
        )
        if any(waits.about == about for waits in chased):
            return True
        times = (now.replace(hour=17) + timedelta(days=days) for days in _CHASES_ASK)
        return any(_is_about(command, key) for at in times for due in others for command in due(uow, policy, at))


def _is_about(command: object, key: str) -> bool:
    return all(part in str(command) for part in key.split("-"))


async def play(wanted: Wanted, database: Database, progress: Callable[[date], None] = lambda _: None) -> Played:
    """Plays it on an empty database, and leaves that open."""
    database.migrate()
    chance = random.Random(wanted.seed)
    trust = a_trust(wanted.schools, wanted.sips, wanted.starts_in)
    begins = datetime(wanted.starts_in, 9, 1, 8, tzinfo=UTC)
    with ids_of(wanted.seed):
        house = House(database, trust, begins, random.Random(chance.random()), wanted.faults_one_in)
        calendar = school_calendar(trust.sessions, [], [], house.policy.bank_holidays)
        people = Year(house, random.Random(chance.random()), calendar)
        house.heard = people.heard
        played = Played(wanted, house, people)
        await house.open()
        _intend(people, trust, chance)
        for day in (begins.date() + timedelta(days=number) for number in range(wanted.days)):
            for strike in STRIKES:
                await people.act(datetime.combine(day, strike, LONDON).astimezone(UTC))
                await house.strike()
            await played.look(*EACH_DAY, *(EACH_WEEK if day.weekday() == 4 else ()))
            progress(day)
        await played.look(*EACH_DAY, *EACH_WEEK)
    return played


def _intend(people: Year, trust: Trust, chance: random.Random) -> None:
    """What is begun in a year, and when: by everybody a little after the first days of a term."""
    advisor = trust.holder(Role.TRUST_ADVISOR).id
    first = {term: next(one.first_on for one in trust.sessions if one.term is term) for term in Term}
    for school in trust.schools:
        people.means(people.days_on(chance.randint(1, 15)), _asking(people, school, advisor))
        for term in Term:
            people.means(_at(people, first[term], chance, 25), _seeking(people, school, TermlyVisit(term)))
            if chance.random() < 0.6:
                led = SchoolLedVisit(chance.choice(list(Menu)))
                people.means(_at(people, first[term], chance, 35), _seeking(people, school, led))
        if chance.random() < 0.06:
            people.means(_at(people, first[chance.choice(list(Term))], chance, 40), _worrying(people, school))
        if chance.random() < 0.05:
            people.means(
                _at(people, first[chance.choice((Term.SPRING, Term.SUMMER))], chance, 10), _leaving(people, school)
            )
        if chance.random() < 0.08:
            people.means(_at(people, first[chance.choice(list(Term))], chance, 40), _deleting(people, school))


def _at(people: Year, first_on: date, chance: random.Random, within: int) -> datetime:
    on = people.calendar.school_day_after(first_on, chance.randint(1, within)) or first_on
    return datetime.combine(on, time(9), LONDON) + timedelta(minutes=chance.randrange(420))


def _asking(people: Year, school: School, advisor_id: str) -> Callable[[], object]:
    return lambda: people.ask_to_sign(school, advisor_id)


def _seeking(people: Year, school: School, purpose: Purpose) -> Callable[[], object]:
    return lambda: people.seek(school, purpose)


def _worrying(people: Year, school: School) -> Callable[[], object]:
    return lambda: people.raise_concern(school)


def _leaving(people: Year, school: School) -> Callable[[], object]:
    """The headteacher leaves, and another comes."""

    async def leave() -> None:
        trust = people.house.trust
        known = next(one for one in trust.schools if one.urn == school.urn)
        new = a_successor(trust.people[known.headteacher_id])
        stay = {key: one for key, one in trust.people.items() if key != known.headteacher_id}
        schools = tuple(replace(one, headteacher_id=new.id) if one.urn == school.urn else one for one in trust.schools)
        people.note(f"school:{school.urn}", f"{new.name} comes as headteacher")
        await people.house.read_list(replace(trust, schools=schools, people=stay | {new.id: new}))
        people.counts["leavers"] = people.counts.get("leavers", 0) + 1

    return leave


def _deleting(people: Year, school: School) -> Callable[[], object]:
    """The SIP deletes a visit in Outlook."""

    async def delete() -> None:
        own = people.house.calendars.entries.get(school.sip_id, {})
        ahead = sorted((one.period.start, one.id) for one in own.values() if one.period.start > people.house.now)
        if ahead:
            visit = own[ahead[0][1]].visit or ""
            people.note(visit, "deleted in Outlook by its SIP")
            people.house.calendars.take_out(school.sip_id, ahead[0][1])
            people.counts["deleted in Outlook"] = people.counts.get("deleted in Outlook", 0) + 1

    return delete


@contextmanager
def ids_of(seed: int) -> Generator[None]:
    """Meanwhile ids come from the seed: records are listed by them, and a year can be played again."""
    chance, own = random.Random(seed), uuid.uuid4
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)
    try:
        yield
    finally:
        uuid.uuid4 = own


def stories(played: Played) -> Iterator[str]:
    """What did not hold, in words."""
    yield from (str(one) for one in played.found)
