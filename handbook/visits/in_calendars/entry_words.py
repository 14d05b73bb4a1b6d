"""What a visit says of itself in a calendar: the event in Outlook and the calendar file say the same. Calendars are
seen by more people than cards, so what schools bring for their SIP (V5), reasons and troubles stand in neither."""

from dataclasses import dataclass

from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import APPRAISAL


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`title` is what it is for and where; `who` names the two people, and `agenda` is theirs (V4). What is `private`
    is shown to others who may look into the calendar as time that is taken, and no more."""

    purpose: str
    title: str
    who: str
    agenda: tuple[str, ...]
    private: bool


def entry_words(dossier: VisitDossier) -> EntryWords:
    """The same record always gives the same words. A headteacher's appraisal is nobody else's business (PM1)."""
    visit = dossier.visit
    purpose = visit.purpose.words[0].upper() + visit.purpose.words[1:]
    return EntryWords(
        purpose,
        f"{purpose}: {dossier.school.full_name}",
        f"{dossier.sip.name} (School Improvement Partner) visits {dossier.headteacher.name} (headteacher).",
        visit.agenda,
        private=visit.purpose == APPRAISAL,
    )
