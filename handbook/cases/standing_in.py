"""In whose name somebody acts and reads in a school's reports and visits, which a deputy may (W1, V4). It is judged by
the relation to the record, and not by what somebody is to the service."""

from collections.abc import Collection, Iterable
from datetime import date

from handbook.cases.cover import DEPUTIES, Cover, stands_in_for
from handbook.core.people import Person, Role


def in_place_of(
    covers: Iterable[Cover],
    person: Person,
    on: date,
    *,
    sip_id: str,
    headteacher_id: str,
    authors: Collection[str] = (),
) -> str:
    """Whose part in a record of this SIP and headteacher somebody takes on a day; empty where they have a part of their
    own or none. Who had a hand in a report (`authors`) never stands in for the headteacher: nobody approves their own.
    Nor does whoever stands in for the SIP."""
    covered = stands_in_for(covers, person, on) - {person.id}
    if person.id in (sip_id, headteacher_id):
        return ""
    if sip_id in covered and person.is_a(*DEPUTIES[Role.SIP]):
        return sip_id
    acts = headteacher_id in covered - {sip_id} and person.is_a(*DEPUTIES[Role.HEADTEACHER])
    return headteacher_id if acts and person.id not in authors else ""
