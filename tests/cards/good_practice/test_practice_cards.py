"""W3, P4, P5: who reads what on the cards of good practice."""

import pytest

from cards.actions import read
from cards.good_practice.actions import EVERY, ShowBoard
from cards.good_practice.board import board_card
from cards.good_practice.introduction import introduction_card
from cards.good_practice.lines import report_lines_card, school_lines_card
from cards.home.welcome import commands
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.good_practice.consent import DecideLines, WithdrawLines, proposal
from handbook.good_practice.introduction import AnswerIntroduction, EndIntroduction, EndReason, IntroductionStatus
from handbook.good_practice.line import CorrectTags
from handbook.good_practice.said import Part
from handbook.reports.paper.boxes import TableRow
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import inputs, verbs, words
from tests.support.good_practice import (
    ADVISOR,
    AELRED,
    HEAD,
    HILDA,
    NEED,
    OFFER,
    OTHER_HEAD,
    SIP,
    STRANGER,
    VIEWERS,
    a_dossier,
    a_line,
    an_introduction,
    practice_cards,
)

S = IntroductionStatus
CLOSED = "This is not open to you"
CONTACT = ("Brid Calder", "brid.calder@", "Hanna Tilling", "hanna.tilling@", "Aelred", "Hilda")


def test_each_card_is_for_those_whose_it_is() -> None:
    """The truth table: by the beginning of a card's name, who may read it."""
    readers = {
        "good practice board": {ADVISOR},
        "celebration list": {ADVISOR},
        "celebration link": set(VIEWERS),  # it is sent to whoever asked, who may ask
        "board line": {ADVISOR},
        "introductions": {ADVISOR},
        "introduction": {ADVISOR, HEAD, OTHER_HEAD},
        "report lines": {HEAD},
        "school lines": {HEAD},
    }
    seen: set[str] = set()
    for name, card, viewer in practice_cards():
        kind = name.partition(" · ")[0]
        seen.add(kind)
        withdrawn = name.startswith("board line · withdrawn")
        assert (CLOSED in words(card)) is (withdrawn or viewer not in readers[kind]), name
    assert seen == readers.keys()


@pytest.mark.parametrize("status", [one for one in S if one is not S.INTRODUCED])
def test_until_both_accept_no_headteacher_reads_who_the_other_is(status: S) -> None:
    for viewer in (HEAD, OTHER_HEAD):
        said = words(introduction_card(a_dossier(an_introduction(status)), viewer))
        assert not [one for one in CONTACT if one in said]
        assert "peer" not in said


def test_then_each_reads_the_others_name_and_address_and_no_need() -> None:
    for viewer, mine, theirs in ((HEAD, HEAD, OTHER_HEAD), (OTHER_HEAD, OTHER_HEAD, HEAD)):
        said = words(introduction_card(a_dossier(an_introduction(S.INTRODUCED)), viewer))
        assert theirs.name in said
        assert theirs.email in said
        assert mine.email not in said
        assert "peer" not in said


def test_answers_are_offered_to_who_has_not_answered() -> None:
    def offered(status: S, viewer: Person) -> set[str]:
        return verbs(introduction_card(a_dossier(an_introduction(status)), viewer))

    answers = {"introduction.accept", "introduction.decline"}
    assert offered(S.ASKED, HEAD) == offered(S.ASKED, OTHER_HEAD) == offered(S.ONE_ACCEPTED, OTHER_HEAD) == answers
    assert offered(S.ONE_ACCEPTED, HEAD) == set()
    assert offered(S.ASKED, ADVISOR) == {"introduction.call_off", "practice.board"}
    for status in (S.INTRODUCED, S.DECLINED, S.LAPSED, S.ENDED):
        assert offered(status, HEAD) == offered(status, OTHER_HEAD) == set()
        assert offered(status, ADVISOR) == {"practice.board"}


def test_whoever_declined_is_named_to_the_trust_advisor_alone_and_nobody_is_blamed() -> None:
    cards = {
        viewer: words(introduction_card(a_dossier(an_introduction(S.DECLINED)), viewer)) for viewer in (ADVISOR, HEAD)
    }
    assert "St Aelred’s Catholic Primary School, Eastholm would rather not at the moment." in cards[ADVISOR]
    assert "This introduction will not go ahead." in cards[HEAD]
    for said in cards.values():
        assert not [word for word in ("declin", "refus", "reject") if word in said.lower()]


