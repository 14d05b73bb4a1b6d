"""What the workflow of questions and the FAQ consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.questions import answers, cards, faq, questions, typed

WORKFLOW: Final = Workflow(
    name="questions",
    ids={"question_id": cards.OF_QUESTION, "faq_id": cards.OF_FAQ},
    handlers={**questions.HANDLERS, **faq.HANDLERS},
    follow_ups=questions.FOLLOW_UPS,
    cards=cards.CARDS,
    replies=answers.REPLIES,
    synonyms=typed.SYNONYMS,
    phrases=(typed.ask_asked, typed.waiting_asked, typed.faq_asked),
    troubles=cards.TROUBLES,
)
