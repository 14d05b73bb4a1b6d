"""The card of one visit, from the wish for it to its end (V2-V5): one card, whose words and buttons follow from how it
stands and who looks. The first line says what is asked; what is needed seldom lies folded."""

from datetime import datetime

from cards.kit.elements import Json, buttons, card, execute, quote, status, text
from cards.kit.folding import more, row
from cards.kit.half_days import when
from cards.kit.lines import closed_card, person, why
from cards.visits.actions import visit_data
from cards.visits.calendar_file import download_one
from cards.visits.folds import folds
from cards.visits.lines import about, again, done_by, gauges, reason, trouble, visit_title
from cards.visits.moved import moved_words
from cards.visits.slots import slots, why_not
from cards.visits.state import state
from cards.visits.verbs import VisitCard, VisitVerb
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person
from handbook.core.refusal import allows
from handbook.visits.booking import may_send
from handbook.visits.changes import check_not_begun, may_agree, may_keep
from handbook.visits.dossier import VisitDossier
from handbook.visits.outcome import may_say
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import VisitStatus

_HOURS = SchoolHours()


def visit_card(
    dossier: VisitDossier, viewer: Person, now: datetime, *, notice: str = "", hours: SchoolHours = _HOURS
) -> Json:
    """A visit for its SIP or its headteacher; anybody else gets a card that says nothing. `notice` stands on top;
    `hours` are those of the school's half-days."""
    visit = dossier.visit
    if viewer.id not in (visit.sip_id, visit.headteacher_id):
        return closed_card()
    word, sentence, tone = state(dossier, viewer, now)
    moved = moved_words(dossier)
    body = [
        *([text(notice, bold=True)] if notice else []),
        status(word, sentence, tone),
        *([text(moved)] if moved else []),
        *_trouble(dossier, viewer),
        *_said(dossier),
        *done_by(dossier),
        _other_person(dossier, viewer),
        *slots(dossier, viewer, now),
        text(gauges(dossier.account, visit.purpose)[0]),
        *_next(dossier, viewer),
        *row(_pressed(dossier, viewer, now), [*folds(dossier, viewer, now, hours), *more(_details(dossier, viewer))]),
    ]
    title = visit_title(visit, dossier.school)
    notification = f"Visit to {dossier.school.full_name}: {_notified(moved) or f'{word.lower()}.'}"
    asks_again = again(visit, VisitCard.VISIT)
    return card(
        title,
        body,
        [],
        notification,
        asks_again=asks_again,
        speak=f"{title}. {word}: {sentence}.",
    )


def _notified(moved: str) -> str:
    return moved[:1].lower() + moved[1:]


def _other_person(dossier: VisitDossier, viewer: Person) -> Json:
    """With whom: the other of the two."""
    if viewer.id == dossier.visit.sip_id:
        return person(dossier.headteacher.name, "headteacher")
    return person(dossier.sip.name, "SIP")


def _details(dossier: VisitDossier, viewer: Person) -> list[Json]:
    download = download_one(dossier, viewer)
    return [
        about(dossier, *_times(dossier)),
        *(text(line) for line in gauges(dossier.account, dossier.visit.purpose)[1:]),
        *([buttons(download)] if download else []),
        _why(dossier, viewer),
    ]


def _pressed(dossier: VisitDossier, viewer: Person, now: datetime) -> list[Json]:
    """The buttons that act at once."""
    visit = dossier.visit
    data = visit_data(visit)
    found = visit.status is VisitStatus.FOUND and may_send(dossier, viewer)
    actions: list[Json] = []
    if found and not any(why_not(dossier, slot, now) for slot in visit.slots):
        to = f"Send to {dossier.headteacher.name}"
        actions.append(
            execute(
                "Send to headteacher", VisitVerb.VISIT_SEND, data, style="positive", submits_inputs=False, tooltip=to
            )
        )
    if may_say(dossier, viewer, now):
        actions.append(execute("Yes, it was held", VisitVerb.VISIT_HELD, data, style="positive", submits_inputs=False))
    agrees = may_agree(dossier, viewer)
    if agrees and allows(lambda: check_not_begun(visit, now)):
        actions.append(execute("Agree", VisitVerb.VISIT_AGREE, data, style="positive", submits_inputs=False))
    if may_keep(dossier, viewer):
        declined = visit.asked is not None and visit.asked.declined
        stays = "Look for other half-days" if declined else "Keep it as it is"
        title = stays if agrees else "Take it back and keep the visit"
        actions.append(execute(title, VisitVerb.VISIT_KEEP, data, submits_inputs=False))
    return actions


def _trouble(dossier: VisitDossier, viewer: Person) -> list[Json]:
    """While half-days are sought, it is about the SIP's calendar and the SIP's turn."""
    sought = (VisitStatus.SOUGHT, VisitStatus.FOUND, VisitStatus.NONE_SUITED)
    if viewer.id != dossier.visit.sip_id and dossier.visit.status in sought:
        return []
    return trouble(dossier.visit.trouble)


def _said(dossier: VisitDossier) -> list[Json]:
    asked = dossier.visit.asked
    if asked is None:
        return reason(dossier)
    by = dossier.called(asked.by_id, asked.deputy_id)
    if asked.declined:  # which the first line says
        return []
    return [quote(asked.reason, by) if asked.reason else text("It was proposed in Outlook.")]


def _times(dossier: VisitDossier) -> list[tuple[str, str]]:
    visit = dossier.visit
    now_on = [("When", when(visit.half_day))] if visit.half_day else []
    return [*now_on, *([("Before", when(visit.before))] if visit.before else [])]


def _next(dossier: VisitDossier, viewer: Person) -> list[Json]:
    """What follows a termly visit (V2): its report."""
    visit = dossier.visit
    if visit.status is not VisitStatus.HELD or not isinstance(visit.purpose, TermlyVisit):
        return []
    if viewer.id == visit.sip_id:
        return [text("Its report comes next: send me the completed proforma (.docx) here.")]
    return [text(f"Its report comes next: you get it here when {dossier.sip.name} sends it.")]


def _why(dossier: VisitDossier, viewer: Person) -> Json:
    if viewer.id == dossier.visit.sip_id:
        return why("you are the School Improvement Partner of this visit")
    return why("this visit is to your school")
