"""What holds for every card in every state and for every viewer."""

import functools
import importlib.util
import itertools
import json
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator

from cards import actions
from cards.cases.cover_actions import ShowCover
from cards.data.actions import ShowFigures, ShowSimilarSchools
from cards.half_days.actions import ShowHalfDays
from cards.home.given_up_actions import ShowGivenUp
from cards.kit.elements import for_dialog
from cards.meetings.actions import ShowTeamMeetings
from cards.plans.actions import ShowPlan
from cards.reports.actions import ShowAgreement, ShowFile, ShowFrameworks, ShowReport, ShowSchoolPart
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard, ReportVerb
from cards.school_record.actions import ShowYears
from cards.visits.actions import ShowOfstedCall, ShowVisit, ShowVisits
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
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
from handbook.reports.clean_copy import SendCleanCopy, check_may_send_clean, may_send_clean
from handbook.reports.governors import MakeGovernorsPack, may_make_pack, pack_asked
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN, Passage, TrackedChange
from handbook.reports.paper.proforma import SECTIONS, Form, Judgement, Target
from handbook.reports.placing import PlaceWords, check_may_place
from handbook.reports.report import Dossier, Status
from handbook.reports.sharing import ShareReport, may_offer_sharing, shared
from handbook.reports.sharing_agreement import AskForAgreement, ask, may_ask
from handbook.reports.taking_up import TakeUpReport, check_may_take_up_again, may_take_up_again
from handbook.visits.governors_feedback import AskForFeedback, feedback_asked, may_ask_for_feedback
from tests.support import builders as a
from tests.support.card_gallery import STRANGERS, VIEWERS, Shown, dossiers, every_card, of_reports
from tests.support.card_reading import buttons, inputs, parts, verbs, words
from tests.support.visit_builders import an_account

TEAMS = Path(__file__).resolve().parents[2].parent / "shared" / "contract" / "teams"
needs_contract = pytest.mark.skipif(
    not TEAMS.exists(), reason="the Teams contract (../shared/contract/teams) is absent"
)
slow_when_measured = pytest.mark.no_cover
"""For checkers that are not ours, of the cards below: what they run is no part of our coverage, and twice as slow."""


@functools.cache
def cards() -> tuple[Shown, ...]:
    """Made when the first test asks for them, and not wherever tests are collected."""
    return tuple(every_card())


@functools.cache
def schema(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((TEAMS / "schemas" / name).read_text()))


