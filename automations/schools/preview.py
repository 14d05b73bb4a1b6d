"""What an import would do to the trust's list, before anybody says yes to it (M1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handbook.core.people import DirectoryAccount
from handbook.core.refusal import Refused
from handbook.membership.imported import RowPart, TriedMembership, changes_of
from handbook.schools.change_words import change_lines
from handbook.schools.imported_dates import outcome_of, wanted_checks, wanted_dates
from handbook.schools.imported_people import (
    CLOSED,
    ImportedPerson,
    NoAccount,
    account_of,
    joined,
    nobody_of,
    wanted_people,
)
from handbook.schools.imported_schools import about_closed, about_successors, wanted_schools
from handbook.schools.imported_training import outcome_of_training, wanted_training
from handbook.schools.lacks import lacks
from handbook.schools.outcome import LARGEST_SHARE, RowOutcome, Tally, leave_too_many
from handbook.schools.trust_list import (
    HOLDERS,
    ListChanges,
    TrustList,
    applied,
    difference,
    own_school,
    supported_by_their_heads,
)
from spreadsheets import list_columns as names
from spreadsheets.date_lists import ChecksReading, DatesReading
from spreadsheets.memberships import MembershipReading
from spreadsheets.people import PeopleReading
from spreadsheets.schools import SchoolReading
from spreadsheets.tables import Table, TableRow
from spreadsheets.training import TrainingReading
from spreadsheets.unusable import Fault

Found = Mapping[str, Sequence[DirectoryAccount]]
"""The accounts of a directory by what it was asked for."""


@dataclass(frozen=True, slots=True)
class Preview:
    """`changes` are those of the rows that can be taken. `absent_schools` and `absent_people` are on the list and not
    in the file, by URN and id, each with words for it."""

    kind: str
    known: TrustList
    changes: ListChanges
    tally: Tally
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    absent_schools: Mapping[str, str] = field(default_factory=dict[str, str])
    absent_people: Mapping[str, str] = field(default_factory=dict[str, str])
    table: Table | None = None
    """What was read, of a spreadsheet."""

    @property
    def absent(self) -> tuple[str, ...]:
        """Who is on the list and not in the file, in words."""
        return tuple(sorted((*self.absent_schools.values(), *self.absent_people.values())))

    def lines(self, changes: ListChanges) -> list[str]:
        """What would change, one line each."""
        return change_lines(self.known, changes)

    def lacks(self, changes: ListChanges) -> list[str]:
        """What the schools that are changed would not have then, and what waits for it."""
        return lacks(applied(self.known, changes), [urn for urn, one in changes.schools.items() if one is not None])

    def with_leavers(self) -> ListChanges:
        """The changes, and everybody leaves who is not in the file. What they left behind reads on."""
        emptied = nobody_of(applied(self.known, self.changes).schools, self.absent_people)
        return ListChanges(
            {**self.changes.schools, **emptied, **dict.fromkeys(self.absent_schools)},
            {**self.changes.people, **dict.fromkeys(self.absent_people)},
            self.changes.authorities,
            self.changes.sips,
        )

    def check_leavers(self, *, sure: bool) -> None:
        """Raises Refused where so many would leave that it looks like a slip, or a file has faults: somebody in a row
        that cannot be read would leave."""
        if self.faults and self.absent:
            raise Refused("missing", "Nobody can leave the list by a file with faults: please correct it first.", "M1")
        for leaving, listed, what in (
            (len(self.absent_schools), len(self.known.schools), "schools"),
            (len(self.absent_people), len(self.known.people), "people"),
        ):
            if leave_too_many(leaving, listed) and not sure:
                words = f"{leaving} of {listed} {what} would leave, which is more than {LARGEST_SHARE}%."
                raise Refused("too_many", f"{words} If that is right, run it again with --yes.", "M1")


def preview_schools(reading: SchoolReading, known: TrustList) -> Preview:
    """Of a file of schools."""
    wanted = wanted_schools(known, reading.schools)
    changes = difference(known, wanted)
    outcomes = Counter(_outcome(known.schools, changes.schools, one.urn) for one in reading.schools)
    closed = about_closed(known, reading.closed, reading.names)
    absent = {urn: entry.school for urn, entry in known.schools.items() if urn not in wanted.schools}
    return Preview(
        reading.table.layout.kind,
        known,
        changes,
        _tally(reading.table, outcomes, reading.skipped),
        tuple(reading.table.faults),
        (*about_successors(known, reading.schools), *reading.notes),
        {
            urn: f"{one.full_name} (URN {urn}){f': {closed[urn]}' if urn in closed else ''}"
            for urn, one in absent.items()
        },
        table=reading.table,
    )


def asked_of_directory(reading: PeopleReading) -> list[str]:
    """The addresses, sign-in names and ids whose accounts a preview needs."""
    return list(dict.fromkeys(one.asked_as for _, one in reading.people))


def preview_people(reading: PeopleReading, known: TrustList, accounts: Found) -> Preview:
    """Of a file of people, whose accounts were asked for. Somebody with several offices has a row for each."""
    found: dict[str, tuple[ImportedPerson, str]] = {}
    rows: dict[str, list[TableRow]] = {}
    notes = list(reading.notes)
    for row, one in reading.people:
        account = account_of(one, accounts.get(one.asked_as, ()))
        if isinstance(account, NoAccount):
            reading.table.refuse(row, row.fault(names.ACCOUNT if account.in_account else names.MAIL, account.right))
            continue
        both = joined(found[account.id][0], one) if account.id in found else one
        if isinstance(both, str):
            right = f"{both} ({row.tells_of(rows[account.id][0].at)} is of the same account, {account.sign_in})"
            reading.table.refuse(row, row.fault(names.MAIL, right))
            continue
        notes += [] if account.enabled or account.id in found else [CLOSED.format(one.name)]
        found[account.id] = (both, account.email or one.email)
        rows.setdefault(account.id, []).append(row)
    wanted = _without_own_schools(reading.table, known, found, rows)
    changes = difference(known, wanted)
    moved = _moved(known, changes)
    changed = {**dict.fromkeys(moved), **changes.people}
    outcomes = Counter(_outcome(known.people, changed, one_id) for one_id in found for _ in rows[one_id])
    return Preview(
        reading.table.layout.kind,
        known,
        changes,
        _tally(reading.table, outcomes, {}),
        tuple(reading.table.faults),
        tuple(notes),
        absent_people={
            one_id: f"{entry.person.name}, {entry.person.office_words}"
            for one_id, entry in known.people.items()
            if one_id not in found
        },
        table=reading.table,
    )


def _without_own_schools(
    table: Table, known: TrustList, found: dict[str, tuple[ImportedPerson, str]], rows: Mapping[str, list[TableRow]]
) -> TrustList:
    """What is wanted of those whom it makes nobody's SIP at the school that they lead; the rows of others are
    refused."""
    wanted = wanted_people(known, found)
    while own := supported_by_their_heads(wanted.schools):
        one_id = own[0].school.sip_id
        right = own_school(own[0].school, wanted.people[one_id].person)
        for row in rows[one_id]:
            table.refuse(row, row.fault(names.SCHOOLS, right))
        del found[one_id]
        wanted = wanted_people(known, found)
    return wanted


def preview_dates(reading: DatesReading, known: TrustList) -> Preview:
    """Of a file of term dates and INSET days. Nobody is absent from it."""
    changes = difference(known, wanted_dates(known, reading.dates))
    outcomes = Counter(outcome_of(known, one) for one in reading.dates)
    tally = _tally(reading.table, outcomes, reading.skipped)
    faults, notes = tuple(reading.table.faults), tuple(reading.table.notes)
    return Preview(reading.table.layout.kind, known, changes, tally, faults, notes, table=reading.table)


def preview_checks(reading: ChecksReading, known: TrustList) -> Preview:
    """Of a file of checks on SIPs; a SIP who is not in it keeps those on record."""
    changes = difference(known, wanted_checks(known, reading.checks))
    outcomes = Counter(_outcome(known.people, changes.people, one.sip_id) for one in reading.checks)
    tally = _tally(reading.table, outcomes, {})
    faults, notes = tuple(reading.table.faults), tuple(reading.table.notes)
    return Preview(reading.table.layout.kind, known, changes, tally, faults, notes, table=reading.table)


def preview_training(reading: TrainingReading, known: TrustList) -> Preview:
    """Of a file of the training of SIPs; what is on record stays."""
    changes = difference(known, wanted_training(known, reading.training))
    outcomes = Counter(outcome_of_training(known, one) for one in reading.training)
    tally = _tally(reading.table, outcomes, {})
    faults, notes = tuple(reading.table.faults), tuple(reading.table.notes)
    return Preview(reading.table.layout.kind, known, changes, tally, faults, notes, table=reading.table)


def preview_memberships(reading: MembershipReading, known: TrustList, tried: Sequence[TriedMembership]) -> Preview:
    """Of a file of memberships, each row of which was tried out; a school that is not in it keeps what it has."""
    outcomes = Counter[RowOutcome]()
    for (row, _), one in zip(reading.memberships, tried, strict=True):
        if one.no is not None:
            reading.table.refuse(row, row.fault(_COLUMNS[one.no.place], one.no.right))
        else:
            new = RowOutcome.CREATED if one.is_new else RowOutcome.CHANGED
            outcomes[new if one.words else RowOutcome.UNCHANGED] += 1
    tally, faults = _tally(reading.table, outcomes, {}), tuple(reading.table.faults)
    changes = ListChanges(memberships=changes_of(tried))
    return Preview(
        reading.table.layout.kind, known, changes, tally, faults, tuple(reading.table.notes), table=reading.table
    )


_COLUMNS: Final = {
    RowPart.PROVISION: names.WHOSE_SIP,
    RowPart.REPORTS: names.REPORTS_CAME,
    RowPart.FEE: names.FEE_PAID_ON,
    RowPart.REFUND: names.REFUND_PAID_ON,
}
"""In which column what is wrong with a part of a row is shown."""


def preview_list(wanted: TrustList, known: TrustList) -> Preview:
    """Of a file of the whole list."""
    changes = difference(known, wanted)
    outcomes = Counter(
        _outcome(before, changed, key)
        for before, changed, said in (
            (known.schools, changes.schools, wanted.schools),
            (known.people, changes.people, wanted.people),
            (known.authorities, changes.authorities, wanted.authorities),
        )
        for key in said
    )
    gone_schools = {urn: one.school for urn, one in known.schools.items() if urn not in wanted.schools}
    gone_people = {one_id: one.person for one_id, one in known.people.items() if one_id not in wanted.people}
    return Preview(
        "list",
        known,
        changes,
        Tally(outcomes.total(), outcomes),
        absent_schools={urn: f"{one.full_name} (URN {urn})" for urn, one in gone_schools.items()},
        absent_people={one_id: f"{one.name}, {one.office_words}" for one_id, one in gone_people.items()},
    )


def _outcome(known: Mapping[str, object], changed: Mapping[str, object], key: str) -> RowOutcome:
    if key not in changed:
        return RowOutcome.UNCHANGED
    return RowOutcome.CHANGED if key in known else RowOutcome.CREATED


def _moved(known: TrustList, changes: ListChanges) -> Iterable[str]:
    """Who would serve other schools than before."""
    for urn, entry in changes.schools.items():
        for name in HOLDERS.values():
            before, after = getattr(known.schools[urn].school, name), getattr(entry and entry.school, name)
            if before != after:
                yield before
                yield after


def _tally(table: Table, outcomes: Counter[RowOutcome], skipped: Mapping[str, int]) -> Tally:
    refused = Counter({RowOutcome.REFUSED: len(table.refused), RowOutcome.SKIPPED: sum(skipped.values())})
    return Tally(table.rows, outcomes + refused, dict(skipped))
