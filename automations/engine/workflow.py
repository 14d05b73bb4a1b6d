"""What a workflow declares of itself, once, and the tables that the engine makes of all declarations. The engine
imports no workflow: `automations/workflows.py` names them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from automations.engine.card_registry import CardRef, CardRegistry, CardRenderer
from automations.engine.chat_turns import ChatTurns
from automations.engine.command_bus import CommandBus, CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.confirming.asking import Confirming
from automations.engine.confirming.confirmation import Around, Confirmation
from automations.engine.inbound.commands import AnswerTyped, Phrase, answer_typed, press_typed
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import CONFIDENTIAL, LEAVES_NO_TRACE, OutboxJob
from automations.engine.ports import (
    AppInstaller,
    Calendars,
    Card,
    Directory,
    Libraries,
    Links,
    Mailer,
    Messenger,
    Subscriptions,
)
from cards.home.typed_actions import TypeWords
from cards.kit.confirming import TakeItBack
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.mail.letters import Waits
from handbook.reports.library import FiledItem
from store.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """What effects work with. `subscriptions` is None where the service has no address at which it could be told of
    changes: calendars are read all the same; `links` is None where it has none that people could reach either, `apps`
    where nobody has permitted that it installs itself, and `mailer` where it has no mailbox."""

    bus: CommandBus
    tables: "WorkflowTables"
    libraries: Libraries
    directory: Directory
    messenger: Messenger
    calendars: Calendars
    subscriptions: Subscriptions | None = None
    links: Links | None = None
    apps: AppInstaller | None = None
    mailer: Mailer | None = None
    turns: ChatTurns = field(default_factory=ChatTurns)


@dataclass(frozen=True, slots=True)
class Effect:
    """Carries out one job. `run` takes the Work and the job's args by name, and may be run again after a crash. People
    read `could_not` when it does not work; where the job names a person, they read `of_person` with `{name}` in it.
    `about` is the word for what such a job is about, and the argument that holds its key; None where its arguments say
    it: `about`, or the id of a record by the name that its workflow declares (`report_id`)."""

    run: Callable[..., Awaitable[None]]
    could_not: str
    of_person: str = ""
    about: tuple[str, str] | None = None

    def sentence(self, who: str = "") -> str:
        """What could not be done. `who` is the name of whom the job is about, if it is about somebody."""
        return self.of_person.format(name=who) if who and self.of_person else self.could_not


@dataclass(frozen=True, slots=True)
class MailFile:
    """A document that can be read on a page: its bytes, or where they lie."""

    name: str
    data: bytes | FiledItem


@dataclass(frozen=True, slots=True)
class ByMail:
    """What becomes of a kind of card that does not reach its person in Teams: a letter with a link, whose page shows
    the card. `answers` are the commands that its person may give there, and that use the link up; `shows` those that
    only show. `code_first`: not even the card shows before a code was entered. `reply` draws what is answered where the
    workflow's own replies do not. `file` is what can be read there, if anything."""

    waits: Waits
    answers: frozenset[type[Any]] = frozenset()
    shows: frozenset[type[Any]] = frozenset()
    is_reminder: bool = False
    code_first: bool = False
    reply: Callable[[UnitOfWork, Any, CommandContext], Card] | None = None
    file: Callable[[UnitOfWork, str, int, Person, RenderContext], MailFile | None] | None = None


FollowUp = Callable[[UnitOfWork, str, RenderContext], Iterable[OutboxJob]]
"""Says what follows from a decision, now that there is time for it. Takes the id of the record that it was about."""

TroubleOf = Callable[[UnitOfWork, str], str]
"""A sentence or a part of one about a record, by its key."""


@dataclass(frozen=True, slots=True)
class RecordTrouble:
    """What becomes of something that could not be done about a kind of record.

    `heard_by` names who hears of it, by the record's key: nobody named, whoever answers for the service; None, nobody
    else at all. What was `asked_for` by the very person who cannot be reached is told to nobody. `called` says which
    record it is, for a sentence that stands on no card of it. What is found again each day is told `once_a_week`.

    Where it stands on the record's cards, `noted` (record id, effect, error, words) and `over` (record id, effect, the
    words that it began with) make the commands that say so, and `now` reads it. `told` (record id, words, key) tells it
    in the workflow's own way instead; `instead` has sentences, by effect, that say less than the effect's own."""

    heard_by: Callable[[UnitOfWork, str], Iterable[str]] | None = None
    asked_for: bool = False
    called: TroubleOf | None = None
    once_a_week: bool = False
    noted: Callable[[str, str, str, str], object] | None = None
    over: Callable[[str, str, str], object] | None = None
    now: TroubleOf | None = None
    told: Callable[[UnitOfWork, str, str, str], Iterable[OutboxJob]] | None = None
    instead: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def is_of_workflow(self) -> bool:
        """Whether the workflow itself shows or tells it."""
        return self.noted is not None or self.told is not None


