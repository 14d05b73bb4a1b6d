"""Whoever is appointed becomes a SIP on the trust's list, with a record of their own on which the initial training is
still to come (R3, T1): until it is noted there, nobody gives them schools."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.recruitment.loading import application_about, saved
from automations.schools.changing import CHANGED, write
from automations.sip_team.cards import SipCard, sip_about
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment.application import Application
from handbook.recruitment.moves import ApplicationStatus
from handbook.recruitment.outcome import NameSip, sip_named, sip_record
from handbook.schools.trust_list import ListChanges, PersonEntry, applied, check_list_is_sound
from store.unit_of_work import UnitOfWork


def appointed(
    uow: UnitOfWork, before: Application, after: Application, action: str, ctx: CommandContext
) -> Iterable[OutboxJob]:
    """Written; and where somebody is appointed by it who is on the list, they are a SIP from now on. Raises Refused
    where the list cannot have them as one."""
    yield from saved(uow, before, after, action, ctx)
    if after.status is ApplicationStatus.APPOINTED and after.sip_id:
        person = uow.roster.person(after.sip_id)
        if person is None:
            words = f"{after.name} is no longer on the list of people. Please add them first: type “people”."
            raise Refused("missing", words, "R3")
        yield from _on_the_list(uow, person, ctx)
        yield from _with_record(uow, after, person, ctx)


def name_sip(uow: UnitOfWork, command: NameSip, ctx: CommandContext) -> Iterable[OutboxJob]:
    """An external applicant was added to the list, and is named."""
    before = uow.applications.get(command.application_id)
    sip = uow.roster.person(command.sip_id)
    others = uow.applications.in_status(ApplicationStatus.APPOINTED, ApplicationStatus.TRAINED)
    after = sip_named(before, command, ctx.somebody, sip, others)
    yield from saved(uow, before, after, "sip_named", ctx)
    yield from _with_record(uow, after, uow.roster.named(after.sip_id), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {NameSip: name_sip}


def _on_the_list(uow: UnitOfWork, person: Person, ctx: CommandContext) -> Iterable[OutboxJob]:
    if person.is_a(Role.SIP):
        return
    as_sip = replace(person, also=(*person.also, Role.SIP))
    changes, known = ListChanges(people={person.id: PersonEntry(as_sip)}), uow.roster.listed()
    check_list_is_sound(known, applied(known, changes))
    yield from write(uow, changes, ctx, CHANGED, "", "recruitment")


def _with_record(uow: UnitOfWork, one: Application, sip: Person, ctx: CommandContext) -> Iterable[OutboxJob]:
    about = sip_about(sip.id)
    record = sip_record(one, uow.sip_records.of(sip.id), ctx.now)
    entry = ctx.entry("sip_recruited", about, by=application_about(one.id), rule="R3 T1")
    uow.sip_records.save(record, entry, ctx.now)
    for person in (sip, *uow.roster.people(Role.TRUST_ADVISOR)):
        yield send_card(SipCard.SIP, person.id, about, 0, f"recruited-{one.id}")
