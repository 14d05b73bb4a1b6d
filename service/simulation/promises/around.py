"""What is promised of everything: what people are told, what is open, the order of a concern's steps, the audit."""

from collections.abc import Iterator

from handbook.cases.case import STEPS, Case, Deed
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Status
from handbook.visits.visit import OVER, VisitStatus
from service.simulation.promises.seen import Broken, Seen

URGENT = ("child", "Ofsted", "safeguarding")
"""Words of what is said on any day."""


def nobody_is_told_anything_outside_school_days(seen: Seen) -> Iterator[Broken]:
    """No message comes on a weekend, a bank holiday or in the holidays, but what is urgent."""
    for one in seen.sent:
        if not seen.calendar.is_school_day(one.at.date()) and not any(word in one.summary for word in URGENT):
            yield Broken(one.person_id, f"On {one.at:%A %d %B %Y at %H:%M} they were told: {one.summary}")


def each_open_record_has_a_live_card_or_is_due(seen: Seen) -> Iterator[Broken]:
    """Nothing lapses: of what is open somebody holds a card with a button, or the clock will do something about it."""
    for about in _open(seen):
        if not seen.live(about) and not seen.due(about):
            yield Broken(
                about.partition(":")[2], f"{about} is open, nobody holds a live card of it, and nothing is due."
            )


def nobody_has_two_live_cards_of_one_matter(seen: Seen) -> Iterator[Broken]:
    """One live card for each matter and person: a card is said to be an earlier one where a newer of its kind came."""
    for about in _open(seen):
        live = [(one.person_id, one.kind) for one in seen.uow.cards.about(about) if one.shows and not one.earlier]
        for person_id, kind in sorted({one for one in live if live.count(one) > 1}):
            yield Broken(about.partition(":")[2], f"{person_id} holds {live.count((person_id, kind))} {kind} cards.")


def steps_of_a_concern_come_in_order(seen: Seen) -> Iterator[Broken]:
    """E5: a later step of a ladder needs the earlier one on record, and none comes before the one under it."""
    for one in seen.uow.cases.standing():
        yield from _in_order(one)


def the_audit_verifies(seen: Seen) -> Iterator[Broken]:
    """No entry was changed, taken out or put in."""
    broken = seen.uow.verify_audit().broken_at
    if broken is not None:
        yield Broken("audit", f"The chain of the audit is broken at {broken}.")


def _in_order(one: Case) -> Iterator[Broken]:
    before = 0
    for part in (part for part in one.parts if part.deed in _STEPS_TAKEN):
        step = STEPS[part.stage]
        if step < before or (step > 1 and before == 0):
            yield Broken(one.id, f"Step {step} was taken where step {before} was reached.")
        before = step


_STEPS_TAKEN = (Deed.RAISED, Deed.TALKED, Deed.TALK_WAIVED, Deed.TAKEN_ON, Deed.REACHED)


def _open(seen: Seen) -> Iterator[str]:
    yield from (f"report:{one.id}" for one in seen.uow.reports.in_status(set(Status) - {Status.SHARED}))
    yield from (f"visit:{one.id}" for one in seen.uow.visits.in_status(set(VisitStatus) - OVER))
    agreements = seen.uow.agreements.all_of(AgreementKind.SHARING).values()
    yield from (f"agreement:{one.urn}" for one in agreements if one.is_waiting)
    yield from (f"case:{one.id}" for one in seen.uow.cases.standing())
