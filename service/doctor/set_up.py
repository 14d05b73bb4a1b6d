"""What is looked over: one installation, with its settings and the service as it would be put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import aiohttp

from graph.calendars import OutlookCalendars
from graph.directory import EntraDirectory
from graph.permissions import CALENDAR_OWNERS
from graph.probes import CalendarProbes, SiteProbes
from handbook.core.people import Role
from handbook.reports.library import Library
from service.roster import RosterFile
from service.settings import Settings
from service.wiring import Service


@dataclass(frozen=True)
class SetUp:
    """`service` is never started. `now` is the service's own clock, which can be moved beside the sandbox; `machine`
    is that of this machine."""

    settings: Settings
    service: Service
    http: aiohttp.ClientSession
    now: Callable[[], datetime]
    machine: Callable[[], datetime] = lambda: datetime.now(UTC)

    @cached_property
    def roster(self) -> RosterFile:
        """Raises UnusableRoster."""
        return RosterFile.read(self.settings.roster)

    @cached_property
    def site(self) -> SiteProbes:
        names = {Library.DRAFTS: self.settings.drafts_library, Library.REPORTS: self.settings.reports_library}
        return SiteProbes(self.service.graph, self.settings.site, names)

    @cached_property
    def calendars(self) -> CalendarProbes:
        return CalendarProbes(self.service.graph)

    @cached_property
    def directory(self) -> EntraDirectory:
        return EntraDirectory(self.service.graph)

    @property
    def sips(self) -> list[str]:
        """Their ids: through their mailboxes busy times are asked for, and they are watched."""
        return [person.id for person in self.roster.people if person.role is Role.SIP]

    @property
    def calendar_owners(self) -> dict[str, Role]:
        """Those in whose calendars something is written, by their ids, SIPs first."""
        roles, people = [one.role for one in CALENDAR_OWNERS], self.roster.people
        return {person.id: person.role for role in roles for person in people if person.role is role}

    @cached_property
    def busy_times(self) -> OutlookCalendars:
        return OutlookCalendars(self.service.graph)
