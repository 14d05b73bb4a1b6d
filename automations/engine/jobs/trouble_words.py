"""What people read of something that could not be done. The error's own text is never among it."""

from typing import Final

from automations.engine.jobs.outbox import OutboxJob
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
    Unreachable,
)
from store.unit_of_work import UnitOfWork

COULD_NOT: Final = {
    "fan_out": "The next steps after a decision could not be done yet",
    "fan_outs": "The next steps after a decision could not be done yet",
    "tell_card": "A message in Teams could not be sent",
    "tell_in_order": "What you asked for could not be sent",
    "tell_case": "Somebody could not be reached in Teams about a confidential record",
    "redraw_card": "A card in Teams could not be updated",
    "say": "A message in Teams could not be sent",
    "send_help": "What you asked for could not be sent",
    "send_calendar_link": "The calendar file that you asked for could not be sent",
    "send_case_card": "What you asked for could not be sent",
    "read_file": "The file that you sent could not be fetched and read yet",
    "place_draft": "The report could not be put where the headteacher can open it",
    "open_draft": "The draft could not be opened to the SIP and the headteacher yet",
    "close_draft": "Access to an earlier version could not be removed yet",
    "file_report": "The approved report could not be filed yet",
    "open_filed": "The filed report could not be opened to the SIP and the headteacher yet",
    "share_report": "The report could not be opened to the diocese and the local authority yet",
    "find_slots": "I could not search for half-days because a calendar could not be read",
    "keep_holds": "The half-days on offer could not be held in the SIP’s calendar yet",
    "book_visit": "This visit could not be put into the calendars yet",
    "call_off": "This visit could not be taken out of the calendars yet",
    "write_agenda": "The agenda could not be written into the calendars yet",
    "look_at_calendar": "Changes to this visit in Outlook could not be read yet",
    "look_whether_gone": "Changes to this visit in Outlook could not be read yet",
    "watch_calendar": "Changes in a calendar are noticed late, because I could not subscribe to them",
    "sweep_calendar": "Your calendar in Outlook could not be read, so your visits stay as they are",
    "open_report": "The proforma for the report of this visit could not be made yet",
    "tell_proforma": "The SIP could not be told in Teams where the proforma for the report is",
    "plan_term": "The plan that you asked for could not be made yet: the calendars could not be read",
    "keep_partnership_meeting": "A partnership meeting could not be put into the calendars yet",
    "send_case_link": "A document that was asked for could not be sent",
    "keep_meeting": "The SIP team meeting could not be updated in the calendars yet",
}
"""Every effect, by what it is when it could not be carried out."""
_SOMEBODY: Final = {
    "tell_card": "{name} could not be reached in Teams",
    "say": "{name} could not be reached in Teams",
    "send_help": "{name} could not be reached in Teams",
    "send_calendar_link": "{name} could not be reached in Teams",
    "send_case_card": "{name} could not be reached in Teams",
    "open_draft": "{name} cannot open the draft yet",
    "open_filed": "{name} cannot open the filed report yet",
    "share_report": "{name} cannot open the shared report yet",
    "open_report": "{name} cannot open the proforma for the report of this visit yet",
    "watch_calendar": "Changes in {name}’s calendar are noticed late, because I could not subscribe to them",
}
"""The same of those that are about one person."""
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
    Conflict: "something else is in its place",
    NoRoom: "there is no space left for it",
    AddressUnknown: "SharePoint does not know their address",
    Rejected: "Microsoft 365 did not accept it",
    Unreachable: "they have not installed SIP Desk, or have blocked it",
}


def trouble_words(effect: str, error: ExternalError | None, *, gave_up: bool, who: str = "") -> str:
    """What people read about an effect that does not work, and whether it is still tried. `who` is the name of whom it
    is about, where it is about one person."""
    now = "I have stopped trying: please tell whoever looks after SIP Desk." if gave_up else "I keep trying."
    return f"{words_of(effect, who)}: {because(error)}. {now}"


def because(error: ExternalError | None) -> str:
    return next((words for kind, words in _BECAUSE.items() if isinstance(error, kind)), "it does not answer")


def words_of(effect: str, who: str = "") -> str:
    return _SOMEBODY[effect].format(name=who) if who and effect in _SOMEBODY else COULD_NOT[effect]


def named(uow: UnitOfWork, job: OutboxJob) -> str:
    """The name of whom a job is about; empty where it is about nobody in particular."""
    person = uow.roster.person(str(job.args.get("person_id", "")))
    return person.name if person else ""
