"""An application with all that its cards say, for one viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handbook.core.people import Person
from handbook.recruitment.application import Application, RecruitmentPolicy
from handbook.recruitment.moves import ApplicationStatus, Route
from handbook.recruitment.sight import Part


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """`parts` are what the viewer is to it: none, and nothing is shown. `names` are those of all who have done
    something about it, by their ids; `to_vote` the members of the Board who have still to decide; `may_sit` who can sit
    on its panel; `board` all its members; `sips` whom the list has as a SIP and who came of no application.
    `trained_on` is the initial training on the record of the SIP whom it made."""

    application: Application
    viewer: Person
    parts: frozenset[Part]
    policy: RecruitmentPolicy
    chairs: frozenset[str] = frozenset()
    school: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    to_vote: Sequence[Person] = ()
    board: Sequence[Person] = ()
    may_sit: Sequence[Person] = ()
    sips: Sequence[Person] = ()
    trained_on: date | None = None

    def is_a(self, part: Part) -> bool:
        return part in self.parts

    def name(self, person_id: str) -> str:
        return self.names.get(person_id) or "somebody who is no longer on the list"

    @property
    def applicant(self) -> str:
        """Their name; after papers were deleted nobody’s."""
        return self.application.name or "An applicant"

    @property
    def is_external(self) -> bool:
        return self.application.route is Route.EXTERNAL

    @property
    def writes(self) -> bool:
        """Whether the viewer writes the form: whoever applies, or the Trust Advisor for an external applicant."""
        return self.is_a(Part.ADVISOR) if self.is_external else self.is_a(Part.APPLICANT)

    def stands(self, *statuses: ApplicationStatus) -> bool:
        return self.application.status in statuses
