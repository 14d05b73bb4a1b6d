"""What the buttons about cases say, both ways. A step that hands words to somebody is carried out only where these
words were shown before as they will be read: else the button asks for that (`Preview`)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from cards.cases import complaint_forms, concern_forms
from cards.cases import forms as case_forms
from cards.cases.asking import (
    AskForDocument,
    BeginCase,
    HideCase,
    OpenCase,
    Preview,
    SayChildAtRisk,
    SayNoChildAtRisk,
    ShowCases,
    ShowForm,
)
from cards.cases.forms import READ, Form, fingerprint
from cards.cases.verbs import CaseVerb
from cards.kit.click_fields import Fields, forged
from handbook.cases import answers as case_answers
from handbook.cases import complaint_steps, concern_steps, concern_support
from handbook.cases.case import Confidential, Ladder, Seat, Stage, Words
from handbook.cases.complaint_steps import About

_CARRIED: Final = ("school", "case", "version", "stage")
"""What a form's button carries beside what was filled in."""


Reader = Callable[[Fields], Confidential]


def _case(fields: Fields) -> tuple[str, int]:
    return fields.identity("case"), fields.number("version", 0)


def _words(fields: Fields) -> Words:
    return Words(*(fields.words(name) for name in ("facts", "opinion", "action", "response")))


def _told(fields: Fields) -> tuple[bool | None, str]:
    said = fields.words("tell_headteacher")
    if said not in ("", "yes", "no"):
        raise forged()
    return ({"": None, "yes": True, "no": False}[said], fields.words("why_not"))


def _ladder(fields: Fields) -> Ladder:
    return Ladder(_one_of(fields.words("ladder"), Ladder))


def _stage(fields: Fields) -> Stage:
    return Stage(_one_of(fields.words("stage"), Stage))


def _one_of(word: str, known: Any) -> str:
    if word not in set(known):
        raise forged()
    return word


def _school(fields: Fields) -> str:
    return fields.identity("school") if fields.words("school") else ""


def _day_of_talk(fields: Fields) -> date:
    return fields.needed_day("talked_on", "Please give the day on which you talked about it.")


def _answer(fields: Fields) -> case_answers.RecordOutcome:
    return case_answers.RecordOutcome(*_case(fields), _stage(fields), _words(fields), fields.day("review_on"))


def _place(fields: Fields) -> int:
    return fields.number("place", 1) if fields.some(("place",)).get("place", "") != "" else 0


def _meeting(fields: Fields) -> concern_support.SetMeeting:
    day = fields.needed_day("on", "Please choose the day of the meeting.")
    invited = tuple(one for one in fields.words("invite").split(",") if one)
    return concern_support.SetMeeting(*_case(fields), fields.half_day(day, "half"), invited, fields.words("why"))


def _hand_over(fields: Fields) -> concern_support.HandOver:
    seat, _, to_id = fields.words("to").partition(":")
    return concern_support.HandOver(*_case(fields), Seat(_one_of(seat, Seat)), to_id, fields.words("why"))


def _make(fields: Fields) -> complaint_steps.Complain:
    about = About(_one_of(fields.words("about") or "sip", About))
    return _complain(fields, about)


def _complain(fields: Fields, about: About) -> complaint_steps.Complain:
    words, why = _words(fields), fields.words("why")
    return complaint_steps.Complain(fields.identity("school"), about, words, why, fields.day("review_on"))


def _notes(fields: Fields) -> bool:
    """Whether what was prepared is ticked."""
    return _one_of(fields.words("notes"), ("", "yes")) == "yes"


def _step(form: Form, build: Reader) -> tuple[str, Reader]:
    """The command of a form; or, while nobody has seen it as it will be read, how that is."""

    def read(fields: Fields) -> Confidential:
        command = build(fields)
        values = {box.name: fields.words(box.name) for box in form.boxes}
        if not form.previewed or fields.words(READ) == fingerprint(form, values):
            return command
        return Preview(command, form, values, fields.some(_CARRIED))

    return form.verb.value, read


