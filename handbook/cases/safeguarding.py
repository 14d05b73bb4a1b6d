"""What is not for this service: a child at risk, or an adult's conduct towards one. It is asked before anything is
typed; whoever says yes is told whom to call, and nothing is kept."""

from dataclasses import dataclass
from typing import Final

QUESTION: Final = "Is a child at risk, or is this about an adult’s conduct towards a child?"
IMMEDIATE_DANGER: Final = "If a child is in immediate danger, please call 999 now."


@dataclass(frozen=True, slots=True)
class SafeguardingContacts:
    """Whom to call about a child of one school: its designated safeguarding lead, and its local authority. Each is
    empty where the trust's list does not say."""

    school_lead: str = ""
    school_phone: str = ""
    school_email: str = ""
    authority: str = ""
    authority_phone: str = ""
    authority_out_of_hours: str = ""
