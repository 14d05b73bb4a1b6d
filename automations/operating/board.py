"""What SIP Desk has to do, as whoever looks after it sees it in the tab: the same jobs, words and filters as those of
`sipdesk jobs`."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.jobs.far_ends import FAR_ENDS
from automations.engine.jobs.listing import NEED_A_LOOK, STATE_WORDS, Asked, JobState, ListedJob, ages, listed, stalled
from automations.engine.jobs.pausing import check_is_administrator, stop_words
from automations.engine.jobs.steering import NO_SUCH_JOB
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import WorkflowTables
from automations.operating.asking import AGES, ALL, FILTERS, asked_in
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

AT_MOST: Final = 100
"""Rows on the page: who has more to do than that asks for less, or has all of it tried again."""
_AGAIN: Final = (JobState.FAILING, JobState.GIVEN_UP)
_ENDED: Final = (JobState.UNDER_WAY, JobState.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that somebody has stopped. `kind` is what is sent to let it go on."""

    kind: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for one service."""

    kind: str
    words: str
    number: int
    stopped: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """`rows` are the first of the `total` that match `asked`; of those `again` can be tried again together. `stuck`
    should have ended or begun long ago."""

    asked: Mapping[str, str]
    rows: tuple[ListedJob, ...]
    total: int
    again: int
    waits: tuple[Waits, ...]
    stops: tuple[Stop, ...]
    stuck: tuple[tuple[ListedJob, str], ...]
    kinds: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    ages: tuple[tuple[str, str], ...]

    @property
    def is_filtered(self) -> bool:
        """Whether somebody has said which: all that there is, is not tried again at one press."""
        return any(self.asked.values())


@dataclass(frozen=True, slots=True)
class OneJob:
    """One of them, and what can be done with it."""

    job: ListedJob
    needs: str
    state: str
    may_retry: bool
    may_call_off: bool


def looks_after(uow: UnitOfWork, viewer: Person, policy: TrustPolicy) -> bool:
    """Whether the page is theirs."""
    with suppress(Refused):  # nobody looks after the service
        return viewer.id == administrator(uow, policy)
    return False


def board(
    uow: UnitOfWork, tables: WorkflowTables, query: Mapping[str, str], viewer: Person, context: RenderContext
) -> Board:
    """Raises Refused for everybody else, and for a filter that there is none of."""
    check_is_administrator(uow, viewer.id, context.policy)
    asked, now = asked_in(uow, query), context.now
    found = listed(uow, tables, asked, now)
    every = listed(uow, tables, Asked(), now)
    kinds = sorted({one.kind for one in every} - FAR_ENDS.keys())
    return Board(
        {name: query.get(name, "").strip() for name in FILTERS},
        tuple(found[:AT_MOST]),
        len(found),
        len(again_of(found, asked)),
        tuple(Waits(word, FAR_ENDS[word], number, stopped, since) for word, number, stopped, since in ages(every, now)),
        tuple(Stop(one.kind, stop_words(uow, one), _name(uow, one.by_id)) for one in uow.pauses.all()),
        tuple(stalled(uow, every, now)),
        (*FAR_ENDS.items(), *((one, f"only {one}") for one in kinds)),
        tuple(sorted({one.error for one in every if one.error})),
        (
            ("", "what needs a look"),
            *((state.value, words) for state, words in STATE_WORDS.items()),
            (ALL, "everything"),
        ),
        tuple((word, words) for word, (words, _) in AGES.items()),
    )


def again_of(found: list[ListedJob], asked: Asked) -> list[ListedJob]:
    """Which of these are tried again where somebody says: all. What was called off only where it was asked for."""
    those = _AGAIN if asked.states in ((), NEED_A_LOOK) else (*_AGAIN, JobState.CALLED_OFF)
    return [one for one in found if one.state in those]


def matching(
    uow: UnitOfWork, tables: WorkflowTables, query: Mapping[str, str], viewer: Person, context: RenderContext
) -> list[ListedJob]:
    """All that are tried again together. Raises Refused where nobody said which, or none is like that."""
    check_is_administrator(uow, viewer.id, context.policy)
    if not any(query.get(name, "").strip() for name in FILTERS):
        raise Refused("unknown", "Please choose which: of what kind, or which failed in one way.")
    asked = asked_in(uow, query)
    found = again_of(listed(uow, tables, asked, context.now), asked)
    if not found:
        raise Refused("unknown", "No job is like that.")
    return found


def one_job(uow: UnitOfWork, tables: WorkflowTables, id_: str, viewer: Person, context: RenderContext) -> OneJob:
    """Raises Refused for everybody else, and where there is none."""
    check_is_administrator(uow, viewer.id, context.policy)
    found = listed(uow, tables, Asked(id=id_), context.now)
    if not found:
        raise Refused("gone", f"{NO_SUCH_JOB} It may be done by now.")
    one = found[0]
    can_again = one.state in (*_AGAIN, JobState.CALLED_OFF)
    return OneJob(one, FAR_ENDS[one.far_end], STATE_WORDS[one.state], can_again, one.state not in _ENDED)


def _name(uow: UnitOfWork, by_id: str) -> str:
    person = uow.roster.person(by_id)
    return person.name if person else by_id
