"""A report by a SIP who is none of the trust's comes in through the headteacher (M4): the file is kept until they say
of which term it is, and handing it in approves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handbook.core.done_by import DoneBy
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import Membership, term_of
from handbook.membership.working import NAME_AT_MOST
from handbook.reports.approval import unclean_words
from handbook.reports.filing import taken_back
from handbook.reports.moves import MOVES, Move
from handbook.reports.paper.proforma import Contents, Form
from handbook.reports.report import Decision, Report, Status, Version

KEPT_FOR: Final = timedelta(days=14)
"""How long an answer is waited for; then the file is let go."""
NO_SUCH_FILE: Final = "I cannot find that file."
_LATE_SUMMER_REPORTS: Final = (9, 10)
"""The months in which last year's summer report may still come."""
_TERMS: Final = tuple(Term)

Period = tuple[AcademicYear, Term]


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that a headteacher sent, and of which they have not said yet what it is, or have (`report_id`, `version`).
    `contents` are what was read of it, where it is on our form; else no more than that it is on another. `let_go`:
    nothing of it is kept."""

    id: str
    arrival_id: str
    person_id: str
    file_name: str
    sha256: str
    sent_at: datetime
    contents: Contents
    report_id: str = ""
    version: int = 0
    let_go: bool = False
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return not self.report_id and not self.let_go


@dataclass(frozen=True, slots=True)
class HandInReport:
    """The headteacher hands it in as the report of a school and a term: that approves it (M4)."""

    handed_id: str
    urn: str
    year: AcademicYear
    term: Term
    sip_name: str


@dataclass(frozen=True, slots=True)
class LetHandedFileGo:
    """It was the wrong file; or nobody answered, and the clock says so."""

    handed_id: str


@dataclass(frozen=True, slots=True)
class Led:
    """A school that somebody answers for, themselves or in the headteacher's place (`deputy_id`)."""

    school: School
    deputy_id: str = ""


def nothing_read(form: Form = Form.UNKNOWN) -> Contents:
    """What is known of a file in which nothing was read."""
    return Contents("", "", None, None, "", {}, form=form)


def periods(today: date) -> tuple[Period, ...]:
    """The terms of which a report can be handed in, the newest first: those of this year that have begun, and last
    year's summer until the end of October."""
    year, now = AcademicYear.of(today), _TERMS.index(term_of(today))
    begun = [(year, term) for term in reversed(_TERMS[: now + 1])]
    late = [(AcademicYear(year.starts_in - 1), Term.SUMMER)] if today.month in _LATE_SUMMER_REPORTS else []
    return (*begun, *late)


def check_may_hand_in(school: School, membership: Membership) -> None:
    """Raises Refused, with the reason, unless the school has a SIP who is none of the trust's in that year (M3, M4)."""
    if any(one.provision.is_external for one in membership.spells):
        return
    if membership.provision is None:
        raise Refused(
            "missing",
            f"I do not know yet whose SIP {school.full_name} has in {membership.year}. Please ask the Trust Advisor to "
            "record it; then send me the file again.",
            "M4",
        )
    raise Refused(
        "not_yours",
        f"{school.full_name} has a SIP of the trust in {membership.year}, who sends me each report. It comes to you "
        "here, and you approve it. If your school has another SIP now, please tell the Trust Advisor.",
        "M4",
    )


def check_may_be_taken(contents: Contents, led: Iterable[Led]) -> None:
    """Raises Refused for a file that shows more than is meant to be read, or that is about another school."""
    if not contents.is_clean:
        words = f"That file has {unclean_words(contents)}, which everybody would read."
        raise Refused("not_clean", f"{words} Please accept or delete them in Word, and send it again.", "M4")
    if contents.urn and contents.urn not in {one.school.urn for one in led}:
        words = f"At its top that file is about a school with the URN {contents.urn}, which is none of yours."
        raise Refused("not_yours", f"{words} I did not keep it.", "M4")


def check_may_decide(one: HandedFile, person: Person | None) -> None:
    """Raises Refused unless it is this person's (None is the clock) and waits for an answer."""
    if person is not None and person.id != one.person_id:
        raise Refused("not_yours", NO_SUCH_FILE)
    if not one.is_open:
        raise Refused("stale", "You have decided about this file already. Here is how it stands now.", "M4")


def led_school(led: Iterable[Led], urn: str) -> Led:
    """Raises Refused for a school that they do not answer for."""
    found = next((one for one in led if one.school.urn == urn), None)
    if found is None:
        raise Refused("not_yours", "Only the headteacher of a school can hand in the report by its SIP.", "M4")
    return found


def check_period(command: HandInReport, today: date) -> None:
    """Raises Refused for a term that has not begun, or is long over."""
    if (command.year, command.term) not in periods(today):
        words = f"A report of {command.term.lower()} {command.year} cannot be handed in now."
        raise Refused("no_date", f"{words} Please choose another term.", "M4")


def check_may_replace(known: Report, sha256: str, newest: Version) -> None:
    """Raises Refused unless this file can take the place of the report that there is of its term."""
    if not known.external_sip:
        raise Refused("taken", f"The {known.title} has come from a SIP of the trust already.", "M4")
    if newest.sha256 == sha256:
        raise Refused("taken", f"This very file is the {known.title} that you have handed in.", "M4")
    opening = known.status is Status.SHARED and len(known.let_in) < len(known.shared_with)
    if (known.status, Move.REPLACE) not in MOVES or opening:
        words = f"The {known.title} is just being filed or opened to others."
        raise Refused("taken", f"{words} Please try again in some minutes.", "M4")


def handed_in(
    command: HandInReport, known: Report | None, by: Led, route: str, now: datetime, report_id: str
) -> Report:
    """The report as its headteacher hands it in: a new one, or with a new version in the place of a wrong file, which
    is closed to everybody. Raises Refused."""
    name = " ".join(command.sip_name.split())
    if not name or len(name) > NAME_AT_MOST:
        raise Refused("missing", f"Please write who the SIP is, in at most {NAME_AT_MOST} characters.", "M4")
    school = by.school
    decision = Decision(school.headteacher_id, now, route, deputy_id=by.deputy_id)
    sent_by = DoneBy(school.headteacher_id, by.deputy_id, now)
    if known is None:
        return Report(
            id=report_id,
            urn=school.urn,
            year=command.year,
            term=command.term,
            sip_id="",
            headteacher_id=school.headteacher_id,
            status=Status.APPROVED,
            latest=1,
            sent=1,
            sent_at=now,
            sent_by=sent_by,
            decision=decision,
            external_sip=name,
            revision=1,
        )
    return replace(
        taken_back(known),
        status=MOVES[known.status, Move.REPLACE],
        latest=known.latest + 1,
        sent=known.latest + 1,
        sent_at=now,
        sent_by=sent_by,
        decision=decision,
        external_sip=name,
    )


def let_go(one: HandedFile, person: Person | None) -> HandedFile:
    """Nothing of what the file says is kept. Raises Refused."""
    check_may_decide(one, person)
    return replace(one, contents=nothing_read(), let_go=True)


def likely_period(contents: Contents, today: date, there: Mapping[Period, Report]) -> Period:
    """Which term is chosen already on the card: what the file says, else the newest of which there is no report."""
    every: Sequence[Period] = periods(today)
    if contents.academic_year and contents.term and (contents.academic_year, contents.term) in every:
        return contents.academic_year, contents.term
    return next((one for one in every if one not in there), every[0])
