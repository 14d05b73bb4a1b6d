"""One transaction's view of all records. Every write that decides something takes its audit entry as an argument."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import sqlalchemy as sa

from store import audit
from store.accounts import Accounts
from store.agreement_rounds import AgreementRounds
from store.agreement_texts import AgreementTexts
from store.agreements import Agreements
from store.alerts import Alerts
from store.allocations import AllocationRuns, OtherSupportBook, SchoolNeedsBook, SipChoices
from store.app_installs import AppInstalls
from store.applications import Applications
from store.appraisals import Appraisals
from store.audit import AuditEntry, Verdict
from store.audit_heads import AuditHeads
from store.broadcasts import Broadcasts
from store.calendar_subscriptions import CalendarSubscriptions
from store.cards_sent import CardsSent
from store.case_links import CaseLinks
from store.cases import Cases
from store.chases import Chases
from store.conflicts import Conflicts, Declarations, PersonalityNotes
from store.conversation_references import ConversationReferences
from store.corrections import Corrections
from store.covers import Covers
from store.digests import DigestWishes
from store.drafts import Drafts
from store.figures import FigureBook
from store.file_questions import FileQuestions
from store.given_up import GivenUpJobs
from store.good_practice import Introductions, PracticeLines
from store.handed_files import HandedFiles
from store.handovers import Handovers
from store.held import HeldDecisions
from store.list_edits import ListEdits
from store.list_imports import ListImports
from store.mail_links import MailLinks
from store.memberships import Memberships
from store.newest_reports import NewestReports
from store.ofsted_calls import OfstedCalls
from store.pauses import Pauses
from store.questions import Questions
from store.report_forms import ReportForms
from store.reports import Reports
from store.retention import Retention
from store.roster import Roster, RosterMemory
from store.school_frameworks import SchoolFrameworks
from store.school_parts import SchoolParts
from store.school_states import SchoolStates
from store.sealing.keys import Keys
from store.section_names import SectionNames
from store.sendings import Sendings
from store.sip_records import SipRecords
from store.skills import SkillsAnswers, SkillsRounds
from store.team_meetings import TeamMeetings
from store.term_plans import TermPlans
from store.training_sessions import TrainingSessions
from store.visits import Visits
from store.watchlists import Watchlists
from store.workers import Workers
from store.year_books import ExtraServices, Preparations
from store.year_reports import YearReportBook

T = TypeVar("T")


def _plain(make: Callable[[sa.Connection], T]) -> "cached_property[T]":
    """What writes no audit."""
    return cached_property[T](lambda uow: make(uow.connection))


def _audited(make: Callable[[sa.Connection, audit.Chain], T]) -> "cached_property[T]":
    """What writes its audit entries into the chain of the transaction."""
    return cached_property[T](lambda uow: make(uow.connection, uow.chain))


class UnitOfWork:
    """All records of the service within one transaction. `connection` is for the outbox jobs, which commit with it."""

    def __init__(
        self, connection: sa.Connection, memory: RosterMemory, keys: Keys, chain: audit.Chain | None = None
    ) -> None:
        self.connection = connection
        self._memory = memory
        self._keys = keys
        self.chain = chain or audit.Chain(connection)

    @contextmanager
    def savepoint(self) -> Generator["UnitOfWork"]:
        """A part of this transaction: when the block raises, what it wrote is undone and the rest stands."""
        run = self.connection.exec_driver_sql  # what SQLAlchemy's own savepoints come to, at a third of their cost
        run("SAVEPOINT apart")
        try:
            yield UnitOfWork(self.connection, self._memory, self._keys, self.chain)
        except BaseException:
            self.chain.forget()
            run("ROLLBACK TO SAVEPOINT apart")
            raise
        finally:
            run("RELEASE SAVEPOINT apart")

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.connection, self._memory, self.chain)

    accounts = _plain(Accounts)
    alerts = _plain(Alerts)
    app_installs = _plain(AppInstalls)
    applications = _audited(Applications)
    audit_heads = _plain(AuditHeads)
    broadcasts = _audited(Broadcasts)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.connection, self.roster, self.agreements, self.chain)

    newest_reports = _plain(NewestReports)
    file_questions = _audited(FileQuestions)
    drafts = _plain(Drafts)
    sendings = _plain(Sendings)
    retention = _audited(Retention)
    questions = _audited(Questions)
    report_forms = _audited(ReportForms)
    school_frameworks = _audited(SchoolFrameworks)
    school_parts = _audited(SchoolParts)
    school_states = _plain(SchoolStates)
    section_names = _plain(SectionNames)

    @cached_property
    def sip_records(self) -> SipRecords:
        return SipRecords(self.connection, self.roster, self.chain)

    digest_wishes = _audited(DigestWishes)
    skills_answers = _audited(SkillsAnswers)
    skills_rounds = _audited(SkillsRounds)
    training_sessions = _audited(TrainingSessions)
    mail_links = _audited(MailLinks)
    list_edits = _audited(ListEdits)
    list_imports = _audited(ListImports)
    memberships = _audited(Memberships)
    agreements = _audited(Agreements)
    agreement_texts = _audited(AgreementTexts)
    agreement_rounds = _audited(AgreementRounds)

    @cached_property
    def visits(self) -> Visits:
        own = (self.preparations, self.extra_services, self.appraisals)
        return Visits(self.connection, self.roster, *own, self.chain)

    pauses = _plain(Pauses)
    watchlists = _plain(Watchlists)
    appraisals = _audited(Appraisals)
    preparations = _audited(Preparations)
    extra_services = _audited(ExtraServices)
    ofsted_calls = _audited(OfstedCalls)
    term_plans = _audited(TermPlans)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.connection, self.chain, self._keys)

    case_links = _plain(CaseLinks)
    chases = _plain(Chases)
    corrections = _plain(Corrections)
    covers = _audited(Covers)
    handed_files = _audited(HandedFiles)
    handovers = _audited(Handovers)
    held = _audited(HeldDecisions)
    team_meetings = _audited(TeamMeetings)
    figures = _audited(FigureBook)
    year_reports = _audited(YearReportBook)
    practice_lines = _audited(PracticeLines)
    introductions = _audited(Introductions)
    school_needs = _audited(SchoolNeedsBook)
    conflicts = _audited(Conflicts)
    declarations = _audited(Declarations)
    personality_notes = _audited(PersonalityNotes)
    allocation_runs = _audited(AllocationRuns)
    sip_choices = _audited(SipChoices)
    other_support = _audited(OtherSupportBook)
    calendar_subscriptions = _plain(CalendarSubscriptions)
    cards = _plain(CardsSent)
    given_up = _plain(GivenUpJobs)
    conversations = _plain(ConversationReferences)
    workers = _plain(Workers)

    def audit(self, entry: AuditEntry, at: datetime) -> None:
        """Writes an entry that goes with no record: a refusal, a sign that somebody tried something."""
        self.chain.append(entry, at)

    def verify_audit(self, since: tuple[int, str] | None = None) -> Verdict:
        """The whole chain, or what came after an entry that was verified before."""
        return audit.verify(self.connection, since or audit.BEGINNING)

    def audit_holds(self, head: str, seq: int | None = None) -> bool:
        """Whether an entry with this hash is in the chain, at this place."""
        return audit.holds(self.connection, head, seq)

    def last_about(self, about: str) -> tuple[str, str] | None:
        """The action and hash of the last entry of the audit about something."""
        return audit.last_about(self.connection, about)

    def last_detail_about(self, about: str) -> Mapping[str, str | int]:
        """The detail of the last entry of the audit about something."""
        return audit.last_detail_about(self.connection, about)
