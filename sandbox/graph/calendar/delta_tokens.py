"""Where a caller is in the changes of a window: opaque to them, and forgotten after a while."""

import base64
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.time_zones import read_instant, utc
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.stand_in import StandIn

REMEMBERED = timedelta(days=30)
_EPOCH, _MADE_INVALID = "delta_epoch", "delta_made_invalid"


@dataclass(frozen=True, slots=True)
class DeltaToken:
    """`after` is the last change told of. `began` is the last change before a first round, None in later ones."""

    mailbox: str
    start: datetime
    end: datetime
    after: int
    began: int | None
    made_at: datetime

    def covers(self, copy: Copy) -> bool:
        return copy.start < self.end and copy.end > self.start

    def passes_over(self, copy: Copy) -> bool:
        """A first round is silent about what was gone, or elsewhere, before it began."""
        gone = copy.deleted or not self.covers(copy)
        return self.began is not None and gone and copy.change <= self.began

    def further(self, after: int, now: datetime, same_round: bool) -> "DeltaToken":
        return replace(self, after=after, made_at=now, began=self.began if same_round else None)


def write(token: DeltaToken, stand_in: StandIn) -> str:
    kept = asdict(token) | {name: utc(getattr(token, name)) for name in ("start", "end", "made_at")}
    kept["epoch"], kept["valid"] = (stand_in.database.counted(name) for name in (_EPOCH, _MADE_INVALID))
    return base64.urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")


def read(text: str, mailbox: str, stand_in: StandIn) -> DeltaToken:
    """Raises 410 for one that is forgotten, 400 for one that is none of this mailbox's, or none any more."""
    try:
        kept: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        epoch, valid = kept.pop("epoch"), kept.pop("valid")
        times: dict[str, Any] = {name: read_instant(kept[name], name) for name in ("start", "end", "made_at")}
        token = DeltaToken(**kept | times)
    except (ValueError, KeyError, TypeError):
        raise _invalid() from None
    if token.mailbox != mailbox or valid != stand_in.database.counted(_MADE_INVALID):
        raise _invalid()
    if epoch != stand_in.database.counted(_EPOCH) or stand_in.now() - token.made_at > REMEMBERED:
        message = "The sync state generation is not found; synchronise anew."
        raise GraphError(410, "SyncStateNotFound", message)
    return token


def forget_all(stand_in: StandIn, *, invalid: bool = False) -> None:
    """Every token given so far has expired; or, `invalid`, is none any more, as happens too."""
    with stand_in.database.writing():
        stand_in.database.count(_MADE_INVALID if invalid else _EPOCH)


def _invalid() -> GraphError:
    return bad_request("The value of parameter '$deltaToken' is invalid.", "InvalidDeltaToken")
