"""Questions (F1) at the desk: written, looked at, sent, answered; and who asked stays with who asked."""

from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.questions.cards import QuestionKind, mine_about, question_about, waiting_about
from handbook.core.people import Role
from handbook.questions.faq import mark
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office, press
from tests.automations.question_office import asked, pressed, said, told, typed, with_two_heads
from tests.support import builders as a
from tests.support.card_reading import inputs, words
from tests.support.questions import OTHER_HEAD, PAID, TRAVEL, TRAVEL_TOO
from tests.support.rendering import render

ANSWER = {"answer": PAID}


async def test_a_question_is_looked_at_sent_and_answered_and_nobody_learns_who_asked(office: Office) -> None:
    with_two_heads(office)
    assert "You have asked nothing so far" in await typed(office, HEAD, "Ask")
    before = await said(office, HEAD, "question.check", question_words=TRAVEL)
    assert "your question, not sent yet" in before
    assert office.ends.messenger.to(ADVISOR) == []
    assert TRAVEL in await said(office, HEAD, "question.ask", mark=mark(TRAVEL))
    for_advisor = told(office, ADVISOR)
    assert TRAVEL in for_advisor
    assert HEAD.name not in for_advisor
    [question] = await office.bus.read(lambda uow: uow.questions.every())

    data = {"question": question.id, "revision": question.revision}
    form = await pressed(office, ADVISOR, "question.answer_form", question=question.id)
    assert inputs(form)["answer"].get("value", "") == ""
    assert "Answered: on" in await said(office, ADVISOR, "question.answer", **data, **ANSWER)
    assert PAID in told(office, HEAD)
    assert office.ends.messenger.to(HEAD)[-1].summary == "Your question has an answer."
    assert PAID in words(office.ends.messenger.to(HEAD)[0].card), "the list is drawn again"
    assert "Answered" in told(office, ADVISOR)
    stale = await said(office, ADVISOR, "question.answer", **data, answer="Another answer.")
    assert "has changed since" in stale
    assert "Another answer." in stale
    now = await said(office, ADVISOR, "question.answer", **data | {"revision": 2}, answer="Nobody pays.")
    assert "Nobody pays." in now
    assert "Nobody pays." in told(office, HEAD)


async def test_a_question_of_others_is_open_to_the_trust_advisor_alone(small_office: Office) -> None:
    office = small_office
    with_two_heads(office)
    question = await asked(office, HEAD, TRAVEL)
    for who in (OTHER_HEAD, SIP, a.a_person(Role.DIRECTOR)):
        assert await said(office, who, "question.show", question=question.id) == "I cannot find that question."
        for verb in ("question.answer_form", "question.answer"):
            none = await press(office, who, verb, question=question.id, revision=1, **ANSWER)
            assert none == MessageAnswer("I cannot find that question.")
        assert "faq.word" not in await said(office, who, "faq.word", question=question.id)
    context = office.bus.render_context
    for kind, about in ((QuestionKind.MINE, mine_about(HEAD.id)), (QuestionKind.WAITING, waiting_about(ADVISOR.id))):
        card = await office.bus.read(lambda uow, k=kind, b=about: render(uow, k, b, SIP, 0, context))
        assert "Not open to you" in words(card)
    assert "Not open to you" in await said(office, SIP, "question.waiting")
    assert TRAVEL in await said(office, HEAD, "question.show", question=question.id)
    assert TRAVEL in await said(office, HEAD, "question.mine")
    assert "You answer the questions" in await said(office, ADVISOR, "question.write")
    assert "You answer the questions" in await said(office, ADVISOR, "question.check", question_words=TRAVEL)
    assert "I cannot find that question" in await said(office, ADVISOR, "question.answer_form", question="forged")


