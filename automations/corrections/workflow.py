"""Corrections by addition."""

from typing import Final

from automations.corrections import noting
from automations.engine.workflow import Workflow

WORKFLOW: Final = Workflow(
    name="corrections",
    handlers=noting.HANDLERS,
    about={noting.NoteCorrection: lambda said: said.about},
)
