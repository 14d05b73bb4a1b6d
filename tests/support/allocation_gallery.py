"""The cards of an allocation in every state: wishes, conflicts of interest, the proposal for the trust, a SIP proposed
to a school, other support."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards.allocation.choice import ChoiceDossier, choice_card
from cards.allocation.choices import choices_card
from cards.allocation.conflicts import ConflictSeen, conflicts_card, conflicts_of_card, declaration_card
from cards.allocation.listing import ROWS_AT_MOST, Looking, one_page
from cards.allocation.placement import Placed, Weighed, placement_card
from cards.allocation.run import RowStanding, RunRow, run_card
from handbook.allocation.choices.choice import EndReason
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.conflicts.conflict import ConflictKind, Origin
from handbook.allocation.conflicts.declarations import Declaration, DeclarationStanding
from handbook.allocation.needs import LONGEST, SchoolNeeds
from handbook.allocation.personality import PersonalityNote
from handbook.allocation.problem import Lock
from handbook.allocation.proposal import (
    Allocation,
    LeftOut,
    Placement,
    Shortage,
    Step,
    StepKind,
    WayOut,
)
from handbook.allocation.run import AllocationRun
from handbook.sip_team.record import SipKind
from tests.support.builders import MONDAY
from tests.support.needs_gallery import ANSWERS, NAMES, YEAR, Cards, needs_cards, support_cards
from tests.support.sip_choices import (
    ADVISOR,
    CHAIR,
    HEAD,
    LIFTED,
    NEW_SIP,
    OTHER_HEAD,
    SCHOOL,
    SIP,
    STARTS,
    a_choice,
    a_conflict,
    a_member,
    an_around,
    around_before,
)

S = ChoiceStatus
SCHOOLS = [(f"School {number}, Northbeck", f"90000{number}") for number in range(9)]
VIEWERS = (ADVISOR, HEAD, CHAIR, SIP, NEW_SIP, OTHER_HEAD)


def allocation_cards(words: str = "") -> Cards:
    """In every state and for several viewers; `words` is what people wrote, where that is to be long."""
    yield from needs_cards(words)
    yield from _conflicts(words)
    yield from _runs(words)
    yield from _placements(words)
    yield from _choices(words)
    yield from support_cards(words)


def a_dossier(status: ChoiceStatus = S.PROPOSED, **changes: Any) -> ChoiceDossier:
    choice = a_choice(status, **changes)
    before = around_before() if choice.deployed_at else an_around(member=a_member(SIP))
    around = an_around(member=a_member(kind=SipKind.CONSULTANT), chair=CHAIR if choice.chair_id else None)
    if choice.status is S.DEPLOYED:
        around = replace(around, school=before.school)
    return ChoiceDossier(choice, SCHOOL, around, before, NAMES, [(CHAIR.name, CHAIR.id), ("Other Chair", "chair-2")])


def _conflicts(words: str) -> Cards:
    long = words[:LONGEST]
    every = [
        ConflictSeen(a_conflict(words=long or "My sister teaches there."), "St Hilda’s, Northbeck", bars=True),
        ConflictSeen(
            a_conflict(ConflictKind.PAID_WORK, id="c-2", first_on=date(2019, 9, 1), last_on=date(2020, 7, 31)),
            "St Aelred’s, Eastholm",
            bars=False,
        ),
        ConflictSeen(
            a_conflict(ConflictKind.FORMER_HEAD, id="c-3", origin=Origin.DERIVED, last_on=date(2025, 7, 31)),
            "St Bega’s, Westby",
            bars=True,
        ),
        ConflictSeen(a_conflict(id="c-4", lifted=LIFTED, first_on=date(2020, 1, 1)), "Our Lady’s, Southam", bars=False),
        ConflictSeen(a_conflict(ConflictKind.OWN_SCHOOL, id="c-5", origin=Origin.DERIVED), "St Ebba’s", bars=True),
    ]
    asked = Declaration(NEW_SIP.id, YEAR, MONDAY)
    done = replace(asked, declared_at=MONDAY)
    for state, declaration in (("asked", asked), ("declared", done)):
        for name, seen in (("none", []), ("some", every), ("many", every * 3)):
            for viewer in (NEW_SIP, SIP, ADVISOR):
                card = declaration_card(declaration, seen, SCHOOLS, viewer)
                yield f"my conflicts · {state} · {name} · {viewer.name}", card, viewer
                page = 2 if name == "many" else 1
                card = conflicts_of_card(NEW_SIP, declaration, seen, {ADVISOR.id: ADVISOR.name}, viewer, page)
                yield f"conflicts of a SIP · {state} · {name} · {viewer.name}", card, viewer
    yield "my conflicts · no schools", declaration_card(asked, [], [], NEW_SIP), NEW_SIP
    lifted = replace(LIFTED, reason=long or LIFTED.reason)
    by_former = [replace(every[3], conflict=replace(every[3].conflict, lifted=lifted))]
    yield "conflicts of a SIP · lifted before", conflicts_of_card(NEW_SIP, done, by_former, {}, ADVISOR), ADVISOR
    never = Declaration(SIP.id, YEAR)
    rows = [(asked, NEW_SIP, 2), (done, NEW_SIP, 0), (never, SIP, 1)] * 4
    counts = {DeclarationStanding.ASKED: 1, DeclarationStanding.NEVER: 1}
    for looking in (Looking(), Looking(page=2)):
        shown, at = one_page(rows, looking)
        yield f"conflicts · {looking.page}", conflicts_card(YEAR, counts, shown, at, len(rows)), ADVISOR
    yield "conflicts · nobody left", conflicts_card(YEAR, {}, [], Looking(), 0), ADVISOR


def a_run(**changes: Any) -> AllocationRun:
    result = Allocation(
        (Placement("900001", NEW_SIP.id, 78), Placement("900002", SIP.id, 64)),
        worst=64,
        worst_bound=64,
        value=142,
        bound=142,
        moved=("900001",),
    )
    return replace(AllocationRun("run-1", ADVISOR.id, MONDAY, YEAR, result, revision=1), **changes)


def short(words: str = "") -> Allocation:
    steps = (
        Step(StepKind.RAISE_CAPACITY, SIP.id, half_days=10),
        Step(StepKind.LIFT_BAR, NEW_SIP.id, "900003"),
        Step(StepKind.UNLOCK, SIP.id, "900002"),
    )
    ways = tuple(WayOut(steps[:number], words or f"Way {number} would help.") for number in (1, 2, 3))
    shortage = Shortage(("900003", "900004"), 20, ("All SIPs together give 20 half-days too few.",) * 3, ways)
    placed = (Placement("900002", SIP.id, 64),)
    left = (LeftOut("900003", words or "nobody has room"),)
    return Allocation(placed, left, worst=64, worst_bound=70, value=60, bound=64, shortage=shortage)


def run_rows(count: int = 3) -> list[RunRow]:
    rows = [
        RunRow(
            "900003",
            "St Ebba’s, Southam",
            RowStanding.WITHOUT,
            now="Samir Pell",
            because="Nobody who may serve St Ebba’s has room.",
        ),
        RunRow("900002", "St Aelred’s, Eastholm", RowStanding.STAYS, "Samir Pell", "Samir Pell", 64),
        RunRow("900001", "St Hilda’s, Northbeck", RowStanding.MOVES, "Nia Calloway", "Samir Pell", 78),
        RunRow("900004", "Our Lady’s, Westby", RowStanding.ASKED, "Nia Calloway", ""),
        RunRow("900005", "St Bega’s, Northbeck", RowStanding.SETTLED, "Nia Calloway", "Samir Pell"),
        RunRow("900006", "St Oswin’s", RowStanding.STAYS, "Nia Calloway", "Nia Calloway", 50, "stays for now"),
        RunRow("900007", "St Cuthbert’s", RowStanding.WITHOUT),
    ]
    return [replace(rows[at % len(rows)], urn=f"9{at:05}") for at in range(count)]


def _runs(words: str) -> Cards:
    nothing = Allocation((), worst=None)
    states: dict[str, tuple[AllocationRun, list[RunRow], int]] = {
        "complete": (a_run(), run_rows(3)[1:], 1),
        "incomplete": (a_run(result=short(words[:200])), run_rows(7), 3),
        "settled since": (a_run(is_stale=True, locks=(Lock(SIP.id, "900001"),)), run_rows(20), 0),
        "no schools": (a_run(result=nothing), [], 0),
        "not proved": (a_run(result=replace(a_run().result, bound=150)), run_rows(2), 2),
        "no ways out": (a_run(result=replace(short(), shortage=Shortage(("900003",), 10, ()))), run_rows(1), 0),
    }
    for state, (run, rows, left) in states.items():
        shown, looking = one_page(rows, Looking(page=3 if state == "settled since" else 1))
        yield f"allocation · {state}", run_card(run, rows, shown, looking, len(rows), left), ADVISOR
    rows = run_rows(20)
    shown, looking = one_page(rows, Looking("moves", "st", 2))
    yield "allocation · second page", run_card(a_run(), rows, shown, looking, len(rows), 0), ADVISOR
    assert len(shown) == ROWS_AT_MOST


def _placements(words: str) -> Cards:
    reason = words[:300] or "Has worked with: primary; no experience on record of: small, or classes of mixed age."
    chosen = Weighed(NEW_SIP.id, "Nia Calloway", 78, (reason,) * 5 + ("For you alone: You think that the two would.",))
    asked = Weighed(SIP.id, SIP.name, 64, chosen.reasons, ("Nia Calloway has 78 of 100 points, Samir Pell 64.", reason))
    note = PersonalityNote("note", NEW_SIP.id, HEAD.id, 1, words[:LONGEST] or "Both like to talk.", ADVISOR.id, MONDAY)
    sips = [(SIP.name, SIP.id), ("Nia Calloway", NEW_SIP.id)]
    needs = SchoolNeeds(SCHOOL.urn, YEAR, answers=ANSWERS)
    placed = Placed(a_run(), SCHOOL, needs, SIP.name, sips, chosen, alternates=(SIP.name,))
    stays = replace(chosen, sip_id=SIP.id, name=SIP.name)
    settled = a_run(locks=(Lock(NEW_SIP.id, SCHOOL.urn),))
    states = {
        "another SIP": placed,
        "why not": replace(placed, asked=asked, notes=(note,)),
        "keeps its SIP": replace(placed, chosen=stays, because="stays while something is open"),
        "settled": replace(placed, run=settled, notes=(note,)),
        "nobody": replace(placed, chosen=None, now="", because="nobody has room", alternates=()),
        "nobody, and no SIPs": replace(placed, chosen=None, sips=(), needs=SchoolNeeds(SCHOOL.urn, YEAR)),
        "being asked": replace(placed, waits=True),
        "a SIP who left": replace(placed, chosen=replace(chosen, sip_id="gone")),
    }
    for state, one in states.items():
        yield f"placement · {state}", placement_card(one), ADVISOR


def _choices(words: str) -> Cards:
    long = words[:LONGEST]
    for status in ChoiceStatus:
        dossier = a_dossier(status)
        if long:
            why = (long[:200],) * 3
            dossier = replace(dossier, choice=replace(dossier.choice, why=why, reason=long))
        for viewer in VIEWERS:
            yield f"SIP proposed · {status} · {viewer.name}", choice_card(dossier, viewer), viewer
    in_teams = a_dossier(chair_id=CHAIR.id)
    for viewer in (HEAD, CHAIR, ADVISOR):
        yield f"SIP proposed · chair in Teams · {viewer.name}", choice_card(in_teams, viewer), viewer
    own = a_dossier(S.CONFIRMED, chair_id=CHAIR.id)
    chair = replace(own.choice.chair, by_id=CHAIR.id, deputy_id=NEW_SIP.id) if own.choice.chair else None
    own = replace(own, choice=replace(own.choice, chair=chair))
    yield "SIP proposed · chair’s own word", choice_card(own, CHAIR), CHAIR
    bare = replace(a_dossier(), chairs=(), names={}, around=an_around(member=a_member()))
    bare = replace(bare, choice=replace(bare.choice, before_id="", why=(), alternates=()))
    yield "SIP proposed · bare", choice_card(bare, HEAD), HEAD
    for reason in (*EndReason,):
        ended = a_dossier(S.ENDED, ended=reason)
        yield f"SIP proposed · ended, {reason or 'none'}", choice_card(ended, ADVISOR), ADVISOR
    by_chair = a_dossier(S.DECLINED, declined_by="chair_of_governors")
    yield "SIP proposed · declined by the chair", choice_card(by_chair, ADVISOR), ADVISOR
    held_up = a_dossier(S.SCHEDULED, starts_on=STARTS)
    held_up = replace(held_up, around=replace(held_up.around, ties=("“Autumn visit: St Hilda’s” is booked",)))
    yield "SIP proposed · held up", choice_card(held_up, ADVISOR), ADVISOR
    late = a_dossier(S.DEPLOYED)
    late = replace(late, before=around_before(today=MONDAY.date() + timedelta(days=99)))
    yield "SIP proposed · too late to undo", choice_card(late, ADVISOR), ADVISOR
    rows = [(a_choice(status, id=f"choice-{status}"), SCHOOL) for status in ChoiceStatus]
    counts = Counter(one.status for one, _ in rows)
    for name, names, found in (("names", NAMES, rows), ("former", {}, rows), ("none", NAMES, [])):
        shown, looking = one_page(found, Looking())
        yield f"proposals · {name}", choices_card(counts if found else {}, shown, names, looking, len(found)), ADVISOR
