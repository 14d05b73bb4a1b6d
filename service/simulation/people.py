"""What people do in a simulated year: they press what is on their cards, soon, late or never."""

import heapq
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final, cast

from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.ports import Card, SentMessage
from automations.reports.arrival import ReceiveReport
from handbook.cases.case import Words
from handbook.cases.concern_steps import RaiseConcern
from handbook.core.british_time import LONDON
from handbook.core.people import School
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Term
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.paper.proforma import Contents, Form, Judgement, Target
from handbook.visits.booking import SeekVisit
from handbook.visits.purposes import Purpose, TermlyVisit
from service.simulation.house import House
from service.simulation.microsoft365 import Message

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Habit:
    """A button that somebody presses where they see it: the first of `rivals` of which chance says so instead, after at
    most so many school days where they are quick; the slow take five times as long."""

    within: int
    rivals: tuple[tuple[str, float], ...] = ()


HABITS: Final[Mapping[str, Habit]] = {
    "report.send": Habit(1),
    "report.approve": Habit(4, (("report.ask_change", 0.12),)),
    "report.share": Habit(3),
    "agreement.sign": Habit(4, (("agreement.decline", 0.06),)),
    "visit.send": Habit(1),
    "visit.pick": Habit(3, (("visit.ask_others", 0.08), ("visit.none_suits", 0.02))),
    "visit.agree": Habit(2, (("visit.keep", 0.2),)),
    "visit.held": Habit(1, (("visit.not_held", 0.03),)),
}
_CHANGES: Final = (("visit.cancel", 0.02), ("visit.move", 0.05))
_NEVER: Final = 0.04
_SLOW: Final = 0.2


@dataclass
class Year:
    """Everybody. `story` says what was done about what, in order."""

    house: House
    chance: random.Random
    calendar: SchoolCalendar
    story: list[tuple[datetime, str, str]] = field(default_factory=list[tuple[datetime, str, str]])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    _meant: list[tuple[datetime, int, Any]] = field(default_factory=list[tuple[datetime, int, Any]])
    _seen: set[object] = field(default_factory=set[object])
    _number: int = 0

    def heard(self, message: Message) -> None:
        """Somebody sees a card: what they will press, and when, is settled now."""
        can = first_buttons(message.card)
        for verb, habit in HABITS.items():
            if verb in can:
                self._means(message, verb, can, habit)
        if "visit.cancel" in can and message.place not in self._seen:
            self._seen.add(message.place)
            for verb, odds in _CHANGES:
                if verb in can and self.chance.random() < odds:
                    self._means(message, verb, can, Habit(3))

    def means(self, at: datetime, what: Any) -> None:
        """Something is done at a time."""
        self._number += 1
        heapq.heappush(self._meant, (at, self._number, what))

    async def act(self, until: datetime) -> None:
        """People do what they meant to do by then, and the service what follows."""
        while self._meant and self._meant[0][0] <= until:
            at, _, what = heapq.heappop(self._meant)
            await self.house.run_until(max(at, self.house.now))
            try:
                await what()
            except Refused as refusal:
                self._count(f"refused: {refusal.code}")
        await self.house.run_until(until)

    def days_on(self, days: int) -> datetime:
        """Between nine and four, so many school days from now."""
        on = self.calendar.school_day_after(self.house.now.astimezone(LONDON).date(), days + 1)
        if on is None:
            return self.house.now + timedelta(days=400)
        return datetime.combine(on, time(9), LONDON) + timedelta(minutes=self.chance.randrange(420))

    async def seek(self, school: School, purpose: Purpose) -> None:
        """The school's SIP begins to book a visit."""
        await self.decide(SeekVisit(school.urn, self.house.trust.year, purpose), school.sip_id, f"school:{school.urn}")

    async def ask_to_sign(self, school: School, advisor_id: str) -> None:
        await self.decide(AskForAgreement(school.urn, 0), advisor_id, f"school:{school.urn}")

    async def raise_concern(self, school: School) -> None:
        """The SIP has talked with the headteacher, and opens a concern."""
        today = self.house.now.date()
        words = Words("Books were not marked.", "It worries me.", "Look again.", "It will be seen to.")
        command = RaiseConcern(school.urn, words, today + timedelta(days=14), today)
        await self.decide(command, school.sip_id, f"school:{school.urn}")

    async def hand_in(self, school: School, term: Term, version: int = 1) -> None:
        """The SIP sends a report. Its contents are taken as read: reading Word is measured elsewhere."""
        self._number += 1
        arrival = f"arrival-{self._number}"
        sip = self.house.people[school.sip_id]
        year = self.house.trust.year
        contents = contents_of(school, sip.name, year, term)
        name, about = f"report-{version}.docx", f"report-{school.urn}-{year.starts_in}-{term.lower()}"
        await self.house.bus.decide(NoteFile(arrival, name, "https://teams.example/file"), sip.id, "teams")
        self.house.jobs.leave_out(arrival)
        await self.decide(ReceiveReport(arrival, f"{about} {version}".encode(), contents), sip.id, about)

    async def decide(self, command: object, person_id: str, about: str) -> None:
        self.note(about, f"{type(command).__name__} by {self.house.people[person_id].name}")
        await self.house.bus.decide(command, person_id, "teams")
        self._count(type(command).__name__)
        await self.house.run_until(self.house.now + timedelta(seconds=1))

    def note(self, about: str, what: str) -> None:
        self.story.append((self.house.now, about, what))

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _means(self, message: Message, verb: str, can: Mapping[str, Json], habit: Habit) -> None:
        once = (message.place, verb, str(can[verb]))
        if once in self._seen or (self._seen.add(once)):
            return
        kind = random.Random(f"{message.person_id}").random()
        if self.chance.random() < _NEVER:
            return
        for rival, odds in habit.rivals:
            if rival in can and self.chance.random() < odds:
                verb = rival
                break
        days = self.chance.randint(0, habit.within * (5 if kind < _SLOW else 1))
        at = self.days_on(days)
        self.means(at, lambda: self.press(message.place, verb))

    async def press(self, place: SentMessage, verb: str) -> None:
        """What then still stands there is pressed, once more where it asks once more."""
        message = self.house.chats.messages.get(place)
        about = ""
        for _ in range(2):
            button = first_buttons(message.card).get(verb) if message else None
            if message is None or button is None:
                return
            data = {**filled_in(message.card, self, verb, message.person_id), **button.get("data", {})}
            about = str(
                next(
                    (data[key] for key in ("report_id", "visit_id", "report", "visit", "urn", "id") if key in data), ""
                )
            )
            self.note(about, f"{button['verb']} ({verb}) by {self.house.people[message.person_id].name}")
            sender = Sender(message.person_id, place.conversation_id, place.service_url)
            answer = await self.house.router.clicked(sender, Click(str(button["verb"]), data, place))
            if not isinstance(answer, CardAnswer):
                self._count(f"answered in words: {verb}")
                self.note(about, f"answered: {answer.text}")
                return
            self._count(verb)
            message.card = answer.card
            await self.house.run_until(self.house.now + timedelta(seconds=1))
            if button["verb"] == verb:
                break
        await self._after(verb, about)

    async def _after(self, verb: str, about: str) -> None:
        if verb == "report.ask_change":
            report = await self.house.report(about)
            school = next(one for one in self.house.trust.schools if one.urn == report.urn)
            self.means(
                self.days_on(self.chance.randint(1, 5)), lambda: self.hand_in(school, report.term, report.latest + 1)
            )
        if verb == "visit.held":
            visit = await self.house.bus.read(lambda uow: uow.visits.get(about))
            if isinstance(visit.purpose, TermlyVisit):
                school, term = next(one for one in self.house.trust.schools if one.urn == visit.urn), visit.purpose.term
                self.means(self.days_on(self.chance.randint(1, 10)), lambda: self.hand_in(school, term))


