"""What the workflow of e-mail consists of. What goes by e-mail, the other workflows declare."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.mail import page, sending

WORKFLOW: Final = Workflow(
    name="mail",
    ids={"link_id": sending.OF_LINK},
    handlers={**sending.HANDLERS, **page.HANDLERS},
    effects=sending.EFFECTS,
    troubles=sending.TROUBLES,
)
