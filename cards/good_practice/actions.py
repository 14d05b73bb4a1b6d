"""What the buttons of good practice say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.good_practice.verbs import PracticeVerb
from cards.kit.click_fields import Fields, forged
from handbook.good_practice.celebration import AskForCelebrationFile
from handbook.good_practice.consent import DecideLines, WithdrawLines
from handbook.good_practice.introduction import AnswerIntroduction, EndIntroduction, EndReason, Introduce, Introduction
from handbook.good_practice.line import CorrectTags, PracticeLine
from handbook.good_practice.said import Part
from handbook.reports.report import Report

EVERY: Final = "*"
"""What is sent where no topic is chosen."""


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """The Trust Advisor leafs through the board: needs or offers (None: what there is), of a topic, from a page on."""

    part: Part | None = None
    topic: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLine:
    """The Trust Advisor opens a line of the board."""

    line_id: str


@dataclass(frozen=True, slots=True)
class ShowIntroductions:
    """The Trust Advisor asks which introductions were made, and how they stand."""


@dataclass(frozen=True, slots=True)
class ShowCelebrated:
    """The Trust Advisor asks for the list for celebration events."""


@dataclass(frozen=True, slots=True)
class ShowReportLines:
    """A headteacher's card of a report's lines asks how they stand now."""

    report_id: str


@dataclass(frozen=True, slots=True)
class ShowSchoolLines:
    """A headteacher's card of their school's lines asks how they stand now."""

    school_urn: str


@dataclass(frozen=True, slots=True)
class ShowIntroduction:
    """A card of an introduction asks how it stands now."""

    introduction_id: str


PracticeCommand = (
    ShowBoard
    | ShowLine
    | ShowCelebrated
    | ShowIntroductions
    | ShowReportLines
    | ShowSchoolLines
    | ShowIntroduction
    | AskForCelebrationFile
    | AnswerIntroduction
    | CorrectTags
    | DecideLines
    | EndIntroduction
    | Introduce
    | WithdrawLines
)


def lines_data(report: Report) -> dict[str, str | int]:
    return {"report": report.id, "version": report.sent}


def line_data(line: PracticeLine) -> dict[str, str | int]:
    return {"line": line.id, "revision": line.revision}


def introduction_data(introduction: Introduction) -> dict[str, str | int]:
    return {"introduction": introduction.id}


def board_data(part: Part, topic: str, page: int = 0) -> dict[str, str | int]:
    """`of` is the topic that the card shows, and gives way to the one that is chosen on it."""
    return {"part": part.value, "of": topic, "page": page}


def _board(fields: Fields) -> ShowBoard:
    part = fields.words("part")
    if part and part not in set(Part):
        raise forged()
    topic = fields.words("topic" if fields.was_sent("topic") else "of").removeprefix(EVERY)
    page = fields.number("page", 0) if fields.was_sent("page") else 0
    return ShowBoard(Part(part) if part else None, topic, page)


def _introduction(fields: Fields) -> str:
    return fields.identity("introduction")


def _tag(fields: Fields) -> CorrectTags:
    return CorrectTags(
        fields.identity("line"), fields.number("revision", 1), fields.several("topics"), fields.words("own_topics")
    )


def _decide(fields: Fields) -> DecideLines:
    shown = (*fields.several("offers"), *fields.several("needs"))
    return DecideLines(fields.identity("report"), fields.number("version", 1), shown, fields.several("named"))


PRACTICE_READERS: Final[Mapping[str, Callable[[Fields], PracticeCommand]]] = {
    PracticeVerb.BOARD: _board,
    PracticeVerb.LINE: lambda fields: ShowLine(fields.identity("line")),
    PracticeVerb.TAG: _tag,
    PracticeVerb.INTRODUCE: lambda fields: Introduce(fields.identity("need"), fields.identity("offer")),
    PracticeVerb.INTRODUCTIONS: lambda _: ShowIntroductions(),
    PracticeVerb.CELEBRATE: lambda _: ShowCelebrated(),
    PracticeVerb.CELEBRATE_FILE: lambda _: AskForCelebrationFile(),
    PracticeVerb.LINES: lambda fields: ShowReportLines(fields.identity("report")),
    PracticeVerb.DECIDE: _decide,
    PracticeVerb.MINE: lambda fields: ShowSchoolLines(fields.identity("urn")),
    PracticeVerb.WITHDRAW: lambda fields: WithdrawLines(fields.identity("urn"), fields.several("withdraw")),
    PracticeVerb.INTRODUCTION: lambda fields: ShowIntroduction(_introduction(fields)),
    PracticeVerb.ACCEPT: lambda fields: AnswerIntroduction(_introduction(fields), accepts=True),
    PracticeVerb.DECLINE: lambda fields: AnswerIntroduction(_introduction(fields), accepts=False),
    PracticeVerb.CALL_OFF: lambda fields: EndIntroduction(_introduction(fields), EndReason.CALLED_OFF),
}
