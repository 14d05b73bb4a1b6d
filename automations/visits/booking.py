"""A visit is sought, offered, picked and booked (V2-V4): the commands of people and of the service."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.roster import school_of
from automations.engine.standing_in import acting
from automations.visits.cards import visit_about
from automations.visits.decisions import as_them, check_deputy_may_visit, decided_by
from automations.visits.notifications import after_visit
from handbook.core.british_time import london_date
from handbook.half_days.entitlement import HalfDayAccount
from handbook.reports.paper.spine import agreed_agenda
from handbook.sip_team.standing import check_may_appraise
from handbook.visits import agenda as agendas
from handbook.visits import booking as rules
from handbook.visits.agenda import SetAgenda
from handbook.visits.booking import (
    AskForOthers,
    NoteBooked,
    NoteFound,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SeekVisit,
    SendSlots,
)
from handbook.visits.purposes import APPRAISAL, ExtraVisit, Purpose
from handbook.visits.renewal import OfferAnew, offered_anew
from handbook.visits.standing_in import signed
from store.unit_of_work import UnitOfWork


def seek(uow: UnitOfWork, command: SeekVisit, ctx: CommandContext) -> Iterable[OutboxJob]:
    """One search at a time for a school and purpose: a button that is pressed twice seeks once."""
    school = school_of(uow, command.urn)
    by = acting(uow, ctx.somebody, ctx.now, school)
    person = by.person
    own = uow.visits.account(school.urn, command.year, ctx.policy.visits.entitlement)
    purpose = named(command.purpose, own)
    if purpose == APPRAISAL and person.id in (school.sip_id, own.appraiser_id):
        check_may_appraise(uow.sip_records.member(person), london_date(ctx.now))
    if uow.visits.sought(school.urn, command.year, purpose, person.id) is not None:
        return []
    checks = uow.roster.checks(person.id)
    wish = replace(command, purpose=purpose)
    agreed = agreed_agenda(uow.reports.earlier_contents(school.urn)) if person.id == school.sip_id else ()
    visit = rules.opened(wish, school, person, checks, own, ctx.now, uuid.uuid4().hex, agreed)
    check_deputy_may_visit(uow, by, visit.sip_id, ctx)
    visit = signed(visit, visit, by.person.id, by.deputy_id, ctx.now)
    entry = ctx.entry("visit_sought", visit_about(visit.id), rule="V2", **by.noted)
    return [after_visit(uow.visits.open(visit, entry, ctx.now), as_them(ctx, by))]


def named(purpose: Purpose, own: HalfDayAccount) -> Purpose:
    """A purpose as the records call it: the name of an extra service does not travel with a click."""
    if isinstance(purpose, ExtraVisit):
        extras = (extra for extra, _ in own.extras if extra.id == purpose.extra_id)
        return next((ExtraVisit(extra.id, extra.name) for extra in extras), purpose)
    return purpose


HANDLERS: Final[Mapping[type, Handler]] = {
    SeekVisit: seek,
    SeekSlots: decided_by(lambda on, said, by: rules.sought(on, said, by.somebody, by.now), "visit_sought"),
    NoteFound: decided_by(lambda on, said, _: rules.found(on.visit, said), "slots_found"),
    SendSlots: decided_by(lambda on, said, by: rules.proposed(on, said, by.somebody, by.now), "slots_sent"),
    PickSlot: decided_by(lambda on, said, by: rules.picked(on, said, by.somebody, by.now), "slot_picked"),
    AskForOthers: decided_by(lambda on, said, by: rules.others_asked(on, said, by.somebody), "others_asked"),
    SayNoneSuits: decided_by(lambda on, said, by: rules.none_suited(on, said, by.somebody), "none_suited"),
    NoteBooked: decided_by(lambda on, said, _: rules.booked(on, said), "visit_booked", "V2"),
    OfferAnew: decided_by(lambda on, said, _: offered_anew(on.visit, said), "offered_anew"),
    SetAgenda: decided_by(
        lambda on, said, by: agendas.agenda_set(on.visit, said, by.somebody), "agenda_set", "V4", "agenda_set"
    ),
}
