"""A button of a report is drawn where its rule allows it, and its rule accepts its click."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards import actions
from cards.reports.actions import ShowChairForm
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AskForAgreement, ask, may_ask
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from handbook.reports.approval import (
    ApproveReport,
    AskForChange,
    SendReport,
    SetReportAside,
    TellGovernors,
    approved,
    change_asked,
    check_may_set_aside,
    governors_told,
    is_in_hand,
    may_decide,
    may_send,
    may_tell_governors,
    sent,
)
from handbook.reports.arriving.clean_copy import SendCleanCopy, check_may_send_clean, may_send_clean
from handbook.reports.arriving.placing import PlaceWords, check_may_place
from handbook.reports.by_phone import DenyAnswer, RecordAnswer, denied, may_deny, may_record, recorded
from handbook.reports.dossier import Dossier
from handbook.reports.governors.chair import check_may_send_to_chair, may_send_to_chair
from handbook.reports.governors.pack import MakeGovernorsPack, may_make_pack, pack_asked
from handbook.reports.reopening import ReopenReport, may_reopen, reopened
from handbook.reports.sharing import ShareReport, may_offer_sharing, shared
from handbook.reports.taking_up import TakeUpReport, check_may_take_up_again, may_take_up_again
from handbook.visits.governors_feedback import AskForFeedback, feedback_asked, may_ask_for_feedback
from tests.cards.made_cards import typed_into
from tests.support import builders as a
from tests.support.card_gallery import Shown, of_reports
from tests.support.card_reading import buttons, does, verbs, words
from tests.support.visit_builders import an_account

LATER = a.MONDAY + timedelta(days=30)


def expected_verbs(shown: Shown) -> set[str]:
    assert shown.dossier
    troubled = "Not everything has worked" in words(shown.card)
    tries_again = troubled and may_take_up_again(shown.dossier, shown.viewer)
    return own_verbs(shown) | ({ReportVerb.TAKE_UP} if tries_again else set())


def own_verbs(shown: Shown) -> set[str]:
    """Those of its kind."""
    dossier, viewer, version = shown.dossier, shown.viewer, shown.version
    assert dossier
    report = dossier.report
    kind = ReportCard.APPROVAL if shown.kind is ReportCard.REMINDER else shown.kind or ReportCard.WAITS
    return {
        ReportCard.ARRIVAL: lambda: of_an_arrival(dossier, viewer) if version == report.latest else set(),
        ReportCard.APPROVAL: lambda: of_an_approval(dossier, viewer) if version == report.sent else set(),
        ReportCard.WAITS: lambda: {ReportVerb.RECORD_ANSWER} if may_record(dossier, viewer) else set(),
        ReportCard.GOVERNORS: lambda: {
            *([ReportVerb.GOVERNORS] if may_tell_governors(dossier, viewer) else []),
            *([ReportVerb.FEEDBACK] if may_ask_for_feedback(dossier, viewer) else []),
            *([ReportVerb.CHAIR_FORM] if may_send_to_chair(dossier, viewer) else []),
            *([ReportVerb.GOVERNORS_PACK] if may_make_pack(dossier, viewer) else []),
        },
        ReportCard.REPORT: lambda: (
            ({ReportVerb.REOPEN} if may_reopen(dossier, viewer) else set())
            | ({ReportVerb.SHARE} if may_offer_sharing(dossier, viewer) else set())
            | ({ReportVerb.AGREEMENT_ASK} if _may_ask(dossier, viewer) else set())
        ),
    }.get(kind, set)()


def _may_ask(dossier: Dossier, viewer: Person) -> bool:
    return may_offer_sharing(dossier, viewer) and may_ask(dossier.agreement, viewer)


def of_an_approval(dossier: Dossier, viewer: Person) -> set[str]:
    if may_decide(dossier, viewer):
        return {ReportVerb.APPROVE, ReportVerb.APPROVE_WITH_VIEW, ReportVerb.ASK_CHANGE}
    return {ReportVerb.DENY_ANSWER} if may_deny(dossier, viewer) else set()


def of_that_day(dossier: Dossier, command: RecordAnswer) -> RecordAnswer:
    """As if they had spoken on the day on which it was sent."""
    assert dossier.report.sent_at
    return replace(command, on=dossier.report.sent_at.date())


def of_an_arrival(dossier: Dossier, viewer: Person) -> set[str]:
    asked = dossier.newest.contents.open_passages
    return (
        ({ReportVerb.SET_ASIDE} if is_in_hand(dossier, viewer) else set())
        | ({ReportVerb.SEND} if may_send(dossier, viewer) else set())
        | ({ReportVerb.SEND_CLEAN} if may_send_clean(dossier, viewer) else set())
        | ({ReportVerb.PLACE} if asked and is_in_hand(dossier, viewer) else set())
        | ({ReportVerb.PLACE_ALWAYS} if any(one.title for one in asked) and is_in_hand(dossier, viewer) else set())
    )


def test_a_button_is_drawn_exactly_where_its_rule_allows() -> None:
    drawn = 0
    for shown in of_reports():
        assert verbs(shown.card) == expected_verbs(shown), shown.name
        drawn += bool(verbs(shown.card))
    assert drawn > 10


def test_the_rule_that_draws_a_button_accepts_its_click() -> None:
    seen: set[str] = set()
    for shown in of_reports():
        for button in buttons(shown.card).values():
            assert shown.dossier
            chosen = typed_into(shown.card) | {"view": "Ours.", "comment": "Say more."}
            command = actions.read(does(button), {**button["data"], **chosen})
            seen.add(does(button))
            nobody = shown.dossier.dso is None
            if isinstance(command, ShareReport) and (nobody or not shown.dossier.agreement.allows_sharing):
                with pytest.raises(Refused, match="no Diocesan Schools Officer" if nobody else "sharing agreement"):
                    press(command, shown.dossier, shown.viewer)
            else:
                press(command, shown.dossier, shown.viewer)
    assert seen == {verb for verb in ReportVerb if verb.startswith("report.")} - {ReportVerb.SHOW_REPORT} | {
        ReportVerb.AGREEMENT_ASK
    }


def press(command: object, dossier: Dossier, viewer: Person) -> object:
    assert isinstance(command, tuple(_PRESSED))
    return _PRESSED[type(command)](dossier, command, viewer)


_PRESSED: dict[type, Callable[[Dossier, Any, Person], object]] = {
    ReopenReport: lambda dossier, command, viewer: reopened(dossier, command, viewer, LATER),
    SendReport: lambda dossier, command, viewer: sent(dossier, command, viewer, a.MONDAY),
    SendCleanCopy: lambda dossier, command, viewer: check_may_send_clean(dossier, viewer, command.version),
    PlaceWords: check_may_place,
    RecordAnswer: lambda dossier, command, viewer: recorded(dossier, of_that_day(dossier, command), viewer, LATER),
    DenyAnswer: lambda dossier, command, viewer: denied(dossier, command, viewer, a.MONDAY),
    SetReportAside: lambda dossier, command, viewer: check_may_set_aside(dossier, viewer, command.version),
    ApproveReport: lambda dossier, command, viewer: approved(dossier, command, viewer, a.MONDAY, "teams"),
    AskForChange: lambda dossier, command, viewer: change_asked(dossier, command, viewer, a.MONDAY),
    MakeGovernorsPack: pack_asked,
    AskForFeedback: lambda dossier, command, viewer: feedback_asked(
        dossier, command, viewer, dossier.school, an_account(extras=()), a.MONDAY, "visit-9"
    ),
    ShowChairForm: lambda dossier, _command, viewer: check_may_send_to_chair(dossier, viewer),
    TellGovernors: lambda dossier, command, viewer: governors_told(dossier, command, viewer, a.MONDAY),
    ShareReport: lambda dossier, command, viewer: shared(dossier, command, viewer, a.MONDAY),
    TakeUpReport: lambda dossier, _command, viewer: check_may_take_up_again(dossier, viewer),
    AskForAgreement: lambda dossier, command, viewer: ask(
        dossier.agreement, dossier.school, command, viewer, a.MONDAY, FIRST_TEXTS[AgreementKind.SHARING]
    ),
}
