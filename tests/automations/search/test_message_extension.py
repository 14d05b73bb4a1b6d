"""What somebody finds through the message extension, page by page, and what a dialog leads to."""

import json
from dataclasses import replace

import pytest

from automations.cases.kinds import CaseKind, raise_about
from automations.cases.raising import RAISE
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.extension_port import (
    Asker,
    Asks,
    DialogCard,
    OpenedDialog,
    PastedLink,
    Results,
    Search,
    SentDialog,
)
from automations.engine.inbound.port import MessageAnswer
from automations.reports.arrival import ReceiveReport
from automations.search.message_extension import MessageExtension
from cards.cases.raising import OPENED
from cards.kit.click_fields import FIELDS_AT_MOST
from handbook.core.people import Person, Role
from handbook.reports.agreements.agreement import AskForAgreement, SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.paper.proforma import SECTIONS
from handbook.reports.report import Status
from handbook.reports.sharing import ShareReport
from handbook.visits.visit import VisitStatus
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.rendering import render

CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:bot"
STRANGER = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1")
COMMANDS = ("reports", "visits", "schools")


async def ask(office: Office, person: Person, asks: Asks) -> Results | DialogCard | MessageAnswer:
    return await office.router.asked(Asker(person.id, CHAT), asks)


async def titles(
    office: Office, person: Person, command: str, typed: str = "", skip: int = 0, count: int = 25
) -> list[str]:
    """What is found; nothing where a sentence says so."""
    answer = await ask(office, person, Search(command, typed, skip, count))
    if isinstance(answer, MessageAnswer):
        assert answer.text == "I found nothing that is open to you."
        return []
    assert isinstance(answer, Results)
    return [one.title for one in answer.found]


async def share(office: Office) -> None:
    """The school signs, and the Trust Advisor shares its report."""
    for command, person in (
        (AskForAgreement("900001", 0), ADVISOR),
        (SignAgreement("900001", 1, TEXT_VERSION, HEAD.name), HEAD),
        (ShareReport((await office.report()).id, 1), ADVISOR),
    ):
        await office.bus.decide(command, person.id, "teams")
    await office.run_all()


FINDERS = {
    Status.DRAFTED: set[Person](),
    Status.SENT: set[Person](),
    Status.CHANGE_ASKED: set[Person](),
    Status.APPROVED: {SIP, HEAD, ADVISOR},
    Status.FILED: {SIP, HEAD, ADVISOR},
    Status.SHARED: {SIP, HEAD, ADVISOR, DSO, OFFICER},
}


@pytest.mark.parametrize("status", FINDERS)
async def test_each_role_finds_the_report_from_its_own_moment(small_office: Office, status: Status) -> None:
    await small_office.come_to(Status.FILED if status is Status.SHARED else status)
    if status is Status.SHARED:
        await share(small_office)
    for role in Role:
        person = a.a_person(role)
        found = await titles(small_office, person, "reports")
        assert bool(found) is (person in FINDERS[status]), role
    link = "https://sharepoint.example/no-such-file.docx"
    report = await small_office.report()
    for item in report.filed.items if report.filed else ():
        link = item.web_url
        for role in Role:
            unfurled = await ask(small_office, a.a_person(role), PastedLink(link))
            assert isinstance(unfurled, Results)
            assert bool(unfurled.found) is (a.a_person(role) in FINDERS[status]), role
    assert await ask(small_office, STRANGER, PastedLink(link)) == Results()


async def test_each_role_finds_schools_and_visits_of_its_own(small_office: Office) -> None:
    await come_to(small_office, VisitStatus.BOOKED)
    for role in Role:
        person = a.a_person(role)
        schools, visits = await titles(small_office, person, "schools"), await titles(small_office, person, "visits")
        assert bool(schools) is (person in (SIP, HEAD, ADVISOR, DSO, OFFICER)), role
        assert bool(visits) is (person in (SIP, HEAD)), role


