"""How an application stands, in words: to whoever applies, and to all others who may see it."""

from typing import Final

from cards.kit.elements import Json, Tone, status
from cards.recruitment.seen import ApplicationSeen
from handbook.core.british_time import date_words, london_date
from handbook.core.plain_words import and_list
from handbook.recruitment.application import ConditionState
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.sight import Part

_WORDS: Final[dict[S, tuple[str, str, str, Tone]]] = {
    S.BEGUN: (
        "Eligibility",
        "show first that you are eligible to apply",
        "has begun, and has not shown eligibility yet",
        "warning",
    ),
    S.NOT_ELIGIBLE: (
        "Not eligible yet",
        "what is missing stands below; you can answer again at any time",
        "is not eligible yet",
        "attention",
    ),
    S.DRAFTED: ("Draft", "the form is yours to write and to send; nobody else sees it", "is being written", "warning"),
    S.SUBMITTED: (
        "Sent",
        "the Trust Advisor reads it and puts it to the Trust Board",
        "waits for the Trust Advisor to put it to the Trust Board",
        "accent",
    ),
    S.PRESENTED: ("With the Trust Board", "the Trust Board decides on it", "the Trust Board decides on it", "accent"),
    S.APPROVED: (
        "Approved by the Trust Board",
        "you will be invited to an interview",
        "an interview is to be fixed",
        "good",
    ),
    S.INVITED: ("Interview", "{when}", "{when}", "good"),
    S.INTERVIEWED: (
        "Interviewed",
        "you will be told how it went",
        "the panel files its views, and then the outcome is noted",
        "accent",
    ),
    S.CHOSEN: (
        "Successful",
        "you are appointed once these are in order: {conditions}",
        "to be appointed once these are in order: {conditions}",
        "good",
    ),
    S.APPOINTED: (
        "Appointed",
        "the initial training, a full day, comes before you are given schools",
        "the initial training comes before any school",
        "good",
    ),
    S.TRAINED: ("Appointed and trained", "you can be given schools", "can be given schools", "good"),
    S.DECLINED: (
        "Not successful",
        "the Trust Advisor can tell you more",
        "it ended on {over}",
        "emphasis",
    ),
    S.WITHDRAWN: ("Withdrawn", "nothing more is decided about it", "nothing more is decided about it", "emphasis"),
}


def standing(seen: ApplicationSeen) -> Json:
    word, own, others, tone = _WORDS[seen.application.status]
    is_own = seen.is_a(Part.APPLICANT) or (seen.writes and seen.stands(S.DRAFTED))
    return status(word, _filled(own if is_own else others, seen), tone)


def because(seen: ApplicationSeen) -> str:
    """Why somebody sees it."""
    if seen.is_a(Part.APPLICANT):
        return "it is your own application, and no other applicant sees it"
    if seen.is_a(Part.ADVISOR):
        return "you are the Trust Advisor"
    both = {Part.BOARD: "a member of the Trust Board", Part.PANEL: "on the interview panel"}
    return f"you are {and_list([words for part, words in both.items() if seen.is_a(part)])}"


def word_of(stands: S) -> str:
    """One or two words, for a list."""
    return _WORDS[stands][0]


def _filled(words: str, seen: ApplicationSeen) -> str:
    one = seen.application
    pending = [each.kind.words for each in one.conditions if each.state is not ConditionState.MET]
    return words.format(
        when=f"{one.interview.when.words}{', ' * bool(one.interview.place)}{one.interview.place}"
        if one.interview
        else "",
        conditions=" and ".join(pending),
        over=date_words(london_date(one.over_at)) if one.over_at else "",
    )
