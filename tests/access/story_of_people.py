"""SIPs, training and skills; allocation, good practice and membership; applications and questions."""

from dataclasses import replace
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.inbound.port import Sender, SentFile
from handbook.allocation.choices.choice import ProposeSip
from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, Origin
from handbook.allocation.conflicts.declarations import AskAllToDeclare
from handbook.allocation.needs import AskForNeeds
from handbook.allocation.proposal import Allocation, LeftOut, Load, Placement
from handbook.allocation.run import AllocationRun, NoteRun
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.good_practice.introduction import Introduce
from handbook.questions.faq import mark
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.reports.report import Status
from store.unit_of_work import UnitOfWork
from tests.access.people import GOVERNORS, MEMBER, OTHER_SIP, PARTY, PEER, PROPOSED, URN
from tests.access.play import Play
from tests.automations import recruitment_office
from tests.automations.allocation_office import a_record, put_conflict
from tests.automations.membership_handing import PDF
from tests.automations.office import ADVISOR, HEAD, SIP
from tests.automations.practice_office import put
from tests.automations.recruitment_office import ENTRY
from tests.support import recruitment as r
from tests.support.builders import MONDAY
from tests.support.good_practice import NEED, OFFER
from tests.support.questions import TRAVEL, TRAVEL_TOO
from tests.support.sip_choices import LIFTED

YEAR = AcademicYear(2026)


async def team(play: Play) -> None:
    office = play.office
    play.called = {"deputy": "own"}  # the first whose skills are asked for
    for who, word in ((ADVISOR, "sips"), (ADVISOR, "training"), (ADVISOR, "skills"), (SIP, "my record"),
                      (SIP, "training"),
                      (HEAD, "appraisal"), (SIP, "appraisal")):  # fmt: skip
        await play.typed(who, word)
    await play.press(ADVISOR, "skills.ask", year=2026)
    await play.press(SIP, "appraisal.ask", urn=URN, year=2026)
    play.ask(ADVISOR, "appraisal.name", appraisal=f"{URN}-2026", revision=1, sip=OTHER_SIP.id)
    at = {"train_on": "2026-11-25", "train_at": "13:00-16:00"}
    await play.press(ADVISOR, "training.set", subject="data", **at, invited=SIP.id, guests="")
    await play.typed(ADVISOR, "training")
    await play.typed(SIP, "training")
    [session] = await office.bus.read(lambda uow: uow.training_sessions.since(office.now.date()))
    own: dict[str, Any] = {"session": session.id, "revision": session.revision}
    await play.press(ADVISOR, "training.open", session=session.id)
    play.ask(SIP, "training.show", session=session.id)
    play.ask(ADVISOR, "training.move", **own, **at | {"train_on": "2026-11-26"})
    play.ask(ADVISOR, "training.invite", **own, invited=OTHER_SIP.id, guests="")
    play.ask(ADVISOR, "training.cancel", **own)
    play.ask(ADVISOR, "training.attended", **own, present=SIP.id)
    await play.typed(ADVISOR, "skills")
    play.ask(ADVISOR, "skills.files", year=2026)
    play.ask(ADVISOR, "skills.propose", year=2026, revision=1)
    await play.press(ADVISOR, "skills.add", year=2026, revision=1, topic="data")
    play.also = [CardRef("skills_plan", "skills_plan:2026")]
    line: dict[str, Any] = {"year": 2026, "revision": 2, "line": 1}
    play.ask(ADVISOR, "skills.line", year=2026, line=1)
    play.ask(ADVISOR, "skills.change", **line, for_whom=OTHER_SIP.id, note="")
    play.ask(ADVISOR, "skills.drop", **line)
    one: dict[str, Any] = {"sip": SIP.id, "revision": 0}
    play.ask(ADVISOR, "sip.capacity", **one, year="20", week="", schools="", area="")
    play.ask(ADVISOR, "sip.training", **one, initial_on="2025-09-01", topic="", trained_on="", taken_off="")
    play.ask(ADVISOR, "sip.kind", **one, kind="external", urn="", school="", school_name="")


