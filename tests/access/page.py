"""`docs/security/commands.md`: who may press and see what, as the code says it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.access.played import Seen
from tests.access.table import BEYOND, EVERYBODY

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "security" / "commands.md"
_TITLES: Final = {
    "reports": "Reports and agreements",
    "visits": "Visits, half-days, plans and meetings",
    "cases": "A concern, talked about first",
    "untalked": "A concern without a talk",
    "complaints": "A complaint about a SIP",
    "against": "A complaint about the Trust Advisor",
    "schools": "Schools, people, who is reached",
    "team": "SIPs, training and skills",
    "allocation": "Which SIP for which school",
    "practice": "Good practice",
    "membership": "Membership",
    "recruitment": "Applications to become a SIP",
    "questions": "Questions, figures and help",
    BEYOND: "As what it stands for",
}
_WORDS: Final = {
    "advisor": "Trust Advisor",
    "sip": "its SIP",
    "head": "its headteacher",
    "dso": "its Diocesan Schools Officer",
    "la": "its local authority officer",
    "governors": "its Chair of Governors",
    "director": "Director",
    "chair": "Chair of the Trust Board",
    "member": "Trust Board member",
    "keeper": "whoever keeps the list",
    "deputy": "who stands in for its SIP",
    "acting": "who stands in for its headteacher",
    "sub": "who stands in for the Trust Advisor",
    "proposed": "a SIP proposed to it",
    "party": "the other school’s headteacher",
    "former": "its SIP before",
    "former_head": "its headteacher before",
    "other_sip": "any other SIP",
    "other_head": "any other headteacher",
    "other_dso": "any other Diocesan Schools Officer",
    "other_la": "any other local authority officer",
    "applicant": "the applicant",
    "own": "whoever it is for",
    "as-what-it-asks-about": "whoever may press what it asks about",
    "as-what-is-taken-back": "who pressed it, or could in their place",
}
_HEAD: Final = """# Who may press and see what

This page is made by `make docs` (`python -m tests.access`) from what the code does: stories are played in a service
with a database, and each button that appears is tried as each of {people} people, who are something to its record or
nothing, and undone. Tests hold it against a table that is kept by hand, `tests/access/who_may.txt`: a new button,
kind of card or page without a line there fails them. Whoever is not named is told no, and nothing changes. Who has
left the list and strangers were tried with everything, and are named nowhere.

Somebody is judged by what they are to the record and not by the offices they hold: `tests/access/test_own_reports.py`
shows that nobody approves a report that they wrote, and that nobody answers a complaint about themselves. What each
office sees of a school and of a report is on [another page](matrix.md). These are {buttons} buttons, {cards} kinds of
cards, and {pages} pages and searches. An asterisk: in no state that was played is it taken; those are named who are
told no for another reason than who they are. Commands that stand on no button, such as those of the clock, are named
by hand in `tests/access/not_pressed.py`.
"""


def page(sections: Mapping[str, Mapping[str, Seen]], people: int) -> str:
    names = {name for rows in sections.values() for name in rows}
    cards = {name for name in names if name.startswith("card.") and name != "card.open"}
    views = {name for name in names if name.startswith(("tab.", "search."))}
    buttons = len(names - cards - views)
    parts = [_HEAD.format(people=people, buttons=buttons, cards=len(cards), pages=len(views))]
    parts += [f"## {_TITLES[story]}\n\n{_table(rows)}\n" for story, rows in sections.items()]
    return "\n".join(parts)


def _table(rows: Mapping[str, Seen]) -> str:
    lines = ["| button, card or page | who |", "| --- | --- |"]
    return "\n".join(
        [*lines, *(f"| `{name}`{'' if one.taken else ' *'} | {_who(one)} |" for name, one in rows.items())]
    )


def _who(one: Seen) -> str:
    if one.who >= EVERYBODY:
        return "everybody on the list, each their own"
    return ", ".join(words for name, words in _WORDS.items() if name in one.who)
