"""People of whom Teams and the directory tell different things, and messages to groups of them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cards.reach.actions import ShowReach
from cards.reach.broadcast import (
    Groups,
    compose_card,
    dropped_card,
    message_card,
    on_its_way_card,
    preview_card,
    report_card,
)
from cards.reach.installing import install_card
from cards.reach.people import Installing, PersonRow, reach_card
from handbook.core.people import Person, Role
from handbook.reach.broadcast import WORDS_AT_MOST, Audience, Broadcast, Outcome
from handbook.reach.installing import AppInstall, InstallOutcome, lacking, without_account
from handbook.reach.states import AccountSeen, AccountState, Reached
from tests.support import builders as a

_FIRST, _LAST = ("Ada", "Brid", "Ceri", "Dilys", "Edwin", "Fergus"), ("Quill", "Fenn", "Crowe", "Pike", "Ardley")
_NAMES = [f"{_FIRST[at % 6]} {_LAST[at % 5]}" for at in range(30)]


def a_row(number: int, state: Reached, account: AccountState | None = None) -> PersonRow:
    """Person 07, a SIP."""
    person = replace(a.a_person(Role.SIP), id=f"p{number}", name=f"Person {number:02}")
    seen = AccountSeen(person.id, account, a.MONDAY, a.MONDAY) if account else None
    return PersonRow(person, state, a.MONDAY if state is not Reached.NEVER else None, seen)


def reach_rows() -> list[PersonRow]:
    """3 are reached, 17 have not got the app, 1 has blocked it and 1 has never opened it."""
    return [
        *(a_row(one, Reached.REACHED, AccountState.OPEN) for one in range(3)),
        *(a_row(one, Reached.NOT_INSTALLED) for one in range(3, 20)),
        a_row(20, Reached.BLOCKED, AccountState.CLOSED),
        a_row(21, Reached.NEVER, AccountState.MISSING),
    ]


def every_install(count: int) -> dict[str, AppInstall]:
    """Of so many people, each outcome in turn."""
    of_each = [list(InstallOutcome)[number % len(InstallOutcome)] for number in range(count)]
    return {
        f"p{number}": AppInstall(f"p{number}", a.MONDAY, a.a_person(Role.TRUST_ADVISOR).id, one)
        for number, one in enumerate(of_each)
    }


def a_broadcast(words: str, people: int = 30) -> Broadcast:
    audience = Audience((Role.HEADTEACHER, Role.SIP), "Fellshire", a.a_person(Role.DSO).id)
    ids = tuple(f"p{one}" for one in range(people))
    return Broadcast("b1", a.a_person(Role.TRUST_ADVISOR).id, a.MONDAY, audience, words, ids, revision=1)


def reach_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state; `words` stands for a message at its longest."""
    advisor, said = a.a_person(Role.TRUST_ADVISOR), (words or "The training day moves to Friday.")[:WORDS_AT_MOST]
    for state in (None, *Reached):
        yield f"reach · {state or 'not reached'}", reach_card(reach_rows(), ShowReach(state), advisor), advisor
    standings = [row.standing for row in reach_rows()]
    installing = Installing(every_install(20), permitted=True)
    yield "reach · installed for people", reach_card(reach_rows(), ShowReach(), advisor, installing), advisor
    yield "reach · names to install for", install_card(lacking(standings, {}), without_account(standings)), advisor
    yield (
        "reach · nobody to install for",
        install_card((), (), "The list of people without SIP Desk has changed."),
        advisor,
    )
    dso, one = a.a_person(Role.DSO), a_broadcast(said)
    for many in (1, 30):
        groups = Groups(
            [f"Authority {at}" for at in range(many)], [(f"{dso.name} {at}", f"d{at}") for at in range(many)]
        )
        yield f"broadcast · form, {many}", compose_card(groups, one.audience, said), advisor
        yield f"broadcast · form, {many}, nothing", compose_card(groups, Audience(()), "", "Please choose."), advisor
    people = {row.person.id: row.person for row in (a_row(at, Reached.REACHED) for at in range(29))}
    people = {at: replace(person, name=_NAMES[number]) for number, (at, person) in enumerate(people.items())}
    yield "broadcast · preview", preview_card(one, list(people.values()), dso.name), advisor
    everybody = [
        replace(dso, id=f"d{at}", name=f"{dso.name} the {at}th of Northbeck and Southbeck") for at in range(300)
    ]
    yield "broadcast · preview, many", preview_card(one, everybody, dso.name), advisor
    yield "broadcast · on its way", on_its_way_card(one), advisor
    yield "broadcast · dropped", dropped_card(), advisor
    sent = replace(one, sent_at=a.MONDAY, round=1)
    tried = [one for one in Outcome if one is not Outcome.WAITING]
    some = {  # the last is on the list no more
        at: tried[number % len(tried)] if number < 8 or number == 29 else Outcome.REACHED
        for number, at in enumerate(sent.recipient_ids)
    }
    for state, outcomes in (
        ("being sent", {}),
        ("all", dict.fromkeys(sent.recipient_ids, Outcome.REACHED)),
        ("some", some),
    ):
        for viewer in (advisor, a.a_person(Role.SIP)):
            card = report_card(sent, people, outcomes, dso.name if state == "all" else "", viewer)
            yield f"broadcast · {state} · {viewer.name}", card, viewer
    yield "broadcast · message", message_card(said, advisor.name), a.a_person(Role.SIP)
