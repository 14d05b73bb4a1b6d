"""What cards hold: nothing before somebody's turn, no more than Teams takes, and whatever people write."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cards.reports.copies import copy_for
from cards.reports.verbs import ReportVerb
from handbook.core.people import Role
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN, Passage, TrackedChange
from handbook.reports.paper.proforma import SECTIONS, Form, Judgement, Target
from handbook.reports.report import Status
from tests.cards.made_cards import lint, needs_contract, slow_when_measured
from tests.support import builders as a
from tests.support.card_gallery import STRANGERS, every_card, of_reports
from tests.support.card_reading import verbs

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
            chair = {Role.CHAIR_OF_GOVERNORS} if report.chair and report.chair.person_id == shown.viewer.id else set()
            had_it = {Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR} if report.reopening else set()
            assert shown.viewer.role in had_it | chair | {
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


@slow_when_measured
@pytest.mark.parametrize("letter", ["*", "é"])
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
