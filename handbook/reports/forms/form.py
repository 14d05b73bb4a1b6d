"""A SIP writes their report in the library (P1, W1): the form of a school's term is theirs to write until they send the
report to the headteacher, and again once a change is asked for. What is in it is read when they say that they have
finished, and is then a file that they sent, as any other."""

from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.library import FiledItem
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report, Status


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The form of one school's report of a term. `sip_id` is whose it is to write while `is_open`; `item` where it
    lies, None while it is being made. `reading` is the arrival by which it is being read; `tag` says which state of it
    was read last, and `sha256` which version came of that. `changed_since`: it was written in after that, before it was
    closed. `trouble` is a sentence that says why it could not be read."""

    urn: str
    year: AcademicYear
    term: Term
    sip_id: str = ""
    is_open: bool = False
    item: FiledItem | None = None
    reading: str = ""
    tag: str = ""
    sha256: str = ""
    changed_since: bool = False
    trouble: str = ""
    revision: int = 0

    @property
    def key(self) -> str:
        return f"{self.urn}-{self.year.starts_in}-{self.term.value}"

    @property
    def is_begun(self) -> bool:
        return bool(self.revision)


@dataclass(frozen=True, slots=True)
class BeginForm:
    """A SIP wants the form of a report in the library, filled with what is known."""

    urn: str
    year: AcademicYear
    term: Term


@dataclass(frozen=True, slots=True)
class BeginFormOfVisit:
    """The same, of a termly visit that was held (V2)."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class FinishForm:
    """“I have finished”: what stands in the form is to be read."""

    urn: str
    year: AcademicYear
    term: Term


@dataclass(frozen=True, slots=True)
class NoteFormOpened:
    """The form lies in the library; these people can write in it, new to them or again."""

    key: str
    item: FiledItem
    person_ids: tuple[str, ...]


GONE: Final = "gone"
"""The code of a form that is not in the library any more."""


def check_may_begin(form: ReportForm, school: School, report: Report | None, person: Person) -> None:
    """Raises Refused unless this is the school's SIP, and the report is still to be written."""
    if not school.sip_id or person.id != school.sip_id:
        raise Refused("not_yours", f"Only the SIP of {school.full_name} writes its report.", "W1")
    if report is not None and report.status in APPROVED:
        raise Refused("not_now", f"The {report.title} has been approved already.", "W1")
    if report is not None and report.status is Status.SENT:
        words = "It opens to you again if they ask for a change."
        raise Refused("not_now", f"The {report.title} is with the headteacher. {words}", "W1")
    if form.is_open:
        raise Refused("stale", "The form is open to you already. Here it is.")


def may_begin(form: ReportForm, school: School, report: Report | None, person: Person) -> bool:
    return allows(lambda: check_may_begin(form, school, report, person))


def begun(form: ReportForm, sip_id: str) -> ReportForm:
    """The form is open to this SIP, or will be in a moment; what was made before is kept."""
    return replace(form, sip_id=sip_id, is_open=True, reading="", changed_since=False, trouble="")


def check_may_finish(form: ReportForm, person: Person) -> None:
    """Raises Refused unless this SIP may have the form read now."""
    if person.id != form.sip_id:
        raise Refused("not_yours", "This form is another School Improvement Partner’s to write.", "W1")
    if form.is_open and form.item is None:
        raise Refused("not_now", "The form is being made. It will be here in a moment.")
    if form.item is None or not form.is_open:
        raise Refused("stale", "This form is closed. Here is how it stands now.", "W1")
    if form.reading:
        raise Refused("stale", "I am reading it. Its card comes to you here.")


def may_finish(form: ReportForm, person: Person) -> bool:
    return allows(lambda: check_may_finish(form, person))


def finished(form: ReportForm, person: Person, arrival_id: str) -> ReportForm:
    """It is being read, as this arrival. Raises Refused."""
    check_may_finish(form, person)
    return replace(form, reading=arrival_id, trouble="")


def read(form: ReportForm, arrival_id: str, tag: str, sha256: str) -> ReportForm:
    """The form once it was read; as it is where it is not read by this arrival."""
    return replace(form, reading="", tag=tag, sha256=sha256) if form.reading == arrival_id else form


def not_read(form: ReportForm, arrival_id: str, code: str, words: str) -> ReportForm:
    """The form, and why it could not be read. One that is gone can be begun again."""
    if form.reading != arrival_id:
        return form
    told = replace(form, reading="", trouble=words)
    return replace(told, item=None, is_open=False) if code == GONE else told


def opened(form: ReportForm, item: FiledItem) -> ReportForm:
    return replace(form, item=item)


def closed(form: ReportForm) -> ReportForm:
    """The report is sent: nobody writes in its form. What was being read comes too late."""
    return replace(form, is_open=False, reading="", trouble="")


def came_from(form: ReportForm, *sha256s: str) -> bool:
    """Whether one of these versions was read of the form."""
    return bool(form.sha256) and form.sha256 in sha256s
