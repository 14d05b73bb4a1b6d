"""The cards of an allocation that are sent, by name, and what each is about. Lists that somebody leafs through are sent
as they are asked for, and are no copies of a record."""

from enum import StrEnum
from typing import Final

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from handbook.core.school_years import AcademicYear

OF_NEEDS: Final = "school_needs"
OF_DECLARATION: Final = "declaration"
OF_CHOICE: Final = "sip_choice"
OF_SUPPORT: Final = "other_support"


class AllocationKind(StrEnum):
    NEEDS = "school_needs"
    DECLARATION = "declaration"
    CHOICE = "sip_choice"
    SUPPORT = "other_support"


class AllocationList(StrEnum):
    """What the Trust Advisor leafs through."""

    NEEDS = "needs"
    CONFLICTS = "conflicts"
    RUN = "run"
    CHOICES = "choices"


def needs_about(urn: str, year: AcademicYear) -> str:
    return f"{OF_NEEDS}:{urn}-{year.starts_in}"


def declaration_about(sip_id: str) -> str:
    return f"{OF_DECLARATION}:{sip_id}"


def run_about(run_id: str) -> str:
    """As the audit names it."""
    return f"allocation_run:{run_id}"


def choice_about(choice_id: str) -> str:
    return f"{OF_CHOICE}:{choice_id}"


def support_about(urn: str) -> str:
    return f"{OF_SUPPORT}:{urn}"


def send_list(what: AllocationList, person_id: str, occasion: str) -> OutboxJob:
    """A list to somebody, once for an occasion."""
    args = {"person_id": person_id, "what": what.value}
    return OutboxJob("send_allocation_list", f"{what.value}:{person_id}:{occasion}", args, JobQueue.TEAMS)
