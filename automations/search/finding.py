"""Searching schools, reports and visits through the message extension, and the card that stands in for a link. All is
read from the database: no external service is asked, and nothing of a report but its record is loaded."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from automations.engine.inbound.extension_port import Found, Search
from cards.kit.half_days import when
from cards.reports.lines import report_title
from cards.search.found import faq_found, report_found, report_line, school_found, school_line, visit_found, visit_line
from cards.visits.lines import visit_title
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.questions.faq import found
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report, Status
from handbook.search.finding import matches, may_find_report, may_find_school, may_find_visit, plain_words
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

PAGE: Final = 25
"""As many results as are shown at once."""
_OUTSIDE: Final = (Role.DSO, Role.LA_OFFICER)
_TERMS: Final = list(Term)
_Words = tuple[str, ...]
_Called = Callable[[_Words], frozenset[str]]
"""The schools that say all of these words, by their URNs."""
_URN: Final = re.compile(r"_SIP-report_(\d{6})_", re.IGNORECASE)
_IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Sought(StrEnum):
    """The search commands, by the ids that the app package gives them."""

    REPORTS = "reports"
    VISITS = "visits"
    SCHOOLS = "schools"
    FAQ = "faq"


def find(uow: UnitOfWork, person: Person, search: Search, chat_url: str, now: datetime) -> tuple[Found, ...]:
    """One page of what this person may find; without words, what is theirs. Raises Refused for another command."""
    if search.command not in set(Sought):
        raise Refused("unknown", "I cannot search for that. Please choose reports, visits, schools or questions.")
    every = _FINDERS[Sought(search.command)](uow, person, plain_words(search.words), chat_url, now)
    return tuple(islice(every, search.skip, search.skip + min(search.count, PAGE)))


def unfurl(uow: UnitOfWork, person: Person, url: str, chat_url: str) -> tuple[Found, ...]:
    """The card for a link to a filed report, where this person may find that; for every other link, nothing."""
    wanted = _document(url)
    for report in _called_so(uow, url, wanted):
        school, filed = uow.roster.school_then(report.urn), report.filed.items if report.filed else ()
        if may_find_report(report, school, person) and any(_document(item.web_url) == wanted for item in filed):
            return (_found_report(report, school, chat_url),)
    return ()


def _find_reports(uow: UnitOfWork, person: Person, typed: _Words, chat_url: str, _now: datetime) -> Iterator[Found]:
    """The newest term first, and a year at a time: whoever reads but the first page has little looked through."""
    said = {school.urn: _school_words(school) for school in uow.roster.schools_ever()}

    @cache
    def called(words: _Words) -> frozenset[str]:
        return frozenset(urn for urn, own in said.items() if matches(words, own))

    for year in map(AcademicYear, uow.reports.years()):
        left = {term: _not_said(typed, _term_words(term, year)) for term in _TERMS}
        of_year = [
            (report, uow.roster.school_then(report.urn))
            for report in _of_year(uow, person, year, left.values(), called)
            if not left[report.term] or report.urn in called(left[report.term])
        ]
        for report, school in sorted(of_year, key=lambda one: (-_TERMS.index(one[0].term), one[1].full_name)):
            if may_find_report(report, school, person):
                yield _found_report(report, school, chat_url)


def _find_visits(uow: UnitOfWork, person: Person, typed: _Words, chat_url: str, now: datetime) -> Iterator[Found]:
    own = [visit for visit in uow.visits.of_person(person) if may_find_visit(visit, person)]
    for visit in sorted(own, key=lambda visit: _next_first(visit, now)):
        school = uow.roster.school_then(visit.urn)
        title, on = visit_title(visit, school), when(visit.half_day) if visit.half_day else ""
        if matches(typed, _school_words(school) + plain_words(f"{title} {visit.year} {on}")):
            yield Found(title, visit_line(visit), visit_found(visit, school, chat_url))


def _find_schools(uow: UnitOfWork, person: Person, typed: _Words, chat_url: str, _now: datetime) -> Iterator[Found]:
    own = [school for school in uow.roster.schools() if may_find_school(school, person)]
    for school in sorted(own, key=lambda school: school.full_name):
        if matches(typed, _school_words(school)):
            yield Found(school.full_name, school_line(school), school_found(school, chat_url))


def _find_faq(uow: UnitOfWork, _person: Person, typed: _Words, chat_url: str, _now: datetime) -> Iterator[Found]:
    """The FAQ is open to everybody on the list."""
    for entry in found(uow.questions.faq.listed(), " ".join(typed)):
        yield Found(entry.question, entry.answer, faq_found(entry, chat_url))


_Finder = Callable[[UnitOfWork, Person, _Words, str, datetime], Iterator[Found]]
_FINDERS: Final[Mapping[Sought, _Finder]] = {
    Sought.REPORTS: _find_reports,
    Sought.VISITS: _find_visits,
    Sought.SCHOOLS: _find_schools,
    Sought.FAQ: _find_faq,
}


def _of_year(
    uow: UnitOfWork,
    person: Person,
    year: AcademicYear,
    left: Iterable[_Words],
    called: Callable[[_Words], frozenset[str]],
) -> tuple[Report, ...]:
    """Those that this person may find, of the schools that say what is `left` to say in one of the year's terms."""
    own = person.id if person.is_a(Role.SIP, Role.HEADTEACHER) else ""
    statuses = (Status.SHARED,) if person.is_a(*_OUTSIDE) else APPROVED
    if not all(left):
        return uow.reports.of_year(year.starts_in, statuses, own)
    urns = frozenset[str]().union(*map(called, left))
    return uow.reports.of_year(year.starts_in, statuses, own, urns) if urns else ()


def _not_said(typed: _Words, said: _Words) -> _Words:
    """Which of the typed words these do not say: the school must."""
    return tuple(word for word in typed if not matches((word,), said))


def _called_so(uow: UnitOfWork, url: str, wanted: "_Document") -> Iterable[Report]:
    """The reports whose file a link may be about: its name says the school, and its id stands in the record."""
    if named := _URN.search(unquote(url)):
        return uow.reports.of_school(named[1])
    identity = _IDENTITY.search(wanted.source)
    return uow.reports.mentioning(identity[0]) if identity else ()


def _found_report(report: Report, school: School, chat_url: str) -> Found:
    return Found(report_title(report, school), report_line(report), report_found(report, school, chat_url))


def _school_words(school: School) -> _Words:
    return plain_words(f"{school.full_name} {school.urn} {school.local_authority}")


def _term_words(term: Term, year: AcademicYear) -> _Words:
    return plain_words(f"{term} {year} SIP report")


def _next_first(visit: Visit, now: datetime) -> tuple[int, float]:
    """What comes next, then what has no day yet, then what was last."""
    if visit.half_day is None:
        return 1, 0.0
    at = visit.half_day.starts_at.timestamp()
    return (0, at) if visit.half_day.ends_at > now and not visit.is_over else (2, -at)


@dataclass(frozen=True, slots=True)
class _Document:
    """What a link of SharePoint's is about, however it came to be copied: its host and path, and the document that the
    viewer's page (Doc.aspx) is asked for."""

    host: str
    path: str
    source: str


def _document(url: str) -> _Document:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:  # a host that can be none
        return _Document("", url, "")
    asked = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    return _Document(host, unquote(parts.path).casefold(), asked.get("sourcedoc", "").lower())
