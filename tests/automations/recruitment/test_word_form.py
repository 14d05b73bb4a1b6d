"""R3: the application form in Word, sent in chat, fills the draft."""

import pytest

from automations.engine.inbound.commands import NoteFile
from automations.recruitment.word_form import TakeApplicationForm
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.recruitment.form import FIELDS
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.writing import WithdrawApplication
from tests.automations.membership_handing import PDF, on_another_form, on_our_form
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.recruitment_office import all_of_them, bring, come_to, do, filled, send, the_one, typed
from tests.support.card_reading import words

ANSWERS = {one.label: f"In Word: {one.key}" for one in FIELDS.values()}
WHO = {"Your name": "Łucja Brennan", "Your e-mail address": "lucja@example.org", "What you are": "Retired headteacher"}


READ = {"name": "Łucja Brennan", "email": "LUCJA@example.org", "kind": "a consultant"}


async def take(office: Office, who: Person, answers: dict[str, str]) -> str:
    """A form that was read already; empty, or what is said to it."""
    arrival = f"arrival-{len(office.entries())}"
    await office.bus.decide(NoteFile(arrival, "form.docx", "https://t/file"), who.id, "teams")
    try:
        await office.bus.decide(TakeApplicationForm(arrival, answers), who.id, "teams")
    except Refused as no:
        return no.reason
    return ""


async def test_a_headteacher_sends_theirs_and_what_it_lacks_is_named(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.DRAFTED)
    await do(office, HEAD, "save", step=1, then=0, answer_telephone="0151")
    part = {label: words for label, words in ANSWERS.items() if "referee" not in label and label != "Telephone"}
    said = await send(office, HEAD, filled(part))
    assert "Still to be filled in: First referee" in said
    assert the_one(office).form["telephone"] == "0151", "what Word leaves empty stays"


async def test_the_trust_advisor_sends_that_of_somebody_who_is_not_in_teams(small_office: Office) -> None:
    office = small_office
    bring(office)
    assert "The form is complete" in await send(office, ADVISOR, filled({**ANSWERS, **WHO}))
    one = the_one(office)
    assert (one.name, one.kind.value, one.status) == ("Łucja Brennan", "retired_head", S.DRAFTED)
    await take(office, ADVISOR, {**READ, "telephone": "0151"})
    assert [each.id for each in all_of_them(office)] == [one.id]
    assert the_one(office).form["telephone"] == "0151"
    assert "Please give the applicant’s e-mail address" in await take(office, ADVISOR, {"name": "X"})
    assert "eligibility comes first" in await take(office, ADVISOR, {**READ, "kind": "Serving headteacher"})
    await do(office, ADVISOR, "submit")
    assert "has changed since" in await take(office, ADVISOR, READ)


async def test_a_word_file_from_elsewhere_is_no_form(small_office: Office) -> None:
    office = small_office
    bring(office)
    for data, name in ((on_another_form(), "form.docx"), (on_our_form("900001"), "report.docx"), (PDF, "form.pdf")):
        said = await send(office, ADVISOR, data, name)
        assert "Only a School Improvement Partner can send me a report." in said
        assert "type “application form” for a blank one" in said
    assert all_of_them(office) == ()


async def test_what_is_no_form_goes_on_as_any_other_file(small_office: Office) -> None:
    """A headteacher who applies may have an external SIP too."""
    office = small_office
    await come_to(office, S.DRAFTED)
    said = await send(office, HEAD, on_our_form("900001"))
    assert "application form" not in said
    assert "SIP" in said
    assert the_one(office).form == {}


async def test_before_eligibility_no_form_is_taken(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.BEGUN)
    assert "show first that you are eligible" in await take(office, HEAD, {"post": "Head"})
    await do(office, HEAD, "withdraw")
    await office.bus.decide(TakeApplicationForm("nothing", {}), HEAD.id, "teams")


async def test_whoever_asks_is_told_where_the_form_is(small_office: Office) -> None:
    bring(small_office)
    assert "I cannot offer the form as a file here" in words(await typed(small_office, SIP, "application form"))


async def test_a_form_that_is_read_after_the_withdrawal_is_not_taken(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.DRAFTED)
    await office.bus.decide(NoteFile("late", "form.docx", "https://t/file"), HEAD.id, "teams")
    await office.bus.decide(WithdrawApplication(the_one(office).id, ""), HEAD.id, "teams")
    with pytest.raises(Refused, match="Please type “apply” first"):
        await office.bus.decide(TakeApplicationForm("late", {"post": "Head"}), HEAD.id, "teams")
