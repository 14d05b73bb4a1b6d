"""Ofsted has called (O2): the headteacher keeps or puts off what is in the diary that week and may ask the SIP to come;
the SIP answers. That the statutory attendance stands beside it is said on every card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.kit.elements import (
    Json,
    buttons,
    card,
    container,
    execute,
    facts,
    input_choice,
    input_date,
    refresh,
    status,
    text,
)
from cards.kit.folding import Fold, row
from cards.kit.half_days import half_choices, short_when, when
from cards.kit.lines import closed_card, why
from cards.visits.actions import call_data, visit_data
from cards.visits.lines import purpose_words
from cards.visits.state import YOUR_TURN, State
from cards.visits.verbs import VisitVerb
from handbook.core.british_time import day_words
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person, Role, School
from handbook.core.plain_words import and_list
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import HalfDayAccount, check_has_left
from handbook.visits.ofsted.call import CONVERSATION, STANDS_BESIDE, OfstedCall, days_words, to_choose
from handbook.visits.ofsted.changes import may_change
from handbook.visits.visit import Visit

_HOURS: Final = SchoolHours()


@dataclass(frozen=True, slots=True)
class OfstedDossier:
    """A call with all that its card looks at: `account` is that of the school and year, `visits` are the school's, and
    `told` is who heard at once beside the SIP. `readers` are the ids of whoever hears of it by the list now."""

    call: OfstedCall
    school: School
    sip: Person
    headteacher: Person
    account: HalfDayAccount
    visits: tuple[Visit, ...] = ()
    told: tuple[Person, ...] = ()
    readers: tuple[str, ...] = ()


def ofsted_question_card(
    school: School, viewer: Person, told: Sequence[Person] = (), off: OfstedCall | None = None
) -> Json:
    """What a headteacher gets who says that Ofsted has called: on which days? `told` will hear beside the SIP; `off` is
    an inspection that they have called off."""
    if viewer.id != school.headteacher_id:
        return closed_card()
    body = [
        *(_off(off) if off else []),
        text("Which days are the inspectors in? I will then show what is in the diary that week.", bold=True),
        *_days_inputs(),
        text(f"I will tell {_names(told)} at once."),
        text(STANDS_BESIDE),
        why("you are the headteacher of this school"),
    ]
    confirm = execute("Confirm these days", VisitVerb.OFSTED_CALLED, {"urn": school.urn}, style="positive")
    return card(f"Ofsted: {school.full_name}", body, [confirm], _notification(school))


def ofsted_card(dossier: OfstedDossier, viewer: Person, now: datetime, *, notice: str = "") -> Json:
    """A call as it stands, for the school's headteacher and SIP and for whoever hears of it; anybody else gets a card
    that says nothing."""
    call, school = dossier.call, dossier.school
    if viewer.id == school.headteacher_id:
        lines, because = _for_headteacher(dossier, now), _of_school(Role.HEADTEACHER)
    elif viewer.id == school.sip_id:
        lines, because = _for_sip(dossier), _of_school(Role.SIP)
    elif viewer.id in dossier.readers:
        lines, because = _for_information(dossier), _told_as(viewer)
    else:
        return closed_card()
    body = [
        *([text(notice, bold=True)] if notice else []),
        *lines,
        *([] if call.called_off_at else [text(STANDS_BESIDE), text(_quiet(call))]),
        why(because),
    ]
    asks_again = refresh(VisitVerb.SHOW_OFSTED, call_data(call))
    return card(f"Ofsted: {school.full_name}", body, [], _notification(school), asks_again=asks_again)


def _notification(school: School) -> str:
    return f"About the diary of {school.full_name}."


def _of_school(role: Role) -> str:
    return f"you are the {role.words} of this school"


def _told_as(viewer: Person) -> str:
    """In which office somebody heard."""
    if viewer.is_a(Role.TRUST_ADVISOR):
        return "you are the Trust Advisor of the service"
    return f"you are this school’s {viewer.office_words}"


def _quiet(call: OfstedCall) -> str:
    return f"No report of this school is due before {day_words(call.due_again_on)}, and reminders pause until then."


def _for_headteacher(dossier: OfstedDossier, now: datetime) -> list[Json]:
    call = dossier.call
    if call.called_off_at:
        return [*_off(call), text("A visit that you put off stays put off: your SIP offers other half-days.")]
    over = not may_change(call, now)
    waiting = () if over else to_choose(call, dossier.visits)
    kept = [visit.half_day for visit in dossier.visits if visit.id in call.kept and visit.half_day]
    return [
        status(*_headteachers_state(call, waiting)),
        *(_choice(call, visit, visit.half_day) for visit in waiting if visit.half_day),
        *(text(f"You are keeping the visit on {when(half_day)}.") for half_day in kept),
        *_answer(dossier),
        text(f"Told: {_names(dossier.told)}."),
        *([] if over else _folds(dossier)),
    ]


def _headteachers_state(call: OfstedCall, waiting: tuple[Visit, ...]) -> State:
    if waiting:
        return (
            YOUR_TURN,
            f"Ofsted inspects {days_words(call)}. Please say for each visit that week whether it stays",
            "accent",
        )
    return "Noted", f"Ofsted inspects {days_words(call)}. There are no more visits that week to decide on", "good"


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


def _folds(dossier: OfstedDossier) -> list[Json]:
    """What else can be done about it: ask the SIP, give other days, call it off."""
    call, asked = dossier.call, _ask(dossier)
    correct = execute("Save these days", VisitVerb.OFSTED_CORRECT, call_data(call))
    call_off = execute("Call it off", VisitVerb.OFSTED_CALL_OFF, call_data(call), style="destructive")
    changed = text("Everybody who was told before is told of it.", muted=True)
    return [
        *(one for one in asked if not isinstance(one, Fold)),
        *row(
            [],
            [
                *(one for one in asked if isinstance(one, Fold)),
                Fold("days_box", "Correct the days", [*_days_inputs(call), changed, buttons([correct])]),
                Fold("off_box", "They are not coming", [changed, buttons([call_off])]),
            ],
        ),
    ]


def _days_inputs(call: OfstedCall | None = None) -> list[Json]:
    first, last = (call.first_on, call.last_on) if call else (None, None)
    return [
        input_date("first_on", "First day", "Please choose the first day.", value=first),
        input_date("last_on", "Last day (leave it empty for one day)", "Please choose the last day.", value=last),
    ]


def _ask(dossier: OfstedDossier) -> list[Json | Fold]:
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
    return [Fold("come_box", f"Ask {dossier.sip.name} to come", items)]


def _off(call: OfstedCall) -> list[Json]:
    return [status("Called off", f"Ofsted does not inspect {days_words(call)}", "emphasis")]


def _for_information(dossier: OfstedDossier) -> list[Json]:
    """For the Trust Advisor, the Diocesan Schools Officer and, where the trust has set it so, the local authority."""
    call = dossier.call
    if call.called_off_at:
        return _off(call)
    return [
        status("For information", f"Ofsted inspects {days_words(call)}", "accent"),
        facts((("Headteacher", dossier.headteacher.name), ("SIP", dossier.sip.name or "none"))),
        *_answer(dossier),
    ]


def _names(told: Sequence[Person]) -> str:
    """Your SIP, Winifred Castellan (Diocesan Schools Officer) and Idris Ford (Trust Advisor)."""
    return and_list(["your SIP", *(f"{one.name} ({one.office_words})" for one in told)])


def _for_sip(dossier: OfstedDossier) -> list[Json]:
    call, head = dossier.call, dossier.headteacher.name
    if call.called_off_at:
        return _off(call)
    at = when(call.wanted) if call.wanted else ""
    if call.wanted is None or call.comes is not None:
        answered = {None: "", True: f". You will be there: {at}", False: f". You cannot make it: {at}"}[call.comes]
        return [status("For information", f"Ofsted inspects {days_words(call)}{answered}", "emphasis")]
    asks = f"{head} asks you to come while Ofsted is there: {at}"
    come = execute("I’ll be there", VisitVerb.OFSTED_COME, call_data(call), style="positive", submits_inputs=False)
    cannot = execute("I can’t make it", VisitVerb.OFSTED_CANNOT_COME, call_data(call), submits_inputs=False)
    return [status(YOUR_TURN, asks, "accent"), buttons([come, cannot])]
