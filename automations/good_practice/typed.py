"""What is typed about good practice: `good practice`, alone or with a topic, and `my good practice`."""

from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from automations.good_practice.cards import PracticeKind, board_about, report_lines_about, school_lines_about
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.good_practice.line import may_see_board
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork

BOARD: Final = "good practice"
MINE: Final = "my good practice"
_TERMS: Final = 3
"""Of so many approved reports, the newest, the lines can be decided on again."""


def board_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != BOARD or not may_see_board(person):
        return None
    return [send_card(PracticeKind.BOARD, person.id, board_about(person.id), 0, message_id)]


def mine_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != MINE or not person.is_a(Role.HEADTEACHER):
        return None
    own = [school for school in uow.roster.schools() if school.headteacher_id == person.id]
    if not own:
        return [send_text(person.id, "The list of schools names none that you lead.", message_id)]
    told: list[OutboxJob] = []
    for school in own:
        told += [
            send_card(PracticeKind.REPORT_LINES, person.id, report_lines_about(report.id), report.sent, message_id)
            for report in _newest(uow, school.urn)
        ]
        told.append(send_card(PracticeKind.SCHOOL_LINES, person.id, school_lines_about(school.urn), 0, message_id))
    return [in_order(told, message_id)]


def _newest(uow: UnitOfWork, urn: str) -> list[Report]:
    """The last approved reports, the oldest first."""
    order = list(Term)
    approved = [report for report in uow.reports.of_school(urn) if report.status in APPROVED]
    return sorted(approved, key=lambda one: (one.year, order.index(one.term)))[-_TERMS:]
