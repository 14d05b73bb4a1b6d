"""How a proposal to a school stands, in words and colours."""

from collections.abc import Mapping
from typing import Final

from cards.kit.elements import Tone
from handbook.allocation.choices.choice import SipChoice
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.core.british_time import day_words, london_date

_S = ChoiceStatus
LOOKS: Final[Mapping[ChoiceStatus, tuple[str, Tone]]] = {
    _S.PROPOSED: ("Proposed", "warning"),
    _S.HEAD_CONFIRMED: ("The headteacher confirmed", "warning"),
    _S.CHAIR_CONFIRMED: ("The chair confirmed", "warning"),
    _S.CONFIRMED: ("Both confirmed", "accent"),
    _S.SCHEDULED: ("Will begin", "accent"),
    _S.DEPLOYED: ("Done", "good"),
    _S.UNDONE: ("Undone", "emphasis"),
    _S.DECLINED: ("Declined", "attention"),
    _S.ENDED: ("Ended", "emphasis"),
}


def state_words(choice: SipChoice, sip: str, old: str, *, for_school: bool = False) -> str:
    """As the Trust Advisor reads it, or (`for_school`) headteacher and chair, who do not read why it ended."""
    return {
        _S.PROPOSED: f"{sip}; headteacher and Chair of Governors have not answered yet",
        _S.HEAD_CONFIRMED: f"{sip}; the Chair of Governors has not answered yet",
        _S.CHAIR_CONFIRMED: f"{sip}; the headteacher has not answered yet",
        _S.CONFIRMED: f"{sip}; the Trust Advisor chooses the first day",
        _S.SCHEDULED: f"{sip} from {day_words(choice.starts_on) if choice.starts_on else 'a day to be chosen'}",
        _S.DEPLOYED: f"{sip} {_since(choice)}",
        _S.UNDONE: f"{old or 'nobody'} is the school’s SIP again",
        _S.DECLINED: f"{sip} will not be the school’s SIP",
        _S.ENDED: f"{sip} is no longer proposed" if for_school else f"{sip}. {choice.ended.words}",
    }[choice.status]


def _since(choice: SipChoice) -> str:
    """With a day once it has begun."""
    if choice.deployed_at is None:
        return "is the school’s SIP"
    return f"has been the school’s SIP since {day_words(london_date(choice.deployed_at))}"
