"""The card of a form in the library, in every state."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cards.reports.forms.form import FormDossier, form_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.forms.form import ReportForm
from handbook.reports.paper.frameworks import OFSTED_2025
from handbook.reports.report import Report, Status
from tests.support import builders as a


def form_cards(viewers: Sequence[Person]) -> Iterator[tuple[str, dict[str, Any], Person]]:
    """A form that its SIP writes in the library: in every state, for those who read it and those who do not."""
    school, sip = a.a_school(), a.a_person(Role.SIP)
    none = ReportForm(school.urn, AcademicYear(2026), Term.AUTUMN)
    made = replace(none, sip_id=sip.id, is_open=True, revision=1)
    there = replace(made, item=a.a_filed_item("form.docx"))
    closed = replace(there, is_open=False)
    sent = a.a_dossier(Status.SENT).report
    states: dict[str, tuple[ReportForm, Report | None]] = {
        "not begun": (none, None),
        "being made": (made, None),
        "open": (there, None),
        "open, spring": (replace(there, term=Term.SPRING), None),
        "being read": (replace(there, reading="form-1"), None),
        "read": (replace(there, tag="t"), a.a_dossier(Status.DRAFTED).report),
        "locked": (replace(there, trouble="The form is checked out or locked."), None),
        "gone": (replace(closed, item=None, trouble="The form is no longer in the library."), None),
        "closed": (closed, sent),
        "closed, written on": (replace(closed, changed_since=True), sent),
    }
    for name, (form, report) in states.items():
        for viewer in viewers:
            card = form_card(FormDossier(form, school, OFSTED_2025, report), viewer)
            yield f"form in the library · {name} · {viewer.name}", card, viewer
