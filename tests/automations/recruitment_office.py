"""An office with four members of the Trust Board and two DSOs, and applications brought to a state through its door."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docx import Document

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Sender, SentFile
from automations.engine.scheduler import run_due_commands
from automations.recruitment import clock
from documents.application_form import write_application_form
from handbook.core.calendars import Answer, CalendarEntry
from handbook.core.people import Person
from handbook.recruitment.application import Application, ConditionKind
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.moves import Route
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office, press
from tests.support import recruitment as r
from tests.support.card_reading import words

Json = dict[str, Any]
ENTRY: Final = AuditEntry("service", "tested", "application:x")
EVIDENCE: Final = {"years": "9", "evidence_headship": "Since 2017", "evidence_school": "Good", "evidence_lle": "2022"}
ANSWERS: Final = {f"answer_{key}": value for key, value in r.ANSWERS.items()}
INTERVIEW: Final = {"meet_on": "2027-01-12", "meet_at": "10:00-11:00", "place": "Trust office",
                    "panel": f"{r.MEMBER.id},{r.DSO.id}"}  # fmt: skip
EXTERNAL: Final = {"name": "Siân Okafor", "email": "sian@example.org", "kind": "retired_head"}


def bring(office: Office) -> None:
    office.bring([*EVERYBODY, r.SECOND, r.THIRD, r.OTHER_DSO])


async def said(office: Office, who: Person, verb: str, **data: str | int) -> str:
    """What the card says that answers, or the sentence."""
    answer = await press(office, who, verb, **data)
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def do(office: Office, who: Person, verb: str, **data: str | int) -> str:
    """The same about the one application that is open, as its card would press it."""
    one = the_one(office)
    return await said(office, who, f"application.{verb}", application=one.id, version=one.version, **data)


def the_one(office: Office) -> Application:
    """The newest."""
    with office.database.reading() as uow:
        return uow.applications.with_papers()[-1]


def all_of_them(office: Office) -> tuple[Application, ...]:
    with office.database.reading() as uow:
        return uow.applications.with_papers()


async def typed(office: Office, who: Person, text: str) -> Json:
    """The card that comes."""
    before = len(office.ends.messenger.to(who))
    await office.bus.decide(AnswerTyped(text, f"{who.id}-{before}-{text}"), who.id, "teams")
    await office.run_all()
    return office.ends.messenger.to(who)[-1].card


async def send(office: Office, who: Person, data: bytes, name: str = "form.docx") -> str:
    """A file is sent in chat; what is said to it."""
    before = len(office.ends.messenger.to(who))
    office.ends.messenger.files["https://t/file"] = data
    sent = SentFile(name, "https://t/file", f"m-{before}-{name}")
    await office.router.sent_files(Sender(who.id, "chat", "https://t/"), (sent,))
    await office.run_all()
    return words(office.ends.messenger.to(who)[-1].card)


def filled(answers: dict[str, str]) -> bytes:
    """The form in Word, with these answers typed beside their questions."""
    paper, data = Document(BytesIO(write_application_form())), BytesIO()
    for table in paper.tables:
        for row in table.rows:
            question = row.cells[0].paragraphs[0].text
            row.cells[1].paragraphs[0].add_run(answers.get(question, ""))
    paper.save(data)
    return data.getvalue()


def heard(office: Office, who: Person) -> list[str]:
    """All that somebody was sent."""
    return [words(one.card) for one in office.ends.messenger.to(who)]


async def come_to(office: Office, status: S, *, is_external: bool = False) -> Application:
    """The state before is written as the handbook makes it; the last step is pressed."""
    bring(office)
    route = Route.EXTERNAL if is_external else Route.SERVING_HEAD
    before, step = _WAY[S.SUBMITTED if is_external and status is S.DRAFTED else status]
    one = before(route)
    if status in (S.CHOSEN, S.APPOINTED):
        office.now = r.WHEN.ends_at
    with office.database.writing() as uow:
        uow.applications.open(one, ENTRY, office.now)
    if not (is_external and status is S.DRAFTED):
        await step(office)
    assert the_one(office).status is status
    return the_one(office)


async def after_interview(office: Office) -> None:
    office.now = r.WHEN.ends_at
    await strike(office)


async def _fix(office: Office) -> None:
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)


async def _hold(office: Office) -> None:
    await _fix(office)
    await after_interview(office)


async def _nothing(office: Office) -> None:
    """It is begun already."""


async def _send(office: Office) -> None:
    await do(office, r.writes(the_one(office)), "submit")


_WAY: Final[dict[S, tuple[Callable[[Route], Application], Callable[[Office], Awaitable[object]]]]] = {
    S.BEGUN: (lambda route: r.an_application(S.BEGUN, route), _nothing),
    S.DRAFTED: (
        lambda route: r.an_application(S.BEGUN, route),
        lambda office: do(office, HEAD, "eligibility", **EVIDENCE),
    ),
    S.SUBMITTED: (lambda route: replace(r.an_application(S.DRAFTED, route), form=r.ANSWERS), _send),
    S.PRESENTED: (lambda route: r.an_application(S.SUBMITTED, route), lambda office: do(office, ADVISOR, "present")),
    S.APPROVED: (
        lambda route: r.vote(r.vote(r.an_application(S.PRESENTED, route), r.MEMBER), r.CHAIR),
        lambda office: do(office, r.SECOND, "vote", approves=1),
    ),
    S.INVITED: (lambda route: r.an_application(S.APPROVED, route), _fix),
    S.INTERVIEWED: (lambda route: r.an_application(S.APPROVED, route), _hold),
    S.CHOSEN: (
        lambda route: r.view(r.view(r.an_application(S.INTERVIEWED, route), r.MEMBER), r.DSO),
        lambda office: do(office, ADVISOR, "outcome", chosen=1),
    ),
    S.APPOINTED: (
        lambda route: r.condition(r.an_application(S.CHOSEN, route), ConditionKind.REFERENCES),
        lambda office: do(office, ADVISOR, "condition", condition="dbs", state="met"),
    ),
}


async def strike(office: Office, at: datetime | None = None) -> None:
    """The clock strikes, and what follows is done."""
    office.now = at or office.now
    await run_due_commands(office.bus, {"applications": clock.due_now})
    await office.run_all()


def entry(office: Office) -> CalendarEntry:
    """What stands in the Trust Advisor's calendar."""
    [found] = office.ends.calendars.standing(ADVISOR)
    return found


def declines(office: Office, *who: Person) -> None:
    """In Outlook."""
    one, away = entry(office), {each.email for each in who}
    answers = [replace(each, answer=Answer.DECLINED) if each.email in away else each for each in one.invited]
    office.ends.calendars.put(ADVISOR, replace(one, invited=tuple(answers)))
