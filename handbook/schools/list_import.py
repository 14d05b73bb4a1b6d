"""A list that somebody sent in chat is shown before it is imported (M1): what was read is kept, and what it would do is
worked out anew whenever it is looked at, so that what is read is what would be done."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.membership.imported import ImportedMembership
from handbook.reports.agreements.paper_list import ImportedPaper
from handbook.schools.imported_dates import ImportedChecks, ImportedDates, wanted_checks, wanted_dates
from handbook.schools.imported_people import ImportedPerson, wanted_people, with_listed
from handbook.schools.imported_schools import ImportedSchool, wanted_schools
from handbook.schools.imported_training import ImportedTraining, wanted_training
from handbook.schools.trust_list import LIST_CHANGED, TrustList, check_may_change

KEPT_FOR: Final = timedelta(days=14)
"""How long an answer is waited for."""
NO_SUCH_IMPORT: Final = "I cannot find that import."


class ImportStatus(StrEnum):
    """How an import from chat stands."""

    SHOWN = "shown"
    APPLIED = "applied"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of a file with the account that was found for them."""

    id: str
    email: str
    said: ImportedPerson


@dataclass(frozen=True, slots=True)
class ImportedRows:
    """What a file says, row by row, of one of these kinds."""

    schools: tuple[ImportedSchool, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    dates: tuple[ImportedDates, ...] = ()
    checks: tuple[ImportedChecks, ...] = ()
    training: tuple[ImportedTraining, ...] = ()
    papers: tuple[ImportedPaper, ...] = ()
    memberships: tuple[ImportedMembership, ...] = ()


@dataclass(frozen=True, slots=True)
class ListImport:
    """`read` says what was read, in words; `faults` what cannot be taken, cell by cell: a file with one is not
    imported. `rows` are forgotten once somebody decided."""

    id: str
    person_id: str
    file_name: str
    kind: str
    sha256: str
    sent_at: datetime
    read: str
    rows: ImportedRows = field(default_factory=ImportedRows)
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    status: ImportStatus = ImportStatus.SHOWN
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ApplyImport:
    """`list_revision` is of the list that the card was drawn with."""

    import_id: str
    list_revision: int


@dataclass(frozen=True, slots=True)
class LeaveImport:
    """Nothing of it is imported; or nobody answered, and the clock says so."""

    import_id: str


def wanted_by(known: TrustList, rows: ImportedRows) -> TrustList:
    """The list as far as the rows say it. Who or what has left the list since is passed over."""
    people = {one.id: (with_listed(one.said, known.schools), one.email) for one in rows.people}
    parts = (
        wanted_schools(known, rows.schools),
        wanted_people(known, people),
        wanted_dates(known, rows.dates),
        wanted_checks(known, (one for one in rows.checks if one.sip_id in known.people)),
        wanted_training(known, (one for one in rows.training if one.sip_id in known.people)),
    )
    return TrustList(
        {urn: entry for part in parts for urn, entry in part.schools.items()},
        {one_id: entry for part in parts for one_id, entry in part.people.items()},
        {name: sessions for part in parts for name, sessions in part.authorities.items()},
        sips={sip_id: record for part in parts for sip_id, record in part.sips.items()},
    )


def check_may_apply(
    one: ListImport, command: ApplyImport, person: Person, administrator_id: str, known: TrustList
) -> None:
    """Raises Refused unless it is this person's, it was not decided, the file is sound, and the list is the one of
    which they read what would be done."""
    check_may_change(person, administrator_id)
    check_may_leave(one, person)
    if one.faults:
        raise Refused(
            "missing", "The file has faults, so nothing was imported. Please correct it and send it again.", "M1"
        )
    if known.revision != command.list_revision:
        raise Refused("stale", LIST_CHANGED, "M1")


def check_may_leave(one: ListImport, person: Person | None) -> None:
    """Raises Refused unless it is this person's (None is the clock) and was not decided."""
    if person is not None and person.id != one.person_id:
        raise Refused("not_yours", NO_SUCH_IMPORT, "M1")
    if one.status is not ImportStatus.SHOWN:
        raise Refused("not_now", "This was decided already. Here is how it stands now.", "M1")


def decided(one: ListImport, status: ImportStatus) -> ListImport:
    """It is imported, or left; what was read is forgotten."""
    return replace(one, status=status, rows=ImportedRows(), faults=(), notes=())
