"""The form in which a report is written goes to who writes it now, and from who did."""

from automations.reports.cards import ReportKind, form_about
from handbook.reports.approval import SendReport
from tests.automations.handover.test_covers import cover
from tests.automations.handover.test_covers import strike as strike_covers
from tests.automations.handover.test_passing_on import NEW_SIP, new_list, strike
from tests.automations.office import HEAD, SIP, Office
from tests.automations.reports.forms.test_forms import BEGIN, FINISH, begun, form_of, in_library, written
from tests.support.card_reading import links, words
from tests.support.rendering import render


async def test_a_new_sip_can_write_it_and_the_one_before_no_more(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await begun(office)
    await office.bus.decide(FINISH, SIP.id, "teams")  # on its way when the list changes
    new_list(office, sip_id=NEW_SIP.id)
    await strike(office)
    assert in_library(office).writers == {NEW_SIP.email}
    assert (await form_of(office)).sip_id == NEW_SIP.id
    assert "Open the form" in links(office.ends.messenger.to(NEW_SIP)[-1].card)
    assert "Open the form" not in links(office.ends.messenger.to(SIP)[-1].card)
    await office.bus.decide(FINISH, NEW_SIP.id, "teams")
    about = form_about((await form_of(office)).key)
    with office.database.reading() as uow:
        for viewer in (SIP, HEAD):
            card = render(uow, ReportKind.FORM, about, viewer, 0, office.bus.render_context)
            assert "No longer open to you" in words(card) or "not open to you" in words(card).lower()


async def test_a_form_that_is_closed_stays_so_when_the_school_passes_on(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await written(office)
    await office.bus.decide(SendReport((await office.report()).id, 1), SIP.id, "teams")
    await office.run_all()
    new_list(office, sip_id=NEW_SIP.id)
    await strike(office)
    assert in_library(office).writers == set()
    assert not (await form_of(office)).is_open


async def test_who_stands_in_writes_it_for_the_days_of_the_cover(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await written(office)
    await cover(office, SIP, NEW_SIP)
    await strike_covers(office)
    assert in_library(office).writers == {SIP.email, NEW_SIP.email}
    assert "You stand in for" in words(office.ends.messenger.to(NEW_SIP)[-1].card)
    await office.bus.decide(FINISH, NEW_SIP.id, "teams")
    await office.run_all()
    assert office.entries()[-1].detail.get("sha256")
    await strike_covers(office, days=5)
    assert in_library(office).writers == {SIP.email}


async def test_who_stands_in_begins_one(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await cover(office, SIP, NEW_SIP)
    await strike_covers(office)
    await office.bus.decide(BEGIN, NEW_SIP.id, "teams")
    await office.run_all()
    assert in_library(office).writers == {SIP.email, NEW_SIP.email}
