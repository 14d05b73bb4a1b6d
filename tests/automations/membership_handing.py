"""How a headteacher hands in the report of a SIP of their own."""

from io import BytesIO
from typing import Any

from docx import Document

from automations.engine.inbound.port import Sender, SentFile
from documents.proforma import write_proforma
from handbook.core.people import Person
from handbook.reports.report import Report
from tests.automations.membership_office import bring, press
from tests.automations.office import HEAD, Office
from tests.support import builders as a
from tests.support import memberships as m
from tests.support.card_reading import buttons

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HERE: dict[str, Any] = {"urn": m.ALONE.urn, "year": 2026}
SAID: dict[str, Any] = {"urn": m.ALONE.urn, "period": "2026-Autumn", "sip_name": "Ned Farrow"}


def on_our_form(urn: str) -> bytes:
    return write_proforma(a.a_contents(urn=urn))


def on_another_form() -> bytes:
    paper, data = Document(), BytesIO()
    paper.add_paragraph("What I saw this term.")
    paper.save(data)
    return data.getvalue()


async def send(office: Office, data: bytes = PDF, name: str = "Report.pdf", person: Person = HEAD) -> dict[str, Any]:
    """The card or the sentence that comes."""
    before = len(office.ends.messenger.to(person))
    office.ends.messenger.files["https://t/file"] = data
    sent = SentFile(name, "https://t/file", f"m-{before}")
    await office.router.sent_files(Sender(person.id, "chat", "https://t/"), (sent,))
    await office.run_all()
    [shown] = [one.card for one in office.ends.messenger.to(person)[before:]]
    return shown


async def own_sip(office: Office) -> None:
    bring(office)
    await press(office, "membership.change", **HERE, revision=0, provision="own", sip_name="Ned Farrow")


async def hand_in(office: Office, shown: dict[str, Any], **said: Any) -> str:
    data = buttons(shown)["Hand in and approve"]["data"]
    return await press(office, "handed_file.hand_in", HEAD, **{**SAID, **said, **data})


def reports(office: Office) -> tuple[Report, ...]:
    with office.database.reading() as uow:
        return uow.reports.of_school(m.ALONE.urn)
