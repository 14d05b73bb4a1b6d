"""What lies on this machine: settings, database, roster, term dates, clock."""

import asyncio
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, Term
from service.doctor.finding import Finding, amber, green, red
from service.doctor.set_up import SetUp, within_moments
from service.roster import UnusableRoster
from store.database import Database
from store.schema import SchemaState

_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SITE: Final = re.compile(r"[^:/\s]+:/\S+")
_START: Final = "sipdesk serve"
_FAIR_S: Final = 30
_TOLERATED_S: Final = 300
"""Microsoft takes tokens and signatures that are five minutes off, and no more."""
_SUMMER: Final = 6
"""From June on, the dates of the next year should be there: visits are booked ahead."""


async def look_at_settings(set_up: SetUp) -> Finding:
    """That none is missing or contradicts another was found out by reading them."""
    settings = set_up.settings
    ids = {"SIPDESK_TENANT_ID": settings.tenant_id}
    ids |= {"SIPDESK_BOT_APP_ID": settings.bot_app_id, "SIPDESK_GRAPH_APP_ID": settings.graph_app_id}
    wrong = [name for name, value in ids.items() if value and not _GUID.fullmatch(value)]
    if wrong:
        fix = "Copy the ids from the app registration’s overview page in the Microsoft Entra admin centre, into .env."
        return red(f"{' and '.join(wrong)} must be an id of 36 characters, such as 0d6f2c1e-7a55-….", fix)
    if not _SITE.fullmatch(settings.site):
        fix = "Write it as host:/path, such as:"
        return red("SIPDESK_SITE names no site.", fix, "SIPDESK_SITE=trust.sharepoint.com:/sites/SIP")
    return green("All needed settings are there, and none contradicts another.")


async def look_at_database(set_up: SetUp) -> Finding:
    kind = "SQLite" if set_up.service.database.is_sqlite else "PostgreSQL"
    try:
        state = await asyncio.to_thread(_state, set_up.service.database)
    except SQLAlchemyError as error:
        fix = "Check that SIPDESK_DATABASE_URL is right, and that the database is running and accepts this machine."
        return red(f"The {kind} database cannot be read ({type(error).__name__}).", fix)
    return {
        SchemaState.CURRENT: green(f"The {kind} database has the tables of this version."),
        SchemaState.EMPTY: amber(
            f"There is nothing in the {kind} database yet.", "The service fills it when it first starts:", _START
        ),
        SchemaState.OLDER: amber(
            f"The {kind} database is from an older version.",
            "Back it up; the service updates it when it next starts:",
            _START,
        ),
        SchemaState.NEWER: red(
            f"The {kind} database is from a newer version: this version must not write to it.",
            "Install the newer version again, or restore a backup from before it.",
        ),
    }[state]


def _state(known: Database) -> SchemaState:
    """Looking must not make a database: SQLite would begin an empty file. One that is far away is not waited for."""
    if known.is_sqlite and not Path(known.url.database or "").is_file():
        return SchemaState.EMPTY
    database = within_moments(known)
    try:
        return database.schema_state()
    finally:
        database.close()


async def look_at_roster(set_up: SetUp) -> Finding:
    try:
        listed = await asyncio.to_thread(lambda: set_up.listed)
    except UnusableRoster as wrong:
        return red(str(wrong), "Correct the file, then run it again:", "sipdesk doctor")
    people, schools = len(listed.people), len(listed.schools)
    if not people or not schools:
        fix = "Import both from your spreadsheets, as docs/an-afternoon.md shows:"
        return red(f"The list has {people} people and {schools} schools.", fix, "sipdesk import schools --help")
    if not any(person.is_a(Role.TRUST_ADVISOR) for person in set_up.people):
        return red("The list has no Trust Advisor.", "Import one:", "sipdesk import people --help")
    return green(f"The list has {people} people and {schools} schools.")


async def look_at_term_dates(set_up: SetUp) -> Finding:
    """Without a term's dates no deadline can be counted and no visit planned in it (V2)."""
    today = set_up.now().date()
    year = AcademicYear.of(today)
    lacking = _lacking(set_up, year)
    fix = "Import them (sipdesk import terms), or add them to the list’s file; local authorities publish theirs."
    if lacking:
        return red(f"The list lacks term dates of {year}.", fix, about=tuple(lacking))
    following = AcademicYear(year.starts_in + 1)
    if today.month in (_SUMMER, _SUMMER + 1, _SUMMER + 2) and (ahead := _lacking(set_up, following)):
        return amber(f"The list lacks term dates of {following}, which starts soon.", fix, about=tuple(ahead))
    return green(f"The list has the three terms of {year} for every school.")


def _lacking(set_up: SetUp, year: AcademicYear) -> list[str]:
    """`Northshire: Summer`, once for each local authority and each school with dates of its own."""
    listed = set_up.listed
    used = {one.school.local_authority for one in listed.schools.values() if not one.sessions}
    owners = {name: listed.authorities.get(name, ()) for name in sorted(used)}
    owners |= {urn: one.sessions for urn, one in listed.schools.items() if one.sessions}
    return [
        f"{owner}: {term.value}"
        for owner, sessions in owners.items()
        for term in Term
        if not any(one.term is term and AcademicYear.of(one.last_on) == year for one in sessions)
    ]


async def look_at_clock(set_up: SetUp) -> Finding:
    """Any answer of Graph says what time it is there, one that refuses us as well."""
    fix = "Turn on time synchronisation, as an administrator:"
    commands = ("w32tm /resync", "sudo timedatectl set-ntp true")
    try:
        async with set_up.http.get(set_up.settings.graph_url, allow_redirects=False) as reply:
            there = parsedate_to_datetime(reply.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
        what = f"The time could not be read from Microsoft Graph ({type(error).__name__})."
        return red(what, f"Check that this machine can reach {set_up.settings.graph_url} through its firewall.")
    off = abs((set_up.machine() - there).total_seconds())
    if off > _TOLERATED_S:
        return red(f"This machine’s clock is {off:.0f} seconds wrong: Microsoft refuses its tokens.", fix, *commands)
    if off > _FAIR_S:
        return amber(f"This machine’s clock is {off:.0f} seconds wrong.", fix, *commands)
    return green(f"This machine’s clock and Microsoft’s are {off:.0f} seconds apart.")
