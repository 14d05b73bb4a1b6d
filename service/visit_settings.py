"""The settings of visits."""

from datetime import time

from pydantic import Field
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE


class VisitSettings(BaseSettings):
    """How visits are arranged, what a school is entitled to, and who hears of Ofsted's call."""

    model_config = SOURCE

    visit_notice_school_days: int = Field(default=5, ge=0, description="Minimum notice for a visit, in school days.")
    visit_cut_off_school_days: int = Field(
        default=5,
        ge=0,
        description="How many school days before a visit each side may still move or cancel it without asking the "
        "other.",
    )
    visit_checks_school_days: int = Field(
        default=5,
        ge=0,
        description="How many school days before its day a visit is put off if the SIP's checks will not be current.",
    )
    appraisal_is_extra: bool = Field(
        default=False,
        description="Whether a headteacher's appraisal by another SIP than the school's is an extra service, charged "
        "beside the school's half-days. Otherwise it counts as one of them.",
    )
    visit_look_ahead_days: int = Field(
        default=56, ge=7, le=62, description="How many days ahead each search for half-days looks."
    )
    visits_a_week_at_most: int = Field(
        default=4, ge=1, description="Maximum number of visits a week that the plan of a term gives a SIP."
    )
    visit_morning: tuple[time, time] = Field(
        default=(time(9, 0), time(12, 0)), description="The morning at schools without hours of their own (JSON)."
    )
    visit_afternoon: tuple[time, time] = Field(
        default=(time(13, 0), time(16, 0)), description="The afternoon at these schools (JSON)."
    )
    travel_minutes_per_mile: float = Field(
        default=3.0, ge=0, description="Travel time per mile between two schools, in a straight line (minutes)."
    )
    travel_least_minutes: int = Field(default=15, ge=0, description="Minimum travel time (minutes).")
    travel_unknown_minutes: int = Field(
        default=60, ge=0, description="Travel time if the roster does not say where a school is (minutes)."
    )
    near_miles: float = Field(
        default=8.0, ge=0, description="How near two schools must be to visit both in one day (miles)."
    )
    half_days_each_term: int = Field(default=1, ge=0, description="A school's termly half-days in each term.")
    half_days_school_led: int = Field(default=3, ge=0, description="A school's own half-days in a year.")
    half_days_preparation: int = Field(default=4, ge=0, description="Half-days of preparation in a year.")
    ofsted_tells_local_authority: bool = Field(
        default=False,
        description="Whether the school’s local authority officer hears at once, with the Trust Advisor and the "
        "Diocesan Schools Officer, that a headteacher has recorded Ofsted's call.",
    )
