"""What a file says of schools (M1), and what the list would say then. A file knows names and addresses: who serves a
school, and when it is open, is left as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import School
from handbook.schools.trust_list import SchoolEntry, TrustList

NOBODY: Final = School("", "", "", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class ImportedSchool:
    """One school of a file. `predecessors` are URNs: a school that becomes an academy has a new one."""

    urn: str
    name: str
    town: str
    local_authority: str
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedSchool:
    """A row about a school that is no longer there."""

    urn: str
    closed_on: date | None
    successors: tuple[str, ...] = ()


def wanted_schools(known: TrustList, found: Iterable[ImportedSchool]) -> TrustList:
    """The list as far as the file says it. A new school that goes on from one on the list begins with its people, term
    dates and contacts; any other with whom the schools of its authority call about a child."""
    calls = {one.school.local_authority: one.contacts for one in known.schools.values() if one.contacts.authority}
    return TrustList({one.urn: _entry(known, one, calls) for one in found})


def goes_on_from(known: TrustList, one: ImportedSchool) -> SchoolEntry | None:
    """The school on the list under whose number this one was until now."""
    if one.urn in known.schools:
        return None
    return next((known.schools[urn] for urn in one.predecessors if urn in known.schools), None)


def _entry(known: TrustList, one: ImportedSchool, calls: Mapping[str, SafeguardingContacts]) -> SchoolEntry:
    before = known.schools.get(one.urn) or goes_on_from(known, one)
    if before is None:
        contacts = replace(
            calls.get(one.local_authority, SafeguardingContacts()), school_lead="", school_phone="", school_email=""
        )
        before = SchoolEntry(NOBODY, contacts=contacts)
    school = replace(before.school, urn=one.urn, name=one.name, local_authority=one.local_authority)
    return replace(before, school=replace(school, town=one.town or before.school.town))


def about_successors(known: TrustList, found: Iterable[ImportedSchool]) -> list[str]:
    """Sentences about schools that have a new number."""
    pairs = [(goes_on_from(known, one), one) for one in found]
    return [
        f"{one.name} has a new URN, {one.urn}. It begins with the people and dates of {before.school.full_name} (URN "
        f"{before.school.urn}), whose reports and visits stay under the old number."
        for before, one in pairs
        if before is not None
    ]


def about_closed(known: TrustList, closed: Iterable[ClosedSchool], names: Mapping[str, str]) -> dict[str, str]:
    """By the URN of a school on the list, that the file says it is closed, when, and what came after it."""
    return {one.urn: _closed_words(one, names) for one in closed if one.urn in known.schools}


def _closed_words(one: ClosedSchool, names: Mapping[str, str]) -> str:
    when = f" on {one.closed_on:%d/%m/%Y}" if one.closed_on else ""
    after = ", ".join(f"{names.get(urn, 'a school')} (URN {urn})" for urn in one.successors)
    return f"closed{when}{f', now {after}' if after else ''}"
