"""Reading in a process of its own: the same is read, and whatever a file does, it ends in one sentence."""

import resource
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest

from documents import reading_apart, reading_process
from documents.package import MAX_ATTRIBUTES, MAX_MARKS
from documents.proforma import write_proforma
from documents.reading import read_proforma
from documents.reading_apart import MAX_MEMORY, main
from documents.reading_process import LOADS, begin_to_read, read_apart
from documents.unreadable import UnreadableDocument
from sealed.fork_server import server_of
from tests.documents.crafted import MAIN, SCHOOL, packed, parts_of, sample

HUNGRY = "import sealed.bounds as own; own.bound(2**29, 20); held = [bytes(2**20) for _ in range(2**11)]"
BUSY = "import sealed.bounds as own; own.bound(2**29, 1)\nwhile True: pass"
BOUND = "import sealed.bounds as own; own.bound(memory=2**29, seconds=1); "
TAKES_MEMORY = f"{BOUND}held = bytes(2**30)"
TAKES_TIME = f"{BOUND}import time\nwhile time.process_time() < 5: pass"
TELLS_ITS_BOUNDS = """
import resource
import documents.reading_apart as own
from documents.unreadable import UnreadableDocument
from sealed.fork_server import server_of
BOUNDS = {resource.RLIMIT_AS: own.MAX_MEMORY, resource.RLIMIT_CPU: own.MAX_SECONDS, resource.RLIMIT_CORE: 0}

def read(data):
    bound = all(resource.getrlimit(kind)[0] == most for kind, most in BOUNDS.items())
    raise UnreadableDocument("pdf" if bound else "damaged")

own.main(read)
"""
CRASHING = "import os; os.abort()"
BABBLING = "print('no report')"


def good() -> bytes:
    return write_proforma(sample(), school=SCHOOL, headteacher="Ann Lee")


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_apart(data)
    return refused.value.code


def with_body(inner: str) -> bytes:
    parts = parts_of(good())
    parts[MAIN] = parts[MAIN].replace(b"</w:body>", inner.encode() + b"</w:body>")
    return packed(parts, 0)


def test_the_same_is_read_as_here() -> None:
    assert begin_to_read(good()).result() == read_proforma(good())


def test_why_it_cannot_be_read_comes_back() -> None:
    assert code_of(b"%PDF-1.7") == "pdf"
    assert code_of(b"") == "not_docx"


def test_attributes_are_counted_before_anything_is_parsed() -> None:
    """Each costs more than an element; a small file holds a million of them."""
    many = " ".join(f'w:a{number}="1"' for number in range(MAX_ATTRIBUTES + 1))
    began = time.process_time()
    assert code_of(with_body(f"<w:p {many}/>")) == "too_big"
    with pytest.raises(UnreadableDocument):
        read_proforma(with_body(f"<w:p {many}/>"))
    assert time.process_time() - began < 10


@pytest.mark.parametrize("script", [HUNGRY, BUSY, CRASHING, BABBLING, "", "raise SystemExit(3)"])
def test_a_process_that_is_ended_or_ends_badly_is_a_file_that_was_not_read(script: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_apart(b"PK", ("-c", script))
    assert refused.value.code == "too_hard"
    assert "copy your report into a new proforma" in refused.value.reason


@pytest.mark.parametrize("script", [TAKES_MEMORY, TAKES_TIME])
def test_a_process_that_takes_more_than_its_bounds_is_ended(script: str) -> None:
    """Without them it would end well."""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert ended.returncode != 0


def test_the_process_that_reads_is_bound() -> None:
    with pytest.raises(UnreadableDocument) as said:
        read_apart(b"PK", ("-c", TELLS_ITS_BOUNDS))
    assert said.value.code == "pdf"


def test_reading_costs_another_process_and_not_ours() -> None:
    """Our own part is to wait."""
    data = with_body('<w:p w:a="1"><w:r w:b="2"><w:t>x</w:t></w:r></w:p>' * (MAX_MARKS // 7))
    own, others = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    error = begin_to_read(data).exception()
    assert error is None or isinstance(error, UnreadableDocument)
    server_of(LOADS).end()  # what it took is known then
    own, others = time.process_time() - own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - others
    assert others > 2 * own, (own, others)


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "PATIENCE", 0.5)
    with pytest.raises(UnreadableDocument) as refused:
        read_apart(b"PK", ("-c", "import time; time.sleep(60)"))
    assert refused.value.code == "too_hard"


def test_a_file_made_to_take_all_memory_takes_none_of_ours() -> None:
    """As many elements and attributes as are let in, in one small file; several of them at once."""
    row = '<w:p w:a="1"><w:r w:b="2"><w:t>x</w:t></w:r></w:p>'
    data = with_body(row * (MAX_MARKS // 7))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = [begin_to_read(data) for _ in range(3)]
    assert {type(one.exception() or one.result()) for one in read} <= {UnreadableDocument, type(read_proforma(good()))}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # kilobytes
    server_of(LOADS).end()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MAX_MEMORY * 1.5


def test_files_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    under_way = threading.Semaphore(1)
    alone: list[bool] = []

    def watched(data: bytes) -> str:
        alone.append(under_way.acquire(blocking=False))
        time.sleep(0.02)
        under_way.release()
        return data.decode()

    monkeypatch.setattr(reading_process, "read_apart", watched)
    with ThreadPoolExecutor(4) as several:
        found = [one.result().result() for one in [several.submit(begin_to_read, b"%d" % n) for n in range(6)]]
    assert len(found) == 6
    assert all(alone)


@pytest.mark.parametrize(
    ("raised", "said"),
    [(MemoryError(), b"unreadable too_hard"), (UnreadableDocument("damaged"), b"unreadable damaged")],
)
def test_what_the_process_says(monkeypatch: pytest.MonkeyPatch, raised: Exception, said: bytes) -> None:
    out = BytesIO()

    def read(_: bytes) -> Any:
        raise raised

    monkeypatch.setattr(reading_apart, "seal", lambda *_: None)
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": BytesIO(b"PK")}))
    monkeypatch.setattr(sys, "stdout", type("Out", (), {"buffer": out}))
    main(read)
    assert out.getvalue() == said
