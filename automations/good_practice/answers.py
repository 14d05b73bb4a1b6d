"""What a button of good practice is answered with."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from automations.data.similar_schools import nearness
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from automations.good_practice.cards import (
    PracticeKind,
    board,
    introduction_about,
    on_board,
    report_lines_about,
    school_lines_about,
)
from cards.good_practice.actions import (
    ShowBoard,
    ShowCelebrated,
    ShowIntroduction,
    ShowIntroductions,
    ShowLine,
    ShowReportLines,
    ShowSchoolLines,
)
from cards.good_practice.celebration import celebration_card
from cards.good_practice.introductions import introductions_card
from cards.good_practice.line import line_card
from cards.kit.lines import closed_card
from handbook.core.people import Person
from handbook.good_practice.celebration import AskForCelebrationFile, rows
from handbook.good_practice.consent import DecideLines, WithdrawLines
from handbook.good_practice.introduction import AnswerIntroduction, EndIntroduction, Introduce, Introduction
from handbook.good_practice.line import CorrectTags, check_on_board, may_see_board
from handbook.good_practice.matching import matches
from store.unit_of_work import UnitOfWork


def _board(uow: UnitOfWork, command: ShowBoard, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return board(uow, viewer, command)


def _line(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return _line_card(uow, command.line_id, viewer)


def _need(uow: UnitOfWork, command: Introduce, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return _line_card(uow, command.need_id, viewer)


def _line_card(uow: UnitOfWork, line_id: str, viewer: Person) -> Card:
    """A line with what may help, and what was made of it. It is an answer alone, and stands in nobody's chat. Raises
    Refused where it stands on the board no more."""
    line = uow.practice_lines.get(line_id)
    school = uow.roster.school_then(line.urn)
    check_on_board(line, uow.roster.school(line.urn), viewer)
    made = sorted(uow.introductions.about_lines([line.id]), key=lambda one: (one.asked_at, one.id), reverse=True)
    names = _names(uow, made)
    offers = [one for one in on_board(uow) if one[0].is_offer]
    fitting = () if line.is_offer else matches(line, school, offers, nearness(uow, school.urn))
    return line_card(line, school, fitting, made, names, viewer)


def _introductions(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    found = uow.introductions.every() if may_see_board(viewer) else ()
    return introductions_card(found, _names(uow, found), viewer)


def _names(uow: UnitOfWork, found: Iterable[Introduction]) -> Mapping[str, str]:
    """The schools in these introductions, by URN."""
    urns = {side.urn for one in found for side in one.sides}
    return {urn: uow.roster.school_then(urn).full_name for urn in urns}


def _celebrated(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return celebration_card(rows(on_board(uow)), viewer) if may_see_board(viewer) else closed_card()


def _report_lines(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PracticeKind.REPORT_LINES, report_lines_about(command.report_id))


def _school_lines(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PracticeKind.SCHOOL_LINES, school_lines_about(command.school_urn))


def _introduction(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PracticeKind.INTRODUCTION, introduction_about(command.introduction_id))


REPLIES: Final[Mapping[type, Reply]] = {
    ShowBoard: Reply(_board, only_shows=True),
    ShowLine: Reply(_line, only_shows=True),
    CorrectTags: Reply(_line),
    Introduce: Reply(_need),
    ShowIntroductions: Reply(_introductions, only_shows=True),
    ShowCelebrated: Reply(_celebrated, only_shows=True),
    AskForCelebrationFile: Reply(_celebrated),
    DecideLines: Reply(_report_lines),
    ShowReportLines: Reply(_report_lines, only_shows=True),
    WithdrawLines: Reply(_school_lines),
    ShowSchoolLines: Reply(_school_lines, only_shows=True),
    AnswerIntroduction: Reply(_introduction),
    EndIntroduction: Reply(_introduction),
    ShowIntroduction: Reply(_introduction, only_shows=True),
}
