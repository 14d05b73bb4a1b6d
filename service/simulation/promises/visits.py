"""What is promised of visits and half-days."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from handbook.half_days.entitlement import Entitlement
from handbook.visits.purposes import ExtraVisit
from handbook.visits.visit import STANDING, Visit, VisitStatus
from service.simulation.promises.seen import Broken, Seen

TEN = 10


def half_days_add_up_to_ten(seen: Seen) -> Iterator[Broken]:
    """V1, V2: a school has ten half-days, and no line has more held and planned than it allows; what is held is
    what its visits say."""
    for school in seen.uow.roster.schools():
        own = seen.uow.visits.account(school.urn, seen.year, Entitlement())
        allowed = own.face_to_face.allowed + own.preparation.allowed
        if allowed != TEN:
            yield Broken(school.urn, f"It has {allowed} half-days.")
        for name, line in (*((str(term), line) for term, line in own.termly), ("led by the school", own.school_led)):
            if line.held + line.planned > line.allowed:
                yield Broken(school.urn, f"{name}: {line.held} held and {line.planned} planned of {line.allowed}.")
        visits = [one for one in seen.uow.visits.of_school(school.urn) if one.year == seen.year]
        held = sum(one.status is VisitStatus.HELD and not isinstance(one.purpose, ExtraVisit) for one in visits)
        if held != own.face_to_face.held:
            yield Broken(school.urn, f"{held} visits were held, and the ledger says {own.face_to_face.held}.")


def nobody_is_at_two_schools_at_once(seen: Seen) -> Iterator[Broken]:
    """V2: the half-days of a SIP's visits do not overlap."""
    by_sip = defaultdict[str, list[Visit]](list)
    for one in _standing(seen):
        by_sip[one.sip_id].append(one)
    for visits in by_sip.values():
        ordered = sorted(((half_day, one.id) for one in visits for half_day in one.occupies), key=lambda each: each[0])
        for (first, one), (second, other) in pairwise(ordered):
            if one != other and first.overlaps(second):
                yield Broken(one, f"On {first.words} its SIP is also at {other}.")


def visits_are_on_school_days_by_a_sip_with_checks(seen: Seen) -> Iterator[Broken]:
    """C1, V2: a visit that stands is on a day on which its school is open, and its SIP's checks are current then."""
    for one in _standing(seen):
        if one.half_day is None:
            yield Broken(one.id, f"It is {one.status} on no day.")
            continue
        if not seen.calendar.is_school_day(one.half_day.on):
            yield Broken(one.id, f"{one.half_day.words} is no school day.")
        checks = seen.uow.roster.checks(one.sip_id)
        if checks is None or checks.dbs_review_by is None or checks.dbs_review_by < one.half_day.on:
            yield Broken(one.id, f"Its SIP has no current checks on {one.half_day.words}.")


def no_visit_is_held_before_its_day(seen: Seen) -> Iterator[Broken]:
    """V2: what counts as held lies in the past."""
    for one in seen.uow.visits.in_status([VisitStatus.HELD]):
        if one.half_day is None or one.half_day.starts_at > seen.now:
            yield Broken(one.id, "It is held, and still to come.")


def _standing(seen: Seen) -> tuple[Visit, ...]:
    return seen.uow.visits.in_status([VisitStatus.PICKED, VisitStatus.MOVED, *STANDING])
