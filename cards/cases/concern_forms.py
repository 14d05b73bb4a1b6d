"""The forms of a concern (E1-E5, O1): what each asks for, in the order in which people think of it."""

from typing import Final

from cards.cases.forms import NO_PUPILS, OPINION, REVIEW, Box, BoxKind, Form
from cards.cases.verbs import CaseVerb
from cards.cases.who_reads import office, only
from handbook.cases.case import Seat

_DAY, _LINE, _CHOICE = BoxKind.DAY, BoxKind.LINE, BoxKind.CHOICE

_SEEN: Final = Box("facts", "Facts: what you have seen or heard, and when")
_SAID: Final = (
    Box("talked_on", "On which day did you talk about it with the headteacher?", _DAY),
    Box("facts", "Facts: what you said to the headteacher"),
    Box("response", "What the headteacher answered"),
    OPINION,
    Box("action", "Action: what the two of you agreed (write “none” if nothing)"),
    REVIEW,
)
_TELL: Final = (
    Box(
        "tell_headteacher",
        "Should the headteacher be told of this step? They read only that it was taken.",
        _CHOICE,
        (("Yes, tell them", "yes"), ("No, not now", "no")),
    ),
    Box("why_not", "If not, why not? (only you read this)", _LINE),
)
_ABOUT: Final = Box("facts", "Facts: what it is about")
_ADVISOR, _DSO = office(Seat.TRUST_ADVISOR), office(Seat.DSO)
_TOLD: Final = "If you tell the headteacher, they read only that the step was taken."

RAISE: Final = Form(
    CaseVerb.CONCERN_RAISE,
    "We have talked about it",
    _SAID,
    f"Step 1 is your talk with the headteacher. {NO_PUPILS}",
    only(Seat.HEADTEACHER, later=(Seat.TRUST_ADVISOR,)),
)
RAISE_UNTALKED: Final = Form(
    CaseVerb.CONCERN_RAISE_UNTALKED,
    "It was not possible to talk",
    (
        Box("why_not_talked", "Why was it not possible to talk with the headteacher first?", _LINE),
        _SEEN,
        OPINION,
        REVIEW,
    ),
    f"Only the Trust Advisor can accept that. {NO_PUPILS}",
    f"Only you and {_ADVISOR} read why it was not possible. Nobody else reads the rest, unless you take it further: "
    f"then {_ADVISOR} will read it too.",
)
COULD_NOT_TALK: Final = Form(
    CaseVerb.CONCERN_COULD_NOT_TALK,
    "I could not talk to them",
    (Box("why", "Why was it not possible to talk with the headteacher?", _LINE),),
    who=only(Seat.TRUST_ADVISOR),
)
WAIVE_TALK: Final = Form(
    CaseVerb.CONCERN_WAIVE_TALK,
    "Accept this",
    (Box("why", "Why does this go on without a conversation?", _LINE),),
    "Step 1 then counts as done, and the SIP can bring a significant concern to you.",
    only(Seat.SIP),
)
ASK_TO_TALK: Final = Form(
    CaseVerb.CONCERN_ASK_TO_TALK,
    "Ask for a conversation",
    (Box("why", "What do you ask the SIP to do?", _LINE),),
    who=only(Seat.SIP),
)
TALK: Final = Form(
    CaseVerb.CONCERN_TALK,
    "Record the conversation",
    _SAID,
    NO_PUPILS,
    only(Seat.HEADTEACHER, later=(Seat.TRUST_ADVISOR,)),
)
TO_TRUST_ADVISOR: Final = Form(
    CaseVerb.CONCERN_TO_TRUST_ADVISOR,
    "Take it to the Trust Advisor",
    (
        Box("why", "Why is it significant?", _LINE),
        _SEEN,
        OPINION,
        Box("action", "Action: what you ask the Trust Advisor to do (optional)"),
        REVIEW,
    ),
    f"Step 2, for a significant concern. {NO_PUPILS}",
    f"{only(Seat.TRUST_ADVISOR)} They will also read what you could read so far.",
)
ACKNOWLEDGE: Final = Form(
    CaseVerb.CONCERN_ACKNOWLEDGE,
    "Acknowledge",
    (*_TELL, Box("review_on", "Another review date (optional)", _DAY)),
    f"The person who brought it is told that you have read it. {_TOLD}",
    previewed=False,
)
TO_DSO: Final = Form(
    CaseVerb.CONCERN_TO_DSO,
    "Take it to the DSO",
    (_ABOUT, OPINION, Box("action", "Action: the support for the headteacher that you ask for"), REVIEW, *_TELL),
    f"Step 3: please word it as pastoral support for the headteacher. {NO_PUPILS}",
    f"{only(Seat.DSO)} They read nothing from before. {_TOLD}",
)
TO_DIRECTOR: Final = Form(
    CaseVerb.CONCERN_TO_DIRECTOR,
    "Take it to the Director",
    (_ABOUT, OPINION, Box("action", "Action: what you ask the Director to do"), REVIEW, *_TELL),
    f"Step 4. {NO_PUPILS}",
    f"{only(Seat.DIRECTOR)} They read nothing from before. {_TOLD}",
)
ARRANGE_SUPPORT: Final = Form(
    CaseVerb.CONCERN_SUPPORT,
    "Support arranged",
    (
        Box("action", "Which support was arranged?"),
        Box("with_whom", "Who with?", _LINE),
        Box("until", "Until when?", _DAY),
        REVIEW,
    ),
    "Brokered support.",
)
SET_MEETING: Final = Form(
    CaseVerb.CONCERN_MEETING,
    "Partnership meeting",
    (
        Box("on", "On which day?", _DAY),
        Box("half", "Morning or afternoon?", _CHOICE),
        Box("invite", "Who else comes, besides the Trust Advisor and the DSO?", BoxKind.SEVERAL),
        Box("why", "What is it for, and where? Everyone invited reads this.", _LINE),
    ),
    "Calendars show only “Partnership meeting”, not what it is about. It replaces any meeting set before.",
    f"Only those who are invited read this: {_ADVISOR}, {_DSO}, who hosts it, and the people you choose below.",
)
CALL_OFF_MEETING: Final = Form(
    CaseVerb.CONCERN_MEETING_OFF,
    "Cancel the meeting",
    (Box("why", "Why? Everyone invited reads this.", _LINE),),
    who=f"Only those who were invited read this, with {_ADVISOR} and {_DSO}.",
)
PUT_ON_AGENDA: Final = Form(
    CaseVerb.CONCERN_AGENDA,
    "For a SIP team meeting",
    (
        Box("meeting", "For which meeting?", _CHOICE),
        Box("facts", "What those who attend will read", _LINE),
    ),
    "It is never put in a calendar.",
    "Only those who attend that meeting read this, with you, except the school’s own headteacher.",
)
HAND_OVER: Final = Form(
    CaseVerb.CONCERN_HAND_OVER,
    "Hand over",
    (
        Box("to", "Whose place, and who takes it?", _CHOICE),
        Box("why", "Why?", _LINE),
    ),
    "The new person can read everything that the previous one could.",
    "Only you and the new person read this.",
    previewed=False,
)
