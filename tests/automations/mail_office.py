"""The office with a mailbox, and somebody whom Teams does not reach."""

import re
from dataclasses import replace
from typing import Any

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.jobs.job_runner import JobRunner
from automations.mail.page import MailPages, Pressed
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.mail.letters import Mail
from service.signed_links import SignedLinks
from tests.automations.office import Office
from tests.support.card_reading import buttons

SESSION = "a browser of theirs"


class InMemoryMailer:
    def __init__(self, office: Office) -> None:
        self.sent: list[Mail] = []
        self._faults = office.ends.faults

    async def send(self, mail: Mail) -> None:
        self._faults.meet("send_mail")
        self.sent.append(mail)

    def to(self, person: Person) -> list[Mail]:
        return [mail for mail in self.sent if mail.to == person.email]

    def key(self, person: Person) -> str:
        """That of their newest letter."""
        found = [key for mail in self.to(person) for key in re.findall(r"/mail/([\w-]+)", mail.html)]
        return found[-1]

    def code(self, person: Person) -> str:
        return [found[0] for mail in self.to(person) if (found := re.findall(r"\b\d{6}\b", mail.html))][-1]


def with_mailbox(office: Office) -> InMemoryMailer:
    mailer = InMemoryMailer(office)
    links = SignedLinks("a secret of this test alone, for links", "https://sip.trust.example")
    office.work = replace(office.work, mailer=mailer, links=links)
    office.runner = JobRunner(office.work, ClicksFirst(), jitter=0)
    return mailer


def pages(office: Office) -> MailPages:
    return MailPages(office.bus, TABLES)


async def proved(office: Office, mailer: InMemoryMailer, person: Person) -> str:
    """Their key, once they have entered a code."""
    key = mailer.key(person)
    await pages(office).ask_for_code(key)
    await office.run_all()
    await pages(office).enter_code(key, mailer.code(person), SESSION)
    return key


async def pressed(office: Office, key: str, title: str, **typed: Any) -> Pressed:
    """A button of the card that the page shows now."""
    opened = await pages(office).opened(key, SESSION)
    assert opened.card is not None
    button = buttons(opened.card)[title]
    answer = await pages(office).pressed(key, SESSION, button["verb"], {**typed, **button["data"]})
    await office.run_all()
    return answer