async def allocation(play: Play) -> None:
    office = play.office
    with office.database.writing() as uow:
        for sip in (SIP, PROPOSED, OTHER_SIP):
            before = uow.sip_records.of(sip.id).revision
            uow.sip_records.save(replace(a_record(sip), revision=before), ENTRY, MONDAY)
    placed, left = (Placement(URN, OTHER_SIP.id, 70, alternates=()),), (LeftOut(PEER.urn, "Nobody has room."),)
    loads = (Load(SIP.id, 0, 20), Load(OTHER_SIP.id, 10, 20, (URN,)))
    result = Allocation(placed, left, loads, worst=70, worst_bound=70, moved=(URN,))
    run = NoteRun(AllocationRun("run-1", ADVISOR.id, MONDAY, YEAR, result))
    await play.decide(ADVISOR, AskForNeeds(URN, YEAR), AskAllToDeclare(YEAR), run)
    for who, word in ((ADVISOR, "needs"), (ADVISOR, "wishes"), (ADVISOR, "conflicts"), (ADVISOR, "proposals"),
                      (SIP, "conflicts"), (SIP, "declaration"), (ADVISOR, "other support"), (SIP, "other support"),
                      (HEAD, "other support")):  # fmt: skip
        await play.typed(who, word)
    for verb in ("again", "lock", "private", "propose", "propose_all", "school", "show", "unlock", "why_not"):
        play.ask(ADVISOR, f"allocation.{verb}", run="run-1", urn=URN, sip=OTHER_SIP.id)
    play.ask(ADVISOR, "allocation.raise", run="run-1", sip=OTHER_SIP.id, half_days=5, schools=0)
    play.ask(SIP, "conflict.declare", sip=SIP.id, urn=PEER.urn, kind="governor", words="I was one.")
    play.ask(ADVISOR, "conflict.ask_all", year=2026)
    own = Conflict("conflict-1", SIP.id, PEER.urn, ConflictKind.GOVERNOR, Origin.DECLARED, MONDAY, SIP.id)
    put_conflict(office, own, replace(own, id="conflict-2", lifted=LIFTED))
    play.ask(SIP, "conflict.end", conflict="conflict-1", over_on=str(office.now.date()))
    play.ask(ADVISOR, "conflict.lift", conflict="conflict-1", lift_reason="It is long ago.")
    play.ask(ADVISOR, "conflict.restore", lifted="conflict-2")
    support: dict[str, Any] = {"urn": URN, "revision": 0}
    play.ask(HEAD, "support.name", **support, body="A trust", body_kind="other", contact="", since="2026-09-01")
    await play.press(SIP, "support.name", **support, body="A trust", body_kind="other", contact="", since="2026-09-01")
    await play.press(SIP, "support.role", **support | {"revision": 1}, role="We do maths, and they do phonics.")
    play.ask(HEAD, "support.agree", **support | {"revision": 2})
    play.ask(SIP, "support.end", **support, which=1, ended_on="2026-11-01")
    await play.decide(ADVISOR, ProposeSip(URN, PROPOSED.id))
    [choice] = await office.bus.read(lambda uow: uow.sip_choices.of_school(URN))
    await play.press(HEAD, "choice.name_chair", chair=GOVERNORS.id)
    own = {"choice": choice.id, "urn": URN}
    play.ask(ADVISOR, "choice.call_off", **own)
    play.ask(ADVISOR, "choice.another", **own, alternate=OTHER_SIP.id)
    play.ask(ADVISOR, "choice.undo", **own, undo_reason="It was a mistake.")
    play.ask(ADVISOR, "choice.deploy", **own, starts_on="2027-01-05")


async def practice(play: Play) -> None:
    office = play.office
    put(office, NEED, OFFER)
    play.ask(ADVISOR, "practice.introduce", need=NEED.id, offer=OFFER.id)
    await play.decide(ADVISOR, Introduce(NEED.id, OFFER.id))
    report = await office.come_to(Status.FILED)
    play.look()
    for who, word in ((ADVISOR, "good practice"), (HEAD, "my good practice")):
        await play.typed(who, word)
    play.ask(HEAD, "practice.lines", report=report.id)
    play.ask(ADVISOR, "practice.celebrate_file")


async def membership(play: Play) -> None:
    office = play.office
    for who, word in ((ADVISOR, "membership"), (PARTY, "our sip"), (HEAD, "our sip")):
        await play.typed(who, word)
    await play.press(ADVISOR, "membership.show", urn=PEER.urn, year=2026)
    here: dict[str, Any] = {"urn": PEER.urn, "year": 2026}
    await play.press(
        ADVISOR,
        "membership.change",
        **here,
        revision=0,
        provision="own",
        sip_name="Ned Farrow",
        from_on="",
        joined_on="",
    )
    await play.press(ADVISOR, "membership.note_report", **here, revision=1, term="Autumn")
    await play.press(
        ADVISOR, "membership.pay", **here, revision=2, part="fee", fee_paid_on="2026-11-20", fee_reference="BACS 1"
    )
    play.ask(ADVISOR, "membership.undo", **here, revision=3, part="fee", fee_reason="It was another.")
    play.ask(ADVISOR, "membership.withdraw", **here, revision=3, withdraw_reason="They have left.")
    play.ask(ADVISOR, "membership.reinstate", **here, revision=3)
    play.ask(ADVISOR, "membership.sheet", year=2026)
    play.also = [CardRef("membership", f"membership:{PEER.urn}-2026")]
    await play.press(PARTY, "our_sip.show")
    play.ask(PARTY, "our_sip.form")
    play.ask(PARTY, "our_sip.invite")
    office.ends.messenger.files["https://t/file"] = PDF
    sent = SentFile("Report.pdf", "https://t/file", "m-handed")
    await office.router.sent_files(Sender(PARTY.id, "chat", "https://t/"), (sent,))
    await office.run_all()
    play.called = {"party": "head", "head": "other_head"}
    play.look()


