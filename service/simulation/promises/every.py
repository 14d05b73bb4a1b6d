"""All promises, and how often each is looked at: some ask for every record there is."""

from typing import Final

from service.simulation.promises import around, reports, visits
from service.simulation.promises.seen import Promise

EACH_DAY: Final[tuple[Promise, ...]] = (
    reports.what_is_filed_was_approved_by_the_headteacher,
    reports.what_is_shared_is_under_a_signed_agreement,
    reports.nobody_outside_opens_what_is_not_shared,
    visits.nobody_is_at_two_schools_at_once,
    visits.visits_are_on_school_days_by_a_sip_with_checks,
    visits.no_visit_is_held_before_its_day,
    around.nobody_is_told_anything_outside_school_days,
    around.steps_of_a_concern_come_in_order,
)
EACH_WEEK: Final[tuple[Promise, ...]] = (
    visits.half_days_add_up_to_ten,
    around.each_open_record_has_a_live_card_or_is_due,
    around.nobody_has_two_live_cards_of_one_matter,
    around.the_audit_verifies,
)


def in_words(promise: Promise) -> str:
    """The promise as people say it: half days add up to ten."""
    return str(getattr(promise, "__name__", promise)).replace("_", " ")
