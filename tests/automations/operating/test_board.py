"""The words of the page of whoever looks after SIP Desk; its buttons are tried in tests/pages/tab/test_jobs.py."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.jobs.given_up import NoteGivenUp, job_id
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import PauseWork
from automations.engine.jobs.steering import Operator, call_off_and_tell
from automations.operating.asking import asked_in, kind_named, person_of_mailbox
from automations.operating.board import board, looks_after, matching, one_job
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.core.refusal import Refused
from tests.automations.office import ADVISOR, HEAD, SIP, Office

HELLO = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS)


async def given_up(office: Office) -> None:
    await office.bus.decide(NoteGivenUp(HELLO, *TABLES.listed(HELLO), "Forbidden", "X", "it does not answer"))


async def test_it_is_the_administrators(small_office: Office) -> None:
    office = small_office
    named = TrustPolicy(administrator_id=SIP.id)

    def is_theirs(person: Person, policy: TrustPolicy) -> bool:
        with office.database.reading() as uow:
            return looks_after(uow, person, policy)

    assert is_theirs(ADVISOR, TrustPolicy())
    assert is_theirs(SIP, named)
    assert not is_theirs(ADVISOR, named)
    office.bring([SIP, HEAD])
    assert not is_theirs(HEAD, TrustPolicy())


async def test_it_shows_what_waits_what_is_stopped_and_what_is_stuck(small_office: Office) -> None:
    office = small_office
    await given_up(office)
    await office.bus.decide(PauseWork("mail", "a wrong letter", "Oona"))
    await office.bus.record(lambda _: [OutboxJob("file_report", "a", {"report_id": "a"}, JobQueue.GRAPH)])
    later = RenderContext(office.now + timedelta(days=400), office.bus.policy)
    with office.database.reading() as uow:
        seen = board(uow, TABLES, {}, ADVISOR, later)
        every = board(uow, TABLES, {"state": "all", "kind": "say"}, ADVISOR, later)
    assert [(one.words.split(",")[0], one.by) for one in seen.stops] == [("E-mail", "Oona")]
    assert {one.kind for one, _ in seen.stuck} == {"file_report", "tell_card"}
    assert (seen.total, seen.again, seen.is_filtered, seen.errors) == (1, 1, False, ("Forbidden",))
    assert ("say", "only say") in seen.kinds
    assert (every.total, every.is_filtered) == (1, True)
    assert {one.kind: one.number for one in seen.waits}["sharepoint"] == 1


async def test_what_was_called_off_is_tried_again_with_others_only_where_it_is_asked_for(small_office: Office) -> None:
    office = small_office
    await given_up(office)
    context = office.bus.render_context
    await call_off_and_tell(office.bus, TABLES, job_id(HELLO), "not wanted", Operator(ADVISOR.id, "tab"))
    with office.database.reading() as uow:
        with pytest.raises(Refused, match="No job is like that"):
            matching(uow, TABLES, {"kind": "say", "state": "all"}, ADVISOR, context)
        with pytest.raises(Refused, match="choose which"):
            matching(uow, TABLES, {}, ADVISOR, context)
        assert len(matching(uow, TABLES, {"state": "called-off"}, ADVISOR, context)) == 1
        one = one_job(uow, TABLES, job_id(HELLO), ADVISOR, context)
        assert (one.may_retry, one.may_call_off) == (True, False)
        with pytest.raises(Refused, match="no such job"):
            one_job(uow, TABLES, "0" * 12, ADVISOR, context)


async def test_what_is_typed_names_a_kind_and_a_filter(small_office: Office) -> None:
    with small_office.database.reading() as uow:
        assert kind_named(uow, TABLES, "mail") == "mail"
        assert kind_named(uow, TABLES, SIP.email.upper()) == f"mailbox:{SIP.id}"
        for typed in ("nothing", "x@y.example"):
            with pytest.raises(Refused):
                kind_named(uow, TABLES, typed)
        assert person_of_mailbox(uow, HEAD.id) == HEAD.id
        assert asked_in(uow, {"mailbox": SIP.email, "age": "1d"}).older_than == timedelta(days=1)
        assert asked_in(uow, {"state": "failing"}).states == ("failing",)
        for odd in ({"state": "odd"}, {"age": "9y"}, {"kind": "x" * 101}):
            with pytest.raises(Refused):
                asked_in(uow, odd)


async def test_somebody_who_has_left_is_named_by_their_id(small_office: Office) -> None:
    office = small_office
    gone = replace(ADVISOR, id="00000000-0000-4000-8000-00000000dead")
    await office.bus.decide(PauseWork("mail", "why", gone.id))
    await office.bus.decide(PauseWork("teams", "why"), ADVISOR.id, "tab")
    with office.database.reading() as uow:
        seen = board(uow, TABLES, {}, ADVISOR, office.bus.render_context)
    assert {one.by for one in seen.stops} == {gone.id, ADVISOR.name}
