"""The first word, and the answer to `help`: what SIP Desk does for each person, and what can be typed."""

from collections.abc import Mapping, Sequence
from typing import Final

from cards.home.verbs import HomeVerb
from cards.kit.elements import ACTIONS_AT_MOST, Json, bullets, buttons, card, execute, heading, text
from cards.kit.lines import why
from cards.kit.safe_text import capped
from cards.meetings.team_meeting import concerns
from handbook.cases.cover import takes_part
from handbook.core.people import Person, Role
from handbook.questions.question import may_ask

_FOR_ROLE: Final = {
    Role.SIP: (
        "Send me a completed report (.docx) here. I check it, say what I found, and send it on when you say so.",
        "I tell you when the headteacher approves it or asks for a change.",
        "I take a concern about a school through the handbook’s steps: type “concern”.",
        "I find half-days when you and a headteacher are both free, and book your visits: type “book”.",
    ),
    Role.HEADTEACHER: (
        "I bring you your SIP’s report. You approve it, add your school’s view, or ask for a change.",
        "Only you and your SIP see it before you approve. If you do not answer, nothing is approved.",
        "Then you get a PDF and an agenda line for your governors, and I file the report.",
        "You decide whether your reports may be shared: type “sharing agreement”.",
        "If something is wrong with the service, I help you to say so: type “complaint”.",
    ),
    Role.TRUST_ADVISOR: (
        "I bring you each report once its headteacher has approved it.",
        "You share it with the Diocesan Schools Officer and the local authority, where the school has agreed.",
        "I tell you when a report has waited a long time for its headteacher, without showing it to you.",
    ),
    Role.CHAIR_OF_GOVERNORS: (
        "You confirm or decline the SIP who is proposed to your school, where its headteacher has you asked here.",
    ),
    Role.DSO: ("I bring you the reports that the Trust Advisor shares with you, for schools that have agreed.",),
    Role.LA_OFFICER: ("I bring you the reports that the Trust Advisor shares with you, for schools that have agreed.",),
}
_PLAN: Final = "plan – a half-day for every termly visit that has none yet"
_RECORDS: Final = "my records – concerns and complaints that were given to you"
_CASES: Final = {
    Role.SIP: ("concern – about a school of yours", _RECORDS),
    Role.HEADTEACHER: ("complaint – a problem with your SIP or the service", _RECORDS),
    **dict.fromkeys(
        (Role.TRUST_ADVISOR, Role.DSO, Role.DIRECTOR, Role.CHAIR_OF_TRUST_BOARD, Role.BOARD_MEMBER), (_RECORDS,)
    ),
}
_VISITS: Final = {
    Role.TRUST_ADVISOR: (_PLAN, "half-days – the extra services that schools buy"),
    Role.SIP: (
        "book – a visit to one of your schools",
        "my visits – upcoming and past",
        "half-days – what each school has left, your preparation, and extra services",
        _PLAN,
    ),
    Role.HEADTEACHER: (
        "our visits – upcoming and past",
        "half-days – what your school has had this year, and what is left",
        "ofsted – when Ofsted has called",
    ),
}
_FRAMEWORK: Final = "framework – which Ofsted framework a school and its SIP use"
_YEAR: Final = {
    Role.TRUST_ADVISOR: ("year – all reports of a school in a year, as one PDF",),
    Role.SIP: ("year – all reports of one of your schools in a year, as one PDF",),
    Role.HEADTEACHER: ("our year – all reports of your school in a year, as one PDF",),
}
_PART: Final = "our part – what your school puts into the next report, before the visit"
_COVER: Final = "cover – who stands in for you, who you stand in for, and when"
_FIGURES: Final = {
    Role.TRUST_ADVISOR: ("figures, and a school’s name – what is published about it",),
    Role.SIP: ("figures – what is published about your schools",),
    Role.HEADTEACHER: ("figures – what is published about your school",),
}
_PRACTICE: Final = {
    Role.TRUST_ADVISOR: (
        "good practice – what schools offer and need, introductions, and a list for celebration events",
    ),
    Role.HEADTEACHER: ("my good practice – what of your school is on the Trust Advisor’s board",),
}
_SIPS: Final = {
    Role.TRUST_ADVISOR: (
        "sips – all SIPs, and whose checks run out; or sip, and a name",
        "appraisals – headteachers’ appraisals that wait for another SIP",
        "training – sessions, who came, and whose initial training is outstanding; or training, and a name",
        "skills – what the SIP team can do and needs, who has not answered, and the training plan",
    ),
    Role.SIP: (
        "my record – your checks and training, and what you can take on",
        "my training – the six topics, and the sessions that you are invited to",
        "my skills – your yearly form, as far as you have filled it in",
    ),
}
_SIMILAR: Final = "similar schools, and a school’s name – which schools are most like it"
_OUR_SIP: Final = "our sip – whose SIP your school has, and handing in a report by one who is not the trust’s"
_MEMBERSHIP: Final = "membership – whose SIP each school has, fees and refunds, and the sheet for finance"
_PHONE: Final = "phone call – record what a headteacher said about a report that waits for them"
_AGREEMENTS: Final = "agreements – which schools have signed, and who needs to be asked"
_SCHOOLS: Final = {
    Role.TRUST_ADVISOR: (
        "schools, or school and a part of its name – the list to look in and to change, and all about one",
        "people, or person and a name – everybody on the list, and all about one",
    ),
    Role.SIP: ("schools – yours, and all about one",),
    Role.HEADTEACHER: ("school – all about yours",),
    **dict.fromkeys((Role.DSO, Role.LA_OFFICER), ("schools – yours, who serves them, and what was shared with you",)),
}
_ALLOCATION: Final = {
    Role.TRUST_ADVISOR: (
        "allocate – a SIP for every school, worked out for the whole trust",
        "proposals – which SIPs are proposed to which schools, and how that stands",
        "wishes – what schools need of their SIPs",
        "conflicts – which SIPs have declared their conflicts of interest",
        "other support, and a school’s name – who else supports it, and the SIP’s part",
    ),
    Role.SIP: (
        "my conflicts – what ties you to schools, so that you are not proposed to them",
        "other support – who else supports a school of yours, and your part in it",
    ),
    Role.HEADTEACHER: (
        "our wishes – what your school needs of its SIP",
        "proposals – the SIP who is proposed to your school",
        "other support – who else supports your school, and the SIP’s part in it",
    ),
    Role.CHAIR_OF_GOVERNORS: ("proposals – the SIP who is proposed to your school",),
}
_QUESTIONS: Final = "ask – a question to the service, and the answers to yours"
_ASKED: Final = "questions – what people ask the service, and what is proposed for the FAQ"
_FAQ: Final = "faq – what schools have asked, with the answers; words to look for may follow"
_READS_APPLICATIONS: Final = ("applications – who has applied to become a SIP, and what waits for you",)
_APPLICATIONS: Final = {
    Role.HEADTEACHER: ("apply – to become a SIP yourself; or my application – how yours stands",),
    **dict.fromkeys((Role.TRUST_ADVISOR, Role.DSO, Role.BOARD_MEMBER, Role.CHAIR_OF_TRUST_BOARD), _READS_APPLICATIONS),
}
_FORM: Final = "application form – the form to apply with, in Word"
_REACH: Final = "reach – who I reach in Teams, and whose account is closed"
_BROADCAST: Final = "broadcast – a message to a group, such as all headteachers, and who it reached"
_MEETINGS: Final = "team meeting – SIP team meetings, and their agenda"
_COMMANDS_AT_MOST: Final = 50
_HELP: Final = "help"
_GETS_REPORTS: Final = (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER)
_REPORTS: Final = "my reports – the reports that wait for you, or else your newest"
_BELOW: Final = "The words that I know are below."
_NOTHING_YET: Final = ("There is nothing for your role to do here now. I will write when there is.",)


