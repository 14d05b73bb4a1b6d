"""What a file says of people (M1): who they are, which office they have, and which schools they serve."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import DirectoryAccount, Person, Role, cannot_be_together, in_order
from handbook.schools.trust_list import HOLDERS, PersonEntry, SchoolEntry, TrustList

CLOSED: Final = "The account of {} is closed: they cannot sign in."


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """One person of a file. `urns` are the schools that they serve in that office, None where the file says nothing of
    it; `account` is an Entra object id or a sign-in name, where somebody gave it. `also` are the other offices that
    the file gives them, with the schools that they serve in each."""

    name: str
    email: str
    role: Role
    urns: tuple[str, ...] | None = None
    account: str = ""
    also: tuple[tuple[Role, tuple[str, ...] | None], ...] = ()

    @property
    def served(self) -> dict[Role, tuple[str, ...] | None]:
        """The schools that they serve in each of their offices."""
        return dict(((self.role, self.urns), *self.also))

    @property
    def asked_as(self) -> str:
        """By what the directory is asked for them."""
        return self.account or self.email


@dataclass(frozen=True, slots=True)
class NoAccount:
    """Why a person could not be told among the directory's accounts: what would be right in the file."""

    right: str
    in_account: bool = False
    """In the column that names an account, and not in that of the address."""


def account_of(one: ImportedPerson, found: Sequence[DirectoryAccount]) -> DirectoryAccount | NoAccount:
    """The one account that a row is about. Of several, none is guessed at."""
    if len(found) == 1:
        return found[0]
    if not found and one.account:
        return NoAccount("the sign-in name or object id of an account in Microsoft Entra", in_account=True)
    if not found:
        return NoAccount("an address that an account in Microsoft Entra has")
    several = " or ".join(sorted(account.sign_in or account.id for account in found))
    return NoAccount(f"in the column Account, which of these it is: {several}", in_account=True)


def joined(before: ImportedPerson, one: ImportedPerson) -> ImportedPerson | str:
    """What two rows say of one person, who has an office in each; else what would be right."""
    if twice := [role for role in one.served if role in before.served]:
        return f"one row for each office of a person: there is one already for {twice[0].words}"
    if before.name.casefold() != one.name.casefold():
        return f"the name that another row of this person has, {before.name}"
    if alone := cannot_be_together((*before.served, *one.served)):
        return f"one office: somebody who is {alone[0].words} can have no other"
    return replace(before, also=(*before.also, *one.served.items()))


def with_listed(one: ImportedPerson, schools: Container[str]) -> ImportedPerson:
    """The same, of these schools only."""

    def listed(urns: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if urns is None else tuple(urn for urn in urns if urn in schools)

    return replace(one, urns=listed(one.urns), also=tuple((role, listed(urns)) for role, urns in one.also))


def wanted_people(known: TrustList, found: Mapping[str, tuple[ImportedPerson, str]]) -> TrustList:
    """The list as far as the file says it: `found` has, by id, each person and their address. Who serves a school goes
    on doing so until the file names another for it, or other schools for them."""
    people = {one_id: _entry(known, one_id, one, email) for one_id, (one, email) in found.items()}
    schools: dict[str, SchoolEntry] = dict(known.schools)
    for one_id, (one, _) in found.items():
        schools = _left(schools, one_id, one)
    for one_id, (one, _) in found.items():
        for role, urns in one.served.items():
            for urn in urns or () if role in HOLDERS else ():
                schools[urn] = serving(schools[urn], role, one_id)
    return TrustList({urn: entry for urn, entry in schools.items() if entry != known.schools[urn]}, people)


def serving(entry: SchoolEntry, role: Role, person_id: str) -> SchoolEntry:
    """The school with this person in this office; with nobody where the id is empty."""
    return replace(entry, school=replace(entry.school, **{HOLDERS[role]: person_id}))


def nobody_of(schools: Mapping[str, SchoolEntry], gone: Iterable[str]) -> dict[str, SchoolEntry]:
    """The schools that name one of these, without them."""
    ids, left = set(gone), dict[str, SchoolEntry]()
    for urn, entry in schools.items():
        without = entry
        for role, name in HOLDERS.items():
            if getattr(entry.school, name) in ids:
                without = serving(without, role, "")
        if without != entry:
            left[urn] = without
    return left


def _left(schools: dict[str, SchoolEntry], one_id: str, one: ImportedPerson) -> dict[str, SchoolEntry]:
    """Without this person where they no longer serve: in another office than before, or where the file does not name
    the school."""
    after = dict(schools)
    for urn, entry in schools.items():
        for role, name in HOLDERS.items():
            urns = one.served.get(role, ())
            stays = urns is None or urn in urns
            if getattr(entry.school, name) == one_id and not stays:
                after[urn] = serving(after[urn], role, "")
    return after


def _entry(known: TrustList, one_id: str, one: ImportedPerson, email: str) -> PersonEntry:
    before = known.people.get(one_id)
    first, *others = in_order(one.served)
    checks = before.checks if before and Role.SIP in one.served else None
    return PersonEntry(Person(one_id, one.name, email, first, tuple(others)), checks)
