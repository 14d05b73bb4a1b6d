"""Calendars: those of the scope open, others do not, and Microsoft reaches us when they change."""

import secrets
from datetime import UTC, timedelta
from typing import Final

import aiohttp

from handbook.core.external_errors import Forbidden, NotFound, Rejected
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp
from service.wiring import NOTIFICATIONS

_LIFE: Final = timedelta(minutes=50)
"""Outlook makes the shortest order one of 45 minutes. It is taken back at once."""
_ROLE: Final = (
    "“Application Calendars.ReadWrite” must be assigned in Exchange, with a scope that holds every SIP, the Trust "
    "Advisor and every DSO."
)
_WAITS: Final = "Changes in Exchange take up to two hours to take effect."
_AGAIN: Final = "Start the service, check that its reverse proxy lets /api/graph/ through, and run it again:"


async def look_at_calendars(set_up: SetUp) -> Finding:
    """Everybody's in whose calendar something is written: visits in a SIP's, meetings in those of Trust Advisor and
    DSOs. What writing needs is tried with the first."""
    owners, wrong = set_up.calendar_owners, list[str]()
    for person_id, role in owners.items():
        try:
            await set_up.calendars.open(person_id)
        except (NotFound, Forbidden) as error:
            why = "no mailbox" if isinstance(error, NotFound) else "refused"
            wrong.append(f"{person_id} ({role.words}): {why}")
    if wrong:
        words = f"{len(wrong)} of {len(owners)} calendars that SIP Desk writes into cannot be opened. {_ROLE}"
        return red(words, f"{_WAITS} {BY_SCRIPT}", tenant_script("Calendars"), about=tuple(wrong))
    try:
        for person_id in list(owners)[:1]:
            await set_up.calendars.change_nothing(person_id)
    except Forbidden:
        words = f"Calendars can be read but not written. {_ROLE}"
        return red(words, f"{_WAITS} {BY_SCRIPT}", tenant_script("Calendars"))
    return green(f"All {len(owners)} calendars of SIPs, Trust Advisor and DSOs can be read and written.")


async def look_outside(set_up: SetUp) -> Finding:
    """A mailbox that nobody meant to open must stay shut."""
    mailbox = set_up.settings.mailbox_outside
    if not mailbox:
        words = "No mailbox is named that must stay closed, so this was not tested."
        fix = "In .env, name the mailbox of somebody who has nothing to do with the service, such as your own:"
        return amber(words, fix, "SIPDESK_MAILBOX_OUTSIDE=somebody@trust.example")
    try:
        await set_up.calendars.open(mailbox)
    except Forbidden:
        return green("A mailbox outside the scope stays closed.")
    except NotFound:
        fix = "Name a mailbox that exists, or the refusal proves nothing."
        return amber("SIPDESK_MAILBOX_OUTSIDE names no mailbox of this tenant.", fix)
    fix = (
        "Check the scope of the role, and take back any consent to Calendars permissions in Entra, which would open "
        f"every mailbox whatever the scope. {_WAITS} {BY_SCRIPT}"
    )
    words = "A mailbox outside the scope can be opened: SIP Desk can reach calendars that it should not."
    return red(words, fix, tenant_script("Consent"), tenant_script("Calendars"))


async def look_at_door(set_up: SetUp) -> Finding:
    """Says to our door what Graph says to see whether we are there, from this machine."""
    url, token = _door(set_up), secrets.token_urlsafe(16)
    if not url:
        words = "SIPDESK_PUBLIC_URL is empty: changes in Outlook are noticed only once a day."
        return amber(
            words, "Set it to the public address of the service:", "SIPDESK_PUBLIC_URL=https://sip.trust.example"
        )
    try:
        async with set_up.http.post(url, params={"validationToken": token}, allow_redirects=False) as reply:
            answered, said = reply.status, (await reply.content.read(len(token) + 1)).decode(errors="replace")
    except (aiohttp.ClientError, TimeoutError) as error:
        return red(f"Nothing answers at SIPDESK_PUBLIC_URL ({type(error).__name__}).", _AGAIN, "sipdesk doctor")
    if (answered, said) != (200, token):
        words = f"Something other than SIP Desk answers at SIPDESK_PUBLIC_URL (status {answered})."
        return red(words, _AGAIN, "sipdesk doctor")
    return green("The service answers at SIPDESK_PUBLIC_URL, as seen from this machine.")


async def look_at_calls(set_up: SetUp) -> Finding:
    """Has Microsoft Graph call us: it reaches the service by its own way, through firewall and proxy."""
    url = _door(set_up)
    if not url or not set_up.sips:
        return amber("Not tested: Microsoft Graph needs SIPDESK_PUBLIC_URL.")
    until = (set_up.now() + _LIFE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        await set_up.calendars.have_called(set_up.sips[0], url, until)
    except Forbidden:
        words = f"Microsoft Graph refused to create a change-notification subscription. {_ROLE}"
        return red(words, BY_SCRIPT, tenant_script("Calendars"))
    except Rejected:
        words = "Microsoft Graph cannot reach SIPDESK_PUBLIC_URL, or does not accept its certificate."
        fix = "Let the internet reach its /api/graph/ by https, with a certificate of a public authority; run it again:"
        return red(words, fix, "sipdesk doctor")
    return green("Microsoft Graph can reach the service. (One subscription was created and deleted.)")


def _door(set_up: SetUp) -> str:
    url = set_up.settings.public_url.rstrip("/")
    return url + NOTIFICATIONS if url else ""
