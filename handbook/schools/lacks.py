"""What the list does not say, and what waits until it does."""

from collections.abc import Iterable
from typing import Final

from handbook.core.people import Role
from handbook.schools.trust_list import HOLDERS, SchoolEntry, TrustList

WAITS: Final = {
    Role.HEADTEACHER: "no report can be sent, no visit planned and no agreement asked for",
    Role.SIP: "no visit can be booked and no report sent",
    Role.DSO: "concerns cannot go to partnership support",
    Role.LA_OFFICER: "partnership meetings have nobody of the authority",
}
_NO_AUTHORITY: Final = "its term dates are not known"


def lacks(changed: TrustList, urns: Iterable[str]) -> list[str]:
    """Sentences about these schools: how many have nobody in an office, which, and what waits for that."""
    entries = [changed.schools[urn] for urn in urns if urn in changed.schools]
    told = [
        _told(role.words, waits, [one for one in entries if not getattr(one.school, HOLDERS[role])])
        for role, waits in WAITS.items()
    ]
    undated = [one for one in entries if not one.sessions and not changed.authorities.get(one.school.local_authority)]
    told.append(_told("term dates", "deadlines are not counted and no visit can be booked", undated))
    told.append(_told("local authority", _NO_AUTHORITY, [one for one in entries if not one.school.local_authority]))
    return [words for words in told if words]


def _told(what: str, waits: str, entries: list[SchoolEntry]) -> str:
    if not entries:
        return ""
    names = "; ".join(one.school.full_name for one in entries[:3])
    more = f"; {len(entries) - 3} more" if len(entries) > 3 else ""
    have = "1 school has" if len(entries) == 1 else f"{len(entries):,} schools have"
    return f"{have} no {what} ({names}{more}): until then {waits}."
