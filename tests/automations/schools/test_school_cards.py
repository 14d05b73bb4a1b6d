"""Schools and a school's card in chat: each office gets its own, brings what is theirs, and is told no otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from handbook.allocation.other_support import NameSupport, SupportKind
from handbook.core.people import Person, Role
from handbook.reports.report import Status
from handbook.schools.trust_list import HOLDERS
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import buttons, words
from tests.support.covers import another

SCHOOL = a.a_school()
BEDE = a.a_school(urn="900002", name="Saint Bede’s", **dict.fromkeys(HOLDERS.values(), ""))
BOARD = a.a_person(Role.BOARD_MEMBER)


def two_schools(office: Office, **changes: str) -> None:
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [SCHOOL, replace(BEDE, **changes)], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])


async def typed(office: Office, person: Person, text: str) -> list[str]:
    before = len(office.ends.messenger.to(person))
    await office.router.typed(Sender(person.id, "chat", "https://t/"), text, f"{person.id}-{before}")
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(person)[before:]]


async def press(office: Office, person: Person, verb: str, **data: str | int) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    await office.run_all()
    return answer


def said(answer: Answer) -> str:
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


def titles(office: Office, person: Person) -> set[str]:
    return set(buttons(office.ends.messenger.to(person)[-1].card))


async def test_the_trust_advisor_looks_for_schools_and_opens_one(small_office: Office) -> None:
    two_schools(small_office)
    [shown] = await typed(small_office, ADVISOR, "Schools")
    assert "2 schools" in shown
    assert f"Headteacher {HEAD.name} · SIP {SIP.name} · Autumn report: not approved yet · no visit yet" in shown
    assert "Headteacher missing · SIP missing" in shown
    [found] = await typed(small_office, ADVISOR, "schools st bede")
    assert "1 school\n" in found
    assert "Hilda" not in found
    for way in ("school bedes", "school 900002"):
        [opened] = await typed(small_office, ADVISOR, way)
        assert opened.startswith("Saint Bede’s, Northbeck")
    [both] = await typed(small_office, ADVISOR, "school northbeck")
    assert "2 schools" in both
    [none] = await typed(small_office, ADVISOR, "school cuthbert")
    assert "None of your schools is called that." in none
    assert "No school is like that" in (await typed(small_office, ADVISOR, "schools cuthbert"))[0]
    assert said(await press(small_office, ADVISOR, "school.show", school="900002")) == opened


async def test_each_sees_their_own_and_others_are_told_no(small_office: Office) -> None:
    two_schools(small_office, dso_id=DSO.id)
    assert (await typed(small_office, HEAD, "schools"))[0].startswith(SCHOOL.full_name)
    assert (await typed(small_office, SIP, "school"))[0].startswith(SCHOOL.full_name)
    assert (await typed(small_office, OFFICER, "schools"))[0].startswith(SCHOOL.full_name)
    assert "2 schools" in (await typed(small_office, DSO, "schools"))[0]
    for person in (BOARD, a.a_person(Role.DIRECTOR)):
        [no] = await typed(small_office, person, "schools")
        assert "A school’s card is for its headteacher" in no
    [none] = await typed(small_office, HEAD, "school bede")
    assert "None of your schools is called that." in none
    for who, verb, data in (
        (HEAD, "school.show", {"school": "900002"}),
        (BOARD, "school.list", {}),
        (DSO, "school.list", {"show": "no_visit"}),
    ):
        assert said(await press(small_office, who, verb, **data)).startswith("Not open to you"), verb
    assert "I cannot find that school." in said(await press(small_office, ADVISOR, "school.show", school="900009"))
    tried = [one for one in small_office.entries() if one.action == "refused"]
    assert [one.detail["code"] for one in tried] == ["not_yours", "not_yours", "not_yours", "unknown"]


async def test_whom_the_administrator_names_sees_the_list_and_no_record(small_office: Office) -> None:
    two_schools(small_office)
    small_office.bus.policy = TrustPolicy(administrator_id=BOARD.id)
    [shown] = await typed(small_office, BOARD, "schools")
    assert "2 schools" in shown
    assert "report" not in shown
    [opened] = await typed(small_office, BOARD, "school hilda")
    assert "you keep the list of schools and people" in opened
    assert "Reports" not in opened


async def test_the_list_is_narrowed_by_what_the_records_say(small_office: Office) -> None:
    office = small_office
    two_schools(office)
    await office.come_to(Status.FILED)
    await come_to(office, S.BOOKED)

    async def names(**data: str) -> tuple[bool, bool]:
        shown = said(await press(office, ADVISOR, "school.list", **data))
        return "Hilda" in shown, "Bede’s" in shown

    assert await names(show="no_report") == (False, True)
    assert await names(show="no_visit") == (False, True)
    assert await names(show="no_agreement") == (True, True)
    assert await names(show="no_sip") == (False, True)
    assert await names(of=f"sip:{SIP.id}") == (True, False)
    assert await names(after="900001") == (False, False)
    assert await names(before="900001") == (False, True)
    shown = said(await press(office, ADVISOR, "school.list"))
    assert "Autumn report: approved · visit booked 30/11/2026" in shown


async def test_authorities_and_people_are_to_choose_from_where_there_are_several(small_office: Office) -> None:
    other = another(Role.SIP)
    with small_office.database.writing() as uow:
        far = replace(BEDE, local_authority="Wrenshire", sip_id=other.id)
        uow.roster.replace((*EVERYBODY, other), [SCHOOL, far], {}, {}, {}, [v.CHECKS])
    [shown] = await typed(small_office, ADVISOR, "schools")
    for choice in ("Authority: Fellshire", "Authority: Wrenshire", f"SIP: {SIP.name}", f"SIP: {other.name}"):
        assert choice in shown
    assert "DSO: " not in shown


async def test_each_thing_of_a_school_is_brought_as_its_own_card(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.FILED)
    await come_to(office, S.BOOKED)
    named = NameSupport("900001", 0, "The English hub", SupportKind.HUB, "", None)
    await office.bus.decide(named, HEAD.id, "teams")
    assert "The English hub" in said(await press(office, ADVISOR, "school.show", school="900001"))
    visit = next(one.about for one in office.entries() if one.about.startswith("visit:"))
    for person, what, begins in (
        (ADVISOR, "report:Autumn", "Autumn 2026/27 SIP report"),
        (SIP, "report:Autumn", "Autumn 2026/27 SIP report"),
        (HEAD, "report:Autumn", "Autumn 2026/27 SIP report"),
        (HEAD, visit, "Autumn visit"),
        (HEAD, "agreement:sharing", "Sharing agreement"),
        (ADVISOR, "agreement:data", "Data agreement"),
        (SIP, "figures", "Figures"),
        (ADVISOR, "membership", "Membership"),
        (SIP, "support", "Other support"),
    ):
        office.now += timedelta(minutes=1)
        before = len(office.ends.messenger.to(person))
        answer = await press(office, person, "school.bring", school="900001", what=what)
        assert said(answer).startswith(SCHOOL.full_name)
        [card] = office.ends.messenger.to(person)[before:]
        assert words(card.card).startswith(begins), (person.role, what)


@pytest.mark.parametrize(
    ("person", "what", "no"),
    [
        (BOARD, "figures", "A school’s card is for its headteacher"),
        (DSO, "support", "That is not open to you, or not yet."),
        (DSO, "figures", "That is not open to you, or not yet."),
        (DSO, "report:Autumn", "That is not open to you, or not yet."),
        (ADVISOR, "report:Spring", "That is not open to you, or not yet."),
        (SIP, "agreement:sharing", "That is not open to you, or not yet."),
        (HEAD, "membership", "That is not open to you, or not yet."),
        (HEAD, "report:Winter", "That is not open to you, or not yet."),
        (HEAD, "visit:none", "I cannot find that visit."),
        (OFFICER, "visit:none", "That is not open to you, or not yet."),
    ],
)
async def test_what_is_not_theirs_is_not_brought(small_office: Office, person: Person, what: str, no: str) -> None:
    await small_office.come_to(Status.FILED)
    before = len(small_office.ends.messenger.to(person))
    answer = await press(small_office, person, "school.bring", school="900001", what=what)
    assert isinstance(answer, MessageAnswer)
    assert answer.text.startswith(no)
    assert len(small_office.ends.messenger.to(person)) == before
    assert small_office.entries()[-1].action == "refused"


async def test_a_visit_of_another_school_is_not_brought(small_office: Office) -> None:
    two_schools(small_office, headteacher_id=HEAD.id)
    await come_to(small_office, S.BOOKED)
    visit = next(one.about for one in small_office.entries() if one.about.startswith("visit:"))
    answer = await press(small_office, HEAD, "school.bring", school="900002", what=visit)
    assert said(answer) == "That is not open to you, or not yet."


async def test_a_school_that_has_left_the_list_reads_on(small_office: Office) -> None:
    two_schools(small_office)
    small_office.now += timedelta(days=1)
    small_office.bring(EVERYBODY)
    shown = said(await press(small_office, ADVISOR, "school.show", school="900002"))
    assert "This school is no longer on the list." in shown
    assert "Membership" not in shown