def welcome_card(viewer: Person) -> Json:
    """Said once, when a person first meets the bot."""
    hello = text(f"Good to meet you, {viewer.name}. I am SIP Desk. I help run the school improvement partner service.")
    body = [hello, *_does(viewer), *_typed(viewer, 1), _why(viewer)]
    return card("Welcome to SIP Desk", body, _leaf(viewer, 1), "SIP Desk is here. Type “help” to see what I can do.")


def help_card(viewer: Person, *, page: int = 1, lost: str = "", near: Sequence[str] = (), answered: str = "") -> Json:
    """What can be typed, a page at a time, each word with a button that does the same. `lost`: what was typed, which is
    none of the words that are known; `near` are those nearest to it, and `answered` is the one that was pressed."""
    sorry = f"I did not understand “{capped(lost, 100, ' …')}”. {'Did you mean this?' if near else _BELOW}"
    meant = [buttons([_types(word) for word in near])] if near else []
    first = [text(sorry), *meant] if lost else []
    told = [text(f"“{answered}”: the answer is a new message in this chat.")] if answered else []
    at = min(page, _pages(viewer))
    does = _does(viewer) if at == 1 and not lost else []
    body = [*told, *first, *does, *_typed(viewer, at, without=near), _why(viewer)]
    fallback = "I did not understand what you typed." if lost else "What SIP Desk can do for you."
    return card("What I can do for you", body, _leaf(viewer, at), fallback)