async def applications(play: Play) -> None:
    """A headteacher applies: what they are to their application, they are to nobody else's."""
    play.called = {"head": "applicant"}
    await play.typed(ADVISOR, "applications")
    await play.typed(MEMBER, "applications")
    play.in_state(nothing, HEAD, ("application.begin", {}))
    play.in_state(
        nothing,
        ADVISOR,
        ("application.begin_external", {"name": "Ana Roe", "email": "ana@example.org", "kind": "retired_head"}),
    )
    with play.office.database.writing() as uow:
        uow.applications.open(replace(r.an_application(S.SUBMITTED), id="application-9"), ENTRY, MONDAY)
    play.also = [CardRef("application", "application:application-9")]
    for status, who, presses in _APPLIED:
        one = replace(r.an_application(status), form=r.ANSWERS)
        named = {"application": one.id, "version": one.version}
        with_ids = [(f"application.{verb}", {**named, **data}) for verb, data in presses]
        play.in_state(lambda uow, one=one: uow.applications.open(one, ENTRY, MONDAY), who, *with_ids)


async def questions(play: Play) -> None:
    office = play.office
    for who, word in (
        (HEAD, "ask"),
        (HEAD, "questions"),
        (ADVISOR, "questions"),
        (ADVISOR, "faq"),
        (HEAD, "faq"),
        (HEAD, "figures"),
        (SIP, "help"),
        (ADVISOR, "figures"),
    ):
        await play.typed(who, word)
    words = TRAVEL
    await play.press(HEAD, "question.check", question_words=words)
    await play.press(HEAD, "question.ask", mark=mark(words))
    await play.typed(ADVISOR, "questions")
    [asked] = await office.bus.read(lambda uow: uow.questions.every())
    await play.press(ADVISOR, "question.answer", question=asked.id, revision=asked.revision, answer="Half a day.")
    again = TRAVEL_TOO
    await play.press(PARTY, "question.check", question_words=again)
    await play.press(PARTY, "question.ask", mark=mark(again))
    both = ",".join(one.id for one in await office.bus.read(lambda uow: uow.questions.every()))
    play.ask(ADVISOR, "faq.word", question=asked.id)
    worded = {"faq_question": words, "faq_answer": "Three hours in school."}
    await play.press(ADVISOR, "faq.add", questions=both, **worded)
    await play.typed(ADVISOR, "faq")
    play.ask(ADVISOR, "figures.similar", urn=URN)


def nothing(_uow: UnitOfWork) -> None:
    """As it stands."""


_YES, _WHY = {"approves": 1}, {"reason": "Because it is so."}
_APPLIED: Final[tuple[tuple[S, Person, tuple[tuple[str, dict[str, Any]], ...]], ...]] = (
    (
        S.BEGUN,
        HEAD,
        (
            ("show", {}),
            ("form", {"form": "eligibility"}),
            ("eligibility", recruitment_office.EVIDENCE),
            ("withdraw", _WHY),
        ),
    ),
    (
        S.DRAFTED,
        HEAD,
        (("step", {"step": 1}), ("save", {"step": 1, "then": 2} | recruitment_office.ANSWERS), ("submit", {})),
    ),
    (S.SUBMITTED, ADVISOR, (("read", {"step": 1}), ("return", _WHY | {"eligible": 1}), ("present", {"aside": ""}))),
    (S.PRESENTED, MEMBER, (("vote", _YES | _WHY), ("step_aside", _WHY))),
    (S.PRESENTED, ADVISOR, (("take_back", {}),)),
    (S.APPROVED, ADVISOR, (("fix_interview", recruitment_office.INTERVIEW),)),
    (S.INVITED, ADVISOR, (("call_off", _WHY),)),
    (S.INTERVIEWED, MEMBER, (("file_view", {"recommends": 1} | _WHY),)),
    (S.INTERVIEWED, ADVISOR, (("outcome", {"chosen": 1} | _WHY),)),
    (S.CHOSEN, ADVISOR, (("condition", {"condition": "dbs", "state": "met"}), ("end", _WHY))),
    (S.APPOINTED, ADVISOR, (("name_sip", {"sip": OTHER_SIP.id}),)),
)
