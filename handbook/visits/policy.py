"""What a trust sets about visits, and what a school says about visits to it."""

from dataclasses import dataclass, field
from typing import Final

from handbook.core.chasing import Patience
from handbook.core.half_days import SchoolHours
from handbook.core.places import Place, Travel
from handbook.half_days.entitlement import Entitlement
from handbook.visits.slots.free_half_days import Preference

CHANGES: Final = Patience((1, 2, 3), 3)
"""A change is asked when the day of the visit is near."""


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """`notice` is how many school days lie at least between an offer and its half-day; until `cut_off` school days
    before a visit either side changes it alone; `look_ahead` is for how many days half-days are sought at a time;
    `weekly_at_most` is how many visits a plan gives a SIP in a week; `checks_before` how many school days before its
    day a visit is put off for which the SIP's checks will not be current; `appraisal_is_extra` whether a headteacher's
    appraisal by another SIP is charged beside the school's half-days (PM2); `ofsted_tells_authority` whether the local
    authority's officer hears at once of Ofsted's call (O2). `patience` is with an offer that is not picked and a visit
    of which nobody says whether it was held; `change_patience` with a change that was asked."""

    entitlement: Entitlement = field(default_factory=Entitlement)
    hours: SchoolHours = field(default_factory=SchoolHours)
    travel: Travel = field(default_factory=Travel)
    notice: int = 5
    cut_off: int = 5
    look_ahead: int = 56
    weekly_at_most: int = 4
    checks_before: int = 5
    appraisal_is_extra: bool = False
    ofsted_tells_authority: bool = False
    patience: Patience = field(default_factory=lambda: Patience((3, 5, 10), 10, every=5))
    change_patience: Patience = field(default_factory=lambda: CHANGES)


@dataclass(frozen=True, slots=True)
class Hosting:
    """Of one school: its hours where they are not the trust's, the half-days that it prefers, and where it lies."""

    hours: SchoolHours | None = None
    preferences: tuple[Preference, ...] = ()
    place: Place | None = None
