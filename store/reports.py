"""Reports, their versions and files, and what arrived in chat."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.core.done_by import DoneBy
from handbook.core.holders import holder_at
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.dossier import Dossier, GivenUpStep
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Report, Status, Version
from store.agreements import Agreements
from store.audit import AuditEntry, Chain
from store.given_up import GivenUpJobs
from store.records import from_json, to_json
from store.roster import Roster
from store.stale import Stale
from store.tables import agreements, arrivals, files, report_versions, reports
from store.tombstones import why_gone

NO_SUCH_REPORT = "I cannot find that report."

_REPORT: Final = (
    sa.select(
        reports.c.record,
        reports.c.urn,
        report_versions.c.record.label("version"),
        agreements.c.record.label("agreement"),
    )
    .join(
        report_versions,
        sa.and_(report_versions.c.report_id == reports.c.id, report_versions.c.number == reports.c.shown),
    )
    .outerjoin(agreements, (agreements.c.urn == reports.c.urn) & (agreements.c.kind == AgreementKind.SHARING.value))
    .where(reports.c.id == sa.bindparam("id"))
)
_VERSION: Final = sa.select(report_versions.c.record).where(
    report_versions.c.report_id == sa.bindparam("report_id"), report_versions.c.number == sa.bindparam("number")
)
_SAVE: Final = reports.update().where(
    reports.c.id == sa.bindparam("match_id"), reports.c.revision == sa.bindparam("match_revision")
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that a person sent in chat. `url` is empty once it was read; `outcome` says what became of it."""

    id: str
    person_id: str
    file_name: str
    url: str
    outcome: str
    arrived_at: datetime