async def test_nothing_that_anybody_wrote_is_in_any_answer(small_office: Office) -> None:
    """Not the report's texts, not the comment, not the school's view; and they find nothing either."""
    secret = "zygomorphic"
    contents = a.a_contents(sections={kind.key: f"{secret} {kind.key}" for kind in SECTIONS})
    report = await small_office.receive(contents)
    for command, person in (
        (SendReport(report.id, 1), SIP),
        (AskForChange(report.id, 1, f"{secret} comment"), HEAD),
        (ReceiveReport("arrival-2", b"PK second", contents), SIP),
        (SendReport(report.id, 2), SIP),
        (ApproveReport(report.id, 2, with_view=True, view=f"{secret} view"), HEAD),
    ):
        if isinstance(command, ReceiveReport):
            await small_office.bus.decide(NoteFile("arrival-2", f"{secret}.docx", "https://t/2"), SIP.id, "teams")
        await small_office.bus.decide(command, person.id, "teams")
    await small_office.run_all()
    answers = [
        await ask(small_office, a.a_person(role), Search(command, typed, 0, 25))
        for role in Role
        for command in COMMANDS
        for typed in ("", secret)
    ]
    assert secret not in repr(answers)
    shown = [answer for answer in answers if isinstance(answer, Results)]
    assert len(shown) == 3 + 5  # the report is found by three, the school by five, and by its own words by nobody


