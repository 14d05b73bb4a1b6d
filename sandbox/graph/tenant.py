"""The tenant behind the stand-in: its people, its one site and the site's two libraries, with ids that are the same on
every start."""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, cast

from sandbox.trust import SandboxPerson, Trust

Kind = Literal["text", "note", "dateTime", "date"]
UNINDEXED = "unindexed"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a library. `kind` is the facet that Graph names; only indexed columns can be filtered on."""

    name: str
    kind: Kind = "text"
    indexed: bool = False


_DRAFT_COLUMNS = (
    Column("School", indexed=True),
    Column("URN", indexed=True),
    Column("AcademicYear", indexed=True),
    Column("Term", indexed=True),
    Column("SIP", indexed=True),
    Column("Status", indexed=True),
    Column("Sha256", indexed=True),
)
_REPORT_COLUMNS = (
    *_DRAFT_COLUMNS,
    Column("LocalAuthority"),
    Column("ApprovedBy"),
    Column("ApprovedAt", "dateTime"),
    Column("SharedWith", "note"),
    Column("RetainUntil", "date", indexed=True),
)


@dataclass(frozen=True, slots=True)
class Library:
    """A document library, which Graph shows as a drive and as a list. `url_name` stands in addresses, `title` on the
    page. `reader_roles`: whose people can read everything in it."""

    title: str
    url_name: str
    drive_id: str
    list_id: str
    columns: tuple[Column, ...]
    reader_roles: frozenset[str]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


class Tenant:
    def __init__(self, trust: Trust) -> None:
        """`gone` are the ids of people whose accounts were deleted, `without_mail` of those whose address the directory
        does not know, `unresolved` of those whom SharePoint cannot find."""
        self.trust = trust
        self.gone = set[str]()
        self.without_mail = set[str]()
        self.unresolved = set[str]()

    def everybody(self) -> list[SandboxPerson]:
        """Whose accounts are there."""
        return [one for one in self.trust.people if one.id not in self.gone]

    def as_on_the_first_day(self) -> None:
        """All accounts are there and whole again."""
        for what in (self.gone, self.without_mail, self.unresolved):
            what.clear()

    def guid(self, what: str) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.trust.tenant_id}{self.trust.site_path}/{what}")

    @cached_property
    def site_id(self) -> str:
        return f"{self.trust.host},{self.guid('collection')},{self.guid('web')}"

    @cached_property
    def site_url(self) -> str:
        return f"https://{self.trust.host}{self.trust.site_path}"

    @cached_property
    def libraries(self) -> tuple[Library, ...]:
        advisors = frozenset({"trust_advisor"})
        return (
            self._library("SIP Reports", "Reports", _REPORT_COLUMNS, advisors),
            self._library("SIP Drafts", "Drafts", _DRAFT_COLUMNS, frozenset()),
        )

    def alter(self, title: str, changes: Mapping[str, str | None]) -> None:
        """Makes a library's columns others than the first day's: each of `changes` names one, and its kind from now
        on, `unindexed`, or None for one that is not there. Raises KeyError for a library or a column that the first
        day did not have."""
        first = Tenant(self.trust).libraries
        known = {column.name for library in first if library.title == title for column in library.columns}
        if not known or not set(changes) <= known:
            raise KeyError(title)
        self.libraries = tuple(_altered(library, changes) if library.title == title else library for library in first)

    def _library(self, title: str, url_name: str, columns: tuple[Column, ...], readers: frozenset[str]) -> Library:
        list_guid = self.guid(url_name)
        packed = self.guid("collection").bytes + self.guid("web").bytes + list_guid.bytes
        drive_id = "b!" + base64.urlsafe_b64encode(packed).decode()
        return Library(title, url_name, drive_id, str(list_guid), columns, readers)

    def library(self, drive_id: str) -> Library | None:
        return next((library for library in self.libraries if library.drive_id == drive_id), None)

    def library_of_list(self, name: str) -> Library | None:
        """A list is found by its id, and by its title as well."""
        return next((lib for lib in self.libraries if name.lower() in (lib.list_id, lib.title.lower())), None)

    def person(self, id_or_upn: str) -> SandboxPerson | None:
        wanted = id_or_upn.lower()
        return next((one for one in self.everybody() if wanted in (one.id.lower(), one.upn.lower())), None)

    def person_by_mail(self, mail: str) -> SandboxPerson | None:
        return next((one for one in self.everybody() if one.mail.lower() == mail.lower()), None)

    def resolved(self, address: str) -> SandboxPerson | None:
        """As SharePoint finds people to share with: by their address; who has none, by their sign-in name."""
        bare = self.person(address)
        found = bare if bare and bare.id in self.without_mail else self.person_by_mail(address)
        by_mail = found is not None and found.id in self.without_mail and address.lower() != found.upn.lower()
        return None if found is None or by_mail or found.id in self.unresolved else found


def _altered(library: Library, changes: Mapping[str, str | None]) -> Library:
    left = (one for one in library.columns if changes.get(one.name, one.kind) is not None)
    return replace(library, columns=tuple(_changed(one, changes.get(one.name)) for one in left))


def _changed(column: Column, to: str | None) -> Column:
    if to == UNINDEXED:
        return replace(column, indexed=False)
    return replace(column, kind=cast(Kind, to or column.kind))
