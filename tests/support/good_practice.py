"""Good practice and needs for tests: two schools, their headteachers, lines and introductions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cards.good_practice.actions import ShowBoard
from cards.good_practice.board import PAGE, board_card
from cards.good_practice.celebration import ROWS_AT_MOST, celebration_card, celebration_link_card
from cards.good_practice.introduction import IntroductionDossier, introduction_card
from cards.good_practice.introductions import introductions_card
from cards.good_practice.line import line_card
from cards.good_practice.lines import LINES_AT_MOST, report_lines_card, school_lines_card
from handbook.core.people import Person, Role, School
from handbook.good_practice.celebration import rows
from handbook.good_practice.consent import proposal
from handbook.good_practice.introduction import EndReason, Introduction, IntroductionStatus, Side
from handbook.good_practice.line import PracticeLine, line_id
from handbook.good_practice.matching import Match
from handbook.good_practice.said import Part, SaidLine, said_lines
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.builders import MONDAY, a_person, a_school

ADVISOR, HEAD, SIP = a_person(Role.TRUST_ADVISOR), a_person(Role.HEADTEACHER), a_person(Role.SIP)
OTHER_HEAD = a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000a2", name="Brid Calder",
                      email="brid.calder@trust.example")  # fmt: skip
STRANGER = a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000a3", name="Wyn Ardle")
HILDA = a_school()
AELRED = a_school(
    urn="900002", name="St Aelred’s Catholic Primary School", town="Eastholm", headteacher_id=OTHER_HEAD.id
)
BUDDIES = "Reading buddies meet every day. The oldest pupils choose the books."
A_PEER = "Would like a peer to talk to about staffing and reading."
LIKE = "About the same size; a few more pupils with free school meals. Not known: starting point at key stage 1."


def a_line(part: Part = Part.OFFER, text: str = "", school: School = AELRED, **changes: Any) -> PracticeLine:
    words = text or (BUDDIES if part is Part.OFFER else A_PEER)
    said = SaidLine(part, words)
    line = PracticeLine(
        line_id(school.urn, said),
        school.urn,
        "report-900001-2026-autumn",
        part,
        said.words,
        said.tags,
        school.headteacher_id,
        MONDAY,
        revision=1,
    )
    return replace(line, **changes)


OFFER = a_line()
NEED = a_line(Part.NEED, school=HILDA)


def an_introduction(status: IntroductionStatus = IntroductionStatus.ASKED, **changes: Any) -> Introduction:
    """Between the need of St Hilda's and the offer of St Aelred's; the asking headteacher accepts first."""
    asks, offers = Side(NEED.id, HILDA.urn, HEAD.id), Side(OFFER.id, AELRED.urn, OTHER_HEAD.id)
    accepted: datetime = MONDAY + timedelta(days=1)
    if status in (IntroductionStatus.ONE_ACCEPTED, IntroductionStatus.INTRODUCED):
        asks = replace(asks, accepted_at=accepted)
    if status is IntroductionStatus.INTRODUCED:
        offers = replace(offers, accepted_at=accepted)
    made = Introduction("introduction-1", asks, offers, ("Reading",), ADVISOR.id, MONDAY, status, revision=1)
    if status is IntroductionStatus.DECLINED:
        made = replace(made, declined_by=AELRED.urn)
    if status is IntroductionStatus.ENDED:
        made = replace(made, ended=EndReason.LEFT)
    return replace(made if made.is_open else replace(made, over_at=accepted), **changes)


def a_dossier(introduction: Introduction, **changes: Any) -> IntroductionDossier:
    dossier = IntroductionDossier(
        introduction,
        (HILDA, AELRED),
        (HILDA, AELRED),
        (HEAD, OTHER_HEAD),
        BUDDIES,
        LIKE if introduction.is_open else "",
    )
    return replace(dossier, **changes)


VIEWERS = (ADVISOR, HEAD, OTHER_HEAD, STRANGER, SIP, a_person(Role.DSO), a_person(Role.CHAIR_OF_GOVERNORS))


def practice_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` is what stands in each line, where that is to be long."""
    for viewer in VIEWERS:
        for name, card in (
            *_boards(words, viewer),
            *_introductions(viewer),
            *_lines(words, viewer),
            *_of_heads(words, viewer),
        ):
            yield f"{name} · {viewer.name}", card, viewer
        for status in IntroductionStatus:
            dossier = a_dossier(an_introduction(status), offer_words=words[:600] or BUDDIES)
            yield f"introduction · {status} · {viewer.name}", introduction_card(dossier, viewer), viewer
        bare = a_dossier(an_introduction(IntroductionStatus.INTRODUCED, topics=()), offer_words="")
        bare = replace(bare, heads=(replace(HEAD, email=""), replace(OTHER_HEAD, email="")))
        yield f"introduction · nothing left · {viewer.name}", introduction_card(bare, viewer), viewer
        unlike = a_dossier(an_introduction(), likeness="")
        yield f"introduction · not compared · {viewer.name}", introduction_card(unlike, viewer), viewer


