"""By which of Ofsted's frameworks schools and their SIPs judge (P2), and a place to choose another."""

from collections.abc import Sequence
from datetime import date

from cards.kit.elements import LINES_AT_MOST, Json, card, execute, input_choice, refresh, table, text
from cards.kit.lines import why
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, School
from handbook.reports.framework_choice import SchoolFramework
from handbook.reports.paper.frameworks import CATHOLIC, OFSTED, in_force

Judged = tuple[School, SchoolFramework]


def frameworks_card(found: Sequence[Judged], viewer: Person, today: date) -> Json:
    """`found` are the schools for which the viewer may choose, at least one."""
    rows = [(school.full_name, _words(choice, today)) for school, choice in found]
    more = [text(f"and {len(rows) - LINES_AT_MOST} more")] if len(rows) > LINES_AT_MOST else []
    body = [
        text("The form asks for the areas and offers the grades of this framework, and judgements are compared in it."),
        table(("School", "Framework"), rows),
        *more,
        text(f"{CATHOLIC.name} is judged as well. A report keeps the framework that it was started in."),
        *_places(found, today),
        why(f"the service knows you as {viewer.office_words}"),
    ]
    only = {"framework_for": found[0][0].urn} if len(found) == 1 else {}
    return card(
        "Frameworks",
        body,
        [execute("Save", ReportVerb.FRAMEWORK_CHOOSE, only, style="positive")],
        "By which framework schools and their SIPs judge.",
        asks_again=refresh(ReportVerb.SHOW_FRAMEWORKS, {}),
    )


def _places(found: Sequence[Judged], today: date) -> list[Json]:
    newest_first = [(each.name, each.key) for each in reversed(OFSTED)]
    choice = input_choice(
        "framework",
        "Framework",
        "Please choose a framework.",
        newest_first,
        value=found[0][1].on(today).key if len(found) == 1 else in_force(today).key,
    )
    if len(found) == 1:
        return [choice]
    schools = [(school.full_name, school.urn) for school, _ in found]
    school = input_choice("framework_for", "School", "Please choose a school.", schools, searchable=len(schools) > 5)
    return [school, choice]


def _words(choice: SchoolFramework, today: date) -> str:
    framework = choice.on(today)
    return framework.name if choice.key else f"{framework.name} (Ofsted’s own of today; nobody has chosen another)"
