"""A headteacher of another tenant, whom Teams does not reach, reads and approves by e-mail; and one who got both routes
decides once."""

from tests.support.house import House
from tests.support.mail import a_browser, link_to, mails_to
from tests.support.story import VIEW, Story


async def without_teams(story: Story) -> None:
    """The headteacher does not have the app."""
    await story.head.type("help")
    await story.house.kept()
    await story.head.play("uninstall")


async def test_a_headteacher_whom_teams_does_not_reach_approves_by_mail(mail_house: House) -> None:
    house, story = mail_house, Story.of(mail_house)
    head = story.head
    await without_teams(story)
    await story.sent_into_the_void()
    [letter] = await mails_to(house, head)
    assert (letter["subject"], letter["sender"]) == ("A report waits for you", house.tenant["mailbox"])
    said = str(letter)
    for secret in (story.school.name, story.school.town, story.school.urn, head.name, story.sip.name, "Autumn"):
        assert secret not in said.replace(head.person["mail"], "")
    assert "An e-mail goes to them instead" in (await story.sip.newest()).words
    url = await link_to(house, head)
    before = await house.records()
    async with a_browser() as browser:
        for _ in range(25):  # programs that look at links come first
            assert (await browser.open(url)).status == (await browser.open(url, "HEAD")).status == 200
        assert await house.records() == before
        page = await browser.open(url)
        assert f"{story.school.name}, {story.school.town} (URN {story.school.urn})" in page.words
        assert page.buttons == {}
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
        assert "enter" not in (await browser.open(f"{url}/document")).url
        assert "Send me a code" in browser.page.words
        page = await browser.prove(house, url, head)
        assert set(page.buttons) == {"Approve", "Approve with this view", "Send this comment"}
        assert (await browser.open(f"{url}/document")).headers["Content-Disposition"].endswith("report.docx")
        await browser.open(url)
        empty = await browser.press(url, "Approve with this view")
        assert "There is a problem" in empty.words
        page = await browser.press(url, "Approve with this view", view=VIEW)
        assert f"Approved: by {head.name}" in page.words
        assert page.buttons == {}
        assert f"Approved: by {head.name}" in (await browser.open(url)).words  # in this browser, for a while
    await house.kept()
    [approved] = await house.audit("approved")
    assert (approved["actor_id"], approved["detail"]["route"]) == (head.id, "mail")
    assert f"“{VIEW}”" in (await story.sip.newest()).words
    async with a_browser() as other:
        assert (await other.open(url)).status == 404


async def test_who_got_both_routes_decides_once_and_both_show_it(mail_house: House) -> None:
    house, story = mail_house, Story.of(mail_house)
    head = story.head
    await without_teams(story)
    await story.sent_into_the_void()
    url = await link_to(house, head)
    await head.play("install")
    await house.kept()
    await house.run_due_commands()
    await house.hasten()
    card = await head.newest()
    assert "report.approve" in card.verbs
    async with a_browser() as browser:
        page = await browser.prove(house, url, head)
        await head.press(card, "report.approve")
        late = await browser.press(url, "Send this comment", comment="Please wait.")
        assert "moved on" in late.words
        assert f"Approved: by {head.name}" in late.words
        assert late.buttons == {}
        assert page.buttons
    await house.kept()
    assert len(await house.audit("approved")) == 1
    assert await house.audit("change_asked") == []
    assert len(await mails_to(house, head)) == 2  # the letter and the code
