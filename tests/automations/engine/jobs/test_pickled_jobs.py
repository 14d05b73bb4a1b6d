"""What lies in the queue is data: a backup that somebody has prepared runs nothing when the service starts on it, and a
job that the first version wrote is still done."""

import asyncio
import base64
import json
import pickle
import pickletools
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer
from hypothesis import given
from hypothesis import strategies as st

from automations.engine.jobs import pickled_jobs
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.pickled_jobs import PLAIN, NotPlain, read_job
from store.backup import back_up, restore
from store.database import Database
from tests.automations.engine.jobs.workers import A_JOB, enqueue, until, working
from tests.support import builders as a
from tests.support.databases import Databases

JOB = {"args": ("say", "k", {"person_id": "p", "number": 1}, "teams", 1), "kwargs": dict[str, Any]()}


class Touches:
    """Unpickled, it makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.file,)


def pickled(value: Any, protocol: int = pickle.DEFAULT_PROTOCOL) -> str:
    return base64.b64encode(pickle.dumps(value, protocol)).decode()


def raw(*code: bytes) -> str:
    return base64.b64encode(b"".join(code)).decode()


JOBS = st.tuples(
    st.text(),
    st.text(),
    st.dictionaries(st.text(), st.text() | st.integers()),
    st.text(),
    st.integers(min_value=1, max_value=10**9),
)


@given(JOBS)
def test_a_job_of_the_first_version_is_read_as_it_was_written(args: tuple[Any, ...]) -> None:
    job = {"args": args, "kwargs": dict[str, Any]()}
    assert read_job(pickled(job)) == job


def test_what_it_returned_is_nothing() -> None:
    assert read_job(pickled(None)) is None


@pytest.mark.parametrize(
    "written",
    [
        pickled({**JOB, "kwargs": {"x": Touches(Path("/nowhere"))}}),
        pickled(Touches(Path("/nowhere"))),
        pickled(ValueError("of a job that failed")),
        pickled(JOB, 0),
        pickled({**JOB, "more": 1}),
        pickled({**JOB, "kwargs": {"person_id": "p"}}),
        pickled({**JOB, "args": ("say", "k", {"person_id": ("p", "q")}, "teams", 1)}),
        pickled({**JOB, "args": ("say", "k", {1: "p"}, "teams", 1)}),
        pickled({**JOB, "args": ("say", "k", [1], "teams", 1)}),
        pickled([1, 2]),
        pickled("text"),
        raw(b"cos\nsystem\n(S'true'\ntR."),
        raw(b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x04true\x85R."),
        raw(b"\x80\x04\x8c\x01x\x94r\xff\xff\xff\x7f."),  # a memo of gigabytes
        raw(b"\x80\x04P1\n."),
        raw(b"\x80\x04h\x05."),
        raw(b"\x80\x04"),
        raw(),
        "no base64!",
        json.dumps(JOB),
    ],
)
def test_nothing_else_is_read(written: str) -> None:
    with pytest.raises(NotPlain) as refused:
        read_job(written)
    assert "nowhere" not in str(refused.value)


@pytest.mark.parametrize("name", [opcode.name for opcode in pickletools.opcodes])
def test_no_opcode_that_names_calls_or_builds_is_admitted(name: str) -> None:
    """So that nobody adds one without looking here."""
    does_something = {
        *("GLOBAL", "STACK_GLOBAL", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "REDUCE", "BUILD", "PERSID", "BINPERSID"),
        *("EXT1", "EXT2", "EXT4", "NEXT_BUFFER", "READONLY_BUFFER", "PUT", "BINPUT", "LONG_BINPUT"),
    }
    assert not (name in PLAIN and name in does_something)


def test_nothing_is_named_even_if_every_opcode_were_admitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of opcodes is not all that stands between a pickle and what it names."""
    monkeypatch.setattr(pickled_jobs, "PLAIN", frozenset(opcode.name for opcode in pickletools.opcodes))
    with pytest.raises(NotPlain, match="It names something"):
        read_job(pickled(Touches(tmp_path / "trap")))
    assert not (tmp_path / "trap").exists()


