"""Who did something about a record, where they may have stood in for somebody."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DoneBy:
    """`holder_id` is whose part it was; `deputy_id` who did it in their place, empty where they did it themselves."""

    holder_id: str
    deputy_id: str = ""
    at: datetime | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one for one in (self.holder_id, self.deputy_id) if one)


def stood_in(deputy: str, holder: str) -> str:
    """Both names, as people read them where a deputy did something."""
    return f"{deputy}, standing in for {holder}" if deputy else holder
