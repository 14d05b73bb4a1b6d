"""What a form for a change of the list says, and whom and what of the list it is about."""

from handbook.core.people import Person, Role, in_order
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.schools.list_edit import EditForm
from handbook.schools.trust_list import SchoolEntry, TrustList


def year_of(form: EditForm) -> AcademicYear:
    """Raises Refused where none is chosen."""
    try:
        return AcademicYear.parse(form.said("year"))
    except ValueError:
        raise Refused("missing", "Please choose the school year.", "V2") from None


def roles_of(form: EditForm) -> tuple[Role, ...]:
    """The offices of a person, one or more. Raises Refused where none is chosen."""
    said = [one for one in form.said("office").split(",") if one]
    if not said or any(one not in set(Role) for one in said):
        raise Refused("missing", "Please choose the office.", "M1")
    return in_order(map(Role, said))


def role_of(form: EditForm) -> Role:
    if form.said("office") not in set(Role):
        raise Refused("missing", "Please choose the office.", "M1")
    return Role(form.said("office"))


def person_of(known: TrustList, one_id: str) -> Person:
    if one_id not in known.people:
        raise Refused("unknown", "This person is no longer on the list.", "M1")
    return known.people[one_id].person


def entry_of(known: TrustList, urn: str) -> SchoolEntry:
    if urn not in known.schools:
        raise Refused("unknown", "This school is no longer on the list.", "M1")
    return known.schools[urn]