def test_what_the_report_says_of_consent_is_ticked_and_nothing_else_of_the_needs() -> None:
    rows = {
        "cpd": tuple(TableRow({"need": need, "consent": yes}) for need, yes in (("Coaching", "Yes"), ("NPQ", "No")))
    }
    sections = {"headteacher": "Coaching (Yes)\nNPQ (No)\nA peer to talk to"}
    contents = a.a_contents(sections=sections, rows=rows)
    report = a.a_dossier(Status.FILED, contents=contents).report
    proposed = proposal(report, contents, HILDA, HEAD, ())
    card = report_lines_card(proposed, HEAD)
    assert inputs(card)["needs"]["value"] == proposed.of_part(Part.NEED)[0][0]
    assert "None of 3 lines on the board now." in words(card)
    assert "offers" not in inputs(card)


def test_a_stranger_and_the_sip_read_nothing_of_a_schools_lines() -> None:
    for viewer in (STRANGER, SIP, ADVISOR, OTHER_HEAD):
        assert CLOSED in words(school_lines_card(HILDA, [NEED], viewer))
    assert "peer" in words(school_lines_card(HILDA, [NEED], HEAD))


def test_the_board_opens_with_needs_where_there_are_any() -> None:
    assert "\nNeeds\nSt Hilda" in words(board_card([(OFFER, AELRED), (NEED, HILDA)], ADVISOR))
    assert "\nOffers\nSt Aelred" in words(board_card([(OFFER, AELRED)], ADVISOR))
    other = words(
        board_card(
            [(OFFER, AELRED), (a_line(text="x", tags=("Judo",)), AELRED)], ADVISOR, ShowBoard(Part.OFFER, "judo")
        )
    )
    assert "Offers on judo\nSt Aelred" in other
    assert "Reading buddies" not in other
    nothing = words(board_card([(OFFER, AELRED)], ADVISOR, ShowBoard(Part.OFFER, "judo", 3)))
    assert "Nothing here is on judo." in nothing


def test_what_the_buttons_say() -> None:
    assert read("practice.board", {}) == ShowBoard()
    asked = {"part": "headteacher", "of": "Reading", "page": "2"}
    assert read("practice.board", asked) == ShowBoard(Part.NEED, "Reading", 2)
    assert read("practice.board", {**asked, "topic": "our own words"}) == ShowBoard(Part.NEED, "our own words", 2)
    assert read("practice.board", {**asked, "topic": EVERY}) == ShowBoard(Part.NEED, "", 2)
    assert read(
        "practice.decide", {"report": "r-1", "version": 3, "offers": "u.a,u.b", "needs": "u.c", "named": ""}
    ) == (DecideLines("r-1", 3, ("u.a", "u.b", "u.c"), ()))
    assert read("practice.withdraw", {"urn": "900001", "withdraw": "u.a"}) == WithdrawLines("900001", ("u.a",))
    assert read("practice.tag", {"line": "u.a", "revision": 2, "topics": "send", "own_topics": "Judo, Chess"}) == (
        CorrectTags("u.a", 2, ("send",), "Judo, Chess")
    )
    assert read("introduction.accept", {"introduction": "i"}) == AnswerIntroduction("i", accepts=True)
    assert read("introduction.decline", {"introduction": "i"}) == AnswerIntroduction("i", accepts=False)
    assert read("introduction.call_off", {"introduction": "i"}) == EndIntroduction("i", EndReason.CALLED_OFF)
    for forged in ({"part": "targets"}, {"page": -1}):
        with pytest.raises(Refused, match="could not read that card"):
            read("practice.board", forged)


def test_help_names_the_words_to_those_who_may_use_them() -> None:
    for role in Role:
        said = "\n".join(f"- {line}" for line in commands(a.a_person(role)))
        assert ("- good practice –" in said) is (role is Role.TRUST_ADVISOR)
        assert ("- my good practice –" in said) is (role is Role.HEADTEACHER)
        assert ("- similar schools" in said) is (role in (Role.TRUST_ADVISOR, Role.SIP))
        assert "more" not in said.splitlines()
