"""`docs/security/matrix.md`: what each office sees of a school, of a report and in the overview, asked of the rules
that draw cards and pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Term
from handbook.overview.line import CONFIDENTIAL, Line, sees_line
from handbook.reports.readers import may_read_report
from handbook.reports.report import Report, Status
from handbook.schools.sight import Part, parts_of
from handbook.search.finding import may_find_report

_SCHOOL: Final = School("", "", "", "", *(one.value for one in (Role.HEADTEACHER, Role.SIP, Role.DSO, Role.LA_OFFICER)))
_KEEPER: Final = Person("keeper", "", "", Role.BOARD_MEMBER)
_ADMINISTRATOR: Final = _KEEPER.id
"""Whoever the setting names as the one that looks after SIP Desk, and who holds no other office of the service."""
OFFICES: Final[tuple[tuple[str, Person], ...]] = (
    *((one.words[0].upper() + one.words[1:], Person(one.value, "", "", one)) for one in Role),
    ("Whoever keeps the list", _KEEPER),
)
PART_WORDS: Final = {
    Part.PEOPLE: "Who serves it",
    Part.DATES: "Term dates",
    Part.REPORTS: "Reports of the year, and how they stand (before approval and sharing: as W1, W2 and W4 allow)",
    Part.VISITS: "Visits (the Trust Advisor: termly ones)",
    Part.HALF_DAYS: "Half-days",
    Part.SUPPORT: "Other support",
    Part.AGREEMENTS: "Agreements",
    Part.FIGURES: "Figures",
    Part.MEMBERSHIP: "Membership",
    Part.CHECKS: "The SIP’s checks",
    Part.KEEPING: "Changes of the list",
}
IN_CHAT_ALONE: Final = frozenset((Part.FIGURES, Part.KEEPING))
"""The tab shows, and sends to the chat for what is done or opened there."""
_INTRODUCTION: Final = """What each office sees of a school: on its card in chat, and on its page in the tab. SIP,
headteacher and officers see it of the schools that they serve, by what they are to each school; the Trust Advisor of
all. Who holds two offices sees of each school what either sees. A test draws the cards and opens the pages for each
office, and compares both with this table."""
_LINES: Final = """What the overview in the tab shows: to whom a card in chat shows the same. SIP and headteacher see
their own schools, and a SIP their own record. Concerns and complaints stand there for whoever is to do something about
one, and in no file."""


_OF_REPORT: Final = """What each office reads of a report, by how far it has come: on its card in chat, and
on the page that opens from an e-mail, where only its headteacher is asked. It is found by search, in the
message box, by whoever may read it and not before it is approved: what is found may be put into a chat where others
read along. To headteachers, SIPs and officers of other schools it is as to everybody else. A Chair of Governors reads
the pack that the headteacher sends them, and nothing else."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as far as it has come, and whether the row asks who finds it by search, or who reads it."""

    words: str
    status: Status
    by_search: bool = False


REPORT_ROWS: Final = (
    ReportRow("A draft that the SIP has sent to nobody", Status.DRAFTED),
    ReportRow("One that waits for the headteacher", Status.SENT),
    ReportRow("One that is approved and filed", Status.FILED),
    ReportRow("One that is shared", Status.SHARED),
    ReportRow("– found by search before it is approved", Status.SENT, by_search=True),
    ReportRow("– found by search once it is approved", Status.FILED, by_search=True),
    ReportRow("– found by search once it is shared", Status.SHARED, by_search=True),
)


def access_matrix(made: str) -> str:
    source = "`handbook/schools/sight.py`, `handbook/reports/readers.py` and `handbook/overview/line.py`"
    return (
        "\n\n".join(
            (
                "# Who sees what",
                made.format(source=source),
                "## Of a school: cards and tab",
                _INTRODUCTION,
                _table("of a school", ((_part(part), lambda one, part=part: sees_part(one, part)) for part in Part)),
                "## Of a report: cards, e-mail and search",
                _OF_REPORT,
                _table("report", ((row.words, lambda one, row=row: sees_report(one, row)) for row in REPORT_ROWS)),
                "## In the overview",
                _LINES,
                _table("line", ((_line(line), lambda one, line=line: shows_line(one, line)) for line in Line)),
            )
        )
        + "\n"
    )


def sees_part(person: Person, part: Part) -> bool:
    return part in parts_of(_SCHOOL, person, _ADMINISTRATOR)


def sees_report(person: Person, row: ReportRow) -> bool:
    sees = may_find_report if row.by_search else may_read_report
    return sees(_report(row.status), _SCHOOL, person)


def shows_line(person: Person, line: Line) -> bool:
    return sees_line(line, person, parts_of(_SCHOOL, person, _ADMINISTRATOR), _ADMINISTRATOR)


def _report(status: Status) -> Report:
    """That of the school, by its SIP; shared, where it is, with its officers."""
    version = 0 if status is Status.DRAFTED else 1
    term, ids = (AcademicYear(2026), Term.AUTUMN), (_SCHOOL.sip_id, _SCHOOL.headteacher_id)
    report = Report("", "", *term, *ids, status, latest=1, sent=version)
    if status is not Status.SHARED:
        return report
    officers = tuple(Person(one.value, "", "", one) for one in (Role.DSO, Role.LA_OFFICER))
    return replace(report, shared_with=officers, let_in=tuple(one.id for one in officers))


def _part(part: Part) -> str:
    return PART_WORDS[part] + (" – in chat alone" if part in IN_CHAT_ALONE else "")


def _line(line: Line) -> str:
    return line.words + (" – in no file" if line in CONFIDENTIAL else "")


def _table(title: str, rows: Iterable[tuple[str, Callable[[Person], bool]]]) -> str:
    head = f"| {title} | {' | '.join(name for name, _ in OFFICES)} |"
    lines = [head, "| --- |" + " :-: |" * len(OFFICES)]
    for words, sees in rows:
        lines.append(f"| {words} | {' | '.join('yes' if sees(person) else '–' for _, person in OFFICES)} |")
    return "\n".join(lines)
