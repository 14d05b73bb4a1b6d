"""What people read of something that could not be done. The error's own text is never among it."""

from typing import Final

from handbook.core.external_errors import (
    AddressUnknown,
    Conflict,
    ExternalError,
    Forbidden,
    Locked,
    MailboxUnavailable,
    NoRoom,
    NoSuchAccount,
    NotFound,
    NoToken,
    NotUnderstood,
    Rejected,
    SharingRefused,
    SignInRefused,
    StillOpen,
    Unavailable,
    Unreachable,
)

STOPPED: Final = "I have stopped trying"
"""What stands in the words of all that is not tried any more, whether it was given up or called off."""
GAVE_UP: Final = f"{STOPPED}: please tell the person who looks after SIP Desk."
"""How the words end of what is not tried any more."""
_NO_SIGN_IN: Final = "Microsoft 365 does not accept SIP Desk’s sign-in"
_BECAUSE: Final = {
    SignInRefused: _NO_SIGN_IN,
    Locked: "somebody has the file open, or it is locked",
    NoToken: _NO_SIGN_IN,
    MailboxUnavailable: "the mailbox in Outlook cannot be opened",
    NotUnderstood: "Outlook gave something that I cannot read, such as a time in a custom time zone",
    SharingRefused: "the trust’s rules for sharing do not allow it",
    Forbidden: "SIP Desk has no permission for it",
    NoSuchAccount: "their account no longer exists",
    NotFound: "the place for it is missing",
    StillOpen: "SharePoint lets them in by another way, such as the folder, the library or a link of several people",
    Conflict: "something else is in its place",
    NoRoom: "there is no space left for it",
    AddressUnknown: "SharePoint does not know their address",
    Rejected: "Microsoft 365 did not accept it",
    Unreachable: "they have not installed SIP Desk, or have blocked it",
}


def trouble_words(could_not: str, error: ExternalError | None, *, gave_up: bool) -> str:
    """What people read about an effect that does not work, and whether it is still tried."""
    return f"{could_not}: {because(error)}. {GAVE_UP if gave_up else 'I keep trying.'}"


def called_off_words(could_not: str, reason: str) -> str:
    """What people read about what somebody has called off, with the reason where it may be read."""
    why = f" ({reason.strip().rstrip('.')})" if reason.strip() else ""
    return f"{could_not}: the person who looks after SIP Desk has called it off{why}. {STOPPED}."


def because_of(error_name: str) -> str:
    """The same by the error's name, as it is listed; empty for a fault of SIP Desk's own."""
    known = {kind.__name__: words for kind, words in _BECAUSE.items()}
    return known.get(error_name, "it does not answer" if error_name == Unavailable.__name__ else "")


def because(error: ExternalError | None) -> str:
    if isinstance(error, Unreachable) and error.by_mail:
        return f"{_BECAUSE[Unreachable]}. An e-mail goes to them instead"
    return next((words for kind, words in _BECAUSE.items() if isinstance(error, kind)), "it does not answer")