class Reports:
    """The reports of one transaction, each read once."""

    def __init__(self, connection: sa.Connection, roster: Roster, agreements: Agreements, chain: Chain) -> None:
        self._connection, self._chain = connection, chain
        self._roster, self._agreements = roster, agreements
        self._read: dict[str, Report] = {}
        self._versions: dict[tuple[str, int], Version] = {}

    def get(self, report_id: str) -> Report:
        """Raises Refused where there is no such report."""
        if report_id not in self._read:
            row = self._connection.execute(_REPORT, {"id": report_id}).first()
            if row is None:
                raise Refused("unknown", why_gone(self._connection, f"report:{report_id}") or NO_SUCH_REPORT)
            version = from_json(Version, row.version)
            self._versions[report_id, version.number] = version
            self._agreements.remember(row.urn, row.agreement)
            self._read[report_id] = from_json(Report, row.record)
        return self._read[report_id]

    def of_term(self, urn: str, year: AcademicYear, term: Term) -> Report | None:
        text = self._connection.execute(
            sa.select(reports.c.record).where(
                reports.c.urn == urn, reports.c.year == year.starts_in, reports.c.term == term
            )
        ).scalar()
        return from_json(Report, text) if text else None

    def waiting(self) -> tuple[Report, ...]:
        """All reports that wait for a headteacher."""
        return self._where(reports.c.status == Status.SENT)

    def of_person(
        self, person: Person, statuses: Iterable[Status], at_most: int, part: Role | None = None
    ) -> tuple[tuple[Report, ...], int]:
        """The newest reports in these statuses that a SIP or headteacher has to do with, where it is given in that part
        (the Trust Advisor: all), and how many there are."""
        mine = reports.c.status.in_(tuple(statuses))
        if part is Role.SIP or part is Role.HEADTEACHER:
            mine &= (reports.c.sip_id if part is Role.SIP else reports.c.headteacher_id) == person.id
        elif not person.is_a(Role.TRUST_ADVISOR):
            mine &= _of(person.id)
        count = self._connection.execute(sa.select(sa.func.count()).select_from(reports).where(mine)).scalar_one()
        return self._where(mine, at_most), count

    def years(self) -> range:
        """The academic years that there are reports of, by the year in which each starts, the newest first."""
        ends = (sa.func.max(reports.c.year), sa.func.min(reports.c.year))
        last, first = (self._connection.execute(sa.select(end)).scalar() or 0 for end in ends)
        return range(last, first - 1, -1) if last else range(0)

    def of_year(
        self, year: int, statuses: Iterable[Status], own: str = "", urns: Iterable[str] | None = None
    ) -> tuple[Report, ...]:
        """Those of one year and in these statuses; only those of one SIP or headteacher, and of these schools, if
        given."""
        where = (reports.c.year == year) & reports.c.status.in_(tuple(statuses))
        if own:
            where &= _of(own)
        return self._where(where if urns is None else where & reports.c.urn.in_(tuple(urns)))

    def in_status(self, statuses: Iterable[Status], urn: str = "") -> tuple[Report, ...]:
        """All in these statuses, of any year; of one school where it is given."""
        where = reports.c.status.in_(tuple(statuses))
        return self._where(where & (reports.c.urn == urn) if urn else where)

    def mentioning(self, text: str) -> tuple[Report, ...]:
        """Those in whose record a text stands. All are read through by the database."""
        return self._where(reports.c.record.icontains(text, autoescape=True))

    def held_by(self, person_id: str) -> tuple[Report, ...]:
        """Those of which somebody is the SIP or the headteacher."""
        return self._where(_of(person_id))

    def of_school(self, urn: str) -> tuple[Report, ...]:
        return self._where(reports.c.urn == urn)

    def earlier_contents(self, urn: str, before: tuple[AcademicYear, Term] | None = None) -> tuple[Contents, ...]:
        """What all approved reports of a school say, the oldest first, each with the year and term that it is kept
        under; of those before a term if one is given."""
        done = (Status.APPROVED, Status.FILED, Status.SHARED)
        approved = [one for one in self.of_school(urn) if one.status in done]
        if before is not None:
            approved = [one for one in approved if _place(one.year, one.term) < _place(*before)]
        return tuple(
            replace(self.version(one.id, one.sent).contents, academic_year=one.year, term=one.term)
            for one in sorted(approved, key=lambda one: _place(one.year, one.term))
        )

    def dossier(self, report: Report) -> Dossier:
        """The report with everything around it, as it stands in this transaction. Who sent, decided and shared it have
        the names and offices of that time, also where they or the school have left the list."""
        then, decided_at = self._roster.then, report.decision.at if report.decision else None
        school = self._roster.school_then(report.urn, decided_at)
        outside = self._roster.school_as_it_was(report.urn, report.shared_at)
        newest = self.version(report.id, report.latest)
        shown = newest if report.sent in (0, report.latest) else self.version(report.id, report.sent)
        return Dossier(
            report=report,
            school=school,
            sip=Person("", report.external_sip, "", Role.SIP)
            if report.external_sip
            else then(self._holder(report, Role.SIP, decided_at), Role.SIP, shown.received_at),
            headteacher=then(self._holder(report, Role.HEADTEACHER, decided_at), Role.HEADTEACHER, decided_at),
            trust_advisor=self._roster.holder_then(Role.TRUST_ADVISOR, report.shared_at),
            dso=then(outside.dso_id, Role.DSO, report.shared_at) if outside.dso_id else None,
            la_officer=then(outside.la_officer_id, Role.LA_OFFICER, report.shared_at),
            shown=shown,
            newest=newest,
            before=self._version_sent_before(report),
            agreement=self._agreements.of_school(school.urn),
            given_up=self._given_up(report.id),
            others=self._others(report),
        )

    def _others(self, report: Report) -> dict[str, Person]:
        """Deputies, and those who had a part before, with the names that they had when they did something."""
        decision, former = report.decision, {one.person_id for one in report.former}
        done = [DoneBy(decision.by_id, decision.deputy_id, decision.at)] if decision else []
        done += [one for one in (report.sent_by, report.change_asked_by) if one]
        done += [one.by for one in report.asked_changes]
        named = [(one.deputy_id, one.at) for one in done if one.deputy_id]
        named += [(one.holder_id, one.at) for one in done if one.holder_id in former]
        known = ((person_id, self._roster.known(person_id, at)) for person_id, at in named)
        return {person_id: person for person_id, person in known if person}

    def _holder(self, report: Report, part: Role, at: datetime | None) -> str:
        now_id = report.sip_id if part is Role.SIP else report.headteacher_id
        return holder_at(part, now_id, report.former, at)

    def version(self, report_id: str, number: int) -> Version:
        """Raises Refused where the report has no such version."""
        key = (report_id, number)
        if key not in self._versions:
            text = self._connection.execute(_VERSION, {"report_id": report_id, "number": number}).scalar()
            if text is None:
                raise Refused("unknown", NO_SUCH_REPORT)
            self._versions[key] = from_json(Version, text)
        return self._versions[key]

    def open(self, report: Report, entry: AuditEntry, at: datetime) -> None:
        """Writes a new report."""
        self._connection.execute(reports.insert(), {"id": report.id, **_columns(report)})
        self._read[report.id] = report
        self._chain.append(entry, at)

    def save(self, report: Report, entry: AuditEntry, at: datetime) -> Report:
        """Writes a report that was read in this or an earlier transaction. Raises Stale if it was changed since."""
        saved = replace(report, revision=report.revision + 1)
        match = {"match_id": report.id, "match_revision": report.revision}
        if self._connection.execute(_SAVE, match | _columns(saved)).rowcount != 1:
            raise Stale(report.id)
        self._read[report.id] = saved
        self._chain.append(entry, at)
        return saved

    def add_version(self, report_id: str, version: Version, arrival_id: str) -> None:
        self._connection.execute(
            report_versions.insert(),
            {
                "report_id": report_id,
                "number": version.number,
                "arrival_id": arrival_id,
                "sha256": version.sha256,
                "record": to_json(version),
            },
        )

    def write_version(self, report_id: str, version: Version) -> None:
        """Notes what became of a version: set aside, or placed among the drafts."""
        key = (report_versions.c.report_id == report_id) & (report_versions.c.number == version.number)
        self._connection.execute(report_versions.update().where(key), {"record": to_json(version)})
        self._versions[report_id, version.number] = version

    def keep_file(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes that a hash stands for; the same file is kept once."""
        if self._connection.execute(sa.select(files.c.sha256).where(files.c.sha256 == sha256)).first() is None:
            self._connection.execute(files.insert(), {"sha256": sha256, "data": data})

    def file(self, sha256: str) -> bytes:
        return self._connection.execute(sa.select(files.c.data).where(files.c.sha256 == sha256)).scalar_one()

    def arrival(self, arrival_id: str) -> Arrival | None:
        row = self._connection.execute(sa.select(arrivals).where(arrivals.c.id == arrival_id)).mappings().first()
        return Arrival(**row) if row else None

    def note_arrival(self, arrival: Arrival) -> None:
        self._connection.execute(arrivals.insert(), {f: getattr(arrival, f) for f in Arrival.__slots__})

    def note_outcome(self, arrival_id: str, outcome: str) -> None:
        """What has become of the file so far: its link is still needed."""
        self._connection.execute(arrivals.update().where(arrivals.c.id == arrival_id), {"outcome": outcome})

    def settle_arrival(self, arrival_id: str, outcome: str) -> None:
        """The file was read or refused: its link is forgotten."""
        self._connection.execute(arrivals.update().where(arrivals.c.id == arrival_id), {"url": "", "outcome": outcome})

    def _version_sent_before(self, report: Report) -> Version | None:
        return self.version(report.id, report.sent_before) if report.sent_before else None

    def _given_up(self, report_id: str) -> tuple[GivenUpStep, ...]:
        jobs = GivenUpJobs(self._connection).matching(about=f"report:{report_id}")
        versions = [job.args.get("version") for job in jobs]
        return tuple(
            GivenUpStep(job.effect, version if isinstance(version, int) else 0, job.words)
            for job, version in zip(jobs, versions, strict=True)
        )

    def _where(self, condition: sa.ColumnElement[bool], at_most: int | None = None) -> tuple[Report, ...]:
        order = (reports.c.year.desc(), reports.c.id.desc())
        rows: Iterable[str] = self._connection.execute(
            sa.select(reports.c.record).where(condition).order_by(*order).limit(at_most)
        ).scalars()
        return tuple(from_json(Report, text) for text in rows)


def _place(year: AcademicYear, term: Term) -> tuple[AcademicYear, int]:
    return year, list(Term).index(term)


def _of(person_id: str) -> sa.ColumnElement[bool]:
    return sa.or_(reports.c.sip_id == person_id, reports.c.headteacher_id == person_id)


def _columns(report: Report) -> dict[str, object]:
    return {
        "urn": report.urn,
        "year": report.year.starts_in,
        "term": report.term,
        "sip_id": report.sip_id,
        "headteacher_id": report.headteacher_id,
        "status": report.status,
        "revision": report.revision,
        "shown": report.sent or report.latest,
        "record": to_json(report),
    }
