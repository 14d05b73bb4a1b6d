"""What a external service (Microsoft 365, Teams) can answer other than yes. Adapters translate their SDK's errors into
these once; the type says whether to try again."""


class ExternalError(Exception):
    """Something at a external service did not work. `str()` is for log and audit: it holds no person's name and no
    content. `status` and `code` are the external service's own, where it gave any. `maybe_done`: nobody knows whether
    what was asked was done nevertheless."""

    status: int = 0
    code: str = ""
    maybe_done: bool = False


class Unavailable(ExternalError):
    """Not now: throttled, down, slow or unreachable. Try again, not before `retry_after` seconds where that is given.
    What was asked may nevertheless have been done."""

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class SignInRefused(Unavailable):
    """It did not take us for who we are (401): a token that has just run out, or a converter's own ticket. It passes,
    unless the sign-in is set up wrongly."""


class Locked(Unavailable):
    """Somebody has the file open, or it is locked (423). It passes when they close it."""


class MailboxUnavailable(Unavailable):
    """A person's mailbox cannot be opened: it is being moved, or has no licence. What stands in it is not gone."""


class Forbidden(ExternalError):
    """We may not do that (403). Trying again changes nothing; somebody must give a permission."""


class NoToken(Forbidden):
    """We get no token: secret or certificate are old, or the registration is gone."""


class SharingRefused(Forbidden):
    """The trust's own rules for sharing do not let this person in."""


class NotFound(ExternalError):
    """It is not there (404, 410)."""


class NoSuchAccount(NotFound):
    """The directory has no such person any more."""


class Conflict(ExternalError):
    """Something else stands there (409)."""


class StillOpen(Conflict):
    """What we gave somebody is taken back, and they can read it all the same: through a folder, the library, or a grant
    that others need."""


class Rejected(ExternalError):
    """The request itself was wrong (400, 413, 422): a fault of ours or of the set-up, never worth repeating."""


class AddressUnknown(Rejected):
    """There is nobody at this address to share with."""


class TooBig(Rejected):
    """More bytes than we take."""


class NoRoom(Rejected):
    """There is no space left for it (507)."""


class NotUnderstood(ExternalError):
    """Something in what it answered cannot be read, such as a time in a zone that somebody made up."""


class Unreachable(ExternalError):
    """A person cannot be reached by the route that was tried. `state` is `blocked`, `uninstalled`, `unknown` (never
    seen in Teams) or `refused`; `detail` is the external service's own code. `by_mail`: they were written to
    instead."""

    def __init__(self, state: str, detail: str = "") -> None:
        super().__init__(f"unreachable: {state} {detail}".rstrip())
        self.state = state
        self.detail = detail
        self.by_mail = False