def pressable(card: Card) -> Iterator[tuple[str, Json]]:
    """The buttons of a card by what they do; one that asks once more by what it asks about."""
    for one in parts(card):
        if one.get("type") == "Action.Execute":
            data = one.get("data", {})
            yield str(data.get("asks", one["verb"])), one


def first_buttons(card: Card) -> dict[str, Json]:
    """Of several that do the same, the first: what is offered is taken as it is."""
    return dict(reversed(list(pressable(card))))


def parts(node: Any) -> Iterator[Json]:
    """Every element of a card, however deep."""
    if isinstance(node, dict):
        found = cast(Json, node)
        yield found
        for one in found.values():
            yield from parts(one)
    elif isinstance(node, list):
        for one in cast(list[Any], node):
            yield from parts(one)


def filled_in(card: Card, year: Year, verb: str, person_id: str) -> dict[str, str]:
    """What somebody fills in, where the button needs it; else what stands there."""
    inputs = [one for one in parts(card) if str(one.get("type")).startswith("Input.")]
    if verb == "agreement.sign":
        return {one["id"]: year.house.people[person_id].name for one in inputs}
    if verb not in _WRITTEN:
        return {one["id"]: str(one.get("value", "")) for one in inputs}
    return {one["id"]: _filled(one, year) for one in inputs}


_WRITTEN: Final = ("report.ask_change", "visit.none_suits", "visit.not_held", "visit.cancel", "visit.move")


def _filled(one: Json, year: Year) -> str:
    kind = one["type"].removeprefix("Input.")
    if kind == "Date":
        return str(year.days_on(year.chance.randint(5, 15)).date())
    if kind == "ChoiceSet":
        choices = [choice["value"] for choice in one.get("choices", []) if choice["value"]]
        return str(one.get("value") or (choices[0] if choices else ""))
    return {"Time": "10:00", "Number": str(one.get("min", 1)), "Toggle": "true"}.get(kind, "Because it is so.")


def contents_of(school: School, sip: str, year: Any, term: Term) -> Contents:
    """A report with every section."""
    said = (
        "context",
        "last_ofsted",
        "judgements",
        "visit_notes",
        "good_practice",
        "headteacher",
        "targets",
        "progress",
    )
    return Contents(
        school_name=school.name,
        urn=school.urn,
        academic_year=year,
        term=term,
        sip_name=sip,
        sections={key: "We looked at writing in Years 3 and 4." for key in said} | {"next_visit": "We look again."},
        judgements=(Judgement("Quality of education", "Good", "Good"),),
        targets=(Target("Raise writing in Year 4", "70 % at the expected standard", "Year 4 lead", "July 2027"),),
        town=school.town,
        form=Form.OURS,
    )
