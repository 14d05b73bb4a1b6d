"""What is looked over: one installation, with its settings and the service as it would be put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import aiohttp

from graph.directory import EntraDirectory
from graph.probes import CalendarProbes, SiteProbes
from handbook.core.people import Role
from handbook.reports.library import Library
from service.roster import Roster
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
    def roster(self) -> Roster:
        """Raises UnusableRoster."""
        return Roster.read(self.settings.roster)

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
        """Their ids: it is their calendars that visits stand in."""
        return [person.id for person in self.roster.people if person.role is Role.SIP]