@functools.cache
def lint() -> ModuleType:
    spec = importlib.util.spec_from_file_location("teams_lint", TEAMS / "teams_lint.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCHEMAS = ("adaptive-card-1.6.0.patched.json", "teams-adaptive-card-derived.json")
WORDS = ("text", "title", "value", "label", "fallbackText", "errorMessage", "tooltip", "url")


def looks(node: Any) -> Iterator[str]:
    """All of it that a schema looks at, part by part: the types of what it holds, and no words."""
    if isinstance(node, list):
        yield from (look for item in node for look in looks(item))
    elif isinstance(node, dict):
        yield json.dumps({key: "" if key in WORDS else held(value) for key, value in node.items()})
        yield from (look for value in node.values() for look in looks(value))


def held(value: Any) -> Any:
    """What a part holds, as its own look has it: parts within are looked at by themselves."""
    if isinstance(value, list):
        return sorted({json.dumps(held(item)) for item in value})
    return value.get("type", "") if isinstance(value, dict) else value


def news(node: Any, seen: set[str]) -> Any:
    """A card without those parts in it of which each look was seen; what is left is seen now. Schemas are slow, and
    ask of each part what it is and what it holds, and not where else it has been."""
    if isinstance(node, dict):
        seen.update(itertools.islice(looks(node), 1))
        return {key: news(value, seen) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    of_news = (item for item in node if not isinstance(item, dict) or not seen.issuperset(looks(item)))
    return [news(item, seen) for item in of_news] or node[:1]


def check_schemas_know(made: Iterable[tuple[str, dict[str, Any]]]) -> None:
    seen: set[str] = set()
    faults: dict[str, list[str]] = {}
    for of, card in made:
        if not seen.issuperset(looks(card)):
            new = news(card, seen)
            found = [error for name in SCHEMAS for error in schema(name).iter_errors(new)]
            if found:
                faults[of] = [f"{error.json_path} {error.message[:200]}" for error in found]
    assert faults == {}


@needs_contract
@slow_when_measured
def test_the_schemas_know_each_shape() -> None:
    check_schemas_know((shown.name, shown.card) for shown in cards())


@needs_contract
@slow_when_measured
def test_the_schemas_know_each_shape_in_a_dialog() -> None:
    check_schemas_know((shown.name, for_dialog(shown.card)) for shown in cards())


@needs_contract
@slow_when_measured
def test_teams_shows_every_card_as_meant() -> None:
    """The rules that no schema states."""
    for shown in cards():
        assert lint().lint(shown.card) == [], shown.name


@slow_when_measured
def test_microsofts_own_models_know_every_element() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its models warn of their own field names
        from microsoft_teams.cards import AdaptiveCard  # noqa: PLC0415 - slow and noisy to import, so only here
    for shown in cards():
        # Teams documents and renders "Full"; these models alone spell it small.
        model = AdaptiveCard.model_validate({**shown.card, "msteams": {"width": "full"}})
        again = model.model_dump(by_alias=True, exclude_none=True)
        assert len(again["body"]) == len(shown.card["body"]), shown.name


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


def typed_into(card: dict[str, Any]) -> dict[str, str]:
    """What a client sends once something stands in every input."""
    choose: dict[str, Callable[[dict[str, Any]], str]] = {
        "Input.Text": lambda box: "450" if "charge" in box["id"] else "words",
        "Input.Date": lambda _: "2027-03-09",
        "Input.ChoiceSet": lambda box: box["choices"][-1]["value"],
    }
    return {name: choose[box["type"]](box) for name, box in inputs(card).items()}


def test_every_button_comes_back_as_a_command() -> None:
    for shown in cards():
        typed = typed_into(shown.card)
        for button in buttons(shown.card).values():
            command = actions.read(button["verb"], json.loads(json.dumps({**button["data"], **typed})))
            fallback = button["fallback"]
            if fallback == "drop":
                continue
            assert fallback["type"] == "Action.Submit", shown.name
            assert fallback["data"] == {"verb": button["verb"], **button["data"]}, shown.name
            assert actions.read(fallback["data"]["verb"], fallback["data"] | typed) == command, shown.name


def test_what_a_card_asks_for_by_itself_is_what_it_shows() -> None:
    shows = ShowReport | ShowAgreement | ShowFile | ShowVisit | ShowVisits | ShowOfstedCall | ShowPlan
    shows = shows | ShowFigures | ShowSimilarSchools | ShowFrameworks
    shows = shows | ShowYears | ShowSchoolPart
    asked = 0
    for shown in cards():
        if asks := shown.card.get("refresh"):
            command = actions.read(asks["action"]["verb"], asks["action"]["data"])
            assert isinstance(command, shows | ShowCover | ShowTeamMeetings | ShowHalfDays | ShowGivenUp), shown.name
            if isinstance(command, ShowReport) and shown.dossier and not shown.name.startswith(("rem", "sharing")):
                assert command.card is shown.kind, shown.name
                assert copy_for(shown.dossier, shown.viewer, command.version, command.card) == shown.card, shown.name
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
        if shown.card["body"][0]["text"] not in plain_words:
            assert "You see this because" in words(shown.card), shown.name


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
        ReportCard.APPROVAL: lambda: (
            {ReportVerb.APPROVE, ReportVerb.APPROVE_WITH_VIEW, ReportVerb.ASK_CHANGE}
            if may_decide(dossier, viewer) and version == report.sent
            else set()
        ),
        ReportCard.GOVERNORS: lambda: {
            *([ReportVerb.GOVERNORS] if may_tell_governors(dossier, viewer) else []),
            *([ReportVerb.FEEDBACK] if may_ask_for_feedback(dossier, viewer) else []),
            *([ReportVerb.GOVERNORS_PACK] if may_make_pack(dossier, viewer) else []),
        },
        ReportCard.REPORT: lambda: (
            {ReportVerb.SHARE, *([ReportVerb.AGREEMENT_ASK] if may_ask(dossier.agreement, viewer) else [])}
            if may_offer_sharing(dossier, viewer)
            else set()
        ),
    }.get(kind, set)()


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
            command = actions.read(button["verb"], {**button["data"], **chosen})
            seen.add(button["verb"])
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
    SendReport: lambda dossier, command, viewer: sent(dossier, command, viewer, a.MONDAY),
    SendCleanCopy: lambda dossier, command, viewer: check_may_send_clean(dossier, viewer, command.version),
    PlaceWords: check_may_place,
    SetReportAside: lambda dossier, command, viewer: check_may_set_aside(dossier, viewer, command.version),
    ApproveReport: lambda dossier, command, viewer: approved(dossier, command, viewer, a.MONDAY, "teams"),
    AskForChange: lambda dossier, command, viewer: change_asked(dossier, command, viewer, a.MONDAY),
    MakeGovernorsPack: pack_asked,
    AskForFeedback: lambda dossier, command, viewer: feedback_asked(
        dossier, command, viewer, dossier.school, an_account(extras=()), a.MONDAY, "visit-9"
    ),
    TellGovernors: lambda dossier, command, viewer: governors_told(dossier, command, viewer, a.MONDAY),
    ShareReport: lambda dossier, command, viewer: shared(dossier, command, viewer, a.MONDAY),
    TakeUpReport: lambda dossier, _command, viewer: check_may_take_up_again(dossier, viewer),
    AskForAgreement: lambda dossier, command, viewer: ask(dossier.agreement, command, viewer, a.MONDAY),
}