Due = Callable[[UnitOfWork, TrustPolicy, datetime], Iterable[object]]
"""The commands of the clock that are due now."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the button of a card is answered with: a card that is no kind that is sent, or which card it is. Raises
    Refused where there is nothing to be shown."""

    card: Callable[[UnitOfWork, Any, Person, RenderContext, Click], Card | CardRef]
    only_shows: bool = False
    """The command changes nothing, so that it is asked of the records and needs no handler."""
    turns_into: frozenset[str] = frozenset()
    """The kinds of card that the pressed one becomes for good: pressed again, it is only shown."""
    turns_page: bool = False
    """The pressed card shows another page of itself, and goes on to show it when it is drawn again."""
    on_refusal: Mapping[str, Callable[[UnitOfWork, Any, Person, Refused], Card]] = field(
        default_factory=dict[str, Callable[[UnitOfWork, Any, Person, Refused], Card]]
    )
    """By the refusal's code: a card that says no in its own way."""
    form: Callable[[UnitOfWork, Any, Person, RenderContext], Card] | None = None
    """The form that the button stands on: shown once more where the press is refused, with the reason and with what was
    typed in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One workflow of the handbook. Every name is a literal that is in no other workflow."""

    name: str
    handlers: Mapping[type[Any], Handler] = field(default_factory=dict[type[Any], Handler])
    follow_ups: Mapping[str, FollowUp] = field(default_factory=dict[str, FollowUp])
    effects: Mapping[str, Effect] = field(default_factory=dict[str, Effect])
    cards: Mapping[str, CardRenderer] = field(default_factory=dict[str, CardRenderer])
    replies: Mapping[type[Any], Reply] = field(default_factory=dict[type[Any], Reply])
    phrases: Sequence[Phrase] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict[str, str])
    """Other words that people type (small letters, no sign at their ends), and what they mean."""
    troubles: Mapping[str, RecordTrouble] = field(default_factory=dict[str, RecordTrouble])
    """By the word for a record."""
    due: Mapping[str, Due] = field(default_factory=dict[str, Due])
    """By the word that people read for what is due."""
    by_mail: Mapping[str, ByMail] = field(default_factory=dict[str, ByMail])
    """By the kind of card: what goes by e-mail to whom Teams does not reach."""
    confirmations: Mapping[type[Any], Confirmation] = field(default_factory=dict[type[Any], Confirmation])
    """By the command: what is asked about once more, and held so that it can be taken back."""
    deputised: frozenset[str] = frozenset()
    """Words for records of which somebody's deputy gets the cards that they get."""
    apart: frozenset[str] = frozenset()
    """Kinds of card that ask something else than the others about their record: each is live beside those."""
    confidential: frozenset[str] = frozenset()
    """Words for records of which nothing is said where jobs and attempts are listed."""
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    """The word for a record, by the name under which commands and jobs carry its id."""
    about: Mapping[type[Any], Callable[[Any], str]] = field(default_factory=dict[type[Any], Callable[[Any], str]])
    """What a command is about that says it in another way."""


