"""The SIP says what a file is about whose head looks like a slip, or corrects it (W1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all
from automations.reports.arrival import added, kept_as, placed
from automations.reports.cards import after, file_about
from handbook.reports.arriving.file_question import (
    KEPT_FOR,
    AnswerFile,
    LetFileGo,
    Question,
    answered,
    correction,
    let_go,
)
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Version
from store.unit_of_work import UnitOfWork

_NOTHING: Final = Contents("", "", None, None, "", {})


def answer(uow: UnitOfWork, command: AnswerFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The file becomes a version of its report, or the next question is asked."""
    asked = answered(uow.file_questions.get(command.file_id), command, ctx.somebody)
    entry = ctx.entry("file_answered", file_about(asked.id), number=command.number, choice=command.choice)
    found = placed(uow, asked.contents, ctx.somebody, ctx.now, term_is_said=asked.term_is_said)
    if isinstance(found, Question):
        asked = replace(asked, question=found, number=asked.number + 1)
        uow.file_questions.save(asked, entry, ctx.now)
        return []
    version = Version(0, asked.sha256, asked.file_name, ctx.now, asked.contents, correction=correction(asked))
    report = kept_as(uow, found, version) or added(uow, found, version, asked.arrival_id, ctx)
    taken = replace(asked, report_id=report.id, version=report.latest, contents=_NOTHING)
    uow.file_questions.save(taken, entry, ctx.now)
    return [after("report_changed", report)]


def give_up(uow: UnitOfWork, command: LetFileGo, ctx: CommandContext) -> Iterable[OutboxJob]:
    asked = let_go(uow.file_questions.get(command.file_id), command, ctx.person, _NOTHING)
    entry = ctx.entry("file_let_go", file_about(asked.id), number=command.number)
    saved = uow.file_questions.save(asked, entry, ctx.now)
    return refresh_all(uow, file_about(saved.id), saved.revision)


HANDLERS: Final[Mapping[type, Handler]] = {AnswerFile: answer, LetFileGo: give_up}


def due_now(uow: UnitOfWork, _: TrustPolicy, now: datetime) -> tuple[LetFileGo, ...]:
    """Files about which nobody has answered."""
    return tuple(LetFileGo(asked.id, asked.number) for asked in uow.file_questions.waiting_since(now - KEPT_FOR))
