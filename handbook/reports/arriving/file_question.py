"""A file whose head looks like a slip is kept, and its SIP asked what it is about, before it becomes a report (W1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents

KEPT_FOR: Final = timedelta(days=14)
"""How long an answer is waited for; then the file is let go."""
NO_SUCH_FILE: Final = "I cannot find that file."


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: a school, or the term that the report is of."""

    school: School | None = None
    year: AcademicYear | None = None
    term: Term | None = None

    @property
    def words(self) -> str:
        return self.school.full_name if self.school else f"{self.term} {self.year}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with one or more likely answers. The other answer is always that the file will be corrected."""

    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A file that waits for an answer. `contents` are as it was read, with what was answered so far in their head;
    `said` in words; `number` counts the questions. `report_id` and `version` say what it became; `let_go` that nothing
    of it was kept."""

    id: str
    arrival_id: str
    person_id: str
    file_name: str
    sha256: str
    asked_at: datetime
    contents: Contents
    question: Question
    number: int = 1
    term_is_said: bool = False
    said: str = ""
    report_id: str = ""
    version: int = 0
    let_go: bool = False
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return not self.report_id and not self.let_go


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The SIP says what the file is about: the answer of that place to the question of that number."""

    file_id: str
    number: int
    choice: int


@dataclass(frozen=True, slots=True)
class LetFileGo:
    """The SIP corrects the file and sends it again; or nobody answered, and the clock says so."""

    file_id: str
    number: int


def check_may_answer(asked: FileAsked, person: Person | None, number: int) -> None:
    """Raises Refused unless it is this person's file (None is the clock) and the question still stands."""
    if person is not None and person.id != asked.person_id:
        raise Refused("not_yours", NO_SUCH_FILE)
    if not asked.is_open or number != asked.number:
        raise Refused("stale", "This was answered already. Here is how it stands now.")


def answered(asked: FileAsked, command: AnswerFile, person: Person) -> FileAsked:
    """The file with what its SIP said of it. Raises Refused."""
    check_may_answer(asked, person, command.number)
    if command.choice >= len(asked.question.choices):
        raise Refused("stale", "This was answered already. Here is how it stands now.")
    choice, contents = asked.question.choices[command.choice], asked.contents
    if choice.school:
        school = choice.school
        told = replace(contents, school_name=school.name, town=school.town, urn=school.urn)
        return _said(asked, told, f"about {school.full_name}", asked.term_is_said)
    told = replace(contents, academic_year=choice.year, term=choice.term)
    return _said(asked, told, f"of {choice.words}" if told != contents else "", True)


def let_go(asked: FileAsked, command: LetFileGo, person: Person | None, empty: Contents) -> FileAsked:
    """Nothing of what the file says is kept. Raises Refused."""
    check_may_answer(asked, person, command.number)
    return replace(asked, contents=empty, let_go=True)


def correction(asked: FileAsked) -> str:
    """What a version of a report says where its SIP had to say what it is about; empty where the file was right."""
    if not asked.said:
        return ""
    return f"Its SIP says that this report is {asked.said}. The top of the file does not say so."


def _said(asked: FileAsked, contents: Contents, words: str, term_is_said: bool) -> FileAsked:
    said = " and ".join(filter(None, (asked.said, words)))
    return replace(asked, contents=contents, said=said, term_is_said=term_is_said)
