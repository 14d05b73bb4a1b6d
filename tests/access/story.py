"""What is played so that each button of the service is on somebody's card once, with a state in which it is taken. Told
workflow by workflow; whoever is named presses what stands on a card of theirs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from automations.engine.inbound.commands import NoteFile
from automations.reports.arrival import ReceiveReport
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.paper.proforma import Passage
from tests.access import story_of_people, story_of_schools
from tests.access.people import (
    GOVERNORS,
    URN,
)
from tests.access.play import Play
from tests.automations.office import ADVISOR, HEAD, SIP
from tests.support import builders as a

YEAR: Final = AcademicYear(2026)


async def reports(play: Play) -> None:
    office = play.office
    await play.decide(
        ADVISOR, AskForAgreement(URN, 0, AgreementKind.SHARING), AskForAgreement(URN, 0, AgreementKind.DATA)
    )
    old = a.a_contents(academic_year=AcademicYear(2025))
    await play.decide(SIP, NoteFile("f", "r.docx", "https://t/f"), ReceiveReport("f", b"PK", old))
    await office.receive(
        a.a_contents(unplaced=(Passage("a text box", "A quote.", near="progress", title="Our own heading"),))
    )
    play.look()
    await play.press(SIP, "report.place", place_0="left_out")
    await play.press(SIP, "report.send")
    await play.typed(ADVISOR, "my reports")
    await play.typed(ADVISOR, "phone call")
    await play.typed(HEAD, "my reports")
    await play.press(
        ADVISOR, "report.record_answer", said="approves", said_on=str(office.now.date()), said_words="They agree."
    )
    await play.press(HEAD, "report.deny_answer")
    await play.press(HEAD, "report.ask_change")
    await office.receive(data=b"PK second")
    play.look()
    await play.press(SIP, "report.send")
    await play.typed(HEAD, "sharing agreement")
    await play.press(HEAD, "agreement.sign", typed_name=HEAD.name)
    await play.typed(HEAD, "my reports")
    await play.press(HEAD, "report.approve")
    await play.press(HEAD, "report.governors")
    await play.press(HEAD, "report.governors_pack")
    report = {"report": (await office.report()).id, "version": 2}
    await play.press(HEAD, "report.chair_form", **report)
    play.ask(HEAD, "chair.send", **report, chair=GOVERNORS.id)
    play.ask(HEAD, "report.take_up", **report)
    play.ask(SIP, "report.place_always", **report, place_0="left_out")
    play.ask(SIP, "report.send_clean", **report)
    await play.typed(HEAD, "my reports")
    await play.typed(ADVISOR, "my reports")
    await play.press(ADVISOR, "report.share")
    play.ask(ADVISOR, "report.refresh", **report)
    for who, words in ((ADVISOR, "agreements"), (ADVISOR, "year"), (HEAD, "our part"),
                       (HEAD, "sharing agreement"),
                       (SIP, "framework"), (SIP, "blank form"), (SIP, "form"), (HEAD, "year"),
                       (ADVISOR, "framework")):  # fmt: skip
        await play.typed(who, words)
    play.ask(
        HEAD, "part.save", urn=URN, year=2026, term="Spring", framework="ofsted_2025", revision=0, agenda="Phonics"
    )
    await play.press(SIP, "form.begin")
    await play.press(ADVISOR, "agreement.record_paper")
    await play.press(ADVISOR, "agreement.ask_all", kind="sharing", number=1)
    play.ask(ADVISOR, "agreement.show_round", round="sharing-1")
    await play.typed(HEAD, "sharing agreement")
    await play.press(
        ADVISOR, "agreement.write_text", words="What schools are to sign from now on, in more than forty characters."
    )


STORIES: Final[Mapping[str, Callable[[Play], Awaitable[None]]]] = {
    "reports": reports,
    "visits": story_of_schools.visits,
    "cases": story_of_schools.cases,
    "untalked": story_of_schools.untalked,
    "complaints": story_of_schools.complaints,
    "against": story_of_schools.against_the_advisor,
    "schools": story_of_schools.schools,
    "team": story_of_people.team,
    "allocation": story_of_people.allocation,
    "practice": story_of_people.practice,
    "membership": story_of_people.membership,
    "recruitment": story_of_people.applications,
    "questions": story_of_people.questions,
}
