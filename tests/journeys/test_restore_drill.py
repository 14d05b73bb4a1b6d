"""The database is lost, and a backup that was taken while the service ran is restored: on both databases. The service
goes on where the backup was, and nothing happens a second time."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from service import safe_keeping
from service.database_settings import DatabaseSettings
from tests.support.databases import Databases
from tests.support.house import House, a_house
from tests.support.people import Somebody
from tests.support.postgresql import PostgreSQL, binaries
from tests.support.story import Story


@dataclass(frozen=True)
class Drill:
    """A house, and how its database is lost."""

    house: House
    file: Path
    lose: Callable[[], None]

    @property
    def settings(self) -> DatabaseSettings:
        return DatabaseSettings(database_url=self.house.service.settings.database_url)

    def back_up(self) -> None:
        assert safe_keeping.run(self.settings, "backup", self.file) == 0

    async def disaster(self) -> None:
        """The database is lost while the service is down; the backup is restored, and the service begins anew."""
        await self.house.restart(self._lose_and_restore)

    def _lose_and_restore(self) -> None:
        self.lose()
        assert safe_keeping.run(self.settings, "restore", self.file) == 0

    async def messages(self) -> dict[str, int]:
        """How many messages of the bot are in each person's chat."""
        people = {one["id"]: self.house.somebody(one["id"]) for one in self.house.roster["people"]}
        return {id_: len(await self._of_the_bot(person)) for id_, person in people.items()}

    async def _of_the_bot(self, person: Somebody) -> list[str]:
        return [one.id for one in await person.messages()]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The URL of a database, and how it is lost."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'sipdesk.db'}", lambda: _lost(tmp_path / "sipdesk.db")
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    databases: Databases = request.getfixturevalue("postgresql_databases")
    with databases.empty() as url:
        name = sa.make_url(url).database or ""
        yield url, lambda: (server.drop(name), server.create(name), None)[-1]


def _lost(file: Path) -> None:
    file.write_bytes(b"a disk that broke")
    for one in file.parent.glob(f"{file.name}*"):
        one.rename(one.with_name(f"lost-{one.name}"))


@pytest.fixture
async def drill(
    tmp_path: Path, place: tuple[str, Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Drill]:
    """Whatever happened: the audit is whole, and every card says what is true."""
    programs = binaries()
    if programs is not None:
        monkeypatch.setenv("PATH", str(programs), prepend=":")
    url, lose = place
    async with a_house(tmp_path, url) as house:
        yield Drill(house, tmp_path / "backup", lose)
        await house.settled()
        await house.audit()
        await house.check_cards()


async def test_promises_that_waited_are_kept_and_nothing_happens_twice(drill: Drill) -> None:
    """One report is filed already. Another is approved while Microsoft Graph is down: its filing waits, in the
    backup. Then life goes on: the Trust Advisor shares the first."""
    house, filed, waiting = drill.house, Story.of(drill.house, 0), Story.of(drill.house, 1)
    await filed.signed()
    await filed.approved()
    card, files = await waiting.sent(), await filed.filed()
    await house.fault(service="graph", kind="status", status=503, retry_after=0, times=None)
    await waiting.head.press(card, "report.approve")
    await house.kept()
    assert await house.later() > 0
    decided, told = await house.records(), await drill.messages()

    drill.back_up()
    await drill.disaster()

    assert await house.records() == decided
    await house.heal()
    await house.settled()
    assert await filed.filed() == files
    for story in (filed, waiting):
        for file in (await story.filed()).values():
            assert len(await house.libraries.versions(file)) == 2  # the file, and all its columns at once
    assert len(await waiting.filed()) == 2
    more = {id_: count - told[id_] for id_, count in (await drill.messages()).items() if count != told[id_]}
    assert more == {waiting.head.id: 1, waiting.advisor.id: 1}  # the pack for governors, and that a report is there
    assert [entry["action"] for entry in await house.audit() if entry["about"] == "ledger"] == ["restored", "taken_up"]

    await _shares(filed)


async def _shares(story: Story) -> None:
    """The Trust Advisor presses the button of a card that was sent before the loss."""
    [card] = [one for one in await story.advisor.cards() if story.title in one.words]
    await story.advisor.press(card, "report.share")
    await story.house.settled()
    for copy in (await story.filed_for_others()).values():
        assert await story.house.libraries.may_read(copy, story.dso.id, story.officer.id) == [True, True]


async def test_what_was_decided_after_the_backup_is_decided_again(drill: Drill) -> None:
    """The headteacher approved, and the report was filed, after the backup. The database does not know it; so the card
    asks again, the headteacher presses again, and the file that is there is found to be the one."""
    house, story = drill.house, Story.of(drill.house)
    card = await story.sent()
    drill.back_up()
    await story.head.press(card, "report.approve")
    await house.settled()
    files = await story.filed()
    assert len(files) == 2
    assert "report.approve" not in (await story.head.again(card)).verbs

    await drill.disaster()
    await house.settled()

    card = await story.head.again(card)
    assert "report.approve" in card.verbs
    await story.head.press(card, "report.approve")
    await house.settled()
    assert (await story.filed()).keys() == files.keys()
    for file in (await story.filed()).values():
        assert len(await house.libraries.versions(file)) == 2
