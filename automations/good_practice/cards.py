"""The cards of good practice, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.data.similar_schools import nearness
from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.roster import school_called
from automations.engine.workflow import RecordTrouble
from cards.good_practice.actions import ShowBoard
from cards.good_practice.board import board_card
from cards.good_practice.introduction import IntroductionDossier, introduction_card
from cards.good_practice.lines import report_lines_card, school_lines_card
from cards.kit.lines import closed_card
from handbook.core.people import Person, Role, School
from handbook.data.nearness import distance_words
from handbook.good_practice.consent import Proposal, may_decide, proposal
from handbook.good_practice.introduction import Introduction, Schools
from handbook.good_practice.line import PracticeLine, is_on_board, may_see_board
from store.unit_of_work import UnitOfWork

OF_BOARD: Final = "practice_board"
OF_REPORT: Final = "practice_lines"
OF_SCHOOL: Final = "practice_school"
OF_INTRODUCTION: Final = "introduction"


class PracticeKind(StrEnum):
    """The cards of good practice that are sent, by name."""

    BOARD = "practice_board"
    REPORT_LINES = "practice_lines"
    SCHOOL_LINES = "practice_school"
    INTRODUCTION = "introduction"


def board_about(person_id: str) -> str:
    return f"{OF_BOARD}:{person_id}"


def report_lines_about(report_id: str) -> str:
    return f"{OF_REPORT}:{report_id}"


def school_lines_about(urn: str) -> str:
    return f"{OF_SCHOOL}:{urn}"


def introduction_about(introduction_id: str) -> str:
    return f"{OF_INTRODUCTION}:{introduction_id}"


def on_board(uow: UnitOfWork) -> list[tuple[PracticeLine, School]]:
    """All that stands on the board, with the schools as the list has them now, by their names."""
    schools = {school.urn: school for school in uow.roster.schools()}
    standing = ((line, schools.get(line.urn)) for line in uow.practice_lines.standing())
    found = [(line, school) for line, school in standing if school is not None and is_on_board(line, school)]
    return sorted(found, key=lambda one: (one[1].full_name, one[0].shown_at, one[0].id))


def proposal_of(uow: UnitOfWork, report_id: str, person: Person) -> Proposal:
    """The lines of a report that somebody may decide on. Raises Refused."""
    report = uow.reports.get(report_id)
    contents = uow.reports.version(report.id, report.sent or report.latest).contents
    kept = uow.practice_lines.of_school(report.urn)
    return proposal(report, contents, uow.roster.school_then(report.urn), person, kept)


def schools_of(uow: UnitOfWork, introduction: Introduction) -> Schools:
    """Those of the need and of the offer, as the list has them now."""
    return uow.roster.school(introduction.need.urn), uow.roster.school(introduction.offer.urn)


def dossier_of(uow: UnitOfWork, introduction: Introduction) -> IntroductionDossier:
    """People and schools have the names that they had while it was open."""
    roster, at = uow.roster, introduction.over_at
    need, offer = introduction.sides
    line = uow.practice_lines.get(offer.line_id)
    near = nearness(uow, need.urn).of(offer.urn) if introduction.is_open else None
    return IntroductionDossier(
        introduction,
        schools_of(uow, introduction),
        (roster.school_then(need.urn, at), roster.school_then(offer.urn, at)),
        (
            roster.then(need.headteacher_id, Role.HEADTEACHER, at),
            roster.then(offer.headteacher_id, Role.HEADTEACHER, at),
        ),
        line.text,
        distance_words(near) if near else "",
    )


def board(uow: UnitOfWork, viewer: Person, asked: ShowBoard | None = None) -> Card:
    if not may_see_board(viewer):
        return closed_card()
    return board_card(on_board(uow), viewer, asked)


def _board(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """Somebody's own card."""
    return board(uow, viewer) if card.record_id == viewer.id else closed_card()


def _report_lines(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    report = uow.reports.get(card.record_id)
    if not may_decide(report, uow.roster.school_then(report.urn), viewer):
        return closed_card()
    return report_lines_card(proposal_of(uow, report.id, viewer), viewer)


def _school_lines(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    school = uow.roster.school_then(card.record_id)
    found = [line for line in uow.practice_lines.of_school(school.urn) if is_on_board(line, school)]
    return school_lines_card(school, sorted(found, key=lambda one: (one.shown_at, one.id)), viewer)


def _introduction(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    return introduction_card(dossier_of(uow, uow.introductions.get(card.record_id)), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {
    OF_BOARD: _board,
    OF_REPORT: _report_lines,
    OF_SCHOOL: _school_lines,
    OF_INTRODUCTION: _introduction,
}


def _lines_called(uow: UnitOfWork, report_id: str) -> str:
    return f"what the board may show of {school_called(uow, uow.reports.get(report_id).urn)}"


TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_BOARD: ASKED_FOR,
    OF_REPORT: RecordTrouble(advisor, called=_lines_called),
    OF_SCHOOL: RecordTrouble(advisor, asked_for=True),
    OF_INTRODUCTION: RecordTrouble(advisor, called=lambda _uow, _id: "an introduction of two schools"),
}


def refresh_boards(uow: UnitOfWork, revision: str) -> Iterable[OutboxJob]:
    """Something was taken off the board."""
    for person in uow.roster.people(Role.TRUST_ADVISOR):
        yield from refresh_all(uow, board_about(person.id), revision)
