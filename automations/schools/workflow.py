"""What the workflow of the trust's list consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.schools import (
    changing,
    edit_cards,
    edits,
    import_cards,
    people_cards,
    school_cards,
    school_list,
    sheets,
    typed,
)

WORKFLOW: Final = Workflow(
    name="schools",
    ids={"import_id": "list_import", "urn": "school", "edit_id": "list_edit"},
    handlers={
        **changing.HANDLERS,
        **sheets.HANDLERS,
        **school_cards.HANDLERS,
        **edits.HANDLERS,
    },
    effects={
        **sheets.EFFECTS,
        **typed.EFFECTS,
        **edits.EFFECTS,
    },
    cards={
        **import_cards.CARDS,
        **edit_cards.CARDS,
        **school_cards.CARDS,
        **school_list.CARDS,
        **people_cards.CARDS,
    },
    troubles={
        **import_cards.TROUBLES,
        **edit_cards.TROUBLES,
        **school_cards.TROUBLES,
        **school_list.TROUBLES,
        **people_cards.TROUBLES,
    },
    replies={
        **import_cards.REPLIES,
        **edit_cards.REPLIES,
        **school_cards.REPLIES,
        **school_list.REPLIES,
        **people_cards.REPLIES,
    },
    phrases=(typed.list_asked,),
    due={"imports": sheets.due_now, "changes of the list": edits.due_now},
)
