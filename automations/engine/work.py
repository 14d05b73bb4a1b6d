"""What effects work with: the desk for decisions and records, and the far ends."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from automations.engine.command_bus import Desk
from automations.engine.outbox import Promise
from automations.engine.ports import Calendars, Directory, Libraries, Links, Messenger, Watches
from handbook.cases.cover import Cover
from handbook.meetings.team_meeting import TeamMeeting
from handbook.reports.report import Report
from handbook.reports.sharing_agreement import SharingAgreement
from handbook.visits.ofsted_call import OfstedCall
from handbook.visits.visit import Visit
from store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Work:
    """`watches` is None where the service has no address at which it could be told of changes: calendars are swept all
    the same; `links` is None where it has none that people could reach either."""

    desk: Desk
    libraries: Libraries
    directory: Directory
    messenger: Messenger
    calendars: Calendars
    watches: Watches | None = None
    links: Links | None = None


Effect = Callable[..., Awaitable[None]]
"""Keeps one promise. Takes the Work and the promise's args by name; may be run again after a crash."""

FanOut = Callable[[Ledger, Report], Iterable[Promise]]
"""Says what follows from a decision about a report, now that there is time for it."""

AgreementFanOut = Callable[[Ledger, SharingAgreement], Iterable[Promise]]
"""The same for a school's sharing agreement."""

VisitFanOut = Callable[[Ledger, Visit], Iterable[Promise]]
"""The same for a visit."""

OfstedFanOut = Callable[[Ledger, OfstedCall], Iterable[Promise]]
"""The same for a call of Ofsted."""

CoverFanOut = Callable[[Ledger, Cover], Iterable[Promise]]
"""The same for a cover."""

TeamMeetingFanOut = Callable[[Ledger, TeamMeeting], Iterable[Promise]]
"""The same for a SIP team meeting."""
