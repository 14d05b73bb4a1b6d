"""What the workflow of the trust's list consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.schools import changing

WORKFLOW: Final = Workflow(name="schools", handlers=changing.HANDLERS)
