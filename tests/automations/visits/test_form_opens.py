"""P2, D5: the form that a held visit opens has the context of the year, which is locked after the first visit."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from automations.data.keeping import KeepFigures
from documents.reading import read_proforma
from handbook.core.school_years import AcademicYear, Term
from handbook.data.figures import Source
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Status
from handbook.visits.agenda import AGENDA
from handbook.visits.booking import PickSlot, SendSlots
from handbook.visits.outcome import SayHeld
from handbook.visits.purposes import TermlyVisit
from tests.automations.office import HEAD, Office
from tests.automations.visit_office import WISH, says, the_visit
from tests.store.filled import ENTRY, a_report
from tests.support import builders as a
from tests.support import visits as v
from tests.support.figures import a_set

INSPECTED = {"ofsted_on": "14 March 2023"}
OUTCOME = {"outcome": (TableRow({"area": "Early years", "grade": "Good"}),)}


def kept(office: Office, name: str, year: int, term: Term, **said: object) -> None:
    report = replace(a_report(name, year=AcademicYear(year), term=term), status=Status.FILED, sent=1)
    with office.database.writing() as uow:
        uow.reports.open(report, ENTRY, a.MONDAY)
        uow.reports.add_version(name, a.a_version(contents=a.a_contents(**said)), name)


async def opened(office: Office, term: Term) -> tuple[Contents, str]:
    """The form of a visit of this term, once it was held."""
    visit = await says(office, replace(WISH, purpose=TermlyVisit(term)))
    visit = await says(office, SendSlots(visit.id, visit.version))
    await office.bus.decide(PickSlot(visit.id, visit.version, 1), HEAD.id, "teams")
    await office.run_all()
    visit = await the_visit(office)
    office.now = v.after(visit)
    await says(office, SayHeld(visit.id, visit.version))
    [standing] = office.ends.libraries.files.values()
    with ZipFile(BytesIO(standing.data)) as parts:
        return read_proforma(standing.data), parts.read("word/document.xml").decode()


async def with_figures(office: Office) -> None:
    census = a_set({Topic.ON_ROLL: 214, Topic.FREE_MEALS: 31}, year=2025, source=Source.CENSUS)
    sheet = a_set({Topic.ATTENDANCE: 94.1}, year=2026, source=Source.EBIU, as_at=date(2026, 10, 16))
    await office.bus.decide(KeepFigures("abc", (census, sheet)))
    sign = SignAgreement("900001", 0, "data 2026.1", HEAD.name, AgreementKind.DATA)
    await office.bus.decide(sign, HEAD.id, "teams")


async def test_the_first_form_of_a_year_has_the_figures_that_were_taken_in(small_office: Office) -> None:
    await with_figures(small_office)
    kept(small_office, "old", 2025, Term.AUTUMN, boxes={**INSPECTED, "roll": "199"}, rows=OUTCOME, targets=())
    form, shown = await opened(small_office, Term.AUTUMN)
    assert (
        form.boxes.items()
        >= {
            "roll": "214 (the DfE’s school census, 2025/26)",
            "fsm": "31.0% (the DfE’s school census, 2025/26)",
            "attendance": "94.1% (the EBIU sheet)",
            "attendance_as_at": "Friday 16 October 2026",
            "visit_number": "1 of 3",
            **INSPECTED,
        }.items()
    )
    assert form.rows["outcome"] == OUTCOME["outcome"]
    assert "ontentLocked" not in shown.partition("Pupils on roll")[2][:400]


async def test_a_visit_and_its_form_have_the_agenda_that_the_last_report_agreed(small_office: Office) -> None:
    said = {"next_agenda": "• Books of Year 4\n\nAttendance and governance"}
    kept(small_office, "autumn", 2026, Term.AUTUMN, boxes=said)
    form, _ = await opened(small_office, Term.SPRING)
    agenda = (await the_visit(small_office)).agenda
    assert agenda[:2] == ("Books of Year 4", "Attendance and governance")
    assert set(AGENDA[Term.SPRING]) < set(agenda)
    assert form.sections["visit_notes"].splitlines() == [f"• {line}:" for line in agenda]


async def test_later_forms_have_the_context_of_the_first_report_and_lock_it(small_office: Office) -> None:
    await with_figures(small_office)
    kept(small_office, "autumn", 2026, Term.AUTUMN, boxes={"roll": "210", "stability": "Two joined", **INSPECTED})
    form, shown = await opened(small_office, Term.SPRING)
    assert {key: form.boxes.get(key) for key in ("roll", "stability", "fsm", "ofsted_on")} == {
        "roll": "210",
        "stability": "Two joined",
        "fsm": None,
        "ofsted_on": None,
    }
    assert form.boxes["visit_number"] == "2 of 3"
    control = shown.partition('w:val="sip:roll"')[2].partition("sdtContent>")[0]
    assert "ontentLocked" in control
    assert "ontentLocked" not in shown.partition('w:val="sip:fsm"')[2].partition("sdtContent>")[0]
