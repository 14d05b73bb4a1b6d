"""Mail from the service's own mailbox (what is promised: `Mailer` in automations/engine/ports.py)."""

from graph.client import GraphClient
from graph.limits import GraphService
from graph.mail_requests import send_mail
from handbook.mail.letters import Mail


class ServiceMailbox:
    """`mailbox` is its sign-in name or object id: nothing is sent from another."""

    def __init__(self, client: GraphClient, mailbox: str) -> None:
        self._client = client
        self._mailbox = mailbox

    async def send(self, mail: Mail) -> None:
        await self._client.send(send_mail(self._mailbox, _body(mail)), service=GraphService.MAIL)


def _body(mail: Mail) -> dict[str, object]:
    message = {
        "subject": mail.subject,
        "body": {"contentType": "HTML", "content": mail.html},
        "toRecipients": [{"emailAddress": {"address": mail.to}}],
    }
    return {"message": message, "saveToSentItems": True}
