"""What each of our calls needs of Microsoft 365, and why: the least that lets the service work. A call that is not
here fails a test; `docs/permissions.md`, the tenant's set-up and `sipdesk doctor` go by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from graph import calendar_requests, mail_requests, requests, subscription_requests
from graph.graph_request import GraphRequest
from handbook.core.people import Role

SITE_ROLE: Final = "fullcontrol"
"""The role that Sites.Selected must be given on the site: sharing a file asks for more than `write`."""


class Given(StrEnum):
    """Where an administrator gives a permission."""

    ENTRA = "consented to in Microsoft Entra"
    SITE = "consented to in Entra, then given as a role on the one site"
    EXCHANGE = "assigned as a role in Exchange Online, for the mailboxes of a scope"


@dataclass(frozen=True, slots=True)
class Permission:
    """`name` is Microsoft's own. `never` are those that do the same job for the whole tenant: whoever consents to one
    of them as well has taken the fence away."""

    name: str
    given: Given
    reason: str
    never: tuple[str, ...] = ()


DIRECTORY: Final = Permission(
    "User.Read.All",
    Given.ENTRA,
    "Files are shared with people by the e-mail address that the directory has for them, and `sipdesk doctor` sees who "
    "has no account or a closed one. `sipdesk import people` finds accounts by any of their addresses. "
    "`User.ReadBasic.All` is enough for files; closed accounts then look open, and people cannot be imported.",
    ("User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"),
)
SITE: Final = Permission(
    "Sites.Selected",
    Given.SITE,
    "It opens no site by itself. The role on the one SIP site lets the service file reports there, fill in their "
    "columns, and share single files with named people; it reaches no other site and nobody’s OneDrive.",
    (
        "Sites.Read.All",
        "Sites.ReadWrite.All",
        "Sites.Manage.All",
        "Sites.FullControl.All",
        "Files.Read.All",
        "Files.ReadWrite.All",
    ),
)
CALENDARS: Final = Permission(
    "Application Calendars.ReadWrite",
    Given.EXCHANGE,
    "SIP Desk puts visits and meetings into the organiser’s calendar, and moves and cancels them there. The "
    "scope holds the mailboxes of these people and nobody else’s.",
    ("Calendars.ReadBasic", "Calendars.ReadBasic.All", "Calendars.Read", "Calendars.ReadWrite"),
)
PERMISSIONS: Final = (DIRECTORY, SITE, CALENDARS)
INSTALLING: Final = Permission(
    "TeamsAppInstallation.ReadWriteSelfForUser.All",
    Given.ENTRA,
    "On the card of `reach`, the Trust Advisor installs SIP Desk for those who lack it. It installs no other app. "
    "Where a setup policy in Teams gives the app to everybody, nobody needs it.",
    (
        "TeamsAppInstallation.ReadWriteForUser.All",
        "TeamsAppInstallation.ReadWriteAndConsentForUser.All",
        "TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All",
    ),
)
MAIL: Final = Permission(
    "Application Mail.Send",
    Given.EXCHANGE,
    "Those whom Teams does not reach get an e-mail that says that something waits for them, from a mailbox of the "
    "service’s own. The scope holds that one mailbox. SIP Desk reads no mail, not even in it.",
    ("Mail.Send", "Mail.Read", "Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.ReadWrite"),
)
OPTIONAL: Final = (INSTALLING, MAIL)
"""Given where the trust wants what it is for, which a setting says."""


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """People of one role, whose calendars the scope of `CALENDARS` opens, and what for. `listed` is where the settings
    of the set-up script name them."""

    role: Role
    listed: str
    reason: str


CALENDAR_OWNERS: Final = (
    CalendarOwner(
        Role.SIP,
        "Sips",
        "They organise visits, and hold half-days that are on offer. What they change in Outlook is noticed, and busy "
        "times of others are asked for through their mailbox.",
    ),
    CalendarOwner(
        Role.TRUST_ADVISOR,
        "TrustAdvisors",
        "They organise SIP team meetings and training, so that replies to an invitation reach them. What they change "
        "of training in Outlook is noticed. Nothing else of theirs is read.",
    ),
    CalendarOwner(
        Role.DSO,
        "Dsos",
        "They host partnership meetings, so that replies to an invitation reach them. Nothing else of theirs is read.",
    ),
)
"""Everybody in whose mailbox we do anything. A mailbox that is not here must never be opened: see decision 22."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one kind of call needs. `asks_for` is the permission in Graph's own list, which `permission` stands in
    for; `role` the least role on the site, for calls about it."""

    permission: Permission
    asks_for: str
    why: str
    role: str = ""


def _reads(why: str, asks_for: str = "Sites.Read.All") -> Need:
    return Need(SITE, asks_for, why, "read")


def _writes(why: str, asks_for: str = "Files.ReadWrite.All") -> Need:
    return Need(SITE, asks_for, why, "write")


def _shares(why: str, asks_for: str = "Files.ReadWrite.All") -> Need:
    return Need(SITE, asks_for, why, SITE_ROLE)


def _calendars(why: str, asks_for: str = "Calendars.ReadWrite") -> Need:
    return Need(CALENDARS, asks_for, why)


NEEDS: Final[Mapping[Callable[..., GraphRequest], Need | None]] = MappingProxyType(
    {
        requests.site: _reads("find the site by its address"),
        requests.drives: _reads("find the two libraries by their names", "Files.Read.All"),
        requests.list_of: _reads("find the list behind a library, which holds its columns"),
        requests.library_columns: _reads("`sipdesk doctor`: see whether a column is missing"),
        requests.item: _reads("see whether a file is there already", "Files.Read.All"),
        requests.make_folder: _writes("make folders for year, local authority, school and term"),
        requests.put_content: _writes("put a report into its folder"),
        requests.upload_session: _writes("the same for a large file", "Sites.ReadWrite.All"),
        requests.pdf: _reads("have SharePoint make the PDF of an approved report", "Files.Read.All"),
        requests.content: _reads(
            "read what a SIP wrote in the library; put the PDFs of a year together, and a school’s record",
            "Files.Read.All",
        ),
        requests.versions: _reads("see the versions of a file", "Files.Read.All"),
        requests.columns: _reads("read the columns of a file"),
        requests.columns_of_all: _reads("`sipdesk subject-access`: find whom the columns of a library name"),
        requests.set_columns: _writes("fill in the columns of a file", "Sites.ReadWrite.All"),
        requests.delete: _writes("delete a file whose time is over"),
        requests.permissions: _shares("see who can read a file already", "Files.Read.All"),
        requests.invite: _shares("let named people read a file, or its SIP write a draft, without an e-mail"),
        requests.delete_permission: _shares("stop sharing it"),
        requests.user: Need(DIRECTORY, "User.Read.All", "find a person’s e-mail address, and whether they have left"),
        requests.users_known_as: Need(
            DIRECTORY, "User.Read.All", "`sipdesk import people`: find whose account an address or sign-in name is"
        ),
        requests.users_named: Need(DIRECTORY, "User.Read.All", "find the account of somebody by their name"),
        requests.install_app: Need(
            INSTALLING, "TeamsAppInstallation.ReadWriteSelfForUser.All", "install SIP Desk for somebody"
        ),
        requests.installed_app: Need(
            INSTALLING,
            "TeamsAppInstallation.ReadWriteSelfForUser.All",
            "`sipdesk doctor`: see whether the Trust Advisor has the app",
        ),
        requests.page: None,  # a further page, by the link that came with the first: it needs what that needed
        calendar_requests.schedule: _calendars(
            "see when SIP and headteacher are busy, asked through the SIP’s mailbox", "Calendars.Read"
        ),
        calendar_requests.calendar: _calendars(
            "`sipdesk doctor`: see whether a mailbox opens, and whether one outside the scope does not",
            "Calendars.Read",
        ),
        calendar_requests.create_event: _calendars("put a visit, a hold for one, or a meeting into a calendar"),
        calendar_requests.event: _calendars("read a visit or meeting as it now stands", "Calendars.Read"),
        calendar_requests.events_of_visit: _calendars("find what an earlier try wrote", "Calendars.Read"),
        calendar_requests.change_event: _calendars("move a visit or meeting, or write a visit’s agenda"),
        calendar_requests.cancel_event: _calendars("cancel a visit or meeting"),
        calendar_requests.delete_event: _calendars("take a hold out of the calendar"),
        calendar_requests.changes: _calendars("notice what was changed in Outlook", "Calendars.Read"),
        calendar_requests.changes_at: None,  # as `page`
        subscription_requests.subscribe: _calendars("subscribe to changes", "Calendars.Read"),
        subscription_requests.subscriptions: _calendars("find a subscription made by an earlier try", "Calendars.Read"),
        subscription_requests.renew: _calendars("renew the subscription", "Calendars.Read"),
        mail_requests.send_mail: Need(MAIL, "Mail.Send", "write to somebody whom Teams does not reach"),
        subscription_requests.unsubscribe: _calendars("end the subscription", "Calendars.Read"),
    }
)
"""By the function that makes the call. None: the call needs nothing that another does not need already."""
