"""Whatever people press, in whatever order, with cards of whatever age: what the handbook promises stays true. A second
book is kept here of what was said yes to, and compared with the records."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from handbook.core.chasing import Patience
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Session, Term, school_calendar
from handbook.reports import approval as rules
from handbook.reports import reminders as report_reminders
from handbook.reports.agreements import agreement as agreements
from handbook.reports.agreements import asking as agreement_asking
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.paper import RecordPaper, recorded
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from handbook.reports.agreements.unsharing import closed_for, sharing_ended
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, TellGovernors
from handbook.reports.dossier import Dossier
from handbook.reports.moves import MOVES, Move
from handbook.reports.readers import may_read
from handbook.reports.reminders import RemindHeadteacher
from handbook.reports.report import Filed, Report, Status
from handbook.reports.sharing import ShareReport, opened_to, shared, to_let_in, unshared
from tests.support import builders as a
from tests.support.examples import examples

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

ID = "report-900001-2026-autumn"
EVERYBODY = (
    *(a.a_person(role) for role in Role),
    a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1"),
    a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2"),
)


def mostly(role: Role) -> st.SearchStrategy[Person]:
    """Whose button it is, as a rule; else anybody."""
    return st.one_of(st.just(a.a_person(role)), st.sampled_from(EVERYBODY))


SIPS, HEADS, ADVISORS = mostly(Role.SIP), mostly(Role.HEADTEACHER), mostly(Role.TRUST_ADVISOR)
TEXT = FIRST_TEXTS[AgreementKind.SHARING]
AGES = st.integers(-1, 2)
"""How much older (or newer) than the record a card is; mostly not at all."""
FRESH = st.one_of(st.just(0), AGES)
WORDS = st.sampled_from(["", " ", "Please say more.", "x" * 2001])
DECIDED = (Status.APPROVED, Status.FILED, Status.SHARED)
CALENDAR = school_calendar([Session(date(2026, 9, 2), date(2027, 7, 20), Term.AUTUMN)], [], [], [])


class Reports(RuleBasedStateMachine):
    """One report and its school's agreement, and everybody at once."""

    dossier: Dossier
    now: datetime
    approvals: list[tuple[str, int]]
    shared_while: list[bool]

    @initialize(status=st.sampled_from(Status), agreement=st.sampled_from(agreements.AgreementStatus))
    def some_way_in(self, status: Status, agreement: agreements.AgreementStatus) -> None:
        """As far as people had come by the ordinary way."""
        self.dossier = a.a_dossier(status, agreement=agreement)
        self.now = a.MONDAY
        self.approvals = [(a.a_person(Role.HEADTEACHER).id, 1)] if status in DECIDED else []
        self.shared_while = [True] if status is Status.SHARED else []

    @property
    def report(self) -> Report:
        return self.dossier.report

    def _try(self, attempt: Callable[[], Report]) -> bool:
        """Whether it was allowed; a refusal changes nothing. Every change is a move of the table."""
        before = self.report
        try:
            after = attempt()
        except Refused:
            assert self.report == before
            return False
        assert after.status is before.status or after.status in {MOVES.get((before.status, move)) for move in Move}
        self.dossier = replace(self.dossier, report=replace(after, revision=before.revision + 1))
        return True

    @rule(person=SIPS)
    def receive(self, person: Person) -> None:
        newest = a.a_version(self.report.latest + 1)

        def attempt() -> Report:
            rules.check_may_receive(self.report, person)
            return rules.received(self.report, newest)

        if self._try(attempt):
            self.dossier = replace(
                self.dossier, newest=newest, shown=self.dossier.shown if self.report.sent else newest
            )

    @rule(person=SIPS, age=FRESH)
    def set_aside(self, person: Person, age: int) -> None:
        def attempt() -> Report:
            rules.check_may_set_aside(self.dossier, person, self.report.latest - age)
            return self.report

        if self._try(attempt):
            self.dossier = a.set_aside(self.dossier)

    @rule(person=SIPS, age=FRESH)
    def send(self, person: Person, age: int) -> None:
        command = SendReport(ID, self.report.latest - age)
        if self._try(lambda: rules.sent(self.dossier, command, person, self.now)):
            self.dossier = replace(self.dossier, before=self.dossier.shown, shown=self.dossier.newest)

    @rule(person=HEADS, age=FRESH, with_view=st.booleans(), view=WORDS)
    def approve(self, person: Person, age: int, with_view: bool, view: str) -> None:
        command = ApproveReport(ID, self.report.sent - age, with_view, view)
        sent = self.report.sent
        if self._try(lambda: rules.approved(self.dossier, command, person, self.now, "teams")):
            assert command.version == sent
            self.approvals.append((person.id, command.version))

    @rule(person=HEADS, age=FRESH, comment=WORDS)
    def ask_for_change(self, person: Person, age: int, comment: str) -> None:
        command = AskForChange(ID, self.report.sent - age, comment)
        self._try(lambda: rules.change_asked(self.dossier, command, person, self.now))

    @rule()
    def file(self) -> None:
        """The service files what was approved, and nothing else."""
        if (self.report.status, Move.FILE) in MOVES:
            filed = Filed(a.a_filed_item("report.docx"), a.a_filed_item("report.pdf"))
            self._try(lambda: replace(self.report, status=MOVES[self.report.status, Move.FILE], filed=filed))

    @rule(person=HEADS, age=FRESH)
    def tell_governors(self, person: Person, age: int) -> None:
        command = TellGovernors(ID, self.report.sent - age)
        self._try(lambda: rules.governors_told(self.dossier, command, person, self.now))

    @rule(person=ADVISORS, age=FRESH)
    def share(self, person: Person, age: int) -> None:
        command = ShareReport(ID, self.report.sent - age)
        if self._try(lambda: shared(self.dossier, command, person, self.now)):
            assert person.role is Role.TRUST_ADVISOR
            assert self.dossier.agreement.allows_sharing

    @rule()
    def open_to_those_it_was_shared_with(self) -> None:
        """It comes to that later, and the rule is asked again then."""
        before = to_let_in(self.report)
        if before:
            assert self._try(lambda: unshared(self.dossier, self.dossier.school))
        if to_let_in(self.report):
            assert self._try(lambda: opened_to(self.report, [one.id for one in before]))
            self.shared_while.append(self.dossier.agreement.allows_sharing)

    @rule(person=st.one_of(HEADS, ADVISORS), age=FRESH, move=st.sampled_from(agreements.AgreementMove))
    def answer_about_sharing(self, person: Person, age: int, move: agreements.AgreementMove) -> None:
        now, school = self.dossier.agreement, self.dossier.school
        urn, revision = now.urn, now.revision - age
        moves: dict[agreements.AgreementMove, Callable[[], SharingAgreement]] = {
            move.ASK: lambda: agreements.ask(
                now, school, agreements.AskForAgreement(urn, revision), person, self.now, TEXT
            ),
            move.SIGN: lambda: agreements.sign(
                now, school, agreements.SignAgreement(urn, revision, TEXT.version, person.name), person, self.now, TEXT
            ),
            move.DECLINE: lambda: agreements.decline(
                now, school, agreements.DeclineAgreement(urn, revision), person, self.now
            ),
            move.WITHDRAW: lambda: agreements.withdraw(
                now, school, agreements.WithdrawAgreement(urn, revision), person, self.now
            ),
            move.ASK_AGAIN: lambda: agreement_asking.asked_again(now, school, self.now, TEXT),
            move.RECORD_PAPER: lambda: recorded(
                now,
                school,
                RecordPaper(urn, revision, TEXT.version, person.name, self.now.date(), "Cabinet 2"),
                person,
                self.now,
                TEXT,
            ),
            move.DENY_PAPER: lambda: agreements.deny(now, school, revision, person, self.now),
        }
        try:
            after = moves[move]()
        except Refused:
            return
        by_head, by_advisor = (person.id == one for one in (school.headteacher_id, self.dossier.trust_advisor.id))
        assert by_head or by_advisor or move is move.ASK_AGAIN
        begins = after.allows_sharing and not now.allows_sharing
        assert not begins or (by_head and move is move.SIGN) or (by_advisor and move is move.RECORD_PAPER)
        assert move not in (move.ASK, move.ASK_AGAIN) or after.allows_sharing is now.allows_sharing
        self.dossier = replace(self.dossier, agreement=replace(after, revision=now.revision + 1))

    @rule()
    def end_sharing(self) -> None:
        """As a headteacher does who withdraws and has it closed."""
        if self.report.status is Status.SHARED and not self.dossier.agreement.allows_sharing:
            assert self._try(lambda: sharing_ended(self.report, self.now))
            self.shared_while = []

    @rule()
    def close_it(self) -> None:
        before = self.report.closing
        assert self._try(lambda: closed_for(self.report, [one.id for one in before[:1]]))
        assert set(self.report.closing) == set(before[1:])

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        """The clock does all that is due; silence is never an answer."""
        self.now += timedelta(days=days)
        status, decision = self.report.status, self.report.decision
        for command in report_reminders.due(self.report, CALENDAR, Patience(), self.now):
            if isinstance(command, RemindHeadteacher):
                assert self._try(lambda command=command: report_reminders.reminded(self.report, command))
            else:
                assert self._try(lambda command=command: report_reminders.waiting_told(self.report, command, self.now))
        assert (self.report.status, self.report.decision) == (status, decision)
        assert report_reminders.due(self.report, CALENDAR, Patience(), self.now) == ()

    @invariant()
    def approved_once_by_the_headteacher_and_exactly_what_was_sent(self) -> None:
        decided = self.report.status in DECIDED
        assert decided is (self.report.decision is not None)
        expected = [(self.dossier.headteacher.id, self.report.sent)] if decided else []
        assert self.approvals == expected
        assert self.report.decision is None or self.report.decision.by_id == self.dossier.headteacher.id

    @invariant()
    def nobody_reads_before_their_turn(self) -> None:
        dossier = self.dossier
        assert may_read(dossier, dossier.trust_advisor) is bool(self.approvals)
        for outside in (dossier.dso, dossier.la_officer):
            assert may_read(dossier, outside) is bool(self.shared_while)
        readers = {dossier.sip, dossier.headteacher, dossier.trust_advisor, dossier.dso, dossier.la_officer}
        assert not any(may_read(dossier, person) for person in EVERYBODY if person not in readers)

    @invariant()
    def shared_at_most_once_and_only_under_a_signed_agreement(self) -> None:
        assert self.shared_while in ([], [True])
        assert self.report.status is Status.SHARED or not self.shared_while
        assert not {one.id for one in self.report.shared_with} & {one.id for one in self.report.closing}

    @invariant()
    def versions_count_up(self) -> None:
        report = self.report
        assert 0 <= report.sent_before <= report.sent <= report.latest
        assert report.sent == 0 or report.sent_before < report.sent
        assert (report.status is Status.DRAFTED) is (report.sent == 0)


def test_no_sequence_of_presses_reaches_an_illegal_state() -> None:
    run_state_machine_as_test(Reports, settings=settings(examples(40), stateful_step_count=30))


def test_the_ordinary_way_is_open() -> None:
    """Else nothing would be proven by never going wrong."""
    sip, head, advisor = (a.a_person(role) for role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR))
    machine = Reports()
    machine.some_way_in(Status.DRAFTED, agreements.AgreementStatus.ASKED)
    machine.send(sip, 0)
    machine.ask_for_change(head, 0, "Please say more.")
    machine.receive(sip)
    machine.send(sip, 0)
    machine.time_passes(7)
    machine.approve(head, 0, True, "We agree.")
    machine.file()
    machine.answer_about_sharing(head, 0, agreements.AgreementMove.SIGN)
    machine.share(advisor, 0)
    machine.open_to_those_it_was_shared_with()
    machine.tell_governors(head, 0)
    machine.answer_about_sharing(head, 0, agreements.AgreementMove.WITHDRAW)
    assert (machine.report.status, machine.report.reminders, machine.shared_while) == (Status.SHARED, 1, [True])
    assert machine.report.governors_told_at
    assert machine.dossier.agreement.status is agreements.AgreementStatus.WITHDRAWN
