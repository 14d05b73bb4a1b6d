"""What stands in SharePoint, and who can read it when, each with their own token (W1, W2). SharePoint writes properties
into a .docx that it takes in, so what it gives back says the same in other bytes; `Sha256` is of what was sent."""

import hashlib

import pytest

from documents.clean_copy import without_unfilled
from documents.reading import read_proforma
from tests.documents.crafted import MAIN, parts_of
from tests.support.story import VIEW, Story

STEM = "2026-27_Autumn_SIP-report_934128_v1"


@pytest.mark.with_report("sent")
async def test_a_draft_is_open_to_sip_and_headteacher_and_to_nobody_else(story: Story) -> None:
    paper = story.house.paper(story.school)
    await story.sent()
    [(name, draft)] = (await story.drafts()).items()
    assert name == f"{STEM}.docx"
    libraries = story.house.libraries
    for person in (story.head, story.sip):
        assert read_proforma(await libraries.content(draft, person.id)) == read_proforma(paper)
    others = (story.advisor, story.dso, story.officer, story.house.holder("director"))
    for other in others:
        assert await libraries.content(draft, other.id) is None
        assert await story.drafts(other) == {}
    columns = await libraries.columns(draft)
    assert columns["Sha256"] == hashlib.sha256(without_unfilled(paper)).hexdigest()
    assert columns["Status"] == "Sent to headteacher"
    assert await story.filed() == {}


@pytest.mark.with_report("approved")
async def test_the_trust_advisor_never_sees_the_draft_not_even_afterwards(story: Story) -> None:
    await story.approved()
    [draft] = (await story.drafts()).values()
    assert await story.house.libraries.content(draft, story.advisor.id) is None
    assert await story.drafts(story.advisor) == {}
    assert sorted(await story.filed(story.advisor)) == [f"{STEM}.docx", f"{STEM}.pdf"]


@pytest.mark.with_report("approved")
async def test_report_and_pdf_are_filed_with_all_that_is_known_of_them(story: Story) -> None:
    paper = story.house.paper(story.school)
    await story.approved()
    filed = await story.filed()
    assert sorted(filed) == [f"{STEM}.docx", f"{STEM}.pdf"]
    libraries = story.house.libraries
    assert read_proforma(await libraries.content(filed[f"{STEM}.docx"])) == read_proforma(paper)
    assert b"Click or tap" in parts_of(paper)[MAIN]
    assert b"Click or tap" not in parts_of(await libraries.content(filed[f"{STEM}.docx"]))[MAIN]
    assert (await libraries.content(filed[f"{STEM}.pdf"])).startswith(b"%PDF")
    for file in filed.values():
        columns = await libraries.columns(file)
        wanted = {
            "School": story.school.name,
            "URN": "934128",
            "LocalAuthority": "Wrenmouth",
            "AcademicYear": "2026/27",
            "Term": "Autumn",
            "SIP": story.sip.name,
            "Status": "Approved",
            "ApprovedBy": story.head.name,
            "ApprovedAt": "2026-11-23T10:00:00Z",
            "Sha256": hashlib.sha256(without_unfilled(paper)).hexdigest(),
        }
        assert {key: columns[key] for key in wanted} == wanted
        assert columns["RetainUntil"].startswith("2033-08-31")
        assert not columns.get("SharedWith")
        assert len(await libraries.versions(file)) == 2  # the file, and all its columns at once


@pytest.mark.with_report("approved")
async def test_who_can_read_what_is_filed(story: Story) -> None:
    await story.approved()
    for file in (await story.filed()).values():
        allowed = (story.sip.id, story.head.id, story.advisor.id)
        others = (story.dso.id, story.officer.id, story.house.holder("director").id, story.house.school(1).sip_id)
        assert await story.house.libraries.may_read(file, *allowed) == [True] * 3
        assert await story.house.libraries.may_read(file, *others) == [False] * 4


async def test_the_schools_view_is_filed_beside_the_report(story: Story) -> None:
    paper = story.house.paper(story.school)
    await story.approved(VIEW)
    filed = await story.filed()
    assert sorted(filed) == [f"{STEM}.docx", f"{STEM}.pdf", f"{STEM}_headteachers-view.docx"]
    document = await story.house.libraries.content(filed[f"{STEM}.docx"])
    assert read_proforma(document) == read_proforma(paper)
    assert VIEW not in str(read_proforma(document))
    view = filed[f"{STEM}_headteachers-view.docx"]
    assert await story.house.libraries.may_read(view, story.sip.id, story.head.id, story.advisor.id) == [True] * 3


async def test_names_with_accents_and_apostrophes(story: Story) -> None:
    accents = Story.of(story.house, 2)
    await accents.approved()
    document = (await accents.filed())["2026-27_Autumn_SIP-report_916167_v1.docx"]
    assert "/916167 St Brónach's Catholic Primary School/" in document.path
    columns = await story.house.libraries.columns(document)
    assert columns["ApprovedBy"] == "Siobhán McAteer"
    assert columns["School"] == "St Brónach's Catholic Primary School"
    assert await story.house.libraries.may_read(document, accents.sip.id, accents.head.id) == [True, True]


async def test_the_audit_tells_the_story_without_names_and_contents(story: Story) -> None:
    paper = story.house.paper(story.school)
    await story.approved(VIEW)
    entries = await story.house.audit()
    shown = [entry for entry in entries if entry["action"] == "line_shown"]
    assert {(entry["actor_id"], entry["detail"]["rule"]) for entry in shown} == {("service", "W3 P4")}
    told = [
        (entry["action"], entry["actor_id"])
        for entry in entries
        if entry not in shown and entry["action"] != "list_read"
    ]
    assert told == [
        ("file_sent", story.sip.id),
        ("received", story.sip.id),
        ("sent", story.sip.id),
        ("draft_placed", "service"),
        ("opened", "service"),
        ("approved", story.head.id),
        ("filed", "service"),
        ("opened", "service"),
    ]
    approved = next(entry for entry in entries if entry["action"] == "approved")
    assert approved["detail"]["sha256"] == hashlib.sha256(without_unfilled(paper)).hexdigest()
    assert approved["detail"]["version"] == 1
    assert VIEW not in str(entries)
    assert story.head.name not in str(entries)
