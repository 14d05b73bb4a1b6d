"""Which term is to be planned?"""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, card, execute, refresh, text
from cards.kit.lines import why
from cards.plans.verbs import PlanVerb
from handbook.core.people import Person, Role
from handbook.plans.outstanding import TermOfYear

_TERMS_AT_MOST: Final = 3


def terms_card(terms: Sequence[TermOfYear], viewer: Person) -> Json:
    """This term and the next ones, as far as their dates are known."""
    is_sip = not viewer.is_a(Role.TRUST_ADVISOR)
    words = "I propose a half-day for each termly visit that has none."
    more = "You accept what suits you." if is_sip else "SIPs see it once you send it to them."
    actions = [
        execute(f"{term} {year}", PlanVerb.PLAN_TERM, {"year": year.starts_in, "term": term.value})
        for year, term in terms[:_TERMS_AT_MOST]
    ]
    body = [
        text("Which term?" if actions else "No term is ahead of which the dates are known.", bold=True),
        text(f"{words} {more}"),
        why("these are your schools" if is_sip else "you are the Trust Advisor of the service"),
    ]
    title = "Plan visits"
    return card(title, body, actions, f"{title}.", asks_again=refresh(PlanVerb.SHOW_TERMS, {}))
