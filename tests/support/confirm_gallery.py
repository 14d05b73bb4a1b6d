"""The card that asks once more, and the one that says when something goes out, for each button that asks."""

from collections.abc import Iterator
from typing import Any

from cards.kit.confirming import Asked, Held, confirm_card, held_card
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.people import Person, Role
from handbook.reports.report import Status
from tests.support import builders as a

HEAD, ADVISOR = a.a_person(Role.HEADTEACHER), a.a_person(Role.TRUST_ADVISOR)
FOLLOWS = (
    "It is filed as it is, as Word and PDF.",
    "Your view is filed beside it, and read with it.",
    "Terry Dart (Trust Advisor) reads it.",
    "You get the pack for your governors.",
    "Nobody outside the trust reads it unless your school has agreed to share, and the Trust Advisor shares it.",
)
VIEW = "We agree with both gaps. " * 20


def approving(view: str = "") -> Asked:
    values: dict[str, str | int] = {"report": "report-1", "version": 1, **({"view": view} if view else {})}
    verb = ReportVerb.APPROVE_WITH_VIEW if view else ReportVerb.APPROVE
    return Asked("Approve this report?", "Yes, approve", FOLLOWS, verb, values)


def an_approval() -> dict[str, Any]:
    return copy_for(a.a_dossier(Status.SENT), HEAD, 1, ReportCard.APPROVAL)


def confirm_cards() -> Iterator[tuple[str, dict[str, Any], Person]]:
    approval, report = an_approval(), copy_for(a.a_dossier(Status.FILED), ADVISOR, 1, ReportCard.REPORT)
    yield "confirm · approve", confirm_card(approval, approving()), HEAD
    yield "confirm · approve with a view", confirm_card(approval, approving(VIEW)), HEAD
    data = approving().values
    share = Asked("Share this report outside the school?", "Yes, share", FOLLOWS[:2], ReportVerb.SHARE, data)
    yield "confirm · share", confirm_card(report, share), ADVISOR
    yield "held · approved", held_card(approval, Held("held-1", "Approved", "14:20", FOLLOWS)), HEAD
    by = Held("held-1", "Approved", "14:20", FOLLOWS, "Denise Acting", (VIEW,))
    yield "held · by somebody else", held_card(approval, by), HEAD