SECRET = "zygomorphic"


def secret_contents() -> Any:
    sections = {kind.key: f"{SECRET} {kind.key}. {SECRET} again." for kind in SECTIONS}
    return a.a_contents(
        sections=sections,
        judgements=(Judgement(f"{SECRET} area", f"{SECRET} good", f"{SECRET} better"),),
        targets=(Target(f"{SECRET} target", SECRET, SECRET, ""),),
        unplaced=(
            Passage("a text box", f"{SECRET} box"),
            Passage("a section that was added", SECRET, f"{SECRET} title", belongs=OF_ITS_OWN),
        ),
        facts=((f"{SECRET} label", SECRET),),
        subheadings=(("progress", SECRET),),
        pupils=(SECRET,),
    )


def test_nobody_reads_a_report_before_their_turn() -> None:
    """W1, W2, W4: the SIP; then the headteacher, once sent; the Trust Advisor, once approved; DSO and local authority,
    once shared; nobody else ever."""
    read: set[tuple[Role, Status]] = set()
    for shown in of_reports(contents=secret_contents(), comment=f"{SECRET} comment"):
        assert shown.dossier
        if SECRET in json.dumps(shown.card):
            assert shown.viewer not in STRANGERS
            read.add((shown.viewer.role, shown.dossier.report.status))
    after = (Status.APPROVED, Status.FILED, Status.SHARED)
    assert {status for role, status in read if role is Role.SIP} >= {Status.DRAFTED, Status.SENT, Status.CHANGE_ASKED}
    assert {status for role, status in read if role is Role.HEADTEACHER} == set(Status) - {Status.DRAFTED}
    assert {status for role, status in read if role is Role.TRUST_ADVISOR} == set(after)
    assert {role for role, _ in read} == {Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR}  # others get the link only


def test_links_are_given_to_nobody_before_their_turn() -> None:
    for shown in of_reports():
        assert shown.dossier
        if "https://trust.example" in json.dumps(shown.card):
            report = shown.dossier.report
            assert shown.viewer not in STRANGERS
            assert shown.viewer.role in {
                Status.SENT: {Role.HEADTEACHER},
                Status.FILED: {Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR},
                Status.SHARED: {Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER},
            }.get(report.status, set()), shown.name


