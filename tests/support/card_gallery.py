"""Every card in every state, for every viewer: what all cards are checked with, and what a renderer can be given."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from cards.cases import raising
from cards.data.figures import figures_card
from cards.data.similar import similar_card
from cards.home import welcome
from cards.home.digest import digest_card
from cards.home.given_up import GivenUpJob, given_up_card
from cards.kit.earlier import earlier_card
from cards.kit.folding import folded, openings
from cards.kit.note import note_card
from cards.kit.standing_in import seen_by_deputy
from cards.kit.twice import copy_card, maybe_twice
from cards.reports import blank_form, file_question, frameworks
from cards.reports import sharing as report_sharing
from cards.reports.chair import chair_form_card
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from cards.schools.list_import import ImportSeen, list_import_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.handover.handover import OpenItem
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.dossier import Dossier
from handbook.reports.framework_choice import SchoolFramework
from handbook.reports.paper.frameworks import OFSTED_2025
from handbook.reports.report import Status
from handbook.schools.list_import import ImportStatus
from tests.support import builders as a
from tests.support.agreement_gallery import advisors_cards, agreement_cards
from tests.support.allocation_gallery import allocation_cards
from tests.support.case_gallery import case_cards
from tests.support.covers import ACTING, DEPUTY, a_cover, cover_cards
from tests.support.edit_gallery import edit_cards, people_cards
from tests.support.figures import near_schools, three_years
from tests.support.file_question_builders import a_file_asked, a_school_asked
from tests.support.form_gallery import form_cards
from tests.support.good_practice import practice_cards
from tests.support.hand_in_gallery import hand_in_cards
from tests.support.handover_gallery import handover_cards
from tests.support.lists import SEEN, UNSOUND, an_import
from tests.support.membership_gallery import membership_cards
from tests.support.operating_gallery import operating_cards
from tests.support.questions import question_cards
from tests.support.reach_gallery import reach_cards
from tests.support.recruitment_gallery import recruitment_cards
from tests.support.report_gallery import dossiers
from tests.support.school_gallery import school_cards
from tests.support.sip_team import appraisal_cards, sip_cards
from tests.support.skills import skills_cards
from tests.support.team_meetings import meeting_cards
from tests.support.training import training_cards
from tests.support.visit_gallery import visit_cards
from tests.support.year_gallery import part_cards, years_cards

VIEWERS = tuple(a.a_person(role) for role in Role)
STRANGERS = (
    a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1", name="Other Sip"),
    a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Other Head"),
)


@dataclass(frozen=True)
class Shown:
    """A card, and what it was drawn from."""

    name: str
    card: dict[str, Any]
    viewer: Person
    dossier: Dossier | None = None
    kind: ReportCard | None = None
    version: int = 1


def of_those_standing_in(**changes: Any) -> Iterator[Shown]:
    """A report's cards as the deputies of its SIP and headteacher see them."""
    for status in Status:
        dossier = a.a_dossier(status, **changes)
        for holder, deputy, kinds in (
            (dossier.sip, DEPUTY, (ReportCard.ARRIVAL,)),
            (dossier.headteacher, ACTING, (ReportCard.APPROVAL, ReportCard.GOVERNORS)),
        ):
            cover = a_cover(person_id=holder.id, deputy_id=deputy.id)
            for kind in kinds:
                card = seen_by_deputy(copy_for(dossier, holder, 1, kind), holder, cover)
                yield Shown(f"{kind} · {status} · {deputy.name}, standing in", card, deputy)


def of_reports(**changes: Any) -> Iterator[Shown]:
    """Each kind of card, of each version, for each viewer (most of whom may not see it)."""
    for name, dossier in dossiers(**changes):
        for version in range(1, dossier.report.latest + 1):
            for viewer in (*VIEWERS, *STRANGERS):
                for kind in ReportCard:
                    card = copy_for(dossier, viewer, version, kind)
                    yield Shown(f"{kind} · {name} · v{version} · {viewer.name}", card, viewer, dossier, kind, version)


def of_chairs(filed: Dossier, head: Person, other: Person) -> Iterator[Shown]:
    """To which Chair of Governors a pack goes."""
    made, chair = a.make_pack(a.ask_for_pack(filed)), a.a_person(Role.CHAIR_OF_GOVERNORS)
    yield Shown("chair form · 1", chair_form_card(made, head, [chair]), head)
    yield Shown("chair form · 0", chair_form_card(made, head, []), head)
    yield Shown("chair form · not theirs", chair_form_card(made, other, [chair]), other)


