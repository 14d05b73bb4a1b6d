"""The forms of a complaint (X1-X4): help to prepare, the talk, and what is taken on."""

from typing import Final

from cards.cases.forms import NO_PUPILS, NOTES, OPINION, REVIEW, Box, BoxKind, Form
from cards.cases.verbs import CaseVerb
from cards.cases.who_reads import NOBODY, only
from handbook.cases.case import Seat

_DAY, _LINE, _CHOICE = BoxKind.DAY, BoxKind.LINE, BoxKind.CHOICE

_HAPPENED: Final = Box("facts", "Facts: what happened, and when")
_WISH: Final = Box("action", "Action: what you would like to be different")
_WHY: Final = Box("why", "Why is talking to the SIP not appropriate, not possible or not enough?", _LINE)
_ASKED_BY: Final = Box("review_on", "By which day do you ask for an answer?", _DAY)
_ANSWER_BY: Final = Box("review_on", "By which day will you answer?", _DAY)

_SO_FAR: Final = "They will also read what you could read so far, but not what you prepared, unless you tick it."

PREPARE: Final = Form(
    CaseVerb.COMPLAINT_PREPARE,
    "Prepare to talk to my SIP",
    (
        Box("facts", "What happened, and when? An example helps more than a judgement."),
        Box("opinion", "What did it mean for your school, or for you? (optional)"),
        Box("action", "What would you like to be different, and what could you offer?"),
        REVIEW,
    ),
    f"Step 1: most things are settled by talking about them. {NO_PUPILS}",
    f"{NOBODY} It stays yours, unless you tick it when you take a step.",
    send="Keep it for me",
)
TALK: Final = Form(
    CaseVerb.COMPLAINT_TALK,
    "Record the talk with my SIP",
    (
        Box("talked_on", "On which day did you talk?", _DAY),
        Box("facts", "Facts: what you said"),
        Box("response", "What your SIP answered"),
        OPINION,
        Box("action", "Action: what you agreed (if anything)"),
        NOTES,
        REVIEW,
    ),
    NO_PUPILS,
    only(Seat.SIP, later=(Seat.TRUST_ADVISOR, Seat.CHAIR)),
)
MAKE: Final = Form(
    CaseVerb.COMPLAINT_MAKE,
    "Go to the Trust Advisor",
    (
        Box(
            "about",
            "What is it about?",
            _CHOICE,
            (("My SIP", "sip"), ("The service", "service")),
        ),
        Box(
            "why",
            "Why is talking to the SIP not appropriate or not possible?",
            _LINE,
        ),
        _HAPPENED,
        OPINION,
        _WISH,
        _ASKED_BY,
    ),
    f"Step 2. {NO_PUPILS}",
    f"{only(Seat.TRUST_ADVISOR, later=(Seat.CHAIR,))} Your SIP will not.",
)
ABOUT_TRUST_ADVISOR: Final = Form(
    CaseVerb.COMPLAINT_ABOUT_ADVISOR,
    "It is about the Trust Advisor",
    (_HAPPENED, OPINION, _WISH, _ASKED_BY),
    f"It goes straight to the Chair of the Trust Board, and you need not talk first. {NO_PUPILS}",
    f"{only(Seat.CHAIR)} The Trust Advisor will not.",
)
TO_TRUST_ADVISOR: Final = Form(
    CaseVerb.COMPLAINT_TO_TRUST_ADVISOR,
    "Go to the Trust Advisor",
    (_WHY, _HAPPENED, OPINION, _WISH, NOTES, _ASKED_BY),
    f"Step 2. {NO_PUPILS}",
    f"{only(Seat.TRUST_ADVISOR, later=(Seat.CHAIR,))} {_SO_FAR} Your SIP will not read this.",
)
TO_CHAIR: Final = Form(
    CaseVerb.COMPLAINT_TO_CHAIR,
    "Go to the Chair of the Trust Board",
    (
        Box("why", "Why are you not satisfied with the Trust Advisor’s answer? (or say that none has come)", _LINE),
        _HAPPENED,
        OPINION,
        _WISH,
        NOTES,
        _ASKED_BY,
    ),
    f"Step 3. The Trust Advisor is told that you have gone further. {NO_PUPILS}",
    f"{only(Seat.CHAIR)} {_SO_FAR}",
)
ACKNOWLEDGE: Final = Form(
    CaseVerb.COMPLAINT_ACKNOWLEDGE,
    "Acknowledge",
    (_ANSWER_BY,),
    "The headteacher is told that you have read it, and when you will answer by.",
    previewed=False,
)
ANSWER: Final = Form(
    CaseVerb.COMPLAINT_ANSWER,
    "Answer",
    (
        Box("facts", "Facts: what you have found"),
        OPINION,
        Box("action", "Action: what will be done (if anything)"),
        Box("review_on", "By which day can the headteacher reply?", _DAY),
    ),
)
