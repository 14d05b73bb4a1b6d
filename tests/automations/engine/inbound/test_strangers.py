"""What is kept of somebody who is not on the list and writes to the bot."""

from dataclasses import replace

import sqlalchemy as sa

from automations.engine.inbound.port import Click, SentFile
from automations.engine.inbound.router import SUBMIT
from handbook.core.conversation_reference import ConversationReference
from tests.automations.engine.inbound.test_router import CHAT, STRANGER, sender
from tests.automations.office import Office


async def test_of_a_stranger_nothing_is_kept_but_that_they_tried(small_office: Office) -> None:
    """They are told at once whom to ask, whatever they do; what was kept of somebody who left the list goes."""
    office, who = small_office, sender(STRANGER)
    with office.database.writing() as uow:
        uow.conversations.note(ConversationReference(STRANGER.id, "chat", CHAT, "active"), office.now)
    before = everything_but_the_audit(office)
    said = [
        await office.router.typed(who, "help, zygotypedmorphic", "m1"),
        await office.router.sent_files(who, (SentFile("zygofilemorphic.docx", "https://x/f", "m2"),) * 20),
        await office.router.met(who, "m3", first_time=True),
    ]
    assert all("Please ask the Trust Advisor" in one for one in said)
    assert await office.router.met(who, "m4", first_time=False) == ""
    await office.router.left(who)
    await office.router.clicked(who, Click("agreement.sign", {"comment": "zygomorphic"}, route=SUBMIT))
    await office.run_all()
    assert office.ends.messenger.to(STRANGER) == []
    after = everything_but_the_audit(office)
    assert {name for name in after if after[name] != before.get(name)} == {"whereabouts"}
    assert STRANGER.id not in str(after)
    noted = [one for one in office.entries() if one.actor_id == STRANGER.id]
    assert {one.action for one in noted} == {"refused"}
    assert "zygo" not in str(noted)


async def test_the_administrator_is_no_stranger(small_office: Office) -> None:
    office = small_office
    office.bus.policy = replace(office.bus.policy, administrator_id=STRANGER.id)
    assert await office.router.typed(sender(STRANGER), "help", "m1") == ""
    await office.run_all()
    (answer,) = office.ends.messenger.said_to(STRANGER)
    assert "Please ask the Trust Advisor" in answer


def everything_but_the_audit(office: Office) -> dict[str, str]:
    with office.database.engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        rows = {name: connection.execute(sa.text(f'select * from "{name}"')).fetchall() for name in names}  # noqa: S608 - its own names
    return {name: repr(found) for name, found in rows.items() if not name.startswith("audit")}
