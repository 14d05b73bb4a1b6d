import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automations.workflows import TABLES
from cards.actions import READERS, joined, read, written
from cards.allocation.verbs import ChoiceVerb, ConflictVerb, NeedsVerb, RunVerb, SupportVerb
from cards.cases.verbs import CaseVerb
from cards.data.actions import ShowFigures
from cards.data.verbs import DataVerb
from cards.good_practice.verbs import PracticeVerb
from cards.half_days.verbs import HalfDayVerb
from cards.handover.verbs import HandoverVerb
from cards.home.verbs import DigestVerb, HomeVerb
from cards.kit.confirming import AskOnceMore, ConfirmVerb
from cards.kit.earlier import CardVerb
from cards.meetings.verbs import MeetingVerb
from cards.membership.verbs import MembershipVerb
from cards.plans.verbs import PlanVerb
from cards.questions.verbs import QuestionVerb
from cards.reach.verbs import ReachVerb
from cards.recruitment.verbs import RecruitmentVerb
from cards.reports.actions import (
    REPORT_READERS,
    ShowFile,
    ShowForm,
    ShowFrameworks,
    ShowReport,
    ShowSchoolPart,
    report_data,
)
from cards.reports.agreements.actions import ShowAgreement, ShowAgreements, ShowWithdrawal, agreement_data
from cards.reports.agreements.verbs import AgreementVerb
from cards.reports.verbs import ReportCard, ReportVerb
from cards.school_record.actions import ShowYears
from cards.school_record.verbs import RecordVerb
from cards.schools.verbs import EditVerb, PersonVerb, SchoolsVerb, SchoolVerb
from cards.sip_team.skills.verbs import SkillsVerb
from cards.sip_team.training.verbs import TrainingVerb
from cards.sip_team.verbs import AppraisalVerb, SipVerb
from cards.visits.verbs import VisitVerb
from handbook.cases.case import Confidential
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import AskForAgreement, DeclineAgreement, SignAgreement, WithdrawAgreement
from handbook.reports.agreements.paper import RecordPaper
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.arriving.clean_copy import SendCleanCopy
from handbook.reports.arriving.file_question import AnswerFile, LetFileGo
from handbook.reports.forms.form import BeginForm, FinishForm
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.school_part import SaveSchoolPart
from handbook.reports.sharing import ShareReport
from handbook.school_record.year_reports import MakeYearReports
from handbook.visits.governors_feedback import AskForFeedback, FeedbackOn
from tests.support import builders as a
from tests.support.pressed import refused

COMMANDS = {*TABLES.replies, AskOnceMore}
VERBS = (
    *(RecordVerb, ReportVerb, AgreementVerb, VisitVerb, HalfDayVerb, PlanVerb, CaseVerb),
    *(MeetingVerb, DataVerb, PracticeVerb, HandoverVerb, HomeVerb, SchoolsVerb, SchoolVerb, MembershipVerb, SipVerb),
    *(NeedsVerb, ConflictVerb, RunVerb, ChoiceVerb, SupportVerb, ReachVerb),
    *(EditVerb, PersonVerb, AppraisalVerb, RecruitmentVerb, TrainingVerb, QuestionVerb, SkillsVerb, DigestVerb),
    CardVerb,
)
REPORT = {"report": "r-1", "version": 3}
PART = {"urn": "900001", "year": 2026, "term": "Autumn"}
AGREEMENT = {"urn": "900001", "revision": 2}


