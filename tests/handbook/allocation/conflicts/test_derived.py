"""A2: what the trust's own list shows of a SIP: their own school, and where they had a part before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, Origin
from handbook.allocation.conflicts.derived import States, derived, list_ties, with_derived
from handbook.core.people import School
from tests.support.builders import MONDAY
from tests.support.sip_choices import LIFTED, NEW_SIP, SCHOOL, SIP

K = ConflictKind
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
YEARS_AGO = datetime(2023, 9, 1, tzinfo=UTC)
A_YEAR_AGO = datetime(2025, 9, 1, tzinfo=UTC)
OTHER = replace(SCHOOL, urn="900002", headteacher_id="somebody", sip_id="")


def of(school: School, *states: tuple[datetime, dict[str, str]]) -> tuple[str, States]:
    return school.urn, [(at, replace(school, **changes)) for at, changes in states]


def found(*histories: tuple[str, States], own_urn: str = "", sip_id: str = NEW_SIP.id) -> list[Conflict]:
    return list(derived(sip_id, own_urn, list_ties(dict(histories)), MONDAY))


def test_who_leads_a_school_has_it_as_their_own_and_who_led_it_was_its_head() -> None:
    leads = found(of(SCHOOL, (A_YEAR_AGO, {"headteacher_id": NEW_SIP.id})))
    assert [(one.kind, one.last_on, one.origin) for one in leads] == [(K.OWN_SCHOOL, None, Origin.DERIVED)]
    led = found(of(SCHOOL, (YEARS_AGO, {"headteacher_id": NEW_SIP.id}), (A_YEAR_AGO, {})))
    assert [(one.kind, one.first_on, one.last_on) for one in led] == [
        (K.FORMER_HEAD, date(2023, 9, 1), date(2025, 9, 1))
    ]
    said = found(own_urn="900007")
    assert [(one.kind, one.urn) for one in said] == [(K.OWN_SCHOOL, "900007")]
    assert len(found(of(SCHOOL, (A_YEAR_AGO, {"headteacher_id": NEW_SIP.id})), own_urn=SCHOOL.urn)) == 1


def test_who_is_the_sip_has_no_tie_who_was_for_long_has_and_who_was_for_days_has_not() -> None:
    assert found(of(SCHOOL, (ALWAYS, {"sip_id": NEW_SIP.id}))) == []
    was = found(of(SCHOOL, (ALWAYS, {"sip_id": NEW_SIP.id}), (A_YEAR_AGO, {}), (MONDAY, {"sip_id": ""})))
    assert [(one.kind, one.first_on, one.last_on) for one in was] == [(K.FORMER_SIP, None, date(2025, 9, 1))]
    undone = A_YEAR_AGO + timedelta(days=27)
    assert found(of(SCHOOL, (A_YEAR_AGO, {"sip_id": NEW_SIP.id}), (undone, {}))) == []
    assert found(of(SCHOOL, (ALWAYS, {})), sip_id=SIP.id) == []


def test_who_was_an_officer_of_the_authority_has_a_tie_to_all_its_schools() -> None:
    away = replace(OTHER, urn="900003", local_authority="Elsewhere")
    states = (
        of(SCHOOL, (YEARS_AGO, {"la_officer_id": NEW_SIP.id}), (A_YEAR_AGO, {})),
        of(OTHER, (ALWAYS, {})),
        of(away, (ALWAYS, {})),
    )
    assert [(one.kind, one.urn, one.last_on) for one in found(*states)] == [
        (K.AUTHORITY, "900001", date(2025, 9, 1)),
        (K.AUTHORITY, "900002", date(2025, 9, 1)),
    ]


def test_one_that_was_lifted_stays_so_until_there_is_a_new_one() -> None:
    led = found(of(SCHOOL, (YEARS_AGO, {"headteacher_id": NEW_SIP.id}), (A_YEAR_AGO, {})))
    kept = replace(led[0], lifted=LIFTED, revision=1)
    assert with_derived([kept], led) == (kept,)
    assert with_derived([], led) == tuple(led)
    again = [replace(led[0], last_on=date(2026, 9, 1))]
    assert with_derived([kept], again) == (replace(again[0], revision=1),)
