"""Standing in: a named deputy for some days, in concerns and complaints, reports and visits. What a deputy does is
recorded with both names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused

NO_SUCH_COVER: Final = "I cannot find that cover."

DEPUTIES: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.SIP: (Role.SIP,),
    Role.HEADTEACHER: (Role.HEADTEACHER, Role.SIP),
    Role.DSO: (Role.DSO,),
    Role.DIRECTOR: (Role.DSO,),
    Role.CHAIR_OF_TRUST_BOARD: (Role.BOARD_MEMBER,),
    Role.TRUST_ADVISOR: (Role.SIP, Role.DSO, Role.DIRECTOR, Role.BOARD_MEMBER),
}
"""Who may stand in for whom. An acting head reads a report before it is approved, so that it is nobody who gets it only
after that (W1, W2, W4, G1)."""

NOT_IN_CASES: Final = frozenset((Role.HEADTEACHER,))
"""For them somebody stands in about reports and visits only: in concerns and complaints nobody does."""


@dataclass(frozen=True, slots=True)
class Cover:
    """From `first_on` to `last_on`, both included, the deputy does and reads what the person may. Once it was ended it
    stands for no day any more. The clock notes what it has done about it: it `is_begun` once the deputy was brought
    what is open, and `is_done` once that was taken away."""

    id: str
    person_id: str
    deputy_id: str
    first_on: date
    last_on: date
    ended_at: datetime | None = None
    revision: int = 0
    is_begun: bool = False
    is_done: bool = False

    @property
    def words(self) -> str:
        """from Monday 1 March 2027 to Friday 5 March 2027."""
        if self.first_on == self.last_on:
            return f"on {day_words(self.first_on)}"
        return f"from {day_words(self.first_on)} to {day_words(self.last_on)}"

    @property
    def is_under_way(self) -> bool:
        """Whether the clock has begun it, and is not done with it."""
        return self.is_begun and not self.is_done

    def is_over(self, on: date) -> bool:
        return self.ended_at is not None or self.last_on < on

    def stands(self, on: date) -> bool:
        """Whether the deputy stands in on that day."""
        return not self.is_over(on) and self.first_on <= on


@dataclass(frozen=True, slots=True)
class NameDeputy:
    """Somebody names who stands in for them; the Trust Advisor may do so for anybody (`person_id`)."""

    person_id: str
    deputy_id: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class EndCover:
    cover_id: str


def stands_in_for(covers: Iterable[Cover], person: Person, on: date) -> frozenset[str]:
    """The ids that somebody acts and reads under on a day: their own, and those of the people they stand in for. Cover
    is not passed on."""
    own = (cover for cover in covers if cover.deputy_id == person.id and cover.stands(on))
    return frozenset((person.id, *(cover.person_id for cover in own)))


def may_be_covered(person: Person) -> bool:
    """Whether somebody's role is one that others stand in for."""
    return person.is_a(*DEPUTIES)


def takes_part(person: Person) -> bool:
    """Whether cover concerns somebody at all: they are stood in for, or may stand in."""
    return may_be_covered(person) or any(person.is_a(*roles) for roles in DEPUTIES.values())


def may_name_for(person: Person, other: Person) -> bool:
    """Whether somebody may name who stands in for another: the Trust Advisor for all, others for themselves; but who
    acts as a headteacher, only the Trust Advisor records."""
    themselves = person.id == other.id and not other.is_a(Role.HEADTEACHER)
    return may_be_covered(other) and (themselves or person.is_a(Role.TRUST_ADVISOR))


def stands_in_as(deputy: Person, person: Person) -> tuple[Role, ...]:
    """The offices of somebody that a deputy may stand in for: who is no SIP acts for none, whomever they stand in
    for."""
    return tuple(role for role in person.offices if role in DEPUTIES and deputy.is_a(*DEPUTIES[role]))


def covers_cases(deputy: Person, person: Person) -> bool:
    """Whether who stands in for somebody does so in concerns and complaints too."""
    return not NOT_IN_CASES.issuperset(stands_in_as(deputy, person))


def named(
    command: NameDeputy, by: Person, both: tuple[Person, Person], others: Iterable[Cover], now: datetime, cover_id: str
) -> Cover:
    """The cover of the first of `both` by the second; `others` are all covers of the first. Raises Refused."""
    person, deputy = both
    _check_people(by, person, deputy)
    _check_days(command, now)
    cover = Cover(cover_id, person.id, deputy.id, command.first_on, command.last_on)
    for other in others:
        if other.ended_at is None and other.first_on <= cover.last_on and cover.first_on <= other.last_on:
            raise Refused("taken", f"Somebody stands in for {person.name} {other.words}. Please end that cover first.")
    return cover


def check_of_other_schools(person: Person, deputy: Person, schools: Iterable[School]) -> None:
    """Raises Refused where both have a part in one school: its SIP and its headteacher never stand in for each other,
    for nobody approves their own report (W1)."""
    both = {person.id, deputy.id}
    for school in schools:
        if both == {school.sip_id, school.headteacher_id}:
            words = f"{deputy.name} and {person.name} are the SIP and the headteacher of {school.full_name}, so "
            raise Refused("not_yours", f"{words}neither can stand in for the other. Please choose somebody else.", "W1")


def is_named_already(command: NameDeputy, others: Iterable[Cover]) -> bool:
    """Whether the same was said before: a button that was pressed twice."""
    wanted = (command.person_id, command.deputy_id, command.first_on, command.last_on)
    standing = (one for one in others if one.ended_at is None)
    return any((one.person_id, one.deputy_id, one.first_on, one.last_on) == wanted for one in standing)


def may_see(cover: Cover, person: Person) -> bool:
    """Both whom it concerns, and the Trust Advisor."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id in (cover.person_id, cover.deputy_id)


def may_end(cover: Cover, person: Person, on: date) -> bool:
    return may_see(cover, person) and not cover.is_over(on)


def ended(cover: Cover, by: Person, now: datetime) -> Cover:
    """Ended before its time, at once. Raises Refused; whom it does not concern is told what is told of none."""
    if not may_see(cover, by):
        raise Refused("unknown", NO_SUCH_COVER)
    if cover.is_over(london_date(now)):
        raise Refused("stale", "That cover has ended. Here is how it stands now.")
    return replace(cover, ended_at=now)


def _check_people(by: Person, person: Person, deputy: Person) -> None:
    if not may_be_covered(person):
        raise Refused("not_yours", f"Nobody stands in for a {person.office_words} here.")
    if not may_name_for(by, person):
        whom = "a headteacher" if person.is_a(Role.HEADTEACHER) else "somebody else"
        raise Refused("not_yours", f"Only the Trust Advisor can name who stands in for {whom}.")
    if person.id == deputy.id:
        raise Refused("missing", "Nobody can stand in for themselves. Please choose somebody else.")
    if not stands_in_as(deputy, person):
        roles = dict.fromkeys(role for one in person.offices for role in DEPUTIES.get(one, ()))
        wanted = _one_of([role.words for role in roles])
        raise Refused("missing", f"The person who stands in for {person.name} must be a {wanted}. Please choose again.")


def _check_days(command: NameDeputy, now: datetime) -> None:
    if command.first_on < london_date(now):
        raise Refused("no_date", f"{day_words(command.first_on)} has passed. Please choose the days again.")
    if command.last_on < command.first_on:
        raise Refused("no_date", "The last day is before the first. Please choose the days again.")


def _one_of(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
