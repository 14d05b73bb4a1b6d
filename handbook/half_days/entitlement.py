"""The ledger of a school's half-days in an academic year (V1, V2): six face to face, three of them termly and three led
by the school, and four to prepare. It is counted from the records and kept nowhere, so that the two cannot differ.
Extra services (AS1, PM2) have lines of their own and never touch it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation
from handbook.visits.purposes import ExtraVisit, Purpose, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import OVER, Visit, VisitStatus


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Half-days that a school has in a year. A trust may set others."""

    each_term: int = 1
    school_led: int = 3
    preparation: int = 4


@dataclass(frozen=True, slots=True)
class EntitlementLine:
    """One line of the ledger, in half-days. `planned` counts what is under way between being sought and being held."""

    allowed: int
    held: int = 0
    planned: int = 0

    @property
    def remaining(self) -> int:
        """Never below nought, even where a trust lowered what it allows in the middle of a year."""
        return max(0, self.allowed - self.held - self.planned)

    def __add__(self, other: "EntitlementLine") -> "EntitlementLine":
        return EntitlementLine(self.allowed + other.allowed, self.held + other.held, self.planned + other.planned)


@dataclass(frozen=True, slots=True)
class HalfDayAccount:
    """Where a school stands in a year. `appraiser_id` is who carries out its headteacher's appraisal within these
    half-days, where that is another SIP than its own (PM1)."""

    urn: str
    year: AcademicYear
    termly: tuple[tuple[Term, EntitlementLine], ...]
    school_led: EntitlementLine
    preparation: EntitlementLine
    extras: tuple[tuple[ExtraService, EntitlementLine], ...] = ()
    appraiser_id: str = ""

    @property
    def face_to_face(self) -> EntitlementLine:
        """The termly half-days and those led by the school, together."""
        return sum((line for _, line in self.termly), self.school_led)

    def line(self, purpose: Purpose) -> EntitlementLine:
        """The one line that a visit for this purpose stands on. An extra service that is not on record allows none."""
        if isinstance(purpose, TermlyVisit):
            return dict(self.termly)[purpose.term]
        if isinstance(purpose, SchoolLedVisit):
            return self.school_led
        return next((line for extra, line in self.extras if extra.id == purpose.extra_id), EntitlementLine(0))


def account(
    urn: str,
    year: AcademicYear,
    entitlement: Entitlement,
    visits: Iterable[Visit],
    preparations: Iterable[Preparation] = (),
    extras: Iterable[ExtraService] = (),
) -> HalfDayAccount:
    """Counts what concerns this school and year, and leaves out the rest, what was dropped, and extra services that
    wait for the headteacher's answer."""
    own = [visit for visit in visits if (visit.urn, visit.year) == (urn, year)]
    held = Counter(line for visit in own if visit.status is VisitStatus.HELD for line in _lines_of(visit))
    planned = Counter(line for visit in own if visit.status not in OVER for line in _lines_of(visit))
    prepared = [one for one in preparations if (one.urn, one.year) == (urn, year) and not one.dropped]
    bought = [one for one in extras if (one.urn, one.year) == (urn, year) and one.counts]

    def line(allowed: int, name: str) -> EntitlementLine:
        return EntitlementLine(allowed, held[name], planned[name])

    return HalfDayAccount(
        urn,
        year,
        tuple((term, line(entitlement.each_term, term)) for term in Term),
        line(entitlement.school_led, _SCHOOL_LED),
        EntitlementLine(
            entitlement.preparation,
            sum(one.half_days for one in prepared if one.done),
            sum(one.half_days for one in prepared if not one.done),
        ),
        tuple((one, line(one.half_days, one.id)) for one in bought),
    )


def check_has_left(own: HalfDayAccount, purpose: Purpose, school_name: str) -> None:
    """Raises Refused where every half-day for this purpose is held or planned, and says what else there is."""
    if own.line(purpose).remaining:
        return
    if isinstance(purpose, ExtraVisit):
        reason = f"All half-days of “{purpose.name}” are held or planned."
        raise Refused("used_up", f"{reason} {_BUY_MORE}", "AS1")
    whose = f"{school_name} for {own.year}"
    if isinstance(purpose, TermlyVisit):
        reason = f"The {purpose.words} of {whose} is held or planned already."
        raise Refused("used_up", f"{reason} {_SCHOOL_LED_OR_MORE if own.school_led.remaining else _BUY_MORE}", "V2")
    raise Refused("used_up", f"The half-days led by {whose} are all held or planned. {_BUY_MORE}", "V2")


def check_preparation_left(own: HalfDayAccount, half_days: int, school_name: str) -> None:
    """Raises Refused where so much preparation is not left (V1)."""
    left = own.preparation.remaining
    if half_days > left:
        raise Refused(
            "used_up",
            f"{school_name} has {left or 'no'} half-day{'' if left == 1 else 's'} of preparation left for {own.year}. "
            f"{_BUY_MORE}",
            "V1",
        )


_SCHOOL_LED: str = "school_led"
_BUY_MORE = (
    "More can be bought as an extra service: the headteacher agrees it with the School Improvement Partner or the "
    "Trust Advisor, who types “half-days” and notes it."
)
_SCHOOL_LED_OR_MORE = "You can use one of the half-days led by the school instead."


def _lines_of(visit: Visit) -> Iterator[str]:
    """The line of each half-day that a visit takes. The second of a termly visit is one of those led by the school: a
    term has one."""
    first = _line_of(visit.purpose)
    yield first
    if visit.half_day is not None and visit.half_day.count > 1:
        yield _SCHOOL_LED if isinstance(visit.purpose, TermlyVisit) else first


def _line_of(purpose: Purpose) -> str:
    if isinstance(purpose, TermlyVisit):
        return purpose.term
    return purpose.extra_id if isinstance(purpose, ExtraVisit) else _SCHOOL_LED
