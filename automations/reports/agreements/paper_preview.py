"""What a list of papers would do to the agreements of schools, before anybody says yes to it (W5, D1)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.paper import RecordPaper
from handbook.reports.agreements.paper_list import HOLDS_ALREADY, outcome_of
from handbook.reports.agreements.texts import FIRST_TEXTS, NAMES, AgreementKind, AgreementText
from handbook.schools.outcome import RowOutcome, Tally
from handbook.schools.trust_list import TrustList
from spreadsheets import list_layouts as names
from spreadsheets.papers import PapersReading, Versions
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """`papers` are those that would be recorded; `lines` say so, one each."""

    papers: tuple[RecordPaper, ...]
    lines: tuple[str, ...]
    tally: Tally


def versions_of(uow: UnitOfWork | None) -> Versions:
    """Without a database, those that came with the service."""
    return {kind: [one.version for one in _texts(uow, kind)] for kind in AgreementKind}


def preview_papers(uow: UnitOfWork | None, reading: PapersReading, known: TrustList, now: datetime) -> PaperPreview:
    """Of schools as the list has them, or is to have them. What cannot be taken becomes a fault of the reading."""
    papers: list[RecordPaper] = []
    lines: list[str] = []
    outcomes: Counter[RowOutcome] = Counter()
    texts = {kind: {one.version: one for one in _texts(uow, kind)} for kind in AgreementKind}
    for row, one in reading.papers:
        school = known.schools[one.urn].school
        agreement = uow.agreements.of_school(one.urn, one.kind) if uow else SharingAgreement(one.urn, kind=one.kind)
        try:
            outcome = outcome_of(agreement, school, one, texts[one.kind], now)
        except Refused as no:
            reading.table.refuse(row, row.fault(names.URN, no.reason))
            continue
        outcomes[outcome] += 1
        if outcome in (RowOutcome.CREATED, RowOutcome.CHANGED):
            papers.append(one.command(agreement.revision))
            name = NAMES[one.kind].name
            day = f"{one.signed_on:%d/%m/%Y}"
            lines.append(f"{outcome}: {name} of {school.full_name} (URN {one.urn}), signed by {one.signed_by} on {day}")
    outcomes[RowOutcome.REFUSED] = len(reading.table.refused)
    left_out = outcomes[RowOutcome.SKIPPED]
    tally = Tally(reading.table.rows, outcomes, {HOLDS_ALREADY: left_out} if left_out else {})
    return PaperPreview(tuple(papers), tuple(lines), tally)


def _texts(uow: UnitOfWork | None, kind: AgreementKind) -> tuple[AgreementText, ...]:
    return uow.agreement_texts.all_of(kind) if uow else (FIRST_TEXTS[kind],)
