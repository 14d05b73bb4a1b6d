"""The cards about reports of external SIPs, in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cards.membership.handing_in import FileAround, OwnSip, handed_file_card, invitation_card, our_sip_card
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.membership.handing_in import Led
from handbook.membership.membership import Provision, RefundStatus
from handbook.membership.training import Training, invitation
from handbook.reports.paper.proforma import Form
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support import memberships as m
from tests.support.external_reports import FILE, HEAD, an_external_dossier


def hand_in_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """`words` stands for what people wrote, at its longest."""
    name = words[:100].strip() or "Ned Farrow"
    school = m.ALONE
    other = a.a_school(urn="900003", name="Holy Cross Primary School")
    ours = a.a_contents(urn=school.urn, pupils=("Tomasz W.", "UPN A123"), sip_name=name)
    report = replace(an_external_dossier(Status.FILED).report, urn=school.urn)
    spring = date(2027, 2, 1)
    arounds = {
        "one school": FileAround(m.TODAY, [Led(school)], [], {school.urn: name}),
        "two, one handed in": FileAround(spring, [Led(school), Led(other)], [report]),
        "trust SIP since": FileAround(m.TODAY),
    }
    files = {
        "other form": FILE,
        "our form": replace(FILE, contents=ours, file_name=f"{name}.docx"),
        "no pupils": replace(FILE, contents=replace(ours, pupils=())),
        "let go": replace(FILE, let_go=True),
        "handed in": replace(FILE, report_id="r-1", version=1),
    }
    for file_name, one in files.items():
        for around_name, around in arounds.items():
            for viewer in (HEAD, m.ADVISOR):
                shown = handed_file_card(one, viewer, around)
                yield f"handed file · {file_name} · {around_name} · {viewer.name}", shown, viewer
    yield from _of_schools(school, other)
    yield from _of_reports(words)
    half_days = SchoolHours().half_days(spring)
    invited = invitation([Training("t", one) for one in half_days], m.ADVISOR)
    for url in ("https://sip.trust.example/training/x.ics", ""):
        yield f"invitation · {url[:5]}", invitation_card(invited, url), HEAD
    yield "invitation · none", invitation_card(invitation([], m.ADVISOR), ""), HEAD


def _of_schools(school: Any, other: Any) -> Iterator[tuple[str, dict[str, Any], Person]]:
    for provision in (*Provision, None):
        own = OwnSip(Led(school), m.a_membership(provision), frozenset((Term.AUTUMN,)))
        yield f"our SIP · {provision}", our_sip_card([own], HEAD, m.YEAR), HEAD
    many = [OwnSip(Led(other), m.in_status(status), frozenset()) for status in RefundStatus]
    yield "our SIP · many", our_sip_card(many, HEAD, m.YEAR), HEAD


def _of_reports(words: str) -> Iterator[tuple[str, dict[str, Any], Person]]:
    """The reports themselves, for who may read them and for who may not."""
    kinds = {
        Role.HEADTEACHER: (ReportCard.APPROVAL, ReportCard.GOVERNORS),
        Role.TRUST_ADVISOR: (ReportCard.REPORT,),
        Role.SIP: (ReportCard.ARRIVAL, ReportCard.APPROVAL),
        Role.DSO: (ReportCard.SHARED,),
    }
    for status in (Status.APPROVED, Status.FILED, Status.SHARED):
        for form in (Form.OTHER, Form.OURS):
            dossier = an_external_dossier(status, form)
            if status is Status.SHARED:
                dossier = replace(dossier, report=replace(dossier.report, replaced=(a.a_filed_item("wrong.pdf"),)))
            if words:
                dossier = replace(dossier, report=replace(dossier.report, external_sip=words[:100].strip()))
            for role, cards in kinds.items():
                viewer = a.a_person(role)
                for kind in cards:
                    shown = copy_for(dossier, viewer, 1, kind)
                    yield f"external report · {status} · {form} · {kind} · {viewer.name}", shown, viewer
