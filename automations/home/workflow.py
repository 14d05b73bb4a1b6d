"""What meets somebody first, and answers words that no other workflow understands."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.home import typed

WORKFLOW: Final = Workflow(
    name="home",
    handlers=typed.HANDLERS,
    effects=typed.EFFECTS,
    phrases=(typed.help_asked,),
)
