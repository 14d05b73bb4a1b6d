"""What the buttons of headteacher appraisals say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.sip_team.verbs import AppraisalVerb
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import Appraisal, AskForAppraiser, NameAppraiser


@dataclass(frozen=True, slots=True)
class ShowAppraisal:
    """A card of an appraisal asks how it stands now."""

    appraisal_id: str


AppraisalCommand = ShowAppraisal | AskForAppraiser | NameAppraiser


def ask_data(urn: str, year: AcademicYear) -> dict[str, str | int]:
    return {"urn": urn, "year": year.starts_in}


def appraisal_data(one: Appraisal) -> dict[str, str | int]:
    return {"appraisal": one.id, "revision": one.revision}


def _name(fields: Fields) -> NameAppraiser:
    if not fields.words("sip"):
        raise Refused("missing", "Please choose the School Improvement Partner.", "PM1")
    return NameAppraiser(fields.identity("appraisal"), fields.number("revision", 1), fields.identity("sip"))


APPRAISAL_READERS: Final[Mapping[str, Callable[[Fields], AppraisalCommand]]] = {
    AppraisalVerb.ASK: lambda fields: AskForAppraiser(fields.identity("urn"), fields.year("year")),
    AppraisalVerb.NAME: _name,
    AppraisalVerb.SHOW: lambda fields: ShowAppraisal(fields.identity("appraisal")),
}