class WorkflowTables:
    """What all workflows declare, as the engine looks things up. Raises ValueError for a name that two of them give,
    for a button's command that nobody handles, and for a card or an effect about a kind of record of which nobody says
    who hears when it does not work."""

    def __init__(self, workflows: Sequence[Workflow]) -> None:
        self.workflows = tuple(workflows)
        self.phrases = tuple(phrase for one in workflows for phrase in one.phrases)
        self.synonyms = _joined(one.synonyms for one in workflows)
        typed = answer_typed(self.phrases, self.synonyms)
        confirmations = _joined(one.confirmations for one in workflows)
        self.confirming = Confirming(confirmations, lambda: self.handlers, self.record_of)
        own = {AnswerTyped: typed, TypeWords: press_typed(typed), **self.confirming.handlers}
        self.handlers = _joined((*(one.handlers for one in workflows), own))
        self.follow_ups = _joined(one.follow_ups for one in workflows)
        self.effects = _joined(one.effects for one in workflows)
        self.replies = _joined((*(one.replies for one in workflows), {TakeItBack: Reply(self._taken_back)}))
        self.cards = CardRegistry(_joined(one.cards for one in workflows), self.confirming.as_held)
        self.troubles = _joined(one.troubles for one in workflows)
        self.due = _joined(one.due for one in workflows)
        self.by_mail = _joined(one.by_mail for one in workflows)
        self.deputised = frozenset(word for one in workflows for word in one.deputised)
        self.apart = frozenset(kind for one in workflows for kind in one.apart)
        self._confidential = frozenset(word for one in workflows for word in one.confidential)
        self._ids = _joined(one.ids for one in workflows)
        self._about = _joined(one.about for one in workflows)
        idle = [command.__name__ for command, reply in self.replies.items() if not self._is_carried_out(command, reply)]
        if idle:
            raise ValueError(f"commands of buttons that nobody handles: {', '.join(idle)}")
        about = (*self.cards.words, *(effect.about[0] for effect in self.effects.values() if effect.about))
        unheard = sorted(set(about) - self.troubles.keys())
        if unheard:
            raise ValueError(f"no troubles declared for: {', '.join(unheard)}")

    def about(self, job: OutboxJob) -> tuple[str, str]:
        """What a job is about: the word for it, and its key; empty where it is about nothing in particular."""
        effect = self.effects.get(job.effect)
        if effect is not None and effect.about is not None:
            what, arg = effect.about
            return what, str(job.args.get(arg, ""))
        named = next(((what, job.args[name]) for name, what in self._ids.items() if name in job.args), None)
        if named is not None:
            return named[0], str(named[1])
        what, _, key = str(job.args.get("about", "")).partition(":")
        return what, key.partition("@")[0]

    def listed(self, job: OutboxJob) -> tuple[str, str]:
        """The record that a job is about (`report:…`, empty where it is about none), and what the job is called where
        others than its readers see it."""
        if job.effect == LEAVES_NO_TRACE:
            return "", CONFIDENTIAL
        what, key = job.key.split(":")[:2] if job.effect == "redraw_card" else self.about(job)
        return f"{what}:{key}" if what else "", CONFIDENTIAL if what in self._confidential else job.effect

    def about_command(self, command: object) -> str:
        """The record that somebody's attempt was about, as the audit has it; empty where it was about none, or is
        confidential."""
        record = self.record_of(command)
        return "" if self.is_confidential(record) else record

    def is_confidential(self, about: str) -> bool:
        return about.partition(":")[0] in self._confidential

    def record_of(self, command: object) -> str:
        """The record that a command is about; empty where it is about none."""
        if isinstance(command, Around):
            return self.record_of(command.command)
        told = self._about.get(type(command))
        if told is not None:
            return told(command)
        found = ((what, getattr(command, name, "")) for name, what in self._ids.items())
        return next((f"{what}:{key}" for what, key in found if key), "")

    def trouble_of(self, uow: UnitOfWork, about: str) -> str:
        """What does not work about a record now, as its cards say it; empty where all is well."""
        what, _, record_id = about.partition(":")
        known = self.troubles.get(what)
        return known.now(uow, record_id) if known and known.now else ""

    def _taken_back(
        self, uow: UnitOfWork, command: TakeItBack, viewer: Person, context: RenderContext, click: Click
    ) -> Card | CardRef:
        """The card on which it was pressed."""
        pressed = self.confirming.command(uow.held.get(command.held_id))
        return self.replies[type(pressed)].card(uow, pressed, viewer, context, click)

    def _is_carried_out(self, command: type[Any], reply: Reply) -> bool:
        return reply.only_shows is not (command in self.handlers)


def follow_ups_of(
    load: Callable[[UnitOfWork, str], T], follow_ups: Mapping[str, Callable[[UnitOfWork, T], Iterable[OutboxJob]]]
) -> Mapping[str, FollowUp]:
    """Follow-ups that are about one kind of record, which `load` finds by its id."""

    def of_record(follow_up: Callable[[UnitOfWork, T], Iterable[OutboxJob]]) -> FollowUp:
        return lambda uow, record_id, _context: follow_up(uow, load(uow, record_id))

    return {name: of_record(follow_up) for name, follow_up in follow_ups.items()}


def _joined(tables: Iterable[Mapping[Any, T]]) -> Mapping[Any, T]:
    joined: dict[Any, T] = {}
    for table in tables:
        twice = joined.keys() & table.keys()
        if twice:
            raise ValueError(f"given twice: {', '.join(sorted(map(str, twice)))}")
        joined.update(table)
    return joined
