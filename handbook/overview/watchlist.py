"""Somebody's own list of schools to keep an eye on. It changes nothing about the schools, and nobody else sees it."""

from dataclasses import dataclass

from handbook.core.people import Person, School
from handbook.schools.sight import NO_SCHOOL, sees


@dataclass(frozen=True, slots=True)
class WatchSchool:
    """It is put onto the list, or taken off it."""

    urn: str
    watched: bool


def check_may_watch(school: School, person: Person, administrator_id: str) -> None:
    """Raises Refused for a school of which they see nothing."""
    if not sees(school, person, administrator_id):
        raise NO_SCHOOL
