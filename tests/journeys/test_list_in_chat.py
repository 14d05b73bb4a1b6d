"""A list that the Trust Advisor sends in Teams: read on a card, pressed, and true at once."""

from pathlib import Path

from tests.support import list_files as files
from tests.support.house import House


async def test_a_list_sent_in_chat_is_imported_when_it_is_pressed(house: House, tmp_path: Path) -> None:
    advisor = house.holder("trust_advisor")
    path = files.table(
        tmp_path / "schools.xlsx", ("URN", "Name", "Town", "Local authority"), ("900777", "St Bede’s", "Southbeck", "")
    )
    await advisor.send_file(path.name, path.read_bytes())
    await house.kept()
    card = (await advisor.cards())[-1]
    assert "new: St Bede’s, Southbeck (URN 900777)" in card.words
    await advisor.press(card, "list_import.apply")
    await house.kept()
    assert "the list says so now" in (await advisor.cards())[-1].words
    [changed] = await house.audit("list_changed")
    assert changed["actor_id"] == advisor.id
