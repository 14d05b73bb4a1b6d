"""M4: files that are not handed in: of whom, of what, and for how long they are kept."""

from datetime import timedelta

import pytest

from automations.engine.inbound.commands import NoteFile
from automations.engine.scheduler import run_due_commands
from automations.membership.handing_in import KEPT_FOR, KeepHandedFile, read_handed_in
from automations.workflows import TABLES
from handbook.core.external_errors import NotFound
from tests.automations.membership_handing import HERE, PDF, hand_in, on_our_form, own_sip, reports, send
from tests.automations.membership_office import bring, press
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office
from tests.support import builders as a
from tests.support import memberships as m
from tests.support.card_reading import buttons, words


async def test_a_school_with_a_sip_of_the_trust_is_told_why_not(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.HILDA], {}, {})
    shown = await send(office)
    assert "St Hilda’s Catholic Primary School, Northbeck has a SIP of the trust in 2026/27" in words(shown)
    with office.database.reading() as uow:
        assert uow.handed_files.waiting_since(office.now + timedelta(days=1)) == ()
    assert [one.detail["code"] for one in office.entries() if one.action == "file_turned_away"] == ["not_yours"]


async def test_before_anybody_has_said_whose_sip_it_has_the_file_is_not_kept(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        people = EVERYBODY
        uow.roster.replace(people, [m.ALONE], {}, {})
    assert "do not know yet whose SIP St Aelred’s" in words(await send(small_office))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (PDF[:-7], "seems to be damaged"),
        (b"MZ not a document", "as a Word document (.docx) or a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "older Word format"),
        (on_our_form("900001"), "URN 900001"),
        (b"", "as a Word document (.docx) or a PDF"),
    ],
)
async def test_what_cannot_be_a_report_of_theirs_is_not_kept(small_office: Office, data: bytes, says: str) -> None:
    office = small_office
    bring(office)
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.ALONE], {}, {})
    await press(office, "membership.change", **HERE, revision=0, provision="own")
    assert says in words(await send(office, data, "Report.docx"))
    assert reports(office) == ()


async def test_it_is_let_go_by_a_press_and_by_the_clock(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    shown = await send(office)
    data = buttons(shown)["It is another file"]["data"]
    assert await press(office, "handed_file.show", ADVISOR, **data) == "I cannot find that file."
    assert "cannot find that file" in await press(office, "handed_file.let_go", ADVISOR, **data)
    assert "I have kept nothing of this file" in await press(office, "handed_file.let_go", HEAD, **data)
    assert "I have kept nothing of this file" in await hand_in(office, shown)
    await send(office, PDF + b"%%EOF other")
    office.now += KEPT_FOR + timedelta(hours=1)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    assert "I have kept nothing of this file" in words(office.ends.messenger.to(HEAD)[-1].card)
    assert reports(office) == ()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"sip_name": " "}, "who the SIP is"),
        ({"period": "2026-Spring"}, "cannot be handed in now"),
        ({"period": "2026-Winter"}, "could not read that card"),
        ({"period": "x"}, "could not read that card"),
        ({"period": "٢٠٢٦-Autumn"}, "could not read that card"),
    ],
)
async def test_what_is_missing_is_said(small_office: Office, said: dict[str, str], says: str) -> None:
    await own_sip(small_office)
    shown = await send(small_office)
    assert says in await hand_in(small_office, shown, **said)
    assert reports(small_office) == ()


async def test_a_file_that_is_read_twice_is_kept_once(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await send(office)
    with office.database.reading() as uow:
        [one] = uow.handed_files.waiting_since(office.now + timedelta(days=1))
    await read_handed_in(office.work, one.arrival_id)
    await read_handed_in(office.work, "none")
    with office.database.reading() as uow:
        assert len(uow.handed_files.waiting_since(office.now + timedelta(days=1))) == 1


async def test_what_was_kept_or_is_nobodys_any_more_is_not_kept(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await send(office)
    with office.database.reading() as uow:
        [one] = uow.handed_files.waiting_since(office.now + timedelta(days=1))
        assert list(TABLES.troubles["handed_file"].heard_by(uow, one.id)) == [HEAD.id]  # pyright: ignore[reportOptionalCall] - it is declared
    await office.bus.decide(KeepHandedFile(one.arrival_id, PDF, one.contents), HEAD.id, "teams")
    await office.bus.decide(NoteFile("late", "Report.pdf", "https://t/file"), HEAD.id, "teams")
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school(headteacher_id="")], {}, {})
    await office.run_all()
    assert "Only the headteacher of a school" in words(office.ends.messenger.to(HEAD)[-1].card)
    with office.database.reading() as uow:
        assert len(uow.handed_files.waiting_since(office.now + timedelta(days=1))) == 1


async def test_a_link_that_has_run_out_is_said(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    office.ends.faults.coming["fetch_file"] = [NotFound("gone")]
    assert "expired before I could fetch it" in words(await send(office))
