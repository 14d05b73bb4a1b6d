"""What a change from Teams makes of the trust's list, as it is now (M1). What cannot be made is refused with a sentence
that says what would be right."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from handbook.core.people import DirectoryAccount, Person, Role, in_order
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.schools.edit_reading import entry_of, person_of, role_of, roles_of, year_of
from handbook.schools.imported_people import ImportedPerson, nobody_of, serving, wanted_people
from handbook.schools.imported_schools import ImportedSchool, wanted_schools
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.own_dates import days_typed, sessions_typed
from handbook.schools.trust_list import (
    HOLDERS,
    ListChanges,
    SchoolEntry,
    TrustList,
    applied,
    check_list_is_sound,
    difference,
)
from handbook.search.finding import matches, plain_words

NOBODY: Final = "nobody"
"""What is typed where an office is to be vacant."""
_URN: Final = re.compile(r"[0-9]{6}")
_MAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_NAMED_AT_MOST: Final = 5


Accounts = Sequence[DirectoryAccount]


def to_look_for(form: EditForm, known: TrustList) -> str:
    """Whom to look for in the directory: who is typed, and not on the list."""
    who = form.said("who")
    if form.kind is EditKind.ADD_PERSON:
        return who
    is_new = form.kind is EditKind.SERVE and who and who.casefold() != NOBODY and not _listed(known, who)
    return who if is_new else ""


def check_form(form: EditForm, known: TrustList) -> None:
    """Raises Refused for what can be said before the directory is asked."""
    if not to_look_for(form, known):
        changes_of(form, (), known)
    elif form.kind is EditKind.SERVE:
        entry_of(known, form.about)
        _check_may_serve(form)
    else:
        roles_of(form)


def changes_of(form: EditForm, accounts: Accounts, known: TrustList) -> ListChanges:
    """Raises Refused where it cannot be made, and where it changes nothing."""
    changes = _MADE[form.kind](form, accounts, known)
    if not changes:
        raise Refused("missing", "The list says all of this already.", "M1")
    check_list_is_sound(known, applied(known, changes))
    return changes


def _added(form: EditForm, accounts: Accounts, known: TrustList) -> ListChanges:
    if not form.said("who"):
        raise Refused("missing", "Please type a name or a mail address.", "M1")
    roles, account = roles_of(form), _account(form, accounts)
    if account.id in known.people:
        person = known.people[account.id].person
        raise Refused("missing", f"{person.name} is on the list already, as {person.office_words}.", "M1")
    return _with_new(known, form, account, roles, None)


def _changed(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    person, roles = person_of(known, form.about), roles_of(form)
    name, mail = form.said("name"), form.said("mail")
    if not name:
        raise Refused("missing", "Please type the name.", "M1")
    if not _MAIL.fullmatch(mail):
        raise Refused("missing", "Please type a mail address, such as h.tilling@school.example.", "M1")
    others = (entry.person for key, entry in known.people.items() if key != person.id)
    other = next((one for one in others if one.email.casefold() == mail.casefold()), None)
    if other is not None:
        raise Refused("missing", f"{other.name} has that address on the list.", "M1")
    if roles != in_order(person.offices):
        also = tuple((role, None) for role in roles[1:])
        said = ImportedPerson(name, mail, roles[0], also=also)
        return difference(known, wanted_people(known, {person.id: (said, mail)}))
    entry = replace(known.people[person.id], person=replace(person, name=name, email=mail))
    return difference(known, TrustList({}, {person.id: entry}))


def _left(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    person = person_of(known, form.about)
    return ListChanges(nobody_of(known.schools, [person.id]), {person.id: None})


def _served(form: EditForm, accounts: Accounts, known: TrustList) -> ListChanges:
    entry, who = entry_of(known, form.about), form.said("who")
    role = _check_may_serve(form)
    if not who:
        raise Refused("missing", f"Please type a name or a mail address, or “{NOBODY}”.", "M1")
    if who.casefold() == NOBODY:
        return _school(known, serving(entry, role, ""))
    found = _listed(known, who)
    if not found:
        account = _account(form, accounts)
        if account.id not in known.people:
            return _with_new(known, form, account, (role,), entry)
        found = [known.people[account.id].person]
    person = _one(found, role)
    _check_serves_once(entry, role, person)
    return _school(known, serving(entry, role, person.id))


def _school_added(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    urn = form.said("urn")
    if not _URN.fullmatch(urn):
        raise Refused("missing", "Please type the URN: the DfE’s six digits.", "M1")
    if urn in known.schools:
        raise Refused("missing", f"{known.schools[urn].school.full_name} is on the list with that URN.", "M1")
    return difference(known, wanted_schools(known, [_named(form, urn)]))


def _school_changed(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    entry, said = entry_of(known, form.about), _named(form, form.about)
    school = replace(entry.school, name=said.name, town=said.town, local_authority=said.local_authority)
    return _school(known, replace(entry, school=school))


def _school_closed(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    return ListChanges({entry_of(known, form.about).school.urn: None})


def _dated(form: EditForm, _: Accounts, known: TrustList) -> ListChanges:
    """Of the year that is typed all is replaced, and of no other."""
    entry, year = entry_of(known, form.about), year_of(form)
    days, sessions = days_typed(form.typed.get("inset", ""), year), sessions_typed(form.typed.get("terms", ""), year)
    closed = {*days, *(day for day in entry.closed if AcademicYear.of(day) != year)}
    others = (one for one in entry.sessions if AcademicYear.of(one.last_on) != year)
    joined = sorted((*sessions, *others), key=lambda one: one.first_on)
    return _school(known, replace(entry, sessions=tuple(joined), closed=tuple(sorted(closed))))


_MADE: Final[Mapping[EditKind, Callable[[EditForm, Accounts, TrustList], ListChanges]]] = {
    EditKind.ADD_PERSON: _added,
    EditKind.CHANGE_PERSON: _changed,
    EditKind.LEAVE: _left,
    EditKind.SERVE: _served,
    EditKind.ADD_SCHOOL: _school_added,
    EditKind.CHANGE_SCHOOL: _school_changed,
    EditKind.CLOSE_SCHOOL: _school_closed,
    EditKind.DATES: _dated,
}


def _check_may_serve(form: EditForm) -> Role:
    """Which office of the school. A SIP is given by allocation (A1): otherwise only with a reason."""
    role = role_of(form)
    if role not in HOLDERS:
        raise Refused("missing", f"A school has no {role.words} on the list.", "M1")
    if role is Role.SIP and not form.said("why"):
        words = "A SIP is normally given by the allocation. Please say why you change it by hand."
        raise Refused("missing", words, "A1")
    return role


def _check_serves_once(entry: SchoolEntry, role: Role, person: Person) -> None:
    """Nobody is their own school's SIP, nor holds any other two offices of one school."""
    served = [one for one, name in HOLDERS.items() if one is not role and getattr(entry.school, name) == person.id]
    if served:
        raise Refused("missing", f"{person.name} is the {served[0].words} of this school.", "M1")