@pytest.mark.parametrize(
    ("verb", "data", "command"),
    [
        ("report.set_aside", REPORT, SetReportAside("r-1", 3)),
        ("report.send", REPORT, SendReport("r-1", 3)),
        ("report.send", {**REPORT, "from": 2, "place_3": "out"}, SendReport("r-1", 3, ((3, "out"),))),
        ("report.send_clean", {**REPORT, "from": 0, "place_0": "out"}, SendCleanCopy("r-1", 3, ((0, "out"),))),
        ("report.approve", REPORT, ApproveReport("r-1", 3)),
        ("report.approve", {**REPORT, "view": "typed, but not sent"}, ApproveReport("r-1", 3)),
        (
            "report.approve_with_view",
            {**REPORT, "view": "Ours.", "comment": ""},
            ApproveReport("r-1", 3, with_view=True, view="Ours."),
        ),
        ("report.approve_with_view", REPORT, ApproveReport("r-1", 3, with_view=True)),
        ("report.ask_change", {**REPORT, "comment": "Say more."}, AskForChange("r-1", 3, "Say more.")),
        ("report.ask_change", {**REPORT, "comment": None}, AskForChange("r-1", 3, "")),
        ("report.governors", REPORT, TellGovernors("r-1", 3)),
        ("report.governors_pack", {**REPORT, "wellbeing": "out"}, MakeGovernorsPack("r-1", 3)),
        ("report.governors_pack", {**REPORT, "wellbeing": "in"}, MakeGovernorsPack("r-1", 3, with_wellbeing=True)),
        ("report.share", REPORT, ShareReport("r-1", 3)),
        ("report.refresh", REPORT, ShowReport("r-1", 3)),
        (
            "report.feedback",
            {**REPORT, "feedback_on": "both", "feedback_words": "9 May"},
            AskForFeedback("r-1", 3, FeedbackOn.BOTH, "9 May"),
        ),
        (
            "part.save",
            {
                **PART,
                "framework": "ofsted_2025",
                "revision": 2,
                "judged_1": "Met",
                "agenda": "A",
            },
            SaveSchoolPart(
                *("900001", AcademicYear(2026), Term.AUTUMN, "ofsted_2025", 2), ((1, "Met"),), (("agenda", "A"),)
            ),
        ),
        ("part.show", PART, ShowSchoolPart("900001", AcademicYear(2026), Term.AUTUMN)),
        ("form.begin", PART, BeginForm("900001", AcademicYear(2026), Term.AUTUMN)),
        ("form.begin", {"form_for": "900001-2026-Autumn"}, BeginForm("900001", AcademicYear(2026), Term.AUTUMN)),
        ("form.finish", PART, FinishForm("900001", AcademicYear(2026), Term.AUTUMN)),
        ("form.show", PART, ShowForm("900001", AcademicYear(2026), Term.AUTUMN)),
        ("year.make", {"year_of": "900001", "year": "2026"}, MakeYearReports("900001", AcademicYear(2026))),
        ("year.show", {}, ShowYears()),
        ("report.refresh", {**REPORT, "card": "governors"}, ShowReport("r-1", 3, ReportCard.GOVERNORS)),
        ("file.answer", {"file": "f-1", "number": 1, "choice": 0}, AnswerFile("f-1", 1, 0)),
        ("file.let_go", {"file": "f-1", "number": "2"}, LetFileGo("f-1", 2)),
        ("file.show", {"file": "f-1"}, ShowFile("f-1")),
        ("framework.choose", {"framework_for": "900001", "framework": "k"}, ChooseFramework("900001", "k")),
        ("framework.show", {}, ShowFrameworks()),
        ("agreement.ask", AGREEMENT, AskForAgreement("900001", 2)),
        (
            "agreement.sign",
            {**AGREEMENT, "text_version": "2026.1", "typed_name": "Hanna Tilling"},
            SignAgreement("900001", 2, "2026.1", "Hanna Tilling"),
        ),
        ("agreement.decline", AGREEMENT, DeclineAgreement("900001", 2)),
        ("agreement.withdraw", {**AGREEMENT, "revision": 0}, ShowWithdrawal("900001", 0)),
        ("agreement.withdraw", {**AGREEMENT, "close": 0}, WithdrawAgreement("900001", 2)),
        ("agreement.withdraw", {**AGREEMENT, "close": 1}, WithdrawAgreement("900001", 2, close=True)),
        ("agreement.preview_withdrawal", AGREEMENT, ShowWithdrawal("900001", 2)),
        (
            "agreement.sign",
            {**AGREEMENT, "text_version": "2026.1", "typed_name": "Hanna Tilling", "confirmed": 1},
            SignAgreement("900001", 2, "2026.1", "Hanna Tilling", confirmed=True),
        ),
        ("agreement.list", {"kind": "data"}, ShowAgreements(AgreementKind.DATA)),
        (
            "agreement.list",
            {"kind": "sharing", "show": "waiting", "find": "  St   Hilda ", "page": 2},
            ShowAgreements(AgreementKind.SHARING, "waiting", "St Hilda", 2),
        ),
        ("agreement.list", {"show": "all"}, ShowAgreements()),
        ("agreement.open", {"urn": "900001", "kind": "data"}, ShowAgreement("900001", AgreementKind.DATA)),
        (
            "agreement.record_paper",
            {**AGREEMENT, "paper_version": "2026.1", "signed_by": "H. T", "signed_on": "2026-11-20", "reference": "7"},
            RecordPaper("900001", 2, "2026.1", "H. T", date(2026, 11, 20), "7"),
        ),
        ("agreement.refresh", {"urn": "900001"}, ShowAgreement("900001")),
        ("agreement.ask", {**AGREEMENT, "kind": "data"}, AskForAgreement("900001", 2, AgreementKind.DATA)),
        (
            "agreement.sign",
            {**AGREEMENT, "kind": "data", "text_version": "data 2026.1", "typed_name": "Hanna Tilling"},
            SignAgreement("900001", 2, "data 2026.1", "Hanna Tilling", AgreementKind.DATA),
        ),
        ("agreement.refresh", {"urn": "900001", "kind": "data"}, ShowAgreement("900001", AgreementKind.DATA)),
        ("figures.show", {"urn": "900001"}, ShowFigures("900001")),
    ],
)
def test_each_verb_is_a_command(verb: str, data: dict[str, Any], command: object) -> None:
    assert read(verb, data) == command


