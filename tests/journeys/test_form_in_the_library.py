"""A SIP writes their report in the library, and nobody else can; the headteacher asks for a change, and they go on."""

from dataclasses import replace

from documents.proforma import write_proforma
from documents.reading import read_proforma
from tests.support.library import File
from tests.support.story import Story


async def begun(story: Story) -> File:
    await story.sip.type("blank form")
    await story.house.kept()
    place = f"{story.school.urn}-{story.year.starts_in}-{story.term.value}"
    await story.sip.press(await story.sip.newest(), "form.begin", form_for=place)
    await story.house.kept()
    [file] = (await story.drafts()).values()
    return file


async def finished(story: Story) -> None:
    card = next(one for one in reversed(await story.sip.cards()) if "form.finish" in one.verbs)
    await story.sip.press(card, "form.finish")
    await story.house.kept()


async def test_a_report_is_written_in_the_library_until_it_is_sent_and_again_for_a_change(story: Story) -> None:
    libraries, contents = story.house.libraries, story.contents
    form = await begun(story)
    opened = read_proforma(await libraries.content(form, story.sip.id) or b"")
    assert (opened.urn, opened.term) == (story.school.urn, story.term)
    assert await libraries.write(form, write_proforma(contents), story.head.id) in (403, 404)
    assert await libraries.write(form, write_proforma(contents), story.sip.id) == 200
    await finished(story)
    arrived = await story.sip.newest()
    assert "ready to send" in arrived.words
    await story.sip.press(arrived, "report.send")
    await story.house.kept()
    assert await libraries.write(form, b"PK more", story.sip.id) in (403, 404)
    await story.head.press(await story.head.newest(), "report.ask_change", comment="Please name the town.")
    await story.house.kept()
    sections = {**contents.sections, "visit_notes": "We spoke of the town."}
    assert await libraries.write(form, write_proforma(replace(contents, sections=sections)), story.sip.id) == 200
    await finished(story)
    await story.sip.press(await story.sip.newest(), "report.send")
    await story.house.kept()
    assert "We spoke of the town." in (await story.head.open(await story.head.newest())).words


async def test_a_form_that_is_checked_out_renamed_or_deleted(story: Story) -> None:
    libraries, form = story.house.libraries, await begun(story)
    where = f"/drives/{form.drive}/items/{form.id}"
    await libraries.write(form, write_proforma(story.contents), story.sip.id)
    assert await libraries.send("POST", f"{where}/checkout", story.sip.id) == 204
    await finished(story)
    card = next(one for one in reversed(await story.sip.cards()) if "form.finish" in one.verbs)
    assert "The form is checked out or locked" in (await story.sip.again(card)).words
    assert await libraries.send("POST", f"{where}/checkin", story.sip.id, b"{}") == 204
    assert await libraries.send("PATCH", where, "", b'{"name": "My report.docx"}') == 200
    await finished(story)
    assert "ready to send" in (await story.sip.newest()).words
    assert await libraries.send("DELETE", where, "") == 204
    await finished(story)
    gone = await story.sip.again(card)
    assert "The form is no longer in the library" in gone.words
    await story.sip.press(gone, "form.begin")
    await story.house.kept()
    assert len(await story.drafts()) == 1
