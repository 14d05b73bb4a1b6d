"""Pounds and pence, and figures that a trust changes with a school year (M2). Nothing here is a float."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from handbook.core.school_years import AcademicYear

PENNY: Final = Decimal("0.01")
_POUNDS: Final = re.compile(r"£?(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Amount:
    """Pounds without VAT, and the VAT on them."""

    net: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.net + self.vat

    @property
    def words(self) -> str:
        """£2,500.00 + £500.00 VAT = £3,000.00; without VAT the pounds alone."""
        if not self.vat:
            return pounds(self.net)
        return f"{pounds(self.net)} + {pounds(self.vat)} VAT = {pounds(self.total)}"

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.net + other.net, self.vat + other.vat)


NOTHING: Final = Amount()


def with_vat(net: Decimal, rate: Decimal) -> Amount:
    """VAT at so many per cent, to the penny."""
    return Amount(net.quantize(PENNY), (net * rate / 100).quantize(PENNY, ROUND_HALF_UP))


def pounds(amount: Decimal) -> str:
    """£2,500.00."""
    return f"£{amount.quantize(PENNY, ROUND_HALF_UP):,}"


def pounds_said(text: str) -> Decimal | None:
    """Of 2500, 2,500.00 and £2,500; None for what is no amount of money, or less than none."""
    found = _POUNDS.fullmatch(text.strip())
    return Decimal(found[0].lstrip("£").replace(",", "")).quantize(PENNY) if found else None


@dataclass(frozen=True, slots=True)
class ByYear:
    """A figure, and other ones from certain school years on."""

    first: Decimal
    later: Mapping[AcademicYear, Decimal]

    def of(self, year: AcademicYear) -> Decimal:
        since = max((one for one in self.later if one <= year), default=None)
        return self.first if since is None else self.later[since]

    @property
    def every(self) -> tuple[Decimal, ...]:
        return (self.first, *self.later.values())

    @property
    def years(self) -> tuple[AcademicYear, ...]:
        """From which on a figure holds."""
        return tuple(self.later)


def by_year(text: str) -> ByYear:
    """Of 2500, and of 2500; 2027/28: 2600. Raises ValueError for anything else, less than nothing among it."""
    first, *later = text.split(";")
    found: dict[AcademicYear, Decimal] = {}
    for one in later:
        said, colon, figure = one.partition(":")
        if not colon:
            raise ValueError(f"{one.strip()!r} names no school year")
        year = AcademicYear.parse(said)
        if year in found:
            raise ValueError(f"{year} is there twice")
        found[year] = _figure(figure)
    return ByYear(_figure(first), found)


def _figure(text: str) -> Decimal:
    figure = pounds_said(text)
    if figure is None:
        raise ValueError(f"{text.strip()!r} is no amount")
    return figure
