"""The cards of memberships, in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards.membership.actions import ShowMemberships
from cards.membership.list import memberships_card, sheet_card
from cards.membership.membership import MembershipSeen, membership_card
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.membership.membership import Membership, Part, Provision, RefundStatus, Spell
from handbook.membership.overview import MembershipRow, Sought, totals
from handbook.membership.terms import RefundOpening, terms
from handbook.membership.working import UndoPayment
from tests.support import builders as a
from tests.support import memberships as m

_NAMES = {m.ADVISOR.id: m.ADVISOR.name}


def rows() -> list[MembershipRow]:
    """One school in each status, and one of which nobody has said whose SIP it has."""
    found = [m.in_status(status) for status in RefundStatus] + [m.paid(m.a_membership(None), Part.FEE)]
    names = (
        "St Hilda’s",
        "St Aelred’s",
        "St Bede’s",
        "Holy Cross",
        "St Oswald’s",
        "St Cuthbert’s",
        "Our Lady’s",
        "All Saints",
    )
    return [
        MembershipRow(
            a.a_school(urn=f"90000{at}", name=f"{names[at]} Catholic Primary School"),
            replace(one, urn=f"90000{at}"),
            frozenset(one.noted),
        )
        for at, one in enumerate(found)
    ]


def membership_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """`words` stands for what people wrote, at its longest."""
    yield from _lists(words)
    for name, one in _memberships(words).items():
        for opening in RefundOpening if "received" in name else (RefundOpening.FIRST,):
            seen = MembershipSeen(MembershipRow(m.ALONE, one, frozenset(one.noted)), terms(opening=opening), _NAMES)
            for viewer in (m.ADVISOR, a.a_person(Role.HEADTEACHER)):
                yield f"membership · {name} · {opening} · {viewer.name}", membership_card(seen, viewer), viewer
    for url in ("https://sip.trust.example/memberships/x.xlsx", "http://127.0.0.1/memberships/x.xlsx", ""):
        yield f"membership sheet · {url[:6]}", sheet_card(m.YEAR, url, m.NOW + timedelta(days=1)), m.ADVISOR


def _lists(words: str) -> Iterator[tuple[str, dict[str, Any], Person]]:
    every = rows()
    many = [replace(row, school=replace(row.school, urn=f"9001{at:02}")) for at, row in enumerate(every * 3)]
    for name, of, asked in (
        *((sought.value, every, ShowMemberships(m.YEAR, sought)) for sought in Sought),
        ("page 2", many, ShowMemberships(m.YEAR, find=words[:60], page=2)),
        ("page 2 of many", many, ShowMemberships(m.YEAR, page=2)),
        ("named", many, ShowMemberships(m.YEAR, find="hilda's 9001")),
        ("empty", [], ShowMemberships(m.YEAR)),
    ):
        for viewer in (m.ADVISOR, a.a_person(Role.SIP)):
            card = memberships_card(of, totals(of, m.TERMS), asked, viewer)
            yield f"memberships · {name} · {viewer.name}", card, viewer


def _memberships(words: str) -> dict[str, Membership]:
    said = words[:60].strip() or "BACS 4711"
    found = {status.value: m.in_status(status) for status in RefundStatus} | {"not said": m.a_membership(None)}
    paid = m.paid(found["paid"], Part.FEE)
    undo = UndoPayment(paid.urn, m.YEAR, 0, Part.FEE, words[:300] or "That was another school’s.")
    spells = (Spell(Provision.AUTHORITY), Spell(Provision.OWN, m.TODAY))
    found["paid and undone"] = replace(m.done(paid, undo), joined_on=m.TODAY, spells=spells, sip_name=said)
    found["all paid"] = replace(paid, undone=m.done(paid, undo).undone, recorded_by="")
    found["all received"] = replace(found["due"], noted=tuple(Term), recorded_by="left")
    return found
