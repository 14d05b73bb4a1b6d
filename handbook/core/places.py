"""How far schools lie apart, and how long a SIP needs from one to another."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH_MILES: Final = 3958.8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a school's postcode lies, in degrees (WGS 84)."""

    latitude: float
    longitude: float


def miles_between(one: Place, other: Place) -> float:
    """As the crow flies."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * _EARTH_MILES * asin(sqrt(chord))


@dataclass(frozen=True, slots=True)
class Travel:
    """A trust's reckoning of journeys. `minutes_per_mile` is of the crow's miles, so that it covers the road's bends;
    `at_least` covers parking and signing in; `where_unknown` is taken where a school's place is not known. Up to
    `near_miles`, two schools make a good day together."""

    minutes_per_mile: float = 3.0
    at_least: int = 15
    where_unknown: int = 60
    near_miles: float = 8.0

    def minutes(self, one: Place | None, other: Place | None) -> float:
        if one is None or other is None:
            return self.where_unknown
        return max(self.at_least, self.minutes_per_mile * miles_between(one, other))

    def is_near(self, one: Place | None, other: Place | None) -> bool:
        """What is not known is not near."""
        return one is not None and other is not None and miles_between(one, other) <= self.near_miles
