"""What the engine itself brings to every workflow: sending cards, taking up a restored database."""

from typing import Final

from automations.engine import chasing, deadlines, live_cards, notifications, retention
from automations.engine.confirming import held
from automations.engine.confirming.asking import HELD
from automations.engine.inbound import drafts
from automations.engine.jobs import given_up, job_runner, pausing, restoring, steering, trouble_hearers
from automations.engine.sending import copies
from automations.engine.workflow import Workflow

ENGINE: Final = Workflow(
    name="engine",
    handlers={
        **restoring.HANDLERS,
        **deadlines.HANDLERS,
        **given_up.HANDLERS,
        **pausing.HANDLERS,
        **steering.HANDLERS,
        **drafts.HANDLERS,
        **chasing.HANDLERS,
        **retention.HANDLERS,
        **copies.HANDLERS,
    },
    about={chasing.ChaseOn: lambda said: said.about},
    effects={**job_runner.EFFECTS, **notifications.EFFECTS, **copies.EFFECTS, **retention.EFFECTS},
    cards=given_up.CARDS,
    replies={**given_up.REPLIES, **live_cards.REPLIES},
    follow_ups=held.FOLLOW_UPS,
    due={
        "drafts": drafts.due_now,
        "places of old messages": copies.due_now,
        "decisions that can be taken back": held.due_now,
        "records whose time is over": retention.due_now,
    },
    ids={"held_id": HELD},
    troubles={**trouble_hearers.TROUBLES, **retention.TROUBLES, given_up.GIVEN_UP: trouble_hearers.BY_ADVISOR},
)
