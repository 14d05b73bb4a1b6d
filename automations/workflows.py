"""The workflows of the house. This is the one list of them: what the engine looks up, it finds in what they declare."""

from typing import Final

from automations.allocation.workflow import WORKFLOW as ALLOCATION
from automations.audit.workflow import WORKFLOW as AUDIT
from automations.cases.router import CaseRouter
from automations.cases.workflow import WORKFLOW as CASES
from automations.corrections.workflow import WORKFLOW as CORRECTIONS
from automations.data.workflow import WORKFLOW as DATA
from automations.engine.command_bus import CommandBus
from automations.engine.declaration import ENGINE
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.log import InboundLog
from automations.engine.inbound.router import ActionRouter
from automations.engine.workflow import WorkflowTables
from automations.good_practice.workflow import WORKFLOW as GOOD_PRACTICE
from automations.half_days.workflow import WORKFLOW as HALF_DAYS
from automations.handover.workflow import WORKFLOW as HANDOVER
from automations.home.workflow import WORKFLOW as HOME
from automations.mail.workflow import WORKFLOW as MAIL
from automations.meetings.workflow import WORKFLOW as MEETINGS
from automations.membership.workflow import WORKFLOW as MEMBERSHIP
from automations.operating.workflow import WORKFLOW as OPERATING
from automations.overview.workflow import WORKFLOW as OVERVIEW
from automations.plans.workflow import WORKFLOW as PLANS
from automations.questions.workflow import WORKFLOW as QUESTIONS
from automations.reach.workflow import WORKFLOW as REACH
from automations.recruitment.workflow import WORKFLOW as RECRUITMENT
from automations.reports.workflow import WORKFLOW as REPORTS
from automations.school_record.workflow import WORKFLOW as SCHOOL_RECORD
from automations.schools.workflow import WORKFLOW as SCHOOLS
from automations.search.message_extension import MessageExtension
from automations.sip_team.workflow import WORKFLOW as SIP_TEAM
from automations.visits.workflow import WORKFLOW as VISITS

TABLES: Final = WorkflowTables(
    (
        ENGINE,
        AUDIT,
        REPORTS,
        VISITS,
        CASES,
        HALF_DAYS,
        PLANS,
        MEETINGS,
        DATA,
        GOOD_PRACTICE,
        SCHOOL_RECORD,
        SCHOOLS,
        SIP_TEAM,
        HANDOVER,
        MEMBERSHIP,
        ALLOCATION,
        REACH,
        MAIL,
        QUESTIONS,
        OVERVIEW,
        OPERATING,
        CORRECTIONS,
        RECRUITMENT,
        HOME,
    )
)
"""`HOME` is last: it answers what nobody else understands."""


def router(bus: CommandBus, clicks: ClicksFirst) -> ActionRouter:
    """The way in for what people press, type, send and ask."""
    log = InboundLog(bus)
    return ActionRouter(bus, clicks, TABLES, log, CaseRouter(bus, log), MessageExtension(bus, clicks))
