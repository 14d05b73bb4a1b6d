"""The settings of mailboxes: the service’s own, from which those are written to whom Teams does not reach."""

from pydantic import Field
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE


class MailSettings(BaseSettings):
    """Where e-mail comes from, and which mailbox stays shut."""

    model_config = SOURCE

    mailbox: str = Field(
        default="",
        description="The address of the service’s own mailbox, a shared one that nobody reads: people who Teams does "
        "not reach are written to from it, with a link to a page. It needs SIPDESK_PUBLIC_URL, and “Application "
        "Mail.Send” for this one mailbox. If empty, nobody is written to.",
    )
    mailbox_outside: str = Field(
        default="",
        description="The sign-in name or object id of a mailbox that SIP Desk must not open, such as the "
        "administrator's own: `sipdesk doctor` checks that its calendar is refused.",
    )
