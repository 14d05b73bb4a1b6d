"""By which of Ofsted's frameworks a school and its SIP judge (P2): chosen once, and changed in the year if need be. A
report that is begun stays in the one that it was written in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.paper.frameworks import OFSTED, Framework, in_force, is_written_in
from handbook.reports.paper.proforma import Contents

_BY_KEY: Final = {each.key: each for each in OFSTED}


@dataclass(frozen=True, slots=True)
class SchoolFramework:
    """What a school has chosen; `key` is empty where nobody has, and then it is Ofsted's own of the day."""

    urn: str
    key: str = ""
    chosen_at: datetime | None = None
    chosen_by_id: str = ""
    revision: int = 0

    def on(self, day: date) -> Framework:
        return _BY_KEY.get(self.key) or in_force(day)


@dataclass(frozen=True, slots=True)
class ChooseFramework:
    urn: str
    key: str


def may_choose(school: School, person: Person) -> bool:
    """The school's headteacher and SIP, and the Trust Advisor for all."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id in (school.headteacher_id, school.sip_id)


def schools_to_choose_for(schools: Iterable[School], person: Person) -> tuple[School, ...]:
    """Those for which this person may choose, by name."""
    return tuple(sorted((one for one in schools if may_choose(one, person)), key=lambda one: one.full_name))


def chosen_otherwise(choice: SchoolFramework, contents: Contents) -> str:
    """The name of the framework that a school has chosen, where a report judges by another; empty where it does not, or
    where nobody has chosen."""
    framework = _BY_KEY.get(choice.key)
    if framework is None or is_written_in(framework, (one.area for one in contents.judgements)):
        return ""
    return framework.name


def chosen(
    current: SchoolFramework, school: School | None, command: ChooseFramework, person: Person, now: datetime
) -> SchoolFramework:
    """Raises Refused."""
    if school is None or not may_choose(school, person):
        raise Refused("not_yours", "Only a school’s headteacher, its SIP and the Trust Advisor choose its framework.")
    if command.key not in _BY_KEY:
        raise Refused("missing", "Please choose a framework.", "P2")
    return replace(current, key=command.key, chosen_at=now, chosen_by_id=person.id)
