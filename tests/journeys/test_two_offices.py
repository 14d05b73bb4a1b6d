"""A serving headteacher becomes a SIP of another school, by a list that the Trust Advisor sends: each of their schools
is answered for as what they are to it."""

from pathlib import Path

from tests.support import list_files as files
from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story

HEAD = ("Name", "Mail", "Office", "Schools")


async def test_a_headteacher_who_is_a_sip_too(house: House, tmp_path: Path) -> None:
    story, other = Story.of(house), Story.of(house, 1)
    both, advisor = story.head, story.advisor
    mail = next(one["mail"] for one in house.roster["people"] if one["id"] == both.id)
    led = (both.name, mail, "Headteacher", story.school.urn)

    async def send(*rows: tuple[str, ...]) -> Seen:
        path = files.table(tmp_path / "people.csv", HEAD, *rows)
        await advisor.send_file(path.name, path.read_bytes())
        await house.kept()
        return await advisor.newest()

    own = await send(led, (both.name, mail, "SIP", story.school.urn))
    assert f"{both.name} leads {story.school.full_name}, so they cannot be its SIP as well." in own.words
    assert own.verbs == {"list_import.leave"}
    await advisor.press(own, "list_import.leave")
    await advisor.press(await send(led, (both.name, mail, "SIP", other.school.urn)), "list_import.apply")
    await house.kept()
    await both.type("help")
    await house.kept()
    page = await both.newest()
    told = page.words
    while "complaint – " not in page.words:
        turned = await both.press_one(page, "home.help", {"title": "More"})
        assert isinstance(turned, Seen)
        page, told = turned, told + turned.words
    assert "the service knows you as School Improvement Partner and headteacher" in told
    assert "book – a visit to one of your schools" in told
    assert "complaint – a problem with your SIP" in told

    await story.sent()  # of the school that they lead, by its SIP
    await both.send_file("report.docx", house.paper(other.school))
    await house.kept()
    await both.type("my reports")
    await house.kept()
    ours, theirs = (await both.cards())[-2:]
    sends, answers = (ours, theirs) if "report.send" in ours.verbs else (theirs, ours)
    assert "report.approve" not in sends.verbs
    assert "report.send" not in answers.verbs
    assert isinstance(await both.press(sends, "report.send"), Seen)
    await house.kept()
    assert "report.approve" in (await other.head.newest()).verbs
    assert f"Approved: by {both.name}" in (await both.press(answers, "report.approve")).words
    await house.kept()
    approved = [entry for entry in await house.audit("approved")]
    assert [entry["actor_id"] for entry in approved] == [both.id]

    await both.type("concern")
    await both.type("complaint")
    await house.settled()
    asked = [one.words for one in (await both.cards())[-2:]]
    assert any(other.school.full_name in words and "A concern about a school" in words for words in asked)
    assert any(story.school.full_name in words and "A problem with the service" in words for words in asked)
