"""All figures that stand beside one another for a school (D1–D3, D5), and who may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.data.figures import ENGLAND, ENGLAND_STATE_FUNDED, Figure, FigureSet, Missing, Source
from handbook.data.measures import EXPECTED, Topic
from handbook.data.similar import average
from handbook.data.small_numbers import Shown, shown
from handbook.reports.agreements.agreement import SharingAgreement

_YEARS: Final = 3
_NOT_IN_FILE: Final = Figure(missing=Missing.NOT_IN_FILE)
_NO_FILE: Final = Figure(missing=Missing.NO_FILE)


@dataclass(frozen=True, slots=True)
class FigureDossier:
    """A school's figures; those of its local authority and of England (`around`); those of similar schools, by URN; and
    how its data agreement stands."""

    school: School
    agreement: SharingAgreement
    sets: tuple[FigureSet, ...] = ()
    around: tuple[FigureSet, ...] = ()
    similar: Mapping[str, tuple[FigureSet, ...]] = field(default_factory=dict[str, tuple[FigureSet, ...]])

    @property
    def years(self) -> tuple[AcademicYear, ...]:
        """The last three years with key stage 2 figures of the school, the oldest first."""
        known = {one.year for one in self.sets if any(one.figure(topic) != _NOT_IN_FILE for topic in EXPECTED)}
        return tuple(sorted(known)[-_YEARS:])

    @property
    def year(self) -> AcademicYear | None:
        """The newest of them; None where there is none."""
        return self.years[-1] if self.years else None

    def own(self, year: AcademicYear, topic: Topic) -> Shown:
        return shown(self.sets, year, topic)

    def of_similar(self, year: AcademicYear, topic: Topic) -> Shown:
        return Shown(average(self.similar, year, topic))

    def of_authority(self, year: AcademicYear, topic: Topic) -> Shown:
        return Shown(self._around(year, topic, *(one.place for one in self.around if one.place.startswith("la:"))))

    def of_england(self, year: AcademicYear, topic: Topic) -> Shown:
        """State-funded schools, where the DfE tells them apart: the school is one."""
        return Shown(self._around(year, topic, ENGLAND_STATE_FUNDED, ENGLAND))

    def newest(self, topic: Topic, *sources: Source) -> FigureSet | None:
        """The newest set of these sources that has the figure."""
        found = [one for one in self.sets if one.source in sources and one.figure(topic).value is not None]
        return max(found, key=lambda one: (one.year, one.as_at or date.min), default=None)

    def _around(self, year: AcademicYear, topic: Topic, *places: str) -> Figure:
        """Of the first of these places of which there is anything."""
        found = [one for place in places for one in self.around if (one.place, one.year) == (place, year)]
        figures = [one.figure(topic) for one in found]
        given = [figure for figure in figures if figure.value is not None]
        return (given or figures or [_NO_FILE])[0]


def may_see(school: School, person: Person) -> bool:
    """Whether figures of this school are for this person: its headteacher, its SIP, the Trust Advisor (D1)."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id in (school.headteacher_id, school.sip_id)


def check_may_see(dossier: FigureDossier, person: Person) -> None:
    """Raises Refused unless this person may see the figures now: they are for them, and the school agreed (D1)."""
    if not may_see(dossier.school, person):
        raise Refused("not_yours", "A school’s figures are for its headteacher, its SIP and the Trust Advisor.", "D1")
    if not dossier.agreement.allows_figures:
        no = f"{dossier.school.full_name} has no signed data agreement, so its figures are not shown."
        raise Refused("no_agreement", no, "D1")
