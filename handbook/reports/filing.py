"""What an approved report is called, where it is filed and what is written beside it (W1, W2)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from handbook.core.people import Person, School
from handbook.core.retention import kept_until
from handbook.reports.dossier import Dossier
from handbook.reports.forms.form import ReportForm
from handbook.reports.library import FiledItem
from handbook.reports.report import Report, Version


def folder(dossier: Dossier) -> tuple[str, ...]:
    """The folders, outermost first: academic year, local authority, school, term."""
    school, report = dossier.school, dossier.report
    return (report.year.path_name, school.local_authority, f"{school.urn} {school.name}", report.term.value)


def document_name(dossier: Dossier, version: int | None = None, *, of: Version | None = None) -> str:
    """The .docx, as sent (drafts, with their `version`) and as approved; what was handed in as a PDF stays one.
    `of` is the version itself where it is another than the one that is shown."""
    suffix = ".pdf" if is_pdf(of or dossier.shown) else ".docx"
    return f"{_stem(dossier, version or dossier.report.sent)}{suffix}"


def is_pdf(version: Version) -> bool:
    """Whether it came as a PDF: only what an external SIP wrote can (M4)."""
    return version.file_name.lower().endswith(".pdf")


def pdf_name(dossier: Dossier) -> str:
    return f"{_stem(dossier, dossier.report.sent)}.pdf"


def view_name(dossier: Dossier) -> str:
    """The school's own view, which stands beside the report and never inside it: what was approved stays as it was."""
    return f"{_stem(dossier, dossier.report.sent)}_headteachers-view.docx"


def pack_name(dossier: Dossier, *, with_wellbeing: bool) -> str:
    """The governors' pack as .docx, one for each choice of its headteacher; its PDF has the same name."""
    return f"{_stem(dossier, dossier.report.sent)}_governors{'-with-wellbeing' if with_wellbeing else ''}.docx"


def copy_name(dossier: Dossier) -> str:
    """The copy without the headteacher's own part, for those with whom a report is shared; its PDF has the same
    name."""
    return f"{_stem(dossier, dossier.report.sent)}_without-own-part.docx"


def other_names(dossier: Dossier) -> dict[str, FiledItem]:
    """What was filed under another name than its own, by the name that it should have: a file that SIP Desk did not put
    there has that."""
    filed = dossier.report.filed
    if filed is None:
        return {}
    own = {document_name(dossier): filed.document, pdf_name(dossier): filed.pdf, view_name(dossier): filed.view}
    return {name: item for name, item in own.items() if item is not None and item.name != name}


def draft_columns(dossier: Dossier, sha256: str) -> dict[str, str]:
    """What is written beside a draft. `Sha256` is of the file as it was sent to us."""
    report, school = dossier.report, dossier.school
    return {
        "School": school.name,
        "URN": school.urn,
        "AcademicYear": str(report.year),
        "Term": report.term.value,
        "SIP": dossier.sip.name,
        "Status": "Sent to headteacher",
        "Sha256": sha256,
    }


def approved_columns(dossier: Dossier, keep_years: int) -> dict[str, str]:
    """What is written beside an approved report, its PDF and the school's view. `Sha256` is of the document that was
    approved; `RetainUntil` the end of the academic year and `keep_years` on. Instants are ISO 8601 in UTC."""
    decision = dossier.report.decision
    if decision is None:
        raise ValueError("only an approved report is filed")
    return {
        **draft_columns(dossier, dossier.shown.sha256),
        "LocalAuthority": dossier.school.local_authority,
        "Status": "Approved",
        "ApprovedBy": dossier.approved_by,
        "ApprovedAt": decision.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "SharedWith": "",
        "RetainUntil": kept_until(dossier.report.year, keep_years).isoformat(),
    }


def shared_columns(report: Report) -> dict[str, str]:
    """What changes beside a report once it is open to somebody outside (W4), or to nobody any more (W5)."""
    inside = [one.name for one in (*report.shared_with, *report.closing) if one.id in report.let_in]
    return {"Status": "Shared" if inside else "Approved", "SharedWith": "; ".join(inside)}


REPLACED_COLUMNS: Final[Mapping[str, str]] = MappingProxyType({"Status": "Replaced", "SharedWith": ""})
"""What is written beside a file that was handed in wrongly."""


def form_folder(form: ReportForm, school: School) -> tuple[str, ...]:
    """Where the report that is written in a form will lie."""
    return (form.year.path_name, school.local_authority, f"{school.urn} {school.name}", form.term.value)


def form_name(form: ReportForm) -> str:
    """The form in which a SIP writes a report."""
    return f"{form.year.path_name}_{form.term.value}_SIP-report_{form.urn}_proforma.docx"


def form_columns(form: ReportForm, school: School, sip: Person, sha256: str) -> dict[str, str]:
    return {
        "School": school.name,
        "URN": school.urn,
        "AcademicYear": str(form.year),
        "Term": form.term.value,
        "SIP": sip.name,
        "Status": "To be written",
        "Sha256": sha256,
    }


def _stem(dossier: Dossier, version: int) -> str:
    report = dossier.report
    return f"{report.year.path_name}_{report.term.value}_SIP-report_{report.urn}_v{version}"


def taken_back(report: Report) -> Report:
    """Nothing of what was filed stands: it is to be closed, with the governors' pack that was made of it, and nobody
    outside is to read it."""
    pack = report.governors_pack
    closed = (*(report.filed.items if report.filed else ()), *((pack.document, pack.pdf) if pack else ()))
    return replace(
        report,
        filed=None,
        replaced=(*report.replaced, *(item for item in closed if item)),
        governors_pack=None,
        governors_told_at=None,
        chair=None,
        shared_at=None,
        shared_with=(),
        let_in=(),
        closing=(),
        trouble="",
    )
