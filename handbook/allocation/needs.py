"""What a school wishes for and needs of its SIP in a year (A1): its headteacher says it, and the Trust Advisor notes
the talk with headteacher and governors. The allocation starts from it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.done_by import DoneBy
from handbook.core.people import Person, Role, School, check_has_headteacher
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext

LONGEST: Final = 1000
"""Characters of one answer, and of one note."""
_COMING_YEAR_FROM: Final = range(5, 9)
"""From May to August schools are asked about the year that comes."""


class Wish(StrEnum):
    """What a school may ask of its SIP with one tick."""

    KEEP_SIP = "keep_sip"
    ANOTHER_SIP = "another_sip"
    APPRAISAL = "appraisal"
    CONSULTANT = "consultant"
    RETIRED_HEAD = "retired_head"
    SERVING_HEAD = "serving_head"

    @property
    def words(self) -> str:
        return _WISHES[self]


_WISHES: Final = {
    Wish.KEEP_SIP: "the SIP we have now",
    Wish.ANOTHER_SIP: "another SIP than now",
    Wish.APPRAISAL: "a SIP who can help with the headteacher’s appraisal",
    Wish.CONSULTANT: "a consultant",
    Wish.RETIRED_HEAD: "a retired headteacher",
    Wish.SERVING_HEAD: "a serving headteacher",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What the headteacher says. `focus` are areas of focus of the year, `wishes` what is asked of the SIP and
    `requests` what else is asked in own words; phase, contexts and position are what a SIP's experience is held
    against, `context` says more; `support` is what the school would like help with."""

    focus: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    requests: str = ""
    phase: Phase | None = None
    contexts: tuple[SchoolContext, ...] = ()
    position: OfstedPosition | None = None
    context: str = ""
    support: str = ""


@dataclass(frozen=True, slots=True)
class TalkNote:
    """Of the Trust Advisor's talk with the school: when, with whom, what was said. Nobody else reads it."""

    on: date
    with_whom: str
    words: str
    by_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SchoolNeeds:
    """Of one school in one year. `asked_of_id` is the headteacher who was asked; `answered` who answered last."""

    urn: str
    year: AcademicYear
    asked_at: datetime | None = None
    asked_of_id: str = ""
    reminders: int = 0
    waits_told_at: datetime | None = None
    answered: DoneBy | None = None
    answers: Answers = Answers()
    notes: tuple[TalkNote, ...] = ()
    revision: int = 0

    @property
    def id(self) -> str:
        """As a card and a log name it."""
        return f"{self.urn}-{self.year.starts_in}"

    @property
    def is_waiting(self) -> bool:
        """The headteacher was asked, and has not answered."""
        return self.asked_at is not None and self.answered is None


@dataclass(frozen=True, slots=True)
class AskForNeeds:
    """The Trust Advisor asks one school."""

    urn: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class AskAllForNeeds:
    """The Trust Advisor asks every school that has not answered and was not asked."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class SayNeeds:
    """The headteacher answers, or answers anew."""

    urn: str
    year: AcademicYear
    revision: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class NoteTalk:
    """The Trust Advisor notes a talk with headteacher or governors."""

    urn: str
    year: AcademicYear
    on: date
    with_whom: str
    words: str


def year_asked_about(today: date) -> AcademicYear:
    """From May on the year that comes, until then the present one."""
    year = AcademicYear.of(today)
    return AcademicYear(year.starts_in + 1) if today.month in _COMING_YEAR_FROM else year


def check_advises(person: Person) -> None:
    """Raises Refused for anybody but the Trust Advisor, who allocates (A1)."""
    if not advises(person):
        raise Refused("not_yours", "Only the Trust Advisor can do that.", "A1")


def advises(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def asked(needs: SchoolNeeds, school: School, person: Person, now: datetime) -> SchoolNeeds:
    """The headteacher is asked, also again: after another has come, or where the first answer is out of date. Raises
    Refused."""
    check_advises(person)
    check_has_headteacher(school)
    if needs.is_waiting and needs.asked_of_id == school.headteacher_id:
        raise Refused("stale", "The headteacher was asked already, and is reminded if no answer comes.", "A1")
    return replace(
        needs, asked_at=now, asked_of_id=school.headteacher_id, reminders=0, waits_told_at=None, answered=None
    )


def may_be_asked(needs: SchoolNeeds, school: School) -> bool:
    """Whether asking all schools asks this one too: it has a headteacher, and neither an answer nor a question."""
    is_new = needs.answered is None and needs.asked_of_id != school.headteacher_id
    return bool(school.headteacher_id) and is_new


def check_may_say(school: School, person: Person) -> None:
    """`person` is in whose name somebody acts. Raises Refused for anybody but the school's headteacher."""
    if not school.headteacher_id or person.id != school.headteacher_id:
        raise Refused("not_yours", "Only the school’s headteacher can say that.", "A1")


