"""The bank holidays of England, from the `holidays` package."""

import importlib.util
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Final

import holidays

_ALL: Final = "holidays.countries"


def bank_holidays(year: int) -> frozenset[date]:
    """Those from the year before to three years on: as far as the demo's clock can be moved."""
    with _one_country_at_a_time():
        return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(year - 1, year + 4)))


@contextmanager
def _one_country_at_a_time() -> Generator[None]:
    """Importing one country imports its package, and that all 250 of them: 8 MB for as long as the process lives. So
    for this while the package is there without its contents; whoever imports it later gets it whole."""
    spec = importlib.util.find_spec(_ALL)
    if spec is None or _ALL in sys.modules:
        yield
        return
    sys.modules[_ALL] = importlib.util.module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules[_ALL]
