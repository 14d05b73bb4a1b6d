"""What the buttons about reports say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.arriving.clean_copy import SendCleanCopy
from handbook.reports.arriving.file_question import AnswerFile, LetFileGo
from handbook.reports.arriving.placing import PlaceWords
from handbook.reports.by_phone import DenyAnswer, RecordAnswer, Said
from handbook.reports.forms.form import BeginForm, FinishForm
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.governors.chair import SendToChair
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.reopening import ReopenReport
from handbook.reports.report import Report
from handbook.reports.school_part import FIELDS, SaveSchoolPart
from handbook.reports.sharing import ShareReport
from handbook.reports.taking_up import TakeUpReport
from handbook.visits.governors_feedback import AskForFeedback, FeedbackOn

CHAIR_FIRST: Final = "Please choose your Chair of Governors first."


@dataclass(frozen=True, slots=True)
class ShowChairForm:
    """The headteacher wants to send the governors' pack to their chair."""

    report_id: str
    version: int


@dataclass(frozen=True, slots=True)
class ShowReport:
    """A card about this version asks how it stands now. `card` is which one asks; None leaves it to who asks."""

    report_id: str
    version: int
    card: ReportCard | None = None


@dataclass(frozen=True, slots=True)
class ShowFile:
    """A card that asks about a file asks how that stands now."""

    file_id: str


@dataclass(frozen=True, slots=True)
class ShowFrameworks:
    """The card of frameworks asks how it stands now."""


@dataclass(frozen=True, slots=True)
class ShowSchoolPart:
    """A card of a school's part asks how it stands now."""

    urn: str
    year: AcademicYear
    term: Term


@dataclass(frozen=True, slots=True)
class ShowForm:
    """A card of a form in the library asks how it stands now."""

    urn: str
    year: AcademicYear
    term: Term


PartCommand = SaveSchoolPart | ShowSchoolPart
FormCommand = BeginForm | FinishForm | ShowForm
FrameworkCommand = ChooseFramework | ShowFrameworks
FileCommand = AnswerFile | LetFileGo | ShowFile

FORM_FOR: Final = "form_for"
"""The box in which a SIP chooses of which school and term they begin the form."""
AREAS_AT_MOST: Final = 30
"""More than any framework asks a primary school to judge."""
PASSAGES_LOOKED_AT: Final = 200
"""How far from the first passage of a card the others can stand, with comments and placed ones between."""

ReportCommand = (
    SetReportAside
    | SendReport
    | SendCleanCopy
    | PlaceWords
    | ApproveReport
    | AskForChange
    | RecordAnswer
    | DenyAnswer
    | TellGovernors
    | MakeGovernorsPack
    | ShowChairForm
    | SendToChair
    | AskForFeedback
    | ShareReport
    | ReopenReport
    | TakeUpReport
    | ShowReport
)


def report_data(report: Report, version: int) -> dict[str, str | int]:
    """What a button about a version of a report carries."""
    return {"report": report.id, "version": version}


def _report(fields: Fields) -> tuple[str, int]:
    return fields.identity("report"), fields.number("version", 1)


def _file(fields: Fields) -> tuple[str, int]:
    return fields.identity("file"), fields.number("number", 1)


def _choose(fields: Fields) -> ChooseFramework:
    if not fields.words("framework_for"):
        raise Refused("missing", "Please choose the school.")
    return ChooseFramework(fields.identity("framework_for"), fields.words("framework"))


def _show_report(fields: Fields) -> ShowReport:
    word = fields.words("card")
    if word and word not in set(ReportCard):
        raise forged()
    return ShowReport(*_report(fields), ReportCard(word) if word else None)


def _record_answer(fields: Fields) -> RecordAnswer:
    word = fields.words("said")
    if word and word not in set(Said):
        raise forged()
    said = Said(word) if word else None
    return RecordAnswer(*_report(fields), said, fields.day("said_on"), fields.words("said_words"))


def _feedback(fields: Fields) -> AskForFeedback:
    on = fields.words("feedback_on")
    if not on:
        raise Refused("missing", "Please choose what your SIP should feed back on.", "G2")
    if on not in set(FeedbackOn):
        raise forged()
    return AskForFeedback(*_report(fields), FeedbackOn(on), fields.words("feedback_words"))


def grade_input(place: int) -> str:
    """The box of an area that the school judges, by its place in the framework's form."""
    return f"judged_{place}"


AS_AT: Final = "attendance_as_at"


def _part(fields: Fields) -> tuple[str, AcademicYear, Term]:
    word = fields.words("term")
    if word not in set(Term):
        raise forged()
    return fields.identity("urn"), fields.year("year"), Term(word)


