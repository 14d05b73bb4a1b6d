"""What the workflow of good practice consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.good_practice import answers, cards, celebration, clock, introductions, lines, typed

WORKFLOW: Final = Workflow(
    name="good_practice",
    ids={"introduction_id": "introduction", "line_id": "practice_line"},
    handlers={**lines.HANDLERS, **introductions.HANDLERS, **celebration.HANDLERS},
    follow_ups={**lines.FOLLOW_UPS, **introductions.FOLLOW_UPS},
    effects={**lines.EFFECTS, **celebration.EFFECTS},
    cards=cards.CARDS,
    replies=answers.REPLIES,
    phrases=(typed.board_asked, typed.mine_asked),
    troubles=cards.TROUBLES,
    due={"introductions": clock.introductions_due, "needs of headteachers": clock.needs_to_forget},
)
