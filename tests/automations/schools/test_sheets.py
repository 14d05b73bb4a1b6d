"""The Trust Advisor sends a list in chat, reads what it would change, and presses: what they read is done (M1)."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from automations.engine.inbound.port import Answer, CardAnswer, Click, Sender, SentFile
from automations.engine.scheduler import run_due_commands
from automations.schools import sheets
from automations.schools.changing import ChangeList
from automations.schools.sheets import KeepImport, read_sheet
from automations.workflows import TABLES
from handbook.core.people import DirectoryAccount, Person, Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.paper import DenyPaper
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.list_import import KEPT_FOR, ImportedRows, ImportStatus, ListImport
from handbook.schools.trust_list import ListChanges, TrustList
from handbook.sip_team.changes import ChangeChecks, checks_mark
from spreadsheets.reading_apart import TOO_HARD, SheetRead
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import list_files as files
from tests.support.card_reading import buttons, words

SCHOOLS = ("URN", "Name", "Local authority")
PEOPLE = ("Name", "Mail", "Office", "Schools", "Account")
BEDE = ("900002", "St Bede’s", "Fellshire")


async def send(office: Office, path: Path, person: Person = ADVISOR, message: str = "m1") -> list[str]:
    """The words that come back."""
    before = len(office.ends.messenger.to(person))
    office.ends.messenger.files["https://t/file"] = await asyncio.to_thread(path.read_bytes)
    sent = SentFile(path.name, "https://t/file", message)
    await office.router.sent_files(Sender(person.id, "chat", "https://t/"), (sent,))
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(person)[before:]]


async def press(office: Office, title: str, person: Person = ADVISOR) -> Answer:
    card = office.ends.messenger.to(ADVISOR)[-1].card
    button = buttons(card)[title]
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(button["verb"], button["data"]))
    await office.run_all()
    return answer


def said(answer: Answer) -> str:
    assert isinstance(answer, CardAnswer), answer
    return words(answer.card)


def listed(office: Office) -> TrustList:
    with office.database.reading() as uow:
        return uow.roster.listed()


def kept(office: Office) -> Sequence[ListImport]:
    with office.database.reading() as uow:
        return uow.list_imports.waiting_since(office.now + timedelta(days=1))


async def test_a_list_is_read_and_imported_when_it_is_pressed(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    before = listed(office)
    [shown] = await send(office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE))
    assert "new: St Bede’s (URN 900002)" in shown
    assert "1 school has no headteacher" in shown
    assert listed(office) == before
    assert "the list says so now" in said(await press(office, "Import"))
    assert set(listed(office).schools) == {"900001", "900002"}
    actions = [one.action for one in office.entries()]
    assert [one for one in actions if one.startswith("list")] == [
        "list_import_shown",
        "list_changed",
        "list_import_applied",
    ]
    assert kept(office) == ()


async def test_people_are_looked_up_before_they_are_shown(small_office: Office, tmp_path: Path) -> None:
    path = files.table(
        tmp_path / "people.xlsx", PEOPLE, (SIP.name, SIP.email, "SIP", "", SIP.id), ("X", "x@x.example", "SIP")
    )
    [shown] = await send(small_office, path)
    assert "2 rows, 0 left out, 1 with a fault" in shown
    assert "sheet “Sheet”, row 3: X: right would be an address that an account in Microsoft Entra has." in shown
    assert "Import" not in buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)
    good = files.table(tmp_path / "people.csv", PEOPLE, ("Samir P.", SIP.email, "SIP", "900001", SIP.id))
    [shown] = await send(small_office, good, message="m2")
    assert f"name {SIP.name} → Samir P." in shown
    await press(small_office, "Import")
    assert listed(small_office).people[SIP.id].person.name == "Samir P."


async def test_a_spreadsheet_of_another_program_is_named_and_changes_nothing(
    small_office: Office, tmp_path: Path
) -> None:
    path, before = tmp_path / "schools.ods", listed(small_office)
    with ZipFile(path, "w") as package:
        package.writestr("content.xml", "<x/>")
    [told] = await send(small_office, path)
    assert "schools.ods is an OpenDocument file. Please save it as an Excel workbook (.xlsx), or as CSV." in told
    assert (listed(small_office), kept(small_office)) == (before, ())


PAPERS = ("URN", "Agreement", "Signed by", "Signed on", "Reference")


async def test_signed_papers_are_shown_and_recorded_in_the_trust_advisors_name(
    small_office: Office, tmp_path: Path
) -> None:
    office = small_office
    row = ("900001", "sharing", HEAD.name, "02/09/2026", "Cabinet 2")
    [shown] = await send(office, files.table(tmp_path / "papers.csv", PAPERS, row))
    assert "new: sharing agreement of St Hilda’s" in shown
    assert "Each headteacher gets a copy in Teams" in shown
    assert "the list says so now" in said(await press(office, "Import"))
    agreement = await office.bus.read(lambda uow: uow.agreements.of_school("900001"))
    assert agreement.signature is not None
    assert (agreement.allows_sharing, agreement.signature.by_id) == (True, ADVISOR.id)
    assert "list_changed" not in [one.action for one in office.entries()]
    again = files.table(tmp_path / "again.csv", PAPERS, row)
    assert "Nothing to change" in (await send(office, again, message="m2"))[0]
    await office.bus.decide(DenyPaper("900001", agreement.revision), HEAD.id, "teams")
    await office.run_all()
    [denied] = await send(office, again, message="m3")
    assert "there should be another paper: the headteacher has said that this one is not so." in denied
    assert "Import" not in buttons(office.ends.messenger.to(ADVISOR)[-1].card)


async def test_where_the_list_was_changed_meanwhile_it_is_read_again(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    await send(office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE, ("900003", "St Cuthbert’s", "")))
    known = listed(office)
    entry = known.schools["900001"]
    change = ListChanges({"900001": entry}, authorities={"Wrenshire": known.authorities["Fellshire"]})
    await office.bus.decide(ChangeList("list", "a" * 64, known.revision, change))
    answer = said(await press(office, "Import"))
    assert "Not possible: The list was changed meanwhile" in answer
    assert "new: St Cuthbert’s" in answer
    assert "900002" not in listed(office).schools
    office.ends.messenger.to(ADVISOR)[-1].card = (await shown_again(office)).card
    assert "the list says so now" in said(await press(office, "Import"))


async def test_a_card_that_waits_says_what_the_import_would_do_once_the_list_is_another(
    small_office: Office, tmp_path: Path
) -> None:
    office, path = small_office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE)
    await send(office, path)
    await send(office, path, message="m2")
    first, second = office.ends.messenger.to(ADVISOR)
    assert "new: St Bede’s" in words(first.card)
    assert "the list says so now" in said(await press(office, "Import"))
    assert ["Imported" in words(one.card) for one in (first, second)] == [False, True]
    assert "Nothing to change" in words(first.card)


async def test_a_card_of_checks_is_drawn_again_when_they_are_changed_on_the_sips_card(
    small_office: Office, tmp_path: Path
) -> None:
    office, day = small_office, date(2026, 9, 1)
    path = files.table(
        tmp_path / "checks.csv",
        ("Mail", "Recruitment", "DBS", "DBS review by"),
        (SIP.email, "01/09/2026", "01/09/2026", "01/09/2029"),
    )
    [shown] = await send(office, path)
    assert f"changed: {SIP.name}" in shown
    mark = checks_mark(await office.bus.read(lambda uow: uow.roster.checks(SIP.id)))
    await office.bus.decide(ChangeChecks(SIP.id, mark, day, day, day.replace(year=2029), None, ""), ADVISOR.id, "teams")
    await office.run_all()
    assert "Nothing to change" in words(office.ends.messenger.to(ADVISOR)[-1].card)


async def shown_again(office: Office) -> CardAnswer:
    [one] = kept(office)
    show = Click("list_import.show", {"import": one.id})
    answer = await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), show)
    assert isinstance(answer, CardAnswer)
    return answer


async def test_it_can_be_left_and_is_left_by_the_clock(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    await send(office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE))
    assert "nothing of this file was kept" in said(await press(office, "Leave it"))
    await send(office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE), message="m2")
    office.now += KEPT_FOR + timedelta(minutes=1)
    assert await run_due_commands(office.bus, TABLES.due) > 0
    assert kept(office) == ()
    with office.database.reading() as uow:
        found = [uow.list_imports.get(one.about.partition(":")[2]) for one in office.entries() if "shown" in one.action]
    assert {one.status for one in found} == {ImportStatus.LEFT}
    assert {one.rows for one in found} == {ImportedRows()}


async def test_others_send_no_lists_and_press_nothing(small_office: Office, tmp_path: Path) -> None:
    office, path = small_office, files.table(tmp_path / "schools.csv", SCHOOLS, BEDE)
    [no] = await send(office, path, SIP)
    assert no.startswith("SIP Desk\nI take spreadsheets of schools and people from the Trust Advisor only.")
    await send(office, path, message="m2")
    assert not isinstance(await press(office, "Import", HEAD), CardAnswer)
    assert "900002" not in listed(office).schools


async def test_a_file_that_is_no_list_is_turned_away(small_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("<html>", encoding="utf-8")
    [no] = await send(small_office, path)
    assert no.startswith("SIP Desk\nodd.csv is a web page and not a CSV.")
    [no] = await send(small_office, files.table(tmp_path / "x.csv", ("a",), ("1",)), message="m2")
    assert no.startswith("SIP Desk\nx.csv is none of the lists that I can import")


async def test_a_list_that_kills_what_reads_it_harms_nobody(
    small_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sent it is told once, it is noted, and the next list is read by a fresh process."""
    path = files.table(tmp_path / "schools.csv", SCHOOLS, BEDE)
    with monkeypatch.context() as killed:
        killed.setattr("spreadsheets.reading_apart._READ_IT", ("-c", "import os; os.kill(os.getpid(), 9)"))
        assert await send(small_office, path) == [f"SIP Desk\n{TOO_HARD}"]
    [away] = [one for one in small_office.entries() if one.action == "file_turned_away"]
    assert away.detail["code"] == "too_hard"
    assert listed(small_office).schools.keys() == {"900001"}
    [shown] = await send(small_office, path, message="m2")
    assert "new: St Bede’s (URN 900002)" in shown


