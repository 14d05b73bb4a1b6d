"""What tests of several rooms ask for: a database of either kind. Where no PostgreSQL server is installed, the tests
on it are skipped, and say so."""

import gc
from collections import Counter
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from store.database import Database
from tests.support import postgresql as servers
from tests.support.case_keys import KEYS
from tests.support.compiled import compile_statements_once
from tests.support.databases import Databases
from tests.support.examples import THOROUGH
from tests.support.postgresql import PostgreSQL
from tests.support.query_plans import QueryPlans
from tests.support.quick_folder import keep_files_in_memory

structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),  # rich: 0.1 s
    ]
)
compile_statements_once()
keep_files_in_memory()
PLANS = QueryPlans()
PLANS.listen()
settings.register_profile("busy", deadline=None)  # a busy machine is no fault of what is tested
settings.register_profile(THOROUGH, deadline=None, max_examples=1000)
settings.load_profile("busy")


def pytest_configure(config: pytest.Config) -> None:
    """What is collected stays for the session: to look through it for garbage again and again takes a third of the time
    in which a worker collects. And hypothesis reads the source of all that is imported, for numbers and words to try:
    ten seconds of each worker on a fresh clone. It does so where it is asked to be thorough (`make chaos`)."""
    gc.disable()
    if config.getoption("--hypothesis-profile", None) != THOROUGH:
        providers.is_local_module_file = no_local_module


def no_local_module(_path: str) -> bool:
    return False


def pytest_collection_finish() -> None:
    """The same goes for the tests themselves: a twelfth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def pytest_runtest_teardown() -> None:
    """A question that looks through a table which grows with every report is a fault, whichever test asked it first."""
    scans = PLANS.take()
    assert not scans, f"looked through as a whole (tests/support/query_plans.py): {scans}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """One server for the session (of each xdist worker)."""
    programs = servers.binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server programs (initdb, postgres) were found on this machine")
    with servers.running(programs) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgresql_databases(postgresql: PostgreSQL) -> Databases:
    return Databases(postgresql.folder, postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds, one after the other."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A database of its own, with this version's schema."""
    with databases.ready() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, keys=KEYS)
    yield opened
    opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Which files take longest, all their tests together: a suite gets slower a file at a time."""
    if config.getoption("numprocesses", None) is None:
        return
    seconds = Counter[str]()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    terminalreporter.section("ten slowest files")
    for file, taken in seconds.most_common(10):
        terminalreporter.line(f"{taken:7.1f} s  {file}")
