"""What holds for every card in every state and for every viewer."""

import json
from dataclasses import replace
from typing import Any

from cards import actions
from cards.allocation.actions import (
    ShowChoice,
    ShowChoices,
    ShowConflicts,
    ShowConflictsOf,
    ShowDeclaration,
    ShowPlacement,
    ShowRun,
)
from cards.allocation.needs_actions import ShowNeeds, ShowNeedsList, ShowSupport
from cards.cases.cover_actions import ShowCover
from cards.data.actions import ShowFigures, ShowSimilarSchools
from cards.good_practice.actions import ShowBoard, ShowIntroduction, ShowLine, ShowReportLines, ShowSchoolLines
from cards.half_days.actions import ShowExtra, ShowHalfDays
from cards.handover.actions import ShowHandover
from cards.home.digest_actions import ShowDigest
from cards.home.given_up_actions import ShowGivenUp
from cards.kit.dialog_replies import for_dialog
from cards.kit.earlier import EARLIER
from cards.kit.folding import as_asked
from cards.kit.twice import COPY
from cards.meetings.actions import OpenTeamMeeting, ShowTeamMeetings
from cards.membership.actions import ShowHandedFile, ShowMembership, ShowMemberships, ShowOurSip
from cards.plans.actions import ShowPlan, ShowPlans, ShowTerms
from cards.questions.actions import ShowFaq, ShowMyQuestions, ShowQuestion, ShowWaitingQuestions
from cards.reach.actions import ShowBroadcast, ShowReach
from cards.recruitment.actions import ShowApplication, ShowApplications
from cards.reports.actions import ShowFile, ShowForm, ShowFrameworks, ShowReport, ShowSchoolPart
from cards.reports.agreements.actions import (
    ShowAgreement,
    ShowAgreements,
    ShowAskAll,
    ShowRound,
    ShowSigned,
    ShowText,
    ShowWithdrawal,
)
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from cards.school_record.actions import ShowYears
from cards.schools.actions import ShowImport, ShowSchool
from cards.schools.edit_actions import ShowEdit
from cards.schools.people_actions import ShowPerson
from cards.sip_team.actions import ShowSip, ShowSips
from cards.sip_team.appraisal_actions import ShowAppraisal
from cards.sip_team.skills.actions import ShowSkills, ShowSkillsForm, ShowSkillsPlan
from cards.sip_team.training.actions import ShowSession, ShowSipTraining, ShowTrainings
from cards.visits.actions import ShowOfstedCall, ShowVisit, ShowVisits
from handbook.core.people import Role
from handbook.reports.report import Status
from handbook.schools.people_list import ShowPeople
from handbook.schools.school_list import ShowSchools
from tests.cards.made_cards import cards, typed_into
from tests.support import builders as a
from tests.support.card_gallery import VIEWERS
from tests.support.card_reading import buttons, does, inputs, parts, words
from tests.support.report_gallery import dossiers
from tests.support.wordings import stumbled_over


def test_each_can_be_read_without_seeing_or_guessing() -> None:
    """Accessibility: a heading first, labels, words that wrap, a meaning for clients that cannot show cards."""
    for shown in cards():
        card = shown.card
        assert card["fallbackText"], shown.name
        assert (card["lang"], card["version"], card["msteams"]) == ("en", "1.5", {"width": "Full"}), shown.name
        assert card["body"][0]["style"] == "heading", shown.name
        for part in parts(card):
            check_can_be_read(part, shown.name)


def check_can_be_read(part: dict[str, Any], where: str) -> None:
    if part.get("type") == "TextBlock":
        assert part["wrap"], where
        assert part["text"].strip(), where
        assert "color" not in part, f"{where}: meaning by colour alone"
    if part.get("type") == "Container" and part.get("style") not in (None, "emphasis"):
        assert ": " in part["items"][0]["text"], f"{where}: a colour without its word"
    if str(part.get("type")).startswith("Input."):
        assert part["label"], where
        assert part["errorMessage"], where
        assert not part.get("isRequired"), f"{where}: a hidden required input stops every button"


def test_every_button_comes_back_as_a_command() -> None:
    for shown in cards():
        typed = typed_into(shown.card)
        for button in buttons(shown.card).values():
            verb, data = does(button), {key: one for key, one in button["data"].items() if key != "asks"}
            command = actions.read(verb, json.loads(json.dumps({**data, **typed})))
            fallback = button["fallback"]
            if fallback == "drop":
                continue
            assert fallback["type"] == "Action.Submit", shown.name
            assert fallback["data"] == {"verb": verb, **data}, shown.name
            assert actions.read(fallback["data"]["verb"], fallback["data"] | typed) == command, shown.name


