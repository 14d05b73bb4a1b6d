"""The SIP says what a file is about whose head looks like a slip, or corrects it (W1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.engine.command_bus import Customs, Handler, Occasion
from automations.engine.notifications import redraw_all
from automations.engine.outbox import Promise
from automations.reports.arrival import added, kept_as, placed
from automations.reports.cards import after, file_about
from handbook.reports.file_question import KEPT_FOR, AnswerFile, LetFileGo, Question, answered, correction, let_go
from handbook.reports.proforma import Contents
from handbook.reports.report import Version
from store.ledger import Ledger

_NOTHING: Final = Contents("", "", None, None, "", {})


def answer(books: Ledger, command: AnswerFile, occasion: Occasion) -> Iterable[Promise]:
    """The file becomes a version of its report, or the next question is asked."""
    asked = answered(books.file_questions.get(command.file_id), command, occasion.somebody)
    entry = occasion.entry("file_answered", file_about(asked.id), number=command.number, choice=command.choice)
    found = placed(books, asked.contents, occasion.somebody, occasion.now, term_is_said=asked.term_is_said)
    if isinstance(found, Question):
        asked = replace(asked, question=found, number=asked.number + 1)
        books.file_questions.save(asked, entry, occasion.now)
        return []
    version = Version(0, asked.sha256, asked.file_name, occasion.now, asked.contents, correction=correction(asked))
    report = kept_as(books, found, version) or added(books, found, version, asked.arrival_id, occasion)
    taken = replace(asked, report_id=report.id, version=report.latest, contents=_NOTHING)
    books.file_questions.save(taken, entry, occasion.now)
    return [after("report_changed", report)]


def give_up(books: Ledger, command: LetFileGo, occasion: Occasion) -> Iterable[Promise]:
    asked = let_go(books.file_questions.get(command.file_id), command, occasion.person, _NOTHING)
    entry = occasion.entry("file_let_go", file_about(asked.id), number=command.number)
    saved = books.file_questions.save(asked, entry, occasion.now)
    return redraw_all(books, file_about(saved.id), saved.revision)


HANDLERS: Final[Mapping[type, Handler]] = {AnswerFile: answer, LetFileGo: give_up}


def due_now(books: Ledger, _: Customs, now: datetime) -> tuple[LetFileGo, ...]:
    """Files about which nobody has answered."""
    return tuple(LetFileGo(asked.id, asked.number) for asked in books.file_questions.waiting_since(now - KEPT_FOR))
