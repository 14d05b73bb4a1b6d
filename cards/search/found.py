"""What the message extension finds: a line for the asker's eyes, and the card that they may put into a chat. Others
read that card, and some of them may see nothing of what it is about; so it names the thing and how far it is, and no
more."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, card, facts, is_https, open_url, text
from cards.kit.half_days import when
from cards.kit.safe_text import capped
from cards.reports.lines import report_title
from cards.visits.lines import visit_title
from handbook.core.british_time import moment_words
from handbook.core.people import School
from handbook.questions.faq import FaqEntry
from handbook.reports.report import Report, Status
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit, VisitStatus

_VERSION: Final = "1.3"  # a card that stands in for a link may be no newer
_ANSWER_AT_MOST: Final = 2_000
_OWN_CHAT: Final = "Each person finds what is open to them in their own chat with SIP Desk."
_STANDS: Final = {
    VisitStatus.WISHED: "Being arranged",
    VisitStatus.SOUGHT: "Being arranged",
    VisitStatus.FOUND: "Being arranged",
    VisitStatus.PROPOSED: "Being arranged",
    VisitStatus.NONE_SUITED: "Being arranged",
    VisitStatus.PICKED: "Booked",
    VisitStatus.BOOKED: "Booked",
    VisitStatus.MOVED: "Booked",
    VisitStatus.MOVE_ASKED: "Booked",
    VisitStatus.CANCEL_ASKED: "Booked",
    VisitStatus.HELD: "Held",
    VisitStatus.NOT_HELD: "Not held",
    VisitStatus.CANCELLED: "Cancelled",
}
_FILED: Final = {Status.APPROVED: "being filed", Status.FILED: "filed", Status.SHARED: "filed and shared"}


def school_line(school: School) -> str:
    return f"URN {school.urn} · {school.local_authority}"


def report_line(report: Report) -> str:
    """Approved on Tuesday 24 November 2026 at 16:42 · filed."""
    at = f" on {moment_words(report.decision.at)}" if report.decision else ""
    waits = report.status is Status.APPROVED and report.trouble
    return f"Approved{at} · {'not filed: its card says why' if waits else _FILED[report.status]}"


def visit_line(visit: Visit) -> str:
    """Booked · Tuesday 9 March 2027, morning, 09:00 to 12:00."""
    stands = _STANDS[visit.status]
    return f"{stands} · {when(visit.half_day)}" if visit.half_day else f"{stands} · {visit.year}"


def school_found(school: School, chat_url: str) -> Json:
    return _neutral(school.full_name, [("URN", school.urn), ("Local authority", school.local_authority)], chat_url)


def report_found(report: Report, school: School, chat_url: str) -> Json:
    """Of an approved report: whether it was shared outside the trust is not for everybody."""
    return _neutral(
        report_title(report, school),
        [("School", school.full_name), ("Term", f"{report.term.value} {report.year}"), ("Status", "Approved")],
        chat_url,
    )


def visit_found(visit: Visit, school: School, chat_url: str) -> Json:
    """Neither its day nor, apart from the termly ones, what it is for: a headteacher's appraisal is among those."""
    title, term = f"SIP visit: {school.full_name}", ("Year", str(visit.year))
    if isinstance(visit.purpose, TermlyVisit):
        title, term = visit_title(visit, school), ("Term", f"{visit.purpose.term.value} {visit.year}")
    lines = [("School", school.full_name), term, ("Status", _STANDS[visit.status])]
    return _neutral(title, lines, chat_url)


def faq_found(entry: FaqEntry, chat_url: str) -> Json:
    """An entry of the FAQ names nobody, so that it can stand anywhere."""
    return _stands_anywhere(entry.question, [text(capped(entry.answer, _ANSWER_AT_MOST, " …"))], chat_url)


def _neutral(title: str, lines: list[tuple[str, str]], chat_url: str) -> Json:
    return _stands_anywhere(title, [facts(lines)], chat_url)


def _stands_anywhere(title: str, body: Sequence[Json], chat_url: str) -> Json:
    """A card for anybody. Nothing of it is asked of us again, because it stands in chats where we are not."""
    own_chat = [open_url("Open my chat with SIP Desk", chat_url)] if is_https(chat_url) else []
    return {**card(title, [*body, text(_OWN_CHAT, muted=True)], own_chat, title), "version": _VERSION}
