"""What is not tried any more is kept, and told to whoever looks after the service, until somebody takes it up again or
drops it."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import Customs, Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.ports import Card
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Reply
from cards.home.given_up import GivenUpJob, given_up_card
from cards.home.given_up_actions import ShowGivenUp, TryGivenUpAgain
from cards.reports.lines import closed_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.given_up import GivenUp
from store.ledger import Ledger

GIVEN_UP: Final = "given_up"
CONFIDENTIAL: Final = "confidential"
"""What all jobs about confidential records are called where they are listed."""
_ABOUT_CASES: Final = frozenset(("keep_partnership_meeting", "send_case_link", "send_case_card"))
_SOMETHING: Final = "Something that SIP Desk had promised could not be done"
_RETRIED: Final = re.compile(r"~\d+$")


class GivenUpKind(StrEnum):
    """The one card."""

    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class NoteGivenUp:
    """This is not tried any more. `error` is a word for the reason; `could_not` and `because` make a sentence."""

    promise: Promise
    error: str
    could_not: str
    because: str


@dataclass(frozen=True, slots=True)
class RetryGivenUp:
    """Somebody at the machine wants these to be tried again."""

    job_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropGivenUp:
    """Somebody at the machine wants this never to be tried again."""

    job_id: str
    reason: str


def job_id(promise: Promise) -> str:
    """Short enough to be typed, and says nothing of what it is about."""
    return hashlib.sha256(promise.id.encode(errors="replace")).hexdigest()[:12]


def about_of(promise: Promise) -> str:
    """The record that a job is about, such as `report:…`; empty where it is about none."""
    for what in ("report", "visit", "case"):
        if f"{what}_id" in promise.args:
            return f"{what}:{promise.args[f'{what}_id']}"
    if promise.effect == "redraw_card":
        return ":".join(promise.key.split(":")[:2])
    return str(promise.args.get("about", "")).partition("@")[0]


def begun_anew(promise: Promise) -> bool:
    """Whether it had been given up before."""
    return _RETRIED.search(promise.key) is not None


def kind_of(promise: Promise) -> str:
    """What a job is called where others than its readers see it."""
    is_confidential = promise.effect in _ABOUT_CASES or about_of(promise).startswith("case:")
    return CONFIDENTIAL if is_confidential else promise.effect


def note(books: Ledger, command: NoteGivenUp, occasion: Occasion) -> Iterable[Promise]:
    promise, kind = command.promise, kind_of(command.promise)
    words = _SOMETHING if kind == CONFIDENTIAL else command.could_not
    job = GivenUp(
        job_id(promise),
        kind,
        promise.effect,
        promise.key,
        promise.args,
        promise.far_end.value,
        promise.attempt,
        command.error,
        about_of(promise),
        f"{words}: {command.because}.",
        occasion.now,
    )
    if not books.given_up.add(job):
        return
    books.audit(occasion.entry("job_given_up", job.about, job=job.id, effect=job.effect, error=job.error), occasion.now)
    yield from _redrawn(books, [job], job.id)
    yield from _told(books, job, occasion.customs)


def retry(books: Ledger, command: RetryGivenUp, occasion: Occasion) -> Iterable[Promise]:
    jobs = [job for id_ in command.job_ids for job in books.given_up.matching(id=id_)]
    return retried(books, jobs, occasion)


def try_again(books: Ledger, command: TryGivenUpAgain, occasion: Occasion) -> Iterable[Promise]:
    """All of a kind that failed for the same reason, as they stand on one card. Raises Refused."""
    if occasion.somebody.id != administrator(books, occasion.customs):
        raise Refused("not_yours", "Only whoever looks after SIP Desk can do that.")
    return retried(books, books.given_up.matching(kind=command.kind, error=command.error), occasion)


def drop(books: Ledger, command: DropGivenUp, occasion: Occasion) -> Iterable[Promise]:
    jobs = books.given_up.matching(id=command.job_id)
    for job in jobs:
        detail = {"job": job.id, "effect": job.effect, "reason": command.reason}
        books.audit(occasion.entry("job_dropped", job.about, **detail), occasion.now)
    books.given_up.remove(jobs)
    return _redrawn(books, jobs, int(occasion.now.timestamp()))


def retried(books: Ledger, jobs: Sequence[GivenUp], occasion: Occasion) -> Iterable[Promise]:
    """Each begins anew, with all its attempts, under a new key: the old one was done, as far as the queue knows."""
    books.given_up.remove(jobs)
    anew = int(occasion.now.timestamp())
    for job in jobs:
        books.audit(occasion.entry("job_retried", job.about, job=job.id, effect=job.effect), occasion.now)
        yield Promise(job.effect, f"{_RETRIED.sub('', job.key)}~{anew}", job.args, FarEnd(job.far_end))
    yield from _redrawn(books, jobs, anew)


HANDLERS: Final[Mapping[type, Handler]] = {
    NoteGivenUp: note,
    RetryGivenUp: retry,
    TryGivenUpAgain: try_again,
    DropGivenUp: drop,
}


def given_up_about(kind: str, error: str) -> str:
    return f"{GIVEN_UP}:{kind}:{error}"


def draw_given_up(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    if viewer.id != administrator(books, sight.customs):
        return closed_card()
    kind, _, error = card.record_id.partition(":")
    jobs = books.given_up.matching(kind=kind, error=error)
    return given_up_card(kind, error, [GivenUpJob(job.id, job.words, job.at) for job in jobs])


CARDS: Final[Mapping[str, CardRenderer]] = {GIVEN_UP: draw_given_up}


def given_up_answer(
    _books: Ledger, command: TryGivenUpAgain | ShowGivenUp, _viewer: Person, _sight: Sight, _click: Click
) -> CardRef:
    """The card that the button stands on, as it now is."""
    return CardRef(GivenUpKind.GIVEN_UP.value, given_up_about(command.kind, command.error))


REPLIES: Final[Mapping[type, Reply]] = {
    TryGivenUpAgain: Reply(given_up_answer),
    ShowGivenUp: Reply(given_up_answer, only_shows=True),
}


def _redrawn(books: Ledger, jobs: Sequence[GivenUp], occasion: int | str) -> Iterable[Promise]:
    """The cards of whoever looks after the service, and those of the reports that it is about: they say it too. That a
    card could not be drawn is not said on cards, which would be drawn for ever."""
    theirs = [given_up_about(job.kind, job.error) for job in jobs]
    own = [job.about for job in jobs if job.about.startswith("report:") and job.effect != "redraw_card"]
    for about in dict.fromkeys((*theirs, *own)):
        yield from redraw_all(books, about, occasion)


def _told(books: Ledger, job: GivenUp, customs: Customs) -> Iterable[Promise]:
    """One message for all of a kind that fail for one reason, until they were taken up again: a card that counts."""
    first, *others = books.given_up.matching(kind=job.kind, error=job.error)
    if others or first.id != job.id:
        return
    with suppress(Refused):  # nobody looks after the service: the log says it
        person_id = administrator(books, customs)
        yield tell(
            GivenUpKind.GIVEN_UP,
            person_id,
            given_up_about(job.kind, job.error),
            0,
            f"{job.id}-{int(job.at.timestamp())}",
        )
