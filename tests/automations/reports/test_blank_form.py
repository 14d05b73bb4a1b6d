"""M5: the form is made once, and the same for everybody."""

from dataclasses import replace

import pytest

from automations.reports.blank_form import blank_form, send_blank_form
from handbook.core.people import Person
from handbook.core.school_years import Term
from handbook.reports.approval import SendReport
from handbook.reports.framework_choice import ChooseFramework
from tests.automations.cases.test_document import Addresses
from tests.automations.office import DSO, HEAD, SIP, Office
from tests.support.card_reading import links, verbs, words


def test_it_is_made_once() -> None:
    assert blank_form(Term.AUTUMN, "ofsted_2024") is blank_form(Term.AUTUMN, "ofsted_2024")
    assert blank_form(Term.AUTUMN, "ofsted_1992") is None


@pytest.mark.parametrize("person", [HEAD, SIP, DSO])
async def test_the_link_is_of_the_framework_of_ones_own_schools(small_office: Office, person: Person) -> None:
    await small_office.bus.decide(ChooseFramework("900001", "ofsted_2024"), HEAD.id, "teams")
    await send_blank_form(replace(small_office.work, links=Addresses()), person.id)
    [message] = small_office.ends.messenger.to(person)
    key = "ofsted_2025" if person == DSO else "ofsted_2024"
    assert links(message.card)["Summer form (.docx)"] == f"https://sip.trust.example/forms/Summer-{key}.docx"


async def test_without_an_address_it_is_said(small_office: Office) -> None:
    await send_blank_form(replace(small_office.work, links=None), HEAD.id)
    [message] = small_office.ends.messenger.to(HEAD)
    assert "has no public address" in words(message.card)


async def test_a_sip_begins_the_form_of_a_school_of_theirs_from_there(small_office: Office) -> None:
    office = small_office
    await send_blank_form(replace(office.work, links=Addresses()), SIP.id)
    [message] = office.ends.messenger.to(SIP)
    assert "form.begin" in verbs(message.card)
    assert "Northbeck, Autumn 2026/27" in words(message.card)
    await office.receive()
    await office.bus.decide(SendReport((await office.report()).id, 1), SIP.id, "teams")
    await office.run_all()
    await send_blank_form(replace(office.work, links=Addresses()), SIP.id)
    assert "Northbeck, Autumn 2026/27" not in words(office.ends.messenger.to(SIP)[-1].card)
    await send_blank_form(replace(office.work, links=Addresses()), HEAD.id)
    assert "form.begin" not in verbs(office.ends.messenger.to(HEAD)[-1].card)
