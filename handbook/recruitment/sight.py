"""Who sees what of an application: whoever applies their own and nobody else's; the Trust Advisor what was sent, and
what they entered for others; the Board what was put to it; a panel whom it interviews. Who applies takes no other part,
whatever their office."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment.application import NO_SUCH_APPLICATION, Application, is_applicant
from handbook.recruitment.board import takes_part
from handbook.recruitment.interview import on_panel
from handbook.recruitment.moves import ApplicationStatus, Route

_S: Final = ApplicationStatus
_BEFORE_BOARD: Final = frozenset((_S.BEGUN, _S.NOT_ELIGIBLE, _S.DRAFTED, _S.SUBMITTED))


class Part(StrEnum):
    """What somebody is to an application."""

    APPLICANT = "applicant"
    ADVISOR = "advisor"
    BOARD = "board"
    PANEL = "panel"


def parts_of(application: Application, person: Person, chairs: Collection[str]) -> frozenset[Part]:
    """None: it is not open to them."""
    if is_applicant(application, person):
        return frozenset((Part.APPLICANT,))
    found: set[Part] = set()
    if person.is_a(Role.TRUST_ADVISOR) and (
        application.route is Route.EXTERNAL or application.submitted_at is not None
    ):
        found.add(Part.ADVISOR)
    if application.status not in _BEFORE_BOARD and application.papers_gone_on is None:
        if takes_part(application, person, chairs) and (application.is_open or _voted(application, person)):
            found.add(Part.BOARD)
        if on_panel(application, person):
            found.add(Part.PANEL)
    return frozenset(found)


def check_may_see(application: Application, person: Person, chairs: Collection[str]) -> None:
    """Raises Refused as for an id that is none."""
    if not parts_of(application, person, chairs):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R3")


def _voted(application: Application, person: Person) -> bool:
    return any(vote.member_id == person.id for vote in application.votes)
