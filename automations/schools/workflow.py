"""What the workflow of the trust's list consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.schools import changing, import_cards, school_cards, school_list, sheets, typed

WORKFLOW: Final = Workflow(
    name="schools",
    ids={"import_id": "list_import", "urn": "school"},
    handlers={**changing.HANDLERS, **sheets.HANDLERS, **school_cards.HANDLERS},
    effects={**sheets.EFFECTS, **typed.EFFECTS},
    cards={**import_cards.CARDS, **school_cards.CARDS, **school_list.CARDS},
    troubles={**import_cards.TROUBLES, **school_cards.TROUBLES, **school_list.TROUBLES},
    replies={**import_cards.REPLIES, **school_cards.REPLIES, **school_list.REPLIES},
    phrases=(typed.schools_asked,),
    due={"imports": sheets.due_now},
)
