"""What is put into a database so that there is something to forget."""

from dataclasses import replace
from datetime import datetime

from handbook.core.conversation_reference import ACTIVE, ConversationReference
from handbook.core.school_years import AcademicYear
from handbook.questions.question import Question
from handbook.reports.report import Report, Status
from store.audit import AuditEntry
from store.cards_sent import CardSent
from store.reports import Arrival
from store.unit_of_work import UnitOfWork
from tests.support import builders as a

DID = AuditEntry("service", "tested", "report:r", {"version": 1})


def a_filed_report(uow: UnitOfWork, name: str, year: int, at: datetime, **changes: object) -> Report:
    """With its version, the file of it and the card on which it was sent."""
    made = a.a_dossier(Status.FILED).report
    decision = made.decision and replace(made.decision, at=at)
    report = replace(made, id=name, year=AcademicYear(year), decision=decision)
    report = replace(report, **changes)
    version = replace(a.a_version(), sha256=f"sha-{name}")
    uow.reports.open(report, DID, at)
    uow.reports.add_version(name, version, f"arrival-{name}")
    uow.reports.keep_file(version.sha256, b"the words of " + name.encode())
    uow.cards.add(
        CardSent(f"card-{name}", "head", "approval", f"report:{name}", 1, "c", f"activity-{name}", "https://x", "shown")
    )
    return report


def what_passes(uow: UnitOfWork, name: str, at: datetime) -> None:
    """A question, a file that arrived, and somebody who is not on the list and said hello."""
    uow.questions.open(Question(f"question-{name}", "Who pays?", "head", False, at), DID, at)
    uow.reports.note_arrival(Arrival(f"arrival-{name}", "head", "report.docx", "", "received", at))
    uow.conversations.note(ConversationReference(f"stranger-{name}", f"c-{name}", "https://x", ACTIVE), at)