def _form(fields: Fields) -> tuple[str, AcademicYear, Term]:
    """Of the card of the form itself, or chosen on that of blank forms."""
    if fields.was_sent("urn"):
        return _part(fields)
    if not fields.words(FORM_FOR):
        raise Refused("missing", "Please choose the school and term.")
    urn, year, term = (*fields.words(FORM_FOR).split("-"), "", "")[:3]
    return _part(Fields("form.begin", {"urn": urn, "year": int(year) if year.isdecimal() else year, "term": term}))


def _save_part(fields: Fields) -> SaveSchoolPart:
    grades = ((place, fields.words(grade_input(place))) for place in range(AREAS_AT_MOST))
    return SaveSchoolPart(
        *_part(fields),
        fields.identity("framework"),
        fields.number("revision", 0),
        tuple((place, grade) for place, grade in grades if grade),
        tuple((key, words) for key in FIELDS if (words := fields.words(key))),
        fields.day(AS_AT),
    )


def place_input(number: int) -> str:
    """The box in which the SIP chooses where a passage belongs."""
    return f"place_{number}"


def _choices(fields: Fields) -> tuple[tuple[int, str], ...]:
    """What the boxes of the card say, whichever passages it asked about: `from` and on."""
    first = fields.number("from", 0)
    chosen = ((number, fields.words(place_input(number))) for number in range(first, first + PASSAGES_LOOKED_AT))
    return tuple((number, choice) for number, choice in chosen if choice)


def _also_chosen(fields: Fields) -> tuple[tuple[int, str], ...]:
    """The same for a button that is about something else; its card asks about no words, if it carries no `from`."""
    return _choices(fields) if fields.was_sent("from") else ()


REPORT_READERS: Final[
    Mapping[str, Callable[[Fields], ReportCommand | FileCommand | FrameworkCommand | PartCommand | FormCommand]]
] = {
    ReportVerb.SET_ASIDE: lambda fields: SetReportAside(*_report(fields)),
    ReportVerb.SEND: lambda fields: SendReport(*_report(fields), _also_chosen(fields)),
    ReportVerb.SEND_CLEAN: lambda fields: SendCleanCopy(*_report(fields), _also_chosen(fields)),
    ReportVerb.PLACE: lambda fields: PlaceWords(*_report(fields), _choices(fields)),
    ReportVerb.PLACE_ALWAYS: lambda fields: PlaceWords(*_report(fields), _choices(fields), always=True),
    ReportVerb.APPROVE: lambda fields: ApproveReport(*_report(fields)),
    ReportVerb.APPROVE_WITH_VIEW: lambda fields: ApproveReport(
        *_report(fields), with_view=True, view=fields.words("view")
    ),
    ReportVerb.ASK_CHANGE: lambda fields: AskForChange(*_report(fields), fields.words("comment")),
    ReportVerb.RECORD_ANSWER: _record_answer,
    ReportVerb.DENY_ANSWER: lambda fields: DenyAnswer(*_report(fields)),
    ReportVerb.GOVERNORS: lambda fields: TellGovernors(*_report(fields)),
    ReportVerb.GOVERNORS_PACK: lambda fields: MakeGovernorsPack(*_report(fields), fields.words("wellbeing") == "in"),
    ReportVerb.CHAIR_FORM: lambda fields: ShowChairForm(*_report(fields)),
    ReportVerb.CHAIR_SEND: lambda fields: SendToChair(*_report(fields), fields.chosen("chair", CHAIR_FIRST)),
    ReportVerb.FEEDBACK: _feedback,
    ReportVerb.SHARE: lambda fields: ShareReport(*_report(fields)),
    ReportVerb.REOPEN: lambda fields: ReopenReport(*_report(fields), fields.words("reopen_reason")),
    ReportVerb.TAKE_UP: lambda fields: TakeUpReport(*_report(fields)),
    ReportVerb.SHOW_REPORT: _show_report,
    ReportVerb.FRAMEWORK_CHOOSE: _choose,
    ReportVerb.SHOW_FRAMEWORKS: lambda _: ShowFrameworks(),
    ReportVerb.PART_SAVE: _save_part,
    ReportVerb.SHOW_PART: lambda fields: ShowSchoolPart(*_part(fields)),
    ReportVerb.FORM_BEGIN: lambda fields: BeginForm(*_form(fields)),
    ReportVerb.FORM_FINISH: lambda fields: FinishForm(*_part(fields)),
    ReportVerb.SHOW_FORM: lambda fields: ShowForm(*_part(fields)),
    ReportVerb.FILE_ANSWER: lambda fields: AnswerFile(*_file(fields), fields.number("choice", 0)),
    ReportVerb.FILE_LET_GO: lambda fields: LetFileGo(*_file(fields)),
    ReportVerb.SHOW_FILE: lambda fields: ShowFile(fields.identity("file")),
}
