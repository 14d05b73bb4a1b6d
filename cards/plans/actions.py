"""What the buttons of a term's plan say, both ways. A plan does not change once it was made, so that its id and a
school say which half-day was seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.plans.verbs import PlanVerb
from handbook.plans.acceptance import AcceptPlanned, AcceptWholePlan, ProposedPlan


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """A card about a plan asks how it stands now."""

    plan_id: str


PlanCommand = AcceptPlanned | AcceptWholePlan | ShowPlan


def plan_data(plan: ProposedPlan) -> dict[str, str | int]:
    """What a button about a plan carries."""
    return {"plan": plan.id}


PLAN_READERS: Final[Mapping[str, Callable[[Fields], PlanCommand]]] = {
    PlanVerb.PLAN_ACCEPT: lambda fields: AcceptPlanned(fields.identity("plan"), fields.identity("urn")),
    PlanVerb.PLAN_ACCEPT_ALL: lambda fields: AcceptWholePlan(fields.identity("plan")),
    PlanVerb.SHOW_PLAN: lambda fields: ShowPlan(fields.identity("plan")),
}
