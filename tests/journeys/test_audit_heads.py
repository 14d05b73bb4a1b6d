"""A head of the audit is taken from where it left the house to, and holds; nothing else needs the database's word."""

from datetime import timedelta

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from tests.support.house import DAILY, MONDAY, House
from tests.support.story import Story


async def test_the_heads_are_in_the_library_and_in_mondays_message(house: House) -> None:
    friday = MONDAY + timedelta(days=4)
    for day in (friday, friday + timedelta(days=3)):
        house.move_to(day)
        await run_due_commands(house.service.bus, {DAILY: TABLES.due[DAILY]})
        await house.kept()
    files = await house.libraries.files("SIP Reports")
    paths = [f"Audit heads/Audit head 2026-11-{day}.txt" for day in (27, 30)]
    data = [await house.libraries.content(files[path]) or b"" for path in paths]
    story = Story.of(house)
    (told,) = [one.words for one in await story.advisor.messages() if "heads of SIP Desk" in one.words]
    for head in (line.split()[1].decode() for line in data):
        assert head in told
        seq, digest = head.split(":")
        with house.database.reading() as uow:
            assert uow.audit_holds(digest, int(seq))
