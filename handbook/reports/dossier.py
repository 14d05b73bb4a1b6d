"""A report with all that stands around it, for rules and cards to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.core.done_by import DoneBy, stood_in
from handbook.core.people import Person, School
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.paper.proforma import Form
from handbook.reports.report import AskedChange, Report, Version


@dataclass(frozen=True, slots=True)
class GivenUpStep:
    """Something promised about a report that is not tried any more. `version` is the one that it is about, 0 where it
    is about none; `words` is a sentence that says what could not be done, and why."""

    name: str
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A report with all that rules and cards look at. `shown` is the version in question: the one that was sent, or
    the latest where none was; `newest` the latest; `before` the version sent before the shown one, if any. `dso` is
    None where the service's list names none for the school. `given_up` is all that is not tried any more, whether it
    still matters or not. `others` are those besides whom the record names, by id, as they were then. `deputy_id` is
    who looks at it in somebody’s place."""

    report: Report
    school: School
    sip: Person
    headteacher: Person
    trust_advisor: Person
    dso: Person | None
    la_officer: Person
    shown: Version
    newest: Version
    before: Version | None
    agreement: SharingAgreement
    given_up: tuple[GivenUpStep, ...] = ()
    others: Mapping[str, Person] = field(default_factory=dict[str, Person])
    deputy_id: str = ""

    @property
    def is_document_only(self) -> bool:
        """It was handed in on a form of its SIP's own: it is taken as the document it is, and nothing is read in it."""
        return bool(self.report.external_sip) and self.shown.contents.form is not Form.OURS

    @property
    def approved_by(self) -> str:
        """Who approved it, with both names where somebody stood in for the headteacher."""
        decision = self.report.decision
        return self._in_place(decision.deputy_id if decision else "", self.headteacher)

    @property
    def sent_by(self) -> str:
        """Who sent it to the headteacher."""
        done = self.report.sent_by
        return self._in_place(done.deputy_id if done else "", self._holder(done, self.sip))

    @property
    def change_asked_by(self) -> str:
        """Who asked for a change of it."""
        done = self.report.change_asked_by
        return self._in_place(done.deputy_id if done else "", self._holder(done, self.headteacher))

    def asked_by(self, asked: AskedChange) -> str:
        """Who asked for one change of it."""
        return self._in_place(asked.by.deputy_id, self._holder(asked.by, self.headteacher))

    def _holder(self, done: DoneBy | None, now: Person) -> Person:
        return self.others.get(done.holder_id, now) if done else now

    def _in_place(self, deputy_id: str, holder: Person) -> str:
        deputy = self.others.get(deputy_id)
        return stood_in(deputy.name if deputy else "", holder.name)
