"""The cards of what a school needs of its SIP, and of who else supports it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cards.allocation.listing import Looking, one_page
from cards.allocation.needs import needs_card, needs_list_card, standing
from cards.allocation.support import support_card
from handbook.allocation.needs import LONGEST, Answers, SchoolNeeds, TalkNote, Wish
from handbook.allocation.other_support import BODIES_AT_MOST, OtherSupport, SupportBody, SupportKind
from handbook.core.done_by import DoneBy
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.good_practice.tags import KEYS
from handbook.sip_team.record import OfstedPosition, Phase, SchoolContext
from tests.support.builders import MONDAY, a_school
from tests.support.sip_choices import ADVISOR, CHAIR, HEAD, NEW_SIP, OTHER_HEAD, SCHOOL, SIP, THIRD_SIP_ID

YEAR = AcademicYear(2026)
Cards = Iterator[tuple[str, dict[str, Any], Person]]
NAMES = {
    SIP.id: SIP.name,
    NEW_SIP.id: "Nia Calloway",
    THIRD_SIP_ID: "Third Sip",
    HEAD.id: HEAD.name,
    CHAIR.id: CHAIR.name,
}
ANSWERS = Answers(
    focus=("Maths", "SEND", "oracy"),
    wishes=(Wish.ANOTHER_SIP, Wish.APPRAISAL),
    requests="Somebody who knows nurseries.",
    phase=Phase.PRIMARY,
    contexts=(SchoolContext.SMALL, SchoolContext.NEW_HEAD),
    position=OfstedPosition.NEEDS_ATTENTION,
    context="Our deputy has just left.",
    support="Moderation of writing.",
)


def needs_cards(words: str) -> Cards:
    """In every state and for several viewers, and the list of all schools."""
    long = words[:LONGEST]
    full = replace(ANSWERS, requests=long or ANSWERS.requests, context=long or ANSWERS.context, focus=tuple(KEYS)[:9])
    asked = SchoolNeeds(SCHOOL.urn, YEAR, MONDAY, HEAD.id, revision=1)
    note = TalkNote(MONDAY.date(), "Colm Gethin", long or "They would like to keep their SIP.", ADVISOR.id, MONDAY)
    states = {
        "not asked": SchoolNeeds(SCHOOL.urn, YEAR),
        "asked": asked,
        "answered": replace(asked, answers=ANSWERS, answered=DoneBy(HEAD.id, "", MONDAY)),
        "full": replace(asked, answers=full, answered=DoneBy(HEAD.id, "", MONDAY), notes=(note,) * 7),
        "one talk": replace(asked, notes=(note,)),
    }
    for state, needs in states.items():
        for viewer in (ADVISOR, HEAD, CHAIR, SIP, NEW_SIP, OTHER_HEAD):
            yield f"wishes · {state} · {viewer.name}", needs_card(needs, SCHOOL, viewer, HEAD.name), viewer
    nobody = replace(SCHOOL, headteacher_id="")
    yield "wishes · no headteacher", needs_card(states["not asked"], nobody, ADVISOR), ADVISOR
    rows = [(needs, a_school(urn=needs.urn)) for needs in states.values()] * 3 + [(states["not asked"], nobody)]
    for looking in (Looking(), Looking("asked", "st", 2), Looking(find="nothing")):
        found = [] if looking.find == "nothing" else rows
        shown, at = one_page(found, looking)
        counts = Counter(standing(*one) for one in rows)
        yield f"wishes of all · {looking}", needs_list_card(YEAR, counts, shown, at, len(found)), ADVISOR
    yield "wishes of all · all asked", needs_list_card(YEAR, {}, [], Looking(), 0), ADVISOR


def support_cards(words: str) -> Cards:
    """In every state, for the two, the Trust Advisor and a stranger."""
    hub = SupportBody(1, "English Hub North", SupportKind.HUB, "literacy lead", date(2026, 9, 1))
    bare = SupportBody(2, words[:100].strip() or "Fellshire County Council", SupportKind.AUTHORITY, "", None)
    over = replace(hub, number=3, ended_on=date(2026, 11, 1))
    role = words[:LONGEST] or "Joins the hub’s termly meeting, and does not monitor its work."
    by_head, by_sip = DoneBy(HEAD.id, "", MONDAY), DoneBy(SIP.id, NEW_SIP.id, MONDAY)
    nothing = OtherSupport(SCHOOL.urn)
    states = {
        "nothing": nothing,
        "bodies": replace(nothing, bodies=(hub, bare, over)),
        "role said": replace(nothing, bodies=(hub,), role=role, role_by=by_head),
        "agreed": replace(nothing, bodies=(hub, bare), role=role, role_by=by_head, agreed_by=by_sip),
        "many": replace(nothing, bodies=tuple(replace(bare, number=at + 1) for at in range(BODIES_AT_MOST))),
        "of a former": replace(nothing, role=role, role_by=DoneBy("gone", "", MONDAY)),
        "no writer": replace(nothing, role=role),
    }
    for state, support in states.items():
        for viewer in (HEAD, SIP, ADVISOR, NEW_SIP):
            yield f"other support · {state} · {viewer.name}", support_card(support, SCHOOL, viewer, NAMES), viewer