async def test_what_is_written_is_kept_until_it_is_sent(small_office: Office) -> None:
    office = small_office
    await typed(office, HEAD, "my questions")
    await pressed(office, HEAD, "question.check", question_words=TRAVEL)
    assert "Go on with your question" in told(office, HEAD)
    form = await pressed(office, HEAD, "question.write")
    assert inputs(form)["question_words"]["value"] == TRAVEL
    again = await pressed(office, HEAD, "question.check", question_words=" ")
    assert "Please write your question first." in words(again)
    assert inputs(again)["question_words"]["value"] == TRAVEL

    await pressed(office, HEAD, "question.check", question_words=TRAVEL_TOO)
    late = await press(office, HEAD, "question.ask", mark=mark(TRAVEL))
    assert isinstance(late, CardAnswer), "another window was sent from"
    assert TRAVEL_TOO in words(late.card)
    await pressed(office, HEAD, "question.ask", mark=mark(TRAVEL_TOO))
    await pressed(office, HEAD, "question.ask", mark=mark(TRAVEL_TOO))
    assert len(await office.bus.read(lambda uow: uow.questions.every())) == 1

    await pressed(office, HEAD, "question.check", question_words="How many visits?")
    await pressed(office, HEAD, "question.drop")
    form = await pressed(office, HEAD, "question.write")
    assert "value" not in inputs(form)["question_words"]


async def test_a_name_is_warned_about_and_can_be_sent_all_the_same(small_office: Office) -> None:
    named = f"Can {SIP.name} be told about the pupil Sam Rowe?"
    warned = await said(small_office, HEAD, "question.check", question_words=named)
    assert f"is “{SIP.name}”, “Sam Rowe” a person?" in warned
    await pressed(small_office, HEAD, "question.ask", mark=mark(named))
    assert named in told(small_office, ADVISOR)


async def test_an_answer_may_begin_with_an_earlier_one_and_what_waits_is_listed(small_office: Office) -> None:
    office = small_office
    with_two_heads(office)
    first = await asked(office, HEAD, TRAVEL)
    await pressed(office, ADVISOR, "question.answer", question=first.id, revision=1, **ANSWER)
    before = await said(office, HEAD, "question.check", question_words=TRAVEL_TOO)
    assert PAID in before, "their own earlier question"
    second = await asked(office, OTHER_HEAD, TRAVEL_TOO)
    card = told(office, ADVISOR)
    assert "Answered before, in words that are alike" in card
    assert "2 headteachers have asked this" in card
    form = await pressed(office, ADVISOR, "question.answer_form", question=second.id, like=first.id)
    assert inputs(form)["answer"]["value"] == PAID
    waiting = await typed(office, ADVISOR, "questions")
    assert f"1. {TRAVEL_TOO}" in waiting
    assert "Proposed for the FAQ" in waiting
    missing = await said(office, ADVISOR, "question.answer", question=second.id, revision=1, answer="")
    assert "Please write the answer first." in missing
    await pressed(office, ADVISOR, "question.answer", question=second.id, revision=1, **ANSWER)
    assert "No question waits" in told(office, ADVISOR)


async def test_who_has_left_is_told_nothing_and_their_question_can_be_answered(small_office: Office) -> None:
    office = small_office
    question = await asked(office, HEAD, TRAVEL)
    office.bring([person for person in EVERYBODY if person != HEAD])
    count = len(office.ends.messenger.to(HEAD))
    await pressed(office, ADVISOR, "question.answer", question=question.id, revision=1, **ANSWER)
    assert len(office.ends.messenger.to(HEAD)) == count
    actions = [one.action for one in office.entries() if one.about == question_about(question.id)]
    assert actions == ["question_asked", "question_answered"]


async def test_what_is_typed_is_answered_by_office(small_office: Office) -> None:
    assert "Questions to the service" in await typed(small_office, ADVISOR, "questions")
    assert "Your questions" in await typed(small_office, HEAD, "I have a question.")
    for who, text in ((ADVISOR, "ask"),):
        assert "” is for: " in await typed(small_office, who, text)
