"""`docs/security/matrix.md`: what each office sees of a school and in the overview, asked of the rules that draw cards
and pages."""

from collections.abc import Callable, Iterable
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.overview.line import CONFIDENTIAL, Line, sees_line
from handbook.schools.sight import Part, parts_of

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


def access_matrix(made: str) -> str:
    source = "`handbook/schools/sight.py` and `handbook/overview/line.py`"
    return (
        "\n\n".join(
            (
                "# Who sees what",
                made.format(source=source),
                "## Of a school: cards and tab",
                _INTRODUCTION,
                _table("of a school", ((_part(part), lambda one, part=part: sees_part(one, part)) for part in Part)),
                "## In the overview",
                _LINES,
                _table("line", ((_line(line), lambda one, line=line: shows_line(one, line)) for line in Line)),
            )
        )
        + "\n"
    )


def sees_part(person: Person, part: Part) -> bool:
    return part in parts_of(_SCHOOL, person, _ADMINISTRATOR)


def shows_line(person: Person, line: Line) -> bool:
    return sees_line(line, person, parts_of(_SCHOOL, person, _ADMINISTRATOR), _ADMINISTRATOR)


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