def _listed(known: TrustList, who: str) -> list[Person]:
    """By address; else by their name, however it is written."""
    people, said = [entry.person for entry in known.people.values()], who.casefold()
    words = plain_words(who)
    by_mail = [one for one in people if one.email.casefold() == said]
    return by_mail or [one for one in people if words and matches(words, plain_words(one.name))]


def _one(found: Sequence[Person], role: Role) -> Person:
    fit = [one for one in found if one.is_a(role)]
    if len(fit) == 1:
        return fit[0]
    if fit:
        named = "; ".join(f"{one.name}, {one.email}" for one in fit[:_NAMED_AT_MOST])
        raise Refused("missing", f"That could be {named}. Please type the mail address.", "M1")
    other = found[0]
    words = f"{other.name} is on the list as {other.office_words}, and not as {role.words}. Please change that first."
    raise Refused("missing", words, "M1")


def _account(form: EditForm, accounts: Accounts) -> DirectoryAccount:
    if not accounts:
        raise Refused("missing", f"Microsoft Entra has no account for “{form.said('who')[:80]}”.", "M1")
    if len(accounts) > 1:
        raise Refused("missing", "Several accounts fit. Please choose who it is.", "M1")
    return accounts[0]


def _with_new(
    known: TrustList, form: EditForm, account: DirectoryAccount, roles: Sequence[Role], entry: SchoolEntry | None
) -> ListChanges:
    typed = form.said("who")
    mail = account.email or (typed if "@" in typed else account.sign_in)
    urns = (entry.school.urn,) if entry else None
    also = tuple((role, None) for role in roles[1:])
    one = ImportedPerson(form.said("name") or account.name, mail, roles[0], urns, account.id, also)
    return difference(known, wanted_people(known, {account.id: (one, mail)}))


def _named(form: EditForm, urn: str) -> ImportedSchool:
    name = form.said("school_name")
    if not name:
        raise Refused("missing", "Please type the school’s name.", "M1")
    return ImportedSchool(urn, name, form.said("town"), form.said("authority"))


def _school(known: TrustList, entry: SchoolEntry) -> ListChanges:
    return difference(known, TrustList({entry.school.urn: entry}))