def of_the_rest(**changes: Any) -> Iterator[Shown]:
    """Cards that are not copies of a report, or are drawn with something more."""
    head, advisor, sip = (a.a_person(role) for role in (Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.SIP))
    filed = a.a_dossier(Status.FILED, **changes)
    refused = Refused("no_agreement", "St Hilda’s has no signed sharing agreement.", "W5")
    yield Shown(
        "sharing refused", report_sharing.report_card(filed, advisor, refused), advisor, filed, ReportCard.REPORT
    )
    yield from of_chairs(filed, head, sip)
    yield Shown("an earlier card · headteacher", earlier_card(copy_for(filed, head, 1, ReportCard.APPROVAL)), head)
    yield Shown("a card that came twice · headteacher", copy_card(copy_for(filed, head, 1, ReportCard.APPROVAL)), head)
    yield Shown("a message that may have come before", maybe_twice(note_card("I did not understand that.")), head)
    for origin in ("https://sip.trust.example", "http://127.0.0.1"):
        forms = {term: f"{origin}/forms/{term}-ofsted_2025.docx" for term in Term}
        yield Shown(f"blank form · {origin}", blank_form.blank_form_card(forms, OFSTED_2025), sip)
    to_begin = [(f"{a.a_school().full_name}, {term} 2026/27", f"900001-2026-{term.value}") for term in Term]
    yield Shown("blank form · to begin", blank_form.blank_form_card({}, OFSTED_2025, to_begin), sip)
    yield from (Shown(*one) for one in form_cards((sip, *STRANGERS)))
    yield Shown("blank form · no address", blank_form.blank_form_card({}, OFSTED_2025), sip)
    for judged in ([], ["ofsted_2024"], ["ofsted_2024", "", "ofsted_2019"] * 4):
        schools = [
            (a.a_school(urn=f"9001{at:02}"), SchoolFramework(f"9001{at:02}", key)) for at, key in enumerate(judged)
        ]
        viewer = head if len(judged) == 1 else sip if judged else advisor
        card = frameworks.frameworks_card(
            schools or [(a.a_school(), SchoolFramework("900001"))], viewer, a.MONDAY.date()
        )
        yield Shown(f"frameworks · {len(judged)}", card, viewer)
    asked = a_file_asked(**({"contents": changes["contents"]} if "contents" in changes else {}))
    states = {"open": {}, "let go": {"let_go": True}, "answered": {"report_id": "r-1", "version": 1}}
    for state, fields in states.items():
        card = file_question.file_question_card(replace(asked, **fields), sip)
        yield Shown(f"file question · {state}", card, sip)
    yield Shown("file question · school", file_question.file_question_card(a_school_asked(), sip), sip)
    no = "The autumn 2026/27 SIP report has been approved already."
    yield Shown("file question · refused", file_question.file_question_card(asked, sip, no), sip)
    parts = part_cards(changes.get("comment", ""), (*VIEWERS, *STRANGERS))
    for name, card, viewer in (*agreement_cards(), *advisors_cards(), *years_cards(), *parts):
        yield Shown(name, card, viewer)
    for viewer in VIEWERS:
        yield Shown(f"welcome · {viewer.name}", welcome.welcome_card(viewer), viewer)
        yield Shown(f"help · {viewer.name}", welcome.help_card(viewer), viewer)
        yield Shown(f"raise · {viewer.name}", raising.begin_card(viewer), viewer)
        card = welcome.help_card(viewer, lost="my vistis", near=["my visits", "plan"], answered="plan")
        yield Shown(f"help, not understood · {viewer.name}", card, viewer)
    for name, card, viewer in reach_cards(changes.get("comment", "")):
        yield Shown(name, card, viewer)
    both = replace(sip, also=(Role.HEADTEACHER,))
    led = a.a_dossier(Status.SENT, **changes)
    led = replace(led, report=replace(led.report, sip_id="", headteacher_id=sip.id))
    yield Shown("approval · by who wrote it", copy_for(led, both, 1, ReportCard.APPROVAL), both)
    yield Shown("help · two offices", welcome.help_card(both), both)
    several = [OpenItem("visit", f"visit:{number}", 1, f"{led.school.full_name} – waits") for number in range(14)]
    for many, wants in product((0, 1, 14), (True, False)):
        for viewer in (head, advisor, a.a_person(Role.DSO)):
            card = digest_card(several[:many], viewer, wants=wants)
            yield Shown(f"digest · {many} · {wants} · {viewer.name}", card, viewer)
    yield Shown("note", note_card("I cannot find that school."), head)
    because = "The approved report could not be filed yet: SIP Desk has no permission for it."
    jobs = [GivenUpJob(f"0123456789a{number}", because, a.MONDAY) for number in range(5)]
    for many in (5, 1, 0):
        card = given_up_card("file_report", "Forbidden", jobs[:many])
        yield Shown(f"given up · {many}", card, advisor)
    yield from (Shown(name, card, advisor) for name, card in operating_cards())


