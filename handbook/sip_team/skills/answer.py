"""What a SIP says of their own skills, once a year (T4): expertise and confidence in each topic of training, what they
need, and what they wish for. It is said in steps, and a draft is kept at each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import TrainingTopic

NOT_SAID: Final = 0
EXPERTISE: Final[Mapping[int, str]] = {1: "little", 2: "some", 3: "sound", 4: "could train others"}
CONFIDENCE: Final[Mapping[int, str]] = {1: "not confident", 2: "a little", 3: "confident", 4: "very confident"}
LONGEST: Final = 1000
"""Characters of needs, and of wishes."""
NO_SUCH_ANSWER: Final = "I cannot find that form."
_TOPICS: Final = tuple(TrainingTopic)
TOPICS_OF: Final[Mapping[int, Sequence[TrainingTopic]]] = {1: _TOPICS[:3], 2: _TOPICS[3:]}
WORDS_STEP: Final = 3
LAST_STEP: Final = 4
"""Steps 1 and 2 are about topics, 3 asks for needs and wishes, and at the last all is read through and sent."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Keys of EXPERTISE and CONFIDENCE, or NOT_SAID."""

    topic: TrainingTopic
    expertise: int = NOT_SAID
    confidence: int = NOT_SAID

    @property
    def is_said(self) -> bool:
        return NOT_SAID not in (self.expertise, self.confidence)

    @property
    def words(self) -> str:
        """Sound, confident."""
        said = (EXPERTISE.get(self.expertise, ""), CONFIDENCE.get(self.confidence, ""))
        return ", ".join(one for one in said if one) or "not said"


@dataclass(frozen=True, slots=True)
class SkillsAnswer:
    """Of one SIP in one year. `step` is where the draft stands; `answered_at` says that it was sent."""

    sip_id: str
    year: AcademicYear
    asked_at: datetime
    skills: tuple[Skill, ...] = ()
    needs: str = ""
    wishes: str = ""
    step: int = 1
    answered_at: datetime | None = None
    reminders: int = 0
    revision: int = 0

    @property
    def id(self) -> str:
        return answer_id(self.sip_id, self.year)

    def of(self, topic: TrainingTopic) -> Skill:
        return next((one for one in self.skills if one.topic is topic), Skill(topic))


@dataclass(frozen=True, slots=True)
class SaySkills:
    """A step is left for another: what it asks for is kept, `skills` and words, as far as the step has them. `sends` is
    the end of the last one."""

    answer_id: str
    revision: int
    step: int
    to: int
    skills: tuple[Skill, ...] = ()
    needs: str = ""
    wishes: str = ""
    sends: bool = False


@dataclass(frozen=True, slots=True)
class RemindOfSkills:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    answer_id: str
    number: int


def answer_id(sip_id: str, year: AcademicYear) -> str:
    return f"{sip_id}-{year.starts_in}"


def may_answer(answer: SkillsAnswer, person: Person) -> bool:
    return person.id == answer.sip_id and person.is_a(Role.SIP)


def said(answer: SkillsAnswer, command: SaySkills, person: Person, now: datetime) -> SkillsAnswer:
    """Raises Refused: for anybody else as for a form that is not there, where two answer at once, where words are too
    long, and where it is sent with something left out."""
    if not may_answer(answer, person):
        raise Refused("unknown", NO_SUCH_ANSWER)
    if command.revision != answer.revision:
        raise Refused("stale", "This was changed meanwhile. Here is how it stands now.", "T4")
    after = _kept(answer, command)
    if command.sends:
        lacks = [topic.words for topic in _TOPICS if not after.of(topic).is_said]
        if lacks:
            raise Refused("lacking", f"Please say both expertise and confidence first: {', '.join(lacks)}.", "T4")
        return replace(after, answered_at=now, step=LAST_STEP)
    return replace(after, step=command.to)


def _kept(answer: SkillsAnswer, command: SaySkills) -> SkillsAnswer:
    if command.step in TOPICS_OF:
        now_said = {one.topic: one for one in (*answer.skills, *command.skills)}
        return replace(answer, skills=tuple(now_said[topic] for topic in _TOPICS if topic in now_said))
    if command.step != WORDS_STEP:
        return answer
    for words in (command.needs, command.wishes):
        if len(words) > LONGEST:
            raise Refused("missing", f"Please shorten this to {LONGEST:,} characters: it has {len(words):,}.", "T4")
    return replace(answer, needs=command.needs.strip(), wishes=command.wishes.strip())


def reminded(answer: SkillsAnswer, command: RemindOfSkills) -> SkillsAnswer:
    """Raises Refused where it was answered or reminded of meanwhile."""
    if answer.answered_at is not None or command.number <= answer.reminders:
        raise Refused("stale", "That reminder is no longer needed.")
    return replace(answer, reminders=command.number)
