"""Training sessions for tests, and the cards of training in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from cards.sip_team.training.actions import SessionForm
from cards.sip_team.training.forms import Filled, session_form
from cards.sip_team.training.overview import (
    HELD_AT_MOST,
    LISTED_AT_MOST,
    SipTrainingSeen,
    TrainingsSeen,
    sip_training_card,
    trainings_card,
)
from cards.sip_team.training.session import SessionSeen, session_card
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person, Role
from handbook.sip_team.record import SipRecord, TrainingTopic
from handbook.sip_team.training.session import Guest, SessionSubject, TrainingSession
from tests.support import builders as a
from tests.support.sip_team import ADVISOR, BARE, MEMBER, OTHER_SIP, SIP

HOURS = SchoolHours()
MORNING, AFTERNOON = HOURS.half_days(date(2026, 12, 9))
WHOLE_DAY = HalfDay(MORNING.on, MORNING.starts, AFTERNOON.ends)
GUEST = Guest("ext@other.example", "Ester Vale")
DURING = datetime(2026, 12, 9, 12, tzinfo=a.MONDAY.tzinfo)
AFTER = DURING + timedelta(days=1)


def a_session(**changes: Any) -> TrainingSession:
    """The initial training, on a whole day."""
    subject = SessionSubject(is_initial=True)
    new = TrainingSession("training-1", WHOLE_DAY, subject, "Trust office", (SIP.id, OTHER_SIP.id), (GUEST,))
    return replace(new, organiser_id=ADVISOR.id, **changes)


def training_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` stands for names and places at their longest."""
    place, name = words[:200] or "Trust office", words[:80] or OTHER_SIP.name
    names = {SIP.id: SIP.name, OTHER_SIP.id: name, GUEST.email: f"{GUEST.name} (external)"}
    every = SessionSubject(is_initial=True, topics=tuple(TrainingTopic))
    states = {
        "to come": (a_session(place=place), a.MONDAY),
        "all topics": (a_session(subject=every), a.MONDAY),
        "shortened": (a_session(at=MORNING), a.MONDAY),
        "over": (a_session(), AFTER),
        "over, nobody invited": (a_session(invited_ids=(), guests=()), AFTER),
        "recorded": (a_session(present=(SIP.id,), recorded_at=AFTER), AFTER),
        "cancelled": (a_session(cancelled_at=a.MONDAY), a.MONDAY),
    }
    people = [SIP, *(replace(OTHER_SIP, id=f"{OTHER_SIP.id[:-2]}{at}", name=f"{name} {at}") for at in range(10, 40))]
    for viewer in (ADVISOR, SIP, OTHER_SIP, a.a_person(Role.HEADTEACHER)):
        for state, (session, now) in states.items():
            own = {one: names[one] for one in (*session.invited_ids, *(guest.email for guest in session.guests))}
            yield f"training · {state} · {viewer.name}", session_card(SessionSeen(session, own, viewer, now)), viewer
        for member in (MEMBER, replace(BARE, person=SIP)):
            for missed in ((), (a_session(),)):
                seen = SipTrainingSeen(member, missed, missed, viewer, a.MONDAY.date())
                yield f"training of a SIP · {len(missed)} · {viewer.name}", sip_training_card(seen), viewer
        filled = Filled(every, WHOLE_DAY.on, WHOLE_DAY, place, (SIP.id,), "Ester Vale, e@x.example", outside_term=True)
        for form in SessionForm:
            session = None if form is SessionForm.SET else a_session()
            card = session_form(form, session, filled, (people, HOURS), viewer, "Please choose another day.")
            yield f"training · form · {form} · {viewer.name}", card, viewer
        odd = Filled(at=HalfDay(MORNING.on, MORNING.starts, MORNING.ends.replace(minute=15)))
        yield "training · form · nobody", session_form(SessionForm.SET, None, odd, ((), HOURS), viewer), viewer
        many = [a_session(id=f"training-{at}", at=_on(at)) for at in range(LISTED_AT_MOST + 2)]
        full = TrainingsSeen([(name, MORNING.words), ("Nia Calloway", "")], many, many, many[:HELD_AT_MOST], viewer)
        for seen in (full, TrainingsSeen([], [], [], [], viewer)):
            yield f"trainings · {len(seen.to_come)} · {viewer.name}", trainings_card(seen), viewer


def _on(number: int) -> HalfDay:
    return HOURS.half_days(MORNING.on + timedelta(days=number))[0]


BARE_RECORD = SipRecord(SIP.id)