def word_of(line: str) -> str:
    """What is typed, of a line that says what it does."""
    return line.partition(" – ")[0].partition(",")[0]


def _types(word: str) -> Json:
    return execute(word, HomeVerb.TYPE, {"words": word}, submits_inputs=False)


def _does(viewer: Person) -> list[Json]:
    return [
        heading("What I do for you"),
        bullets(_of_offices(_FOR_ROLE, viewer) or _NOTHING_YET, _COMMANDS_AT_MOST),
    ]


def _typed(viewer: Person, page: int, without: Sequence[str] = ()) -> list[Json]:
    lines = commands(viewer)[(page - 1) * ACTIONS_AT_MOST : page * ACTIONS_AT_MOST]
    pressed = [word for line in lines if (word := word_of(line)) not in (*without, _HELP)]
    more = f", {page} of {pages}" if (pages := _pages(viewer)) > 1 else ""
    return [
        heading(f"What you can type, or press{more}"),
        bullets(lines, _COMMANDS_AT_MOST),
        *([buttons([_types(word) for word in pressed])] if pressed else []),
    ]


def _leaf(viewer: Person, page: int) -> list[Json]:
    turns = (("Back", page - 1), ("More", page + 1))
    return [
        execute(title, HomeVerb.HELP, {"page": to}, submits_inputs=False, answered_here=True)
        for title, to in turns
        if 1 <= to <= _pages(viewer)
    ]


def _pages(viewer: Person) -> int:
    return -(-len(commands(viewer)) // ACTIONS_AT_MOST)


def _of_offices(said: Mapping[Role, Sequence[str]], viewer: Person) -> list[str]:
    """What is said to somebody's offices, each once."""
    return list(dict.fromkeys(line for office in viewer.offices for line in said.get(office, ())))


def commands(viewer: Person) -> list[str]:
    """What somebody can type, each with what it does."""
    agreement = [
        "sharing agreement – whether your school’s reports may be shared, and your answer",
        "data agreement – whether your school’s figures may be shown, and your answer",
    ]
    return [
        *([_REPORTS] if viewer.is_a(*_GETS_REPORTS) else []),
        *_of_offices(_SCHOOLS, viewer),
        *_of_offices(_YEAR, viewer),
        *_of_offices(_VISITS, viewer),
        *([_PHONE, _AGREEMENTS, _MEMBERSHIP, _REACH, _BROADCAST] if viewer.is_a(Role.TRUST_ADVISOR) else []),
        *_of_offices(_FIGURES, viewer),
        *([_SIMILAR] if viewer.is_a(Role.TRUST_ADVISOR, Role.SIP) else []),
        *_of_offices(_SIPS, viewer),
        *_of_offices(_PRACTICE, viewer),
        *_of_offices(_ALLOCATION, viewer),
        *_of_offices(_APPLICATIONS, viewer),
        *([_FORM] if viewer.is_a(Role.HEADTEACHER, Role.TRUST_ADVISOR) else []),
        *([_MEETINGS] if concerns(viewer) else []),
        *([_COVER] if takes_part(viewer) else []),
        *([_PART, _OUR_SIP] if viewer.is_a(Role.HEADTEACHER) else []),
        *(agreement if viewer.is_a(Role.HEADTEACHER) else []),
        *([_FRAMEWORK] if viewer.is_a(Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR) else []),
        *_of_offices(_CASES, viewer),
        _QUESTIONS if may_ask(viewer) else _ASKED,
        _FAQ,
        "digest – all that waits for you in one card, and whether it comes each week",
        "blank form – the form of a SIP’s report in Word, to use and to pass on",
        "help – this card",
    ]


def _why(viewer: Person) -> Json:
    return why(f"the service knows you as {viewer.office_words}")
