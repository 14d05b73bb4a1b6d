"""An introduction (W3): what each of the two headteachers is asked, and how it stands. Neither is told who the other is
unless both accept, and never who of them would rather not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cards.good_practice.actions import introduction_data
from cards.good_practice.here import BECAUSE, back_to_board
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import Json, Tone, card, execute, facts, quote, refresh, status, text
from cards.kit.lines import capital, closed_card, why
from handbook.core.people import Person, School
from handbook.good_practice.introduction import (
    Introduction,
    IntroductionStatus,
    Schools,
    may_answer,
    may_call_off,
    may_see,
)
from handbook.good_practice.line import may_see_board
from handbook.good_practice.said import Part
from handbook.good_practice.tags import named

_PROMISE: Final = (
    "Neither of you is told who the other is unless both accept. You can say no, and nobody asks why; the other school "
    "is told only that it will not go ahead."
)
_OVER: Final = "This introduction will not go ahead. There is nothing for you to do."
_ONLY: Final = "The other was told only that it will not go ahead."
_S = IntroductionStatus


@dataclass(frozen=True, slots=True)
class IntroductionDossier:
    """An introduction with what its cards say. `offer_words` are empty once the offer was withdrawn; `likeness` says
    how the offering school differs from the asking one, where that may be said. `schools` and `heads` are those of the
    need and of the offer, with the names that they had."""

    introduction: Introduction
    now: Schools
    schools: tuple[School, School]
    heads: tuple[Person, Person]
    offer_words: str = ""
    likeness: str = ""


def introduction_card(dossier: IntroductionDossier, viewer: Person) -> Json:
    """For the Trust Advisor and the two headteachers, each their own."""
    introduction = dossier.introduction
    if not may_see(introduction, dossier.now, viewer):
        return closed_card()
    advises = may_see_board(viewer)
    body = _for_advisor(dossier) if advises else _for_head(dossier, viewer)
    data = introduction_data(introduction)
    answers = [
        execute("Accept", PracticeVerb.ACCEPT, data, style="positive", submits_inputs=False),
        execute("Not this time", PracticeVerb.DECLINE, data, submits_inputs=False),
    ]
    call_off = execute("Call it off", PracticeVerb.CALL_OFF, data, style="destructive", submits_inputs=False)
    actions = [
        *(answers if may_answer(introduction, dossier.now, viewer) else []),
        *([call_off] if may_call_off(introduction, viewer) else []),
        *([back_to_board(Part.NEED)] if advises else []),
    ]
    reason = BECAUSE if advises else "the Trust Advisor asks you as headteacher"
    title = "Introducing two schools" if advises else _title(introduction)
    again = refresh(PracticeVerb.INTRODUCTION, data)
    return card(title, [*body, why(reason)], actions, "About an introduction to another school.", asks_again=again)


def state_words(introduction: Introduction, schools: Mapping[str, str]) -> str:
    """How it stands, as the Trust Advisor reads it; `schools` are names by URN."""
    waits = " and ".join(schools[side.urn] for side in introduction.sides if side.accepted_at is None)
    return {
        _S.ASKED: "neither has answered yet.",
        _S.ONE_ACCEPTED: f"{waits} has not answered yet.",
        _S.INTRODUCED: "both accepted, and each has the other’s name and e-mail address.",
        _S.DECLINED: f"{schools.get(introduction.declined_by, '')} would rather not at the moment. {_ONLY}",
        _S.LAPSED: f"no answer came from {waits}. {_ONLY} You can introduce them again.",
        _S.ENDED: introduction.ended.words,
    }[introduction.status]


def _title(introduction: Introduction) -> str:
    return "You are introduced" if introduction.status is _S.INTRODUCED else "Meet another school?"


_TOLD: Final[Mapping[IntroductionStatus, tuple[str, Tone]]] = {
    _S.ASKED: ("Asked", "warning"),
    _S.ONE_ACCEPTED: ("One has accepted", "warning"),
    _S.INTRODUCED: ("Introduced", "good"),
    _S.DECLINED: ("Will not go ahead", "emphasis"),
    _S.LAPSED: ("No answer", "attention"),
    _S.ENDED: ("Ended", "emphasis"),
}


def _for_advisor(dossier: IntroductionDossier) -> list[Json]:
    introduction, (asking, offering) = dossier.introduction, dossier.schools
    word, tone = _TOLD[introduction.status]
    names = {asking.urn: asking.full_name, offering.urn: offering.full_name}
    words = state_words(introduction, names)
    return [
        status(word, capital(words), tone),
        facts(
            (
                ("Would like help", f"{asking.full_name} ({dossier.heads[0].name})"),
                ("Offers", f"{offering.full_name} ({dossier.heads[1].name})"),
                *_topics(introduction),
            )
        ),
        *_offer(dossier),
    ]


def _for_head(dossier: IntroductionDossier, viewer: Person) -> list[Json]:
    introduction = dossier.introduction
    asks = viewer.id == introduction.need.headteacher_id
    if introduction.status is _S.INTRODUCED:
        return _known(dossier, 1 if asks else 0)
    if not introduction.is_open:
        return [text(_OVER)]
    side = introduction.need if asks else introduction.offer
    accepted = [status("You accepted", "the other school has not answered yet", "good")] if side.accepted_at else []
    topics = named(introduction.topics)
    first = (
        f"You would like help with: {topics}. Another school has good practice to share."
        if asks
        else f"Another school would like to hear about your good practice. Topics: {topics}."
    )
    return [
        *accepted,
        text(first),
        *_offer(dossier, "that school’s report" if asks else "your school’s report"),
        *(
            [text(f"Compared with yours: {dossier.likeness[0].lower()}{dossier.likeness[1:]}")]
            if asks and dossier.likeness
            else []
        ),
        text(_PROMISE, muted=True),
    ]


def _known(dossier: IntroductionDossier, other: int) -> list[Json]:
    """Both accepted: who the other is."""
    head, school = dossier.heads[other], dossier.schools[other]
    return [
        status("Both accepted", "you can write to each other now", "good"),
        facts(
            (
                ("School", school.full_name),
                ("Headteacher", head.name),
                ("E-mail", head.email or "no longer known: ask the Trust Advisor"),
                *_topics(dossier.introduction),
            )
        ),
        *_offer(dossier),
    ]


def _topics(introduction: Introduction) -> list[tuple[str, str]]:
    """None are kept once a line was withdrawn."""
    return [("Topics", named(introduction.topics))] if introduction.topics else []


def _offer(dossier: IntroductionDossier, by: str = "the offer") -> list[Json]:
    return [quote(dossier.offer_words, by)] if dossier.offer_words else []
