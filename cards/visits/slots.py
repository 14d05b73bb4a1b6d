"""The half-days on offer, each with why it is good; the headteacher picks one with one press (V2, V3)."""

from datetime import datetime

from cards.kit.elements import Json, buttons, container, execute, text
from cards.kit.half_days import short_when, when
from cards.visits.actions import visit_data
from cards.visits.verbs import VisitVerb
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.visits.booking import may_answer
from handbook.visits.dossier import VisitDossier
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import Slot, VisitStatus


def slots(dossier: VisitDossier, viewer: Person, now: datetime) -> list[Json]:
    """What is on offer, to the SIP as soon as it is found and to the headteacher once it was sent."""
    shown = (VisitStatus.PROPOSED,) if viewer.id != dossier.visit.sip_id else (VisitStatus.FOUND, VisitStatus.PROPOSED)
    if dossier.visit.status not in shown:
        return []
    return [_slot(dossier, viewer, now, number) for number in range(1, len(dossier.visit.slots) + 1)]


def why_not(dossier: VisitDossier, slot: Slot, now: datetime) -> str:
    """Why a half-day cannot be had any more; empty where it can."""
    try:
        check_half_day(dossier, slot.half_day, now)
    except Refused as refusal:
        return refusal.reason
    return ""


def _slot(dossier: VisitDossier, viewer: Person, now: datetime, number: int) -> Json:
    slot = dossier.visit.slots[number - 1]
    no = why_not(dossier, slot, now)
    if viewer.id == dossier.visit.sip_id:
        words = no or slot.why
    else:  # why not may be about the SIP, or about another school
        words = "No longer available." if no else slot.why_for_school
    lines = [text(when(slot.half_day), bold=True), *([text(words, muted=True)] if words else [])]
    pick = [_pick(dossier, slot, number)] if may_answer(dossier, viewer) and not no else []
    return container([*lines, *([buttons(pick)] if pick else [])])


def _pick(dossier: VisitDossier, slot: Slot, number: int) -> Json:
    return execute(
        f"Pick {short_when(slot.half_day)}",
        VisitVerb.VISIT_PICK,
        {**visit_data(dossier.visit), "number": number},
        submits_inputs=False,
        tooltip=f"Pick {when(slot.half_day)}",
    )
