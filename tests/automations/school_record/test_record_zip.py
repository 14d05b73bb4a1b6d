"""A school's whole record: what is in whose copy, with its sums; what could not be had is named."""

import csv
import hashlib
import zipfile
from io import BytesIO, StringIO

import pytest

from automations.data.keeping import KeepFigures
from automations.school_record.record_zip import NoteRecordTaken, write_record
from handbook.cases.cover import NameDeputy
from handbook.core.external_errors import ExternalError, TooBig, Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from handbook.reports.approval import ApproveReport
from handbook.reports.report import Status
from handbook.visits.policy import VisitPolicy
from handbook.visits.visit import VisitStatus
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import builders as a
from tests.support.covers import ACTING
from tests.support.figures import three_years

WHERE = "reports/2026-27/Autumn"
STEM = f"{WHERE}/2026-27_Autumn_SIP-report_900001_v1"


async def record(office: Office, person: Person = ADVISOR, urn: str = "900001") -> tuple[zipfile.ZipFile, list[str]]:
    out = BytesIO()
    lacks = await write_record(office.database, office.ends.libraries, urn, person, VisitPolicy(), office.now, out)
    return zipfile.ZipFile(out), list(lacks)


def rows(made: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(StringIO(made.read(name).decode("utf-8-sig"), newline="")))


def words_of(paper: bytes) -> str:
    return zipfile.ZipFile(BytesIO(paper)).read("word/document.xml").decode()


async def test_a_headteachers_copy_is_whole_and_every_sum_is_right(small_office: Office) -> None:
    await come_to(small_office, VisitStatus.BOOKED)
    await small_office.come_to(Status.SENT)
    report = await small_office.report()
    approve = ApproveReport(report.id, 1, with_view=True, view="We see writing otherwise.")
    await small_office.bus.decide(approve, HEAD.id, "teams")
    await small_office.run_all()
    made, lacks = await record(small_office, HEAD)
    assert made.testzip() is None
    assert set(made.namelist()) == {
        f"{STEM}.docx",
        f"{STEM}.pdf",
        f"{STEM}_headteachers-view.docx",
        *("reports.csv", "visits.csv", "half-days.csv", "agreements.csv", "index.html", "manifest.sha256"),
    }
    assert made.read(f"{STEM}.docx") == b"PK first"
    sums = dict(reversed(line.split("  ")) for line in made.read("manifest.sha256").decode().splitlines())
    assert sums == {
        name: hashlib.sha256(made.read(name)).hexdigest() for name in made.namelist() if name != "manifest.sha256"
    }
    assert lacks == ["Figures: the school has no signed data agreement."]
    assert rows(made, "visits.csv")[1][:4] == ["2026/27", "autumn visit", rows(made, "visits.csv")[1][2], "booked"]
    assert ["2026/27", "Autumn visit", "1", "0", "1", "0"] in rows(made, "half-days.csv")
    assert [row[:2] for row in rows(made, "agreements.csv")[1:]] == [
        ["sharing agreement", "not asked"],
        ["data agreement", "not asked"],
    ]
    index = made.read("index.html").decode()
    assert "Concerns and complaints are never in it" in index
    assert sums[f"{STEM}.docx"] in index
    assert rows(made, "reports.csv")[1][8] == sums[f"{STEM}.docx"]


async def test_where_an_acting_head_approved_both_names_stand_in_it(small_office: Office) -> None:
    office = small_office
    office.bring((*EVERYBODY, ACTING))
    today = office.now.date()
    await office.bus.decide(NameDeputy(HEAD.id, ACTING.id, today, today), ADVISOR.id, "teams")
    report = await office.come_to(Status.SENT)
    approve = ApproveReport(report.id, 1, with_view=True, view="We see writing otherwise.")
    await office.bus.decide(approve, ACTING.id, "teams")
    await office.run_all()
    made, _ = await record(office)
    for name in ("without-own-part", "headteachers-view"):
        assert f"{ACTING.name}, standing in for {HEAD.name}" in words_of(made.read(f"{STEM}_{name}.docx"))


async def test_the_trust_advisors_copy_is_without_the_headteachers_own(small_office: Office) -> None:
    await small_office.come_to(Status.FILED)
    made, lacks = await record(small_office)
    reports = [name for name in made.namelist() if name.startswith("reports/")]
    assert reports == [f"{STEM}_without-own-part.docx"]
    assert "Autumn 2026/27: the approved file, which has the headteacher’s own CPD and wellbeing in it." in lacks
    assert not any(b"peer to talk to" in made.read(name) for name in made.namelist())


async def test_what_is_not_approved_is_not_in_it(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    made, lacks = await record(small_office)
    assert not [name for name in made.namelist() if name.startswith("reports/")]
    assert "Autumn 2026/27: the report is not approved yet." in lacks
    theirs, _ = await record(small_office, HEAD)
    assert f"{STEM}.docx" in theirs.namelist()
    assert f"{STEM}.pdf" not in theirs.namelist()


async def test_a_report_that_is_being_filed_has_no_pdf_yet(small_office: Office) -> None:
    await small_office.come_to(Status.APPROVED)
    _, lacks = await record(small_office, HEAD)
    assert "Autumn 2026/27: the PDF, for the report is being filed." in lacks


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (None, "the PDF. It is no longer in SharePoint"),
        (TooBig("60"), "the PDF, which is too large"),
        (Unavailable("503"), "the PDF. It could not be read from SharePoint"),
    ],
)
async def test_what_sharepoint_does_not_give_is_named(
    small_office: Office, fault: ExternalError | None, why: str
) -> None:
    await small_office.come_to(Status.FILED)
    if fault is None:
        small_office.ends.libraries.contents["2026-27_Autumn_SIP-report_900001_v1.pdf"] = None
    else:
        small_office.ends.faults.for_good["content"] = fault
    made, lacks = await record(small_office, HEAD)
    assert any(why in one for one in lacks)
    assert why in made.read("index.html").decode()
    assert f"{STEM}.docx" in made.namelist()


async def test_figures_are_in_it_only_while_the_school_agrees(small_office: Office) -> None:
    await small_office.bus.decide(KeepFigures("0" * 64, three_years().sets))
    made, _ = await record(small_office)
    assert "figures.csv" not in made.namelist()
    text = FIRST_TEXTS[AgreementKind.DATA].version
    signed = SignAgreement("900001", 0, text, HEAD.name, AgreementKind.DATA)
    await small_office.bus.decide(signed, HEAD.id, "teams")
    made, lacks = await record(small_office)
    assert lacks == []
    assert rows(made, "figures.csv")[0] == ["Year", "Figure", "Pupils", "Value, or why there is none"]
    assert len(rows(made, "figures.csv")) > 1


async def test_nobody_else_gets_it_and_that_it_was_taken_is_noted(small_office: Office) -> None:
    with pytest.raises(Refused, match="nobody else"):
        await record(small_office, SIP)
    with pytest.raises(Refused, match="cannot find that school"):
        await record(small_office, urn="900009")
    await small_office.bus.decide(NoteRecordTaken("900001", ADVISOR.id, "0" * 64))
    assert small_office.entries()[-1].action == "record_taken"


async def test_words_of_people_are_no_formulas_and_no_markup(small_office: Office) -> None:
    school = a.a_school(name="=<b>St Hilda’s</b>", town="")
    small_office.bring(tuple(a.a_person(role) for role in a.Role), school)
    made, _ = await record(small_office)
    assert "&lt;b&gt;St Hilda" in made.read("index.html").decode()
