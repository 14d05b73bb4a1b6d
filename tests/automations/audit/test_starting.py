"""A start says what the service is, where that is another than at the last."""

from automations.audit.starting import NoteStarted
from tests.automations.office import Office

KEEP, SITE = ("keep_years", "a" * 12), ("site", "b" * 12)


async def start(office: Office, version: str, *settings: tuple[str, str]) -> list[tuple[str | int, str | int]]:
    await office.bus.decide(NoteStarted(version, settings))
    started = [one.detail for one in office.entries() if one.action == "started"]
    return [(one["version"], one["changed"]) for one in started]


async def test_a_start_like_the_last_is_not_said_again(small_office: Office) -> None:
    assert await start(small_office, "1.0", KEEP, SITE) == [("1.0", "")]
    assert await start(small_office, "1.0", KEEP, SITE) == [("1.0", "")]


async def test_another_version_and_another_setting_are(small_office: Office) -> None:
    """By the setting's name; a new and a dropped one too."""
    await start(small_office, "1.0", KEEP, SITE)
    await start(small_office, "1.1", KEEP, SITE)
    said = await start(small_office, "1.1", ("keep_years", "c" * 12), ("mailbox", "d" * 12))
    assert said == [("1.0", ""), ("1.1", ""), ("1.1", "keep_years, mailbox, site")]
