"""A full report written and read, beside docxtpl, which fills the same document, and mammoth, which reads it: processor
seconds of the same run. The documents are those of the fictional trust; each measurement is a process of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from documents.reading import read_proforma
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents
from tests.support import builders as a

ROUNDS: Final = 20
_APART: Final = "read_apart"
_DID: Final = ("written", "filled_by_docxtpl", "read", "read_by_mammoth")


def measure() -> Mapping[str, float]:
    """Milliseconds of processor for one, what is imported first left out."""
    found: dict[str, float] = {}
    for what in _DID:
        command = [sys.executable, "-m", "tests.bench.documents", what]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
        found |= {f"{what}_ms": float(done.stdout)}
    command = [sys.executable, "-m", "tests.bench.documents", _APART]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return found | json.loads(done.stdout)


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    out("\nA full autumn report, processor time of one\n")
    for ours, theirs, words, wanted in (
        ("written", "filled_by_docxtpl", "written; the same filled by docxtpl", 0.5),
        ("read", "read_by_mammoth", "read; turned into HTML by mammoth", 0.25),
    ):
        one, other = found[f"{ours}_ms"], found[f"{theirs}_ms"]
        out(f"  {words:36} {one:6.1f} and {other:6.1f} ms: {one / other:.2f} times (wanted: {wanted} at most)\n")
    apart = "read in a sealed process, as one that is sent is"
    out(f"  {apart}: {found['read_apart_ms']:.1f} ms, at most {found['read_apart_mb']:.0f} MB\n")


def _one(what: str) -> float:
    does = {"written": _write, "filled_by_docxtpl": _docxtpl, "read": _read, "read_by_mammoth": _mammoth}[what]()
    does()
    began = time.process_time()
    for _ in range(ROUNDS):
        does()
    return 1000 * (time.process_time() - began) / ROUNDS


def _apart() -> Mapping[str, float]:
    """In the server that has loaded what reads, once it has; and its memory."""
    from documents.reading_process import LOADS, read_apart  # noqa: PLC0415 - here alone
    from sealed.fork_server import server_of  # noqa: PLC0415

    data, server = _full(), server_of(LOADS)
    read_apart(data)
    server.end()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(ROUNDS + 1):
        read_apart(data)
    server.end()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return {"read_apart_ms": 1000 * seconds / ROUNDS, "read_apart_mb": used.ru_maxrss / 1024}


def _write() -> Callable[[], object]:
    contents = sample_contents(a.a_school(), Term.AUTUMN, AcademicYear(2026), "Bench")
    return lambda: write_proforma(contents)


def _read() -> Callable[[], object]:
    data = _full()
    return lambda: read_proforma(data)


def _mammoth() -> Callable[[], object]:
    import mammoth  # noqa: PLC0415 - only `make bench` installs it

    data = _full()
    return lambda: mammoth.convert_to_html(BytesIO(data)).value


def _docxtpl() -> Callable[[], object]:
    """Its template is our filled report, in which each text that the empty form has not is a variable: the same words
    in the same document, and no more variables than an author would set."""
    from docx import Document  # noqa: PLC0415 - here alone
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only `make bench` installs it

    empty = write_proforma(Contents("", "", AcademicYear(2026), Term.AUTUMN, "", {}))
    labels = {one.text for one in Document(BytesIO(empty)).element.body.iter(qn("w:t"))}
    document, words = Document(BytesIO(_full())), dict[str, str]()
    for one in document.element.body.iter(qn("w:t")):
        if one.text not in labels:
            words[f"text_{len(words)}"] = one.text
            one.text = f"{{{{ text_{len(words) - 1} }}}}"
    template = BytesIO()
    document.save(template)

    def fill() -> None:
        filled = DocxTemplate(BytesIO(template.getvalue()))
        filled.render(words, autoescape=True)
        filled.save(BytesIO())

    return fill


def _full() -> bytes:
    return write_proforma(sample_contents(a.a_school(), Term.AUTUMN, AcademicYear(2026), "Bench"))


if __name__ == "__main__":
    if sys.argv[1:] == [_APART]:
        sys.stdout.write(json.dumps(_apart()))
    elif len(sys.argv) > 1:
        sys.stdout.write(json.dumps(_one(sys.argv[1])))
    else:
        tell(measure())
