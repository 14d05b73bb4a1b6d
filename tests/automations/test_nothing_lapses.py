"""Nothing lapses silently: of each open record somebody holds a card with something to press, or the clock will do
something about it, whatever people press and however long nobody does. A workflow without a start here fails."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import Click, Sender, SentFile
from automations.engine.scheduler import run_due_commands
from automations.reports.arrival import ReceiveReport
from automations.schools.sheets import KeepImport, NoteSheet
from automations.workflows import TABLES
from handbook.allocation.choices.choice import ProposeSip
from handbook.allocation.conflicts.declarations import AskAllToDeclare
from handbook.allocation.needs import AskForNeeds
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.good_practice.introduction import Introduce
from handbook.plans.acceptance import NotePlans
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.approval import SendReport
from handbook.schools.list_import import ImportedRows
from handbook.visits.booking import SeekVisit, SendSlots
from handbook.visits.ofsted.call import AskSipToCome
from store.database import Database
from tests.automations import lapsing, recruitment_office
from tests.automations.allocation_office import a_record
from tests.automations.case_office import talked
from tests.automations.membership_handing import PDF
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.practice_office import put
from tests.automations.question_office import asked
from tests.support import builders as a
from tests.support import visits as v
from tests.support.covers import DEPUTY
from tests.support.databases import Databases
from tests.support.good_practice import AELRED, NEED, OFFER, OTHER_HEAD
from tests.support.plans import a_line, a_plan

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

YEAR, URN = lapsing.YEAR, "900001"
PEOPLE: Final = (*EVERYBODY, DEPUTY, OTHER_HEAD)
Start = Callable[[Office], Awaitable[None]]


def bring(office: Office, *left: Person) -> None:
    """Two schools; who has left is nobody's headteacher and nobody's SIP any more."""
    gone = {one.id for one in left}
    schools = [
        replace(school, **{part: "" for part in ("headteacher_id", "sip_id") if getattr(school, part) in gone})
        for school in (a.a_school(), replace(AELRED, sip_id=""))
    ]
    people = [one for one in PEOPLE if one not in left]
    checks = [replace(v.CHECKS, sip_id=one.id) for one in (SIP, DEPUTY)]
    with office.database.writing() as uow:
        uow.roster.replace(people, schools, {"Fellshire": v.SESSIONS}, {}, {}, checks, at=office.now)


async def by(office: Office, person: Person, *commands: object) -> None:
    for command in commands:
        await office.bus.decide(command, person.id, "teams")
    await office.run_all()


async def typed(office: Office, person: Person, text: str) -> None:
    await office.router.typed(Sender(person.id, "chat", "https://t/"), text, f"{person.id}-{text}")
    await office.run_all()


async def pressed(office: Office, who: Person, verb: str, **data: str | int) -> None:
    """On the newest card in their chat, which then stands for the record."""
    chat = office.ends.messenger.to(who)
    click = Click(verb, data, chat[-1].place if chat else None)
    await office.router.clicked(Sender(who.id, "chat", "https://t/"), click)
    await office.run_all()


async def reports(office: Office) -> None:
    report = await office.receive()
    await by(office, SIP, SendReport(report.id, 1))
    for kind in AgreementKind:
        await by(office, ADVISOR, AskForAgreement(URN, 0, kind))
    old = a.a_contents(academic_year=AcademicYear(2025))
    await by(office, SIP, NoteFile("f", "r.docx", "https://t/f"), ReceiveReport("f", b"PK", old))


async def visits(office: Office) -> None:
    await by(office, SIP, SeekVisit(URN, YEAR, v.TERMLY))
    [visit] = await office.bus.read(lambda uow: uow.visits.of_school(URN))
    await by(office, SIP, SendSlots(visit.id, visit.version))
    await typed(office, HEAD, "ofsted")
    await pressed(office, HEAD, "ofsted.called", urn=URN, first_on="2026-12-14", last_on="2026-12-15")
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school(URN))
    await by(office, HEAD, AskSipToCome(call.id, v.afternoon(call.first_on)))


async def cases(office: Office) -> None:
    await talked(office)
    await pressed(office, SIP, "cover.name", person=SIP.id, deputy=DEPUTY.id, first_on="2026-11-24",
                  last_on="2026-12-10")  # fmt: skip


async def plans(office: Office) -> None:
    await by(office, ADVISOR, NotePlans("run-1", ADVISOR.id, (a_plan(a_line(), sip_id=SIP.id),)))


async def good_practice(office: Office) -> None:
    put(office, NEED, OFFER)
    await by(office, ADVISOR, Introduce(NEED.id, OFFER.id))


async def schools(office: Office) -> None:
    sheet = KeepImport("m-0", "f" * 64, "schools", "", ImportedRows(), (), ())
    await by(office, ADVISOR, NoteSheet("m-0", "schools.csv", "https://t/x"), sheet)
    await pressed(office, ADVISOR, "list_edit.draft", kind="leave", about=DEPUTY.id)


async def sip_team(office: Office) -> None:
    await pressed(office, ADVISOR, "skills.ask", year=2026)
    await pressed(office, SIP, "appraisal.ask", urn=URN, year=2026)
    await pressed(office, ADVISOR, "training.set", subject="data", train_on="2026-11-25", train_at="13:00-16:00",
                  invited=SIP.id)  # fmt: skip


async def membership(office: Office) -> None:
    here: dict[str, str | int] = {"urn": AELRED.urn, "year": 2026}
    await typed(office, ADVISOR, "membership")
    await pressed(office, ADVISOR, "membership.change", **here, revision=0, provision="own", sip_name="Ned Farrow")
    await pressed(office, ADVISOR, "membership.note_report", **here, revision=1, term="Autumn")
    paid: dict[str, str | int] = {"fee_paid_on": "2026-11-20", "fee_reference": "BACS 1"}
    await pressed(office, ADVISOR, "membership.pay", **here, revision=2, part="fee", **paid)
    office.ends.messenger.files["https://t/file"] = PDF
    sent = SentFile("Report.pdf", "https://t/file", "m-handed")
    await office.router.sent_files(Sender(OTHER_HEAD.id, "chat", "https://t/"), (sent,))
    await office.run_all()


async def allocation(office: Office) -> None:
    with office.database.writing() as uow:
        for sip in (SIP, DEPUTY):
            before = uow.sip_records.of(sip.id).revision
            uow.sip_records.save(replace(a_record(sip), revision=before), recruitment_office.ENTRY, a.MONDAY)
    await by(office, ADVISOR, AskForNeeds(URN, YEAR), AskAllToDeclare(YEAR), ProposeSip(URN, DEPUTY.id))


async def questions(office: Office) -> None:
    await asked(office, HEAD, "What is a half-day?")


async def recruitment(office: Office) -> None:
    await typed(office, OTHER_HEAD, "apply")
    await pressed(office, OTHER_HEAD, "application.begin")


STARTS: Final[Mapping[str, Start | str]] = {
    "engine": "what was given up is told where it is given up",
    "reports": reports,
    "visits": visits,
    "cases": cases,
    "half_days": "what is planned or agreed asks nobody",
    "plans": plans,
    "meetings": "a meeting stands in calendars",
    "data": "figures ask nobody",
    "good_practice": good_practice,
    "school_record": "files that were asked for",
    "schools": schools,
    "sip_team": sip_team,
    "handover": "what is handed over is a record of another workflow",
    "membership": membership,
    "allocation": allocation,
    "reach": "a broadcast asks nobody",
    "audit": "nobody is asked anything about it",
    "mail": "a letter is about a record of another workflow",
    "questions": questions,
    "operating": "it tells of the work of others, and has no records but what was told",
    "corrections": "what is noted beside a record waits for nobody",
    "overview": "it shows what others hold",
    "recruitment": recruitment,
    "home": "it shows what others hold",
}
"""How each workflow's records are begun, by what people press and send; or why none of them waits for anybody."""
LISTS: Final = frozenset(
    (
        *("agreement_round", "frameworks", "school_part", "years", "visits", "book", "ofsted_question", "half_days"),
        *(
            "extra",
            "practice_board",
            "practice_lines",
            "practice_school",
            "alert",
            "our_sip",
            "my_questions",
            "questions",
            "faq",
        ),
        *("plans", "raise", "covers", "team_meetings", "figures", "given_up", "other_support", "sip_record"),
        *("applications", "trainings", "sip_training", "skills_team", "skills_plan", "broadcast", "school", "schools"),
        *("people", "list_person", "handover", "plan_terms", "report_form"),
    )
)
"""Words of cards that show what is there, or a question that nobody has to answer."""


