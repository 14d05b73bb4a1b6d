"""The only door to a change of state: what is decided, noted and promised is written together, or not at all."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from automations.engine.command_bus import CLOCK, SERVICE, Customs, Desk, Occasion
from automations.engine.outbox import FarEnd, Promise
from handbook.core.refusal import Refused
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.report import Status
from store.ledger import Ledger
from store.stale import Stale
from tests.automations.office import HEAD, SIP, Office, no_room_for_promises
from tests.support import builders as a

PROMISE = Promise("say", "k", {"person_id": SIP.id, "words": "Hello."}, FarEnd.TEAMS)


@dataclass(frozen=True)
class Do:
    """A command of this test: does to the books what it is given."""

    work: Callable[[Ledger, Occasion], Iterable[Promise]]
    report_id: str = ""


def do(books: Ledger, command: Do, occasion: Occasion) -> Iterable[Promise]:
    return command.work(books, occasion)


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    opened = Desk(office.database, office.promises, {Do: do}, Customs(), lambda: office.now)
    yield opened
    opened.close()


def note(books: Ledger, word: str) -> None:
    books.audit(Occasion(None, SERVICE, a.MONDAY, "service", Customs()).entry(word, "report:r1"), a.MONDAY)


def actions(office: Office) -> list[str]:
    return [entry.action for entry in office.entries()]


async def test_what_is_done_is_noted_promised_and_answered_from_what_was_written(office: Office, desk: Desk) -> None:
    def work(books: Ledger, occasion: Occasion) -> Iterable[Promise]:
        note(books, f"done by {occasion.somebody.name}")
        yield PROMISE

    answer = await desk.handle(Do(work), SIP.id, "teams", lambda books, _: books.verify_audit().entries)
    assert answer == 1
    assert actions(office) == ["done by Samir Pell"]
    assert office.promised() == [PROMISE]


async def test_a_refusal_is_noted_and_nothing_else_is_written(office: Office, desk: Desk) -> None:
    def work(books: Ledger, _: Occasion) -> Iterable[Promise]:
        note(books, "half done")
        yield PROMISE
        raise Refused("not_now", "Not today.", "W1")

    with pytest.raises(Refused, match="Not today"):
        await desk.decide(Do(work, "r1"), SIP.id, "teams")
    (entry,) = office.entries()
    assert (entry.actor_id, entry.action, entry.about) == (SIP.id, "refused", "report:r1")
    assert entry.detail == {"command": "Do", "code": "not_now", "rule": "W1", "route": "teams"}
    assert office.promised() == []


async def test_what_breaks_leaves_no_trace(office: Office, desk: Desk) -> None:
    """Neither the record nor the promise: they commit together."""

    def work(books: Ledger, _: Occasion) -> Iterable[Promise]:
        note(books, "half done")
        return [PROMISE]

    def broken(_books: Ledger, _: Occasion) -> None:
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await desk.handle(Do(work), SIP.id, "teams", broken)
    assert (actions(office), office.promised()) == ([], [])


async def test_who_is_not_on_the_list_is_refused_and_noted(office: Office, desk: Desk) -> None:
    with pytest.raises(Refused, match="I do not know you"):
        await desk.decide(Do(lambda _books, _: []), "stranger", "teams")
    assert [(entry.actor_id, entry.detail["code"]) for entry in office.entries()] == [("stranger", "unknown")]


@pytest.mark.parametrize("actor", [SERVICE, CLOCK])
async def test_what_only_people_do_is_refused_to_the_service(desk: Desk, actor: str) -> None:
    def work(_books: Ledger, occasion: Occasion) -> Iterable[Promise]:
        assert occasion.somebody
        return []

    with pytest.raises(Refused, match="Only a person"):
        await desk.decide(Do(work), actor)


async def test_what_was_stale_is_decided_anew_on_what_is_there_now(office: Office, desk: Desk) -> None:
    seen: list[int] = []

    def work(books: Ledger, _: Occasion) -> Iterable[Promise]:
        note(books, "tried")
        seen.append(books.verify_audit().entries)
        if len(seen) < 3:
            raise Stale("r1")
        return [PROMISE]

    await desk.decide(Do(work), SIP.id)
    assert seen == [1, 1, 1]
    assert (actions(office), office.promised()) == (["tried"], [PROMISE])


async def test_what_stays_stale_is_given_up_without_a_trace(office: Office, desk: Desk) -> None:
    def work(books: Ledger, _: Occasion) -> Iterable[Promise]:
        note(books, "tried")
        raise Stale("r1")

    with pytest.raises(Stale):
        await desk.decide(Do(work), SIP.id)
    assert (actions(office), office.promised()) == ([], [])


async def test_many_at_once_hurt_each_other_in_nothing(office: Office, desk: Desk) -> None:
    """They may share a commit; what one of them breaks is undone for that one alone."""

    def work(number: int) -> Callable[[Ledger, Occasion], Iterable[Promise]]:
        def one(books: Ledger, _: Occasion) -> Iterable[Promise]:
            note(books, f"done {number}")
            if number % 4 == 1:
                raise Refused("not_now", "Not today.")
            if number % 4 == 2:
                raise RuntimeError("the light went out")
            return [replace(PROMISE, key=str(number))]

        return one

    outcomes = await asyncio.gather(
        *(desk.decide(Do(work(number)), SIP.id) for number in range(40)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes[:4]] == [type(None), Refused, RuntimeError, type(None)]
    done = [number for number in range(40) if number % 4 in (0, 3)]
    assert sorted(action for action in actions(office) if action != "refused") == sorted(f"done {n}" for n in done)
    assert actions(office).count("refused") == 10
    assert {promise.key for promise in office.promised()} == {str(number) for number in done}
    with office.database.reading() as books:
        assert books.verify_audit().broken_at is None


async def test_a_record_that_breaks_is_undone_and_says_so(office: Office, desk: Desk) -> None:
    def work(books: Ledger) -> Iterable[Promise]:
        note(books, "half done")
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await desk.record(work)
    assert actions(office) == []


async def test_where_the_promise_cannot_be_written_nothing_is(office: Office, desk: Desk) -> None:
    """Whoever shared the commit hears of it, and nobody is told that it was done."""

    def work(books: Ledger, _: Occasion) -> Iterable[Promise]:
        note(books, "done")
        return [PROMISE]

    with no_room_for_promises(office.database):
        outcomes = await asyncio.gather(*(desk.decide(Do(work), SIP.id) for _ in range(3)), return_exceptions=True)
    assert all("the disk is full" in str(outcome) for outcome in outcomes)
    assert (actions(office), office.promised()) == ([], [])
    await desk.decide(Do(work), SIP.id)
    assert (actions(office), office.promised()) == (["done"], [PROMISE])


async def test_two_decisions_of_one_commit_are_followed_up_by_one_promise(office: Office) -> None:
    """And each of them is."""
    report = await office.receive()
    await office.desk.decide(SendReport(report.id, 1), SIP.id, "teams")
    await office.keep_all()
    outcomes = await asyncio.gather(
        office.desk.decide(ApproveReport(report.id, 1), HEAD.id, "teams"),
        office.desk.decide(ApproveReport(report.id, 1), HEAD.id, "teams"),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), Refused]
    await office.keep_all()
    assert (await office.report()).status is Status.FILED
