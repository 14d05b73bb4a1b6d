"""What manifest.json says (Microsoft's schema, version 1.25). It promises only what the bot does today."""

from collections.abc import Mapping, Sequence
from typing import Final

from manifest.details import Details
from manifest.extension import extension
from manifest.language import FILE, TAG
from manifest.tabs import TABS, Tab, static_tabs

ACCENT: Final = "#004578"
COMMANDS: Final[Mapping[str, str]] = {
    "my reports": "What is waiting for you, with its buttons",
    "book": "For SIPs: a visit to one of your schools, at a time when both of you are free",
    "my visits": "For SIPs and headteachers: upcoming and past visits",
    "plan": "A half-day for every termly visit that has none yet",
    "ofsted": "For headteachers: when Ofsted has called",
    "sharing agreement": "For headteachers: whether your school’s reports may be shared",
    "concern": "For SIPs: about a school of yours, taken through the handbook’s steps",
    "complaint": "For headteachers: a problem with your SIP or the service",
    "my records": "Concerns and complaints that were given to you",
    "help": "What I can do for you, and everything you can type",
}
"""What the bot answers when it is typed, and how Teams explains it. Teams takes ten, of 32 and 128 characters; what is
typed seldom, or is another word for the same, is told by `help` alone."""

_SHORT: Final = "School improvement partners: book visits; approve, file and share reports."
_FULL: Final = """SIP Desk helps to run your school improvement partner (SIP) service.

SIPs send a completed report (.docx) in their chat with it. Headteachers approve it, add their school’s view, or ask \
for a change; nobody else sees a report before that. Approved reports are filed in SharePoint, and shared outside \
the trust only where the school has agreed.

It speaks with each person in their personal chat. In teams and group chats it says nothing, because others would read \
along. From the message box anywhere, you can look for reports, visits, schools and answers to \
questions, and put one into the chat as a card that holds nothing confidential. It answers only people who your \
organisation has listed."""


def contents(details: Details, tabs: Sequence[Tab] = TABS) -> dict[str, object]:
    """The whole of manifest.json. Teams id, bot and registration are one GUID, so that there is only one to know."""
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json",
        "manifestVersion": "1.25",
        "version": details.version,
        "id": details.app_id,
        "developer": {
            "name": details.organisation,
            "websiteUrl": f"https://{details.domain}/about",
            "privacyUrl": details.privacy,
            "termsOfUseUrl": details.terms,
        },
        "localizationInfo": {"defaultLanguageTag": TAG, "defaultLanguageFile": FILE},
        "name": {"short": "SIP Desk", "full": "SIP Desk – the school improvement partner service"},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "defaultInstallScope": "personal",
        "bots": [_bot(details.app_id)],
        "composeExtensions": [extension(details.app_id, details.sharepoint)],
        **static_tabs(details.domain, tabs),
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [details.domain],
        "webApplicationInfo": {"id": details.app_id, "resource": resource(details)},
    }


def resource(details: Details) -> str:
    """What Teams asks a token for when it signs somebody in to a tab: it wants the tab's domain in it, and of an app
    with a bot this ending. The registration's Application ID URI is the same."""
    return f"api://{details.domain}/botid-{details.app_id}"


def _bot(app_id: str) -> dict[str, object]:
    commands = [{"title": title, "description": description} for title, description in COMMANDS.items()]
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": True,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [{"scopes": ["personal"], "commands": commands}],
    }
