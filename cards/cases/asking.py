"""What somebody asks to be shown of cases, and of the way to them. None of it writes in a case."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.cases.forms import Form, Values
from handbook.cases.case import Confidential, Ladder


@dataclass(frozen=True, slots=True)
class BeginCase(Confidential):
    """Somebody wants to write about a concern or a problem."""

    ladder: Ladder


@dataclass(frozen=True, slots=True)
class SayChildAtRisk(Confidential):
    """It is about the safety of a child. `urn` is empty where no school was chosen."""

    ladder: Ladder
    urn: str


@dataclass(frozen=True, slots=True)
class SayNoChildAtRisk(Confidential):
    ladder: Ladder
    urn: str


@dataclass(frozen=True, slots=True)
class ShowForm(Confidential):
    """Somebody wants to fill in a form about a case, or with which one begins at a school."""

    verb: str
    case_id: str = ""
    urn: str = ""


@dataclass(frozen=True, slots=True)
class Preview(Confidential):
    """What would come of a step, as the next person would read it. `values` are what was filled in, `data` what the
    button carried."""

    command: Confidential
    form: Form
    values: Values
    data: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class OpenCase(Confidential):
    """Somebody reads a case, or one part of it whole: `place` from 1."""

    case_id: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class HideCase(Confidential):
    """Somebody has read enough: the card says no more than it did before."""

    case_id: str


@dataclass(frozen=True, slots=True)
class ShowCases(Confidential):
    """Somebody asks for the cases that they may read."""


@dataclass(frozen=True, slots=True)
class AskForDocument(Confidential):
    """Somebody wants what they may read of a case as a document."""

    case_id: str
