"""The headteacher sends the pack to their chair, who reads it in Teams or by e-mail, and nothing else."""

from dataclasses import replace

from handbook.core.people import Role
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.report import Report, Status
from tests.automations.mail_office import SESSION, InMemoryMailer, pages, proved, with_mailbox
from tests.automations.office import EVERYBODY, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, links, words

CHAIR = a.a_person(Role.CHAIR_OF_GOVERNORS)


async def made(office: Office) -> Report:
    """A filed report whose pack is there."""
    report = await office.come_to(Status.FILED)
    await office.bus.decide(MakeGovernorsPack(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    return await office.report()


async def sent(office: Office, chairs: int = 1) -> Report:
    report = await made(office)
    card = office.ends.messenger.to(HEAD)[-1].card
    form = await press(office, HEAD, "report.chair_form", **buttons(card)["Send to our Chair…"]["data"])
    shown = getattr(form, "card", {})
    offered = [one["value"] for one in inputs(shown)["chair"]["choices"]]
    assert (len(offered), CHAIR.id in offered) == (chairs, True)
    await press(office, HEAD, "chair.send", **buttons(shown)["Send it"]["data"], chair=CHAIR.id)
    return report


async def test_the_chair_gets_the_pack_and_the_headteachers_card_says_so(small_office: Office) -> None:
    office = small_office
    await sent(office)
    report = await office.report()
    assert report.chair is not None
    [message] = office.ends.messenger.to(CHAIR)
    assert f"{HEAD.name} (headteacher) sent you this" in words(message.card)
    assert set(links(message.card)) == {"Open the pack"}
    assert "Good practice" not in words(message.card)
    assert CHAIR.email in office.ends.libraries.of(report.chair.pdf).readers
    assert f"{CHAIR.name} (Chair of Governors) got the pack" in words(office.ends.messenger.to(HEAD)[-1].card)
    assert [one.detail["rule"] for one in office.entries() if one.action == "sent_to_chair"] == ["G1"]


async def test_by_mail_the_chair_reads_it_behind_a_code(small_office: Office) -> None:
    office = small_office
    mailer: InMemoryMailer = with_mailbox(office)
    office.ends.messenger.away.add(CHAIR.id)
    await sent(office)
    assert mailer.to(CHAIR)[0].subject == "A report is shared with you"
    key = await proved(office, mailer, CHAIR)
    report = await office.report()
    assert report.chair is not None
    assert (await pages(office).file(key, SESSION)).data == report.chair.pdf
    await press(office, HEAD, "report.governors_pack", report=report.id, version=1, wellbeing="in")
    assert (await pages(office).file(key, SESSION)).data == report.chair.pdf, "as it was sent"


async def test_what_is_not_theirs_any_more_is_not_opened(small_office: Office) -> None:
    office = small_office
    report = await made(office)
    tables, context = office.work.tables, office.bus.render_context
    with office.database.reading() as uow:
        follows = tables.follow_ups["sent_to_chair"](uow, report.id, context)
        assert {one.effect for one in follows} == {"redraw_card"}, "it was taken back meanwhile"
        read = tables.by_mail["chair"].file
        assert read is not None
        assert read(uow, report.id, 1, CHAIR, context) is None
    effect = tables.effects["open_to_chair"].run
    await effect(office.work, report.id, CHAIR.id)
    await sent_again(office)
    await effect(office.work, report.id, SIP.id)
    await effect(office.work, report.id, "somebody who left")
    chair = (await office.report()).chair
    assert chair is not None
    assert SIP.email not in office.ends.libraries.of(chair.pdf).readers


async def sent_again(office: Office) -> None:
    report = await office.report()
    await press(office, HEAD, "chair.send", report=report.id, version=1, chair=CHAIR.id)


async def test_the_first_chair_loses_it_to_the_second(small_office: Office) -> None:
    office = small_office
    second = replace(CHAIR, id="00000000-0000-4000-8000-0000000000c2", name="Cora Second", email="cora@school.example")
    office.bring([*EVERYBODY, second])
    report = await sent(office, 2)
    chair = (await office.report()).chair
    assert chair is not None
    await press(office, HEAD, "chair.send", report=report.id, version=1, chair=second.id)
    assert CHAIR.email not in office.ends.libraries.of(chair.pdf).readers
    assert "Not open to you" in words(office.ends.messenger.to(CHAIR)[-1].card)
    await press(office, HEAD, "chair.send", report=report.id, version=1, chair=CHAIR.id)
    close = office.work.tables.effects["close_to_chair"].run
    await close(office.work, report.id, CHAIR.id)
    assert CHAIR.email in office.ends.libraries.of(chair.pdf).readers, "it is theirs again"
    office.ends.directory.gone.add(second.id)
    await close(office.work, report.id, second.id)
