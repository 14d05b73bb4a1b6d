"""The suggested agenda of each term's visit (V4), and what the school is asked to bring to it (V5). A guide: the
headteacher and the SIP decide."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import Term
from handbook.visits.purposes import Purpose, TermlyVisit
from handbook.visits.visit import Visit

AGENDA: Final = {
    Term.AUTUMN: (
        "What the summer results tell us: EYFS, phonics, Year 2 and Year 6",
        "The year’s areas of focus and improvement priorities",
        "End-of-year predictions: how accurate were they?",
        "Other support that the school receives",
        "The school’s priorities for the SIP’s visits",
        "Short-term actions for the next visit",
    ),
    Term.SPRING: (
        "Progress on the actions agreed last time",
        "The school development plan",
        "Progress towards the current targets",
        "Progress on the areas of focus and improvement priorities",
        "Attendance and governance",
    ),
    Term.SUMMER: (
        "Progress on the actions agreed at earlier visits",
        "The school’s self-evaluation",
        "Progress towards the targets, and predictions for the end of the year",
        "Progress on the areas of focus and improvement priorities",
    ),
}

INFORMATION: Final = {
    Term.AUTUMN: (
        "Results of the summer: EYFS, phonics, Year 2 and Year 6, with the predictions for them",
        "The school development plan and its priorities for the year",
        "The self-evaluation, with a grade for each area",
        "The last inspection report and its key priorities",
        "Who else supports the school, and with what",
        "In-year data, and attendance with its date",
    ),
    Term.SPRING: (
        "What was done on each agreed action",
        "The school development plan, with progress noted in it",
        "In-year data of EYFS, KS1 and KS2 against the targets",
        "Attendance with its date, and persistent absence",
        "Minutes of the governing body since the last visit",
    ),
    Term.SUMMER: (
        "What was done on each agreed action of the year",
        "The self-evaluation as it now stands, with what shows it",
        "In-year data of EYFS, KS1 and KS2, and predictions for the end of the year",
        "The school development plan for next year, as a draft",
    ),
}
"""The handbook leaves the column empty: what each line of the agenda needs, in the trust's own words."""

LINES_AT_MOST: Final = 20
LINE_AT_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SetAgenda:
    """Either side says which lines stay and which are added, of the agenda (V4) and of the information for the visit
    (V5). `revision` is that of the visit's record, so that nobody overwrites what they have not seen."""

    visit_id: str
    revision: int
    agenda: tuple[str, ...]
    information: tuple[str, ...] = ()


def suggested_agenda(purpose: Purpose, agreed: Iterable[str] = ()) -> tuple[str, ...]:
    """For a termly visit what the last report agreed for it, and the term's lines (V4); else what the visit is for."""
    if isinstance(purpose, TermlyVisit):
        lines = (*(line[:LINE_AT_MOST] for line in agreed), *AGENDA[purpose.term])
        return tuple(dict.fromkeys(lines))[:LINES_AT_MOST]
    return (purpose.words[0].upper() + purpose.words[1:],)


def suggested_information(purpose: Purpose) -> tuple[str, ...]:
    """What the school is asked to bring to a termly visit (V5)."""
    return INFORMATION[purpose.term] if isinstance(purpose, TermlyVisit) else ()


def check_may_set_agenda(visit: Visit, person: Person, revision: int) -> None:
    """Raises Refused unless this person is one of the two who decide (V4), before the visit is over."""
    if person.id not in (visit.sip_id, visit.headteacher_id):
        raise Refused("not_yours", "The headteacher and the SIP decide the agenda of a visit.", "V4")
    if visit.is_over:
        raise Refused("not_now", "This visit is over, so its agenda stays as it is.", "V4")
    if revision != visit.revision:
        raise Refused("stale", "This visit has changed since the card was sent. Here is how it stands now.", "V4")


def may_set_agenda(visit: Visit, person: Person) -> bool:
    return allows(lambda: check_may_set_agenda(visit, person, visit.revision))


def agenda_set(visit: Visit, command: SetAgenda, person: Person) -> Visit:
    """Lines are removable and addable, in the order given; an empty agenda blocks nothing. Raises Refused."""
    check_may_set_agenda(visit, person, command.revision)
    return replace(visit, agenda=_lines(command.agenda), information=_lines(command.information))


def _lines(given: Iterable[str]) -> tuple[str, ...]:
    lines = tuple(dict.fromkeys(line for line in (" ".join(one.split()) for one in given) if line))
    if len(lines) > LINES_AT_MOST:
        raise Refused("missing", f"Please keep to {LINES_AT_MOST} lines.", "V4")
    if any(len(line) > LINE_AT_MOST for line in lines):
        raise Refused("missing", f"Please keep each line below {LINE_AT_MOST} characters.", "V4")
    return lines
