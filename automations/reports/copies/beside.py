"""What is made of an approved report stands beside it, as Word and as PDF."""

import hashlib

from automations.engine.workflow import Work
from handbook.reports.dossier import Dossier
from handbook.reports.filing import approved_columns, folder
from handbook.reports.library import FiledItem, Library


async def placed_with_pdf(work: Work, dossier: Dossier, name: str, data: bytes) -> tuple[FiledItem, FiledItem]:
    """The .docx, and what SharePoint prints of it. Placed twice, it is one of each."""
    where = folder(dossier)
    columns = approved_columns(dossier, work.bus.policy.keep_years) | {"Sha256": hashlib.sha256(data).hexdigest()}
    document = await work.libraries.place(Library.REPORTS, where, name, data, columns)
    printed = await work.libraries.as_pdf(document)
    pdf_name = f"{name.removesuffix('.docx')}.pdf"
    return document, await work.libraries.place(Library.REPORTS, where, pdf_name, printed, columns)
