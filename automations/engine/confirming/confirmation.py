"""What a workflow declares of a decision whose effects leave the house and cannot be fetched back: that it is asked
about once more, and held for a while. The commands around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`verbs` are of the buttons that stand for it. `question` is asked on the card, with `follows` below it: sentences
    of what is done then. `done` says what was pressed while it is held (`Approved`), `called` what it is about, and
    `instead` what can be done once it has gone out. `stops` are the commands that are refused about the same record
    while it is held."""

    verbs: frozenset[str]
    question: str
    yes: str
    done: str
    follows: Callable[[UnitOfWork, Any], Sequence[str]]
    called: Callable[[UnitOfWork, Any], str]
    instead: str
    stops: frozenset[type[Any]] = field(default_factory=frozenset[type[Any]])


@dataclass(frozen=True, slots=True)
class Around:
    """A command about a command."""

    command: object


@dataclass(frozen=True, slots=True)
class Rehearse(Around):
    """Raises Refused where the command would, and changes nothing."""


@dataclass(frozen=True, slots=True)
class HoldDecision(Around):
    """The command is to be carried out once the time is over in which it can be taken back. `verb` and `values` (JSON)
    are the button that was pressed."""

    verb: str
    values: str


@dataclass(frozen=True, slots=True)
class LetGo:
    """A command of the clock: the time of a held decision is over."""

    held_id: str
