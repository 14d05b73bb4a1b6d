"""A made-up trust's term: schools on a made-up coast, and calendars full of made-up events. The same seed, the same
term."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from handbook.core.british_time import LONDON
from handbook.core.half_days import Half
from handbook.core.places import Place
from handbook.core.school_years import Session, Term, school_calendar
from handbook.plans.plan import SipTerm, wanted
from handbook.visits.slots.busy_times import BusyTimes, Stretch
from handbook.visits.slots.free_half_days import Preference, SlotSearch

NOW = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
SPRING = (
    Session(date(2027, 1, 5), date(2027, 2, 12), Term.SPRING),
    Session(date(2027, 2, 22), date(2027, 3, 25), Term.SPRING),
)
AUTUMN = (
    Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN),
    Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),
)
ALL = (Stretch(datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 4, 30, tzinfo=UTC)),)
EDGES = frozenset(date(2027, *day) for day in ((1, 5), (1, 6), (3, 24), (3, 25)))
CALENDAR = school_calendar((*AUTUMN, *SPRING), [], [date(2027, 2, 12)], [])


def a_busy_calendar(random: Random, first_on: date, last_on: date, events: int) -> BusyTimes:
    """So many events on weekdays between 8:00 and 17:00, most of them short."""
    days = [first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    busy: list[Stretch] = []
    for _ in range(events):
        begins = datetime.combine(random.choice(weekdays), time(random.randint(8, 16), random.choice((0, 30))), LONDON)
        busy.append(Stretch(begins, begins + timedelta(minutes=random.choice((30, 30, 60, 60, 90, 180)))))
    return BusyTimes(ALL, tuple(busy))


def a_search(random: Random, number: int, sip: BusyTimes, *, events: int = 200, half_term: bool = False) -> SlotSearch:
    """A school within some 25 miles, whose headteacher has so many events in the time looked at."""
    last_on = SPRING[0].last_on if half_term else SPRING[1].last_on
    preferences = (Preference(random.randrange(5), random.choice((None, *Half))),) if random.random() < 0.4 else ()
    return SlotSearch(
        f"9{number:05d}",
        f"School {number}",
        CALENDAR,
        sip,
        a_busy_calendar(random, SPRING[0].first_on, last_on, events),
        SPRING[0].first_on,
        last_on,
        place=Place(54.4 + random.random() * 0.4, -3.3 + random.random() * 0.6),
        preferences=preferences,
    )


def a_term(schools: int = 185, sips: int = 22, seed: int = 1, events: int = 200) -> tuple[SipTerm, ...]:
    """Every SIP's term: calendars are those of a busy spring."""
    random = Random(seed)
    terms: list[SipTerm] = []
    for sip in range(sips):
        calendar = a_busy_calendar(random, SPRING[0].first_on, SPRING[1].last_on, events)
        searches = (a_search(random, number, calendar, events=events) for number in range(sip, schools, sips))
        own = (wanted(search, NOW, EDGES) for search in searches)
        terms.append(SipTerm(f"sip-{sip}", f"SIP {sip}", SPRING[1].last_on, tuple(own), weekly_at_most=3))
    return tuple(terms)
