"""What the overview is made of, asked of the records together: of as many schools as are counted at all, and of each
only what its viewer sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from automations.engine.command_bus import RenderContext
from automations.schools.school_list import own_schools, term_of, termly
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear, Term
from handbook.half_days.entitlement import HalfDayAccount, account
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Report
from handbook.schools.paging import COUNTED_AT_MOST
from handbook.schools.school_list import key_of
from handbook.schools.sight import Part, parts_of, sees_visit
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Gathered:
    """The schools of which somebody sees something, the first so many by name. Each of the records is asked for once,
    and not at all where nothing needs it."""

    uow: UnitOfWork
    viewer: Person
    context: RenderContext
    own: Sequence[School]

    @classmethod
    def of(cls, uow: UnitOfWork, viewer: Person, context: RenderContext) -> "Gathered":
        own = sorted(own_schools(uow, viewer, context.policy.administrator_id), key=key_of)
        return cls(uow, viewer, context, tuple(own[:COUNTED_AT_MOST]))

    @property
    def today(self) -> date:
        return london_date(self.context.now)

    @property
    def year(self) -> AcademicYear:
        return AcademicYear.of(self.today)

    @cached_property
    def parts(self) -> Mapping[str, frozenset[Part]]:
        """By URN."""
        administrator = self.context.policy.administrator_id
        return {one.urn: parts_of(one, self.viewer, administrator) for one in self.own}

    @cached_property
    def all_parts(self) -> frozenset[Part]:
        """Of any of them."""
        return frozenset[Part]().union(*self.parts.values())

    def with_part(self, part: Part) -> list[School]:
        return [one for one in self.own if part in self.parts[one.urn]]

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The one that runs at each school, or comes next."""
        return {one.urn: term_of(self.uow, one, self.context) for one in self.own}

    @cached_property
    def reports(self) -> Mapping[tuple[str, Term], Report]:
        return self.uow.school_states.reports(_urns(self.with_part(Part.REPORTS)), self.year)

    @cached_property
    def visits(self) -> Mapping[str, Sequence[Visit]]:
        """All of the year by school, for what is counted."""
        found: dict[str, list[Visit]] = {}
        for one in self.uow.school_states.visits(_urns(self.with_part(Part.VISITS)), self.year):
            found.setdefault(one.urn, []).append(one)
        return found

    @cached_property
    def seen_visits(self) -> list[Visit]:
        """Those that the viewer may know one by one."""
        return [one for every in self.visits.values() for one in every if sees_visit(one, self.viewer)]

    @cached_property
    def termly_visits(self) -> Mapping[tuple[str, Term], Visit]:
        """Those in the diary or held, by school and term."""
        return {(one.urn, term): one for one in self.seen_visits if one.occupies and (term := termly(one))}

    @cached_property
    def accounts(self) -> Mapping[str, HalfDayAccount]:
        """The half-days face to face, by school."""
        allowed = self.context.policy.visits.entitlement
        counted = self.with_part(Part.HALF_DAYS)
        return {one.urn: account(one.urn, self.year, allowed, self.visits.get(one.urn, ())) for one in counted}

    @cached_property
    def agreements(self) -> Mapping[tuple[str, AgreementKind], SharingAgreement]:
        return self.uow.school_states.agreements(_urns(self.with_part(Part.AGREEMENTS)))


def _urns(schools: Collection[School]) -> list[str]:
    return [one.urn for one in schools]
