"""A2: what the Trust Advisor notes of two personalities is read by nobody else: on no card, in no list, search, export,
audit, job or log."""

from contextlib import suppress
from io import BytesIO

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.extension_port import Search
from automations.school_record.record_zip import write_record
from automations.search.finding import Sought, find
from handbook.allocation.run import NoteRun
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.visits.policy import VisitPolicy
from tests.automations.allocation.test_runs import OF_SCHOOL, RUN, a_run
from tests.automations.allocation_office import (
    HEAD,
    NEW_SIP,
    OTHER,
    PEOPLE,
    SCHOOL,
    SIP,
    a_trust,
    bring,
    press,
    propose,
    put_conflict,
)
from tests.automations.handover.test_every_kind import KINDS
from tests.automations.office import ADVISOR, Office
from tests.support.card_reading import words
from tests.support.covers import another
from tests.support.rendering import render
from tests.support.sip_choices import a_conflict

SECRET = "zygomorphic temperaments"
NOTE = {"about": NEW_SIP.id, "leaning": "-2", "private": SECRET}
TYPED = ("wishes", "conflicts", "proposals", "our wishes", "my conflicts", "other support", "my reports", "schools",
         "people", "book", "good practice", "half-days", "plan", "year", "figures", "membership", "help")  # fmt: skip


async def a_note(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    await office.bus.decide(NoteRun(a_run()))
    assert SECRET in await press(office, ADVISOR, "allocation.private", **OF_SCHOOL, **NOTE)
    await propose(office)
    put_conflict(office, a_conflict(sip_id=SIP.id))


def everything_drawn(office: Office, viewer: Person) -> str:
    """Every kind of card about every record, for one who looks."""
    found: list[str] = []
    with office.database.reading() as uow:
        for kind, about in (one for abouts in KINDS.values() for one in abouts(uow, viewer)):
            with suppress(Refused):
                found.append(words(render(uow, kind, about, viewer, 1, office.bus.render_context)))
        searches = (Search(what.value, "", 0, 25) for what in Sought)
        found += [str(find(uow, viewer, one, "https://t/", office.now)) for one in searches]
    return "\n".join(found)


async def test_in_no_view_of_anybody_and_in_no_record_of_what_was_done(
    small_office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office = small_office
    await a_note(office)
    for person in PEOPLE:
        for number, said in enumerate(TYPED):
            await office.bus.decide(AnswerTyped(said, f"{person.id}-{number}"), person.id, "teams")
        await office.run_all()
        if person != ADVISOR:
            assert SECRET not in everything_drawn(office, person), person.role
            for verb in ("allocation.school", "allocation.show", "allocation.why_not"):
                assert SECRET not in await press(office, person, verb, **OF_SCHOOL, sip=NEW_SIP.id)
            sent = [words(one.card) for one in office.ends.messenger.to(person)]
            assert not [one for one in sent if SECRET in one], person.role
    out = BytesIO()
    await write_record(office.database, office.ends.libraries, SCHOOL.urn, ADVISOR, VisitPolicy(), office.now, out)
    assert SECRET.encode() not in out.getvalue()
    assert SECRET not in f"{office.entries()} {office.outbox()} {caplog.text}"
    (entry,) = [one for one in office.entries() if one.action == "private_note_written"]
    assert entry.about == f"person:{ADVISOR.id}"
    assert NEW_SIP.id not in str(entry.detail)


async def test_who_comes_into_the_office_does_not_read_it_either_nor_does_it_count(small_office: Office) -> None:
    office, new = small_office, another(Role.TRUST_ADVISOR)
    await a_note(office)
    opened = await press(office, ADVISOR, "allocation.school", **OF_SCHOOL)
    assert f"For you alone: You think that the two would not get on. {SECRET}" in opened
    again = await press(office, ADVISOR, "allocation.private", **OF_SCHOOL, **{**NOTE, "private": "Changed my mind."})
    assert SECRET not in again
    await press(office, ADVISOR, "allocation.private", **OF_SCHOOL, **NOTE)
    bring(office, SCHOOL, OTHER, people=[*(one for one in PEOPLE if one != ADVISOR), new])
    assert SECRET not in everything_drawn(office, new)
    assert "Not open to you" in await press(office, new, "allocation.show", **RUN)
    await office.bus.decide(NoteRun(a_run(id="run-2", asked_by_id=new.id)))
    opened = await press(office, new, "allocation.school", run="run-2", urn=SCHOOL.urn)
    assert "For you alone: You have no view" in opened


async def test_it_is_of_a_sip_and_a_headteacher_who_are_there(small_office: Office) -> None:
    await a_note(small_office)
    for changes in ({"about": HEAD.id}, {"urn": "900009"}):
        said = await press(small_office, ADVISOR, "allocation.private", **{**OF_SCHOOL, **NOTE, **changes})
        assert SECRET not in said
    forged = await press(small_office, ADVISOR, "allocation.private", **OF_SCHOOL, **{**NOTE, "leaning": "9"})
    assert "choose one of the answers" in forged
