"""The cards of memberships, as the records stand."""

from collections.abc import Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import BY_ADVISOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.membership.loading import (
    OF_MEMBERSHIP,
    MembershipKind,
    membership_about,
    membership_of,
    row_of,
    rows_of,
)
from cards.membership.actions import AskForMembershipSheet, ShowMembership, ShowMemberships
from cards.membership.list import memberships_card
from cards.membership.membership import MembershipSeen, membership_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership, membership_id, parse_id
from handbook.membership.overview import totals
from handbook.membership.working import (
    ChangeProvision,
    MarkPaid,
    NoteReport,
    ReinstateRefund,
    UndoPayment,
    WithdrawRefund,
)
from store.unit_of_work import UnitOfWork


def list_card(uow: UnitOfWork, asked: ShowMemberships, viewer: Person, context: RenderContext) -> Card:
    rows = rows_of(uow, asked.year)
    return memberships_card(rows, totals(rows, context.policy.membership), asked, viewer)


def school_card(uow: UnitOfWork, urn: str, year: AcademicYear, viewer: Person, context: RenderContext) -> Card:
    membership = membership_of(uow, urn, year)
    seen = MembershipSeen(row_of(uow, membership), context.policy.membership, _names(uow, membership))
    return membership_card(seen, viewer)


def _names(uow: UnitOfWork, membership: Membership) -> Mapping[str, str]:
    done = [(membership.recorded_by, membership.recorded_at), *((one.by_id, one.at) for one in membership.undone)]
    return {one: uow.roster.then(one, Role.TRUST_ADVISOR, at).name for one, at in done if one}


def _render(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    return school_card(uow, *parse_id(card.record_id), viewer, context)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_MEMBERSHIP: _render}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_MEMBERSHIP: BY_ADVISOR}


def _listed(uow: UnitOfWork, command: ShowMemberships, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return list_card(uow, command, viewer, context)


def _sheet(
    uow: UnitOfWork, command: AskForMembershipSheet, viewer: Person, context: RenderContext, _click: Click
) -> Card:
    return list_card(uow, ShowMemberships(command.year), viewer, context)


def _school(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return school_card(uow, command.urn, command.year, viewer, context)


def _about(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(MembershipKind.MEMBERSHIP, membership_about(membership_id(command.urn, command.year)))


REPLIES: Final[Mapping[type, Reply]] = {
    ShowMemberships: Reply(_listed, only_shows=True),
    ShowMembership: Reply(_school, only_shows=True),
    AskForMembershipSheet: Reply(_sheet),
    **{
        one: Reply(_about)
        for one in (ChangeProvision, MarkPaid, UndoPayment, NoteReport, WithdrawRefund, ReinstateRefund)
    },
}