def of_imports() -> Iterator[Shown]:
    """What a list from chat would change, in every state."""
    advisor = a.a_person(Role.TRUST_ADVISOR)
    long = ImportSeen(3, [f"changed: School {one}: name {'x' * 200}" for one in range(300)], ["y" * 600] * 6)
    states: dict[str, tuple[dict[str, Any], ImportSeen]] = {
        "shown": ({}, SEEN),
        "unsound": ({}, UNSOUND),
        "long": ({"notes": ("z" * 500,) * 30}, long),
        "nothing": ({}, ImportSeen()),
        "faults": ({"faults": tuple(f"row {one}, column Office (C): there is nothing" for one in range(50))}, SEEN),
        "applied": ({"status": ImportStatus.APPLIED}, ImportSeen()),
        "left": ({"status": ImportStatus.LEFT}, ImportSeen()),
    }
    for state, (changes, seen) in states.items():
        for viewer in (advisor, a.a_person(Role.SIP)):
            late = "" if state == "shown" else "The list was changed meanwhile."
            shown = list_import_card(an_import(**changes), viewer, seen, late)
            yield Shown(f"import · {state} · {viewer.role}", shown, viewer)


def of_schools(**changes: Any) -> Iterator[Shown]:
    """The lists of schools and people, the card of each, and changes of the list."""
    words = changes.get("comment", "")
    for name, card, viewer in (*school_cards(words), *edit_cards(words), *people_cards(words)):
        yield Shown(name, card, viewer)


def of_figures() -> Iterator[Shown]:
    """A school's figures, as its data agreement stands, and where there are none."""
    for status, viewer in product(AgreementStatus, (*VIEWERS, *STRANGERS)):
        yield Shown(f"figures · {status} · {viewer.name}", figures_card(three_years(status), viewer), viewer)
    for viewer in VIEWERS:
        nothing = replace(three_years(), sets=())
        yield Shown(f"figures, none yet · {viewer.name}", figures_card(nothing, viewer), viewer)
    for (state, found), viewer in product(near_schools().items(), (*VIEWERS, *STRANGERS)):
        yield Shown(f"similar schools · {state} · {viewer.name}", similar_card(found, viewer), viewer)


def of_visits(**changes: Any) -> Iterator[Shown]:
    """The cards of visits, for the two whom each concerns and for others, who may see none."""
    for name, card, viewer in visit_cards(**changes):
        yield Shown(name, card, viewer)


def around_cases(**changes: Any) -> Iterator[Shown]:
    """Concerns and complaints, deputies for others, and SIP team meetings."""
    words = changes.get("comment", "")
    for name, card, viewer in (*case_cards(words), *cover_cards(words), *handover_cards(words), *meeting_cards(words)):
        yield Shown(name, card, viewer)


def of_good_practice(**changes: Any) -> Iterator[Shown]:
    """The board, what headteachers decide about it, and introductions; memberships; and questions."""
    words = changes.get("comment", "")
    of_all = (*practice_cards(words), *membership_cards(words), *hand_in_cards(words), *question_cards(words))
    for name, card, viewer in of_all:
        yield Shown(name, card, viewer)


def of_sips(**changes: Any) -> Iterator[Shown]:
    """Records of SIPs, their forms, the list, appraisals by others, training, skills, and how SIPs are recruited."""
    words = changes.get("comment", "")
    for name, card, viewer in (
        *sip_cards(words),
        *appraisal_cards(words),
        *training_cards(words),
        *skills_cards(words),
        *recruitment_cards(words),
    ):
        yield Shown(name, card, viewer)


def of_allocations(**changes: Any) -> Iterator[Shown]:
    """Which SIP serves which school, from the school's wishes on."""
    for name, card, viewer in allocation_cards(changes.get("comment", "")):
        yield Shown(name, card, viewer)


def every_card(**changes: Any) -> list[Shown]:
    """All of them as Teams shows them, each once."""
    shown = [
        *of_reports(**changes),
        *of_those_standing_in(**changes),
        *of_the_rest(**changes),
        *of_figures(),
        *of_imports(),
        *of_schools(**changes),
        *of_sips(**changes),
        *of_visits(**changes),
        *around_cases(**changes),
        *of_good_practice(**changes),
        *of_allocations(**changes),
    ]
    in_teams = [one for whole in shown for one in _as_in_teams(whole)]
    return list({json.dumps(one.card, sort_keys=True): one for one in reversed(in_teams)}.values())


def _as_in_teams(whole: Shown) -> Iterator[Shown]:
    """As it comes first, and with each part opened that lies folded on it."""
    yield replace(whole, card=folded(whole.card))
    for name in openings(whole.card):
        yield replace(whole, name=f"{whole.name} · {name}", card=folded(whole.card, name))
