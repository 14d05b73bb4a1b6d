"""The mailbox from which those are written to whom Teams does not reach: it can be sent from, and no other."""

from typing import Final

from graph.permissions import MAIL
from handbook.core.external_errors import Forbidden, NotFound
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_ROLE: Final = f"“{MAIL.name}” must be assigned in Exchange, with a scope that holds this one mailbox."
_WAITS: Final = "Changes in Exchange take up to two hours to take effect."


async def look_at_mailbox(set_up: SetUp) -> Finding:
    """Sends nothing: a message without words and readers is refused, by whoever may send."""
    mailbox, outside = set_up.settings.mailbox, set_up.settings.mailbox_outside
    if not mailbox:
        return green("Nobody is written to by e-mail (SIPDESK_MAILBOX is empty).")
    try:
        await set_up.mail.send_nothing(mailbox)
    except Forbidden:
        return red(
            f"SIP Desk may not send from SIPDESK_MAILBOX. {_ROLE}", f"{_WAITS} {BY_SCRIPT}", tenant_script("Mail")
        )
    except NotFound:
        return red("SIPDESK_MAILBOX names no mailbox of this tenant.", BY_SCRIPT, tenant_script("Mail"))
    if not outside:
        words = "SIP Desk may send from its mailbox. That it may from no other was not tested."
        fix = "In .env, name the mailbox of somebody who has nothing to do with the service, such as your own:"
        return amber(words, fix, "SIPDESK_MAILBOX_OUTSIDE=somebody@trust.example")
    try:
        await set_up.mail.send_nothing(outside)
    except (Forbidden, NotFound):
        return green("SIP Desk may send from its own mailbox, and not from another.")
    words = "SIP Desk may send e-mail as people who have nothing to do with it."
    fix = f"Take back any consent to Mail.Send in Entra, and check the scope of the role. {_WAITS} {BY_SCRIPT}"
    return red(words, fix, tenant_script("Consent"), tenant_script("Mail"))
