"""One school of the demo has a SIP of its own (M3, M4)."""

from handbook.core.people import Role
from handbook.membership.membership import Provision, RefundStatus
from service.demo_membership import OWN_SIP, lay_membership
from store.database import Database
from tests.store.filled import fill_roster
from tests.support import builders as a
from tests.support.databases import Databases


def test_the_last_school_awaits_a_report_of_its_own_sip(sqlite_databases: Databases) -> None:
    with sqlite_databases.ready() as url:
        database = Database(url)
        fill_roster(database, schools=[a.a_school(name="A"), a.a_school(urn="900002", name="B")])
        for _ in range(2):
            lay_membership(url)
        with database.reading() as uow:
            [advisor] = uow.roster.people(Role.TRUST_ADVISOR)
            [found] = uow.memberships.of_school("900002")
            assert uow.memberships.of_school("900001") == ()
        database.close()
    assert (found.provision, found.sip_name, found.revision) == (Provision.OWN, OWN_SIP, 1)
    assert found.recorded_by == advisor.id, "the card would name a former Trust Advisor"
    assert found.refund is RefundStatus.AWAITING_REPORT
