"""Questions at the desk: two headteachers, and what is asked and answered."""

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer
from cards.kit.elements import Json
from handbook.core.people import Person
from handbook.questions.faq import mark
from handbook.questions.question import Question
from tests.automations.office import EVERYBODY, Office, press
from tests.support.card_reading import words
from tests.support.questions import OTHER_HEAD


def with_two_heads(office: Office) -> None:
    office.bring([*EVERYBODY, OTHER_HEAD])


async def pressed(office: Office, who: Person, verb: str, **data: str | int) -> Json:
    answer = await press(office, who, verb, **data)
    assert isinstance(answer, CardAnswer), answer
    return answer.card


async def said(office: Office, who: Person, verb: str, **data: str | int) -> str:
    """What the card says that answers, or the sentence."""
    answer = await press(office, who, verb, **data)
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def asked(office: Office, who: Person, question: str) -> Question:
    """Somebody writes a question, looks at it and sends it."""
    await pressed(office, who, "question.check", question_words=question)
    await pressed(office, who, "question.ask", mark=mark(question))
    own = await office.bus.read(lambda uow: uow.questions.of_asker(who.id))
    return next(one for one in own if one.words == question)


async def typed(office: Office, who: Person, text: str) -> str:
    """What the card says that comes."""
    before = len(office.ends.messenger.to(who))
    await office.bus.decide(AnswerTyped(text, f"m-{before}-{who.id}"), who.id, "teams")
    await office.run_all()
    return words(office.ends.messenger.to(who)[before].card)


def told(office: Office, who: Person) -> str:
    """What the newest card in somebody's chat says now."""
    return words(office.ends.messenger.to(who)[-1].card)
