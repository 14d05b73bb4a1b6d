"""The bot's registration: whether Teams takes us for the bot that we say we are."""

from typing import Final

from graph.installing import TeamsAppInstaller
from graph.permissions import INSTALLING
from handbook.core.external_errors import Forbidden, NotFound, SignInRefused, Unavailable, Unreachable
from handbook.core.people import Role
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_IDS: Final = (
    "SIPDESK_BOT_APP_ID must be the app id of the bot, in the tenant SIPDESK_TENANT_ID, with a secret that has not "
    "expired, and the bot must have the Teams channel."
)

_HOW: Final = {
    "client_secret": "Check that this machine can reach login.microsoftonline.com, then run it again:",
    "certificate": "Check that this machine can reach login.microsoftonline.com, then run it again:",
    "managed_identity": "Give the machine the identity that SIPDESK_BOT_APP_ID names (docs/tenant.md, “Where it "
    "runs”), and look again:",
}


async def look_at_installing(set_up: SetUp) -> Finding:
    """Whether the app can be installed for people, where the settings say that it may."""
    app_id = set_up.settings.teams_app_id
    if not app_id:
        return green("SIP Desk is not to install itself for people (SIPDESK_TEAMS_APP_ID is empty).")
    advisor = next(person.id for person in set_up.people if person.is_a(Role.TRUST_ADVISOR))
    try:
        has_it = await TeamsAppInstaller(set_up.service.graph, app_id).has(advisor)
    except Forbidden:
        words = f"The app cannot be installed for people: {INSTALLING.name} is missing."
        return amber(words, f"Set InstallForPeople in the script’s settings. {BY_SCRIPT}", tenant_script("Consent"))
    except NotFound:
        return amber("The Trust Advisor has no account in Teams.", "See “People in the directory” above.")
    if not has_it:
        words = "The Trust Advisor has no app with the id SIPDESK_TEAMS_APP_ID: is it the id in the trust’s catalogue?"
        return amber(words, f"The step Policy says the id of the app. {BY_SCRIPT}", tenant_script("Policy"))
    return green("SIP Desk may install its app for people, and the Trust Advisor has it.")


async def look_at_bot(set_up: SetUp) -> Finding:
    """Opens the bot's chat with the Trust Advisor, and says nothing in it."""
    try:
        await set_up.service.bot.sign_in()
    except Forbidden:
        words = "Microsoft refused the bot a token: its app id, its secret or the tenant is wrong."
        return red(words, f"{_IDS} {BY_SCRIPT}", tenant_script("Registration"))
    except Unavailable as unavailable:
        words = f"The bot could not ask for its token ({unavailable})."
        return red(words, _HOW[set_up.settings.bot_credential], "sipdesk doctor")
    advisor = next(person.id for person in set_up.people if person.is_a(Role.TRUST_ADVISOR))
    try:
        await set_up.service.bot.messenger.meet(advisor)
    except (Forbidden, SignInRefused):
        words = "Teams refuses the bot’s token: this app id is not that of a bot with the Teams channel."
        return red(words, f"{_IDS} {BY_SCRIPT}", tenant_script("Bot"))
    except Unreachable:
        words = "Teams knows the bot, but the Trust Advisor does not have the app."
        fix = f"Upload the app package (docs/app-package.md) and give it to everybody in the service. {BY_SCRIPT}"
        return amber(words, fix, tenant_script("Policy"), about=(advisor,))
    how = "no token is needed here" if set_up.settings.local else "with a token of its own"
    return green(f"Teams accepts the bot ({how}), and the Trust Advisor has the app.")