def test_notifications_hold_no_contents() -> None:
    for shown in every_card(contents=secret_contents(), comment=f"{SECRET} comment"):
        assert SECRET not in shown.card["fallbackText"]


def longest_contents(letter: str) -> Any:
    long = f"{letter * 9} " * 200
    return a.a_contents(
        sections={kind.key: long for kind in SECTIONS if kind.key != "progress"},
        judgements=tuple(Judgement(long, long + "x", long) for _ in range(40)),
        targets=tuple(Target(long, "", "", "", ((long, long),)) for _ in range(60)),
        unplaced=(
            *(Passage("a text box", f"{number} {long}", near="progress") for number in range(40)),
            *(Passage("a section that was added", long, f"{number} {long}", "context") for number in range(9)),
            *(Passage("a text box", f"out {number}", belongs=LEFT_OUT) for number in range(40)),
        ),
        facts=tuple((f"{number} {long}", long) for number in range(40)),
        subheadings=(("progress", long),) * 40,
        hidden_words=40_000,
        pupils=(long,) * 40,
        form=Form.OTHER,
        form_name=long,
    )


@pytest.mark.parametrize("letter", ["w", "*", "é"])
def test_no_card_of_a_report_that_is_not_clean_is_too_large(letter: str) -> None:
    long = longest_contents(letter)
    words_of = long.sections["context"]
    comments = (Passage(f"a comment by {words_of}"[:60], words_of),) * 9
    contents = replace(
        long, unplaced=(*long.unplaced, *comments), tracked=(TrackedChange("put in", words_of, words_of[:60]),) * 40
    )
    waits = a.receive_again(a.a_dossier(Status.SENT), contents)
    card = copy_for(waits, waits.sip, 2)
    assert ReportVerb.SEND_CLEAN in verbs(card)
    assert len(json.dumps(card, ensure_ascii=False).encode()) < 28 * 1024


@pytest.mark.parametrize("letter", ["w", "*", "é"])
def test_no_card_is_too_large(letter: str) -> None:
    """Below 28 KB as the bytes on the wire, with every text at its longest: once escaped, and once beyond ASCII."""
    words_of_head = (f"{letter * 9} " * 200)[:2000].strip()
    made = every_card(
        contents=longest_contents(letter), comment=words_of_head, view=words_of_head, trouble=words_of_head
    )
    sizes = {shown.name: len(json.dumps(shown.card, ensure_ascii=False).encode()) for shown in made}
    assert max(sizes.values()) < 28 * 1024, max(sizes.items(), key=lambda item: item[1])


@needs_contract
def test_teams_can_show_it_whatever_people_write() -> None:
    nasty = "<at>Thea</at> [here](http://x.example) {{DATE(2026-11-23T09:00:00Z, SHORT)}} *b* _i_ `c` \\ # \x00\u202e"
    made = of_reports(contents=a.a_contents(sections={"good_practice": nasty, "next_visit": nasty}), comment=nasty)
    for shown in made:
        if "Thea" in json.dumps(shown.card):
            assert lint().lint(shown.card) == [], shown.name


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
            late = dossier.report.status in (Status.APPROVED, Status.FILED, Status.SHARED)
            advisors = ReportCard.REPORT if late else ReportCard.WAITS
            kind = own.get(viewer.role, advisors if viewer.role is Role.TRUST_ADVISOR else ReportCard.SHARED)
            assert copy_for(dossier, viewer, 1) == copy_for(dossier, viewer, 1, kind)


def test_a_headteacher_who_left_is_named_by_office() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    successor = replace(dossier.headteacher, id="00000000-0000-4000-8000-0000000000f9", name="New Head")
    card = copy_for(replace(dossier, headteacher=successor), dossier.trust_advisor, 1)
    assert "Approved: by the headteacher on" in words(card)
