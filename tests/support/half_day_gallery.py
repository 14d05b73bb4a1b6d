"""The cards of a year's half-days and of extra services, in every state, for each viewer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cards.half_days.ledger import extra_card, half_days_card
from handbook.core.people import Person, Role
from handbook.half_days.entitlement import EntitlementLine
from handbook.half_days.extra_services import ExtraConsent, ExtraService
from handbook.half_days.preparation import Preparation
from handbook.half_days.year_dossier import YearDossier
from tests.support import visit_builders as v
from tests.support.builders import a_person, a_school

Drawn = tuple[str, dict[str, Any], Person]
ADVISOR = a_person(Role.TRUST_ADVISOR)
TODAY = date(2027, 3, 9)
CHARGED = replace(v.EXTRA, charge=Decimal("1250.50"), agreed_by_id=ADVISOR.id)


def a_preparation(number: int = 1, on: date = TODAY, half_days: int = 1) -> Preparation:
    return Preparation(f"prepared-{number}", "900001", v.YEAR, v.SIP.id, on, half_days)


def year_dossiers(words: str = "") -> Iterator[tuple[str, YearDossier, Person]]:
    """What each person may find, little and much. `words` is what people wrote."""
    school = a_school(name=words[:100] or "St Hilda’s")
    many = tuple(replace(school, urn=str(900001 + number), town=f"Town {number}") for number in range(185))
    sips = (v.SIP, v.OTHER_SIP)
    names = {one.id: one.name for one in sips}
    extra = replace(CHARGED, name=words[:120] or v.EXTRA.name)
    bought = tuple((school, replace(extra, id=f"extra-{number}"), EntitlementLine(2)) for number in range(15))
    ahead = tuple((school, a_preparation(number, date(2027, 3, 8 + number), 2)) for number in range(8))
    accounts = tuple((one, v.an_account(urn=one.urn)) for one in many)
    yield "nothing yet", YearDossier(v.YEAR, accounts[:1], (), (), (school,), sips), v.SIP
    yield "much", YearDossier(v.YEAR, accounts[:15], ahead, bought, many[:15], sips, names), v.SIP
    yield "no school", YearDossier(v.YEAR), v.OTHER_SIP
    yield (
        "a school's",
        YearDossier(v.YEAR, accounts[:1], (), ((school, extra, EntitlementLine(2, 1)),), (), sips, names),
        v.HEAD,
    )
    yield "a whole trust's", YearDossier(v.YEAR, (), (), bought, many, sips, names), ADVISOR


def half_day_cards(words: str) -> Iterator[Drawn]:
    for name, found, viewer in year_dossiers(words):
        yield f"half-days · {name} · {viewer.name}", half_days_card(found, viewer, TODAY), viewer
    for name, extra in _extras(words):
        for viewer in (v.SIP, v.HEAD, ADVISOR, v.OTHER_HEAD):
            people = {one.id: one for one in (v.SIP, ADVISOR)}
            card = extra_card(extra, a_school(), people, viewer)
            yield f"extra service · {name} · {viewer.name}", card, viewer


def _extras(words: str) -> Iterator[tuple[str, ExtraService]]:
    yield "noted", replace(CHARGED, name=words[:120] or v.EXTRA.name)
    yield "noted, without a charge", v.EXTRA
    yield "taken off", replace(CHARGED, dropped=True)
    waits = replace(CHARGED, consent=ExtraConsent.WAITS, revision=1, name=words[:120] or v.EXTRA.name)
    answered = replace(waits, answered_by_id=v.HEAD.id, answered_at=v.EXTRA.agreed_at)
    yield "to agree to", waits
    yield "agreed to", replace(answered, consent=ExtraConsent.GIVEN)
    yield "declined", replace(answered, dropped=True)
