"""What the workflow of figures consists of."""

from typing import Final

from automations.data import figure_cards, keeping, typed
from automations.engine.workflow import Workflow

WORKFLOW: Final = Workflow(
    name="data",
    handlers=keeping.HANDLERS,
    cards=figure_cards.CARDS,
    troubles=figure_cards.TROUBLES,
    replies=typed.REPLIES,
    phrases=(typed.figures_asked, typed.similar_asked),
)
