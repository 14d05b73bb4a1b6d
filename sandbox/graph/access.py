"""Who may do what: an application by its permissions (any one of a route's suffices) or by its role on the site with
Sites.Selected; a person by how libraries, folders and files are shared with them."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.graph.errors import GraphError, access_denied, insufficient_privileges, item_not_found, outlook_denied
from sandbox.graph.sharing import Sharing
from sandbox.graph.tenant import Tenant
from sandbox.graph.tree import Item
from sandbox.tokens import Caller

RANKS = {"read": 1, "write": 2, "owner": 3, "fullcontrol": 4}

_SITES_READ = frozenset({"Sites.Read.All", "Sites.ReadWrite.All"})
_FILES_READ = _SITES_READ | {"Files.Read.All", "Files.ReadWrite.All"}
_FILES_WRITE = frozenset({"Files.ReadWrite.All", "Sites.ReadWrite.All"})


@dataclass(frozen=True, slots=True)
class Need:
    """`permissions`: any one of them. `role`: what Sites.Selected must grant at least; None where that is no help, and
    who lacks the permission is answered with `denied`."""

    permissions: frozenset[str]
    role: str | None = None
    denied: Callable[[], GraphError] = insufficient_privileges


USERS = Need(
    frozenset(
        {"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
    )
)
ALL_OF_USERS = USERS.permissions - {"User.ReadBasic.All"}
READ_SITES = Need(_SITES_READ, "read")
READ_COLUMNS = Need(_SITES_READ | {"Sites.Manage.All", "Sites.FullControl.All"}, "read")
READ_LIST_ITEMS = Need(_SITES_READ | {"Sites.Manage.All"}, "read")
WRITE_SITES = Need(frozenset({"Sites.ReadWrite.All"}), "write")
READ_FILES = Need(_FILES_READ, "read")
WRITE_FILES = Need(_FILES_WRITE, "write")
READ_SHARING = Need(_FILES_READ, "owner")
CHANGE_SHARING = Need(_FILES_WRITE, "owner")
READ_CALENDARS = Need(frozenset({"Calendars.Read", "Calendars.ReadWrite"}), denied=outlook_denied)
SEE_CALENDARS = Need(READ_CALENDARS.permissions | {"Calendars.ReadBasic"}, denied=outlook_denied)
WRITE_CALENDARS = Need(frozenset({"Calendars.ReadWrite"}), denied=outlook_denied)
SEND_MAIL = Need(frozenset({"Mail.Send"}), denied=outlook_denied)
INSTALLING_ANY = frozenset({"TeamsAppInstallation.ReadWriteForUser.All"})
INSTALLING = Need(INSTALLING_ANY | {"TeamsAppInstallation.ReadWriteSelfForUser.All"})


class Access:
    def __init__(self, tenant: Tenant, sharing: Sharing) -> None:
        self._tenant = tenant
        self._sharing = sharing

    def check(self, caller: Caller, need: Need) -> None:
        """The first door: may this caller use the route at all? A person's items are checked one by one later."""
        if caller.kind == "user" or (caller.roles | caller.assigned) & need.permissions:
            return
        if need.role is None:
            raise need.denied()
        given = caller.sites.get(self._tenant.site_id, "") if "Sites.Selected" in caller.roles else ""
        if RANKS.get(given, 0) < RANKS[need.role]:
            raise access_denied()

    def check_drive(self, caller: Caller, drive: str) -> None:
        if not self.reaches(caller, drive):
            raise access_denied()

    def reaches(self, caller: Caller, drive: str) -> bool:
        """A person reaches a library where anything in it is shared with them."""
        return caller.kind == "app" or self._sharing.any_for(caller.id, drive)

    def check_item(self, caller: Caller, item: Item, need: Need) -> None:
        """What a person cannot see is not there for them; what they only may read they may not change."""
        rank = self.rank(caller, item)
        if rank == 0:
            raise item_not_found()
        if rank < RANKS[need.role or "read"]:
            raise access_denied()

    def rank(self, caller: Caller, item: Item) -> int:
        return RANKS["fullcontrol"] if caller.kind == "app" else self._sharing.rank_of(caller.id, item, RANKS)
