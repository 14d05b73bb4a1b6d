"""A SIP's form of the yearly audit of skills (T4), in steps. What was said is kept at each."""

from collections.abc import Mapping
from typing import Final

from cards.kit.elements import (
    Json,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_text,
    quote,
    refresh,
    status,
    text,
)
from cards.kit.lines import capital, closed_card, why
from cards.sip_team.skills.actions import answer_data, confidence_box, expertise_box
from cards.sip_team.skills.verbs import SkillsVerb
from handbook.core.british_time import date_words, london_date
from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import (
    CONFIDENCE,
    EXPERTISE,
    LAST_STEP,
    LONGEST,
    NOT_SAID,
    TOPICS_OF,
    WORDS_STEP,
    SkillsAnswer,
    may_answer,
)

_INTRO: Final = (
    "Once a year each SIP says how confident they are in the six topics of training, so that training can follow. The "
    "Trust Advisor reads it, and nobody else. What you say is kept at each step: you can go on another day."
)


def skills_form_card(answer: SkillsAnswer, viewer: Person, no: str = "") -> Json:
    """`answer` as it is kept, or as it was typed and not taken; then `no` says why."""
    if not may_answer(answer, viewer):
        return closed_card()
    step = answer.step
    sent = f"on {date_words(london_date(answer.answered_at))}" if answer.answered_at else ""
    reads = step == LAST_STEP
    body = [
        *([status("Sent", f"{sent}. What you change counts at once", "good")] if sent else []),
        *([text(no, bold=True)] if no else []),
        *([text(_INTRO)] if step == 1 and not sent else []),
        *(_read_through(answer) if reads else _words(answer) if step == WORDS_STEP else _topics(answer)),
        why("you are a School Improvement Partner of the trust"),
    ]
    title = f"Your skills, {answer.year}" if reads and sent else f"Your skills, {answer.year}: {step} of {LAST_STEP}"
    again = refresh(SkillsVerb.FORM, {"answer": answer.id})
    return card(title, body, _actions(answer), "About your skills, as each year.", asks_again=again)


def _actions(answer: SkillsAnswer) -> list[Json]:
    step = answer.step
    if step == LAST_STEP:
        if answer.answered_at:
            return [execute("Change my answers", SkillsVerb.SAY, answer_data(answer, 1))]
        send = execute("Send", SkillsVerb.SAY, answer_data(answer, step, sends=True), style="positive")
        return [send, execute("Back", SkillsVerb.SAY, answer_data(answer, step - 1))]
    go_on = execute("Next", SkillsVerb.SAY, answer_data(answer, step + 1), style="positive")
    keep = execute("Keep it for later", SkillsVerb.SAY, answer_data(answer, step))
    back = [execute("Back", SkillsVerb.SAY, answer_data(answer, step - 1))] if step > 1 else []
    return [go_on, *back, keep]


def _topics(answer: SkillsAnswer) -> list[Json]:
    return [part for topic in TOPICS_OF[answer.step] for part in _topic(answer, topic)]


def _topic(answer: SkillsAnswer, topic: TrainingTopic) -> list[Json]:
    skill, name = answer.of(topic), capital(topic.words)
    return [
        heading(name),
        _level(expertise_box(topic), f"{name}: your expertise", EXPERTISE, skill.expertise),
        _level(confidence_box(topic), f"{name}: your confidence", CONFIDENCE, skill.confidence),
    ]


def _level(name: str, label: str, levels: Mapping[int, str], chosen: int) -> Json:
    choices = [(capital(words), str(level)) for level, words in levels.items()]
    return input_choice(name, label, "Please choose.", choices, value="" if chosen == NOT_SAID else str(chosen))


def _words(answer: SkillsAnswer) -> list[Json]:
    error = f"Please keep to {LONGEST:,} characters."
    return [
        input_text("needs", "What you need to do this work well", error, at_most=LONGEST, value=answer.needs),
        input_text("wishes", "What training you wish for", error, at_most=LONGEST, value=answer.wishes),
    ]


def _read_through(answer: SkillsAnswer) -> list[Json]:
    said = facts([(capital(topic.words), capital(answer.of(topic).words)) for topic in TrainingTopic])
    needs = [quote(answer.needs, "what you need")] if answer.needs else []
    return [said, *needs, *([quote(answer.wishes, "what you wish for")] if answer.wishes else [])]
