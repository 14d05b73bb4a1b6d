"""What meets somebody first, and answers words that no other workflow understands."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.home import digest, typed

WORKFLOW: Final = Workflow(
    name="home",
    handlers={**typed.HANDLERS, **digest.HANDLERS},
    effects={**typed.EFFECTS, **digest.EFFECTS},
    replies={**typed.REPLIES, **digest.REPLIES},
    phrases=(digest.digest_asked, typed.thanks_asked, typed.help_asked),
    synonyms=typed.SYNONYMS,
    due={"digests": digest.digests_due},
)