async def test_the_card_in_the_chat_holds_no_name_and_no_link_to_the_report(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    answer = await ask(small_office, ADVISOR, Search("reports", "northbeck autumn 2026", 0, 25))
    assert isinstance(answer, Results)
    [found] = answer.found
    card = json.dumps(found.card, ensure_ascii=False)
    assert "Autumn 2026/27 SIP report: St Hilda’s Catholic Primary School, Northbeck" in words(found.card)
    assert report.filed
    for item in report.filed.items:
        assert item.web_url not in card
    for person in (SIP, HEAD, ADVISOR, DSO, OFFICER):
        assert person.name not in card
    assert CHAT in card


async def test_a_link_is_known_however_it_was_copied(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    assert report.filed
    url = report.filed.document.web_url
    for same in (url, f"{url}?web=1", url.upper().replace("HTTPS", "https"), url.replace(" ", "%20")):
        answer = await ask(small_office, HEAD, PastedLink(same))
        assert isinstance(answer, Results)
        assert len(answer.found) == 1, same
    for other in (f"{url}x", url.replace("https://", "https://x."), "https://[", "", "words", f"{url}?sourcedoc={{1}}"):
        assert await ask(small_office, HEAD, PastedLink(other)) == Results(), other


async def test_a_link_of_the_viewers_page_is_known_by_the_documents_id(small_office: Office) -> None:
    """With the file's name in it, and without; not another document's."""
    report = await small_office.come_to(Status.FILED)
    assert report.filed
    page, identity = "https://t.example/_layouts/15/Doc.aspx?sourcedoc=%7B", "0A1B2C3D-0000-4000-8000-00000000000F"
    named = f"{page}{identity}%7D&file={report.filed.document.name}"
    filed = replace(report.filed, document=replace(report.filed.document, web_url=named))
    with small_office.database.writing() as uow:
        uow.reports.save(replace(report, filed=filed), AuditEntry("service", "moved", f"report:{report.id}"), a.MONDAY)
    links = (named, f"{page}{identity.lower()}%7D&action=edit")
    for same in links:
        answer = await ask(small_office, HEAD, PastedLink(same))
        assert isinstance(answer, Results)
        assert len(answer.found) == 1, same
    other = f"{page}{identity.replace('0A', '0B')}%7D"
    assert await ask(small_office, HEAD, PastedLink(other)) == Results()


def noted(office: Office) -> list[tuple[str, str]]:
    return [(entry.actor_id, str(entry.detail["code"])) for entry in office.entries() if entry.action == "refused"]


@pytest.mark.parametrize(
    "asks",
    [
        Search("secrets", "", 0, 25),
        Search("", "", 0, 25),
        OpenedDialog("approve", "f:1"),
        SentDialog("approve", {OPENED: "f:1"}),
    ],
)
async def test_a_command_that_the_app_does_not_have_is_noted_once(small_office: Office, asks: Asks) -> None:
    for _ in range(3):
        answer = await ask(small_office, HEAD, asks)
        assert isinstance(answer, MessageAnswer)
        assert answer.text.startswith(("I do not know that command", "I cannot search for that"))
    assert noted(small_office) == [(HEAD.id, "unknown")]
    assert small_office.outbox() == []


async def test_a_stranger_is_told_whom_to_ask_and_noted_once_however_much_they_type(small_office: Office) -> None:
    await small_office.come_to(Status.FILED)
    for asks in (*(Search(command, "st", 0, 25) for command in COMMANDS), OpenedDialog(RAISE, "f:1")):
        answer = await ask(small_office, STRANGER, asks)
        assert isinstance(answer, MessageAnswer)
        assert "Please ask the Trust Advisor to add you" in answer.text
    assert noted(small_office) == [(STRANGER.id, "unknown")]


async def test_a_search_that_takes_too_long_is_given_up(small_office: Office) -> None:
    hasty = MessageExtension(small_office.bus, ClicksFirst(), patience=0)
    answer = await hasty.asked(Asker(HEAD.id, CHAT), Search("schools", "", 0, 25))
    assert isinstance(answer, MessageAnswer)
    assert "too long" in answer.text
    assert await hasty.asked(Asker(HEAD.id, CHAT), PastedLink("https://trust.example/a")) == Results()


async def test_raising_a_concern_goes_on_in_private_once(office: Office) -> None:
    opened = await ask(office, HEAD, OpenedDialog(RAISE, "f:1"))
    assert isinstance(opened, DialogCard)
    assert opened.card["body"][-1]["actions"][0]["data"] == {OPENED: "f:1"}
    assert office.outbox() == []  # nothing is said before the button is pressed
    for _ in range(3):  # pressed twice, and sent again by Teams
        answer = await ask(office, HEAD, SentDialog(RAISE, {OPENED: "f:1"}))
        assert isinstance(answer, MessageAnswer)
        assert "in your private chat" in answer.text
        await office.run_all()
    [begun] = office.ends.messenger.to(HEAD)
    assert "Is a child at risk" in words(begun.card)
    await ask(office, HEAD, SentDialog(RAISE, {OPENED: "f:2"}))  # another day
    await office.run_all()
    assert len(office.ends.messenger.to(HEAD)) == 2
    assert [office.ends.messenger.to(person) for person in (SIP, ADVISOR)] == [[], []]
    with office.database.reading() as uow:
        assert uow.conversations.of(HEAD.id) is None  # where they asked is no place to write to them


async def test_whose_it_is_not_to_begin_is_told_whom_to_speak_to(small_office: Office) -> None:
    await ask(small_office, ADVISOR, SentDialog(RAISE, {OPENED: "f:1"}))
    await small_office.run_all()
    [told] = small_office.ends.messenger.to(ADVISOR)
    assert "a concern begins with the school’s SIP" in words(told.card)


async def test_what_begins_is_for_the_one_who_asked(small_office: Office) -> None:
    def rendered(viewer: Person) -> str:
        with small_office.database.reading() as uow:
            return words(render(uow, CaseKind.RAISE, raise_about(HEAD.id), viewer, 0, small_office.bus.render_context))

    assert "If a child is at risk" in rendered(HEAD)
    assert "Not open to you" in rendered(SIP)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing"),
        ({OPENED: ""}, "missing"),
        ({OPENED: ["f:1"]}, "forged"),
        ({OPENED: "<script>"}, "forged"),
        ({OPENED: "f:1", "more": {"deep": {}}}, "forged"),
        ({OPENED: "f:1", **{str(number): "x" for number in range(FIELDS_AT_MOST)}}, "forged"),
    ],
)
async def test_a_forged_dialog_begins_nothing(small_office: Office, data: dict[str, object], code: str) -> None:
    answer = await ask(small_office, HEAD, SentDialog(RAISE, data))
    assert isinstance(answer, MessageAnswer)
    assert small_office.outbox() == []
    assert noted(small_office) == [(HEAD.id, code)]
