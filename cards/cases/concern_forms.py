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
    "Only the Trust Advisor can accept that. They read why it was not possible; the rest stays with you until "
    f"you take it further. {NO_PUPILS}",
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
    "Step 1 then counts as done, and the SIP can bring a significant concern to you.",
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
        Box("action", "Action: what you ask the Trust Advisor to do (optional)"),
        REVIEW,
    ),
    f"Step 2, for a significant concern. The Trust Advisor also reads what you could read so far. {NO_PUPILS}",
)
ACKNOWLEDGE: Final = Form(
    CaseVerb.CONCERN_ACKNOWLEDGE,
    "Acknowledge",
    (*_TELL, Box("review_on", "Another review date (optional)", _DAY)),
    "The person who brought it is told that you have read it.",
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
        Box("with_whom", "Who with?", _LINE),
        Box("until", "Until when?", _DAY),
        REVIEW,
    ),
    "Brokered support. The SIP reads it, the DSO once it has reached them, and the headteacher if they were told.",
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
    "The Diocesan Schools Officer hosts it. Calendars show only “Partnership meeting”, not what it is about. It "
    "replaces any meeting set before.",
)
CALL_OFF_MEETING: Final = Form(
    CaseVerb.CONCERN_MEETING_OFF,
    "Cancel the meeting",
    (Box("why", "Why? Everyone invited reads this.", _LINE),),
)
PUT_ON_AGENDA: Final = Form(
    CaseVerb.CONCERN_AGENDA,
    "For a SIP team meeting",
    (
        Box("meeting", "For which meeting?", _CHOICE),
        Box("facts", "What those who attend will read", _LINE),
    ),
    "Confidential: only those who attend read it, and it is never put in a calendar.",
)
HAND_OVER: Final = Form(
    CaseVerb.CONCERN_HAND_OVER,
    "Hand over",
    (
        Box("to", "Whose place, and who takes it?", _CHOICE),
        Box("why", "Why?", _LINE),
    ),
    "The new person can read everything that the previous one could.",
    previewed=False,
)
