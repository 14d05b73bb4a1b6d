"""Ofsted has called (O2): the headteacher keeps or puts off what is in the diary that week and may ask the SIP to come;
the SIP answers. That the statutory attendance stands beside it is said on every card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, buttons, card, container, execute, input_choice, input_date, refresh, status, text
from cards.kit.half_days import half_choices, short_when, when
from cards.kit.lines import closed_card, why
from cards.visits.actions import call_data, visit_data
from cards.visits.folds import Fold, row
from cards.visits.lines import purpose_words
from cards.visits.state import YOUR_TURN, State
from cards.visits.verbs import VisitVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import HalfDayAccount, check_has_left
from handbook.visits.ofsted_call import CONVERSATION, STANDS_BESIDE, OfstedCall, to_choose
from handbook.visits.visit import Visit

_HOURS: Final = SchoolHours()


@dataclass(frozen=True, slots=True)
class OfstedDossier:
    """A call with all that its card looks at: `account` is that of the school and year, `visits` are the school's."""

    call: OfstedCall
    school: School
    sip: Person
    headteacher: Person
    account: HalfDayAccount
    visits: tuple[Visit, ...] = ()


def ofsted_question_card(school: School, viewer: Person) -> Json:
    """What a headteacher gets who says that Ofsted has called: on which days?"""
    if viewer.id != school.headteacher_id:
        return closed_card()
    body = [
        text("Which days are the inspectors in? I will then show what is in the diary that week.", bold=True),
        input_date("first_on", "First day", "Please choose the first day."),
        input_date("last_on", "Last day (leave it empty for one day)", "Please choose the last day."),
        text(STANDS_BESIDE),
        why("you are the headteacher of this school"),
    ]
    told = execute("Confirm these days", VisitVerb.OFSTED_CALLED, {"urn": school.urn}, style="positive")
    return card(f"Ofsted: {school.full_name}", body, [told], _notification(school))


def ofsted_card(dossier: OfstedDossier, viewer: Person, now: datetime, *, notice: str = "") -> Json:
    """A call as it stands, for the school's headteacher and SIP; anybody else gets a card that says nothing."""
    call, school = dossier.call, dossier.school
    if viewer.id not in (school.headteacher_id, school.sip_id):
        return closed_card()
    is_head = viewer.id == school.headteacher_id
    lines = _for_headteacher(dossier, now) if is_head else _for_sip(dossier)
    body = [
        *([text(notice, bold=True)] if notice else []),
        *lines,
        text(STANDS_BESIDE),
        text(f"Reminders about reports and visits of this school pause until {day_words(call.last_on)}."),
        why(f"you are the {(Role.HEADTEACHER if is_head else Role.SIP).words} of this school"),
    ]
    asks_again = refresh(VisitVerb.SHOW_OFSTED, call_data(call))
    return card(f"Ofsted: {school.full_name}", body, [], _notification(school), asks_again=asks_again)


def _notification(school: School) -> str:
    return f"About the diary of {school.full_name}."


def _for_headteacher(dossier: OfstedDossier, now: datetime) -> list[Json]:
    call = dossier.call
    over = call.last_on < london_date(now)
    waiting = () if over else to_choose(call, dossier.visits)
    kept = [visit.half_day for visit in dossier.visits if visit.id in call.kept and visit.half_day]
    return [
        status(*_headteachers_state(call, waiting)),
        *(_choice(call, visit, visit.half_day) for visit in waiting if visit.half_day),
        *(text(f"You are keeping the visit on {when(half_day)}.") for half_day in kept),
        *_answer(dossier),
        *([] if over else _ask(dossier)),
    ]


def _headteachers_state(call: OfstedCall, waiting: tuple[Visit, ...]) -> State:
    if waiting:
        return (
            YOUR_TURN,
            f"Ofsted inspects {_days(call)}. Please say for each visit that week whether it stays",
            "accent",
        )
    return "Noted", f"Ofsted inspects {_days(call)}. There are no more visits that week to decide on", "good"


def _choice(call: OfstedCall, visit: Visit, day: HalfDay) -> Json:
    """Keep or put off, each one press, and each named: there may be two visits."""
    data = {**call_data(call), **visit_data(visit)}
    keep = execute(f"Keep {short_when(day)}", VisitVerb.OFSTED_KEEP, data, submits_inputs=False)
    off = execute(f"Put off {short_when(day)}", VisitVerb.OFSTED_PUT_OFF, data, submits_inputs=False)
    return container([text(f"{purpose_words(visit.purpose)}, {when(day)}", bold=True), buttons([keep, off])])


def _answer(dossier: OfstedDossier) -> list[Json]:
    """How it stands with the SIP, as the headteacher reads it."""
    call, sip = dossier.call, dossier.sip.name
    if call.wanted is None:
        return []
    said = {None: f"{sip} has been asked to come", True: f"{sip} will be there", False: f"{sip} cannot make it"}[
        call.comes
    ]
    return [text(f"{said}: {when(call.wanted)}.")]


def _ask(dossier: OfstedDossier) -> list[Json]:
    call = dossier.call
    if call.wanted is not None and call.comes is not False:
        return []
    try:
        check_has_left(dossier.account, CONVERSATION, dossier.school.name)
    except Refused as refusal:
        return [text(refusal.reason)]
    choices = half_choices(_HOURS)
    error = "Please choose morning or afternoon."
    items = [
        text("Once held, it counts as one of the half-days led by the school."),
        input_date("come_on", "Day", "Please choose a day of the inspection.", value=call.first_on),
        input_choice("come_half", "Morning or afternoon", error, choices, value=choices[0][1]),
        buttons([execute("Ask", VisitVerb.OFSTED_ASK_SIP, call_data(call))]),
    ]
    return row([], [Fold("come_box", f"Ask {dossier.sip.name} to come", items)])


def _for_sip(dossier: OfstedDossier) -> list[Json]:
    call, head = dossier.call, dossier.headteacher.name
    at = when(call.wanted) if call.wanted else ""
    if call.wanted is None or call.comes is not None:
        answered = {None: "", True: f". You will be there: {at}", False: f". You cannot make it: {at}"}[call.comes]
        return [status("For information", f"Ofsted inspects {_days(call)}{answered}", "emphasis")]
    asks = f"{head} asks you to come while Ofsted is there: {at}"
    come = execute("I’ll be there", VisitVerb.OFSTED_COME, call_data(call), style="positive", submits_inputs=False)
    cannot = execute("I can’t make it", VisitVerb.OFSTED_CANNOT_COME, call_data(call), submits_inputs=False)
    return [status(YOUR_TURN, asks, "accent"), buttons([come, cannot])]


def _days(call: OfstedCall) -> str:
    first, last = day_words(call.first_on), day_words(call.last_on)
    return f"on {first}" if call.first_on == call.last_on else f"from {first} to {last}"
