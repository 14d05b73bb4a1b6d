"""The cases that somebody may read: theirs, and those of people they stand in for. There is no other list."""

from collections.abc import Sequence
from typing import Final

from cards.cases.notice import open_button
from cards.cases.record import CaseView, standing
from cards.kit.elements import Json, buttons, card, container, text
from cards.kit.lines import why
from handbook.cases.case import is_closed_for, review_for
from handbook.core.british_time import day_words

AT_MOST: Final = 10


def case_list_card(views: Sequence[CaseView], begins: Sequence[Json]) -> Json:
    """Open ones first, the day that comes next on top. `begins` are buttons to begin with another."""
    shown = sorted(views, key=_order)[:AT_MOST]
    left_out = len(views) - len(shown)
    body = [
        *([] if views else [text("There are none.")]),
        *(_line(view) for view in shown),
        *([text(f"and {left_out} more that are closed or come later")] if left_out else []),
        why("you asked for the records that were given to you"),
    ]
    return card("Your records", body, begins, "A list that you asked for.")


def _line(view: CaseView) -> Json:
    word, sentence = standing(view)
    review_on = None if view.is_about_them else review_for(view.case, view.ids)
    again = f" Review on {day_words(review_on)}." if review_on else ""
    lines = [text(view.title, bold=True), text(f"{word}: {sentence}.{again}", muted=True)]
    return container([*lines, buttons([open_button(view.case.id, "Open", tooltip=f"Open: {view.title}")])])


def _order(view: CaseView) -> tuple[bool, str, str]:
    review_on = review_for(view.case, view.ids)
    return (is_closed_for(view.case, view.ids), review_on.isoformat() if review_on else "9999", view.case.id)
