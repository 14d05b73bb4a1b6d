"""`format=pdf`: LibreOffice where it is installed, else a plain rendering of the text. The same bytes are converted
once."""

import asyncio
import contextlib
import os
import signal
import tempfile
from pathlib import Path

from sandbox.graph import plain_pdf
from sandbox.graph.database import Blobs
from sandbox.graph.errors import GraphError

PATIENCE = 90.0
"""Seconds that LibreOffice gets for one file."""


class PdfPrinter:
    def __init__(self, blobs: Blobs, folder: Path, soffice: str | None, patience: float = PATIENCE) -> None:
        self._blobs = blobs
        self._done = folder
        self._soffice = soffice
        self._patience = patience
        self._turn = asyncio.Lock()  # one conversion at a time: each takes a whole core
        folder.mkdir(parents=True, exist_ok=True)

    async def convert(self, blob: str, name: str) -> str:
        """The blob of a Word file as the blob of a PDF. Raises 406 for what cannot be converted."""
        if not name.lower().endswith(".docx"):
            raise _not_supported(f"Conversion of '{name.rpartition('.')[2]}' to pdf is not supported.")
        async with self._turn:
            note = self._done / blob
            if not note.exists():
                printed = await self._print(self._blobs.read(blob), name)
                note.write_text(self._blobs.keep(printed), "ascii")
            return note.read_text("ascii")

    async def _print(self, docx: bytes, name: str) -> bytes:
        printed = await self._by_libreoffice(self._soffice, docx) if self._soffice else None
        if printed is not None:
            return printed
        try:
            return plain_pdf.render(docx, name)
        except plain_pdf.Unreadable as wrong:
            raise _not_supported(f"The file cannot be converted: {wrong}") from wrong

    async def _by_libreoffice(self, soffice: str, docx: bytes) -> bytes | None:
        """None where LibreOffice fails or takes too long. It gets a profile of its own and touches nobody's."""
        with tempfile.TemporaryDirectory(prefix="sipdesk-pdf-", ignore_cleanup_errors=True) as place:
            folder = Path(place)
            (folder / "document.docx").write_bytes(docx)
            process = await asyncio.create_subprocess_exec(
                soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                "--convert-to", "pdf", "--outdir", place, str(folder / "document.docx"),
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            try:
                async with asyncio.timeout(self._patience):
                    await process.wait()
            except TimeoutError:
                return None
            finally:
                await _end(process)
            printed = folder / "document.pdf"
            return printed.read_bytes() if printed.exists() else None


async def _end(process: asyncio.subprocess.Process) -> None:
    """soffice starts children of its own: all of its session goes."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _not_supported(message: str) -> GraphError:
    return GraphError(406, "notSupported", message)
