"""What the buttons of the half-days' card say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from cards.half_days.verbs import HalfDayVerb
from cards.kit.click_fields import Fields
from handbook.core.refusal import Refused
from handbook.half_days.extra_services import AgreeExtraService, DropExtraService
from handbook.half_days.preparation import DropPreparation, NotePreparationDone, PlanPreparation


@dataclass(frozen=True, slots=True)
class ShowHalfDays:
    """The card asks how it stands now."""


LedgerCommand = (
    PlanPreparation | NotePreparationDone | DropPreparation | AgreeExtraService | DropExtraService | ShowHalfDays
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


def _pounds(words: str) -> Decimal | None:
    """£1,250.50 as people write it; nothing where they wrote nothing. Raises Refused."""
    plain = words.replace("£", "").replace(",", "").strip()
    if not plain:
        return None
    try:
        pounds = Decimal(plain)
        if pounds.is_finite() and 0 <= pounds < 1_000_000:
            return pounds.quantize(Decimal("0.01"))
    except InvalidOperation:
        pass
    raise Refused("missing", "Please give the charge in pounds, such as 450, or leave it empty.", "AS1")


LEDGER_READERS: Final[Mapping[str, Callable[[Fields], LedgerCommand]]] = {
    HalfDayVerb.PREPARATION_PLAN: _plan,
    HalfDayVerb.PREPARATION_DONE: lambda fields: NotePreparationDone(fields.identity("preparation")),
    HalfDayVerb.PREPARATION_DROP: lambda fields: DropPreparation(fields.identity("preparation")),
    HalfDayVerb.EXTRA_AGREE: _agree,
    HalfDayVerb.EXTRA_DROP: _drop,
    HalfDayVerb.SHOW_HALF_DAYS: lambda _: ShowHalfDays(),
}
