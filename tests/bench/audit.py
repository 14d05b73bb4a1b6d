"""The audit of some years: verified whole, and from the head of the day before. What is counted is the processor's
time."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from store.audit import AuditEntry, verify
from store.database import Database
from tests.support import builders as a
from tests.support.databases import Databases

ENTRIES = 200_000
A_DAYS = 1_000


def measure(entries: int = ENTRIES) -> Mapping[str, float]:
    with TemporaryDirectory() as folder, Databases(Path(folder)).ready() as url:
        database = Database(url)
        with database.writing() as uow:
            for number in range(entries):
                uow.audit(AuditEntry("service", "tested", f"report:{number}", {"version": number}), a.MONDAY)
                if number == entries - A_DAYS - 1:
                    noted = uow.verify_audit()
        with database.reading() as uow:
            began = time.process_time()
            assert verify(uow.connection).entries == entries
            whole = time.process_time() - began
            began = time.process_time()
            assert verify(uow.connection, (noted.entries, noted.head)).entries == entries
            since = time.process_time() - began
        database.close()
    return {"entries": entries, "whole_cpu_s": round(whole, 3), "since_cpu_s": round(since, 4), "a_days": A_DAYS}


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    out(f"The audit of {found['entries']:.0f} entries, verified whole: {found['whole_cpu_s']:.2f} s of processor; ")
    out(f"the last {found['a_days']:.0f}, from a head: {found['since_cpu_s'] * 1000:.0f} ms\n")


if __name__ == "__main__":
    tell(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES))
