"""Who may come in: a proven activity of Teams, of our tenant, from a service that may be answered."""

import re

from botbuilder.schema import Activity

from bot.hosts import Hosts
from bot.person import tenants_of
from bot.proof import Proof, ProvenSender

_SHORT = re.compile(r"[0-9A-Za-z._-]{1,64}")


class TurnedAway(Exception):
    """A readable activity that is not for us. `reason` and `detail` are for the audit: no names, no contents."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class ActivityGuard:
    """Without a `proof` (local mode) anybody on this machine may come in, for the one tenant still."""

    def __init__(self, hosts: Hosts, tenant_id: str, proof: Proof | None) -> None:
        self._hosts = hosts
        self._tenant_id = tenant_id.lower()
        self._proof = proof

    async def authenticate(self, authorization: str | None) -> ProvenSender | None:
        """Raises NotProven or KeysUnavailable."""
        return None if self._proof is None else await self._proof.of_sender(authorization)

    def authorise(self, proven: ProvenSender | None, activity: Activity) -> None:
        """Raises NotProven where the token was made for something else, TurnedAway where the activity is not ours."""
        channel, service_url = activity.channel_id, activity.service_url
        if proven is not None:
            proven.check(channel, service_url)
            # Other channels of the Bot Framework (web chat, Direct Line) let the client say who it is.
            if channel != "msteams":
                raise TurnedAway("other_channel", short(channel))
        if not self._hosts.may_serve(service_url):
            raise TurnedAway("other_service", "")
        tenants = tenants_of(activity)
        if tenants != {self._tenant_id}:
            raise TurnedAway("other_tenant", short(next(iter(sorted(tenants - {self._tenant_id})), "")))


def short(given: str) -> str:
    """An id for log and audit, and nothing else that somebody may have put there."""
    return given if _SHORT.fullmatch(given) else "unreadable"
