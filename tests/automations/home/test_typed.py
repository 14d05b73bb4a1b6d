"""What is typed in plain words is understood, and what is not understood is answered with what may be meant."""

from automations.engine.inbound.port import CardAnswer
from automations.reports.cards import ReportKind
from tests.automations.case_office import CHAIR
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office, press
from tests.automations.question_office import typed
from tests.support import builders as a
from tests.support.card_reading import buttons, words


async def test_plain_words_are_understood(small_office: Office) -> None:
    for who, text, answer in (
        (HEAD, "Thank you!", "You’re welcome."),
        (HEAD, "Visits", "Nothing is ahead"),
        (SIP, "visits?", "visit"),
        (HEAD, "Ofsted have called.", "Which days are the inspectors in?"),
        (HEAD, "my SIP?", "SIP"),
        (HEAD, "Who’s my SIP?", "SIP"),
        (SIP, "reports", "Nothing is waiting for you."),
        (ADVISOR, "meetings", "SIP team meetings"),
        (ADVISOR, "Hi", "What I can do for you"),
        (HEAD, "Please show me my reports, thanks", "Nothing is waiting for you."),
        (SIP, "When is my next visit?", "visit"),
        (HEAD, "what are our visits please", "Nothing is ahead"),
        (CHAIR, "Complaints?", "Your records"),
        (ADVISOR, "concern", "Your records"),
    ):
        said = await typed(small_office, who, text)
        assert answer.lower() in said.lower(), text
        assert "did not understand" not in said, text


async def test_a_word_of_another_office_is_said_to_be_theirs(small_office: Office) -> None:
    said = await typed(small_office, HEAD, "membership")
    assert "“membership” is for: Trust Advisor. Type “help” for what you can type." in said
    assert "“ask” is for: people in other offices." in await typed(small_office, ADVISOR, "ask")
    small_office.bring([HEAD, SIP], a.a_school(headteacher_id="nobody"))
    assert "There is nothing for you under “our wishes” now." in await typed(small_office, HEAD, "our wishes")
    assert "“allocate” is for: Trust Advisor" in await typed(small_office, SIP, "Allocate")


async def test_the_nearest_words_are_buttons_that_do_what_typing_does(small_office: Office) -> None:
    office = small_office
    said = await typed(office, HEAD, "my reprots please")
    assert "I did not understand “my reprots please”" in said
    lost = office.ends.messenger.to(HEAD)[-1]
    assert lost.summary == "I did not understand what you typed."
    assert "my reports" in buttons(lost.card)
    for _ in range(2):
        answer = await press(office, HEAD, "home.type", lost.place, words="my reports")
        assert isinstance(answer, CardAnswer)
        assert "“my reports”: the answer is a new message" in words(answer.card)
        assert "Nothing is waiting for you." in words(office.ends.messenger.to(HEAD)[-1].card)
    assert ReportKind.APPROVAL.value not in [one.summary for one in office.ends.messenger.to(HEAD)]


async def test_a_saint_is_no_star_and_a_school_comes_before_its_people(small_office: Office) -> None:
    office = small_office
    joseph = a.a_person(ADVISOR.role, name="Joseph Starling")
    star = a.a_school(urn="900002", name="Star of the Estuary", town="Wrenmouth")
    joseph_s = a.a_school(urn="900003", name="St Joseph’s", town="Wrenmouth")
    with office.database.writing() as uow:
        uow.roster.replace([HEAD, SIP, joseph], [star, joseph_s], {}, {})
    assert "St Joseph’s, Wrenmouth" in await typed(office, joseph, "school St Joseph")


async def test_my_reports_opens_the_newest_where_none_waits_also_for_those_it_was_shared_with(
    small_office: Office,
) -> None:
    office = small_office
    await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
    await office.run_all()
    for who in (SIP, HEAD, ADVISOR, DSO, OFFICER):
        before = len(office.ends.messenger.to(who))
        await typed(office, who, "my reports")
        told = [words(one.card) for one in office.ends.messenger.to(who)[before:]]
        assert "Nothing is waiting for you. These are your newest reports." in told[0]
        assert len(told) == 2
        assert "Shared" in told[1], who.role
    assert "These are your newest" not in await typed(office, CHAIR, "my reports")


async def test_help_is_leafed_through(small_office: Office) -> None:
    answer = await press(small_office, HEAD, "home.help", page=2)
    assert isinstance(answer, CardAnswer)
    assert "What you can type, or press, 2 of " in words(answer.card)
    assert {"Back", "More"} <= set(buttons(answer.card))
