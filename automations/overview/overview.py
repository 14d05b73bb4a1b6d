"""What each page of the overview shows somebody, as the records stand now. Each raises Refused for what is not their
own."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.overview.gathering import Gathered
from automations.overview.lines import line_of, lines_of
from automations.schools.school_cards import dossier_of
from automations.sip_team.cards import NO_SUCH_SIP, sip_seen
from cards.schools.school import facts_of, number_of, sections_of
from cards.sip_team.record import checks_words, experience_of
from cards.sip_team.record import facts_of as facts_of_sip
from handbook.core.people import Person, School
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.overview.line import Line, LineSeen, Row
from handbook.overview.pictures import (
    Pictures,
    Week,
    days_waited,
    half_days_used,
    waited_words,
    waiting_times,
    weeks_of,
)
from handbook.reports.readers import APPROVED, may_read_report
from handbook.reports.report import Report
from handbook.schools.sight import NO_SCHOOL, Part, parts_of, sees
from store.unit_of_work import UnitOfWork

NO_LINE: Final = Refused("not_yours", "There is no such list for you.")


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page. `pictures` is None where they show nothing to this person."""

    viewer: Person
    lines: tuple[LineSeen, ...]
    pictures: Pictures | None
    watched: tuple[tuple[School, str], ...]
    schools: int
    today: date
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page about a school or a SIP: what its card says, in the same words."""

    title: str
    facts: list[tuple[str, str]]
    sections: list[tuple[str, tuple[str, ...]]]
    note: str = ""
    urn: str = ""
    watched: bool = False
    sip_id: str = ""


def overview(uow: UnitOfWork, viewer: Person, context: RenderContext) -> Overview:
    gathered = Gathered.of(uow, viewer, context)
    lines = lines_of(gathered)
    watched = uow.watchlists.of(viewer.id)
    stands = _words_by_school(lines)
    mine = [(one, stands.get(one.urn, "nothing outstanding")) for one in gathered.own if one.urn in watched]
    pictures = _pictures(gathered) if Part.VISITS in gathered.all_parts else None
    return Overview(viewer, lines, pictures, tuple(mine), len(gathered.own), gathered.today, gathered.year)


def line_rows(uow: UnitOfWork, line: str, viewer: Person, context: RenderContext) -> LineSeen:
    seen = line_of(Gathered.of(uow, viewer, context), Line(line)) if line in set(Line) else None
    if seen is None:
        raise NO_LINE
    return seen


def visits_of_week(uow: UnitOfWork, monday: date, viewer: Person, context: RenderContext) -> list[Row]:
    """The visits behind a week of the strip."""
    gathered = Gathered.of(uow, viewer, context)
    _, weeks = _weeks(gathered)
    week = next((one for one in weeks if one.monday == monday), None)
    if week is None:
        raise NO_LINE
    names = {one.urn: one.full_name for one in gathered.own}
    found = [one for one in gathered.seen_visits if one.half_day and 0 <= (one.half_day.on - monday).days < 7]
    found = [one for one in found if one.stands or one.occupies]
    found.sort(key=lambda one: (one.half_day.starts_at if one.half_day else None, one.id))
    return [
        Row(names[one.urn], "booked" if one.stands else one.status.value.replace("_", " "), one.half_day.words, None,
            f"schools/{one.urn}")
        for one in found
        if one.half_day
    ]  # fmt: skip


def reports_waited(uow: UnitOfWork, words: str, viewer: Person, context: RenderContext) -> list[Row]:
    """The reports behind a bar of the waiting times."""
    gathered = Gathered.of(uow, viewer, context)
    if words not in dict(waiting_times(())):
        raise NO_LINE
    names = {one.urn: one.full_name for one in gathered.own}
    found = [(one, days) for one in _answered(gathered) if (days := days_waited(one)) is not None]
    return [
        Row(names[one.urn], several(days, "day"), f"{one.term} report", None, f"schools/{one.urn}")
        for one, days in sorted(found, key=lambda one: -one[1])
        if waited_words(days) == words
    ]


def school_page(uow: UnitOfWork, urn: str, viewer: Person, context: RenderContext) -> RecordPage:
    """The same for one of which they see nothing as for one that there is not."""
    if not uow.roster.ever_had(urn):
        raise NO_SCHOOL
    school = uow.roster.school_then(urn)
    parts = parts_of(school, viewer, context.policy.administrator_id)
    if not parts:
        raise NO_SCHOOL
    seen = dossier_of(uow, school, viewer, context, parts)
    sections = [(title, tuple(lines)) for title, lines in sections_of(seen)]
    watched = urn in uow.watchlists.of(viewer.id)
    now = uow.roster.school(urn)
    urn = urn if now and sees(now, viewer, context.policy.administrator_id) else ""
    return RecordPage(school.full_name, facts_of(seen), sections, number_of(school), urn, watched)


def sip_page(uow: UnitOfWork, sip_id: str, viewer: Person, context: RenderContext) -> RecordPage:
    seen = sip_seen(uow, sip_id, viewer, context)
    if seen is None:
        raise Refused("not_yours", NO_SUCH_SIP)
    one = seen.member
    known = tuple(f"{name}: {words}" for name, words in experience_of(one.record))
    sections = [("Experience", known)]
    if seen.uncovered:
        sections.insert(0, ("Visits on days without current checks", tuple(seen.uncovered)))
    note = f"The checks {checks_words(one.checks, seen.state, seen.left)}."
    return RecordPage(one.person.name, facts_of_sip(seen), sections, note, sip_id=sip_id)


def _words_by_school(lines: tuple[LineSeen, ...]) -> dict[str, str]:
    """What is outstanding of each school, in a few words."""
    found: dict[str, list[str]] = {}
    for seen in lines:
        if seen.line in (Line.REPORTS, Line.VISITS, Line.AGREEMENTS):
            for row in seen.rows:
                found.setdefault(row.opens.removeprefix("schools/"), []).append(f"{row.words}: {row.stage}")
    return {urn: "; ".join(words) for urn, words in found.items()}


def _answered(gathered: Gathered) -> list[Report]:
    """Those of the year that they may read and whose headteacher has approved them."""
    schools = {one.urn: one for one in gathered.own}
    every = (one for one in gathered.reports.values() if one.status in APPROVED)
    return [one for one in every if may_read_report(one, schools[one.urn], gathered.viewer)]


def _weeks(gathered: Gathered) -> tuple[Term | None, tuple[Week, ...]]:
    """By the term dates of the first of their schools; none where they see no visits."""
    inside = gathered.with_part(Part.VISITS)
    if not inside:
        return None, ()
    calendar = gathered.uow.roster.calendar(inside[0], gathered.context.policy.bank_holidays)
    return weeks_of(calendar, gathered.seen_visits, gathered.today)


def _pictures(gathered: Gathered) -> Pictures:
    term, weeks = _weeks(gathered)
    return Pictures(half_days_used(gathered.accounts.values()), waiting_times(_answered(gathered)), weeks, term)