@contextmanager
def of_the_engine(database: Database) -> Generator[sa.Connection]:
    """A transaction that finds the engine's tables by their names."""
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL search_path TO dbos, public")
        yield connection


def rewrite(database: Database, inputs: str, serialization: str | None) -> None:
    """As a version, or somebody, wrote what waits in the queue."""
    with of_the_engine(database) as connection:
        connection.execute(sa.text("UPDATE workflow_input SET inputs = :inputs"), {"inputs": inputs})
        connection.execute(sa.text("UPDATE workflow_status SET serialization = :as_"), {"as_": serialization})


async def test_jobs_are_written_as_json(database: Database) -> None:
    enqueue(database, A_JOB)
    async with working(database) as worker:
        await worker.has_kept("k")
        await until(lambda: column(database, "status") == {"SUCCESS"})
    assert column(database, "serialization") == {"portable_json"}
    with of_the_engine(database) as connection:
        (inputs,) = connection.execute(sa.text("SELECT inputs FROM workflow_input")).scalars()
    assert json.loads(inputs)["positionalArgs"] == ["say", "k", {"person_id": "p", "number": 1}, "teams", 1]


def column(database: Database, name: str) -> set[str | None]:
    with of_the_engine(database) as connection:
        return {job[name] for job in connection.execute(sa.text("SELECT * FROM workflow_status")).mappings()}


async def test_words_that_no_database_takes_are_written_all_the_same(database: Database) -> None:
    """Half of a character, and nothing at all."""
    enqueue(database, OutboxJob("say", "k\ud800", {"words": "a\ud800b\0c"}, A_JOB.queue))
    async with working(database) as worker:
        await worker.has_kept("k?")
    assert [one.args for one in worker.kept] == [{"words": "a?b\0c"}]


async def test_a_job_that_waits_from_the_first_version_is_done(database: Database) -> None:
    enqueue(database, A_JOB)
    rewrite(database, pickled(JOB), "py_pickle")
    async with working(database) as worker:
        await worker.has_kept("k")
        await until(lambda: column(database, "status") == {"SUCCESS"})
    assert worker.kept == [A_JOB]


@pytest.fixture
def elsewhere(databases: Databases) -> Iterator[Database]:
    with databases.empty() as url:
        opened = Database(url)
        yield opened
        opened.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # its timetable ends: we have none
async def test_a_prepared_backup_runs_nothing(database: Database, elsewhere: Database, tmp_path: Path) -> None:
    """In every column of the engine in which something written is read: what a job is given and what it gave back, how
    it failed, its steps, its events, messages, streams, and what runs by a timetable."""
    trap = tmp_path / "trap"
    bomb, others = pickled(Touches(trap)), [OutboxJob("say", str(number), {}, A_JOB.queue) for number in range(3)]
    enqueue(database, A_JOB, *others)
    async with working(database) as worker:
        await worker.has_kept("k", "0", "1", "2")
        await until(lambda: column(database, "status") == {"SUCCESS"})
    set_traps(database, bomb)
    enqueue(database, OutboxJob("say", "good", {}, A_JOB.queue))
    back_up(database, tmp_path / "backup")
    await asyncio.to_thread(restore, elsewhere, tmp_path / "backup", a.MONDAY)
    await asyncio.to_thread(elsewhere.migrate)
    async with working(elsewhere) as worker:
        await worker.has_kept("good")
        await until(lambda: not {"ENQUEUED", "PENDING"} & column(elsewhere, "status"))
        await asyncio.to_thread(look_at_everything, elsewhere)
    assert [one.key for one in worker.kept] == ["good"]
    assert not trap.exists()


