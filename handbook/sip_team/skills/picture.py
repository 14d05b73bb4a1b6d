"""The team as a whole, from what its SIPs said of themselves (T4): needs, gaps, strengths, and who has not answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import CONFIDENCE, EXPERTISE, SkillsAnswer

_SOUND: Final = 3
_COULD_TRAIN: Final = 4
_UNSURE: Final = 2
_NEED_FROM: Final = 3
"""A topic is a need where one in three is unsure."""


class TopicStanding(StrEnum):
    """How the team stands in a topic. A gap: nobody is sound in it. A need: one in three or more is unsure. A strength:
    somebody could train the others, and there is no need."""

    GAP = "gap"
    NEED = "need"
    EVEN = "even"
    STRENGTH = "strength"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return "no answer" if self is TopicStanding.UNKNOWN else self.value


@dataclass(frozen=True, slots=True)
class TopicPicture:
    """`expertise` and `confidence` count answers by their levels, from 1 to 4. `unsure` and `could_train` are ids."""

    topic: TrainingTopic
    expertise: tuple[int, ...]
    confidence: tuple[int, ...]
    unsure: tuple[str, ...]
    could_train: tuple[str, ...]

    @property
    def said(self) -> int:
        return sum(self.expertise)

    @property
    def standing(self) -> TopicStanding:
        if not self.said:
            return TopicStanding.UNKNOWN
        if not sum(self.expertise[_SOUND - 1 :]):
            return TopicStanding.GAP
        if len(self.unsure) * _NEED_FROM >= self.said:
            return TopicStanding.NEED
        return TopicStanding.STRENGTH if self.could_train else TopicStanding.EVEN

    @property
    def words(self) -> str:
        """Data, need: 3 of 8 are unsure, 5 are sound in it, 1 could train others."""
        sound = sum(self.expertise[_SOUND - 1 :])
        if not self.said:
            return f"{self.topic.words}: nobody has answered yet"
        able = f"{len(self.could_train)} could train others"
        counts = f"{_are(len(self.unsure))} unsure, {_are(sound)} sound in it, {able}"
        return f"{self.topic.words}, {self.standing.words}: of {self.said}, {counts}"


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """`answers` are those that were sent by SIPs of now, by name; `waiting` who was asked and has not answered;
    `unasked` are SIPs whom nobody has asked."""

    topics: tuple[TopicPicture, ...]
    answers: tuple[tuple[Person, SkillsAnswer], ...]
    waiting: tuple[Person, ...]
    unasked: tuple[Person, ...]

    @property
    def asked(self) -> int:
        return len(self.answers) + len(self.waiting)

    @property
    def message(self) -> str:
        """The whole in one sentence."""
        named = {standing: _named(self.topics, standing) for standing in TopicStanding}
        if not self.answers:
            return "Nobody has answered yet."
        parts = (
            ("gaps", named[TopicStanding.GAP]),
            ("needs", named[TopicStanding.NEED]),
            ("strengths", named[TopicStanding.STRENGTH]),
        )
        said = "; ".join(f"{what}: {words}" for what, words in parts if words)
        nothing = "There are neither gaps nor needs, and no strengths either."
        return f"{said[:1].upper()}{said[1:]}." if said else nothing


def team_picture(team: Sequence[Person], answers: Iterable[SkillsAnswer]) -> TeamPicture:
    """Of the SIPs of now: what was said by somebody who has left counts no more."""
    by_sip = {one.sip_id: one for one in answers}
    asked = [(one, by_sip[one.id]) for one in team if one.id in by_sip]
    sent = tuple((person, answer) for person, answer in asked if answer.answered_at is not None)
    return TeamPicture(
        tuple(_topic(topic, [answer for _, answer in sent]) for topic in TrainingTopic),
        sent,
        tuple(person for person, answer in asked if answer.answered_at is None),
        tuple(one for one in team if one.id not in by_sip),
    )


def _topic(topic: TrainingTopic, answers: Sequence[SkillsAnswer]) -> TopicPicture:
    said = [(one.sip_id, one.of(topic)) for one in answers if one.of(topic).is_said]
    return TopicPicture(
        topic,
        tuple(sum(skill.expertise == level for _, skill in said) for level in EXPERTISE),
        tuple(sum(skill.confidence == level for _, skill in said) for level in CONFIDENCE),
        tuple(sip_id for sip_id, skill in said if skill.confidence <= _UNSURE or skill.expertise < _UNSURE),
        tuple(sip_id for sip_id, skill in said if skill.expertise == _COULD_TRAIN and skill.confidence > _UNSURE),
    )


def _named(topics: Iterable[TopicPicture], standing: TopicStanding) -> str:
    return ", ".join(one.topic.words for one in topics if one.standing is standing)


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"
