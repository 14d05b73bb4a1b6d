"""The list of SIPs, for whoever keeps the list of people. Nothing here changes anything."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from automations.sip_team.cards import calendar_of
from cards.kit.lines import closed_card
from cards.sip_team.actions import ShowSips, SipShow
from cards.sip_team.team import SipRow, sips_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.sip_team.changes import keeps_records, lacking
from handbook.sip_team.chase import ChecksState, checks_state, school_days_left
from store.unit_of_work import UnitOfWork


def team_card(uow: UnitOfWork, asked: ShowSips, viewer: Person, context: RenderContext) -> Card:
    if not keeps_records(viewer, context.policy.administrator_id):
        return closed_card()
    rows = team_rows(uow, context)
    return sips_card([row for row in rows if _matches(row, asked, context)], len(rows), asked)


def team_rows(uow: UnitOfWork, context: RenderContext) -> list[SipRow]:
    """Every SIP, with how their checks stand and how many schools they serve; for who keeps the list."""
    team, today = uow.sip_records.team(), london_date(context.now)
    serves = Counter(school.sip_id for school in uow.roster.schools())
    rows: list[SipRow] = []
    for one in team:
        calendar = calendar_of(uow, one.person.id, context.policy)
        state = checks_state(one.checks, calendar, context.policy.checks, today)
        until = one.checks.dbs_review_by if one.checks else None
        left = school_days_left(calendar, today, until) if until else None
        rows.append(SipRow(one, state, left, serves[one.person.id]))
    return rows


def named_so(name: str, find: str) -> bool:
    """Every word that was typed stands in the name."""
    plain = name.casefold().replace("’", "'")
    return all(word in plain for word in find.casefold().replace("’", "'").split())


def _matches(row: SipRow, asked: ShowSips, context: RenderContext) -> bool:
    one = row.member
    if not named_so(one.person.name, asked.find):
        return False
    if asked.show is SipShow.CHECKS:
        return row.state is not ChecksState.CURRENT
    if asked.show is SipShow.LACKING:
        return bool(lacking(one.checks, one.record))
    if asked.show is SipShow.APPRAISAL:
        return one.record.may_appraise(london_date(context.now))
    return asked.show is SipShow.ALL or row.has_room


def _list(uow: UnitOfWork, command: ShowSips, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return team_card(uow, command, viewer, context)


REPLIES: Final[Mapping[type, Reply]] = {ShowSips: Reply(_list, only_shows=True)}
