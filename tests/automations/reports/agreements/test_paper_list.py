"""Papers that come from a list: all are recorded or none, each headteacher gets a copy, and twice changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from automations.reports.agreements.paper_preview import PaperPreview, preview_papers, texts_known
from handbook.core.refusal import Refused
from handbook.reports.agreements.paper import DenyPaper
from handbook.reports.agreements.paper_list import HOLDS_ALREADY, RecordPapers
from handbook.schools.trust_list import SchoolEntry, TrustList
from spreadsheets.papers import read_papers
from tests.automations.agreement_office import URN, agreement_of, many, sign, with_terms
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.card_reading import words

HEADER = ("URN", "Agreement", "Signed by", "Signed on", "Reference")


async def preview(office: Office, tmp_path: Path, *rows: tuple[str, ...]) -> tuple[PaperPreview, list[str]]:
    path = files.table(tmp_path / "papers.csv", HEADER, *rows)

    def shown() -> tuple[PaperPreview, list[str]]:
        with office.database.reading() as uow:
            known = uow.roster.listed()
            reading = read_papers(path, known, texts_known(uow, office.now))
            found = preview_papers(uow, reading, known, office.now)
            return found, [fault.right for fault in reading.table.faults]

    return shown()


def row(urn: str = URN, kind: str = "sharing", reference: str = "Cabinet 2") -> tuple[str, ...]:
    return urn, kind, HEAD.name, "02/09/2026", reference


async def test_papers_of_many_schools_are_recorded_and_read_again_nothing_changes(
    small_office: Office, tmp_path: Path
) -> None:
    office = small_office
    with_terms(office, many(2))
    rows = (row(), row("900002"), row("900002", "data"))
    found, faults = await preview(office, tmp_path, *rows)
    assert (found.tally.words, faults) == ("3 rows: 3 new, 0 changed, 0 as before, 0 left out, 0 with a fault.", [])
    assert (
        found.lines[0]
        == f"new: sharing agreement of School 000, Northbeck (URN {URN}), signed by {HEAD.name} on 02/09/2026"
    )
    await office.bus.decide(RecordPapers("f" * 64, found.papers))
    await office.run_all()
    agreement = await agreement_of(office)
    assert agreement.allows_sharing
    assert agreement.signature is not None
    assert agreement.signature.paper is not None
    assert agreement.signature.paper.recorded_by == "who runs this service"
    copies = [words(one.card) for one in office.ends.messenger.to(HEAD)]
    assert len(copies) == 3
    assert all("was signed on paper on Wednesday 2 September 2026" in one for one in copies)
    assert "who runs this service recorded it" in copies[0]
    [entry] = [one for one in office.entries() if one.action == "papers_imported"]
    assert (entry.about, entry.detail["papers"]) == ("agreements", 3)
    again, _ = await preview(office, tmp_path, *rows)
    assert (again.papers, again.tally.words) == (
        (),
        "3 rows: 0 new, 0 changed, 3 as before, 0 left out, 0 with a fault.",
    )


async def test_one_that_is_out_of_date_and_none_is_recorded(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    with_terms(office, many(2))
    found, _ = await preview(office, tmp_path, row("900002"), row())
    await sign(office)
    with pytest.raises(Refused, match="answered or was asked meanwhile"):
        await office.bus.decide(RecordPapers("f" * 64, found.papers))
    assert not (await agreement_of(office, "900002")).in_force


async def test_a_signature_that_holds_stays_and_a_paper_that_was_denied_does_not_come_back(
    small_office: Office, tmp_path: Path
) -> None:
    office = small_office
    with_terms(office)
    await sign(office)
    found, _ = await preview(office, tmp_path, row())
    assert (found.papers, found.tally.skipped) == ((), {HOLDS_ALREADY: 1})
    paper, _ = await preview(office, tmp_path, row(kind="data"))
    await office.bus.decide(RecordPapers("f" * 64, paper.papers), ADVISOR.id, "teams")
    of_data = await agreement_of(office, kind=paper.papers[0].kind)
    assert of_data.signature is not None
    assert of_data.signature.by_id == ADVISOR.id
    await office.bus.decide(DenyPaper(URN, of_data.revision, of_data.kind), HEAD.id, "teams")
    denied, faults = await preview(office, tmp_path, row(kind="data"))
    assert (denied.papers, faults) == ((), ["another paper: the headteacher has said that this one is not so"])
    other, _ = await preview(office, tmp_path, row(kind="data", reference="Cabinet 9"))
    assert other.tally.words.startswith("1 row: 0 new, 1 changed")


async def test_only_the_trust_advisor_records_a_list(small_office: Office, tmp_path: Path) -> None:
    found, _ = await preview(small_office, tmp_path, row())
    with pytest.raises(Refused, match="Only the Trust Advisor records agreements"):
        await small_office.bus.decide(RecordPapers("f" * 64, found.papers), SIP.id, "teams")
    assert not (await agreement_of(small_office)).in_force


def test_without_a_database_it_is_shown_of_the_list_alone(tmp_path: Path) -> None:
    path = files.table(tmp_path / "papers.csv", HEADER, row())
    known = TrustList({URN: SchoolEntry(a.a_school())})
    reading = read_papers(path, known, texts_known(None, a.MONDAY))
    found = preview_papers(None, reading, known, a.MONDAY + timedelta(1))
    assert len(found.papers) == 1
