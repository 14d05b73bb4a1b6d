"""A no with its reason. The sentence is what the person reads."""

from collections.abc import Callable


class Refused(Exception):
    """A rule said no. `reason` is one clear British sentence for the person; `rule` the handbook's id, where one
    stands behind it; `code` a short word for the audit (`stale`, `keys`, `not_yours`, `not_now`, `missing`, `unknown`,
    `barred`, `no_agreement`, `no_checks`, `no_date`, `no_dso`, `no_headteacher`, `not_trained`, `taken`, `used_up`)."""

    def __init__(self, code: str, reason: str, rule: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.rule = rule


def allows(check: Callable[[], object]) -> bool:
    """The rule that draws a button is the rule that accepts the click."""
    try:
        check()
    except Refused:
        return False
    return True
