"""`sipdesk template`: a list to fill in and import, empty or as the trust's list stands."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership
from handbook.schools.trust_list import HOLDERS, TrustList
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import DbsLevel
from service.audit.noting import note_done
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.list_template import write_list_template
from spreadsheets.tables import Layout
from store.database import Database


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """Writes it where the output goes; 1 where that is a screen."""
    if sys.stdout.isatty():
        print(f"This writes a workbook: sipdesk template {chosen.kind} > {chosen.kind}.xlsx", file=sys.stderr)
        return 1
    layout, known = LAYOUTS[chosen.kind], _listed(settings)
    rows = []
    if chosen.filled:
        rows = _memberships(settings, known) if chosen.kind == "membership" else _ROWS[chosen.kind](known)
    authorities = sorted({one.school.local_authority for one in known.schools.values()} | known.authorities.keys())
    write_list_template(sys.stdout.buffer, layout, rows, {names.AUTHORITY: [one for one in authorities if one]})
    if rows:
        _note(settings, chosen.kind, len(rows))
    return 0


def _note(settings: DatabaseSettings, kind: str, rows: int) -> None:
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        note_done(database, "list_exported", "list", kind=kind, rows=rows)
    finally:
        database.close()


def _listed(settings: DatabaseSettings) -> TrustList:
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            return TrustList()
        with database.reading() as uow:
            return uow.roster.listed()
    finally:
        database.close()


def _schools(known: TrustList) -> list[Mapping[str, str]]:
    return [
        {names.URN: one.urn, names.NAME: one.name, names.TOWN: one.town, names.AUTHORITY: one.local_authority}
        for one in (entry.school for entry in known.schools.values())
    ]


def _people(known: TrustList) -> list[Mapping[str, str]]:
    """A row for each office of somebody."""
    rows: list[Mapping[str, str]] = []
    for one_id, entry in known.people.items():
        for role in entry.person.offices:
            office = HOLDERS.get(role)
            served = [urn for urn, of in known.schools.items() if office and getattr(of.school, office) == one_id]
            rows.append(
                {
                    names.NAME: entry.person.name,
                    names.MAIL: entry.person.email,
                    names.OFFICE: names.ROLES[role][0],
                    names.SCHOOLS: "; ".join(served),
                    names.ACCOUNT: one_id,
                }
            )
    return rows


def _terms(known: TrustList) -> list[Mapping[str, str]]:
    """Half terms by their order within the year; each closed day by itself."""
    owned = [({names.AUTHORITY: name}, sessions) for name, sessions in known.authorities.items()]
    owned += [({names.URN: urn}, entry.sessions) for urn, entry in known.schools.items()]
    rows: list[Mapping[str, str]] = [
        {**whose, names.TERM: one.term.value, names.FIRST_DAY: _day(one.first_on), names.LAST_DAY: _day(one.last_on)}
        for whose, sessions in owned
        for one in sessions
    ]
    for urn, entry in known.schools.items():
        rows += [{names.URN: urn, names.TERM: "INSET", names.FIRST_DAY: _day(day)} for day in entry.closed]
    return rows


def _checks(known: TrustList) -> list[Mapping[str, str]]:
    sips = [entry for entry in known.people.values() if entry.person.is_a(Role.SIP)]
    return [
        {
            names.NAME: one.person.name,
            names.MAIL: one.person.email,
            names.RECRUITMENT_ON: _day(one.checks and one.checks.recruitment_checked_on),
            names.DBS_ON: _day(one.checks and one.checks.dbs_checked_on),
            names.DBS_REVIEW_BY: _day(one.checks and one.checks.dbs_review_by),
            names.DBS_LEVEL: _level(one.checks and one.checks.dbs_level),
            names.CHECKED_BY: one.checks.checked_by if one.checks else "",
        }
        for one in sips
    ]


def _training(known: TrustList) -> list[Mapping[str, str]]:
    """A row for each training on record; for a SIP without any, one to fill in."""
    rows: list[Mapping[str, str]] = []
    for sip_id, entry in known.people.items():
        if entry.person.is_a(Role.SIP):
            who = {names.NAME: entry.person.name, names.MAIL: entry.person.email}
            had = list(_had(known.sips.get(sip_id) or SipRecord(sip_id)))
            rows += [{**who, names.TRAINING: what, names.TRAINED_ON: _day(on)} for what, on in had] or [who]
    return rows


def _had(record: SipRecord) -> Iterator[tuple[str, date]]:
    words = {topic: name for name, topic in names.TRAININGS.items()}
    if record.initial_training_on:
        yield names.INITIAL, record.initial_training_on
    for one in record.trainings:
        yield words[one.topic], one.on


def _memberships(settings: DatabaseSettings, known: TrustList) -> list[Mapping[str, str]]:
    """This year’s, as they are or are taken to be."""
    from automations.membership.loading import rows_of  # noqa: PLC0415 - what it loads takes half a second

    year = AcademicYear.of(london_date(datetime.now(UTC)))
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        with database.reading() as uow:
            found = [row.membership for row in rows_of(uow, year)] if known.schools else []
    finally:
        database.close()
    return [_membership(one, known.schools[one.urn].school.full_name) for one in found if one.urn in known.schools]


def _membership(one: Membership, school: str) -> Mapping[str, str]:
    return {
        names.URN: one.urn,
        names.NAME: school,
        names.YEAR: str(one.year),
        names.WHOSE_SIP: names.PROVISIONS[one.provision][0] if one.provision else "",
        names.SIP_NAME: one.sip_name,
        names.JOINED_ON: _day(one.joined_on),
        names.REPORTS_CAME: "; ".join(one.noted),
        names.FEE_PAID_ON: _day(one.fee and one.fee.paid_on),
        names.FEE_REFERENCE: one.fee.reference if one.fee else "",
        names.REFUND_PAID_ON: _day(one.refunded and one.refunded.paid_on),
        names.REFUND_REFERENCE: one.refunded.reference if one.refunded else "",
    }


def _level(level: DbsLevel | None) -> str:
    return level.words.capitalize() if level else ""


def _papers(known: TrustList) -> list[Mapping[str, str]]:
    """A row for each school and agreement, with its headteacher: what is signed is filled in."""
    rows: list[Mapping[str, str]] = []
    for urn, entry in known.schools.items():
        head = known.people.get(entry.school.headteacher_id)
        said = {names.URN: urn, names.SIGNED_BY: head.person.name if head else ""}
        rows += [{**said, names.AGREEMENT: words[0]} for words in names.AGREEMENTS.values()]
    return rows


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_LISTS: Final = (
    list_layouts.SCHOOL_LIST,
    list_layouts.PEOPLE_LIST,
    list_layouts.DATE_LIST,
    list_layouts.CHECK_LIST,
    list_layouts.TRAINING_LIST,
    list_layouts.PAPER_LIST,
    list_layouts.MEMBERSHIP_LIST,
)
LAYOUTS: Final[Mapping[str, Layout]] = {one.kind: one for one in _LISTS}
_ROWS: Final = {
    "schools": _schools,
    "people": _people,
    "terms": _terms,
    "checks": _checks,
    "training": _training,
    "agreements": _papers,
}
