"""What the workflow of a year's half-days consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.half_days import chasing, ledger, ledger_cards

WORKFLOW: Final = Workflow(
    name="half_days",
    ids={"preparation_id": "preparation", "extra_id": "extra"},
    handlers=ledger.HANDLERS,
    cards=ledger_cards.CARDS,
    troubles=ledger_cards.TROUBLES,
    replies=ledger.REPLIES,
    due={chasing.EXTRAS.kind: chasing.EXTRAS},
    phrases=(ledger.half_days_asked,),
)
