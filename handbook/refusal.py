"""A no with its reason. The sentence is what the person reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A rule said no. `reason` is one clear British sentence for the person; `rule` the handbook's id, where one stands
    behind it; `code` a short word for the audit (`stale`, `not_yours`, `not_now`, `missing`, `unknown`, `no_agreement`)."""

    code: str
    reason: str
    rule: str = ""

    def __str__(self) -> str:
        return self.reason
