"""The schools most like one (P2): which, and how they differ, in words."""

from collections.abc import Sequence

from cards.data.figures import not_shown, office
from cards.data.verbs import DataVerb
from cards.kit.elements import Json, card, execute, facts, heading, refresh, text
from cards.kit.lines import closed_card, why
from cards.reports.agreements.actions import agreement_data
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, School
from handbook.data.nearness import NOT_TAKEN_IN, Nearness, distance_words, may_compare
from handbook.data.similar import Neighbour
from handbook.reports.agreements.agreement import may_ask


def similar_card(nearness: Nearness, viewer: Person) -> Json:
    """For the Trust Advisor and the school's SIP, while the school agrees to it."""
    school, agreement = nearness.school, nearness.agreement
    if not may_compare(school, viewer):
        return closed_card()
    title = f"Similar schools: {school.full_name}"
    shown = agreement.allows_figures
    body = [
        facts((("School", f"{school.full_name} (URN {school.urn})"),)),
        *(_found(nearness) if shown else not_shown(school, agreement, viewer)),
        why(f"you are {office(school, viewer)}"),
    ]
    ask = execute("Ask the school", ReportVerb.AGREEMENT_ASK, agreement_data(agreement))
    may = not shown and may_ask(agreement, viewer)
    again = refresh(DataVerb.SHOW_SIMILAR, {"urn": school.urn})
    return card(title, body, [ask] if may else [], f"{title}. Which are most like it, and how.", asks_again=again)


def _found(nearness: Nearness) -> list[Json]:
    if not nearness.is_known:
        return [text("No figures that schools are compared by were taken in for this school.")]
    if not nearness.others:
        return [text("No figures of another school on the list were taken in that it could be compared with.")]
    return [*(line for other in nearness.nearest for line in _one(*other)), text(NOT_TAKEN_IN, muted=True)]


def _one(school: School, neighbour: Neighbour) -> Sequence[Json]:
    return heading(school.full_name), text(distance_words(neighbour))
