"""What the workflow of allocations consists of."""

from typing import Final

from automations.allocation import (
    answers,
    cards,
    choices,
    clock,
    conflicts,
    deploying,
    lists,
    needs,
    runs,
    support,
    typed,
)
from automations.allocation.kinds import OF_CHOICE, needs_about, run_about, support_about
from automations.engine.workflow import Workflow
from handbook.allocation.needs import AskForNeeds, NoteTalk, SayNeeds
from handbook.allocation.other_support import AgreeRole, EndSupport, NameSupport, SayRole
from handbook.allocation.run import LockSip, ProposeAll, RaiseCapacity, SolveAgain, UnlockSip

WORKFLOW: Final = Workflow(
    name="allocation",
    handlers={
        **needs.HANDLERS,
        **conflicts.HANDLERS,
        **runs.HANDLERS,
        **choices.HANDLERS,
        **deploying.HANDLERS,
        **support.HANDLERS,
    },
    follow_ups={**choices.FOLLOW_UPS, **deploying.FOLLOW_UPS},
    effects={**needs.EFFECTS, **runs.EFFECTS, **lists.EFFECTS},
    cards=cards.CARDS,
    replies=answers.REPLIES,
    phrases=(
        typed.advisor_asked,
        typed.wishes_asked,
        typed.conflicts_asked,
        typed.support_asked,
        typed.proposals_asked,
    ),
    troubles=cards.TROUBLES,
    ids={"choice_id": OF_CHOICE, "conflict_id": "conflict"},
    about={
        **dict.fromkeys((AskForNeeds, SayNeeds, NoteTalk), lambda command: needs_about(command.urn, command.year)),
        **dict.fromkeys((NameSupport, EndSupport, SayRole, AgreeRole), lambda command: support_about(command.urn)),
        **dict.fromkeys((LockSip, UnlockSip, SolveAgain, RaiseCapacity, ProposeAll), lambda one: run_about(one.run_id)),
    },
    due={
        "wishes of schools": clock.needs_due,
        "declarations of SIPs": clock.declarations_due,
        "proposals of SIPs to schools": clock.choices_due,
    },
)
