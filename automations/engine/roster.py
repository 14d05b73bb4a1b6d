"""Who and what the trust's list of people and schools names."""

from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork


def known_person(uow: UnitOfWork, person_id: str) -> Person:
    """Raises Refused for somebody who is not on the service's list."""
    person = uow.roster.person(person_id)
    if person is None:
        raise Refused(
            "unknown",
            "You are not on the SIP service’s list of people. Please ask the Trust Advisor to add you.",
        )
    return person


def school_of(uow: UnitOfWork, urn: str) -> School:
    """Raises Refused where the roster has no such school."""
    school = uow.roster.school(urn)
    if school is None:
        raise Refused("unknown", "I cannot find that school.")
    return school


def school_called(uow: UnitOfWork, urn: str) -> str:
    """What a school is called in a sentence, whether the roster has it or not."""
    school = uow.roster.school(urn)
    return school.full_name if school else f"the school {urn}"
