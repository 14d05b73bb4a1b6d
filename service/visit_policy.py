"""What a trust sets about visits, of its settings."""

from dataclasses import replace

from handbook.core.half_days import SchoolHours
from handbook.core.places import Travel
from handbook.half_days.entitlement import Entitlement
from handbook.visits.policy import CHANGES, VisitPolicy
from service.settings import Settings


def visit_policy(settings: Settings) -> VisitPolicy:
    return VisitPolicy(
        Entitlement(settings.half_days_each_term, settings.half_days_school_led, settings.half_days_preparation),
        SchoolHours(settings.visit_morning, settings.visit_afternoon),
        Travel(
            settings.travel_minutes_per_mile,
            settings.travel_least_minutes,
            settings.travel_unknown_minutes,
            settings.near_miles,
        ),
        settings.visit_notice_school_days,
        settings.visit_cut_off_school_days,
        settings.visit_look_ahead_days,
        settings.visits_a_week_at_most,
        settings.visit_checks_school_days,
        settings.appraisal_is_extra,
        settings.ofsted_tells_local_authority,
        settings.visit_patience(),
        replace(CHANGES, not_before=settings.remind_not_before),
    )
