"""What stands in a chat about a case, and all that ever does: that it needs somebody, and a button. What is written in
a case shows only as the answer to that button, to whoever may read it then."""

from cards.cases.lines import NOTICE
from cards.cases.verbs import CaseVerb
from cards.kit.elements import Json, card, execute, open_dialog, text
from cards.kit.lines import closed_card, why


def case_notice_card(case_id: str, *, may_read: bool) -> Json:
    """`may_read` is False also where there is no such case."""
    if not may_read:
        return closed_card()
    body = [
        text(NOTICE),
        text("It opens for you alone, and opening it is recorded. Nothing of it stays in this chat.", muted=True),
        why("it was given to you"),
    ]
    window = open_dialog("Open in a window", CaseVerb.CASE_OPEN, {"case": case_id})
    return card("For you to read", body, [open_button(case_id, "Open"), window], NOTICE)


def open_button(case_id: str, title: str, place: int = 0, tooltip: str = "") -> Json:
    """`place` asks for one part whole."""
    data: dict[str, str | int] = {"case": case_id, **({"place": place} if place else {})}
    return execute(title, CaseVerb.CASE_OPEN, data, submits_inputs=False, tooltip=tooltip, answered_here=True)
