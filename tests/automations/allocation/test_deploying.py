"""A3: what both have confirmed changes the trust's list on its day, everybody is told, and it can be undone."""

from dataclasses import replace
from datetime import timedelta

from automations.allocation.around import ties
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.allocation.choices.choice import AllocationPolicy
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.reports.report import Status
from handbook.schools.trust_list import ListChanges
from handbook.visits.visit import VisitStatus
from store.audit import AuditEntry
from tests.automations.allocation_office import (
    CHAIR,
    HEAD,
    NEW_SIP,
    SCHOOL,
    SIP,
    TITLE,
    a_trust,
    bring,
    card_of,
    clock,
    newest,
    press,
    put,
    recorded,
    sip_of,
    titled,
)
from tests.automations.office import ADVISOR, Office
from tests.automations.visit_office import come_to
from tests.support.card_reading import verbs, words
from tests.support.sip_choices import STARTS, a_choice

S = ChoiceStatus
DEPLOY = {"choice": "choice-1", "starts_on": "2026-11-23"}


async def test_it_begins_today_and_the_list_names_the_new_sip(office: Office) -> None:
    a_trust(office)
    await office.come_to(Status.FILED)
    put(office, a_choice(S.CONFIRMED, chair_id=CHAIR.id))
    shown = await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    assert f"Done: {NEW_SIP.name} has been the school’s SIP since Monday 23 November 2026" in shown
    assert await sip_of(office) == NEW_SIP.id
    assert f"you are the SIP of {SCHOOL.full_name} now" in words(card_of(office, NEW_SIP))
    assert f"you are no longer the SIP of {SCHOOL.full_name}" in words(card_of(office, SIP))
    for person in (HEAD, CHAIR):
        assert "Done" in words(card_of(office, person))
    entries = {one.action: one for one in office.entries()}
    assert entries["list_changed"].detail["kind"] == "allocation"
    assert entries["choice_deployed"].about == "sip_choice:choice-1"
    office.now += timedelta(minutes=1)
    await run_due_commands(office.bus, {"handovers": TABLES.due["handovers"]})
    await office.run_all()
    assert "handed_over" in {one.action for one in office.entries()}


async def test_a_day_to_come_is_kept_by_the_clock(office: Office) -> None:
    a_trust(office)
    put(office, a_choice(S.CONFIRMED))
    shown = await press(office, ADVISOR, "choice.deploy", choice="choice-1", starts_on=STARTS.isoformat())
    assert "Will begin" in shown
    assert "Change the day" in shown
    assert await clock(office) == 0
    assert await sip_of(office) == SIP.id
    office.now += timedelta(days=43)
    assert await clock(office) == 1
    assert (await sip_of(office), (await newest(office)).status) == (NEW_SIP.id, S.DEPLOYED)
    assert await clock(office) == 0


async def test_what_is_open_is_finished_first(office: Office) -> None:
    a_trust(office)
    await office.come_to(Status.SENT)
    put(office, a_choice(S.CONFIRMED))
    no = await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    assert "Not yet: “Autumn 2026/27 SIP report: St Hilda’s Catholic Primary School, Northbeck” is open." in no
    tomorrow = "2026-11-24"
    await press(office, ADVISOR, "choice.deploy", choice="choice-1", starts_on=tomorrow)
    office.now += timedelta(days=1)
    assert await clock(office) == 1
    assert "Held up: “Autumn 2026/27 SIP report" in words(card_of(office, ADVISOR))
    assert await clock(office) == 0
    assert await sip_of(office) == SIP.id


async def test_a_booked_visit_holds_it_up_too(office: Office) -> None:
    await come_to(office, VisitStatus.BOOKED)
    a_trust(office)
    put(office, a_choice(S.CONFIRMED))
    assert "” is booked. That is finished first." in await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    with office.database.reading() as uow:
        assert len(ties(uow, SCHOOL)) == 1
        assert ties(uow, replace(SCHOOL, sip_id=NEW_SIP.id)) == ()  # it is booked with somebody else


async def test_it_is_undone_and_everybody_is_told(office: Office) -> None:
    a_trust(office)
    put(office, a_choice(S.CONFIRMED, chair_id=CHAIR.id))
    await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    office.now += timedelta(days=20)
    no = await press(office, ADVISOR, "choice.undo", choice="choice-1", undo_reason="")
    assert "write why" in no
    shown = await press(office, ADVISOR, "choice.undo", choice="choice-1", undo_reason="The head has moved.")
    assert f"Undone: {SIP.name} is the school’s SIP again" in shown
    assert await sip_of(office) == SIP.id
    assert f"you are the SIP of {SCHOOL.full_name} again" in words(card_of(office, SIP))
    for person in (HEAD, CHAIR, NEW_SIP):
        assert "Undone" in words(card_of(office, person)), person.role
    again = await office.bus.read(lambda uow: uow.roster.school_states()[SCHOOL.urn])
    assert [one.sip_id for _, one in again] == [SIP.id, NEW_SIP.id, SIP.id]
    late = await press(office, ADVISOR, "choice.undo", choice="choice-1", undo_reason="x")
    assert "Undone" in late


async def test_where_it_cannot_be_undone_the_card_says_why(office: Office) -> None:
    """The checks of whom the school had have run out meanwhile."""
    a_trust(office)
    put(office, a_choice(S.CONFIRMED))
    shown = await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    assert "This can be undone until" in shown
    office.now += timedelta(days=1)
    with office.database.writing() as uow:
        known = uow.roster.listed().people[SIP.id]
        entry = AuditEntry("service", "test", "list")
        uow.roster.apply(ListChanges(people={SIP.id: replace(known, checks=None)}), entry, office.now)
    shown = await press(office, ADVISOR, "choice.show", choice="choice-1")
    assert f"It cannot be undone now. There are no current DBS and recruitment checks on record for {SIP.name}" in shown
    assert "Undo it" not in shown


async def test_a_school_without_a_sip_is_without_one_again(office: Office) -> None:
    nobody = replace(SCHOOL, sip_id="")
    a_trust(office, nobody)
    put(office, a_choice(S.CONFIRMED, before_id=""))
    await press(office, ADVISOR, "choice.deploy", **DEPLOY)
    shown = await press(office, ADVISOR, "choice.undo", choice="choice-1", undo_reason="A mistake.")
    assert "Nobody is the school’s SIP again" in shown
    assert await sip_of(office) == ""


async def test_both_words_are_enough_where_the_trust_has_set_so(office: Office) -> None:
    office.bus.policy = replace(office.bus.policy, allocation=AllocationPolicy(at_once=True))
    a_trust(office)
    put(office, a_choice(S.CHAIR_CONFIRMED))
    await press(office, HEAD, "choice.confirm", choice="choice-1", revision=1)
    assert await clock(office) == 1
    assert await sip_of(office) == NEW_SIP.id


async def test_in_the_last_moment_all_is_looked_at_once_more(office: Office) -> None:
    """Checks run out between the choice of the day and the day."""
    a_trust(office)
    put(office, a_choice(S.CONFIRMED))
    await press(office, ADVISOR, "choice.deploy", choice="choice-1", starts_on=STARTS.isoformat())
    bring(office, unchecked=[NEW_SIP])
    recorded(office)
    office.now += timedelta(days=43)
    assert await clock(office) == 1
    assert (await newest(office)).status is S.ENDED
    assert await sip_of(office) == SIP.id
    assert "choice.deploy" not in verbs(card_of(office, ADVISOR))
    assert len(titled(office, NEW_SIP, TITLE)) == 0
