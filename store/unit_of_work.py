"""One transaction's view of all records. Every write that decides something takes its audit entry as an argument."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa

from store import audit
from store.accounts import Accounts
from store.agreement_rounds import AgreementRounds
from store.agreement_texts import AgreementTexts
from store.agreements import Agreements
from store.allocations import AllocationRuns, OtherSupportBook, SchoolNeedsBook, SipChoices
from store.app_installs import AppInstalls
from store.applications import Applications
from store.appraisals import Appraisals
from store.audit import AuditEntry, Verdict
from store.broadcasts import Broadcasts
from store.calendar_subscriptions import CalendarSubscriptions
from store.cards_sent import CardsSent
from store.case_links import CaseLinks
from store.cases import Cases
from store.conflicts import Conflicts, Declarations, PersonalityNotes
from store.conversation_references import ConversationReferences
from store.covers import Covers
from store.digests import DigestWishes
from store.drafts import Drafts
from store.figures import FigureBook
from store.file_questions import FileQuestions
from store.given_up import GivenUpJobs
from store.good_practice import Introductions, PracticeLines
from store.handed_files import HandedFiles
from store.handovers import Handovers
from store.list_edits import ListEdits
from store.list_imports import ListImports
from store.mail_links import MailLinks
from store.memberships import Memberships
from store.ofsted_calls import OfstedCalls
from store.questions import Questions
from store.reports import Reports
from store.roster import Roster, RosterMemory
from store.school_frameworks import SchoolFrameworks
from store.school_parts import SchoolParts
from store.school_states import SchoolStates
from store.section_names import SectionNames
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


class UnitOfWork:
    """All records of the service within one transaction. `connection` is for the outbox jobs, which commit with it."""

    def __init__(self, connection: sa.Connection, memory: RosterMemory, chain: audit.Chain | None = None) -> None:
        self.connection = connection
        self._memory = memory
        self._chain = chain or audit.Chain(connection)

    @contextmanager
    def savepoint(self) -> Generator["UnitOfWork"]:
        """A part of this transaction: when the block raises, what it wrote is undone and the rest stands."""
        run = self.connection.exec_driver_sql  # what SQLAlchemy's own savepoints come to, at a third of their cost
        run("SAVEPOINT apart")
        try:
            yield UnitOfWork(self.connection, self._memory, self._chain)
        except BaseException:
            self._chain.forget()
            run("ROLLBACK TO SAVEPOINT apart")
            raise
        finally:
            run("RELEASE SAVEPOINT apart")

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.connection, self._memory, self._chain)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.connection)

    @cached_property
    def app_installs(self) -> AppInstalls:
        return AppInstalls(self.connection)

    @cached_property
    def applications(self) -> Applications:
        return Applications(self.connection, self._chain)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        return Broadcasts(self.connection, self._chain)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.connection, self.roster, self.agreements, self._chain)

    @cached_property
    def file_questions(self) -> FileQuestions:
        return FileQuestions(self.connection, self._chain)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection)

    @cached_property
    def questions(self) -> Questions:
        return Questions(self.connection, self._chain)

    @cached_property
    def school_frameworks(self) -> SchoolFrameworks:
        return SchoolFrameworks(self.connection, self._chain)

    @cached_property
    def school_parts(self) -> SchoolParts:
        return SchoolParts(self.connection, self._chain)

    @cached_property
    def school_states(self) -> SchoolStates:
        return SchoolStates(self.connection)

    @cached_property
    def section_names(self) -> SectionNames:
        return SectionNames(self.connection)

    @cached_property
    def sip_records(self) -> SipRecords:
        return SipRecords(self.connection, self.roster, self._chain)

    @cached_property
    def digest_wishes(self) -> DigestWishes:
        return DigestWishes(self.connection, self._chain)

    @cached_property
    def skills_answers(self) -> SkillsAnswers:
        return SkillsAnswers(self.connection, self._chain)

    @cached_property
    def skills_rounds(self) -> SkillsRounds:
        return SkillsRounds(self.connection, self._chain)

    @cached_property
    def training_sessions(self) -> TrainingSessions:
        return TrainingSessions(self.connection, self._chain)

    @cached_property
    def mail_links(self) -> MailLinks:
        return MailLinks(self.connection, self._chain)

    @cached_property
    def list_edits(self) -> ListEdits:
        return ListEdits(self.connection, self._chain)

    @cached_property
    def list_imports(self) -> ListImports:
        return ListImports(self.connection, self._chain)

    @cached_property
    def memberships(self) -> Memberships:
        return Memberships(self.connection, self._chain)

    @cached_property
    def agreements(self) -> Agreements:
        return Agreements(self.connection, self._chain)

    @cached_property
    def agreement_texts(self) -> AgreementTexts:
        return AgreementTexts(self.connection, self._chain)

    @cached_property
    def agreement_rounds(self) -> AgreementRounds:
        return AgreementRounds(self.connection, self._chain)

    @cached_property
    def visits(self) -> Visits:
        own = (self.preparations, self.extra_services, self.appraisals)
        return Visits(self.connection, self.roster, *own, self._chain)

    @cached_property
    def watchlists(self) -> Watchlists:
        return Watchlists(self.connection)

    @cached_property
    def appraisals(self) -> Appraisals:
        return Appraisals(self.connection, self._chain)

    @cached_property
    def preparations(self) -> Preparations:
        return Preparations(self.connection, self._chain)

    @cached_property
    def extra_services(self) -> ExtraServices:
        return ExtraServices(self.connection, self._chain)

    @cached_property
    def ofsted_calls(self) -> OfstedCalls:
        return OfstedCalls(self.connection, self._chain)

    @cached_property
    def term_plans(self) -> TermPlans:
        return TermPlans(self.connection, self._chain)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.connection, self._chain)

    @cached_property
    def case_links(self) -> CaseLinks:
        return CaseLinks(self.connection)

    @cached_property
    def covers(self) -> Covers:
        return Covers(self.connection, self._chain)

    @cached_property
    def handed_files(self) -> HandedFiles:
        return HandedFiles(self.connection, self._chain)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(self.connection, self._chain)

    @cached_property
    def team_meetings(self) -> TeamMeetings:
        return TeamMeetings(self.connection, self._chain)

    @cached_property
    def figures(self) -> FigureBook:
        return FigureBook(self.connection, self._chain)

    @cached_property
    def year_reports(self) -> YearReportBook:
        return YearReportBook(self.connection, self._chain)

    @cached_property
    def practice_lines(self) -> PracticeLines:
        return PracticeLines(self.connection, self._chain)

    @cached_property
    def introductions(self) -> Introductions:
        return Introductions(self.connection, self._chain)

    @cached_property
    def school_needs(self) -> SchoolNeedsBook:
        return SchoolNeedsBook(self.connection, self._chain)

    @cached_property
    def conflicts(self) -> Conflicts:
        return Conflicts(self.connection, self._chain)

    @cached_property
    def declarations(self) -> Declarations:
        return Declarations(self.connection, self._chain)

    @cached_property
    def personality_notes(self) -> PersonalityNotes:
        return PersonalityNotes(self.connection, self._chain)

    @cached_property
    def allocation_runs(self) -> AllocationRuns:
        return AllocationRuns(self.connection, self._chain)

    @cached_property
    def sip_choices(self) -> SipChoices:
        return SipChoices(self.connection, self._chain)

    @cached_property
    def other_support(self) -> OtherSupportBook:
        return OtherSupportBook(self.connection, self._chain)

    @cached_property
    def calendar_subscriptions(self) -> CalendarSubscriptions:
        return CalendarSubscriptions(self.connection)

    @cached_property
    def cards(self) -> CardsSent:
        return CardsSent(self.connection)

    @cached_property
    def given_up(self) -> GivenUpJobs:
        return GivenUpJobs(self.connection)

    @cached_property
    def conversations(self) -> ConversationReferences:
        return ConversationReferences(self.connection)

    @cached_property
    def workers(self) -> Workers:
        return Workers(self.connection)

    def audit(self, entry: AuditEntry, at: datetime) -> None:
        """Writes an entry that goes with no record: a refusal, a sign that somebody tried something."""
        self._chain.append(entry, at)

    def verify_audit(self) -> Verdict:
        return audit.verify(self.connection)

    def audit_holds(self, head: str) -> bool:
        """Whether an entry with this hash is in the chain."""
        return audit.holds(self.connection, head)

    def last_about(self, about: str) -> tuple[str, str] | None:
        """The action and hash of the last entry of the audit about something."""
        return audit.last_about(self.connection, about)
