"""Which report a file is: the school, year and term that it says it is about, and whose it is (W1, M1)."""

from collections.abc import Iterable

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.proforma import Contents
from handbook.reports.school_names import contradicts, is_spelt_out, names, same_place, says_nothing


def check_may_send_files(person: Person) -> None:
    """Only School Improvement Partners send reports. Raises Refused."""
    if person.role is not Role.SIP:
        raise Refused("not_yours", "Only a School Improvement Partner can send me a report. I did not keep the file.")


def which_school(contents: Contents, person: Person, schools: Iterable[School]) -> School:
    """The school that a report is about, which must be one of the SIP's own. Names are not unique: without a URN, name
    and town together must point to one school. Raises Refused with what to write into the report."""
    found = _candidates(contents, tuple(schools))
    if len(found) != 1:
        places = "; ".join(f"{school.full_name} (URN {school.urn})" for school in found)
        raise Refused(
            "ambiguous", f"There is more than one school of that name: {places}. Please write the town or URN."
        )
    school = found[0]
    if school.sip_id != person.id:
        raise Refused(
            "not_yours", f"{school.full_name} has another School Improvement Partner. I did not keep the file."
        )
    return school


def which_term(contents: Contents) -> tuple[AcademicYear, Term]:
    """The year and term of a report. Raises Refused where the head of the proforma does not say."""
    missing = [
        name
        for name, value in (("the academic year", contents.academic_year), ("the term", contents.term))
        if not value
    ]
    if contents.academic_year is None or contents.term is None:
        raise Refused(
            "missing", f"I could not read {' and '.join(missing)} at the top of the report. Please fill it in."
        )
    return contents.academic_year, contents.term


def _candidates(contents: Contents, schools: tuple[School, ...]) -> tuple[School, ...]:
    name = contents.school_name
    if contents.urn:
        by_urn = tuple(school for school in schools if school.urn == contents.urn)
        if not by_urn:
            raise Refused("unknown", f"I know no school with the URN {contents.urn}. Please check it in the report.")
        if contradicts(name, by_urn[0]):
            raise Refused(
                "ambiguous",
                f"The URN {contents.urn} belongs to {by_urn[0].full_name}, but the report names another school. "
                "Please correct one of the two.",
            )
        return by_urn
    if says_nothing(name):
        raise Refused("missing", "I could not read the name of the school at the top of the report. Please fill it in.")
    by_name = tuple(school for school in schools if names(name, school))
    if not by_name:
        raise Refused("unknown", "I know no school of that name. Please check the name, or write the URN beside it.")
    to_the_letter = tuple(school for school in by_name if is_spelt_out(name, school))
    by_town = tuple(school for school in by_name if same_place(contents.town, school.town))
    return by_town or to_the_letter or by_name
