"""The stand-in's parts, put together over one folder."""

import shutil
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web

from sandbox.graph import mime_types
from sandbox.graph.access import Access
from sandbox.graph.calendar.book import Book
from sandbox.graph.calendar.letters import Letters
from sandbox.graph.calendar.mailboxes import Mailboxes
from sandbox.graph.calendar.meetings import Meetings
from sandbox.graph.database import Blobs, Database
from sandbox.graph.notices import Notices
from sandbox.graph.pdf import PdfPrinter
from sandbox.graph.postman import Postman
from sandbox.graph.sent_mail import Mails
from sandbox.graph.shapes import SYSTEM, Shapes
from sandbox.graph.sharing import Sharing
from sandbox.graph.tenant import Tenant
from sandbox.graph.tickets import Ticket, Tickets
from sandbox.graph.tree import Change, Item, Tree
from sandbox.graph.uploads import Uploads
from sandbox.trust import SandboxPerson, Trust

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class InstalledApps(Protocol):
    """Who has the app: Teams knows."""

    def has(self, person: SandboxPerson) -> bool: ...

    def install(self, person: SandboxPerson) -> None:
        """The bot hears of it soon, as when the person does it."""


class StandIn:
    """Opening it sets up site and libraries where they are not there yet. Several may be open on one folder. `apps` are
    those of the Teams beside it; None: there is none."""

    def __init__(
        self,
        folder: Path,
        trust: Trust,
        public: str = "",
        *,
        now: Clock = utc_now,
        soffice: str | None = None,
        scope: Collection[str] = (),
    ) -> None:
        self.now = now
        self.tenant = Tenant(trust)
        self.database = Database(folder)
        self.blobs = Blobs(folder / "blobs")
        self.tree = Tree(self.database, self.blobs, self.tenant)
        self.sharing = Sharing(self.database, self.tree, self.tenant)
        self.access = Access(self.tenant, self.sharing)
        self.shapes = Shapes(self.tenant, self.tree, self.sharing)
        self.tickets = Tickets(self.database, public)
        self.uploads = Uploads(self.database, self.tree, folder / "uploads")
        self.pdf = PdfPrinter(self.blobs, folder / "pdf", soffice)
        self.mailboxes = Mailboxes(self.database, scope)
        self.letters = Letters(self.database)
        self.mails = Mails(self.database)
        self.notices = Notices(self.database, trust.tenant_id, now)
        self.book = Book(self.database, self.notices.changed)
        self.meetings = Meetings(self.book, self.letters, self.mailboxes, self.tenant, now)
        self.postman = Postman(self.database)
        self.apps: InstalledApps | None = None
        self.public = public.rstrip("/")
        with self.database.writing():
            for library in self.tenant.libraries:
                self.tree.add_root(library, Change(SYSTEM, now()))
                self.sharing.set_up(library)

    def download_url(self, item: Item) -> str | None:
        """None for a folder."""
        if item.blob is None:
            return None
        return self.tickets.url(Ticket(item.blob, item.name, mime_types.of(item.name)), self.now())

    def set_enabled(self, person_id: str, enabled: bool) -> None:
        """Blocks somebody's sign-in, or lets them in again: what a leaver's account looks like."""
        with self.database.writing():
            self.database.run("DELETE FROM blocked WHERE person = :person", person=person_id)
            if not enabled:
                self.database.insert("blocked", person=person_id)

    def enabled(self, person_id: str) -> bool:
        return self.database.row("SELECT 1 FROM blocked WHERE person = :person", person=person_id) is None

    def upload_url(self, session_id: str) -> str:
        return f"{self.public}/upload/{session_id}"

    async def close(self, _app: web.Application) -> None:
        """For `app.on_cleanup`."""
        self.database.close()


def installed_soffice() -> str | None:
    return shutil.which("soffice")


STAND_IN = web.AppKey("stand_in", StandIn)
