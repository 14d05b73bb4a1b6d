"""What the buttons of the half-days' card say, both ways."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cards.half_days.verbs import HalfDayVerb
from cards.kit.click_fields import Fields
from handbook.core.refusal import Refused
from handbook.half_days.extra_services import AgreeExtraService, AnswerExtraService, DropExtraService, check_charge
from handbook.half_days.preparation import DropPreparation, NotePreparationDone, PlanPreparation


@dataclass(frozen=True, slots=True)
class ShowHalfDays:
    """The card asks how it stands now."""


@dataclass(frozen=True, slots=True)
class ShowExtra:
    """The card of an extra service asks how it stands now."""

    extra_id: str


LedgerCommand = (
    PlanPreparation
    | NotePreparationDone
    | DropPreparation
    | AgreeExtraService
    | AnswerExtraService
    | DropExtraService
    | ShowHalfDays
    | ShowExtra
)


def _plan(fields: Fields) -> PlanPreparation:
    on = fields.needed_day("prepare_on", "Please choose the day of the preparation.")
    return PlanPreparation(_chosen(fields, "prepare_for", "Please choose the school."), on, _number(fields, "prepare"))


def _agree(fields: Fields) -> AgreeExtraService:
    return AgreeExtraService(
        _chosen(fields, "extra_for", "Please choose the school that buys it."),
        fields.year("year"),
        _chosen(fields, "extra_by", "Please choose the School Improvement Partner who will do it."),
        fields.words("extra_name"),
        _number(fields, "extra_half_days"),
        _pounds(fields.words("extra_charge")),
    )


def _drop(fields: Fields) -> DropExtraService:
    return DropExtraService(_chosen(fields, "dropped", "Please choose the extra service."))


def _chosen(fields: Fields, name: str, please: str) -> str:
    if not fields.words(name):
        raise Refused("missing", please)
    return fields.identity(name)


def _number(fields: Fields, name: str) -> int:
    if not fields.was_sent(name):
        raise Refused("missing", "Please choose how many half-days.")
    return fields.number(name, 1)


def _answer(fields: Fields, *, agrees: bool) -> AnswerExtraService:
    return AnswerExtraService(fields.identity("extra"), fields.number("revision", 1), agrees)


_POUNDS: Final = re.compile(r"(\d{1,6}|\d{1,3},\d{3})(\.\d{1,2})?", re.ASCII)


def _pounds(words: str) -> Decimal | None:
    """£1,250.50 as people write it; nothing where they wrote nothing. Raises Refused, with what would be right."""
    plain = words.replace("£", "").strip()
    if not plain:
        return None
    size = plain.lstrip("-−– ")
    if not _POUNDS.fullmatch(size):
        raise Refused(
            "missing",
            "Please give the charge in pounds, such as 450 or 1,250.50: a comma only between thousands, a point before "
            "pence. Or leave it empty.",
            "AS1",
        )
    charge = Decimal(size.replace(",", "")) * (1 if size == plain else -1)
    check_charge(charge)
    return charge.quantize(Decimal("0.01"))


LEDGER_READERS: Final[Mapping[str, Callable[[Fields], LedgerCommand]]] = {
    HalfDayVerb.PREPARATION_PLAN: _plan,
    HalfDayVerb.PREPARATION_DONE: lambda fields: NotePreparationDone(fields.identity("preparation")),
    HalfDayVerb.PREPARATION_DROP: lambda fields: DropPreparation(fields.identity("preparation")),
    HalfDayVerb.EXTRA_AGREE: _agree,
    HalfDayVerb.EXTRA_ACCEPT: lambda fields: _answer(fields, agrees=True),
    HalfDayVerb.EXTRA_DECLINE: lambda fields: _answer(fields, agrees=False),
    HalfDayVerb.EXTRA_DROP: _drop,
    HalfDayVerb.SHOW_EXTRA: lambda fields: ShowExtra(fields.identity("extra")),
    HalfDayVerb.SHOW_HALF_DAYS: lambda _: ShowHalfDays(),
}
