"""The proposals to schools (A3), for the Trust Advisor: those in which it is their turn first."""

from collections.abc import Mapping, Sequence

from cards.allocation.choice_words import LOOKS, state_words
from cards.allocation.listing import Looking, look_for, looking_data, numbers, open_one, page_rows
from cards.allocation.verbs import ChoiceVerb
from cards.kit.elements import Json, card, refresh, status, text
from cards.kit.lines import why
from handbook.allocation.choices.choice import SipChoice
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.core.people import School


def choices_card(
    counts: Mapping[ChoiceStatus, int],
    shown: Sequence[tuple[SipChoice, School]],
    names: Mapping[str, str],
    looking: Looking,
    matching: int,
) -> Json:
    """`shown` is the page that is looked at, of the `matching` ones; `names` are those of SIPs, by id."""
    rows = [_row(choice, school, names) for choice, school in shown]
    counted = [(LOOKS[one][0], str(counts[one])) for one in ChoiceStatus if counts.get(one)]
    choices = [(LOOKS[one][0], one.value) for one in ChoiceStatus]
    options = [(f"{school.full_name}: {names.get(one.sip_id, 'a former SIP')}", one.id) for one, school in shown]
    body = [
        *(
            [numbers(counted)]
            if counted
            else [text("No SIP has been proposed to a school yet. Type “allocate” to begin.")]
        ),
        *look_for(ChoiceVerb.LIST, {}, choices, looking, "school"),
        *page_rows(ChoiceVerb.LIST, {}, rows, looking, matching, ("Proposals", "No proposal is like that.")),
        *open_one(ChoiceVerb.SHOW, {}, "choice", "Open a proposal of this page", options),
        why("you are the Trust Advisor, who allocates SIPs"),
    ]
    again = refresh(ChoiceVerb.LIST, looking_data(looking))
    return card("Proposals to schools", body, [], "Which SIPs are proposed to which schools.", asks_again=again)


def _row(choice: SipChoice, school: School, names: Mapping[str, str]) -> Json:
    word, tone = LOOKS[choice.status]
    sip, old = names.get(choice.sip_id, "a former SIP"), names.get(choice.before_id, "")
    return status(word, f"{school.full_name} – {state_words(choice, sip, old)}", tone)
