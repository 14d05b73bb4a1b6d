"""What meets somebody first, and answers words that no other workflow understands."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.home import digest, typed

WORKFLOW: Final = Workflow(
    name="home",
    handlers={**typed.HANDLERS, **digest.HANDLERS},
    effects={**typed.EFFECTS, **digest.EFFECTS},
    replies=digest.REPLIES,
    phrases=(digest.digest_asked, typed.help_asked),
    due={"digests": digest.digests_due},
)
