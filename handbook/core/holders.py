"""Who had a part in a school's record, and when: it goes with the office, and what was done is read with who did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handbook.core.people import Role


@dataclass(frozen=True, slots=True)
class FormerHolder:
    """Somebody who had the SIP's or the headteacher's part in a record until an instant."""

    part: Role
    person_id: str
    until: datetime


def holder_at(part: Role, now_id: str, former: Iterable[FormerHolder], at: datetime | None) -> str:
    """Who had a part at an instant; without one, who has it now. `former` are in their order."""
    was = (one.person_id for one in former if at is not None and one.part is part and at < one.until)
    return next(was, now_id)
