"""Whom SIP Desk reaches in Teams, and whose account is not as it should be: counts that come to all, and names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, bullets, buttons, card, execute, heading, input_choice, open_dialog, refresh, text
from cards.kit.lines import capital, why
from cards.reach.actions import NOT_REACHED, ShowReach, reach_data
from cards.reach.installing import HOW_TO_PERMIT, installed_lines
from cards.reach.verbs import ReachVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role
from handbook.reach.broadcast import may_broadcast
from handbook.reach.installing import AppInstall, Standing, lacking
from handbook.reach.states import AccountSeen, AccountState, Reached

ROWS_AT_MOST: Final = 12
ACCOUNTS_AT_MOST: Final = 12
_NOT_REACHED: Final = "Everybody who is not reached"
_WHAT: Final = {
    Reached.NOT_INSTALLED: "Ask them to add SIP Desk in Teams, under Apps; or have it installed by a policy.",
    Reached.BLOCKED: "They blocked SIP Desk in Teams. Only they can end that, in the chat with it.",
    Reached.NEVER: "They are written to when there is something for them, or can add SIP Desk in Teams, under Apps.",
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the list: how they stand with Teams, since when (None: nobody knows), and their account."""

    person: Person
    reached: Reached
    since: datetime | None
    account: AccountSeen | None = None

    @property
    def standing(self) -> Standing:
        return Standing(self.person, self.reached, self.since, self.account.state if self.account else None)


@dataclass(frozen=True, slots=True)
class Installing:
    """What was asked of installing the app for people, by their ids, and whether it is `permitted`."""

    asked: Mapping[str, AppInstall] = field(default_factory=dict[str, AppInstall])
    permitted: bool = False


def reach_card(
    rows: Sequence[PersonRow], asked: ShowReach, viewer: Person, installing: Installing | None = None
) -> Json:
    """`rows` are all people of the list, by name."""
    installing = installing or Installing()
    without = lacking([row.standing for row in rows], installing.asked)
    counts = {state: sum(row.reached is state for row in rows) for state in Reached}
    found = [
        row for row in rows if row.reached is asked.state or (not asked.state and row.reached is not Reached.REACHED)
    ]
    pages = max(1, -(-len(found) // ROWS_AT_MOST))
    at = ShowReach(asked.state, min(asked.page, pages))
    body = [
        bullets([f"{capital(state.words)}: {count}" for state, count in counts.items()] + [f"Total: {len(rows)}"]),
        *_look_for(at),
        *_page(found, at),
        *([text(HOW_TO_PERMIT, muted=True)] if without and not installing.permitted else []),
        *installed_lines(installing.asked, {row.person.id: row.person for row in rows}),
        *_accounts(rows),
        why(_because(viewer)),
    ]
    writes = [open_dialog("Write to a group", ReachVerb.COMPOSE, {})] if may_broadcast(viewer) else []
    if without and installing.permitted:
        count = f"the {len(without)} people who lack it" if len(without) > 1 else "the 1 person who lacks it"
        writes = [execute(f"Install for {count}", ReachVerb.INSTALL_PREVIEW, {}, submits_inputs=False), *writes]
    return card("Who is reached in Teams", body, writes, "Who SIP Desk reaches.", asks_again=_again(at))


def _because(viewer: Person) -> str:
    if viewer.is_a(Role.TRUST_ADVISOR):
        return f"you are the {Role.TRUST_ADVISOR.words}"
    return "you look after SIP Desk"


def _again(at: ShowReach) -> Json:
    return refresh(ReachVerb.LIST, reach_data(at))


def _look_for(at: ShowReach) -> list[Json]:
    choices = [(_NOT_REACHED, NOT_REACHED), *((capital(one.words), one.value) for one in Reached)]
    chosen = at.state.value if at.state else NOT_REACHED
    return [
        input_choice("show", "Show", "Please choose.", choices, value=chosen),
        buttons([execute("Show", ReachVerb.LIST, {"page": 1})]),
    ]


def _page(found: Sequence[PersonRow], at: ShowReach) -> list[Json]:
    title = capital(at.state.words) if at.state else _NOT_REACHED
    if not found:
        return [heading(title), text("Nobody.")]
    first = (at.page - 1) * ROWS_AT_MOST
    shown = found[first : first + ROWS_AT_MOST]
    turn = [
        *([_turn("Previous", at, at.page - 1)] if at.page > 1 else []),
        *([_turn("Next", at, at.page + 1)] if first + len(shown) < len(found) else []),
    ]
    what = [text(_WHAT[at.state], muted=True)] if at.state is not None and at.state in _WHAT else []
    return [
        heading(f"{title}: {first + 1} to {first + len(shown)} of {len(found)}"),
        *what,
        bullets([_line(row, at) for row in shown], ROWS_AT_MOST),
        *([buttons(turn)] if turn else []),
    ]


def _turn(title: str, at: ShowReach, page: int) -> Json:
    return execute(title, ReachVerb.LIST, reach_data(at, page=page), submits_inputs=False)


def _line(row: PersonRow, at: ShowReach) -> str:
    state = "" if at.state else f": {row.reached.words}"
    since = f", since {day_words(london_date(row.since))}" if row.since else ""
    return f"{row.person.name}, {row.person.office_words}{state}{since}"


def _accounts(rows: Sequence[PersonRow]) -> list[Json]:
    wrong = [(row.person, row.account) for row in rows if row.account and row.account.state is not AccountState.OPEN]
    unasked = sum(row.account is None for row in rows)
    notes = [text(f"{unasked} accounts have not been asked for yet.", muted=True)] if unasked else []
    if not wrong:
        return [heading("Accounts"), text("No account is known to be closed or missing."), *notes]
    lines = [
        f"{person.name}, {person.office_words}: {seen.state.words}, since {day_words(london_date(seen.since))}"
        for person, seen in wrong
    ]
    return [heading(f"Accounts that are not as they should be: {len(wrong)}"), bullets(lines, ACCOUNTS_AT_MOST), *notes]
