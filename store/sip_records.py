"""What is on record about each School Improvement Partner, beside the list of people."""

from datetime import datetime

import sqlalchemy as sa

from handbook.core.people import Person, Role
from handbook.sip_team.record import SipRecord
from handbook.sip_team.standing import TeamMember
from store.audit import AuditEntry, Chain
from store.record_table import Kept, RecordTable
from store.roster import Roster
from store.roster_tables import sip_records


class SipRecords(RecordTable[SipRecord]):
    """The records of one transaction. They are read out of memory with the list, and each change is one of the list's:
    what was shown of it before is out of date."""

    kept = Kept(SipRecord, sip_records, lambda one: {"sip_id": one.sip_id}, key=("sip_id",))

    def __init__(self, connection: sa.Connection, roster: Roster, chain: Chain) -> None:
        super().__init__(connection, chain)
        self._roster = roster

    def of(self, sip_id: str) -> SipRecord:
        """An empty one where nothing is on record."""
        return self._roster.sip_record(sip_id)

    def member(self, sip: Person) -> TeamMember:
        """A SIP with checks and record."""
        return TeamMember(sip, self._roster.checks(sip.id), self.of(sip.id))

    def team(self) -> tuple[TeamMember, ...]:
        """All who are SIPs now, by name."""
        return tuple(map(self.member, self._roster.people(Role.SIP)))

    def save(self, record: SipRecord, entry: AuditEntry, at: datetime) -> SipRecord:
        saved = super().save(record, entry, at)
        self._roster.turn()
        return saved
