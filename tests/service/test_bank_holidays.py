"""The bank holidays of England, without those of 249 other countries."""

import json
import subprocess
import sys
from datetime import date

import holidays

from service.bank_holidays import bank_holidays

APART = """
import json, sys
from service.bank_holidays import bank_holidays
days = bank_holidays(2026)
loaded = [name for name in sys.modules if name.startswith("holidays.countries")]
import holidays.countries
print(json.dumps([sorted(day.isoformat() for day in days), loaded, len(holidays.countries.France(years=2026))]))
"""


def test_they_are_england_s() -> None:
    days = bank_holidays(2026)
    assert {
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 5, 3),
        date(2025, 8, 25),
        date(2028, 1, 3),
        date(2029, 1, 1),
    } <= days
    assert date(2026, 11, 30) not in days  # St Andrew's Day is Scotland's
    assert {day.year for day in days} == {2025, 2026, 2027, 2028, 2029}


def test_no_other_country_is_imported_for_them_and_all_can_be_afterwards() -> None:
    told = subprocess.run([sys.executable, "-c", APART], capture_output=True, text=True, check=True)
    days, loaded, of_france = json.loads(told.stdout)
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2030))
    assert days == sorted(day.isoformat() for day in known)
    assert loaded == ["holidays.countries.united_kingdom"]
    assert of_france > 0
