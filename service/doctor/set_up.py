"""What is looked over: one installation, with its settings and the service as it would be put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from automations.schools.changing import keeps_itself
from graph.calendars import OutlookCalendars
from graph.directory import EntraDirectory
from graph.permissions import CALENDAR_OWNERS
from graph.probes import CalendarProbes, MailProbe, SiteProbes
from handbook.core.conversation_reference import ConversationReference
from handbook.core.people import Person, Role
from handbook.reports.library import Library
from handbook.schools.trust_list import TrustList
from service.audit_check import has_database
from service.roster import RosterFile
from service.settings import Settings
from service.wiring import Service
from store.database import Database

_CONNECT_S: Final = 10


def within_moments(known: Database) -> Database:
    """The same database; one that is far away is not waited for."""
    url = known.url if known.is_sqlite else known.url.update_query_dict({"connect_timeout": str(_CONNECT_S)})
    return Database(url.render_as_string(hide_password=False), keys=known.keys)


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
    def listed(self) -> TrustList:
        """The list by which the service goes, or would when it starts. Raises UnusableRoster."""
        path, kept = self.settings.roster, self._kept()
        if kept is None and path is not None:
            return RosterFile.read(path).trust_list()
        return kept or TrustList()

    def _kept(self) -> TrustList | None:
        """The database's; None where a file goes before it, or it cannot be read (which is a finding of its own)."""
        database = within_moments(self.service.database)
        try:
            if not has_database(database):
                return None
            with database.reading() as uow:
                stands = self.settings.roster is None or keeps_itself(uow)
                return uow.roster.listed() if stands else None
        except SQLAlchemyError:
            return None
        finally:
            database.close()

    def met(self) -> Mapping[str, ConversationReference] | None:
        """Where people were met in Teams, by their ids; None where the database cannot be read."""
        database = within_moments(self.service.database)
        try:
            if not has_database(database):
                return None
            with database.reading() as uow:
                return uow.conversations.every()
        except SQLAlchemyError:
            return None
        finally:
            database.close()

    @property
    def people(self) -> list[Person]:
        """Raises UnusableRoster."""
        return [entry.person for entry in self.listed.people.values()]

    @cached_property
    def site(self) -> SiteProbes:
        names = {Library.DRAFTS: self.settings.drafts_library, Library.REPORTS: self.settings.reports_library}
        return SiteProbes(self.service.graph, self.settings.site, names)

    @cached_property
    def calendars(self) -> CalendarProbes:
        return CalendarProbes(self.service.graph)

    @cached_property
    def mail(self) -> MailProbe:
        return MailProbe(self.service.graph)

    @cached_property
    def directory(self) -> EntraDirectory:
        return EntraDirectory(self.service.graph)

    @property
    def sips(self) -> list[str]:
        """Their ids: through their mailboxes busy times are asked for, and they are watched."""
        return [person.id for person in self.people if person.is_a(Role.SIP)]

    @property
    def calendar_owners(self) -> dict[str, Role]:
        """Those in whose calendars something is written, by their ids, SIPs first."""
        roles, people = [one.role for one in CALENDAR_OWNERS], self.people
        return {person.id: role for role in roles for person in people if person.is_a(role)}

    @cached_property
    def busy_times(self) -> OutlookCalendars:
        return OutlookCalendars(self.service.graph)
