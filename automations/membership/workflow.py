"""What the workflow of memberships consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.membership import cards, hand_in_cards, handing_in, reminding, sheet, training, working

WORKFLOW: Final = Workflow(
    name="membership",
    handlers={**working.HANDLERS, **sheet.HANDLERS, **handing_in.HANDLERS, **training.HANDLERS},
    follow_ups=working.FOLLOW_UPS,
    effects={**sheet.EFFECTS, **handing_in.EFFECTS, **training.EFFECTS},
    cards={**cards.CARDS, **hand_in_cards.CARDS},
    replies={**cards.REPLIES, **hand_in_cards.REPLIES, **training.REPLIES},
    synonyms=hand_in_cards.SYNONYMS,
    phrases=(sheet.list_asked, sheet.sheet_asked, hand_in_cards.our_sip_asked),
    troubles={**cards.TROUBLES, **hand_in_cards.TROUBLES},
    due={
        "refunds": working.due_now,
        reminding.DUE_REFUNDS.kind: reminding.DUE_REFUNDS,
        "reports handed in": handing_in.due_now,
    },
    ids={"handed_id": hand_in_cards.OF_HANDED},
    about={one: working.about_command for one in working.HANDLERS},
)