def set_traps(database: Database, bomb: str) -> None:
    """A job that waits, one that was under way, one that ended and one that failed; and beside them, of the last, all
    that the engine can write about a job."""
    now = int(a.MONDAY.timestamp() * 1000)
    of = {"job": "say:1#1", "bomb": bomb, "now": now, "as_": "py_pickle"}
    statements = (
        "UPDATE workflow_status SET serialization = :as_, status = 'ENQUEUED' WHERE workflow_uuid = 'say:2#1'",
        "UPDATE workflow_status SET serialization = :as_, status = 'PENDING' WHERE workflow_uuid = 'say:k#1'",
        "UPDATE workflow_status SET serialization = :as_, output = :bomb WHERE workflow_uuid = 'say:0#1'",
        "UPDATE workflow_status SET serialization = :as_, error = :bomb, status = 'ERROR' WHERE workflow_uuid = :job",
        "UPDATE workflow_input SET inputs = :bomb",
        "UPDATE workflow_output SET output = :bomb, error = :bomb",
        "INSERT INTO operation_outputs (workflow_uuid, function_id, function_name, output, error,"
        " serialization, retention_timestamp) VALUES (:job, 1, 'step', :bomb, :bomb, :as_, :now)",
        "INSERT INTO notifications (destination_uuid, topic, message, message_uuid, serialization,"
        " created_at_epoch_ms) VALUES (:job, 'topic', :bomb, 'm', :as_, :now)",
        "INSERT INTO workflow_events (workflow_uuid, key, value, serialization) VALUES (:job, 'event', :bomb, :as_)",
        'INSERT INTO streams (workflow_uuid, key, value, "offset", function_id, serialization)'
        " VALUES (:job, 'stream', :bomb, 0, 1, :as_)",
        "INSERT INTO workflow_schedules (schedule_id, schedule_name, workflow_name, schedule, context)"
        " VALUES ('s', 's', 'keep_promise', '* * * * * *', :bomb)",
    )
    with of_the_engine(database) as connection:
        for statement in statements:
            connection.execute(sa.text(statement), {key: value for key, value in of.items() if f":{key}" in statement})


def look_at_everything(database: Database) -> None:
    """As one does who wants to know what has become of the jobs. Nothing of it can be read."""
    client = DBOSClient(
        system_database_url=database.url.render_as_string(hide_password=False),
        serializer=DBOSPortableJSONSerializer(),
        lazy=True,
    )
    jobs = {job.workflow_id: job for job in client.list_workflows()}
    assert jobs["say:2#1"].status == "ERROR"
    assert jobs["say:k#1"].status == "ERROR"
    asked: tuple[Callable[[], Any], ...] = (
        *(client.retrieve_workflow(id_).get_result for id_ in ("say:0#1", "say:1#1")),
        lambda: client.get_event("say:1#1", "event"),
        lambda: list(client.read_stream("say:1#1", "stream")),
    )
    for ask in asked:
        with pytest.raises(NotPlain):
            ask()
    client.list_workflow_steps("say:1#1")
    client.destroy()


@pytest.mark.parametrize(
    "inputs",
    [
        '{"positionalArgs": {"py/reduce": [{"py/function": "os.system"}, {"py/tuple": ["touch TRAP"]}]}}',
        '{"py/object": "subprocess.Popen", "args": ["touch", "TRAP"]}',
        '{"positionalArgs": ["say", "k", {}, "__import__(\'os\').system(\'touch TRAP\')", 1]}',
        '{"positionalArgs": ["say", "k", "touch TRAP", "teams", "many"], "namedArgs": {"keeper": "os.system"}}',
        "[" * 100_000,
        "null",
        "{}",
    ],
)
async def test_a_prepared_job_of_json_runs_nothing_and_stops_nothing(
    database: Database, tmp_path: Path, inputs: str
) -> None:
    enqueue(database, A_JOB)
    rewrite(database, inputs.replace("TRAP", str(tmp_path / "trap")), "portable_json")
    enqueue(database, OutboxJob("say", "good", {}, A_JOB.queue))
    async with working(database) as worker:
        await worker.has_kept("good")
        await until(lambda: column(database, "status") == {"SUCCESS", "ERROR"})
    assert [one.key for one in worker.kept] == ["good"]
    assert not (tmp_path / "trap").exists()
