"""What somebody who presses, types or sends a file gets to hear: the card as it now is, or one sentence."""

from collections.abc import Mapping

import pytest

from automations.engine.inbound.commands import MOST_FILES, TOO_MANY_FILES
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender, SentFile
from automations.engine.inbound.router import SUBMIT
from automations.engine.ports import SentMessage
from handbook.core.conversation_reference import ConversationReference
from handbook.core.external_errors import Rejected, TooBig
from handbook.core.people import Person, Role
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import verbs, words

STRANGER = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1")
CHAT = "https://teams.example/"


def sender(person: Person, *, personal: bool = True) -> Sender:
    return Sender(person.id, f"chat-{person.id}", CHAT, personal)


async def press(
    office: Office, person: Person, verb: str, data: Mapping[str, object], *, on: SentMessage | None = None
) -> Answer:
    return await office.router.clicked(sender(person), Click(verb, data, on))


def said(answer: Answer) -> str:
    assert isinstance(answer, MessageAnswer)
    return answer.text


def shown(answer: Answer) -> str:
    assert isinstance(answer, CardAnswer)
    return words(answer.card)


async def test_the_whole_story_by_its_buttons(office: Office) -> None:
    report = await office.receive()
    data = {"report": report.id, "version": 1}
    assert "Waiting: with Hanna Tilling (headteacher)" in shown(await press(office, SIP, "report.send", data))
    await office.run_all()
    assert "approved" in shown(await press(office, HEAD, "report.approve", data)).lower()
    await office.run_all()
    refused = await press(office, ADVISOR, "report.share", data)
    assert "no signed sharing agreement" in shown(refused)
    assert isinstance(refused, CardAnswer)
    assert "agreement.ask" in verbs(refused.card)
    await press(office, ADVISOR, "agreement.ask", {"urn": "900001", "revision": 0})
    await office.run_all()
    signing = {"urn": "900001", "revision": 1, "text_version": TEXT_VERSION, "typed_name": "Hanna Tilling"}
    other = shown(await press(office, HEAD, "agreement.sign", {**signing, "typed_name": "Heather  Tillingham"}))
    assert "Heather Tillingham" in other
    assert "Yes, this is me: sign" in other
    assert "signed" in shown(await press(office, HEAD, "agreement.sign", signing)).lower()
    await office.run_all()
    await press(office, ADVISOR, "report.share", data)
    await press(office, HEAD, "report.governors", data)
    await office.run_all()
    report = await office.report()
    assert (report.status, bool(report.governors_told_at), report.trouble) == (Status.SHARED, True, "")
    assert [len(office.ends.messenger.to(person)) for person in (DSO, OFFICER)] == [1, 1]
    readers = {reader for file in office.ends.libraries.files.values() for reader in file.readers}
    assert readers == {SIP.email, HEAD.email, DSO.email, OFFICER.email}


@pytest.mark.parametrize(
    ("person", "verb", "version", "code", "words_said"),
    [
        (SIP, "report.approve", 1, "not_yours", "Only the headteacher of"),
        (HEAD, "report.send", 1, "not_yours", "another School Improvement Partner"),
        (HEAD, "report.share", 1, "not_yours", "Only the Trust Advisor"),
        (HEAD, "report.ask_change", 1, "missing", "Please write what should change"),
        (HEAD, "report.approve_with_view", 1, "missing", "Please write the school’s view"),
        (STRANGER, "report.approve", 1, "unknown", "You are not on the SIP service’s list"),
        (HEAD, "report.explode", 1, "unknown", "I do not know that button"),
        (HEAD, "report.approve", "one", "forged", "I could not read that card"),
        (HEAD, "report.approve", None, "missing", "This card does not say what it is about"),
    ],
)
async def test_a_no_is_one_sentence_noted_and_changes_nothing(
    small_office: Office, person: Person, verb: str, version: object, code: str, words_said: str
) -> None:
    before = await small_office.come_to(Status.SENT)
    answer = await press(small_office, person, verb, {"report": before.id, "version": version})
    assert words_said in said(answer)
    assert await small_office.report() == before
    noted = small_office.entries()[-1]
    assert (noted.actor_id, noted.action, noted.detail["code"]) == (person.id, "refused", code)


