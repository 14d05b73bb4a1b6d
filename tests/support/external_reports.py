"""Reports by external SIPs (M4) for tests, and files that their headteachers sent."""

from dataclasses import replace
from typing import Any

from handbook.core.people import Person, Role
from handbook.membership.handing_in import HandedFile, nothing_read
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.dossier import Dossier
from handbook.reports.paper.proforma import Form
from handbook.reports.report import Filed, Status
from tests.support import builders as a

HEAD = a.a_person(Role.HEADTEACHER)
FILE = HandedFile("h-1", "arrival-1", HEAD.id, "Report by our SIP.pdf", "f" * 64, a.MONDAY, nothing_read(Form.OTHER))


def filed(name: str = "1") -> Filed:
    return Filed(a.a_filed_item(f"{name}.docx"), a.a_filed_item(f"{name}.pdf"))


def an_external_dossier(status: Status, form: Form = Form.OTHER, **changes: Any) -> Dossier:
    """A report that its headteacher handed in, brought as far as that."""
    own = a.a_dossier(status, agreement=changes.pop("agreement", AgreementStatus.SIGNED), **changes)
    contents = replace(own.shown.contents, form=Form.OURS) if form is Form.OURS else nothing_read(form)
    shown = replace(own.shown, contents=contents, file_name="Report by our SIP.pdf" if form is Form.OTHER else "r.docx")
    report = replace(own.report, sip_id="", external_sip="Ned Farrow")
    return replace(own, report=report, sip=Person("", "Ned Farrow", "", Role.SIP), shown=shown, newest=shown)