def _many(words: str, count: int) -> list[tuple[PracticeLine, School]]:
    tags = ("Reading", "Staff development", "a topic of our own")
    offers = (
        a_line(text=f"{number} {words or BUDDIES}"[:600], tags=tags, may_be_named=True) for number in range(count)
    )
    return [(line, AELRED) for line in offers]


def _boards(words: str, viewer: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    many = [(NEED, HILDA), *_many(words, 2 * PAGE + 1)]
    states: dict[str, tuple[list[tuple[PracticeLine, School]], ShowBoard | None]] = {
        "empty": ([], None),
        "one offer": ([(OFFER, AELRED)], None),
        "needs": (many, None),
        "offers": (many, ShowBoard(Part.OFFER)),
        "second page": (many, ShowBoard(Part.OFFER, page=1)),
        "past the last page": (many, ShowBoard(Part.OFFER, page=99)),
        "a topic": (many, ShowBoard(Part.OFFER, "Reading")),
        "a topic of nobody": (many, ShowBoard(Part.OFFER, "fencing")),
    }
    for name, (lines, asked) in states.items():
        yield f"good practice board · {name}", board_card(lines, viewer, asked)
    listed = rows(_many(words, ROWS_AT_MOST + 2))
    for name, found in (("none", ()), ("many", listed), ("no town", [("St Aelred’s", "", BUDDIES, "Writing")])):
        yield f"celebration list · {name}", celebration_card(found, viewer)
    for name, url in (
        ("https", "https://sip.trust.example/celebrations/x.xlsx"),
        ("plain", "http://127.0.0.1/x"),
        ("none", ""),
    ):
        yield f"celebration link · {name}", celebration_link_card(url, MONDAY)


def _introductions(viewer: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    names = {HILDA.urn: HILDA.full_name, AELRED.urn: AELRED.full_name}
    every = [an_introduction(status, id=f"i-{number}-{status}") for number in range(2) for status in IntroductionStatus]
    for name, found in (("none", []), ("one", every[:1]), ("many", every)):
        yield f"introductions · {name}", introductions_card(found, names, viewer)


def _lines(words: str, viewer: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    offer, need = a_line(text=words[:600]), a_line(Part.NEED, words[:600], HILDA, tags=("Reading", "our own words"))
    names = {HILDA.urn: HILDA.full_name, AELRED.urn: AELRED.full_name}
    match = Match(offer, AELRED, ("Reading",), True, LIKE)
    far = replace(match, offer=replace(offer, id="900009.x"), is_similar=False, words="")
    every = [an_introduction(status, id=f"i-{status}") for status in IntroductionStatus]
    yield "board line · offer", line_card(offer, AELRED, (), (), names, viewer)
    yield (
        "board line · offer, named",
        line_card(replace(offer, may_be_named=True), AELRED, (), every[:1], names, viewer),
    )
    yield "board line · need", line_card(need, HILDA, [match, far] * 2, (), names, viewer)
    yield "board line · need, asked", line_card(need, HILDA, [match, far], every[:4], names, viewer)
    yield "board line · need, over", line_card(need, HILDA, [match], every[3:], names, viewer)
    yield "board line · need, nothing fits", line_card(need, HILDA, (), (), names, viewer)
    yield "board line · withdrawn", line_card(replace(offer, withdrawn_at=MONDAY), AELRED, (), (), names, viewer)


def _of_heads(words: str, viewer: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    sections = {"good_practice": f"{BUDDIES}\n• A second line.", "headteacher": A_PEER}
    if words:
        sections = {key: "\n".join(f"{number} {words}" for number in range(LINES_AT_MOST)) for key in sections}
    for name, contents in (
        ("report", a.a_contents(sections=sections)),
        (
            "pupil",
            a.a_contents(sections={"good_practice": "Sam Rowe reads to the reception class."}, pupils=("Sam Rowe",)),
        ),
        ("nothing", a.a_contents(sections={})),
    ):
        report = a.a_dossier(Status.FILED, contents=contents).report
        said = [(line_id(HILDA.urn, one), one) for part in Part for one in said_lines(contents, part)]
        kept = [a_line(one.part, one.text, HILDA, may_be_named=one.part is Part.OFFER) for _, one in said[:1]]
        proposed = proposal(report, contents, HILDA, HEAD, kept)
        yield f"report lines · {name}", report_lines_card(proposed, viewer)
    mine = [a_line(text=f"{number} {words or BUDDIES}", school=HILDA) for number in range(LINES_AT_MOST + 1)]
    for name, lines in (("none", []), ("two", [replace(mine[0], may_be_named=True), NEED]), ("many", mine)):
        yield f"school lines · {name}", school_lines_card(HILDA, lines, viewer)