async def a_world(office: Office) -> None:
    """All that can wait for somebody, just begun."""
    bring(office)
    for start in STARTS.values():
        if not isinstance(start, str):
            await start(office)


async def strikes(office: Office, school_days: int) -> None:
    """So many school days after the beginning; twice, for some things are noted first."""
    day = v.CALENDAR.school_day_after(a.MONDAY.date(), school_days)
    assert day
    office.now = max(office.now, datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=10))
    for _ in range(2):
        await run_due_commands(office.bus, TABLES.due)
        await office.run_all()


def test_every_workflow_takes_part_and_every_kind_of_record() -> None:
    assert STARTS.keys() == {one.name for one in TABLES.workflows}
    assert LISTS | lapsing.OPEN.keys() == TABLES.cards.words
    assert not LISTS & lapsing.OPEN.keys()


async def test_silence_lapses_nothing_and_neither_does_leaving(small_office: Office) -> None:
    await a_world(small_office)
    with small_office.database.reading() as uow:
        begun = {one.partition(":")[0] for one in lapsing.open_records(uow, small_office.now + timedelta(days=3))}
    assert begun == lapsing.OPEN.keys()
    for days in (0, 16):
        if days:
            await strikes(small_office, days)
        assert lapsing.look(small_office)[0] == [], days
    bring(small_office, HEAD, DEPUTY)
    await strikes(small_office, 17)
    assert lapsing.look(small_office)[0] == []


async def walk(office: Office, seed: int, steps: int) -> None:
    """People press what is on their cards, first what was pressed least; now and then days pass, or somebody leaves."""
    await a_world(office)
    chance, days, tried = random.Random(seed), 0, dict[str, int]()
    can = lapsing.look(office)[1]
    for step in range(steps):
        least = min(tried.get(one.verb, 0) for one in can)
        one = chance.choice([one for one in can if tried.get(one.verb, 0) == least])
        tried[one.verb] = tried.get(one.verb, 0) + 1
        await lapsing.press(office, one)
        if step % 5 == 4:
            days += chance.choice((1, 3, 10))
            await strikes(office, days)
        if step % 12 == 11:
            bring(office, chance.choice((HEAD, SIP, DEPUTY, OTHER_HEAD)))
            await strikes(office, days + 1)
        lapsed, can = lapsing.look(office)
        assert lapsed == [], (seed, step, one)


async def test_whatever_is_pressed_nothing_lapses(small_office: Office) -> None:
    await walk(small_office, seed=1, steps=6)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=8, phases=[Phase.generate])  # which press it was is said: nothing need be shrunk
@given(seed=st.integers(0, 10**6))
def test_however_long_they_press_nothing_lapses(sqlite_databases: Databases, seed: int) -> None:
    with sqlite_databases.ready() as url:
        database = Database(url)
        office = Office(database)
        asyncio.run(walk(office, seed, steps=30))
        office.close()
        database.close()
