"""The cards of handovers, and those of who has a part no more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cards.handover.handover import SHOWN_AT_MOST, handover_card
from cards.kit.lines import left_card, no_longer_card
from handbook.core.people import Person, Role
from handbook.handover.handover import Handover, OpenItem
from tests.support import builders as a
from tests.support.covers import ACTING, DEPUTY, HEAD, SIP


def handover_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state; `words` stands for a school's name at its longest."""
    school = a.a_school(name=words[:100].strip()) if words else a.a_school()
    item = OpenItem("approval", "report:report-1", 1, f"Autumn 2026/27 SIP report: {school.full_name} – waits")
    made = Handover("made", ACTING.id, HEAD.id, Role.HEADTEACHER, a.MONDAY, (item,), school.urn)
    many = replace(made, items=(item,) * (SHOWN_AT_MOST + 3))
    of_sip = replace(made, person_id=DEPUTY.id, from_id=SIP.id, part=Role.SIP)
    covered = replace(of_sip, urn="", cover_id="cover-1")
    for viewer in (ACTING, HEAD, DEPUTY):
        for state, one, at in (("one", made, school), ("many", many, school), ("SIP", of_sip, school)):
            yield f"handover · {state} · {viewer.name}", handover_card(one, at, HEAD.name, viewer), viewer
        yield f"handover · cover · {viewer.name}", handover_card(covered, None, SIP.name, viewer), viewer
        nothing = replace(covered, items=())
        yield f"handover · nothing open · {viewer.name}", handover_card(nothing, None, SIP.name, viewer), viewer
    yield "left the list", left_card(), HEAD
    words = "You were the headteacher of this school until Monday 23 November 2026. Nora New has taken this on."
    yield "no longer", no_longer_card(words), HEAD
