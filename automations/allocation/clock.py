"""What the clock does about allocations (A1 to A3): asks anew where people have changed, reminds in school days, ends
what cannot be any more, and begins what was set to begin."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from automations.allocation.around import around
from automations.allocation.choices import RemindOfChoice, TellChoiceWaits
from automations.allocation.conflicts import RemindToDeclare, TellDeclarationWaits
from automations.engine.command_bus import TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from handbook.allocation.choices.choice import EndReason, SipChoice
from handbook.allocation.choices.deploying import CarryOutChoice, TellItIsHeldUp, are_in_office, is_due
from handbook.allocation.choices.ending import AskAnew, EndChoice, has_new_people, obstacle
from handbook.allocation.conflicts.declarations import AskToDeclare, Declaration, to_ask
from handbook.allocation.needs import AskForNeedsAnew, RemindOfNeeds, SchoolNeeds, TellNeedsWait, is_to_be_asked_anew
from handbook.core.british_time import LONDON, london_date
from handbook.core.chasing import Passed, Waited, passed
from handbook.core.people import Role, School
from handbook.core.school_years import AcademicYear
from handbook.visits.ofsted.call import reminders_pause
from store.unit_of_work import UnitOfWork

OfNeeds = AskForNeedsAnew | RemindOfNeeds | TellNeedsWait
OfDeclarations = AskToDeclare | RemindToDeclare | TellDeclarationWaits
OfChoices = EndChoice | AskAnew | CarryOutChoice | TellItIsHeldUp | RemindOfChoice | TellChoiceWaits


def needs_due(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[OfNeeds | ReportDeadlineUnknown, ...]:
    schools = _in_peace(uow, now)

    def due(needs: SchoolNeeds) -> Iterable[OfNeeds]:
        school = schools.get(needs.urn)
        if school is None or needs.asked_at is None:
            return ()
        if is_to_be_asked_anew(needs, school):
            return (AskForNeedsAnew(needs.urn, needs.year),)
        waited = Waited(needs.asked_at, needs.reminders, needs.waits_told_at)
        what = _passed(uow, school, waited, policy, now)
        return (
            *([RemindOfNeeds(needs.urn, needs.year, what.reminder)] if what.reminder else []),
            *([TellNeedsWait(needs.urn, needs.year)] if what.tells else []),
        )

    return of_each("wishes of schools", uow.school_needs.waiting(), due)


def declarations_due(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[OfDeclarations | ReportDeadlineUnknown, ...]:
    """A SIP's school days are those of a school of theirs, else of any school."""
    year, sips = AcademicYear.of(london_date(now)), uow.roster.people(Role.SIP)
    schools = sorted(uow.roster.schools(), key=lambda one: one.urn)
    known = uow.declarations.every()
    early = now.astimezone(LONDON).time() < policy.patience.not_before
    new = () if early else tuple(AskToDeclare(sip_id, year) for sip_id in to_ask(sips, known, year))
    listed = {one.id for one in sips}

    def due(declaration: Declaration) -> Iterable[OfDeclarations]:
        own = [one for one in schools if one.sip_id == declaration.sip_id] or schools
        if declaration.asked_at is None or not own:
            return ()
        waited = Waited(declaration.asked_at, declaration.reminders, declaration.waits_told_at)
        what = _passed(uow, own[0], waited, policy, now)
        sip_id = declaration.sip_id
        return (
            *([RemindToDeclare(sip_id, year, what.reminder)] if what.reminder else []),
            *([TellDeclarationWaits(sip_id, year)] if what.tells else []),
        )

    waiting = (one for one in known if one.is_waiting and one.year == year and one.sip_id in listed)
    return (*new, *of_each("declarations of SIPs", waiting, due))


def choices_due(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[OfChoices | ReportDeadlineUnknown, ...]:
    """What ends a proposal comes before all else. Reminders pause where Ofsted inspects (O2)."""
    schools = _in_peace(uow, now)

    def due(choice: SipChoice) -> Iterable[OfChoices]:
        beside = around(uow, choice, policy, now)
        if obstacle(choice, beside) is not EndReason.NONE:
            return (EndChoice(choice.id),)
        if has_new_people(choice, beside):
            return (AskAnew(choice.id),)
        if is_due(choice, beside.today):
            if beside.ties:
                return (TellItIsHeldUp(choice.id),) if choice.held_up_told_at is None else ()
            return (CarryOutChoice(choice.id),) if are_in_office(choice, beside) else ()
        school = schools.get(choice.urn)
        if school is None or not (choice.lacks_head or choice.lacks_chair):
            return ()
        what = _passed(uow, school, Waited(choice.asked_at, choice.reminders, choice.waits_told_at), policy, now)
        return (
            *([RemindOfChoice(choice.id, what.reminder)] if what.reminder else []),
            *([TellChoiceWaits(choice.id)] if what.tells else []),
        )

    return of_each("proposals of SIPs to schools", uow.sip_choices.open_ones(), due)


def _passed(uow: UnitOfWork, school: School, waited: Waited, policy: TrustPolicy, now: datetime) -> Passed:
    return passed(waited, uow.roster.calendar(school, policy.bank_holidays), policy.patience, now)


def _in_peace(uow: UnitOfWork, now: datetime) -> Mapping[str, School]:
    """A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
    return {one.urn: one for one in uow.roster.schools() if not reminders_pause(calls, one.urn, today)}
