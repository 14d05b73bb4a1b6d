"""What the buttons about wishes of schools and other support say, both ways."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from cards.allocation.listing import Looking, looking_in
from cards.allocation.verbs import NeedsVerb, SupportVerb
from cards.kit.click_fields import SCHOOL_FIRST, Fields, forged
from handbook.allocation.needs import Answers, AskAllForNeeds, AskForNeeds, NoteTalk, SayNeeds, SchoolNeeds, Wish
from handbook.allocation.other_support import (
    AgreeRole,
    EndSupport,
    NameSupport,
    OtherSupport,
    SayRole,
    SupportKind,
)
from handbook.core.school_years import AcademicYear
from handbook.good_practice.tags import checked_tags
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ShowNeeds:
    """A card about a school's wishes asks how they stand now."""

    urn: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class ShowNeedsList:
    """The Trust Advisor leafs through the wishes of all schools."""

    year: AcademicYear
    looking: Looking = field(default_factory=Looking)


@dataclass(frozen=True, slots=True)
class ShowSupport:
    """A card about who else supports a school asks how it stands now."""

    urn: str


def needs_data(needs: SchoolNeeds) -> dict[str, str | int]:
    return {"urn": needs.urn, "year": needs.year.starts_in}


def support_data(support: OtherSupport) -> dict[str, str | int]:
    return {"urn": support.urn, "revision": support.revision}


def one_of(kind: type[E], value: str) -> E:
    """A value of a closed list. Raises Refused for one that no card of ours sends."""
    if value not in set(kind):
        raise forged()
    return kind(value)


def some_of(kind: type[E], values: Iterable[str]) -> tuple[E, ...]:
    return tuple(one_of(kind, value) for value in values)


def _answers(fields: Fields) -> Answers:
    phase, position = fields.words("phase"), fields.words("position")
    return Answers(
        checked_tags(fields.several("focus"), fields.words("own_focus")),
        some_of(Wish, fields.several("wishes")),
        fields.words("requests").strip(),
        one_of(Phase, phase) if phase else None,
        some_of(SchoolContext, fields.several("contexts")),
        one_of(OfstedPosition, position) if position else None,
        fields.words("context").strip(),
        fields.words("support").strip(),
    )


def _school(fields: Fields) -> tuple[str, AcademicYear]:
    return fields.identity("urn"), fields.year("year")


NEEDS_READERS: Final[
    Mapping[str, Callable[[Fields], ShowNeeds | ShowNeedsList | AskForNeeds | AskAllForNeeds | SayNeeds | NoteTalk]]
] = {
    NeedsVerb.SHOW: lambda fields: ShowNeeds(fields.chosen("urn", SCHOOL_FIRST), fields.year("year")),
    NeedsVerb.LIST: lambda fields: ShowNeedsList(fields.year("year"), looking_in(fields)),
    NeedsVerb.ASK: lambda fields: AskForNeeds(*_school(fields)),
    NeedsVerb.ASK_ALL: lambda fields: AskAllForNeeds(fields.year("year")),
    NeedsVerb.SAY: lambda fields: SayNeeds(*_school(fields), fields.number("revision", 0), _answers(fields)),
    NeedsVerb.NOTE_TALK: lambda fields: NoteTalk(
        *_school(fields),
        fields.needed_day("talk_on", "Please choose the day of the talk."),
        fields.words("with_whom"),
        fields.words("talk"),
    ),
}


def _named(fields: Fields) -> NameSupport:
    return NameSupport(
        fields.identity("urn"),
        fields.number("revision", 0),
        fields.words("body"),
        one_of(SupportKind, fields.words("body_kind") or SupportKind.OTHER.value),
        fields.words("contact"),
        fields.day("since"),
    )


def _ended(fields: Fields) -> EndSupport:
    day = fields.needed_day("ended_on", "Please choose the last day.")
    which = fields.number("which", 1, "Please choose who it is first.")
    return EndSupport(fields.identity("urn"), which, day)


SUPPORT_READERS: Final[
    Mapping[str, Callable[[Fields], ShowSupport | NameSupport | EndSupport | SayRole | AgreeRole]]
] = {
    SupportVerb.SHOW: lambda fields: ShowSupport(fields.identity("urn")),
    SupportVerb.NAME: _named,
    SupportVerb.END: _ended,
    SupportVerb.ROLE: lambda fields: SayRole(
        fields.identity("urn"), fields.number("revision", 0), fields.words("role")
    ),
    SupportVerb.AGREE: lambda fields: AgreeRole(fields.identity("urn"), fields.number("revision", 0)),
}