def test_what_a_card_asks_for_by_itself_is_what_it_shows() -> None:
    shows = ShowReport | ShowAgreement | ShowFile | ShowVisit | ShowVisits | ShowOfstedCall | ShowPlan
    shows = shows | ShowFigures | ShowSimilarSchools | ShowFrameworks | ShowHandover
    shows = shows | ShowYears | ShowSchoolPart | ShowForm | ShowImport | ShowSchool | ShowSchools
    shows = shows | ShowMembership | ShowMemberships | ShowHandedFile | ShowOurSip | ShowReach | ShowBroadcast
    shows = shows | ShowEdit | ShowPeople | ShowPerson | ShowExtra
    shows = shows | ShowWithdrawal | ShowSigned | ShowAgreements | ShowAskAll | ShowRound | ShowText
    shows = shows | ShowSip | ShowSips | ShowAppraisal | ShowSession | ShowSipTraining | ShowTrainings
    shows = shows | ShowFaq | ShowMyQuestions | ShowQuestion | ShowWaitingQuestions
    shows = shows | ShowSkills | ShowSkillsForm | ShowSkillsPlan | ShowDigest
    shows = shows | ShowBoard | ShowReportLines | ShowSchoolLines | ShowIntroduction
    shows = shows | ShowNeeds | ShowNeedsList | ShowDeclaration | ShowConflicts | ShowConflictsOf | ShowSupport
    shows = shows | ShowRun | ShowPlacement | ShowChoice | ShowChoices | ShowApplication | ShowApplications
    shows = shows | ShowPlans | ShowTerms
    shows = shows | ShowLine | OpenTeamMeeting
    asked = 0
    for shown in cards():
        if asks := shown.card.get("refresh"):
            command = actions.read(asks["action"]["verb"], asks["action"]["data"])
            assert isinstance(command, shows | ShowCover | ShowTeamMeetings | ShowHalfDays | ShowGivenUp), shown.name
            if isinstance(command, ShowReport) and shown.dossier and not shown.name.startswith(("rem", "sharing")):
                assert command.card is shown.kind, shown.name
                whole = copy_for(shown.dossier, shown.viewer, command.version, command.card)
                assert as_asked(whole, asks["action"]["data"]) == shown.card, shown.name
                asked += 1
    assert asked


def test_every_card_can_stand_in_a_dialog() -> None:
    """Its buttons come back as the same commands, and it is as large at most."""
    for shown in cards():
        inside = for_dialog(shown.card)
        assert buttons(inside) == {}
        sent = {part["title"]: part["data"] for part in parts(inside) if part.get("type") == "Action.Submit"}
        typed = typed_into(shown.card)
        for title, button in buttons(shown.card).items():
            given = sent[title] | typed
            assert actions.read(given["verb"], given) == actions.read(button["verb"], button["data"] | typed), (
                shown.name
            )
        assert inputs(inside) == inputs(shown.card)
        assert len(json.dumps(inside)) <= len(json.dumps(shown.card))


def test_cards_hold_nothing_but_plain_json() -> None:
    for shown in cards():
        for part in parts(shown.card):
            assert all(type(value) in (str, int, bool, list, dict) for value in part.values()), shown.name


def test_every_card_of_the_service_says_why_it_is_seen() -> None:
    plain_words = ("Not open to you", "Hello", "SIP Desk")
    for shown in cards():
        has_more = any(part.get("data", {}).get("opened") == "more" for part in parts(shown.card))
        is_line = shown.card["fallbackText"] in (EARLIER, COPY)
        if shown.card["body"][0]["text"] not in plain_words and not (has_more or is_line):
            assert "You see this because" in words(shown.card), shown.name


def test_no_card_says_what_people_stumbled_over() -> None:
    """What was signed stays as it was worded."""
    said = {line: shown.name for shown in cards() for line in words(shown.card).splitlines()}
    ours = {line: name for line, name in said.items() if not line.startswith("We agree that")}
    assert not {(name, line, one) for line, name in ours.items() for one in stumbled_over(line)}


def test_each_person_has_one_card_of_their_own() -> None:
    """Without a kind, a person gets the card that is theirs."""
    own = {
        Role.SIP: ReportCard.ARRIVAL,
        Role.HEADTEACHER: ReportCard.APPROVAL,
        Role.DSO: ReportCard.SHARED,
        Role.LA_OFFICER: ReportCard.SHARED,
    }
    for _, dossier in dossiers():
        for viewer in VIEWERS:
            late = dossier.report.status in (Status.APPROVED, Status.FILED, Status.SHARED) or dossier.report.reopening
            advisors = ReportCard.REPORT if late else ReportCard.WAITS
            kind = own.get(viewer.role, advisors if viewer.role is Role.TRUST_ADVISOR else ReportCard.SHARED)
            assert copy_for(dossier, viewer, 1) == copy_for(dossier, viewer, 1, kind)


def test_a_headteacher_who_left_is_named_by_office() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    successor = replace(dossier.headteacher, id="00000000-0000-4000-8000-0000000000f9", name="New Head")
    card = copy_for(replace(dossier, headteacher=successor), dossier.trust_advisor, 1)
    assert "Approved: by the headteacher on" in words(card)
