"""`docs/permissions.md`: what an administrator is asked to give, and which of our calls needs it for what."""

from collections.abc import Iterable
from typing import Final

from graph.every_call import Call, every_call
from graph.permissions import CALENDAR_OWNERS, CALENDARS, MAIL, OPTIONAL, PERMISSIONS, SITE_ROLE, Given, Permission

_ABOUT: Final = (
    "SIP Desk asks Microsoft Graph for three permissions. Each is the least that works, and two of them are fenced in: "
    "one opens a single SharePoint site, the other only the mailboxes of a group. None lets it read mail. "
    "Two more are given only where the trust wants SIP Desk to install itself for people, or to write to those whom "
    "Teams does not reach."
)
_WHERE: Final = {
    Given.ENTRA: "admin consent in Microsoft Entra",
    Given.SITE: f"admin consent in Microsoft Entra, and then the role `{SITE_ROLE}` on the one SIP site",
    Given.EXCHANGE: "a role assignment with a scope in Exchange Online (RBAC for Applications). **Not** in Entra",
}
_ONLY: Final = ", and only where `SIPDESK_TEAMS_APP_ID` is set"
_ONLY_MAIL: Final = ", and only where `SIPDESK_MAILBOX` is set"
_TEAMS: Final = """## In Teams

The bot itself asks for no permission of Graph. It speaks through the Bot Connector, with a token of its own, which
opens nothing else.

| what it needs | for what | step of the script | check of `sipdesk doctor` |
| --- | --- | --- | --- |
| a bot registration, with the Teams channel | Teams takes its token and brings it messages | `Bot` | Bot registration |
| the app, for each person | it may write into their chat | `Policy` | Bot registration (the Trust Advisor’s) |
| `identity`, `messageTeamMembers` in the app package | it knows who writes, and answers | none | none |"""
_FENCES: Final = """## Why not simply consent to everything

- **Calendars.** Whoever consents to `Calendars.ReadWrite` in Entra opens the calendar of everybody in the tenant, and a
  scope set in Exchange does not take that back: Microsoft adds the two together. So the role is assigned in Exchange
  only. The service's token then names no calendar permission at all; that is right, and `sipdesk doctor` turns red
  where it does.
- **Mail.** Whoever consents to `Mail.Send` in Entra lets the app write in everybody’s name. So it is a role in
  Exchange, for one shared mailbox. Nothing is read, not even what comes back to that mailbox.
- **Busy times** of people outside the scope, headteachers above all, are no matter of permissions given to SIP Desk.
  Each mailbox says itself what colleagues see of its time (the permission of `Default` on the calendar; Exchange begins
  with `AvailabilityOnly`), and SIP Desk sees that: times, never subjects, which it does not read. Where a mailbox
  shares nothing its time is unknown, and never taken to be free.
- **Files.** `Sites.ReadWrite.All` would open every site and everybody's OneDrive. `Sites.Selected` opens nothing until
  somebody gives the app a role on one site.
- **People.** SIP Desk never changes an account.
- **The bot** needs no permission of Graph: see above.

[tenant.md](tenant.md) says how each is given, by script or by hand; `sipdesk doctor` checks each by the least call
that needs it."""


def permissions_page(made: str) -> str:
    """Raises LookupError where a call has no declared permission."""
    calls = every_call()
    return "\n\n".join(
        (
            "# Permissions",
            made.format(source="`graph/permissions.py` and the calls in `graph/`"),
            _ABOUT,
            *(_section(permission, calls) for permission in (*PERMISSIONS, *OPTIONAL)),
            _TEAMS,
            _FENCES,
        )
    ) + "\n"  # fmt: skip


def _section(permission: Permission, calls: Iterable[Call]) -> str:
    own = [call for call in calls if call.need.permission is permission]
    where = _WHERE[permission.given] + (_ONLY_MAIL if permission is MAIL else _ONLY if permission in OPTIONAL else "")
    never = ", ".join(f"`{name}`" for name in permission.never)
    rows = [_row(call) for call in own]
    head = ("| call | to | Graph’s own list asks for |", "| --- | --- | --- |")
    return "\n\n".join(
        (
            f"## {permission.name}",
            permission.reason,
            f"- Given by: {where}.\n- Never consent to these as well: {never}.",
            *(_owners() if permission is CALENDARS else ()),
            "\n".join((*head, *rows)),
        )
    )


def _owners() -> Iterable[str]:
    """Whose calendars a role in Exchange opens."""
    yield "\n".join(
        (
            "| whose calendar | why |",
            "| --- | --- |",
            *(f"| {one.role.words} | {one.reason} |" for one in CALENDAR_OWNERS),
        )
    )


def _row(call: Call) -> str:
    role = f", role {call.need.role}" if call.need.role else ""
    return f"| `{call.method} {call.path}` | {call.need.why} | `{call.need.asks_for}`{role} |"