@pytest.mark.parametrize(
    ("person", "verb", "version"),
    [(HEAD, "report.approve", 9), (SIP, "report.send", 1), (HEAD, "report.governors", 1), (ADVISOR, "report.share", 1)],
)
async def test_an_old_card_becomes_the_current_one(
    small_office: Office, person: Person, verb: str, version: int
) -> None:
    before = await small_office.come_to(Status.SENT)
    answer = await press(small_office, person, verb, {"report": before.id, "version": version})
    assert isinstance(answer, CardAnswer)
    assert await small_office.report() == before
    assert small_office.entries()[-1].detail["code"] == "stale"


async def test_pressing_twice_decides_once_and_shows_the_decision(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    answers = [await press(small_office, HEAD, "report.approve", {"report": report.id, "version": 1}) for _ in range(2)]
    assert shown(answers[0]) == shown(answers[1])
    assert [entry.action for entry in small_office.entries()].count("approved") == 1


async def test_a_set_aside_report_shows_how_it_stands(small_office: Office) -> None:
    report = await small_office.receive()
    data = {"report": report.id, "version": 1}
    await press(small_office, SIP, "report.set_aside", data)
    await small_office.run_all()
    assert isinstance(await press(small_office, SIP, "report.send", data), CardAnswer)
    assert small_office.entries()[-1].detail["code"] == "not_now"


async def test_a_card_that_refreshes_itself_is_drawn_for_who_asks(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    data = {"report": report.id, "version": 1}
    own = await press(small_office, SIP, "report.refresh", {**data, "card": "arrival"})
    assert "waits for" in shown(own) or "sent" in shown(own).lower()
    assert isinstance(await press(small_office, HEAD, "report.refresh", data), CardAnswer)
    peeked = said(await press(small_office, ADVISOR, "report.refresh", {**data, "card": "approval"}))
    none = said(await press(small_office, HEAD, "report.refresh", {"report": "nobody", "version": 1}))
    assert peeked == none == "I cannot find that report."


async def test_cards_of_the_agreement_are_each_person_s_own(small_office: Office) -> None:
    await press(small_office, ADVISOR, "agreement.ask", {"urn": "900001", "revision": 0})
    await small_office.run_all()
    (asked,) = small_office.ends.messenger.to(HEAD)
    for person, on in ((HEAD, asked.place), (HEAD, None), (ADVISOR, None), (ADVISOR, asked.place)):
        answer = await press(small_office, person, "agreement.refresh", {"urn": "900001"}, on=on)
        assert isinstance(answer, CardAnswer)
        assert ("agreement.sign" in verbs(answer.card)) is (person is HEAD)
    again = await press(small_office, ADVISOR, "agreement.ask", {"urn": "900001", "revision": 0})
    assert isinstance(again, CardAnswer)
    assert "cannot find that school" in said(await press(small_office, HEAD, "agreement.refresh", {"urn": "900009"}))
    assert "cannot find that school" in said(
        await press(small_office, HEAD, "agreement.decline", {"urn": "900009", "revision": 1})
    )


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [("agreement.decline", "asked", "declined"), ("agreement.withdraw", "signed", "withdrawn")],
)
async def test_the_school_may_say_no_and_take_back(small_office: Office, verb: str, before: str, after: str) -> None:
    await small_office.come_to(Status.FILED)
    await press(small_office, ADVISOR, "agreement.ask", {"urn": "900001", "revision": 0})
    revision = 1
    if before == "signed":
        signing = {"urn": "900001", "revision": 1, "text_version": TEXT_VERSION, "typed_name": "Hanna Tilling"}
        await press(small_office, HEAD, "agreement.sign", signing)
        revision = 2
    await press(small_office, HEAD, verb, {"urn": "900001", "revision": revision, "close": 0})
    await small_office.run_all()
    with small_office.database.reading() as uow:
        assert uow.agreements.of_school("900001").status == AgreementStatus(after)
    report = await small_office.report()
    await press(small_office, ADVISOR, "report.share", {"report": report.id, "version": 1})
    assert (await small_office.report()).status is Status.FILED


async def test_where_the_client_cannot_be_answered_the_no_is_sent(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    click = Click("report.approve", {"report": report.id, "version": 1}, route=SUBMIT, activity_id="m1")
    told = len(small_office.ends.messenger.to(SIP))
    for _ in range(2):  # the same message, delivered twice
        await small_office.router.clicked(sender(SIP), click)
        await small_office.run_all()
    assert len(small_office.ends.messenger.to(SIP)) == told + 1


async def test_who_sends_a_file_without_being_a_sip_is_told_so(small_office: Office) -> None:
    await small_office.router.sent_files(sender(DSO), (SentFile("a.docx", "https://t/a", "m1"),))
    await small_office.run_all()
    assert small_office.ends.messenger.said_to(DSO) == [
        "Only a School Improvement Partner can send me a report. I did not keep the file."
    ]


async def test_of_more_files_than_teams_attaches_the_first_are_looked_at(small_office: Office) -> None:
    files = tuple(SentFile(f"{number}.docx", f"https://t/{number}", "m1") for number in range(1300))
    await small_office.router.sent_files(sender(DSO), files)
    await small_office.run_all()
    said = small_office.ends.messenger.said_to(DSO)
    assert (len(said), said.count(TOO_MANY_FILES)) == (MOST_FILES + 1, 1)
    noted = [entry.detail for entry in small_office.entries() if entry.action == "turned_away"]
    assert noted == [{"reason": "too_many_files", "files": 1300}]


@pytest.mark.parametrize(
    ("data", "fault", "words_said"),
    [
        (b"not a word file", None, "Word"),
        (None, None, "The link to your file expired"),
        (b"", TooBig("too large"), "over 10 MB"),
        (b"", Rejected("not an allowed host"), "I could not fetch your file from where Teams says it is."),
    ],
)
async def test_a_file_that_cannot_be_read_is_answered_with_the_reason(
    small_office: Office, data: bytes | None, fault: Exception | None, words_said: str
) -> None:
    if data is not None:
        small_office.ends.messenger.files["https://t/a"] = data
    if fault is not None:
        small_office.ends.fail("fetch_file", fault)
    for _ in range(2):  # delivered twice
        await small_office.router.sent_files(sender(SIP), (SentFile("a.docx", "https://t/a", "m1"),))
    await small_office.run_all()
    (answer,) = small_office.ends.messenger.said_to(SIP)
    assert words_said in answer
    with small_office.database.reading() as uow:
        arrival = uow.reports.arrival("m1-0")
        assert arrival is not None
        assert (arrival.url, uow.reports.of_school("900001")) == ("", ())


@pytest.mark.parametrize("person", [SIP, HEAD, ADVISOR, DSO])
async def test_typing_is_answered_by_what_waits(small_office: Office, person: Person) -> None:
    await small_office.come_to(Status.SENT)
    before = len(small_office.ends.messenger.to(person))
    for text in ("  My  REPORTS ", "sharing agreement", "help", "whatever"):
        await small_office.router.typed(sender(person), text, f"m-{text}")
    await small_office.run_all()
    assert len(small_office.ends.messenger.to(person)) == before + 4


async def test_where_nothing_waits_it_says_so(small_office: Office) -> None:
    await small_office.router.typed(sender(SIP), "my reports", "m1")
    await small_office.run_all()
    assert small_office.ends.messenger.said_to(SIP) == ["Nothing is waiting for you. I will write when there is."]


async def test_where_people_are_is_known_from_what_they_do(small_office: Office) -> None:
    def where(person: Person) -> ConversationReference | None:
        with small_office.database.reading() as uow:
            return uow.conversations.of(person.id)

    await small_office.router.met(sender(SIP), "m1", first_time=True)
    await small_office.run_all()
    assert len(small_office.ends.messenger.to(SIP)) == 1  # the welcome
    await small_office.router.met(sender(SIP), "m2", first_time=False)
    assert where(SIP) == ConversationReference(SIP.id, f"chat-{SIP.id}", CHAT, "active")
    await small_office.router.left(sender(SIP))
    assert where(SIP) == ConversationReference(SIP.id, f"chat-{SIP.id}", CHAT, "uninstalled")
    await small_office.router.typed(sender(SIP), "help", "m3")
    assert where(SIP) == ConversationReference(SIP.id, f"chat-{SIP.id}", CHAT, "active")
    await small_office.router.met(sender(HEAD, personal=False), "m4", first_time=False)
    assert where(HEAD) is None  # a channel is no place for what is theirs alone


async def test_what_never_reached_a_person_is_noted(small_office: Office) -> None:
    await small_office.router.turned_away("tenant", "x" * 500)
    (noted,) = small_office.entries()
    assert (noted.action, noted.detail) == ("turned_away", {"reason": "tenant", "detail": "x" * 200})