def may_say(school: School, person: Person) -> bool:
    return allows(lambda: check_may_say(school, person))


def said(
    needs: SchoolNeeds, school: School, command: SayNeeds, person: Person, now: datetime, deputy_id: str = ""
) -> SchoolNeeds:
    """Raises Refused, also where two answer at once, and where nothing was said at all."""
    check_may_say(school, person)
    if command.revision != needs.revision:
        raise Refused("stale", "Somebody changed this meanwhile. Here is how it stands now.", "A1")
    answers = command.answers
    if answers == Answers():
        raise Refused("missing", "Please tick or write something first.", "A1")
    check_wishes(answers.wishes)
    for words in (answers.requests, answers.context, answers.support):
        check_length(words)
    return replace(needs, answers=answers, answered=DoneBy(person.id, deputy_id, now))


def check_wishes(wishes: tuple[Wish, ...]) -> None:
    """Raises Refused for two that contradict each other."""
    if {Wish.KEEP_SIP, Wish.ANOTHER_SIP} <= set(wishes):
        raise Refused("missing", "Please tick either the SIP you have now or another, and not both.", "A2")


def check_length(words: str) -> None:
    if len(words) > LONGEST:
        raise Refused("missing", f"Please shorten this to {LONGEST:,} characters.")


def talk_noted(needs: SchoolNeeds, command: NoteTalk, person: Person, today: date, now: datetime) -> SchoolNeeds:
    """A note more. Raises Refused."""
    check_advises(person)
    if not command.words.strip() or not command.with_whom.strip():
        raise Refused("missing", "Please write who you spoke with, and what was said.", "A1")
    check_length(command.words)
    check_length(command.with_whom)
    if command.on > today:
        raise Refused("no_date", "That day has not come yet. Please choose the day of the talk.", "A1")
    note = TalkNote(command.on, command.with_whom.strip(), command.words.strip(), person.id, now)
    return replace(needs, notes=(*needs.notes, note))


@dataclass(frozen=True, slots=True)
class RemindOfNeeds:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    urn: str
    year: AcademicYear
    number: int


@dataclass(frozen=True, slots=True)
class TellNeedsWait:
    """A command of the clock: the Trust Advisor hears that a school does not answer."""

    urn: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class AskForNeedsAnew:
    """A command of the clock: the school has another headteacher than who was asked."""

    urn: str
    year: AcademicYear


def asked_anew(needs: SchoolNeeds, school: School, now: datetime) -> SchoolNeeds:
    """Raises Refused where it was answered, or the headteacher knows."""
    if not is_to_be_asked_anew(needs, school):
        raise Refused("stale", "The headteacher knows.", "A1")
    return replace(needs, asked_at=now, asked_of_id=school.headteacher_id, reminders=0, waits_told_at=None)


def is_to_be_asked_anew(needs: SchoolNeeds, school: School) -> bool:
    return needs.is_waiting and bool(school.headteacher_id) and needs.asked_of_id != school.headteacher_id
