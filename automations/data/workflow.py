"""What the workflow of figures consists of."""

from typing import Final

from automations.data import keeping
from automations.engine.workflow import Workflow

WORKFLOW: Final = Workflow(name="data", handlers=keeping.HANDLERS)
