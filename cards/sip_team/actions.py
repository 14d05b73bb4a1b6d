"""What the buttons of records of SIPs say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from cards.kit.click_fields import Fields, forged
from cards.sip_team.verbs import SipVerb
from handbook.sip_team.changes import ChangeCapacity, ChangeChecks, ChangeExperience, ChangeKind, ChangeTraining
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext, SipKind, SipRecord, TrainingTopic
from handbook.visits.checks import DbsLevel

E = TypeVar("E", bound=StrEnum)
NOTHING: Final = "-"
"""What is sent where nothing is chosen."""


class SipForm(StrEnum):
    """A form that opens over a record."""

    CHECKS = "checks"
    TRAINING = "training"
    KIND = "kind"
    CAPACITY = "capacity"
    EXPERIENCE = "experience"


class SipShow(StrEnum):
    """What the list is narrowed to."""

    ALL = "all"
    CHECKS = "checks"
    LACKING = "lacking"
    APPRAISAL = "appraisal"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class ShowSip:
    """Somebody looks at a record."""

    sip_id: str


@dataclass(frozen=True, slots=True)
class ShowSips:
    """The list: which SIPs, by a part of a name, from a page on (1 is the first)."""

    show: SipShow = SipShow.ALL
    find: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowSipForm:
    """Somebody opens a form."""

    sip_id: str
    form: SipForm


SipCommand = (
    ShowSip | ShowSips | ShowSipForm | ChangeChecks | ChangeTraining | ChangeKind | ChangeCapacity | ChangeExperience
)


def sip_data(sip_id: str) -> dict[str, str | int]:
    return {"sip": sip_id}


def record_data(record: SipRecord) -> dict[str, str | int]:
    return {"sip": record.sip_id, "revision": record.revision}


def form_data(sip_id: str, form: SipForm) -> dict[str, str | int]:
    return {"sip": sip_id, "form": form.value}


def list_data(asked: ShowSips, **changes: Any) -> dict[str, str | int]:
    at = replace(asked, **changes)
    return {"show": at.show.value, "find": at.find, "page": at.page}


def _one_of(fields: Fields, key: str, kind: type[E]) -> E:
    words = fields.words(key)
    if words not in set(kind):
        raise forged()
    return kind(words)


def _maybe(fields: Fields, key: str, kind: type[E]) -> E | None:
    return None if fields.words(key) in ("", NOTHING) else _one_of(fields, key, kind)


def _several(fields: Fields, key: str, kind: type[E]) -> tuple[E, ...]:
    chosen = fields.several(key)
    if any(one not in set(kind) for one in chosen):
        raise forged()
    return tuple(one for one in kind if one in chosen)


def _list(fields: Fields) -> ShowSips:
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    show = _one_of(fields, "show", SipShow) if fields.words("show") else SipShow.ALL
    return ShowSips(show, " ".join(fields.words("find").split())[:60], page)


def _of_record(fields: Fields) -> tuple[str, int]:
    return fields.identity("sip"), fields.number("revision", 0)


def _checks(fields: Fields) -> ChangeChecks:
    return ChangeChecks(
        fields.identity("sip"),
        fields.identity("mark"),
        fields.day("recruitment_on"),
        fields.day("dbs_on"),
        fields.day("review_by"),
        _maybe(fields, "level", DbsLevel),
        fields.words("checked_by"),
    )


def _training(fields: Fields) -> ChangeTraining:
    return ChangeTraining(
        *_of_record(fields),
        fields.day("initial_on"),
        _maybe(fields, "topic", TrainingTopic),
        fields.day("trained_on"),
        fields.several("taken_off"),
    )


def _capacity(fields: Fields) -> ChangeCapacity:
    typed = (fields.words(key) for key in ("year", "week", "schools", "area"))
    return ChangeCapacity(*_of_record(fields), *typed)


def _experience(fields: Fields) -> ChangeExperience:
    return ChangeExperience(
        *_of_record(fields),
        _several(fields, "phases", Phase),
        _several(fields, "contexts", SchoolContext),
        _several(fields, "positions", OfstedPosition),
        fields.several("topics"),
        fields.words("own_topics"),
    )


SIP_READERS: Final[Mapping[str, Callable[[Fields], SipCommand]]] = {
    SipVerb.SHOW: lambda fields: ShowSip(fields.identity("sip")),
    SipVerb.LIST: _list,
    SipVerb.FORM: lambda fields: ShowSipForm(fields.identity("sip"), _one_of(fields, "form", SipForm)),
    SipVerb.CHECKS: _checks,
    SipVerb.TRAINING: _training,
    SipVerb.KIND: lambda fields: ChangeKind(
        *_of_record(fields), _maybe(fields, "kind", SipKind), fields.words("own_urn")
    ),
    SipVerb.CAPACITY: _capacity,
    SipVerb.EXPERIENCE: _experience,
}
