"""What the headteacher hears of a concern: that a step was taken, and no word of it; unless the Trust Advisor records
why not (E1, E5)."""

from datetime import datetime

from handbook.cases.case import Case, Deed, Part, Seat, Signature, Stage, with_part
from handbook.cases.signing import given_to, seated
from handbook.cases.words import needed
from handbook.core.people import School
from handbook.core.refusal import Refused


def told_or_not(
    case: Case, stage: Stage, school: School, by: Signature, tell: bool | None, why_not: str, now: datetime
) -> Case:
    """The headteacher reads that a step was taken and no word of it, unless the Trust Advisor records why not. Raises
    Refused where neither was said."""
    advisor = case.seats[Seat.TRUST_ADVISOR]
    if tell is None:
        raise Refused("missing", "Please say whether the headteacher is told of this step.", "E1")
    if tell:
        readers = given_to(by, advisor, school.headteacher_id)
        knowing = seated(case, Seat.HEADTEACHER, school.headteacher_id)
        return with_part(knowing, Part(0, Deed.TOLD_OF_STEP, stage, by, now, readers))
    why = needed(why_not, "Please write why the headteacher is not told of this step.")
    return with_part(case, Part(0, Deed.NOT_TOLD_OF_STEP, stage, by, now, given_to(by, advisor), why=why))
