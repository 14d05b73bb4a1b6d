"""The ladder of a concern, played in Teams (E1-E5): each reads what was given to them and nothing else."""

from pathlib import Path

from store.backup import back_up
from tests.support.case_story import CaseStory, everything_kept, secret
from tests.support.house import House
from tests.support.people import Somebody
from tests.support.unpacked import unpacked

STEPS = ("talk", "advisor", "dso", "director", "whynot")


async def knows(story: CaseStory, person: Somebody) -> set[str]:
    """Whose words somebody finds in what they may open."""
    record = await story.reads_again(person)
    return {step for step in STEPS if secret(step) in record.words}


async def knows_nothing(story: CaseStory, person: Somebody) -> bool:
    await person.type("my records")
    await story.house.kept()
    listed = await person.press(await person.newest(), "case.list")
    return not isinstance(listed, str) and "There are none." in listed.words


async def test_four_steps_each_with_its_own_readers(house: House) -> None:
    story = CaseStory.of(house)
    await story.with_director()
    assert await knows(story, story.sip) == {"talk", "advisor"}
    assert await knows(story, story.head) == {"talk"}
    assert await knows(story, story.advisor) >= {"dso", "director"}
    assert await knows(story, story.dso) == {"dso"}
    assert await knows(story, story.director) == {"director"}
    outsiders = [person for person in house.roster["people"] if person["id"] not in seated(story)]
    for person in outsiders[:4]:
        assert await knows_nothing(story, house.somebody(person["id"])), person["role"]


async def test_who_was_told_of_a_step_reads_that_it_was_taken(house: House) -> None:
    story = CaseStory.of(house)
    await story.with_dso(tell="no")
    words = (await story.reads_again(story.head)).words
    assert "The headteacher was told: it is with the Diocesan Schools Officer" in words
    assert "it is with the Trust Advisor" not in words
    assert secret("dso") not in words


async def test_no_word_of_it_is_anywhere_else(house: House, tmp_path: Path) -> None:
    story = CaseStory.of(house)
    await story.with_director()
    for person in (story.sip, story.head, story.advisor, story.dso, story.director):
        await story.reads_again(person)
    for place, data in everything_kept(tmp_path).items():
        assert b"zygo" not in data, place
    back_up(house.service.database, tmp_path / "stolen")
    for name in ("stolen", "sipdesk.db", "sipdesk.db-wal"):
        assert b"zygo" not in unpacked((tmp_path / name).read_bytes()), name


def seated(story: CaseStory) -> set[str]:
    people = (story.sip, story.head, story.advisor, story.dso, story.director)
    return {person.id for person in people}
