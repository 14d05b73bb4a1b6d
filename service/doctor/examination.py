"""All checks, one after the other: a fault of one never stops the others, and each has its time."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Final

import structlog

from handbook.core.external_errors import ExternalError
from handbook.reports.library import Library
from service.doctor import busy_times, mail, microsoft, outlook, own_house, people, sealing, site, tab, teams
from service.doctor.finding import Check, Checked, Finding, Light, amber, red
from service.doctor.set_up import SetUp

_PEOPLE_S: Final = 120.0
_MAILBOXES_S: Final = 60.0
CHECKS: Final = (
    Check("settings", "Settings", own_house.look_at_settings),
    Check("database", "Database and migrations", own_house.look_at_database),
    Check("case_keys", "Key to concerns and complaints", sealing.look_at_case_keys, ("database",)),
    Check("roster", "Roster", own_house.look_at_roster),
    Check("term_dates", "Term dates of the year", own_house.look_at_term_dates, ("roster",)),
    Check("clock", "Clock", own_house.look_at_clock),
    Check("sign_in", "Signing in to Microsoft Graph", microsoft.look_at_sign_in),
    Check("reach", "What the token may do", microsoft.look_at_reach, ("sign_in",)),
    Check("people", "People in the directory", people.look_at_people, ("roster", "sign_in"), _PEOPLE_S),
    Check("site", "SharePoint site", site.look_at_site, ("sign_in",)),
    Check("reports", "Library of reports", site.look_at_library(Library.REPORTS), ("site",)),
    Check("drafts", "Library of drafts", site.look_at_library(Library.DRAFTS), ("site",)),
    Check("filing", "Filing", site.look_at_filing, ("site",)),
    Check("sharing", "Sharing", site.look_at_sharing, ("site",)),
    Check("calendars", "Calendars of organisers", outlook.look_at_calendars, ("roster", "sign_in"), _MAILBOXES_S),
    Check("busy", "Busy times of headteachers", busy_times.look_at_busy_times, ("calendars",), _MAILBOXES_S),
    Check("outside", "A calendar that must stay closed", outlook.look_outside, ("sign_in",)),
    Check("mail", "E-mail", mail.look_at_mailbox, ("sign_in",)),
    Check("bot", "Bot registration", teams.look_at_bot, ("roster",)),
    Check("installing", "Installing the app for people", teams.look_at_installing, ("roster", "sign_in")),
    Check("met", "People reached in Teams", people.look_at_met, ("database", "roster")),
    Check("door", "Public address", outlook.look_at_door),
    Check("tab", "Overview in Teams", tab.look_at_tab, ("door",)),
    Check("calls", "Calls from Microsoft Graph", outlook.look_at_calls, ("door", "calendars")),
)
log = structlog.get_logger()


async def examine(set_up: SetUp, checks: Iterable[Check] = CHECKS) -> AsyncIterator[Checked]:
    """Each check with what it found, in order, as soon as it has."""
    wrong: dict[str, str] = {}
    for check in checks:
        unmet = [wrong[key] for key in check.needs if key in wrong]
        finding = _not_looked_at(unmet[0]) if unmet else await _found(check, set_up)
        if unmet or finding.light is Light.RED:
            wrong[check.key] = unmet[0] if unmet else check.title
        yield Checked(check.key, check.title, finding)


def unread(complaints: Iterable[str]) -> list[Checked]:
    """Where the settings themselves cannot be used: then nothing else can be looked at."""
    first, *others = CHECKS
    found = red("The service will not start with these settings.", "Correct them in .env:", about=tuple(complaints))
    rest = _not_looked_at(first.title)
    return [Checked(first.key, first.title, found), *(Checked(one.key, one.title, rest) for one in others)]


def worst(checked: Iterable[Checked]) -> Light:
    lights = {one.finding.light for one in checked}
    return next(light for light in (Light.RED, Light.AMBER, Light.GREEN) if light in lights)


def _not_looked_at(title: str) -> Finding:
    return amber(f"Not checked, because of “{title}”.")


async def _found(check: Check, set_up: SetUp) -> Finding:
    try:
        async with asyncio.timeout(check.seconds):
            return await check.look(set_up)
    except TimeoutError:
        fix = "Check that this machine can reach Microsoft 365, then run it again:"
        return red(f"No answer within {check.seconds:g} seconds.", fix, "sipdesk doctor")
    except ExternalError as error:
        return microsoft.could_not_ask(error)
    except Exception as error:
        log.exception("check_failed", check=check.key)
        return red(f"The check itself failed ({type(error).__name__}): please tell the developers of SIP Desk.")