async def test_a_link_that_ran_out_is_said(small_office: Office, tmp_path: Path) -> None:
    office = small_office
    sent = SentFile("schools.csv", "https://t/gone", "m1")
    for _ in range(2):
        await office.router.sent_files(Sender(ADVISOR.id, "chat", "https://t/"), (sent,))
        await office.run_all()
    assert [words(one.card) for one in office.ends.messenger.to(ADVISOR)] == [f"SIP Desk\n{sheets.NOT_FETCHED}"]
    await read_sheet(office.work, "m1-0")
    await read_sheet(office.work, "never")
    none = KeepImport("never", "f" * 64, "schools", "", ImportedRows(), (), ())
    await office.bus.decide(none, ADVISOR.id, "teams")
    assert kept(office) == ()


def test_two_rows_of_one_account_and_a_closed_one() -> None:
    account = DirectoryAccount("id-1", "A", "", enabled=False, sign_in="a@x.example")
    people = tuple(
        (f"row {row}", ImportedPerson("A", mail, Role.SIP)) for row, mail in ((2, "a@x.example"), (3, "b@x"))
    )
    found = sheets._kept("m1", "f", SheetRead(people=people), {"a@x.example": [account], "b@x": [account]})
    assert [one.email for one in found.rows.people] == ["a@x.example"]
    assert found.faults == (
        "row 3: A: right would be one row for each office of a person: there is one already for School Improvement "
        "Partner.",
    )
    assert found.notes == ("The account of A is closed: they cannot sign in.",)


async def test_a_file_without_a_trust_advisor_in_it_is_refused_in_place(small_office: Office, tmp_path: Path) -> None:
    path = files.table(tmp_path / "p.csv", PEOPLE, (ADVISOR.name, ADVISOR.email, "SIP", "", ADVISOR.id))
    [card] = await send(small_office, path)
    assert "Not possible: The list would have no Trust Advisor" in card
    assert set(buttons(small_office.ends.messenger.to(ADVISOR)[-1].card)) == {"Leave it"}
    with pytest.raises(Refused, match="Only a person"):
        await small_office.bus.decide(sheets.NoteSheet("m9-0", "x.csv", "https://t/x"))
