"""What the card of a year's half-days looks at (V1, V2, AS1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import EntitlementLine, HalfDayAccount
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation

Bought = tuple[School, ExtraService, EntitlementLine]


@dataclass(frozen=True, slots=True)
class YearDossier:
    """`accounts` are those of the viewer's own schools, `preparations` what a SIP has set aside and not done yet;
    `bought` are the extra services that the viewer may see; `schools` and `sips` are those to choose from where one is
    noted; `names` are those of who does an extra service, by their ids."""

    year: AcademicYear
    accounts: tuple[tuple[School, HalfDayAccount], ...] = ()
    preparations: tuple[tuple[School, Preparation], ...] = ()
    bought: tuple[Bought, ...] = ()
    schools: tuple[School, ...] = ()
    sips: tuple[Person, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])
