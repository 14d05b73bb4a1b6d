"""What stands in people's calendars, in words of the service. All instants are aware; whoever writes one down for a
person means Europe/London, where a visit at 09:00 stays at 09:00 when the clocks change."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

LONGEST_SUBSCRIPTION: Final = timedelta(minutes=10_070)  # Outlook allows ten minutes more: clocks differ


class ShownAs(StrEnum):
    """How an entry blocks its time for others. `UNKNOWN` is whatever else a calendar may say: it blocks."""

    FREE = "free"
    TENTATIVE = "tentative"
    BUSY = "busy"
    OUT_OF_OFFICE = "oof"
    ELSEWHERE = "workingElsewhere"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """What somebody said to an invitation. `NONE` and `NOT_RESPONDED` both mean: nothing yet."""

    NONE = "none"
    ORGANISER = "organizer"
    ACCEPTED = "accepted"
    TENTATIVE = "tentativelyAccepted"
    DECLINED = "declined"
    NOT_RESPONDED = "notResponded"


class Unread(StrEnum):
    """Why somebody's times are not known. `NO_MAILBOX`: this tenant has no calendar for the address."""

    NO_MAILBOX = "no_mailbox"
    NOT_READABLE = "not_readable"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to `end`, which is later and no longer part of it."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Busy:
    """One stretch of somebody's time as others see it."""

    start: datetime
    end: datetime
    status: ShownAs


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When somebody works, as their mailbox has it: on these days of the week (0 is Monday), by the clock of `zone`."""

    weekdays: frozenset[int]
    starts: time
    ends: time
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """Somebody's time within the window asked about, in order of start. `times` is None where it could not be read:
    that is unknown, never free. `hours` is None where their working hours are not known."""

    email: str
    times: tuple[Busy, ...] | None
    unread: Unread | None = None
    hours: WorkingHours | None = None

    @property
    def known(self) -> bool:
        return self.times is not None


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to be invited, by the address that invitations go to."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is to be written into a calendar. `visit` is our own name of the visit, kept on the entry so that it is
    found again. `transaction` makes it one entry however often it is written: a new revision needs a new one.
    Without `invitees` it is a hold in one calendar that nobody is told of. One that is `private` is, for others who may
    look into a calendar, time that is taken and no more."""

    transaction: str
    visit: str
    period: Period
    subject: str
    body_html: str
    location: str = ""
    invitees: tuple[Invitee, ...] = ()
    shown_as: ShownAs = ShownAs.BUSY
    reminder_minutes: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody invited, with what they said. `proposed` is the other time that they suggest, if any."""

    email: str
    name: str
    answer: Answer
    answered_at: datetime | None = None
    proposed: Period | None = None


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry as it stands in one person's calendar. `change_key` differs after every change. `uid` is the same in
    all calendars that hold this meeting, `id` is not. `visit` is None where the entry is not ours, and always in a
    delta query. `transaction` is that of the appointment that we wrote, which nobody can change; empty where it is not
    ours. An entry that is `all_day` takes up whole days, those of Europe/London."""

    id: str
    change_key: str
    uid: str
    period: Period
    subject: str
    body_html: str
    location: str
    shown_as: ShownAs
    organised_here: bool
    cancelled: bool
    invited: tuple[Invited, ...]
    visit: str | None
    web_link: str
    transaction: str = ""
    all_day: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """What to change of an entry; None leaves it. Invited people hear of it from their calendar, and so do those who
    are invited no longer."""

    period: Period | None = None
    subject: str | None = None
    body_html: str | None = None
    location: str | None = None
    shown_as: ShownAs | None = None
    invitees: tuple[Invitee, ...] | None = None


@dataclass(frozen=True, slots=True)
class DeltaSync:
    """What changed in one calendar's window: entries as they now stand, ids of those that are no longer in it (deleted,
    or moved out), and where to go on from. `whole` when it tells of everything that stands there, as the first delta
    query does and one whose `since` had expired: then whatever it does not name is gone. `unreadable` are ids of
    entries that stand there and could not be read."""

    entries: tuple[CalendarEntry, ...]
    removed: tuple[str, ...]
    since: str
    whole: bool
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A standing order to be told of changes in one person's calendar, until `expires_at`."""

    id: str
    person_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What Graph says about a calendar that we subscribe to, believed only for the `subscription_id` and the
    `client_state` that it names. `state` is another after every change of the entry, and `deleted` where that was its
    end; `about_subscription` is not empty where it is the subscription itself that needs something."""

    subscription_id: str
    client_state: str
    entry_id: str = ""
    state: str = ""
    deleted: bool = False
    about_subscription: str = ""
