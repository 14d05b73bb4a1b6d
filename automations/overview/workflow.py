"""What the workflow of the overview consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.overview import watching

WORKFLOW: Final = Workflow(name="overview", handlers=watching.HANDLERS)