_OF_CASES: Final = (
    _step(
        case_forms.ACKNOWLEDGE,
        lambda fields: case_answers.Acknowledge(*_case(fields), _stage(fields)),
    ),
    _step(case_forms.OUTCOME, _answer),
    _step(
        case_forms.ADD,
        lambda fields: case_answers.AddToCase(*_case(fields), _place(fields), _words(fields)),
    ),
    _step(
        case_forms.SET_REVIEW,
        lambda fields: case_answers.SetReview(*_case(fields), fields.day("review_on"), fields.words("why")),
    ),
    _step(case_forms.CLOSE, lambda fields: case_answers.CloseCase(*_case(fields), fields.words("why"))),
)
_OF_CONCERNS: Final = (
    _step(
        concern_forms.RAISE,
        lambda fields: concern_steps.RaiseConcern(
            fields.identity("school"), _words(fields), fields.day("review_on"), _day_of_talk(fields)
        ),
    ),
    _step(
        concern_forms.RAISE_UNTALKED,
        lambda fields: concern_steps.RaiseConcern(
            fields.identity("school"),
            _words(fields),
            fields.day("review_on"),
            why_not_talked=fields.words("why_not_talked"),
        ),
    ),
    _step(
        concern_forms.COULD_NOT_TALK,
        lambda fields: concern_steps.SayCouldNotTalk(*_case(fields), fields.words("why")),
    ),
    _step(concern_forms.WAIVE_TALK, lambda fields: concern_steps.WaiveTalk(*_case(fields), fields.words("why"))),
    _step(concern_forms.ASK_TO_TALK, lambda fields: concern_steps.AskToTalk(*_case(fields), fields.words("why"))),
    _step(
        concern_forms.TALK,
        lambda fields: concern_steps.RecordTalk(
            *_case(fields), _day_of_talk(fields), _words(fields), fields.day("review_on")
        ),
    ),
    _step(
        concern_forms.TO_TRUST_ADVISOR,
        lambda fields: concern_steps.TakeToTrustAdvisor(
            *_case(fields), _words(fields), fields.words("why"), fields.day("review_on")
        ),
    ),
    _step(
        concern_forms.ACKNOWLEDGE,
        lambda fields: case_answers.Acknowledge(
            *_case(fields), _stage(fields), fields.day("review_on"), *_told(fields)
        ),
    ),
    _step(
        concern_forms.TO_DSO,
        lambda fields: concern_steps.TakeToDso(*_case(fields), _words(fields), fields.day("review_on"), *_told(fields)),
    ),
    _step(
        concern_forms.TO_DIRECTOR,
        lambda fields: concern_steps.TakeToDirector(
            *_case(fields), _words(fields), fields.day("review_on"), *_told(fields)
        ),
    ),
    _step(
        concern_forms.ARRANGE_SUPPORT,
        lambda fields: concern_support.ArrangeSupport(
            *_case(fields),
            fields.words("action"),
            fields.words("with_whom"),
            fields.day("until"),
            fields.day("review_on"),
        ),
    ),
    _step(concern_forms.SET_MEETING, _meeting),
    _step(
        concern_forms.CALL_OFF_MEETING,
        lambda fields: concern_support.CallOffMeeting(*_case(fields), fields.words("why")),
    ),
    _step(
        concern_forms.PUT_ON_AGENDA,
        lambda fields: concern_support.PutOnAgenda(*_case(fields), fields.identity("meeting"), fields.words("facts")),
    ),
    _step(concern_forms.HAND_OVER, _hand_over),
)
_OF_COMPLAINTS: Final = (
    _step(
        complaint_forms.PREPARE,
        lambda fields: complaint_steps.PrepareTalk(fields.identity("school"), _words(fields), fields.day("review_on")),
    ),
    _step(
        complaint_forms.TALK,
        lambda fields: complaint_steps.RecordTalkWithSip(
            *_case(fields), _day_of_talk(fields), _words(fields), fields.day("review_on"), _notes(fields)
        ),
    ),
    _step(complaint_forms.MAKE, _make),
    _step(complaint_forms.ABOUT_TRUST_ADVISOR, lambda fields: _complain(fields, About.TRUST_ADVISOR)),
    _step(
        complaint_forms.TO_TRUST_ADVISOR,
        lambda fields: complaint_steps.TakeOnToTrustAdvisor(
            *_case(fields), _words(fields), fields.words("why"), fields.day("review_on"), _notes(fields)
        ),
    ),
    _step(
        complaint_forms.TO_CHAIR,
        lambda fields: complaint_steps.TakeOnToChair(
            *_case(fields), _words(fields), fields.words("why"), fields.day("review_on"), _notes(fields)
        ),
    ),
    _step(
        complaint_forms.ACKNOWLEDGE,
        lambda fields: case_answers.Acknowledge(*_case(fields), _stage(fields), fields.day("review_on")),
    ),
    _step(complaint_forms.ANSWER, _answer),
)

CASE_READERS: Final[Mapping[str, Reader]] = {
    CaseVerb.CASE_BEGIN: lambda fields: BeginCase(_ladder(fields)),
    CaseVerb.CASE_AT_RISK: lambda fields: SayChildAtRisk(_ladder(fields), _school(fields)),
    CaseVerb.CASE_NO_RISK: lambda fields: SayNoChildAtRisk(_ladder(fields), _school(fields)),
    CaseVerb.CASE_FORM: lambda fields: ShowForm(
        fields.words("form"), "" if fields.words("school") else fields.identity("case"), _school(fields)
    ),
    CaseVerb.CASE_OPEN: lambda fields: OpenCase(fields.identity("case"), _place(fields)),
    CaseVerb.CASE_HIDE: lambda fields: HideCase(fields.identity("case")),
    CaseVerb.CASES: lambda _: ShowCases(),
    CaseVerb.CASE_DOCUMENT: lambda fields: AskForDocument(fields.identity("case")),
    **dict((*_OF_CASES, *_OF_CONCERNS, *_OF_COMPLAINTS)),
}
