"""The document of a case over HTTP: a page with a button, which fetches once, within minutes."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from docx import Document

from service.case_door import GONE
from tests.support.case_story import CaseStory, secret
from tests.support.house import a_house
from tests.support.people import Somebody


async def link_of(story: CaseStory, person: Somebody) -> str:
    """The newest link of somebody; in another minute than any before."""
    story.house.move_to(story.house.now + timedelta(minutes=1))
    await person.press(await story.reads_again(person), "case.document")
    await story.house.kept()
    return next(word for word in (await person.newest()).words.replace("\\", "").split() if "/records/" in word)


async def test_once_by_its_button_and_never_late_or_guessed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        story = CaseStory.of(house)
        await story.talked()
        url = await link_of(story, story.head)
        for _ in range(2):  # as programs do that look at links
            async with house.http.get(url) as page:
                assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
                words = await page.text()
            assert "Download it" in words
            assert not [told for told in (secret("talk"), story.school.name, story.head.name) if told in words]
        async with house.http.post(url) as reply:
            assert (reply.status, reply.headers["Cache-Control"]) == (200, "no-store")
            assert reply.headers["Content-Disposition"] == 'attachment; filename="record.docx"'
            document = Document(BytesIO(await reply.read()))
        rows = [row for table in document.tables for row in table.rows]
        assert any(secret("talk") in cell.text for row in rows for cell in row.cells)
        late = await link_of(story, story.sip)
        house.move_to(house.now + timedelta(minutes=10))
        for used_up in (url, late, f"{url[:-4]}gone"):
            async with house.http.post(used_up) as reply:
                assert (reply.status, await reply.text()) == (404, GONE)
        async with house.http.post(f"{house.bot}/records/short") as reply:
            assert reply.status == 404