def test_what_a_card_carries_names_the_record() -> None:
    assert report_data(a.a_dossier().report, 1) == {"report": "report-900001-2026-autumn", "version": 1}
    assert agreement_data(a.an_agreement()) == {"urn": "900001", "revision": 0, "kind": "sharing"}


def test_what_clients_do_to_data_is_forgiven() -> None:
    """Numbers as texts, the verb beside them, a note to Teams, keys of the client's own."""
    data = {"report": "r-1", "version": "3", "verb": "report.send", "msteams": {"type": {"deep": []}}, "own": True}
    assert read("report.send", data) == SendReport("r-1", 3)


def test_a_framework_is_chosen_for_some_school() -> None:
    assert refused("framework.choose", {"framework": "ofsted_2024"}).reason == "Please choose the school."


def test_words_lose_what_no_database_could_keep() -> None:
    command = read("report.ask_change", {**REPORT, "comment": "Say\x00 more\ud800.\nPlease."})
    assert command == AskForChange("r-1", 3, "Say more.\nPlease.")


def test_a_part_is_of_a_term() -> None:
    assert refused("part.show", {**PART, "term": "Michaelmas"}).code != "missing"


def test_a_year_is_of_a_school() -> None:
    assert refused("year.make", {"year": "2026"}).reason == "Please choose the school."


def test_what_to_feed_back_on_is_chosen() -> None:
    assert refused("report.feedback", REPORT).code == "missing"
    assert refused("report.feedback", {**REPORT, "feedback_on": "gossip"}).code != "missing"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    (
        *(
            "report",
            "version",
            "urn",
            "revision",
            "comment",
            "view",
            "card",
            "verb",
            "msteams",
            "visit",
            "call",
            "school",
        ),
        *(
            "purpose",
            "year",
            "number",
            "own",
            "on_1",
            "half_1",
            "move_on",
            "move_half",
            "from_on",
            "first_on",
            "agenda",
        ),
    )
)


def test_every_verb_of_every_workflow_is_read() -> None:
    assert {verb for workflow in (*VERBS, ConfirmVerb) for verb in workflow} == READERS.keys()


def test_a_verb_that_is_given_twice_stops_the_start() -> None:
    with pytest.raises(ValueError, match=r"given twice: report\.approve"):
        joined(REPORT_READERS, {ReportVerb.APPROVE: lambda _fields: None})


@settings(deadline=None)
@given(
    st.sampled_from(sorted(READERS)) | st.text(), st.dictionaries(KEYS | st.text(max_size=8), JSON_VALUES, max_size=25)
)
def test_anything_at_all_is_a_command_or_refused(verb: str, data: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        assert type(read(verb, data)) in COMMANDS or isinstance(read(verb, data), Confidential)


def test_a_list_of_anything_else_is_forged_and_no_school_is_asked_for() -> None:
    with pytest.raises(Refused, match="could not read that card"):
        read("agreement.list", {"show": "money"})
    with pytest.raises(Refused, match="choose the school and term"):
        read("form.begin", {})
    with pytest.raises(Refused, match="choose the school"):
        read("agreement.open", {"urn": "", "kind": "sharing"})


def test_an_agreement_to_anything_else_is_forged() -> None:
    with pytest.raises(Refused, match="could not read that card"):
        read("agreement.ask", {**AGREEMENT, "kind": "money"})


def test_an_answer_on_the_telephone_is_yes_or_a_change() -> None:
    with pytest.raises(Refused, match="could not read that card"):
        read("report.record_answer", {**REPORT, "said": "perhaps", "said_on": "2026-11-23", "said_words": "Well."})


def test_what_somebody_wrote_is_found_as_far_as_it_can_be_read() -> None:
    assert written("report.ask_change", {"report": "r", "version": 1, "comment": "More."}) == {"comment"}
    assert written("no.button", {"comment": "More."}) == frozenset()
    assert written("report.ask_change", {"comment": ["forged"]}) == frozenset()
