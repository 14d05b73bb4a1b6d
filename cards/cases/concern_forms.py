"""The forms of a concern (E1-E5, O1): what each asks for, in the order in which people think of it."""

from typing import Final

from cards.cases.forms import NO_PUPILS, OPINION, REVIEW, Box, BoxKind, Form
from cards.cases.verbs import CaseVerb

_DAY, _LINE, _CHOICE = BoxKind.DAY, BoxKind.LINE, BoxKind.CHOICE

_SEEN: Final = Box("facts", "Facts: what you have seen or heard, and when")
_SAID: Final = (
    Box("talked_on", "On which day did you talk about it with the headteacher?", _DAY),
    Box("facts", "Facts: what you said to the headteacher"),
    Box("response", "What the headteacher answered"),
    OPINION,
    Box("action", "Action: what the two of you agreed (“none” is an answer too)"),
    REVIEW,
)
_TELL: Final = (
    Box(
        "tell_headteacher",
        "Is the headteacher told of this step? They read that it was taken, and no word of it.",
        _CHOICE,
        (("Yes, tell them", "yes"), ("No, not now", "no")),
    ),
    Box("why_not", "If not: why not? (for you alone)", _LINE),
)
_SUPPORT: Final = (
    Box("facts", "Facts: what it is about"),
    OPINION,
    Box("action", "Action: the support for the headteacher that you ask for"),
    REVIEW,
    *_TELL,
)

RAISE: Final = Form(
    CaseVerb.CONCERN_RAISE,
    "We have talked about it",
    _SAID,
    f"Step 1 is your talk with the headteacher, who reads what you record of it here. {NO_PUPILS}",
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
    "Only the Trust Advisor can accept that. They read why it was not possible; the rest is yours until you take it "
    f"on. {NO_PUPILS}",
)
COULD_NOT_TALK: Final = Form(
    CaseVerb.CONCERN_COULD_NOT_TALK,
    "I could not talk to them",
    (Box("why", "Why was it not possible to talk with the headteacher?", _LINE),),
)
WAIVE_TALK: Final = Form(
    CaseVerb.CONCERN_WAIVE_TALK,
    "Accept this",
    (Box("why", "Why does this go on without a conversation?", _LINE),),
    "Step 1 then counts as done, and the SIP may bring a significant concern to you.",
)
ASK_TO_TALK: Final = Form(
    CaseVerb.CONCERN_ASK_TO_TALK,
    "Ask for a conversation",
    (Box("why", "What do you ask the SIP to do?", _LINE),),
)
TALK: Final = Form(
    CaseVerb.CONCERN_TALK,
    "Record the conversation",
    _SAID,
    f"The headteacher reads what you record here. {NO_PUPILS}",
)
TO_TRUST_ADVISOR: Final = Form(
    CaseVerb.CONCERN_TO_TRUST_ADVISOR,
    "Take it to the Trust Advisor",
    (
        Box("why", "Why is it significant?", _LINE),
        _SEEN,
        OPINION,
        Box("action", "Action: what you ask the Trust Advisor to do (if you like)"),
        REVIEW,
    ),
    f"Step 2, for a significant concern. The Trust Advisor also reads what you could read so far. {NO_PUPILS}",
)
ACKNOWLEDGE: Final = Form(
    CaseVerb.CONCERN_ACKNOWLEDGE,
    "Acknowledge",
    (*_TELL, Box("review_on", "Another day on which it is looked at again? (if you like)", _DAY)),
    "Whoever brought it reads that you have read it.",
    previewed=False,
)
TO_DSO: Final = Form(
    CaseVerb.CONCERN_TO_DSO,
    "Take it to the DSO",
    _SUPPORT,
    "Step 3: please word it as pastoral support for the headteacher. The Diocesan Schools Officer reads this and "
    f"nothing else. {NO_PUPILS}",
)
TO_DIRECTOR: Final = Form(
    CaseVerb.CONCERN_TO_DIRECTOR,
    "Take it to the Director",
    _SUPPORT,
    f"Step 4. The Director for Schools and Colleges reads this and nothing else. {NO_PUPILS}",
)
ARRANGE_SUPPORT: Final = Form(
    CaseVerb.CONCERN_SUPPORT,
    "Support arranged",
    (
        Box("action", "Which support was arranged?"),
        Box("with_whom", "With whom?", _LINE),
        Box("until", "Until when?", _DAY),
        REVIEW,
    ),
    "Brokered support. The SIP reads it, the DSO once it came to them, and the headteacher where they were told.",
)
SET_MEETING: Final = Form(
    CaseVerb.CONCERN_MEETING,
    "Partnership meeting",
    (
        Box("on", "On which day?", _DAY),
        Box("half", "In which half of the day?", _CHOICE),
        Box("invite", "Who comes, beside the Trust Advisor and the DSO?", BoxKind.SEVERAL),
        Box("why", "What is it for, and where? All who come read this.", _LINE),
    ),
    "The Diocesan Schools Officer is its host. It stands in their calendars as “Partnership meeting”, without a word "
    "of what it is about. A meeting that was set before is replaced.",
)
CALL_OFF_MEETING: Final = Form(
    CaseVerb.CONCERN_MEETING_OFF,
    "Call the meeting off",
    (Box("why", "Why? All who were invited read this.", _LINE),),
)
PUT_ON_AGENDA: Final = Form(
    CaseVerb.CONCERN_AGENDA,
    "For a SIP team meeting",
    (
        Box("meeting", "For which meeting?", _CHOICE),
        Box("facts", "What those who attend will read", _LINE),
    ),
    "Confidential: those who attend read it, and it never stands in a calendar.",
)
HAND_OVER: Final = Form(
    CaseVerb.CONCERN_HAND_OVER,
    "Hand over",
    (
        Box("to", "Who takes a place in this?", _CHOICE),
        Box("why", "Why?", _LINE),
    ),
    "Whoever takes a place reads what the one before could read.",
    previewed=False,
)
