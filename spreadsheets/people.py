"""The trust's people, out of a list of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from handbook.core.people import Role, School, cannot_be_together, in_order
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.trust_list import HOLDERS, TrustList
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.cell_text import address_of
from spreadsheets.layouts import folded
from spreadsheets.rows import Progress
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import Fault

_MAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,190}\.[^\s@<>,;:\"()\[\]\\.]{2,}")
_BETWEEN: Final = re.compile(r"\s*[;\n|]\s*")
_BETWEEN_OFFICES: Final = re.compile(r"\s*[;,\n|/&+]\s*|\s+and\s+", re.IGNORECASE)
_BETWEEN_URNS: Final = re.compile(r"[\s,;|]+")
_URNS: Final = re.compile(r"[\d\s,;|]+")
_WHOLE_AUTHORITY: Final = frozenset((Role.LA_OFFICER, Role.DSO))
_BY_WORD: Final = {folded(word): role for role, words in names.ROLES.items() for word in words}


@dataclass(slots=True)
class PeopleReading:
    """What a file says of people, row by row."""

    table: Table
    people: list[tuple[TableRow, ImportedPerson]] = field(default_factory=list[tuple[TableRow, ImportedPerson]])
    notes: list[str] = field(default_factory=list[str])


def read_people(path: Path, known: TrustList, progress: Progress = lambda _: None) -> PeopleReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.PEOPLE_LIST, list_layouts.EVERY_LIST, progress)
    reader = _Reader(PeopleReading(table), known)
    for row in rows:
        reader.take(row)
    reader.reading.notes += table.notes
    return reader.reading


class _Reader:
    def __init__(self, reading: PeopleReading, known: TrustList) -> None:
        self.reading = reading
        self._schools = {urn: entry.school for urn, entry in known.schools.items()}
        self._called = urns_called(self._schools.values())
        self._authorities = _of_authorities(self._schools.values())
        self._rows: dict[tuple[str, Role], tuple[str, int]] = {}
        self._served: dict[tuple[Role, str], tuple[str, int]] = {}

    def take(self, row: TableRow) -> None:
        faults: list[Fault] = []
        name = row.text(names.NAME) or f"{row.text(names.FIRST_NAME)} {row.text(names.LAST_NAME)}".strip()
        if not name:
            faults.append(row.fault(names.NAME, "the person’s name"))
        email, account = self._address(row, faults)
        role, *others = self._offices(row, faults) or (None,)
        for held in ((folded(account or email), one) for one in (role, *others) if one):
            if before := self._rows.get(held):
                right = f"one row for each office of a person: {row.tells_of(before)} has this one already"
                faults.append(row.fault(names.MAIL, right))
        urns = self._serves(row, role, faults) if role and not others else None
        if faults or role is None:
            self.reading.table.refuse(row, *faults)
            return
        self._rows |= {(folded(account or email), one): row.at for one in (role, *others) if one}
        self._served |= {(role, urn): row.at for urn in urns or ()}
        also = tuple((other, None) for other in others if other)
        self.reading.people.append((row, ImportedPerson(name, email, role, urns, account, also)))

    def _address(self, row: TableRow, faults: list[Fault]) -> tuple[str, str]:
        email, account = address_of(row.text(names.MAIL)), row.text(names.ACCOUNT)
        if not email and not account:
            faults.append(row.fault(names.MAIL, "an e-mail address"))
        elif email and not _MAIL.fullmatch(email):
            faults.append(row.fault(names.MAIL, "an e-mail address, such as a.name@school.example"))
        return email, account

    def _offices(self, row: TableRow, faults: list[Fault]) -> tuple[Role, ...]:
        """Several are written as “Headteacher; SIP”. The schools of each then need rows of their own."""
        said = row.text(names.OFFICE)
        each = [said] if folded(said) in _BY_WORD else _BETWEEN_OFFICES.split(said)
        found = [self._office(row, one, faults) for one in each]
        offices = in_order(role for role in found if role)
        if alone := cannot_be_together(offices):
            faults.append(row.fault(names.OFFICE, f"one office: somebody who is {alone[0].words} can have no other"))
        if len(offices) > 1 and (row.text(names.SCHOOLS) or row.text(names.AUTHORITY)):
            faults.append(row.fault(names.OFFICE, "a row for each office, with the schools that they serve in it"))
        return offices

    def _office(self, row: TableRow, said: str, faults: list[Fault]) -> Role | None:
        role = _BY_WORD.get(folded(said))
        if role is None:
            meant = get_close_matches(folded(said), _BY_WORD, 1)
            hint = names.ROLES[_BY_WORD[meant[0]]][0] if meant else f"one of: {', '.join(names.OFFICES)}"
            faults.append(row.fault(names.OFFICE, hint))
        return role

    def _serves(self, row: TableRow, role: Role, faults: list[Fault]) -> tuple[str, ...] | None:
        """None where the row says nothing of it."""
        if role not in HOLDERS:
            return None
        said, authority = row.text(names.SCHOOLS), row.text(names.AUTHORITY)
        if said:
            found = self._found(row, said, faults)
        elif authority and role in _WHOLE_AUTHORITY:
            found = self._authorities.get(folded(authority), ())
            if not found:
                faults.append(row.fault(names.AUTHORITY, "the local authority of a school on the list"))
        else:
            return None
        for urn in found:
            before = self._served.get((role, urn))
            if before is not None:
                name = self._schools[urn].full_name
                right = f"one {role.words} a school: {row.tells_of(before)} has {name} already"
                faults.append(row.fault(names.SCHOOLS if said else names.AUTHORITY, right))
        return found

    def _found(self, row: TableRow, said: str, faults: list[Fault]) -> tuple[str, ...]:
        whole = self._called.get(folded(said), ())
        if len(whole) == 1:
            return whole
        parts = _BETWEEN_URNS.split(said) if _URNS.fullmatch(said) else _BETWEEN.split(said)
        found: list[str] = []
        for part in filter(None, parts):
            urns = (part,) if part in self._schools else self._called.get(folded(part), ())
            if len(urns) == 1:
                found += urns
            else:
                faults.append(row.fault(names.SCHOOLS, self._right(part, urns)))
        return tuple(dict.fromkeys(found))

    def _right(self, part: str, urns: tuple[str, ...]) -> str:
        if urns:
            which = " or ".join(f"{urn} ({self._schools[urn].full_name})" for urn in urns[:4])
            return f"the URN, for several schools are called “{part[:60]}”: {which}"
        meant = get_close_matches(folded(part), self._called, 1)
        hint = f", such as {self._called[meant[0]][0]} for “{part[:60]}”" if meant else f", and “{part[:60]}” is none"
        return f"URNs of schools on the list{hint}"


def urns_called(schools: Iterable[School]) -> Mapping[str, tuple[str, ...]]:
    """URNs by what people call the schools."""
    found: dict[str, tuple[str, ...]] = {}
    for one in schools:
        for name in {folded(one.name), folded(one.full_name)}:
            found[name] = (*found.get(name, ()), one.urn)
    return found


def _of_authorities(schools: Iterable[School]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in schools:
        name = folded(one.local_authority)
        found[name] = (*found.get(name, ()), one.urn)
    return found
