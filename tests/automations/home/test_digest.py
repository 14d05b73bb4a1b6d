"""The week's digest through the front door: turned on, sent on the first school day, opened, and nothing where nothing
waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.scheduler import run_due_commands
from automations.home.waiting import waiting
from automations.workflows import TABLES
from handbook.allocation.choices.choice import SipChoice, Word
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.needs import AskForNeeds, SchoolNeeds
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.handover.handover import OpenItem
from handbook.home.digest import DigestPolicy
from handbook.membership.membership import Membership, RefundStatus
from handbook.reports.report import Status
from handbook.sip_team.appraisal import Appraisal
from handbook.sip_team.skills.audit_round import AskForSkills
from handbook.visits.visit import AskedChange
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.automations.practice_office import press, typed
from tests.automations.visit_office import come_to
from tests.store.filled import ENTRY
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.good_practice import OTHER_HEAD, an_introduction
from tests.support.training import a_session

URN, YEAR = "900001", AcademicYear(2026)
MONDAY = date(2026, 11, 30)


def items(office: Office, who: Person) -> list[OpenItem]:
    with office.database.reading() as uow:
        return list(waiting(uow, who, office.bus.render_context))


def said(office: Office, who: Person) -> list[str]:
    return [one.words.rpartition(" – ")[2] for one in items(office, who)]


async def strike(office: Office, day: date, hour: int = 10) -> int:
    office.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    done = await run_due_commands(office.bus, {"digests": TABLES.due["digests"]})
    await office.run_all()
    return done


async def test_it_is_turned_on_sent_once_a_week_and_turned_off(office: Office) -> None:
    await office.come_to(Status.SENT)
    assert await strike(office, date(2026, 11, 23)) == 0  # nobody wants it
    assert await strike(office, MONDAY, hour=6) == 0
    assert "One thing waits for you." in (await typed(office, HEAD, "digest"))[0]
    assert "Stop sending this" in await press(office, HEAD, "digest.turn", on=1)
    await press(office, HEAD, "digest.turn", on=1)
    await press(office, OFFICER, "digest.turn", on=1)
    before = {who: len(office.ends.messenger.to(who)) for who in (HEAD, OFFICER)}
    assert await strike(office, MONDAY) == 2
    assert await strike(office, MONDAY) == 0
    assert len(office.ends.messenger.to(OFFICER)) == before[OFFICER]  # nothing waits
    assert len(office.ends.messenger.to(HEAD)) == before[HEAD] + 1
    card = words(office.ends.messenger.to(HEAD)[-1].card)
    assert "waits for your answer" in card
    assert "You see this because you want it at the beginning of each school week." in card
    await press(office, HEAD, "digest.turn", on=0)
    assert await strike(office, MONDAY + timedelta(days=7)) == 1  # the officer's, who reads nothing
    assert [one.action for one in office.entries() if one.about == f"digest:{HEAD.id}"] == [
        "digest_on",
        "digest_sent",
        "digest_off",
    ]
    assert "Nothing is waiting for you." in (await typed(office, OFFICER, "my week", "m2"))[0]


async def test_each_opens_as_its_own_card_while_it_waits(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    one = {"kind": "approval", "about": f"report:{report.id}"}
    shown = await press(office, HEAD, "digest.bring", **one)
    assert "What waits for you" in shown
    assert "Approve" in words(office.ends.messenger.to(HEAD)[-1].card)
    before = len(office.ends.messenger.to(SIP))
    for who in (SIP, ADVISOR):
        assert "What waits for you" in await press(office, who, "digest.bring", **one)
    assert len(office.ends.messenger.to(SIP)) == before
    assert "One thing waits" in await press(office, HEAD, "digest.show")


async def test_the_trusts_default_holds_for_whoever_has_said_nothing(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.SENT)
    office.bus.policy = replace(office.bus.policy, digest=DigestPolicy(by_default=True))
    await press(office, SIP, "digest.turn", on=0)
    assert await strike(office, MONDAY) == len(EVERYBODY) - 1
    assert "Stop sending this" in words(office.ends.messenger.to(HEAD)[-1].card)


async def test_what_waits_for_a_sip_and_a_headteacher(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.DRAFTED)
    await come_to(office, S.FOUND)
    await office.bus.decide(AskForSkills(YEAR), ADVISOR.id, "teams")
    await office.bus.decide(AskForNeeds(URN, YEAR), ADVISOR.id, "teams")
    with office.database.writing() as uow:
        uow.declarations.save(replace(uow.declarations.of(SIP.id, YEAR), asked_at=a.MONDAY), ENTRY, a.MONDAY)
        choice = SipChoice("choice-1", URN, "sip-2", SIP.id, HEAD.id, ADVISOR.id, a.MONDAY, a.MONDAY)
        chair = a.a_person(Role.CHAIR_OF_GOVERNORS)
        uow.sip_choices.save(replace(choice, chair_id=chair.id), ENTRY, a.MONDAY)
    assert said(office, SIP) == [
        "not sent to the headteacher yet",
        "half-days were found, and not sent yet",
        "to be declared",
        "to be sent",
    ]
    assert said(office, HEAD) == ["what it needs of its SIP", "a SIP is proposed, and waits for your answer"]
    assert said(office, chair) == ["a SIP is proposed, and waits for your answer"]


async def test_what_waits_for_the_trust_advisor(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.FILED)
    with office.database.writing() as uow:
        uow.appraisals.save(Appraisal("900001-2026", URN, YEAR, SIP.id, a.MONDAY), ENTRY, a.MONDAY)
        uow.training_sessions.open(a_session(), ENTRY, a.MONDAY)
        uow.memberships.save(Membership(URN, YEAR, refund=RefundStatus.DUE), ENTRY, a.MONDAY)
    assert said(office, ADVISOR) == [
        "not shared yet",
        "another SIP is wanted for its headteacher’s appraisal",
        "its refund is due",
    ]
    office.now = datetime(2026, 12, 10, 10, tzinfo=UTC)
    assert "who came?" in said(office, ADVISOR)
    assert "approved; not shared with governors yet" in said(office, HEAD)
    context = RenderContext(office.now, TrustPolicy())
    with office.database.reading() as uow:
        assert waiting(uow, a.a_person(Role.DSO), context) == ()


async def test_what_waits_for_others_is_not_named(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, OTHER_HEAD])
    given = SipChoice("choice-1", URN, SIP.id, "", OTHER_HEAD.id, ADVISOR.id, a.MONDAY, a.MONDAY)
    with office.database.writing() as uow:
        uow.school_needs.save(SchoolNeeds(URN, YEAR, a.MONDAY, OTHER_HEAD.id), ENTRY, a.MONDAY)
        uow.sip_choices.save(given, ENTRY, a.MONDAY)
        uow.introductions.open(an_introduction(), ENTRY, a.MONDAY)
        uow.training_sessions.open(a_session(recorded_at=a.MONDAY), ENTRY, a.MONDAY)
    office.now = datetime(2026, 12, 10, 10, tzinfo=UTC)
    assert said(office, ADVISOR) == []
    assert said(office, a.a_person(Role.CHAIR_OF_GOVERNORS)) == []
    assert said(office, OTHER_HEAD) == ["what it needs of its SIP", "a SIP is proposed, and waits for your answer"]
    assert said(office, HEAD) == ["waits for your answer"]  # the introduction
    word = Word("Somebody", "", a.MONDAY.date(), a.MONDAY)
    with office.database.writing() as uow:
        [choice] = uow.sip_choices.open_ones()
        both = replace(choice, head=word, chair=word, status=ChoiceStatus.CONFIRMED)
        uow.sip_choices.save(both, ENTRY, a.MONDAY)
    assert said(office, ADVISOR) == ["both have confirmed its SIP, who can begin"]
    assert said(office, OTHER_HEAD) == ["what it needs of its SIP"]


async def test_a_visit_waits_for_whoever_has_to_answer(small_office: Office) -> None:
    office = small_office
    visit = await come_to(office, S.BOOKED)
    assert visit.half_day is not None
    assert said(office, SIP) == said(office, HEAD) == []
    office.now = visit.half_day.ends_at
    assert len(said(office, SIP)) == 1  # was it held?
    assert said(office, HEAD) == []
    office.now = a.MONDAY
    for status in (S.MOVE_ASKED, S.CANCEL_ASKED):
        with office.database.writing() as uow:
            asked = AskedChange(SIP.id, a.MONDAY, "I am ill.")
            now = uow.visits.get(visit.id)
            uow.visits.save(replace(now, status=status, asked=asked), ENTRY, a.MONDAY)
        assert (len(said(office, SIP)), len(said(office, HEAD))) == (0, 1)
