"""The verbs on the wire of questions and the FAQ."""

from enum import StrEnum


class QuestionVerb(StrEnum):
    """The buttons of questions and the FAQ."""

    MINE = "question.mine"
    SHOW = "question.show"
    WRITE = "question.write"
    CHECK = "question.check"
    ASK = "question.ask"
    DROP = "question.drop"
    WAITING = "question.waiting"
    ANSWER_FORM = "question.answer_form"
    ANSWER = "question.answer"
    FAQ = "faq.show"
    FAQ_WORD = "faq.word"
    FAQ_EDIT = "faq.edit"
    FAQ_ADD = "faq.add"
    FAQ_CHANGE = "faq.change"
    FAQ_TAKE_OFF = "faq.take_off"
