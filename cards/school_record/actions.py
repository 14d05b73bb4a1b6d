"""What the buttons about a school's record say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.school_record.verbs import RecordVerb
from handbook.core.refusal import Refused
from handbook.school_record.year_reports import MakeYearReports


@dataclass(frozen=True, slots=True)
class ShowYears:
    """The card of the year's reports asks how it stands now."""


def _make(fields: Fields) -> MakeYearReports:
    if not fields.words("year_of"):
        raise Refused("missing", "Please choose the school.")
    return MakeYearReports(fields.identity("year_of"), fields.year("year"))


RECORD_READERS: Final[Mapping[str, Callable[[Fields], MakeYearReports | ShowYears]]] = {
    RecordVerb.MAKE_YEAR: _make,
    RecordVerb.SHOW_YEARS: lambda _: ShowYears(),
}
