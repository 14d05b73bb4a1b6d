"""`sipdesk import agreements`: what schools have signed on paper comes in from a list (W5, D1)."""

import argparse
from contextlib import nullcontext
from datetime import UTC, datetime

from automations.reports.agreements.paper_preview import preview_papers, texts_known
from handbook.reports.agreements.paper_list import TO_EACH_HEADTEACHER, RecordPapers
from handbook.schools.trust_list import TrustList
from service.import_shown import Shown, some_of, tally_lines, with_bar
from service.roster import sha256_of
from spreadsheets.papers import read_papers
from store.database import Database


def show_papers(database: Database | None, chosen: argparse.Namespace, known: TrustList) -> Shown:
    now = datetime.now(UTC)
    with database.reading() if database else nullcontext() as uow:
        texts = texts_known(uow, now)
        reading = with_bar(chosen.file, lambda bar: read_papers(chosen.file, known, texts, bar))
        preview = preview_papers(uow, reading, known, now)
    return Shown(
        [
            *tally_lines(chosen.file.name, preview.tally),
            *some_of([f"  {line}" for line in preview.lines]),
            *reading.table.notes,
            *([TO_EACH_HEADTEACHER] if preview.papers else []),
        ],
        [],
        [],
        reading.table,
        tuple(reading.table.faults),
        (lambda: RecordPapers(sha256_of(chosen.file), preview.papers)) if preview.papers else None,
        known,
    )
