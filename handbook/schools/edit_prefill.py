"""A form for a change of the list, with what the list says now in its boxes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.schools.edit_reading import entry_of, person_of, role_of, year_of
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.own_dates import days_shown, sessions_shown
from handbook.schools.trust_list import HOLDERS, TrustList


def prefilled(form: EditForm, known: TrustList, today: date) -> EditForm:
    """The form with what the list says now. Raises Refused for who or what is not on it."""
    return replace(form, typed={**_NOW[form.kind](form, known, today), **form.typed})


def _of_person(form: EditForm, known: TrustList, _: date) -> Mapping[str, str]:
    person = person_of(known, form.about)
    return {"name": person.name, "mail": person.email, "office": ",".join(person.offices)}


def _of_office(form: EditForm, known: TrustList, _: date) -> Mapping[str, str]:
    holder_id = getattr(entry_of(known, form.about).school, HOLDERS.get(role_of(form), "urn"))
    return {"who": known.people[holder_id].person.name if holder_id in known.people else ""}


def _of_school(form: EditForm, known: TrustList, _: date) -> Mapping[str, str]:
    school = entry_of(known, form.about).school
    return {"school_name": school.name, "town": school.town, "authority": school.local_authority}


def _of_year(form: EditForm, known: TrustList, today: date) -> Mapping[str, str]:
    entry, year = entry_of(known, form.about), year_of(form) if form.said("year") else AcademicYear.of(today)
    days, sessions = days_shown(entry.closed, year), sessions_shown(entry.sessions, year)
    return {"year": str(year), "inset": days, "terms": sessions}


def _nothing(_form: EditForm, _known: TrustList, _: date) -> Mapping[str, str]:
    return {}


_NOW: Final[Mapping[EditKind, Callable[[EditForm, TrustList, date], Mapping[str, str]]]] = {
    EditKind.ADD_PERSON: _nothing,
    EditKind.CHANGE_PERSON: _of_person,
    EditKind.LEAVE: _of_person,
    EditKind.SERVE: _of_office,
    EditKind.ADD_SCHOOL: _nothing,
    EditKind.CHANGE_SCHOOL: _of_school,
    EditKind.CLOSE_SCHOOL: _of_school,
    EditKind.DATES: _of_year,
}
