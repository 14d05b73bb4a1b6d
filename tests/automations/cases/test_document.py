"""A case as a document: by a link of one's own, which works once and for minutes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document

from automations.cases.document import LINK_LASTS, NO_LINK, fetched
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from store.unit_of_work import UnitOfWork
from tests.automations.case_office import TEXTS, card, heard, significant
from tests.automations.office import ADVISOR, DSO, HEAD, Office
from tests.support.card_reading import links


@dataclass
class Addresses:
    def calendar_file(self, person_id: str, visit_id: str, until: datetime) -> str:
        return f"https://sip.trust.example/{person_id}/{visit_id}/{until}"

    def celebration_list(self, person_id: str, until: datetime) -> str:
        return f"https://sip.trust.example/celebrations/{person_id}"

    def membership_sheet(self, person_id: str, year: AcademicYear, until: datetime) -> str:
        return f"https://sip.trust.example/memberships/{person_id}-{year.starts_in}"

    def training_file(self, until: datetime) -> str:
        return f"https://sip.trust.example/training/{until}"

    def skills_files(self, person_id: str, year: AcademicYear, until: datetime) -> tuple[str, str]:
        address = f"https://sip.trust.example/training/{person_id}-{year.starts_in}"
        return f"{address}.png", f"{address}.xlsx"

    def blank_form(self, term: Term, framework: str) -> str:
        return f"https://sip.trust.example/forms/{term.value}-{framework}.docx"

    def case_document(self, key: str) -> str:
        return f"https://sip.trust.example/records/{key}"


async def asked(office: Office, person: object = HEAD) -> str:
    """The key that a headteacher was sent."""
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    case = await significant(office)
    _, record = [await card(office, HEAD, "case.document", case=case.id) for _ in range(2)]
    assert "The document will come in a separate message." in str(record)
    urls = [url for one in office.ends.messenger.to(HEAD) for url in links(one.card).values()]
    assert len(urls) == 1
    return urls[0].rpartition("/")[2]


async def test_it_is_fetched_once_and_that_is_noted(office: Office) -> None:
    key = await asked(office)
    document = Document(BytesIO(await fetched(office.bus, key)))
    told = "\n".join(one.text for table in document.tables for row in table.rows for one in row.cells)
    assert TEXTS["facts"] in told
    assert "It is the second year." not in told
    assert f"Made for {HEAD.name}" in document.sections[0].footer.paragraphs[0].text
    entry = office.entries()[-1]
    assert (entry.actor_id, entry.action, entry.detail["route"]) == (HEAD.id, "case_read", "document")
    with pytest.raises(Refused, match="was used"):
        await fetched(office.bus, key)


async def test_of_two_who_fetch_at_once_one_gets_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked, and the link was good, before either takes it."""
    key, reads, both_have_looked = await asked(office), office.bus.read, asyncio.Barrier(2)

    async def looks(question: Callable[[UnitOfWork], bool]) -> bool:
        found = await reads(question)
        await both_have_looked.wait()
        return found

    monkeypatch.setattr(office.bus, "read", looks)
    async with asyncio.timeout(20):
        got = await asyncio.gather(fetched(office.bus, key), fetched(office.bus, key), return_exceptions=True)
    [document] = [one for one in got if isinstance(one, bytes)]
    assert document.startswith(b"PK")
    [refused] = [one for one in got if isinstance(one, Refused)]
    assert refused.reason == NO_LINK
    assert [entry.action for entry in office.entries() if entry.detail.get("route") == "document"] == ["case_read"]


async def test_a_late_or_foreign_key_opens_nothing(office: Office) -> None:
    key = await asked(office)
    with pytest.raises(Refused):
        await fetched(office.bus, "x" * 43)
    office.now += LINK_LASTS
    with pytest.raises(Refused):
        await fetched(office.bus, key)


async def test_without_a_public_address_that_is_said(small_office: Office) -> None:
    case = await significant(small_office)
    await card(small_office, ADVISOR, "case.document", case=case.id)
    assert any("has no public address" in told for told in heard(small_office, ADVISOR))


async def test_a_link_that_is_no_longer_theirs_to_ask_for_is_not_sent(small_office: Office) -> None:
    """Between the press and the message they lost the record."""
    office = small_office
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    case = await significant(office)
    args = {"person_id": DSO.id, "case_id": case.id}
    await office.run(OutboxJob("send_case_link", "k", args, JobQueue.TEAMS))
    assert office.ends.messenger.to(DSO) == []
    assert [one for one in office.outbox() if one.key == "k"] == []
