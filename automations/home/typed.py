"""What people type: help, my reports, sharing agreement, book, my visits, half-days, ofsted, plan, cover, team meeting,
concern, complaint, my records. The answer is live cards, for phones where a card failed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.cases.cover import asks_for_cover, cover_asked
from automations.cases.typed import asks_for_case, case_asked
from automations.engine.card_registry import (
    Kind,
    agreement_about,
    book_about,
    ofsted_question_about,
    report_about,
    visits_about,
)
from automations.engine.command_bus import Handler, Occasion, known_person
from automations.engine.notifications import say, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.work import Effect, Work
from automations.half_days.ledger_cards import half_days_about
from automations.meetings.team_meeting import asks_for_meetings, meetings_asked
from automations.plans.plan import asks_for_plan, plan_asked
from cards.home.welcome import help_card, welcome_card
from handbook.core.people import Person, Role
from handbook.reports.report import Report, Status
from store.ledger import Ledger

HELP: Final = "help"
MY_REPORTS: Final = "my reports"
AGREEMENT: Final = "sharing agreement"
BOOK: Final = "book"
OFSTED: Final = "ofsted"
HALF_DAYS: Final = frozenset(("half-days", "half days", "preparation", "extra services"))
VISITS: Final = frozenset(("my visits", "our visits"))
AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""

_WAITS_FOR: Final = {
    Role.SIP: (Kind.ARRIVAL, (Status.DRAFTED, Status.CHANGE_ASKED, Status.SENT)),
    Role.HEADTEACHER: (Kind.APPROVAL, (Status.SENT,)),
    Role.TRUST_ADVISOR: (Kind.REPORT, (Status.FILED,)),
}


@dataclass(frozen=True, slots=True)
class AnswerTyped:
    """Somebody typed something; `message_id` names it, so that it is answered once."""

    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody met the bot."""

    message_id: str


def answer_typed(books: Ledger, command: AnswerTyped, occasion: Occasion) -> Iterable[Promise]:
    person = occasion.somebody
    words = " ".join(command.text.lower().split())
    if words == MY_REPORTS:
        return _my_reports(books, person, command.message_id)
    if words == AGREEMENT and person.role is Role.HEADTEACHER:
        return [
            tell(Kind.AGREEMENT, person.id, agreement_about(school.urn), 0, command.message_id)
            for school in books.roster.schools()
            if school.headteacher_id == person.id
        ]
    if asks_for_case(person, words):
        return [case_asked(person, words, command.message_id)]
    if asks_for_cover(person, words):
        return cover_asked(person, command.message_id)
    if asks_for_meetings(person, words):
        return meetings_asked(person, command.message_id)
    lost = "" if words == HELP else "yes"
    return _of_visits(books, person, words, command.message_id) or [_help(person, command.message_id, lost=lost)]


def welcome(_: Ledger, command: Welcome, occasion: Occasion) -> Iterable[Promise]:
    return [_help(occasion.somebody, command.message_id, first="yes")]


HANDLERS: Final[Mapping[type, Handler]] = {AnswerTyped: answer_typed, Welcome: welcome}


async def send_help(work: Work, person_id: str, first: str, lost: str = "") -> None:
    """What the service can do for somebody; a welcome when it is the `first` word, and `lost` when it answers what is
    not understood. After a crash at the wrong moment it may be sent twice."""
    person = await work.desk.read(lambda books: known_person(books, person_id))
    card = welcome_card(person) if first else help_card(person, lost=bool(lost))
    await work.messenger.send_card(person_id, card, card["fallbackText"])


EFFECTS: Final[Mapping[str, Effect]] = {"send_help": send_help}


def _of_visits(books: Ledger, person: Person, words: str, message_id: str) -> list[Promise]:
    """What is typed about visits; nothing where it is about something else."""
    if words == BOOK and person.role is Role.SIP:
        return [tell(Kind.BOOK, person.id, book_about(person.id), 0, message_id)]
    if words == OFSTED and person.role is Role.HEADTEACHER:
        return [
            tell(Kind.OFSTED_QUESTION, person.id, ofsted_question_about(school.urn), 0, message_id)
            for school in books.roster.schools()
            if school.headteacher_id == person.id
        ]
    if words in VISITS and person.role in (Role.SIP, Role.HEADTEACHER):
        return [tell(Kind.VISITS, person.id, visits_about(person.id), 0, message_id)]
    if words in HALF_DAYS and person.role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR):
        return [tell(Kind.HALF_DAYS, person.id, half_days_about(person.id), 0, message_id)]
    if asks_for_plan(person, words):
        return plan_asked(person, words, message_id)
    return []


def _my_reports(books: Ledger, person: Person, message_id: str) -> list[Promise]:
    kind, statuses = _WAITS_FOR.get(person.role, (Kind.SHARED, ()))
    waiting = [report for report in books.reports.of_person(person) if report.status in statuses]
    if not waiting:
        return [say(person.id, "Nothing waits for you. I will write to you when something does.", message_id)]
    told = [
        tell(kind, person.id, report_about(report.id), _version(kind, report), message_id)
        for report in waiting[:AT_MOST]
    ]
    if len(waiting) > AT_MOST:
        more = f"{len(waiting) - AT_MOST} more wait for you. Type “{MY_REPORTS}” again once you have answered these."
        told.append(say(person.id, more, message_id))
    return told


def _version(kind: Kind, report: Report) -> int:
    """The SIP sees the newest file, which may still wait to be sent; others what was sent."""
    return report.latest if kind is Kind.ARRIVAL else report.sent


def _help(person: Person, message_id: str, first: str = "", lost: str = "") -> Promise:
    return Promise("send_help", message_id, {"person_id": person.id, "first": first, "lost": lost}, FarEnd.TEAMS)
