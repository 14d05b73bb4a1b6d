"""The list of schools as a table, page by page, and as a workbook: the same schools, by the same filter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.roster import known_person
from automations.overview.gathering import Gathered
from automations.schools.school_list import keeps_of, own_schools, sought, visit_words, whose_of
from cards.schools.school_list import SHOWS, shows_for
from handbook.core.people import Person, School
from handbook.overview.school_table import (
    HEADER,
    ROWS_OF_PAGE,
    ROWS_OF_SHEET,
    SchoolTable,
    TableAsked,
    TableRow,
    check_known,
    sheet_rows,
)
from handbook.schools.paging import Key, page_of
from handbook.schools.school_list import key_of
from handbook.schools.sight import NO_SCHOOL, Part, parts_of, report_words
from spreadsheets.plain_table import plain_table
from store.unit_of_work import UnitOfWork

_WIDTHS: Final = (40, 10, 22, 26, 26, 30, 26, 14)


def school_table(
    uow: UnitOfWork, asked: TableAsked, viewer: Person, context: RenderContext, rows: int = ROWS_OF_PAGE
) -> SchoolTable:
    """Raises Refused where somebody sees no school, and for what is no filter of theirs. The records are asked of the
    schools that are shown, and by the filter."""
    administrator = context.policy.administrator_id
    mine = own_schools(uow, viewer, administrator)
    if not mine:
        raise NO_SCHOOL
    every = [parts_of(one, viewer, administrator) for one in mine]
    shows = shows_for(frozenset(Part).intersection(*every), viewer)
    whose = whose_of(uow, mine) if len(mine) > 1 else []
    check_known(asked, shows, whose)
    watched = uow.watchlists.of(viewer.id)
    wanted = [one for one in mine if one.urn in watched] if asked.watched else mine
    keeps = keeps_of(uow, asked.schools.show, viewer, context)
    after, before = (_key(uow, urn) for urn in (asked.schools.after, asked.schools.before))
    page = page_of(sought(uow, wanted, asked.schools), key_of, keeps, after, before, rows)
    gathered = Gathered(uow, viewer, context, page.shown)
    table_rows = [_row(gathered, one, watched=one.urn in watched) for one in page.shown]
    offered = [(SHOWS[one], one.value) for one in shows]
    return SchoolTable(asked, page, table_rows, offered, whose, len(mine), frozenset[Part]().union(*every))


def school_sheet(uow: UnitOfWork, person_id: str, asked: TableAsked, context: RenderContext) -> list[tuple[str, ...]]:
    """The rows of the workbook: all that the filter finds. Raises Refused."""
    viewer = known_person(uow, person_id)
    whole = replace(asked, schools=replace(asked.schools, after="", before=""))
    return sheet_rows(school_table(uow, whole, viewer, context, ROWS_OF_SHEET).rows)


def sheet_file(rows: Sequence[tuple[str, ...]]) -> bytes:
    return plain_table("Schools", HEADER, rows, _WIDTHS)


def _key(uow: UnitOfWork, urn: str) -> Key | None:
    """Where a school stands or stood in their order."""
    return key_of(uow.roster.school_then(urn)) if urn else None


def _row(gathered: Gathered, school: School, *, watched: bool) -> TableRow:
    urn, parts, term = school.urn, gathered.parts[school.urn], gathered.terms[school.urn]
    head, sip = (gathered.uow.roster.person(one) for one in (school.headteacher_id, school.sip_id))
    report, left = gathered.reports.get((urn, term)), gathered.accounts.get(urn)
    return TableRow(
        school,
        head.name if head else "",
        sip.name if sip else "",
        report_words(report, school, gathered.viewer) if Part.REPORTS in parts else "",
        visit_words(gathered.termly_visits.get((urn, term))) if Part.VISITS in parts else "",
        f"{left.face_to_face.remaining} of {left.face_to_face.allowed}" if left else "",
        watched,
    )
